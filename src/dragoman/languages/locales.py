"""What the Unicode CLDR knows of languages and locales, through Babel.

A locale is a BCP 47 tag such as `fa` or `ar-EG`; its language is the first part.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from dragoman.errors import DragomanError
from dragoman.languages.records import record


def normalize(tag: str) -> str:
    """Return the tag in its usual writing: `AR_eg` becomes `ar-EG`.

    Raises `DragomanError` for a tag that CLDR does not know.
    """
    return str(_locale(tag)).replace("_", "-")


def language(tag: str) -> str:
    """Return the language of a locale: `ar` of `ar-EG`."""
    return _locale(tag).language


def broader(tag: str) -> str | None:
    """Return the language of a regional locale, `ar` for `ar-EG`, if both use one script.

    `None` for a language itself, and for `zh-TW` or `sr-Latn`, whose letters are others.
    """
    locale = _locale(tag)
    plain = _locale(locale.language)
    if locale == plain or _script(locale) != _script(plain):
        return None
    return locale.language


def script(tag: str) -> str:
    """Return the code of the script in which most of the locale's readers write: `Hant`."""
    return _script(_locale(tag))


def _script(locale: Locale) -> str:
    """The code of the script in which most of the locale's readers write."""
    if locale.script:
        return str(locale.script)
    known = get_global("likely_subtags")
    likely = known.get(f"{locale.language}_{locale.territory}") or known.get(locale.language, "")
    return next((part for part in likely.split("_") if len(part) == 4), "")


def name(tag: str) -> str:
    """Return the English name of a locale, such as `Persian`."""
    return _locale(tag).english_name or tag


def own_name(tag: str) -> str:
    """Return what the locale's readers call it, such as `فارسی`, with a capital at its start."""
    found = _locale(tag).display_name or tag
    return found[:1].upper() + found[1:]


def with_territory(tag: str) -> str:
    """Return the locale with the territory where most of its readers live: `fa-IR` for `fa`.

    A locale that names one keeps it; one of which CLDR knows none stays as it is.
    """
    locale = _locale(tag)
    if locale.territory:
        return f"{locale.language}-{locale.territory}"
    known = get_global("likely_subtags")
    likely = known.get(f"{locale.language}_{locale.script}") or known.get(locale.language, "")
    territory = likely.rpartition("_")[2]
    return f"{locale.language}-{territory}" if territory else tag


def plural(number: int, tag: str) -> str:
    """Return CLDR's name for the form that words take beside a number, such as `few`."""
    return _locale(tag).plural_form(number)


def lower(text: str, tag: str) -> str:
    """Return the text in small letters as the language has them: `I` is `ı` in Turkish."""
    if record(language(tag)).dotted_i:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def upper(text: str, tag: str) -> str:
    """Return the text in capitals as the language has them: `i` is `İ` in Turkish."""
    if record(language(tag)).dotted_i:
        text = text.replace("i", "İ").replace("ı", "I")
    return text.upper()


def capitalized(word: str, tag: str) -> str:
    """Return the word with a capital at its start and small letters after it."""
    first = "İ" if word[:1] == "i" and record(language(tag)).dotted_i else word[:1].upper()
    return first + lower(word[1:], tag)


@cache
def is_rtl(tag: str) -> bool:
    """Return whether the locale is written from right to left."""
    return _locale(tag).text_direction == "rtl"


def calendar_and_places(tag: str) -> frozenset[str]:
    """Return the single words among its names of days, months, languages and territories."""
    locale = _locale(tag)
    names = [*locale.territories.values(), *locale.languages.values()]
    for group in (locale.days, locale.months):
        for widths in group.values():
            names += [name for width in ("wide", "abbreviated") for name in widths[width].values()]
    return frozenset(name for name in names if name.isalpha())


def direction(tag: str) -> str:
    """Return in which direction the locale is written: `ltr` or `rtl`."""
    return "rtl" if is_rtl(tag) else "ltr"


def name_in(tag: str, reader: str) -> str:
    """Return what the language of `tag` is called in the language of `reader`."""
    return _locale(reader).languages.get(_locale(tag).language) or name(tag)


def asked(word: str, likely: Sequence[str]) -> str:
    """Return the tag that a person wrote, in its usual writing.

    `likely` are the locales that come first where another word stands there. Raises
    `DragomanError` for what is no tag, with the one that is meant.
    """
    try:
        return normalize(word)
    except DragomanError as error:
        near = meant(word, likely)
        if near is not None:
            error.advice = f"Did you mean {near} ({name(near)})? {error.advice}"
        raise


def meant(word: str, likely: Sequence[str]) -> str | None:
    """Return the locale that a person may mean who writes what its language is called.

    `likely` are those that come first. `None` where nothing is near.
    """
    written = word.casefold().replace("_", "-")
    if written in _OTHER_NAMES:
        return _OTHER_NAMES[written]
    known: dict[str, str] = {}
    for tag in likely:
        known.setdefault(own_name(tag).casefold(), tag)
        known.setdefault(name(tag).casefold(), tag)
    for tag in likely:
        for reader in likely:
            known.setdefault(name_in(tag, reader).casefold(), tag)
    for code, english in Locale.parse("en").languages.items():
        known.setdefault(english.casefold(), code)
    near = get_close_matches(written, known, n=1, cutoff=0.8)
    if near:
        return known[near[0]]
    tags = get_close_matches(written, [tag.casefold() for tag in likely], n=1, cutoff=0.6)
    return next((tag for tag in likely if tags and tag.casefold() == tags[0]), None)


_OTHER_NAMES = {
    "farsi": "fa",
    "parsi": "fa",
    "dari": "fa-AF",
    "pb": "pt-BR",
    "zt": "zh-TW",
    "ترکی": "tr",
}
"""What languages are called beside the names that CLDR has."""


def named(text: str) -> tuple[str, ...]:
    """Return the codes of the languages whose English name it is: `fa` for `Persian`."""
    known = Locale.parse("en").languages
    return tuple(code for code, name in known.items() if name.casefold() == text.casefold())


@cache
def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        raise DragomanError(
            f"`{tag}` is not a known locale",
            advice="Use a language code such as ru, fa, tr or ar, or one with a country: ar-EG.",
        ) from None
