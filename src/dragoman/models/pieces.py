"""Whether a model and its tokenizers belong together."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from dragoman.errors import ModelError

LARGEST = 1 << 27
"""Bytes of a vocabulary; one of a million pieces has a tenth of it."""

LEAST_SHARED = 0.5
"""Of a tokenizer's pieces that its model must know. They are nearly all of them, or, with the
tokenizer of another model, few."""


def refuse_wrong(
    model: Path,
    tokenizers: tuple[Path, ...],
    around: Iterable[str],
    target_prefix: str | None,
    path: Path,
) -> None:
    """Raise ModelError where the model in the folder `model` does not know what it would be given.

    `tokenizers` is that of both sides, or those of source and target; `around` are pieces round
    every source sentence. Messages name `path`.
    """
    source, target = (vocabulary(model, side) for side in ("source", "target"))
    wanted = [(piece, source) for piece in around]
    wanted += [(piece, target) for piece in filter(None, [target_prefix])]
    for piece, known in wanted:
        if known and piece not in known:
            raise ModelError(f"the model does not have the piece {piece!r}", path=path)
    for file, known in zip((tokenizers[0], tokenizers[-1]), (source, target), strict=True):
        _refuse_strange(file, known)


def _refuse_strange(tokenizer: Path, known: Collection[str]) -> None:
    """Raise ModelError for a tokenizer whose pieces the model does not know."""
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_file=str(tokenizer))
        pieces = {processor.id_to_piece(number) for number in range(len(processor))}
    except (OSError, RuntimeError, ValueError) as error:  # A piece may be no UTF-8.
        raise ModelError("this is not a SentencePiece model", path=tokenizer) from error
    shared = len(pieces & {*known})
    if known and shared < LEAST_SHARED * len(pieces):
        problem = f"the model knows {shared:,} of the {len(pieces):,} pieces of this tokenizer"
        advice = "They do not belong together. Name the right one by --source-spm or --target-spm."
        raise ModelError(problem, path=tokenizer, advice=advice)


def vocabulary(model: Path, side: str) -> frozenset[str]:
    """Return the pieces of a side; none if the file has a form that is not known here."""
    for name in (f"{side}_vocabulary", "shared_vocabulary"):
        pieces = read_json(model / f"{name}.json")
        if isinstance(pieces, list):
            return frozenset(map(str, pieces))
        if (model / f"{name}.txt").is_file():
            refuse_large(model / f"{name}.txt")
            text = (model / f"{name}.txt").read_text(encoding="utf-8", errors="replace")
            return frozenset(text.split("\n"))
    return frozenset()


def refuse_large(file: Path) -> None:
    """Raise ModelError for a vocabulary or configuration that is none; OSError for no file."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise ModelError("this is no ordinary file", path=file)
    if file.stat().st_size > LARGEST:
        raise ModelError("the file is larger than any vocabulary", path=file)


def read_json(file: Path) -> Any:
    """Return what a file of JSON holds; `None` where there is no file. Raises ModelError."""
    try:
        refuse_large(file)
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"this is not JSON: {error}", path=file) from error
