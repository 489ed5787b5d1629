"""Models under the names that their publishers give the files, and Marian's own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dragoman.engines import create
from dragoman.errors import ModelError
from dragoman.models import Foreign, wrap
from dragoman.models.installed import Installed
from tests.packages import SENTENCES, Kind, model_files, tokens

WIDTH, INNER = 16, 32


def translated(folder: Path, package: Installed) -> str:
    with create("argos", str(folder)).open(package.from_code, package.to_code) as translator:
        ((_, made),) = translator.translate(SENTENCES[:1])
    return made.text


@pytest.mark.parametrize(
    ("names", "suffix"),
    [
        (["src.spm.model", "tgt.spm.model"], ["</s>"]),
        (["joint.spm.model"], ["</s>"]),
        (["source.spm", "target.spm"], []),
        (["en.spm.model", "fa.spm.model"], []),
        (["spm.model"], []),
        (["spiece.model"], []),
        (["sentencepiece.bpe.model"], []),
        (["model.en-fa.spm"], []),
        (["tokenizer.spm"], []),  # the only one
    ],
)
def test_tokenizers_by_any_name(names: list[str], suffix: list[str], tmp_path: Path) -> None:
    model_files(Kind.RANDOM, tmp_path / "model")
    for name in names:
        (tmp_path / "model" / name).write_bytes(tokens().model)
    made = wrap(Foreign(tmp_path / "model", "en", "fa"), tmp_path / "packages")
    package = made.installation.package
    assert list(package.source_suffix) == suffix
    assert bool(made.limits) == bool(suffix)
    assert translated(tmp_path / "packages", package)


def test_what_the_model_adds_itself_is_not_added_twice(tmp_path: Path) -> None:
    model_files(Kind.RANDOM, tmp_path / "model")
    config = tmp_path / "model" / "config.json"
    settings = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps(settings | {"add_source_eos": True}), encoding="utf-8")
    for name in ("src.spm.model", "tgt.spm.model"):
        (tmp_path / "model" / name).write_bytes(tokens().model)
    made = wrap(Foreign(tmp_path / "model", "en", "fa"), tmp_path / "packages")
    assert made.installation.package.source_suffix == ()


def marian(file: Path, more: Mapping[str, object] | None = None) -> None:
    """Write a small Transformer as Marian saves it."""
    random = np.random.default_rng(5)

    def weight(*shape: int) -> np.ndarray[Any, Any]:
        return random.normal(0, 0.5, shape).astype(np.float32)

    held: dict[str, Any] = {"Wemb": weight(len(tokens().pieces), WIDTH)}
    held["decoder_ff_logit_out_b"] = np.zeros((1, len(tokens().pieces)), np.float32)
    held["decoder_ff_logit_out_b"][0, tokens().pieces.index("</s>")] = 2
    for scope in ("encoder_l1_self", "decoder_l1_self", "decoder_l1_context"):
        for part in "qkvo":
            held[f"{scope}_W{part}"] = weight(WIDTH, WIDTH)
            held[f"{scope}_b{part}"] = np.zeros((1, WIDTH), np.float32)
        held[f"{scope}_Wo_ln_scale"] = np.ones((1, WIDTH), np.float32)
        held[f"{scope}_Wo_ln_bias"] = np.zeros((1, WIDTH), np.float32)
    for scope in ("encoder_l1_ffn", "decoder_l1_ffn"):
        held[f"{scope}_W1"], held[f"{scope}_b1"] = weight(WIDTH, INNER), np.zeros((1, INNER))
        held[f"{scope}_W2"], held[f"{scope}_b2"] = weight(INNER, WIDTH), np.zeros((1, WIDTH))
        held[f"{scope}_ffn_ln_scale"] = np.ones((1, WIDTH), np.float32)
        held[f"{scope}_ffn_ln_bias"] = np.zeros((1, WIDTH), np.float32)
    config = {
        "type": "transformer",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-guided-alignment-layer": "last",
        "enc-depth": 1,
        "dec-depth": 1,
        "transformer-heads": 2,
        **(more or {}),
    }
    text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in config.items()) + "\n"
    held["special:model.yml"] = np.frombuffer(text.encode() + b"\0", np.int8)
    file.parent.mkdir(exist_ok=True)
    arrays: Any = {name: np.asarray(value) for name, value in held.items()}
    np.savez(file, **arrays)


def hplt(folder: Path) -> Path:
    marian(folder / "model.npz.best-chrf.npz")
    (folder / "model.en-fa.spm").write_bytes(tokens().model)
    lines = (f"{piece}\t{-number}" for number, piece in enumerate(tokens().pieces))
    (folder / "model.en-fa.vocab").write_text("\n".join(lines), encoding="utf-8")
    (folder / "README.md").write_text("license: cc-by-4.0\n", encoding="utf-8")
    return folder


def opus(folder: Path) -> Path:
    marian(folder / "opus.bpe32k.npz.best-perplexity.npz")
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(tokens().model)
    entries = (f"{json.dumps(piece)}: {number}" for number, piece in enumerate(tokens().pieces))
    text = "\n".join(entries) + "\n"
    (folder / "opus.spm32k-spm32k.vocab.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("publisher", [hplt, opus])
def test_a_model_of_marians_is_converted(publisher: Any, tmp_path: Path) -> None:
    folder = publisher(tmp_path / "model")
    made = wrap(Foreign(folder, "en", "fa", name="own"), tmp_path / "packages")
    package = made.installation.package
    config = json.loads((package.path / "model" / "config.json").read_text(encoding="utf-8"))
    assert config["add_source_eos"] is True
    assert package.source_suffix == ()
    assert translated(tmp_path / "packages", package)


def test_what_cannot_be_converted_is_told(tmp_path: Path) -> None:
    def problem(folder: Path) -> ModelError:
        with pytest.raises(ModelError) as caught:
            wrap(Foreign(folder, "en", "fa"), tmp_path / "packages")
        assert not (tmp_path / "packages").exists()
        return caught.value

    folder = hplt(tmp_path / "model")
    shutil.copy(folder / "model.npz.best-chrf.npz", folder / "model.npz.best-bleu.npz")
    assert "several models of Marian's" in problem(folder).problem
    (folder / "model.npz.best-bleu.npz").unlink()
    marian(folder / "model.npz.best-chrf.npz", {"transformer-decoder-autoreg": "rnn"})
    assert "converter refuses the model" in problem(folder).problem
    (folder / "model.npz.best-chrf.npz").write_bytes(b"no numbers")
    assert "converter refuses the model" in problem(folder).problem
    (folder / "model.npz.best-chrf.npz").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"weights")
    assert "ct2-transformers-converter" in problem(folder).advice
