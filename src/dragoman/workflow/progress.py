"""How far a run has come."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how far a run has come."""

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Translating into a locale begins: so much is to do."""

    def translated(self, words: int) -> None:
        """A sentence of so many source words is translated."""

    def written(self) -> None:
        """An article is done."""


class Silent:
    """Progress that nobody watches."""

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Say nothing."""

    def translated(self, words: int) -> None:
        """Say nothing."""

    def written(self) -> None:
        """Say nothing."""
