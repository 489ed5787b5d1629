"""A model of the size of Argos's, whose output has the length of its input. It knows no language.

What a translation costs depends on the size of the model and on the number of steps, not on what
the weights say. So they are random, except for one circuit that ends the output in time:

- The position encodings carry a ramp: 0, 1, 2, … times `SLOPE`, in a dimension of its own.
- One head of the decoder's last layer looks at all source positions alike, and so reads the mean
  of the source's ramp: half the source's length. It writes minus twice that into another
  dimension.
- The end symbol's weight looks at the sum of the two: negative before the output is as long as
  the source, positive after.

Nothing else writes into these dimensions.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec, model_spec
from work import CODES

LAYERS, WIDTH, INNER, HEADS, PIECES = 6, 512, 2048, 8, 32_000
"""Of the Transformer-base models that Argos publishes."""

POSITIONS = 600
"""Tokens that the position encodings reach."""

SOURCE_RAMP, TARGET_RAMP = 0, 1
"""The dimensions of the circuit: the ramp of both sides, and minus twice the source's mean."""

SLOPE = 0.02
"""Of the ramp, a step; a token's other dimensions have a deviation of about 1."""

GROWTH = 1.25
"""Deviation of the encoder's output before its last normalization, measured for `SPREAD`."""

SPREAD = 0.02
"""Deviation of the random weights."""

STEEPNESS = 150.0
"""Of the end symbol's logit: about 2 a step, so that the end is sure within a few steps."""

NEVER = -100.0
"""Added to the logit of pieces that fill the vocabulary, but that no tokenizer knows."""

OUTPUTS = ("self_attention/linear_1/weight", "attention/linear_2/weight", "ffn/linear_1/weight")
"""Ends of the names of what writes into the dimensions that layers pass on."""

Array = np.ndarray[Any, Any]


def tokenizer(sentences: Sequence[str]) -> bytes:
    """Train SentencePiece on the sentences, with up to `PIECES` pieces."""
    stream = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=stream,
        vocab_size=PIECES,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return stream.getvalue()


def save_model(pieces: Sequence[str], folder: Path, seed: int = 1) -> None:
    """Write the model, int8, as CTranslate2 reads it. The same seed gives the same bytes."""
    random = np.random.default_rng(seed)
    spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS)

    def fill(layer: Any, name: str, value: Any) -> None:
        if value is None:
            setattr(layer, name.rsplit("/", 1)[-1], _weight(name, random))

    model_spec.visit_spec(spec, fill)
    _add_circuit(spec, list(pieces))
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def save_package(sentences: Sequence[str], file: Path) -> None:
    """Write an `.argosmodel` whose tokenizer knows the sentences."""
    model = tokenizer(sentences)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    known = [processor.id_to_piece(number) for number in range(len(processor))]
    pieces = known + [f"filler{number}" for number in range(len(known), PIECES)]
    source, target = CODES
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": source,
        "from_name": "English",
        "to_code": target,
        "to_name": "Persian",
    }
    name = f"translate-{source}_{target}-1_0"
    with TemporaryDirectory() as folder, zipfile.ZipFile(file, "w") as archive:
        save_model(pieces, Path(folder))
        archive.writestr(f"{name}/metadata.json", json.dumps(metadata))
        archive.writestr(f"{name}/sentencepiece.model", model)
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, f"{name}/model/{path.name}")


def _weight(name: str, random: np.random.Generator) -> Array:
    if name.endswith("gamma"):
        return np.ones(WIDTH, np.float32)
    if name.endswith("beta"):
        return np.zeros(WIDTH, np.float32)
    rows, columns = _shape(name)
    # Embeddings are multiplied by the root of the width, which brings them to a deviation of 1.
    spread = WIDTH**-0.5 if "embeddings" in name else SPREAD
    weight = random.normal(0, spread, (rows, columns)).astype(np.float32)
    if "embeddings" in name:
        weight[:, [SOURCE_RAMP, TARGET_RAMP]] = 0
    elif name.endswith(OUTPUTS):
        weight[[SOURCE_RAMP, TARGET_RAMP]] = 0
    return weight


def _shape(name: str) -> tuple[int, int]:
    if "embeddings" in name or "projection" in name:
        return PIECES, WIDTH
    if "self_attention/linear_0" in name:
        return 3 * WIDTH, WIDTH
    if "/attention/linear_1" in name:
        return 2 * WIDTH, WIDTH
    if "ffn/linear_0" in name:
        return INNER, WIDTH
    return (WIDTH, INNER) if "ffn/linear_1" in name else (WIDTH, WIDTH)


def _add_circuit(spec: Any, pieces: list[str]) -> None:
    ramp = np.zeros((POSITIONS, WIDTH), np.float32)
    ramp[:, SOURCE_RAMP] = SLOPE * np.arange(POSITIONS)
    spec.encoder.position_encodings.encodings = ramp
    spec.decoder.position_encodings.encodings = ramp

    head = WIDTH // HEADS
    query, key_value, out = spec.decoder.layer[-1].attention.linear
    query.weight[:head] = 0  # All source positions score alike.
    key_value.weight[WIDTH] = 0
    key_value.weight[WIDTH, SOURCE_RAMP] = 1
    out.weight[TARGET_RAMP, 0] = -2 * GROWTH

    end = pieces.index("</s>")
    projection = spec.decoder.projection
    projection.weight[:, [SOURCE_RAMP, TARGET_RAMP]] = 0
    projection.weight[end] = 0
    projection.weight[end, [SOURCE_RAMP, TARGET_RAMP]] = STEEPNESS
    bias = np.zeros(len(pieces), np.float32)
    bias[[pieces.index("<unk>"), pieces.index("<s>")]] = NEVER
    bias[[number for number, piece in enumerate(pieces) if piece.startswith("filler")]] = NEVER
    projection.bias = bias


def main() -> None:
    """Write the package for the sentences of a file and say how long its output is."""
    text, file = map(Path, sys.argv[1:])
    sentences = text.read_text(encoding="utf-8").splitlines()
    save_package(sentences, file)
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
        (package,) = Path(folder).iterdir()
        processor = sentencepiece.SentencePieceProcessor(str(package / "sentencepiece.model"))
        translator = ctranslate2.Translator(str(package / "model"), intra_threads=1)
        source = processor.encode(sentences[:30], out_type=str)
        target = [each.hypotheses[0] for each in translator.translate_batch(source, beam_size=4)]
    for given, made in zip(source, target, strict=True):
        print(len(given), "tokens became", len(made))


if __name__ == "__main__":
    main()
