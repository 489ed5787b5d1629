"""What a package of each engine consists of.

`metadata.json` says by its `type` whose package it is. Argos Translate uses those of the type
`translate`, or without one, and passes over all others, so that one folder serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import firefox

MODEL = Path("model", "model.bin")
PIECES = "sentencepiece.model"
TOKENIZERS = (PIECES, "bpe.model")
"""Files of an Argos package, as argostranslate 1.11 reads them; one tokenizer is enough."""

SEPARATE = ("source.spm", "target.spm")
"""The tokenizers of a package with one a side. Names of ours: Argos Translate reads neither."""

ARGOS, FIREFOX = "argos", "firefox"
"""The engines that use models."""


@dataclass(frozen=True, slots=True)
class PackageKind:
    """The packages of an engine."""

    engine: str

    type: str
    """What `metadata.json` calls them."""

    folder: str
    """How the names of their folders begin."""

    deciding: Callable[[Path], list[Path]]
    """The files in a package's folder that decide what it makes. Raises ModelError, which says
    what is missing, for a package that is not complete."""


def _argos_files(path: Path) -> list[Path]:
    if not (path / MODEL).is_file():
        raise ModelError(f"the package has no {MODEL.as_posix()}", path=path)
    separate = all((path / name).is_file() for name in SEPARATE)
    if not separate and not any((path / name).is_file() for name in TOKENIZERS):
        raise ModelError(f"the package has neither {' nor '.join(TOKENIZERS)}", path=path)
    tokenizers = [path / name for name in (*TOKENIZERS, *SEPARATE)]
    return [*tokenizers, *sorted((path / "model").iterdir())]


def _firefox_files(path: Path) -> list[Path]:
    return list(firefox.files(path))


_ARGOS = PackageKind(ARGOS, "translate", "translate", _argos_files)
KINDS: Mapping[str, PackageKind] = {
    kind.engine: kind
    for kind in (_ARGOS, PackageKind(FIREFOX, "firefox", "firefox", _firefox_files))
}
"""By the engine."""


def kind_of(metadata: Mapping[str, object]) -> PackageKind:
    """Return the kind of package that `metadata` describes.

    Other types than ours are of Argos Translate, too, which would say what they lack.
    """
    stated = metadata.get("type", _ARGOS.type)
    return next((kind for kind in KINDS.values() if kind.type == stated), _ARGOS)
