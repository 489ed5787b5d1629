"""An engine that ends its process over models that are marked, and else is CTranslate2.

CTranslate2 does so over some damage, but whether it does depends on what lies in memory by chance.
"""

from __future__ import annotations

from pathlib import Path

import ctranslate2  # noqa: F401  this process has the real one
import pytest

MARK = b"deadly"

ENGINE = f"""\
import os
import sys
from pathlib import Path

if Path(sys.argv[-1], "model", "model.bin").read_bytes().endswith({MARK!r}):
    os.abort()
sys.path.remove(str(Path(__file__).parent))
del sys.modules["ctranslate2"]
import ctranslate2
"""


def mark(package: Path) -> None:
    """Let a package end the processes in which it is tried."""
    with (package / "model" / "model.bin").open("ab") as stream:
        stream.write(MARK)


def found_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that try packages find the engine, which is written into `folder`."""
    (folder / "ctranslate2.py").write_text(ENGINE, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
