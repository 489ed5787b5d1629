"""Offline translation and publishing workflow for small multilingual newsrooms.

    newsroom = dragoman.open_project("news")
    newsroom.translate(to=["fa"])

`open_project`, `parse`, `serialize` and `split` are the library; `dragoman.library` documents
them. They are loaded when they are first asked for: importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.library import Newsroom, open_project, parse, serialize, split

__version__ = "0.2.0"

__all__ = ["Newsroom", "open_project", "parse", "serialize", "split"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("dragoman.library"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
