"""Wrapping a model as a package: any of CTranslate2 with SentencePiece, or one of Firefox's.

What Argos Translate's packages cannot say, a package of ours says by files and keys that Argos
Translate passes over: two tokenizers, and pieces round the source sentence. Argos Translate lists
such a package; `Wrapped.limits` says whether it can translate with it.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.errors import ModelError
from dragoman.models import codes, firefox, kinds, publishers, record
from dragoman.models.choice import english_name
from dragoman.models.folder import METADATA, changing, scratch
from dragoman.models.kinds import SEPARATE, TOKENIZERS
from dragoman.models.pieces import read_json, refuse_wrong
from dragoman.models.placing import Installation, accepted, place
from dragoman.models.publishers import END
from dragoman.models.verify import trial

_MODEL_FILES = ("model.bin", "config.json", "*vocabulary.json", "*vocabulary.txt", "vmap.txt")
_PAPERS = ("README.md", "LICENSE*", "LICENCE*")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A model that is no package, and what must be known to use it."""

    model: Path
    """The folder with `model.bin`, with a model of Marian's, or with Firefox's files."""

    from_code: str
    to_code: str
    version: str | None = None
    """`None` for what its files say, or 1."""

    name: str | None = None
    licence: str | None = None

    source_spm: Path | None = None
    target_spm: Path | None = None
    """SentencePiece models; `None` for the one in the folder, or for that of the other side."""

    target_prefix: str | None = None
    """The piece that begins every output, such as NLLB's `pes_Arab`."""

    source_prefix: tuple[str, ...] = ()
    source_suffix: tuple[str, ...] = ()
    """Pieces round every input, such as NLLB's `eng_Latn` and `</s>`."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What goes into a package."""

    files: Mapping[str, Path]
    """By their names in the package."""

    main: Path
    """The file by which the model is known afterwards."""

    metadata: Mapping[str, object]
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A model that became a package."""

    installation: Installation

    limits: tuple[str, ...]
    """Why Argos Translate cannot use the package as it should be used; empty if it can."""


def wrap(foreign: Foreign, folder: Path) -> Wrapped:
    """Make a package of the model, try it and install it in `folder`.

    Raises ModelError, and leaves the folder as it was, when files are missing, tokenizer and
    model do not belong together, the model does not have one of the named pieces or does not
    translate.
    """
    gather = _of_firefox if firefox.has_model(foreign.model) else _of_ctranslate2
    with TemporaryDirectory() as converted:
        return _wrapped(foreign, gather(foreign, Path(converted)), folder)


def _wrapped(foreign: Foreign, gathered: _Gathered, folder: Path) -> Wrapped:
    with changing(folder):
        size = sum(file.stat().st_size for file in gathered.files.values())
        free = shutil.disk_usage(folder).free
        if size > free:
            problem = f"the package needs {size:,} bytes and the disk has {free:,} free"
            raise ModelError(problem, path=folder)
        temporary = scratch(folder)
        try:
            unpacked = temporary / "package"
            _assemble(unpacked, gathered)
            if problem_found := trial(accepted(unpacked, str(foreign.model))):
                raise ModelError(problem_found.problem, path=foreign.model)
            with gathered.main.open("rb") as stream:
                origin = record.origin_of(stream, gathered.main.name)
            made = place(unpacked, str(foreign.model), folder, origin)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return Wrapped(made, gathered.limits)


def _of_ctranslate2(foreign: Foreign, converted: Path) -> _Gathered:
    """Gather what CTranslate2 reads; a model of Marian's is converted into a folder first."""
    around = foreign.model
    model = publishers.ctranslate2_folder(around)
    sides = publishers.tokenizers(
        around, (foreign.source_spm, foreign.target_spm), (foreign.from_code, foreign.to_code)
    )
    if model is None:
        model = publishers.convert(around, sides, converted)
    foreign = replace(foreign, source_suffix=_suffix(foreign, model, sides))
    _refuse_double_end(foreign, model)
    around_source = (*foreign.source_prefix, *foreign.source_suffix)
    refuse_wrong(model, sides, around_source, foreign.target_prefix, foreign.model)
    files = dict(_files(model, around, sides))
    metadata = {
        "argos_version": "1.9",
        "target_prefix": foreign.target_prefix,
        "source_prefix": list(foreign.source_prefix),
        "source_suffix": list(foreign.source_suffix),
    }
    return _Gathered(
        files, model / "model.bin", _metadata(foreign, metadata), _limits(foreign, sides)
    )


