"""Opening a package: its tokenizer through SentencePiece, its model through CTranslate2."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dragoman.errors import EngineError, ModelError
from dragoman.models import shared
from dragoman.models.codes import language
from dragoman.models.installed import Installed
from dragoman.models.kinds import ARGOS, PIECES, SEPARATE
from dragoman.models.weights import missing_layer

EXACT = "float32"
"""Gives the same text in any company; int8 does not quite."""

FAST = "int8"
"""1.5 times as fast as float32 in a quarter of the memory."""

FAILURES = (RuntimeError, ValueError, OSError, LookupError, ArithmeticError, TypeError, MemoryError)
"""What CTranslate2 and SentencePiece raise over files that are damaged: errors of C++ of all kinds
come as that one of Python's which is nearest."""

_END = "</s>"
_SPACE = "\u2581"
_UNKNOWN = "<unk>"
"""The symbols of a model whose `config.json` names no others."""


class Tokenizer(Protocol):
    """Turns text into a model's pieces and back."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the pieces of each text."""

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text that `pieces` spell."""

    def begin(self, text: str) -> list[str] | None:
        """Return the pieces of the beginning of a translation; `None` where that is not known."""

    def knows(self, piece: str) -> bool:
        """Whether `piece` is in the vocabulary; what is not, the model cannot see."""

    def words(self, pieces: Sequence[str]) -> list[int]:
        """Return which word, counted from 0, each piece is of; -1 where that is not known."""


class SentencePieces:
    """SentencePiece itself: decoding as Argos Translate does turns every `_` into a space."""

    def __init__(
        self,
        source: Any,
        target: Any = None,
        *,
        prefix: Sequence[str] = (),
        suffix: Sequence[str] = (),
    ) -> None:
        """Encode with the processor `source`, between the marks, and decode with `target`."""
        self._source = source
        self._target = source if target is None else target
        self._prefix, self._suffix = list(prefix), list(suffix)
        self._unknown = source.unk_id()

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        pieces: list[list[str]] = self._source.encode(list(texts), out_type=str)
        return [self._prefix + text + self._suffix if text else [] for text in pieces]

    def decode(self, pieces: Sequence[str]) -> str:
        return str(self._target.decode_pieces(list(pieces)))

    def begin(self, text: str) -> list[str] | None:
        pieces: list[str] = self._target.encode(text, out_type=str)
        return pieces

    def knows(self, piece: str) -> bool:
        """Say yes of the marks as well, which are the model's and not SentencePiece's."""
        marks = self._prefix + self._suffix
        return piece in marks or bool(self._source.piece_to_id(piece) != self._unknown)

    def words(self, pieces: Sequence[str]) -> list[int]:
        """Count the pieces that begin with a space, as SentencePiece writes it."""
        marks = self._prefix + self._suffix
        found, word = [], -1
        for piece in pieces:
            if piece in marks:
                found.append(-1)
                continue
            word += piece.startswith(_SPACE) or word < 0
            found.append(word)
        return found


class BytePairs:
    """The Moses and BPE tokenizer of older packages, as Argos Translate applies it."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        return [self._tokenizer.encode(text) for text in texts]

    def decode(self, pieces: Sequence[str]) -> str:
        return str(self._tokenizer.decode(list(pieces)))

    def begin(self, text: str) -> list[str] | None:
        """Know nothing: Moses reads the marks of a text by those after them."""
        return None

    def knows(self, piece: str) -> bool:
        """Say yes: the merges do not tell the vocabulary."""
        return True

    def words(self, pieces: Sequence[str]) -> list[int]:
        """Know nothing: Moses sets marks apart and joins them again by rules of its own."""
        return [-1] * len(pieces)


@dataclass(slots=True)
class Loaded:
    """A package in memory."""

    package: Installed
    tokenizer: Tokenizer
    model: Any
    """A `ctranslate2.Translator`; `None` once released."""

    prefix: tuple[str, ...] = ()
    """Pieces that begin every output, such as the token of the target language."""

    end: str = _END
    unknown: str = _UNKNOWN

    def release(self) -> None:
        """Give the memory back.

        Batches still in CTranslate2's queue, as after an interrupt, cannot be called off, and
        its destructor waits for them where no signal is heard. So a thread waits instead; the
        interpreter joins it before it ends, because ending with the workers alive crashes.
        """
        model, self.model = [self.model], None
        if model[0] is not None and model[0].num_active_batches:
            threading.Thread(target=model.clear, name="dragoman-release").start()


