"""Completing what a person types, with a model of the `argos` engine.

The words that stand already are given to the model as the beginning of its translation; what it
writes next is the completion. A word that is typed in part is in no vocabulary as it stands. So the
model is first asked for likely next words, and goes on from the first that begins so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.engines.beams import LENGTH_PENALTY, LONGEST_PART
from dragoman.errors import EngineError, ModelError
from dragoman.models.assured import assure
from dragoman.models.choice import find
from dragoman.models.loading import FAILURES, Loaded, load
from dragoman.models.places import folder_for

NEXT_WORDS = 5
"""Likely next words that are looked through for one that begins as typed."""

LONGEST_REST = 12
"""Pieces that are offered at once, about seven words: a person waits longer for more."""

_FINAL = frozenset(".!?…؟۔")

_SPACE = "\u2581"
"""How SentencePiece writes the space before a word."""


@contextmanager
def completer(models: str, source: str, target: str) -> Iterator[Completer | None]:
    """Load the newest argos model of the direction; `None` where none is, or none that can.

    `models` says where it is, as for `dragoman.models.folder_for`.
    """
    try:
        package = find(source, target, folder_for(models))
        assure(package)
        loaded = load(package, device="cpu", compute_type=None, workers=1)
    except ModelError:
        yield None
        return
    try:
        yield Completer(loaded)
    finally:
        loaded.release()


class Completer:
    """A loaded model that goes on where a person stands."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    def complete(self, source: str, typed: str) -> str | None:
        """Return what the model would write next after `typed` in a translation of the source.

        About seven words at most; asked again with these, it goes on. `source` is a plain sentence.
        The answer begins with a space where it begins with a word of its own. `None` where the
        model has nothing to add, or nothing that fits. Raises EngineError when the model fails.
        """
        (given,) = self._loaded.tokenizer.encode([source])
        if not given or len(given) > LONGEST_PART or _ended(source, typed):
            return None
        words, part = _parted(typed)
        begun = self._begin(words)
        if begun is None:
            return None
        if part and (word := self._word(given, begun, part, first=not words)):
            rest = self._text([*word, *self._next(given, [*begun, *word])])
            return rest[len(part) :].rstrip() or None
        pieces = self._next(given, self._begin(typed.strip()) or [])
        open_word = bool(typed) and not typed[-1].isspace()
        apart = pieces[:1] and pieces[0].startswith(_SPACE)
        if typed and not apart and not open_word:
            return None
        text = self._text(pieces)
        return (f" {text}" if open_word and apart else text).rstrip() or None

    def _begin(self, words: str) -> list[str] | None:
        begun = self._loaded.tokenizer.begin(words)
        return None if begun is None else [*self._loaded.prefix, *begun]

    def _word(
        self, given: list[str], begun: list[str], part: str, *, first: bool
    ) -> list[str] | None:
        """Return the pieces of the likeliest next word that begins with `part`."""
        tokenizer = self._loaded.tokenizer
        longest = len(tokenizer.begin(part) or ()) + 1
        for pieces in self._written(given, begun, longest, NEXT_WORDS):
            apart = first or (pieces[:1] and pieces[0].startswith(_SPACE))
            if apart and self._text(pieces).startswith(part):
                return pieces
        return None

    def _next(self, given: list[str], begun: list[str]) -> list[str]:
        """Return the pieces that follow, whole words as far as there are several."""
        pieces = next(self._written(given, begun, LONGEST_REST, 1), [])
        starts = [number for number, piece in enumerate(pieces) if piece.startswith(_SPACE)]
        if len(pieces) < LONGEST_REST or not starts or not starts[-1]:
            return pieces
        return pieces[: starts[-1]]

    def _text(self, pieces: list[str]) -> str:
        return self._loaded.tokenizer.decode(pieces).lstrip()

    def _written(
        self, given: list[str], begun: list[str], longest: int, choices: int
    ) -> Iterator[list[str]]:
        """Yield the pieces that the model puts behind what is begun, the likeliest first.

        What it has no symbols for is left out.
        """
        try:
            (result,) = self._loaded.model.translate_batch(
                [given],
                target_prefix=[begun],
                beam_size=1,
                num_hypotheses=choices,
                return_alternatives=choices > 1,
                length_penalty=LENGTH_PENALTY,
                max_input_length=0,
                max_decoding_length=longest + len(begun),
            )
        except FAILURES as error:
            raise EngineError(f"CTranslate2 cannot translate: {error}") from error
        hypotheses: list[list[str]] = result.hypotheses
        for pieces in hypotheses:
            if self._loaded.unknown not in pieces[len(begun) :]:
                yield pieces[len(begun) :]


def _parted(typed: str) -> tuple[str, str]:
    """Return the whole words of what was typed, and the beginning of the word it ends in."""
    words = typed.split()
    if not words or typed[-1:].isspace():
        return " ".join(words), ""
    return " ".join(words[:-1]), words[-1]


def _ended(source: str, typed: str) -> bool:
    """Whether a translation has come to the mark in which its source ends."""
    return source.rstrip()[-1:] in _FINAL and typed.rstrip()[-1:] in _FINAL