def _suffix(foreign: Foreign, model: Path, sides: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the pieces that end every input: as said, else as the model's publisher has it."""
    if foreign.source_suffix or sides[0].name not in publishers.ENDING:
        return foreign.source_suffix
    config = read_json(model / "config.json")
    adds = isinstance(config, dict) and config.get("add_source_eos")
    return () if adds else (END,)


def _of_firefox(foreign: Foreign, converted: Path) -> _Gathered:
    more = (foreign.source_spm, foreign.target_spm, foreign.target_prefix)
    if any(more) or foreign.source_prefix or foreign.source_suffix:
        problem = "tokenizers and pieces can be named for a CTranslate2 model only"
        advice = "Leave out --source-spm, --target-spm and the options about pieces."
        raise ModelError(problem, path=foreign.model, advice=advice)
    found = firefox.files_as_published(foreign.model)
    stated = firefox.direction(found.model.name)
    source, target = _spellings(foreign.from_code), _spellings(foreign.to_code)
    if stated and not (stated.startswith(source) and stated.endswith(target)):
        problem = f"{found.model.name} is a model of the direction {stated}"
        advice = "Give the languages by --from and --to."
        raise ModelError(problem, path=foreign.model, advice=advice)
    named = replace(
        foreign,
        version=foreign.version or firefox.version_of(foreign.model),
        name=foreign.name or firefox.size_of(found.model),
    )
    files = {file.name.removesuffix(firefox.PACKED): file for file in found}
    files |= dict(_papers(foreign.model))
    return _Gathered(files, found.model, _metadata(named, {"type": kinds.FIREFOX}))


def _spellings(code: str) -> tuple[str, ...]:
    """Return what the names of files may call the language of a code: `pb` is Portuguese."""
    found = {codes.language(code.lower()), codes.language(codes.usual(code))}
    return tuple(found | (_NORWEGIAN if found & _NORWEGIAN else set()))


_NORWEGIAN = {"no", "nb"}


def _refuse_double_end(foreign: Foreign, model: Path) -> None:
    """Raise ModelError if a piece is named that the model adds itself."""
    config = read_json(model / "config.json")
    end = config.get("eos_token", END) if isinstance(config, dict) else None
    if isinstance(config, dict) and config.get("add_source_eos") and end in foreign.source_suffix:
        advice = "Leave out --source-suffix."
        raise ModelError(f"the model adds {end} itself", path=foreign.model, advice=advice)


def _files(model: Path, around: Path, tokenizers: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    """Yield where each file goes in the package, and where it is."""
    names = SEPARATE if len(tokenizers) > 1 else TOKENIZERS
    yield from zip(names, tokenizers, strict=False)
    for pattern in _MODEL_FILES:
        found = (file for file in model.glob(pattern) if file.is_file())
        yield from ((f"model/{file.name}", file) for file in found)
    yield from _papers(around)


def _papers(around: Path) -> Iterator[tuple[str, Path]]:
    for pattern in _PAPERS:
        yield from ((file.name, file) for file in around.glob(pattern) if file.is_file())


def _metadata(foreign: Foreign, more: Mapping[str, object]) -> dict[str, object]:
    metadata = {
        "package_version": foreign.version or "1",
        "from_code": foreign.from_code,
        "from_name": english_name(foreign.from_code),
        "to_code": foreign.to_code,
        "to_name": english_name(foreign.to_code),
        "model_name": foreign.name,
        "license": foreign.licence,
        **more,
    }
    return {key: value for key, value in metadata.items() if value}


def _assemble(unpacked: Path, gathered: _Gathered) -> None:
    unpacked.mkdir(parents=True)
    text = json.dumps(gathered.metadata, ensure_ascii=False, indent=2) + "\n"
    with (unpacked / METADATA).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    for name, file in gathered.files.items():
        (unpacked / name).parent.mkdir(exist_ok=True)
        try:
            with (unpacked / name).open("xb") as target:
                firefox.copy(file, target)
                target.flush()
                os.fsync(target.fileno())
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise ModelError(f"the file cannot be unpacked: {error}", path=file) from error


def _limits(foreign: Foreign, tokenizers: tuple[Path, ...]) -> tuple[str, ...]:
    limits = []
    if len(tokenizers) > 1:
        limits.append("it reads one tokenizer, and this model has two")
    if foreign.source_prefix or foreign.source_suffix:
        limits.append("it puts nothing round the source sentence")
    return tuple(limits)
