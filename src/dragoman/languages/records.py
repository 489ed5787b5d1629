"""What the program knows of the writing of a language beside CLDR: a file for each in `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

NEVER, ALWAYS = "never", "always"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How large numbers are written."""

    mark: str
    """What stands between thousands."""

    decimal: str

    least: int = 4
    """Figures from which on thousands are set off."""


@dataclass(frozen=True, slots=True)
class LanguageRecord:
    """One language. Everything has a value that is right for a language of which nothing is known.

    The keys of the files are these names, with hyphens.
    """

    script: str = ""
    """The script by whose letters its words are compared: `Latn`, `Cyrl`, `Arab`, `Grek`."""

    telling: str = ""
    """A regular expression: what tells a text in it from one in another language with full data."""

    rules: frozenset[str] = frozenset()
    """The typographic rules that are on unless a newsroom says otherwise, beside those of every
    language."""

    optional_rules: frozenset[str] = frozenset()
    """The rules that make sense in the language and are off unless a newsroom asks for them."""

    quotes: tuple[str, str] | None = None
    """The marks of a quotation, and of one within it: half of the characters open, half close. A
    no-break space may be among them."""

    spaced_marks: str = ""
    """Marks that have a no-break space before them."""

    regions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What is otherwise in a territory: keys and values as here, by its code."""

    letters: Mapping[str, str] = field(default_factory=dict)
    """Letters and digits of a sister language that look like its own, and its own."""

    stray_letters: str = ""
    """A regular expression: what looks like its letters and is not one of them."""

    bare_words: frozenset[str] = frozenset()
    """Frequent words as they look when their marks are lost."""

    marked_letters: str = ""
    """The letters that have such marks."""

    grouping: Grouping | None = None
    """How large numbers are written, where that is not as in English."""

    percent_sign: str = "%"
    percent_first: bool = False
    """Whether the sign stands before the number."""

    alphabet: str = ""
    """Its letters, as a regular expression has them between brackets, of a language in which nearly
    every character is one of them."""

    own_marks: bool = False
    """Whether comma, semicolon and question mark are those of the Arabic script."""

    half_spaces: bool = False
    """Whether words hold zero-width non-joiners."""

    bare_stop: bool = False
    """Whether its press leaves out the final stop so often that its loss means nothing."""

    dotted_i: bool = False
    """Whether i and ı are two letters, each with a capital of its own."""

    latin_digits: bool = False
    """Whether the language alone, without a territory, has 0 to 9 whatever CLDR says."""

    stemmer: str = ""
    """The name of its Snowball algorithm."""

    joiner: str = ""
    """A regular expression: what stands inside a word, and elsewhere parts words."""

    folded: Mapping[str, str] = field(default_factory=dict)
    """Letters that do not tell words apart, and what they are taken for."""

    mixed_up: Mapping[str, str] = field(default_factory=dict)
    """Letters that its writers mix up, in a script without capitals, and the one of each with which
    the words of `facts` are spelled."""

    across: tuple[str, ...] = ()
    """What ends expressions of several words that are read as one, with the space before it."""

    decimal_slash: bool = False
    """Whether a slash between figures is a decimal mark."""

    half_days: bool = False
    """Whether a.m. and p.m. stand after an hour, and figures may begin with their decimal mark."""

    scale_letters: Mapping[str, float] = field(default_factory=dict)
    """Letters right after figures that stand for thousands and more."""

    number_and: str = ""
    """Whether a word for “and” stands between tens and units: `NEVER`, `ALWAYS`, or unknown."""

    and_after_scale: bool = False
    """Whether what follows a thousand is the same number only after an “and”."""

    units_first: bool = False
    """Whether units are said before tens, and what is counted may be before its number."""

    number_endings: bool = False
    """Whether numbers take endings, and a half needs no “and”."""

    moves_by_endings: bool = False
    """Whether endings say from where and to where, and not words before."""

    own_hundreds: bool = False
    """Whether hundreds are words of their own, as двести, and others count tens and hundreds."""

    tail: str = ""
    """A regular expression: what is cut off at the end of a word before words are compared."""

    endings: str = ""
    """A regular expression: what may stand after the base of a word, nothing included."""

    shapes: str = ""
    """How a base changes before an ending: the name of a rule of `glossary.inflection`."""

    least_base: int = 4
    """Letters that must be left of a word where an ending of more than one letter is taken off."""

    proclitics: str = ""
    """A regular expression: what is written before a word, in one with it."""

    dual: str = ""
    """A regular expression: endings that say two without a word for it."""

    article: str = ""
    """What the base of a term's word is without."""

    suffixes: str = ""
    """A regular expression: endings that are written apart, after a zero-width non-joiner."""

    apart: str = ""
    """A regular expression: endings that some write after a space."""

    case_letters: int = 1
    """Letters at the end of a name that its case may change."""

    stray_brackets: bool = False
    """Whether models put brackets round names that have none in the source."""


@cache
def record(language: str) -> LanguageRecord:
    """Return what is known of a language code, such as `fa`; of most, nothing."""
    file = files("dragoman.languages") / "data" / f"{language}.yaml"
    if not (language.isalpha() and file.is_file()):
        return LanguageRecord()
    return read(file.read_text(encoding="utf-8"))


def read(text: str) -> LanguageRecord:
    """Read a record from its file. Raises ValueError for a key that no record has."""
    # Ten times as fast as the loader in Python, which every command would wait for.
    rows: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return LanguageRecord(**{name: _typed(name, value) for name, value in _named(rows)})


@cache
def record_of(locale: str) -> LanguageRecord:
    """Return what is known of a locale, such as `de-CH`: its language, and its territory's own."""
    language, *parts = locale.split("-")
    known = record(language)
    own = [known.regions[part] for part in parts if part in known.regions]
    changed = {name: _typed(name, value) for rows in own for name, value in _named(rows)}
    return replace(known, **changed)


@cache
def recorded() -> tuple[str, ...]:
    """Return the codes of the languages that have a file."""
    found = (files("dragoman.languages") / "data").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in found))


def _named(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    named = [(key.replace("-", "_"), value) for key, value in rows.items()]
    unknown = {name for name, _ in named} - {one.name for one in fields(LanguageRecord)}
    if unknown:
        raise ValueError(f"a record of a language has no {', '.join(sorted(unknown))}")
    return named


def _typed(name: str, value: Any) -> Any:
    if name in ("rules", "optional_rules", "bare_words"):
        return frozenset(value)
    if name in ("quotes", "across"):
        return tuple(value)
    if name == "grouping":
        return Grouping(**value)
    if name in ("letters", "folded", "mixed_up", "scale_letters"):
        return dict(value)
    return value
