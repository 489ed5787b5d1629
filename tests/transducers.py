"""Real models that fail in one certain way: Transformers whose weights are set by hand.

Each is a CTranslate2 model of one decoder layer over single characters, and it can do four
things at once. One attention head reads the source's character at the place of the next output
(`Failing.reads`), another feels which characters the source holds anywhere (`Failing.feels`); the
output also depends on the character before it (`Failing.follows`) and on its place
(`Failing.places`). All four add up to the logits. So one writes down how a model translates, and
what makes it copy, loop, stop early, drop numbers, spell junk or lose masks.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tests.packages import Tokens

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопқрстувшыюз"
"""The translation of each letter; `q` and `w` have letters that nothing else is made of."""

_TRANSLATION = str.maketrans(
    LATIN + LATIN.upper().replace("X", "").replace("Q", ""),
    CYRILLIC + CYRILLIC.replace("ы", "").replace("қ", ""),
)
MARKS = ".,:?!-–“”«»'’@_/()[]{}"
JUNK = "赞"
SPACE, END = "▁", "</s>"

LONGEST = 700
"""Steps that a model can count."""

PIECES = 120
"""Room for the characters, of which there are no more."""

SURE = 12.0
"""The logit of what a model means to write: everything else has 0, which is next to never."""

Logits = dict[str, dict[str, float]]
"""For a character of the source (or the one written last), what to write and how much so."""


@cache
def characters() -> Tokens:
    """Train a tokenizer of single characters."""
    import sentencepiece

    every = LATIN + LATIN.upper() + CYRILLIC + "0123456789" + MARKS + JUNK
    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([f"{character} a" for character in every]),
        model_writer=stream,
        model_type="char",
        vocab_size=len(every) + 4,
        character_coverage=1.0,
        normalization_rule_name="identity",
        hard_vocab_limit=False,
        minloglevel=2,
    )
    model = stream.getvalue()
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return Tokens(model, tuple(processor.id_to_piece(i) for i in range(len(processor))))


def cipher() -> Logits:
    """Translate letter by letter; everything else is copied, as are X and Q, of masks."""
    same = {piece: {piece: SURE} for piece in characters().pieces}
    return same | {chr(a): {chr(b): SURE} for a, b in _TRANSLATION.items()}


def translated(text: str) -> str:
    """Do what a model with `cipher` does."""
    return text.translate(_TRANSLATION)


@dataclass(frozen=True)
class Regions:
    """Where each of the four stands in the width of a model."""

    before: int
    place: int
    read: int
    feel: int
    width: int

    def zeros(self, rows: int) -> np.ndarray[Any, Any]:
        return np.zeros((rows, self.width), np.float32)

    def one_hot(self, rows: int, first: int, most: int | None = None) -> np.ndarray[Any, Any]:
        weight = self.zeros(rows)
        for row in range(min(rows, most or rows)):
            weight[row, first + row] = 1
        return weight


@dataclass
class Failing:
    """A model that translates by `cipher` unless told otherwise."""

    reads: Logits = field(default_factory=cipher)
    feels: Logits = field(default_factory=dict)
    """Times the share of the character in the source: 1/40 for one of 40 characters."""

    follows: Logits = field(default_factory=dict)
    places: Callable[[int], Mapping[str, float]] = lambda place: {}
    length: int = 100
    """Characters of a source that it can tell apart. The time it takes grows with the square."""

    @property
    def regions(self) -> Regions:
        """Where, in its width, stands what; the models that need less are narrower."""
        before = PIECES if self.follows else 0
        feel = PIECES if self.feels else 0
        width = max(self.length + PIECES + before + feel, self.heads * max(PIECES, self.length))
        width += -width % self.heads
        return Regions(0, before, before + self.length, before + self.length + PIECES, width)

    @property
    def heads(self) -> int:
        """The first reads, the second feels. Each takes room, and time grows with its square."""
        return 2 if self.feels else 1

    def write(self, folder: Path) -> None:
        """Write it as a CTranslate2 model in `folder`, which must not exist."""
        from ctranslate2.specs import TransformerSpec

        pieces = characters().pieces
        spec = TransformerSpec.from_config((1, 1), self.heads, no_final_norm=True)
        spec.config.add_source_eos = True
        for part in (spec.encoder, spec.decoder):
            part.scale_embeddings = False
        at = self.regions
        spec.encoder.embeddings[0].weight = at.one_hot(len(pieces), at.read)
        spec.decoder.embeddings.weight = (
            at.one_hot(len(pieces), at.before) if self.follows else at.zeros(len(pieces))
        )
        for part in (spec.encoder, spec.decoder):
            part.position_encodings.encodings = at.one_hot(LONGEST, at.place, self.length)
        encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
        for layer in (encoder, decoder):
            _idle(layer, at.width)
        self._attention(decoder.attention)
        spec.decoder.projection.weight = self._projection(pieces)
        spec.decoder.projection.bias = np.zeros(len(pieces), np.float32)
        spec.register_source_vocabulary(list(pieces))
        spec.register_target_vocabulary(list(pieces))
        spec.validate()
        spec.optimize(quantization=None)
        folder.mkdir(parents=True)
        spec.save(str(folder))

    def _attention(self, attention: Any) -> None:
        """Let the first head look at the place of the output, the second everywhere."""
        at = self.regions
        head_width = at.width // self.heads
        _norm(attention.layer_norm, at.width)
        query, keys_and_values, out = map(at.zeros, (at.width, 2 * at.width, at.width))
        for place in range(self.length):
            query[place, at.place + place] = 60
            keys_and_values[place, at.place + place] = 1
        for piece in range(PIECES):
            for head, region in enumerate((at.read, at.feel) if self.feels else (at.read,)):
                keys_and_values[at.width + head * head_width + piece, at.read + piece] = 1
                out[region + piece, head * head_width + piece] = 1
        for linear, weight in zip(attention.linear, (query, keys_and_values, out), strict=True):
            _fill(linear, weight)

    def _projection(self, pieces: tuple[str, ...]) -> np.ndarray[Any, Any]:
        at = self.regions
        weight = at.zeros(len(pieces))
        tables = ((at.read, self.reads), (at.feel, self.feels), (at.before, self.follows))
        for region, table in tables:
            for given, wanted in table.items():
                for piece, logit in wanted.items():
                    weight[pieces.index(piece), region + pieces.index(given)] = logit
        for place in range(self.length):
            for piece, logit in self.places(place).items():
                weight[pieces.index(piece), at.place + place] = logit
        return weight

    def package(self, parent: Path, source: str = "en", target: str = "ru") -> Path:
        """Write an installed package below `parent` and return its folder."""
        folder = parent / f"translate-{source}_{target}-demo-1"
        self.write(folder / "model")
        metadata = {
            "package_version": "demo-1",
            "argos_version": "1.9",
            "from_code": source,
            "from_name": source,
            "to_code": target,
            "to_name": target,
        }
        (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
        (folder / "sentencepiece.model").write_bytes(characters().model)
        return folder


def _idle(layer: Any, width: int) -> None:
    """Let a layer's own attention and its feed-forward part add nothing."""
    ours, ffn = layer.self_attention, layer.ffn
    for norm in (ours.layer_norm, ffn.layer_norm):
        _norm(norm, width)
    for linear, shape in (
        (ours.linear[0], (3 * width, width)),
        (ours.linear[1], (width, width)),
        (ffn.linear_0, (2, width)),
        (ffn.linear_1, (width, 2)),
    ):
        _fill(linear, np.zeros(shape, np.float32))


def _norm(norm: Any, width: int) -> None:
    norm.gamma, norm.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _fill(linear: Any, weight: np.ndarray[Any, Any]) -> None:
    linear.weight, linear.bias = weight, np.zeros(len(weight), np.float32)
