"""The table of typographic rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.typography import (
    arabic_script,
    dates,
    digits,
    every_language,
    numbers,
    persian,
    quotes,
    russian,
    turkish,
)
from dragoman.typography.passage import Passage
from dragoman.typography.settings import Typography

EVERY = frozenset({"*"})
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One named habit of typesetters."""

    name: str

    languages: frozenset[str]
    """The languages it knows; `*` for all."""

    default: frozenset[str]
    """The languages in which it is on unless a newsroom says otherwise."""

    apply: Callable[[Passage], str]
    """Returns the text as it should be; applied twice it changes nothing more."""

    @property
    def summary(self) -> str:
        """What it does, in one line: the first of its documentation."""
        return (self.apply.__doc__ or "").strip().splitlines()[0]

    def applies(self, locale: str, style: Typography) -> bool:
        """Whether it is on in a locale."""
        language = locale.partition("-")[0]
        if not self.languages & {language, "*"}:
            return False
        asked = style.asked(self.name, locale)
        return bool(self.default & {language, "*"}) if asked is None else asked


def _only(*languages: str) -> frozenset[str]:
    return frozenset(languages)


RULES: tuple[Rule, ...] = (
    Rule("entities", EVERY, EVERY, every_language.decode_entities),
    Rule("invisible", EVERY, EVERY, every_language.drop_invisible),
    Rule("nfc", EVERY, EVERY, every_language.compose),
    Rule("dotted-i", _only("tr", "az"), _only("tr", "az"), turkish.join_dot),
    Rule("letters", _only("fa", "ar"), _only("fa", "ar"), arabic_script.own_letters),
    Rule("kashida", _only("fa", "ar"), _only("fa", "ar"), arabic_script.drop_kashida),
    Rule("marks", _only("fa", "ar"), _only("fa", "ar"), arabic_script.own_marks),
    Rule("brackets", _only("fa", "ar"), _only("fa", "ar"), arabic_script.turn_brackets),
    Rule("spacing", EVERY, EVERY, every_language.space),
    Rule("reversed-groups", _only("fa", "ar"), _only("fa", "ar"), arabic_script.turn_groups),
    Rule("dates", EVERY, EVERY, dates.localize),
    Rule("numbers", _only("ru", "fa", "tr", "ar"), _only("ru", "fa", "tr", "ar"), numbers.localize),
    Rule("percent", _only("ru", "fa", "tr", "ar"), _only("ru", "fa", "tr", "ar"), numbers.percent),
    Rule("digits", _only("fa", "ar"), _only("ar"), digits.native),
    Rule("jalali", _only("fa"), NONE, dates.add_jalali),
    Rule("quotes", _only("ru", "fa", "tr", "ar"), _only("ru", "fa", "ar"), quotes.own_quotes),
    Rule("apostrophe", _only("tr"), NONE, turkish.curl_apostrophe),
    Rule("ellipsis", EVERY, _only("ru"), every_language.join_dots),
    Rule("dashes", _only("ru"), _only("ru"), russian.lengthen_dashes),
    Rule("number-sign", _only("ru"), _only("ru"), russian.space_number_sign),
    Rule("initials", _only("ru"), NONE, russian.bind_initials),
    Rule("nbsp", _only("ru"), NONE, russian.bind_short_words),
    Rule("zwnj", _only("fa"), _only("fa"), persian.join_parts),
    Rule("zwnj-comparative", _only("fa"), NONE, persian.join_comparatives),
    Rule("zwnj-joined", _only("fa"), NONE, persian.part_joined_verbs),
    Rule("final-stop", _only("ar"), _only("ar"), arabic_script.end_sentence),
)
"""From top to bottom: first what a text is made of, then its numbers, then its marks."""
