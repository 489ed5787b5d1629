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

PLACES, LONGEST = 300, 700
"""Characters of a source that a model can tell apart, and steps it can count."""

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


@dataclass
class Failing:
    """A model that translates by `cipher` unless told otherwise."""

    reads: Logits = field(default_factory=cipher)
    feels: Logits = field(default_factory=dict)
    """Times the share of the character in the source: 1/40 for one of 40 characters."""

    follows: Logits = field(default_factory=dict)
    places: Callable[[int], Mapping[str, float]] = lambda place: {}

    def write(self, folder: Path) -> None:
        """Write it as a CTranslate2 model in `folder`, which must not exist."""
        from ctranslate2.specs import TransformerSpec

        pieces = characters().pieces
        spec = TransformerSpec.from_config((1, 1), 2, no_final_norm=True)
        spec.config.add_source_eos = True
        for part in (spec.encoder, spec.decoder):
            part.scale_embeddings = False
        spec.encoder.embeddings[0].weight = _one_hot(len(pieces), _READ)
        spec.encoder.position_encodings.encodings = _one_hot(LONGEST, _PLACE, PLACES)
        spec.decoder.embeddings.weight = _one_hot(len(pieces), _BEFORE)
        spec.decoder.position_encodings.encodings = _one_hot(LONGEST, _PLACE, PLACES)
        encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
        for layer in (encoder, decoder):
            _idle(layer)
        self._attention(decoder.attention)
        spec.decoder.projection.weight = self._projection(pieces)
        spec.decoder.projection.bias = np.zeros(len(pieces), np.float32)
        spec.register_source_vocabulary(list(pieces))
        spec.register_target_vocabulary(list(pieces))
        spec.validate()
        spec.optimize(quantization=None)
        folder.mkdir(parents=True)
        spec.save(str(folder))

    @staticmethod
    def _attention(attention: Any) -> None:
        """Let the first head look at the place of the output, the second everywhere."""
        _norm(attention.layer_norm)
        query, keys_and_values, out = (
            np.zeros((size, _WIDTH), np.float32) for size in (_WIDTH, 2 * _WIDTH, _WIDTH)
        )
        for place in range(PLACES):
            query[place, _PLACE + place] = 60
            keys_and_values[place, _PLACE + place] = 1
        for piece in range(_PIECES):
            for head, region in enumerate((_READ, _FEEL)):
                keys_and_values[_WIDTH + head * _HEAD + piece, _READ + piece] = 1
                out[region + piece, head * _HEAD + piece] = 1
        for linear, weight in zip(attention.linear, (query, keys_and_values, out), strict=True):
            _fill(linear, weight)

    def _projection(self, pieces: tuple[str, ...]) -> np.ndarray[Any, Any]:
        weight = np.zeros((len(pieces), _WIDTH), np.float32)
        tables = ((_READ, self.reads), (_FEEL, self.feels), (_BEFORE, self.follows))
        for region, table in tables:
            for given, wanted in table.items():
                for piece, logit in wanted.items():
                    weight[pieces.index(piece), region + pieces.index(given)] = logit
        for place in range(PLACES):
            for piece, logit in self.places(place).items():
                weight[pieces.index(piece), _PLACE + place] = logit
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


_PIECES = 120
"""No fewer than there are."""

_BEFORE, _PLACE, _READ, _FEEL = 0, _PIECES, _PIECES + PLACES, 2 * _PIECES + PLACES
"""Where, in the width of the model, stands what."""

_WIDTH = 3 * _PIECES + PLACES
_HEAD = _WIDTH // 2


def _one_hot(rows: int, first: int, most: int | None = None) -> np.ndarray[Any, Any]:
    weight = np.zeros((rows, _WIDTH), np.float32)
    for row in range(min(rows, most or rows)):
        weight[row, first + row] = 1
    return weight


def _idle(layer: Any) -> None:
    """Let a layer's own attention and its feed-forward part add nothing."""
    ours, ffn = layer.self_attention, layer.ffn
    for norm in (ours.layer_norm, ffn.layer_norm):
        _norm(norm)
    _fill(ours.linear[0], np.zeros((3 * _WIDTH, _WIDTH), np.float32))
    _fill(ours.linear[1], np.zeros((_WIDTH, _WIDTH), np.float32))
    _fill(ffn.linear_0, np.zeros((2, _WIDTH), np.float32))
    _fill(ffn.linear_1, np.zeros((_WIDTH, 2), np.float32))


def _norm(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)


def _fill(linear: Any, weight: np.ndarray[Any, Any]) -> None:
    linear.weight, linear.bias = weight, np.zeros(len(weight), np.float32)
