"""The typography of a locale, as the newsroom wants it, for what machines write."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.inline import Names
from dragoman.model import Syntax
from dragoman.typography import Finished, Typography, finish
from dragoman.workflow.scope import Scope


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Applies the typography rules of one locale to texts."""

    locale: str
    style: Typography
    source_language: str
    names: Names

    def __call__(self, text: str, syntax: Syntax, source: str) -> Finished:
        """Return the finished text of a translation of `source`."""
        return finish(
            text,
            self.locale,
            syntax,
            self.style,
            source=source,
            source_language=self.source_language,
            names=self.names,
        )


def typesetter(scope: Scope, locale: str) -> Typesetter:
    """Return the typesetter of a locale. Raises `GlossaryError` if the glossary is wrong."""
    style = scope.project.settings.typography
    return Typesetter(locale, style, scope.language, scope.context(locale).names)
