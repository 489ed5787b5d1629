"""Codes of languages and locales as packages state them, and which package serves which.

Argos's index has codes of its own: `pb` is Portuguese of Brazil, `zt` traditional Chinese. What is
known of languages is loaded when it is first asked for: it takes time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dragoman.errors import DragomanError

ALIASES = {"pb": "pt-BR", "zt": "zh-Hant"}

_CODE = r"[a-z]{2,3}(?:-[A-Z][A-Za-z]*|-\d{3})*"
_DIRECTION = re.compile(rf"({_CODE})-({_CODE})")


@cache
def usual(code: str) -> str:
    """Return a code in its usual writing: `pb` becomes `pt-BR`, `ar_EG` `ar-EG`.

    One that is not known stays as it is.
    """
    from dragoman import languages

    if code.lower() in ALIASES:
        return ALIASES[code.lower()]
    try:
        return languages.normalize(code)
    except DragomanError:
        return code


def parted(direction: str) -> tuple[str, str]:
    """Return the codes of a direction: `zh-Hant-en` is from `zh-Hant` into `en`."""
    match = _DIRECTION.fullmatch(direction)
    if match is not None:
        return match[1], match[2]
    source, _, target = direction.partition("-")
    return source, target


def direction_in(text: str) -> str | None:
    """Return the first word of a text that is a direction, such as `en-fa`."""
    return next((word for word in text.split() if _DIRECTION.fullmatch(word)), None)


def distance(code: str, wanted: str) -> int | None:
    """Say how far a package's code is from the one wanted; `None` if it does not serve it.

    0 is the same, 1 the language at large (`pt` for `pt-BR`), 2 another region of it (`ar-EG` for
    `ar`). What is written in other letters does not serve: `zh` is no `zh-TW`.
    """
    if code == wanted:
        return 0
    if language(code) != language(wanted) or _script(code) != _script(wanted):
        return None
    return 1 if _territory(code) is None else 2


def broader(code: str) -> Iterator[str]:
    """Yield the codes that serve a code, the nearest first: `zh-TW`, `zh-Hant`."""
    plain, script = language(code), _script(code)
    for other in (code, f"{plain}-{script}" if script else code, plain):
        if other == code or (distance(other, code) is not None and _territory(other) is None):
            yield other


def language(code: str) -> str:
    """Return the language of a code: `zh` of `zh-Hant`."""
    return re.split(r"[-_]", code)[0]


def _script(code: str) -> str | None:
    from dragoman import languages

    try:
        return languages.script(code)
    except DragomanError:
        return None


def _territory(code: str) -> str | None:
    found = [part for part in re.split(r"[-_]", code)[1:] if re.fullmatch(r"[A-Z]{2}|\d{3}", part)]
    return found[0] if found else None
