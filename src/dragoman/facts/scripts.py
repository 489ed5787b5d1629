"""The scripts of languages, as ranges of characters."""

from __future__ import annotations

from functools import cache

from dragoman.languages import record

LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
    "\uff21-\uff3a\uff41-\uff5a"
)
CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
GREEK = "\u0370-\u03ff\u1f00-\u1fff"
"""Ranges of characters, to be put between brackets of a regular expression."""

_SCRIPTS = {"Latn": LATIN, "Cyrl": CYRILLIC, "Arab": ARABIC, "Grek": GREEK}


@cache
def script(language: str) -> str | None:
    """Return the script of a language code, such as `fa`; `None` where it is not known here."""
    return _SCRIPTS.get(record(language.partition("-")[0]).script)
