"""The table of typographic rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.languages import record, recorded
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


@dataclass(frozen=True, slots=True)
class Rule:
    """One named habit of typesetters."""

    name: str

    apply: Callable[[Passage], str]
    """Returns the text as it should be; applied twice it changes nothing more."""

    everywhere: bool = False
    """Whether it knows all languages; if not, those whose record names it."""

    on: bool = False
    """Whether it is on in all of these unless a newsroom says otherwise."""

    @property
    def summary(self) -> str:
        """What it does, in one line: the first of its documentation."""
        return (self.apply.__doc__ or "").strip().splitlines()[0]

    def applies(self, locale: str, style: Typography) -> bool:
        """Whether it is on in a locale."""
        known = record(locale.partition("-")[0])
        usual = self.on or self.name in known.rules
        if not (usual or self.everywhere or self.name in known.optional_rules):
            return False
        asked = style.asked(self.name, locale)
        return usual if asked is None else asked

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have typographic rules of their own and know this one."""
        own = (code for code in recorded() if record(code).rules)
        return tuple(
            code
            for code in own
            if self.everywhere or self.name in record(code).rules | record(code).optional_rules
        )


RULES: tuple[Rule, ...] = (
    Rule("entities", every_language.decode_entities, everywhere=True, on=True),
    Rule("invisible", every_language.drop_invisible, everywhere=True, on=True),
    Rule("nfc", every_language.compose, everywhere=True, on=True),
    Rule("dotted-i", turkish.join_dot),
    Rule("letters", arabic_script.own_letters),
    Rule("kashida", arabic_script.drop_kashida),
    Rule("marks", arabic_script.own_marks),
    Rule("brackets", arabic_script.turn_brackets),
    Rule("spacing", every_language.space, everywhere=True, on=True),
    Rule("reversed-groups", arabic_script.turn_groups),
    Rule("dates", dates.localize, everywhere=True, on=True),
    Rule("numbers", numbers.localize),
    Rule("percent", numbers.percent),
    Rule("digits", digits.native),
    Rule("jalali", dates.add_jalali),
    Rule("quotes", quotes.own_quotes),
    Rule("spaced-marks", every_language.set_off_marks),
    Rule("apostrophe", turkish.curl_apostrophe),
    Rule("ellipsis", every_language.join_dots, everywhere=True),
    Rule("dashes", russian.lengthen_dashes),
    Rule("number-sign", russian.space_number_sign),
    Rule("initials", russian.bind_initials),
    Rule("nbsp", russian.bind_short_words),
    Rule("zwnj", persian.join_parts),
    Rule("zwnj-comparative", persian.join_comparatives),
    Rule("zwnj-joined", persian.part_joined_verbs),
    Rule("final-stop", arabic_script.end_sentence),
)
"""From top to bottom: first what a text is made of, then its numbers, then its marks."""
