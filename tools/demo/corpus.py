"""Examples as padded batches of token ids, plain or varied."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import sentencepiece
import torch
from bitext import Example
from noise import split_pieces, vary_numbers
from torch import Tensor

START, END = 1, 2
"""Ids of <s> and </s>, as SentencePiece numbers them by default."""

SPLIT_SHARE = 0.25
"""How often a piece is cut in two, in the examples with odd segmentations."""

Row = tuple[list[int], list[int]]
"""Source ids up to </s>, target ids from <s> to </s>."""


Stump = tuple[str, list[str]]
"""A source, and the pieces of a translation that ends too early."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded token ids; the masks are true where there is a token."""

    source: Tensor
    source_mask: Tensor
    target: Tensor
    target_mask: Tensor


@dataclass(frozen=True, slots=True)
class Corpus:
    """One language's examples, with what turns them into ids."""

    language: str
    examples: Sequence[Example]
    pieces: sentencepiece.SentencePieceProcessor
    batch_tokens: int
    """About how many source or target tokens a batch holds, padding included."""

    known: frozenset[str]
    """The vocabulary."""

    def plain(self) -> list[Batch]:
        """Return the examples as they are."""
        rows = [self._row(each.source, each.target) for each in self.examples]
        return make_batches(rows, self.batch_tokens)

    def varied(self, chance: random.Random, share: float) -> list[Batch]:
        """Return the examples with new numbers and odd segmentations of the source.

        Each kind of change falls on about `share` of the examples, independently.
        """
        rows = [self._vary(each, chance, share) for each in self.examples]
        return make_batches(rows, self.batch_tokens)

    def stumps(self, found: Sequence[Stump]) -> list[Batch]:
        """Return beginnings of targets after which a sentence must not end."""
        rows = [
            ([*self.pieces.encode(source), END], [START, *map(self.pieces.piece_to_id, pieces)])
            for source, pieces in found
        ]
        return make_batches(rows, self.batch_tokens)

    def _vary(self, example: Example, chance: random.Random, share: float) -> Row:
        source, target = example.source, example.target
        if chance.random() < share:
            source, target = vary_numbers(example, self.language, chance)
        ours, theirs = self._row(source, target)
        if chance.random() < share:
            pieces = [self.pieces.id_to_piece(index) for index in ours[:-1]]
            cut = split_pieces(pieces, self.known, SPLIT_SHARE, chance)
            ours = [*map(self.pieces.piece_to_id, cut), END]
        return ours, theirs

    def _row(self, source: str, target: str) -> Row:
        return (
            [*self.pieces.encode(source), END],
            [START, *self.pieces.encode(target), END],
        )


def make_batches(rows: Sequence[Row], tokens: int) -> list[Batch]:
    """Sort rows by length and cut them into padded batches."""
    batches: list[Batch] = []
    taken: list[Row] = []
    for row in sorted(rows, key=lambda row: (_width(row), len(row[0]))):
        if taken and _width(row) * (len(taken) + 1) > tokens:
            batches.append(_batch(taken))
            taken = []
        taken.append(row)
    return [*batches, _batch(taken)] if taken else batches


def _width(row: Row) -> int:
    return max(map(len, row))


def _batch(rows: list[Row]) -> Batch:
    source, source_mask = _pad([row[0] for row in rows])
    target, target_mask = _pad([row[1] for row in rows])
    return Batch(source, source_mask, target, target_mask)


def _pad(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in rows])
    return ids, mask
