"""What a glossary holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class PartOfSpeech(Enum):
    """What kind of word a term is: the values of TBX-Basic."""

    NOUN = "noun"
    PROPER_NOUN = "proper-noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


Forms = Mapping[str, tuple[str, ...]]
"""For each locale the forms that a term may or may not take there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the articles, and how it is to be rendered."""

    text: str
    """As it stands in the articles' language."""

    translations: Forms = field(default_factory=dict)
    """By locale, the preferred one first."""

    forbidden: Forms = field(default_factory=dict)
    """By locale, renderings that the newsroom does not want."""

    keep: bool = False
    """Whether it stays as it is in every language."""

    case_sensitive: bool | None = None
    """True: capitals and small letters must be as the glossary has them. False: they do not
    matter. `None`: a capital asks for a capital, a small letter takes either, so that `US` is
    not `us`, and `flood` is `Flood` too."""

    part_of_speech: PartOfSpeech | None = None
    note: str = ""

    line: int | None = field(default=None, compare=False)
    """Where it stands in the file it was read from."""

    def renderings(self, locale: str) -> tuple[str, ...]:
        """Return its translations in a locale, else in the locale's language."""
        return self.translations.get(locale) or self.translations.get(_language(locale), ())

    def unwanted(self, locale: str) -> tuple[str, ...]:
        """Return what is forbidden in a locale or its language, unless the locale asks for it."""
        found = (*self.forbidden.get(locale, ()), *self.forbidden.get(_language(locale), ()))
        wanted = self.renderings(locale)
        return tuple(form for form in dict.fromkeys(found) if form not in wanted)

    @property
    def key(self) -> tuple[str, PartOfSpeech | None]:
        """What tells it from other terms: no two of a glossary have the same."""
        return self.text, self.part_of_speech


@dataclass(frozen=True, slots=True)
class Glossary:
    """The newsroom's terms, in the order of the file."""

    terms: tuple[Term, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """What stays as it is in every language."""
        return tuple(dict.fromkeys(term.text for term in self.terms if term.keep))

    @property
    def locales(self) -> tuple[str, ...]:
        """Every locale that it says something about, in order."""
        return tuple(
            sorted({each for term in self.terms for each in (*term.translations, *term.forbidden)})
        )


def _language(locale: str) -> str:
    return locale.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Read:
    """What the file of another program holds."""

    glossary: Glossary

    left_out: tuple[str, ...] = ()
    """What cannot be an entry, or contradicts one, and why."""
