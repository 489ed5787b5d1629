"""Which package translates a direction, and what to say when none does."""

from __future__ import annotations

import re
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models.installed import Installed, installed
from dragoman.models.places import has_demo, is_demo


def find(source: str, target: str, folder: Path) -> Installed:
    """Return the newest package in `folder` that translates `source` into `target`.

    A code with a territory or a script, such as `ar-EG`, falls back to its language. Raises
    ModelError, which says how to get one, when there is none.
    """
    packages = installed(folder)
    for codes in ((source, target), (_language(source), _language(target))):
        for package in packages:
            if (package.from_code, package.to_code) == codes:
                return package
    raise missing(source, target, folder)


def missing(source: str, target: str, folder: Path) -> ModelError:
    """Make the error for a direction without a package."""
    origin = "" if source == "en" else f" --from {_language(source)}"
    advice = f"Run: dragoman models install{origin} {_language(target)}"
    if has_demo(_language(source), _language(target)) and not is_demo(folder):
        advice += " (or try the small demonstration models: --models demo)"
    names = f"{english_name(source)} into {english_name(target)} ({source} → {target})"
    return ModelError(f"no model translates {names}", path=folder, advice=advice)


def _language(code: str) -> str:
    return re.split(r"[-_]", code)[0]


def english_name(code: str) -> str:
    """Return the language's name in English, or the code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_")).english_name or code
    except (UnknownLocaleError, ValueError):
        return code
