"""Which checks are on where, and how much they count."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Severity


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """A newsroom's word about one check."""

    check: str

    on: bool = True

    severity: Severity | None = None
    """How much its findings count; `None` leaves that to the check."""

    locale: str = ""
    """A language or locale it holds for; empty for all."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs from the defaults of the checks."""

    choices: tuple[CheckChoice, ...] = ()

    def severity(self, check: str, default: Severity, locale: str) -> Severity | None:
        """Return how much the check counts in the locale, `None` if it is switched off.

        What is said of `ar-EG` counts more than what is said of `ar`, and that more than what is
        said of all locales.
        """
        said = {choice.locale: choice for choice in self.choices if choice.check == check}
        for scope in (locale, locale.partition("-")[0], ""):
            if scope in said:
                choice = said[scope]
                return (choice.severity or default) if choice.on else None
        return default