def default_compute_type(package: Installed) -> str:
    """Return what the package asks for, float32 for the demonstration (exact), or int8."""
    if package.compute_type:
        return package.compute_type
    return EXACT if package.version.startswith("demo") else FAST


def load(package: Installed, *, device: str, compute_type: str | None, workers: int) -> Loaded:
    """Load a package: `workers` batches at a time, a thread each.

    One thread each is 2 to 13 times as fast as one batch on all cores. Raises
    ModelError when anything in it cannot be read.
    """
    import ctranslate2

    tokenizer = _tokenizer(package)
    end, unknown = _symbols(package)
    if compute_type is not None:
        _refuse_unsupported(compute_type, device)
    if (layer := missing_layer(package.path / "model" / "model.bin")) is not None:
        problem = f"model.bin is damaged: it relies on layer {layer}, which it does not have"
        raise broken(package, problem)
    try:
        model = ctranslate2.Translator(
            str(package.path / "model"),
            device=device,
            compute_type=compute_type or default_compute_type(package),
            inter_threads=workers,
            intra_threads=1,
        )
    except FAILURES as error:
        raise broken(package, f"CTranslate2 cannot load the model: {error}") from error
    prefix = (package.target_prefix,) if package.target_prefix else ()
    return Loaded(package, tokenizer, model, prefix, end, unknown)


def _refuse_unsupported(compute_type: str, device: str) -> None:
    """Raise EngineError for a setting that this machine cannot follow."""
    import ctranslate2

    known = ctranslate2.get_supported_compute_types(device)
    if compute_type not in known:
        raise EngineError(
            f"this machine cannot compute in {compute_type} on `{device}`",
            advice="In dragoman.yaml write `argos: {compute-type: auto}`, or one of: "
            f"{', '.join(sorted(known))}.",
        )


def broken(package: Installed, problem: str) -> ModelError:
    """Make the error for a package that is there and does not work."""
    codes = f"--from {package.from_code} {package.to_code}"
    again = f"dragoman models install {codes} --from {package.engine}"
    if package.engine != ARGOS or package.name:
        codes = f"--from {package.from_code} --to {package.to_code}"
        again += f", or dragoman models import FOLDER {codes}"
    return ModelError(problem, path=package.path, advice=f"Install it again: {again}")


def _tokenizer(package: Installed) -> Tokenizer:
    try:
        return _opened(package)
    except ImportError as error:
        alone = "--no-deps " if error.name == "argostranslate" else ""
        advice = f"Install it beside dragoman: pip install {alone}{error.name}"
        problem = f"the package's tokenizer, an old one, needs {error.name}"
        raise ModelError(problem, path=package.path, advice=advice) from error
    except (*FAILURES, AttributeError) as error:
        raise broken(package, f"the package's tokenizer cannot be read: {error}") from error


def _opened(package: Installed) -> Tokenizer:
    from sentencepiece import SentencePieceProcessor

    separate = [package.path / name for name in SEPARATE]
    models = separate if all(file.is_file() for file in separate) else [package.path / PIECES]
    if not models[0].is_file():
        codes = language(package.from_code), language(package.to_code)
        return BytePairs(shared.byte_pair_tokenizer(package.path, *codes))
    processors = (SentencePieceProcessor(model_file=str(file)) for file in models)
    return SentencePieces(*processors, prefix=package.source_prefix, suffix=package.source_suffix)


def _symbols(package: Installed) -> tuple[str, str]:
    try:
        config = json.loads((package.path / "model" / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _END, _UNKNOWN
    except (OSError, ValueError, RecursionError) as error:
        raise broken(package, f"the model's config.json cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise broken(package, "the model's config.json holds no table of keys and values")
    return str(config.get("eos_token", _END)), str(config.get("unk_token", _UNKNOWN))
