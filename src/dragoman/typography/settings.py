"""Which rules are on where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A newsroom's word about one rule."""

    rule: str
    on: bool

    locale: str = ""
    """A language or locale it holds for; empty for all."""


@dataclass(frozen=True, slots=True)
class Typography:
    """A newsroom's house style: what differs from the rules' defaults."""

    choices: tuple[RuleChoice, ...] = ()

    def asked(self, rule: str, locale: str) -> bool | None:
        """Return what was chosen for the rule in the locale, `None` if nothing was.

        What is said of `ar-EG` counts more than what is said of `ar`, and that more than what is
        said of all locales.
        """
        said = {choice.locale: choice.on for choice in self.choices if choice.rule == rule}
        for scope in (locale, locale.partition("-")[0], ""):
            if scope in said:
                return said[scope]
        return None
