"""What is shared with Argos Translate: its folder of packages, its index, its oldest tokenizer.

Folder and index are found by the rules of `argostranslate.settings` 1.11, without importing it:
that makes folders in the user's home, and fails where there is no home or it cannot be written.
argostranslate itself is asked for what only it can do, the tokenizer of packages with a
`bpe.model`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from dragoman.errors import ModelError

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
"""Where Argos Translate's packages are listed, if nothing else is set."""


def package_folder() -> Path:
    """Return the folder of packages that Argos Translate uses; it may not exist.

    `ARGOS_PACKAGES_DIR` in the environment or in Argos Translate's settings file names it, else
    it is in the user's data folder. Raises ModelError where there is no such folder because the
    user has no home.
    """
    named = _setting("ARGOS_PACKAGES_DIR")
    if named:
        return Path(named)
    folder = _folder("XDG_DATA_HOME", ".local", "share")
    if folder is None:
        raise ModelError(
            "there is no home folder in which models could be kept",
            advice="Name a folder for them: set HOME or ARGOS_PACKAGES_DIR in the environment, "
            "or give the option --models FOLDER.",
        )
    return folder / "argos-translate" / "packages"


def index_address() -> str:
    """Return the address of Argos Translate's index of packages."""
    return f"{_setting('ARGOS_PACKAGE_INDEX') or INDEX}index.json"


def byte_pair_tokenizer(package: Path, source: str, target: str) -> Any:
    """Return the tokenizer of a package with a `bpe.model`, loaded.

    Raises ImportError with the name of what is not installed.
    """
    from argostranslate.tokenizer import BPETokenizer

    tokenizer = BPETokenizer(package / "bpe.model", source, target)
    tokenizer.lazy_load()
    return tokenizer


def _setting(name: str) -> str | None:
    """Return a setting of Argos Translate: from the environment, else from its file."""
    if name in os.environ:
        return os.environ[name]
    folder = _folder("XDG_CONFIG_HOME", ".config")
    if folder is None:
        return None
    try:
        found = json.loads((folder / "argos-translate" / "settings.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, str) else None


def _folder(variable: str, *parts: str) -> Path | None:
    """Return one of the user's base folders; `None` where there is no home."""
    if variable in os.environ:
        return Path(os.environ[variable])
    if "SNAP" in os.environ and "SNAP_USER_DATA" in os.environ:
        return Path(os.environ["SNAP_USER_DATA"], *parts)
    try:
        return Path.home().joinpath(*parts)
    except RuntimeError:
        return None
