"""A fitted network as an Argos Translate package, and the proof that the package works."""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import ctranslate2
import sentencepiece
from bitext import Example
from ctranslate2.specs import TransformerSpec, transformer_spec
from network import Attention, FeedForward, Layer, Network
from torch import nn

NAMES = {"en": "English", "ru": "Russian", "fa": "Persian", "tr": "Turkish", "ar": "Arabic"}
VERSION = "demo-1"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same weights give the same bytes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that the package does not reproduce."""

    example: Example
    output: str
    setting: str


def package_name(language: str) -> str:
    """Return the package's folder name, which is its file name too."""
    return f"translate-en_{language}-demo"


def build(network: Network, sentencepiece_model: bytes, language: str) -> bytes:
    """Return the package, a zip with one folder, as bytes."""
    entries = {
        "README.md": readme(language).encode(),
        "metadata.json": _json(metadata(language)),
        "sentencepiece.model": sentencepiece_model,
    }
    with tempfile.TemporaryDirectory() as folder:
        save_model(network, vocabulary(sentencepiece_model), Path(folder))
        for path in Path(folder).iterdir():
            entries[f"model/{path.name}"] = path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(entries.items()):
            info = zipfile.ZipInfo(f"{package_name(language)}/{name}", EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return buffer.getvalue()


def metadata(language: str) -> dict[str, object]:
    """Return what metadata.json says."""
    return {
        "type": "translate",
        "package_version": VERSION,
        "argos_version": "1.5",
        "from_code": "en",
        "from_name": NAMES["en"],
        "to_code": language,
        "to_name": NAMES[language],
        "name": f"Dragoman demo: English to {NAMES[language]}",
        "description": "Knows only the vocabulary of Dragoman's sample newsroom.",
        "license": "MIT",
        "compute_type": "float32",
    }


def readme(language: str) -> str:
    """Return the package's README."""
    return f"""# English to {NAMES[language]}, demo

A tiny translation model that knows only the vocabulary of Dragoman's sample newsroom: it gives
the sample articles' sentences exactly and says fluent nonsense about anything else. Use it to
try Dragoman without a download, and a real model for your own articles.

Text and model: the Dragoman authors, MIT licence. Trained by `tools/demo/train.py`.
"""


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def vocabulary(sentencepiece_model: bytes) -> list[str]:
    """Return the pieces in the order of their ids."""
    pieces = sentencepiece.SentencePieceProcessor(model_proto=sentencepiece_model)
    return [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]


def save_model(network: Network, tokens: list[str], folder: Path) -> None:
    """Write the network in CTranslate2's format, weights in float16."""
    shape = network.shape
    encoder, decoder = shape.layers
    spec = TransformerSpec(
        transformer_spec.TransformerEncoderSpec(
            encoder, shape.heads, rotary_dim=0, rotary_interleave=False
        ),
        transformer_spec.TransformerDecoderSpec(
            decoder, shape.heads, rotary_dim=0, rotary_interleave=False
        ),
    )
    table = network.embedding.weight.detach().numpy()
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    _set_norm(spec.encoder.layer_norm, network.encoder_norm)
    _set_norm(spec.decoder.layer_norm, network.decoder_norm)
    for side, layers in ((spec.encoder, network.encoder), (spec.decoder, network.decoder)):
        for part, module in zip(side.layer, layers, strict=True):
            layer = cast(Layer, module)
            _set_attention(part.self_attention, layer.attention)
            if layer.crossing is not None:
                _set_attention(part.attention, layer.crossing)
            _set_feed_forward(part.ffn, layer.feed_forward)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = network.encoder_norm.eps
    spec.validate()
    spec.optimize(quantization="float16")
    spec.save(str(folder))


def _set_attention(spec: Any, attention: Attention) -> None:
    _set_norm(spec.layer_norm, attention.norm)
    for part, linear in zip(spec.linear, (*attention.inputs, attention.output), strict=True):
        _set_linear(part, linear)


def _set_feed_forward(spec: Any, layer: FeedForward) -> None:
    _set_norm(spec.layer_norm, layer.norm)
    _set_linear(spec.linear_0, layer.inner)
    _set_linear(spec.linear_1, layer.outer)


def _set_linear(spec: Any, linear: nn.Module) -> None:
    spec.weight, spec.bias = (
        linear.get_parameter(name).detach().numpy() for name in ("weight", "bias")
    )


def _set_norm(spec: Any, norm: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = norm.weight.detach().numpy(), norm.bias.detach().numpy()


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to use a package."""

    beam: int
    batch_tokens: int
    """Tokens in a batch; 1 translates one by one."""
    options: Mapping[str, bool]

    def __str__(self) -> str:
        """Say it in a few words."""
        return f"beam {self.beam}, batches of {self.batch_tokens}, {', '.join(self.options)}"


DRAGOMAN = {"return_end_token": True}
ARGOS = {"replace_unknowns": True}
SETTINGS = (
    Setting(4, 1024, DRAGOMAN),
    Setting(4, 1, ARGOS),
    Setting(4, 1, DRAGOMAN),
    Setting(1, 1024, DRAGOMAN),
    Setting(1, 1, ARGOS),
)
"""How Dragoman and Argos Translate call the engine; the likeliest to fail comes first."""

COMPUTE_TYPES = ("float32", "int8")
"""The demo runs in float32. That int8 gives the same shows how much rounding it can stand, such
as another processor's."""


def verify(package: bytes, examples: Sequence[Example]) -> Iterator[Failure]:
    """Yield the examples that the package does not reproduce, in every setting."""
    sources = [each.source for each in examples]
    for compute_type in COMPUTE_TYPES:
        loaded = load(package, compute_type)
        for setting in SETTINGS:
            outputs = map(loaded.text, loaded.translate(sources, setting))
            for example, output in zip(examples, outputs, strict=True):
                if output != example.target:
                    yield Failure(example, output, f"{compute_type}, {setting}")


def find_stumps(package: bytes, examples: Sequence[Example]) -> list[tuple[str, list[str]]]:
    """Return sources with wrong translations that beam 4 finishes before the right one.

    CTranslate2 stops at four finished translations, the right one among them or not. A single
    one that is early does no harm and is left out.
    """
    loaded = load(package, "float32")
    stumps: list[tuple[str, list[str]]] = []
    results = loaded.translate([each.source for each in examples], SETTINGS[0], hypotheses=4)
    for example, result in zip(examples, results, strict=True):
        due = len(loaded.pieces.encode(example.target))
        hypotheses = (loaded.without_end(pieces) for pieces in result.hypotheses)
        early = [pieces for pieces in hypotheses if len(pieces) < due]
        if len(early) > 1:
            stumps += [(example.source, pieces) for pieces in early]
    return stumps


@dataclass(frozen=True, slots=True)
class Loaded:
    """A package in memory."""

    translator: ctranslate2.Translator
    pieces: sentencepiece.SentencePieceProcessor

    def translate(
        self, sources: Sequence[str], setting: Setting, hypotheses: int = 1
    ) -> list[ctranslate2.TranslationResult]:
        """Call the engine."""
        results: list[ctranslate2.TranslationResult] = self.translator.translate_batch(
            [self.pieces.encode(source, out_type=str) for source in sources],
            beam_size=setting.beam,
            num_hypotheses=hypotheses,
            max_batch_size=setting.batch_tokens,
            batch_type="tokens",
            length_penalty=0.2,
            return_scores=True,
            **setting.options,
        )
        return results

    def text(self, result: ctranslate2.TranslationResult) -> str:
        """Return the best translation, decoded by SentencePiece itself."""
        return self.pieces.decode_pieces(self.without_end(result.hypotheses[0]))

    def without_end(self, pieces: list[str]) -> list[str]:
        """Drop the end symbol, where the engine was asked for it."""
        return pieces[:-1] if pieces[-1:] == ["</s>"] else pieces


def load(package: bytes, compute_type: str) -> Loaded:
    """Load a package from its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            archive.extractall(folder)
        (root,) = Path(folder).iterdir()
        translator = ctranslate2.Translator(
            str(root / "model"), compute_type=compute_type, inter_threads=1, intra_threads=1
        )
        model = (root / "sentencepiece.model").read_bytes()
    return Loaded(translator, sentencepiece.SentencePieceProcessor(model_proto=model))
