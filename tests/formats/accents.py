"""A translation that shows what was translated: all letters of it are capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from dragoman import formats
from dragoman.engines.base import USUAL, Decoding, Hypothesis
from dragoman.translate import translate


class Capitals:
    """A translator that writes capitals; the masks of protected items are some already."""

    signature = "capitals"
    searches = False

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        for index, text in enumerate(texts):
            yield index, Hypothesis(text.upper())


def capitals(path: str, text: str, parameters: Sequence[str] = formats.DEFAULT_PARAMETERS) -> str:
    """Return an article with capitals for every letter that is translated."""
    article = formats.parse(path, text.encode(), "en", parameters=parameters)
    keys = [segment.key for segment in article.segments]
    made = dict(translate(keys, Capitals(), "en"))
    for machine in made.values():
        assert not machine.broken, machine.findings
    return formats.serialize(article, [made[key].text for key in keys]).decode()


def left(path: str, text: str) -> list[str]:
    """Return what is said to stay in the source language."""
    return [each.message for each in formats.parse(path, text.encode(), "en").findings]
