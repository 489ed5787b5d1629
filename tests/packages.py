"""Small real model packages, made when the tests run: no network, no torch.

A SentencePiece model is trained on a few sentences, and a Transformer of one layer a side is
written with CTranslate2's own specifications. Its weights are random (`Kind.RANDOM`, so that the
output depends on the input) or chosen so that the model does one certain thing wrong.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

SENTENCES = (
    "The convoy of 64 trucks left Kazan on Monday.",
    "Flood waters recede in the north, officials said.",
    "The museum opens its new wing in June; tickets cost 5 euros.",
    "A comet will be seen with the naked eye this week.",
    "The final was won by the younger team after extra time.",
    "Officials in the north left the museum on Monday, and the team was seen in Kazan.",
)
"""What the tokenizer is trained on, and sentences to translate."""

DEPTH = 16
"""Width of the model."""

PIECES = 80
"""Size of the vocabulary, the three special symbols included."""


class Kind(Enum):
    """What a test model does."""

    RANDOM = "random"
    """Output depends on the input and ends by itself, most of the time."""

    LOOP = "loop"
    """The same piece for ever: it reaches the decoding limit."""

    SILENT = "silent"
    """One space and the end: nothing is left after decoding."""

    UNKNOWN = "unknown"
    """One unknown symbol and the end."""


@dataclass(frozen=True)
class Tokens:
    """A trained SentencePiece model: the bytes of its file, and its pieces in order."""

    model: bytes
    pieces: tuple[str, ...]


@cache
def tokens(size: int = PIECES) -> Tokens:
    """Train the tokenizer, once in a process."""
    import sentencepiece

    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 4),
        model_writer=stream,
        vocab_size=size,
        normalization_rule_name="identity",
        hard_vocab_limit=False,
        minloglevel=2,
    )
    model = stream.getvalue()
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return Tokens(model, tuple(processor.id_to_piece(i) for i in range(len(processor))))


def bias(kind: Kind, pieces: tuple[str, ...]) -> np.ndarray[Any, Any]:
    """Return what is added to each piece's logit.

    CTranslate2 never ends at the first step, so that a model that would rather end than anything
    else gives its second choice once.
    """
    values = np.zeros(len(pieces), np.float32)
    first = {Kind.SILENT: "▁", Kind.UNKNOWN: "<unk>"}
    if kind is Kind.RANDOM:
        values[pieces.index("</s>")] = 2
        for special in ("<unk>", "<s>"):
            values[pieces.index(special)] = -50
    elif kind is Kind.LOOP:
        values[pieces.index("a")] = 50
    else:
        values[pieces.index("</s>")] = 60
        values[pieces.index(first[kind])] = 30
    return values


def model_files(
    kind: Kind,
    folder: Path,
    *,
    seed: int = 7,
    source: tuple[str, ...] = (),
    target: tuple[str, ...] = (),
) -> None:
    """Write a CTranslate2 model in `folder`, which must not exist.

    `source` and `target` are its vocabularies, by default the pieces of the tokenizer.
    """
    from ctranslate2.specs import TransformerSpec, model_spec

    source, target = source or tokens().pieces, target or tokens().pieces
    random = np.random.default_rng(seed)
    spec = TransformerSpec.from_config((1, 1), 2)

    def fill(layer: Any, name: str, value: Any) -> None:
        if value is None:
            setattr(layer, name.rsplit("/", 1)[-1], weight(name))

    def weight(name: str) -> np.ndarray[Any, Any]:
        if name.endswith("gamma"):
            return np.ones(DEPTH, np.float32)
        if name.endswith("beta"):
            return np.zeros(DEPTH, np.float32)
        return random.normal(0, 0.5, shape(name)).astype(np.float32)

    def shape(name: str) -> tuple[int, int]:
        if "embeddings" in name or "projection" in name:
            return len(source if name.startswith("encoder") else target), DEPTH
        if "self_attention/linear_0" in name:
            return 3 * DEPTH, DEPTH
        if "/attention/linear_1" in name or "ffn/linear_0" in name:
            return 2 * DEPTH, DEPTH
        return (DEPTH, 2 * DEPTH) if "ffn/linear_1" in name else (DEPTH, DEPTH)

    model_spec.visit_spec(spec, fill)
    spec.decoder.projection.bias = bias(kind, target)
    if kind is not Kind.RANDOM:
        spec.decoder.projection.weight = np.zeros((len(target), DEPTH), np.float32)
    spec.register_source_vocabulary(list(source))
    spec.register_target_vocabulary(list(target))
    spec.validate()
    spec.optimize(quantization=None)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def package_folder(
    parent: Path,
    kind: Kind = Kind.RANDOM,
    *,
    source: str = "en",
    target: str = "fa",
    version: str = "1.5",
    more: Mapping[str, object] | None = None,
) -> Path:
    """Write an installed package below `parent` and return its folder."""
    folder = parent / f"translate-{source}_{target}-{version.replace('.', '_')}"
    model_files(kind, folder / "model")
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        **(more or {}),
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    (folder / "sentencepiece.model").write_bytes(tokens().model)
    return folder


def pack(folder: Path, file: Path) -> Path:
    """Zip a package folder as an `.argosmodel` and return the file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder.parent).as_posix())
    return file
