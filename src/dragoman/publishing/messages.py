"""What readers see beside the article, in their language: the gettext catalogs in `locale/`.

`make messages` extracts the messages from the code and compiles the catalogs; translations are
edited in `locale/<language>/LC_MESSAGES/dragoman.po`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from dragoman import languages
from dragoman.typography.digits import native_digits

LOCALE = Path(__file__).parent.parent / "locale"
DOMAIN = "dragoman"

FALLBACK = "en"
"""The language of the messages for locales that have no catalog. What is written in it must say
so."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalog of one locale."""

    locale: str
    """The locale of the readers."""

    language: str
    """The language that the messages are in: the locale's, or `FALLBACK`."""

    catalog: GNUTranslations

    def gettext(self, message: str) -> str:
        """Return the message in the language."""
        return self.catalog.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the message in the form that goes with the number."""
        return self.catalog.ngettext(singular, plural, number)

    def number(self, number: int) -> str:
        """Return the number with the digits of the locale."""
        locale = self.locale if languages.language(self.locale) == self.language else self.language
        return native_digits(str(number), locale)


def available() -> tuple[str, ...]:
    """Return the languages that have a catalog."""
    return tuple(sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))


@cache
def messages(locale: str) -> Messages:
    """Return the messages for the readers of a locale."""
    language = languages.language(locale)
    if language not in available():
        language = FALLBACK
    with (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return Messages(locale, language, GNUTranslations(file))
