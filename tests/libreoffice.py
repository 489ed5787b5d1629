"""LibreOffice, which reads and writes what we wrote."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


def tool(name: str) -> str:
    """Return where a program is; skip the test for want of it, and in CI fail."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed. CI installs it."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@cache
def _profile() -> Path:
    """Return a folder for its settings. To make one takes longer than to convert a file."""
    folder = tempfile.mkdtemp(prefix="libreoffice-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def converted(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice write a file as another kind, such as `xlsx`, into a folder."""
    command = [tool("soffice"), f"-env:UserInstallation=file://{_profile()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    suffix, _, _ = kind.partition(":")
    return folder / path.with_suffix(f".{suffix}").name
