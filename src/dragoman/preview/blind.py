"""A page on which people choose between two translations without knowing whose they are.

It is one HTML file that needs no network. It speaks the language of the translations, or another
one that is chosen there. The choices are saved as a file of their own; which
translation is whose stands in a key that goes to nobody who chooses.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman import languages
from dragoman.publishing.messages import FALLBACK, available, messages
from dragoman.typography.digits import system_of

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Pairing:
    """A sentence with two translations."""

    source: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Votes:
    """What people preferred."""

    one: str
    other: str
    """Names of the models."""

    for_one: int
    for_other: int
    alike: int


def blind(
    choices: Sequence[Pairing], names: tuple[str, str], source: str, locale: str
) -> tuple[str, str]:
    """Return the page and its key, as JSON.

    Which translation stands on which side is decided by the sentence alone, so that the same page
    is made again.
    """
    swapped = [_is_swapped(choice.source) for choice in choices]
    rows = [
        (choice.source, *((choice.other, choice.one) if swap else (choice.one, choice.other)))
        for choice, swap in zip(choices, swapped, strict=True)
    ]
    language = languages.language(locale)
    key = hashlib.sha256(json.dumps([rows, names]).encode()).hexdigest()[:16]
    page = _template().render(
        rows=rows,
        key=key,
        schema=SCHEMA,
        locale=locale,
        source=source,
        directions={code: languages.direction(code) for code in (source, locale)},
        here=language if language in available() else FALLBACK,
        spoken={code: _words(code, locale) for code in available()},
    )
    held = {"schema": SCHEMA, "key": key, "models": list(names), "swapped": swapped}
    return page, json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def counted(result: Mapping[str, Any], key: Mapping[str, Any]) -> Votes:
    """Return what a saved result says. Raises ValueError for one of another page."""
    if result.get("key") != key.get("key"):
        raise ValueError("the choices are of another page than the key")
    swapped, models = key["swapped"], key["models"]
    tally = {"one": 0, "other": 0, "alike": 0}
    for number, choice in result["choices"].items():
        if choice not in ("left", "right", "same"):
            raise ValueError(f"{choice!r} is not a choice")
        if choice == "same":
            tally["alike"] += 1
        else:
            tally["other" if (choice == "left") == swapped[int(number)] else "one"] += 1
    return Votes(str(models[0]), str(models[1]), tally["one"], tally["other"], tally["alike"])


def _words(language: str, locale: str) -> Mapping[str, str]:
    """Return what the page says in a language."""
    gettext = messages(language).gettext
    return {
        "name": languages.name_in(language, language),
        "direction": languages.direction(language),
        "digits": system_of(language),
        "title": gettext("Which translation is better?"),
        "into": languages.name_in(locale, language),
        "explained": gettext(
            "Two models translated each sentence. Choose the better text, or say that neither is. "
            "The sides change from sentence to sentence. Nothing leaves this page: save the "
            "result, and send the file back."
        ),
        "same": gettext("no difference that matters"),
        "save": gettext("Save the result"),
        "saved": gettext("%(count)s of %(all)s chosen. The result is saved."),
        "language": gettext("Language"),
    }


def _is_swapped(source: str) -> bool:
    return bool(hashlib.sha256(source.encode()).digest()[0] & 1)


@cache
def _template() -> Any:
    import jinja2

    text = (files("dragoman.preview") / "blind.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(text)
