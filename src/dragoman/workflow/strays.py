"""Review files that no command reads, since their folder has no locale's name."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from dragoman import languages
from dragoman.errors import DragomanError, StoreError
from dragoman.workflow.scope import Scope


def strays(scope: Scope) -> Iterator[StoreError]:
    """Yield a problem for each such folder: what people write there would count for nothing."""
    for folder in scope.store.locale_folders():
        name = folder.name
        usual = name if name in scope.locales else _usual(name)
        if usual == name or not any(path.suffix == ".yaml" for path in scope.store.below(folder)):
            continue
        near = usual or next(iter(get_close_matches(name.lower(), scope.locales, n=1)), "")
        asked = f"Did you mean {near}? " if near else ""
        yield StoreError(
            f"`{name}` is not {'how a locale is written' if usual else 'a known locale'}, so no "
            "command reads what is in this folder",
            path=scope.store.shown(folder),
            advice=f"{asked}Name it as `targets:` in dragoman.yaml names it, such as fa or ar-EG, "
            "or move it out of locales/.",
        )


def _usual(name: str) -> str:
    """The locale that a folder's name means, as it is written; empty if it means none."""
    try:
        return languages.normalize(name)
    except DragomanError:
        return ""
