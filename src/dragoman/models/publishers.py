"""How publishers name the files of models that CTranslate2 can read.

    CTranslate2    model.bin, config.json, vocabularies; at the top or in model/
    quickmt        src.spm.model and tgt.spm.model, or joint.spm.model
    OPUS-MT        source.spm and target.spm; of Marian's own, *.npz and *.vocab.yml
    HPLT           model.npz.best-chrf.npz, model.en-fa.spm, model.en-fa.vocab

Models of Marian's are converted by CTranslate2's own converter.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

from yaml import YAMLError

from dragoman.errors import ModelError
from dragoman.models.kinds import PIECES, SEPARATE
from dragoman.models.loading import FAILURES

END = "</s>"

ENDING = ("src.spm.model", "joint.spm.model")
"""Tokenizers of models that want `END` after every sentence, which their configuration does not
say: quickmt's own program adds it."""

_PAIRS = (
    SEPARATE,
    ("src.spm.model", "tgt.spm.model"),
    ("{source}.spm.model", "{target}.spm.model"),
    ("source.model", "target.model"),
    ("src.model", "tgt.model"),
    ("src.spm", "tgt.spm"),
    ("{source}.spm", "{target}.spm"),
    ("source.sentencepiece.model", "target.sentencepiece.model"),
)
"""What publishers call the tokenizers of source and target."""

_SHARED = (
    *(PIECES, "sentencepiece.bpe.model", "spm.model", "spiece.model", "joint.spm.model"),
    *("model.{source}-{target}.spm", "vocab.spm", "tokenizer.model"),
)
"""What they call a tokenizer of both sides."""

_ANY = ("*.spm", "*.spm.model")

_FREE, _MOST_EXPANSION = 1 << 30, 10
"""Bytes that a model may always have, and how many times its packed size else: weights hardly
compress."""

_SMALL = "int8"
"""How a model is stored that is converted here: in a quarter of the space."""


def ctranslate2_folder(given: Path) -> Path | None:
    """Return the folder with what CTranslate2 reads, the one given or a usual one in it.

    `None` where there is none, but a model of Marian's. Raises ModelError where there is neither.
    """
    if not given.exists():
        advice = "Look at how its name is written."
        raise ModelError("there is no such folder", path=given, advice=advice)
    if not given.is_dir():
        advice = (
            "Give the folder with the model's files. A package in one file is installed by: "
            "dragoman models install FILE"
        )
        raise ModelError("this is a file, not a folder", path=given, advice=advice)
    for folder in (given, given / "model", given / "ctranslate2", given / "ct2"):
        if (folder / "model.bin").is_file():
            return folder
    if any(given.glob("*.npz")):
        return None
    advice = (
        "Give the folder that CTranslate2's converter wrote, or one with Firefox's files: "
        "model.*.bin and vocab.*.spm."
    )
    if any(given.glob("*.safetensors")) or (given / "pytorch_model.bin").is_file():
        advice = (
            "It is a model for PyTorch. On a machine that has it, run: ct2-transformers-converter "
            "--model FOLDER --output_dir DIR --quantization int8. Then import DIR."
        )
    raise ModelError("the folder has no model.bin", path=given, advice=advice)


def tokenizers(
    folder: Path, named: tuple[Path | None, Path | None], codes: tuple[str, str]
) -> tuple[Path, ...]:
    """Return the tokenizer of both sides, or those of source and target.

    `named` are those that a person names, and come first. Raises ModelError where there is none.
    """
    source, target = named
    if source is None and target is None:
        source, target = _found(folder, codes)
    if source is None:
        looked_for = ", ".join((*_SHARED[:4], *(" and ".join(pair) for pair in _PAIRS[:2])))
        advice = f"Name it by --source-spm, and --target-spm if there are two. Known: {looked_for}."
        raise ModelError("there is no SentencePiece model", path=folder, advice=advice)
    for file in filter(None, (source, target)):
        if not file.is_file():
            raise ModelError("there is no such SentencePiece model", path=file)
    try:
        if target is None or source.read_bytes() == target.read_bytes():
            return (source,)
    except OSError as error:
        raise ModelError(f"the file cannot be read: {error.strerror}", path=source) from error
    return source, target


def _found(folder: Path, codes: tuple[str, str]) -> tuple[Path | None, Path | None]:
    source, target = codes
    for place in (folder, folder / "model"):
        for pair in _PAIRS:
            first, second = (place / name.format(source=source, target=target) for name in pair)
            if first.is_file() and second.is_file():
                return first, second
        for name in _SHARED:
            file = place / name.format(source=source, target=target)
            if file.is_file():
                return file, None
        alone = sorted({file for pattern in _ANY for file in place.glob(pattern)})
        if len(alone) == 1:
            return alone[0], None
    return None, None


def convert(folder: Path, sides: Sequence[Path], into: Path) -> Path:
    """Convert the model of Marian's in `folder`; return the folder below `into` with the result.

    `sides` are its tokenizers. Takes some seconds and several times the model's size in memory.
    Raises ModelError where there are several models, or the converter refuses it.
    """
    from ctranslate2.converters import MarianConverter

    models = sorted(folder.glob("*.npz"))
    if len(models) > 1:
        names = ", ".join(file.name for file in models)
        problem = f"the folder holds several models of Marian's: {names}"
        raise ModelError(problem, path=folder, advice="Keep one of them in it.")
    if not zipfile.is_zipfile(models[0]):
        raise ModelError("CTranslate2's converter refuses the model: no .npz file", path=models[0])
    _refuse_endless(models[0])
    made = into / "converted"
    vocabularies = _vocabularies(folder, sides, into)
    try:
        # An open file: by its name, the converter would not close it.
        with models[0].open("rb") as stream:
            MarianConverter(stream, list(map(str, vocabularies))).convert(
                str(made), quantization=_SMALL
            )
    except (*FAILURES, EOFError, AttributeError, YAMLError, zlib.error, BadZipFile) as error:
        problem = f"CTranslate2's converter refuses the model: {error}"
        raise ModelError(problem, path=models[0]) from error
    return made


def _refuse_endless(model: Path) -> None:
    """Raise ModelError for an archive that unpacks to more than any model has."""
    try:
        with zipfile.ZipFile(model) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, BadZipFile) as error:
        raise ModelError(
            f"CTranslate2's converter refuses the model: {error}", path=model
        ) from error
    if size > max(_FREE, _MOST_EXPANSION * model.stat().st_size):
        raise ModelError(f"the model would unpack to {size:,} bytes", path=model)


def _vocabularies(folder: Path, sides: Sequence[Path], into: Path) -> list[Path]:
    """Return the vocabularies as the converter reads them, one for both sides or one of each.

    A tokenizer of Marian's is its vocabulary itself, in the order of its pieces.
    """
    listed = sorted(folder.glob("*vocab*.yml"))
    if len(listed) > 1:
        parted = {side: [file for file in listed if side in file.name] for side in ("src", "trg")}
        if all(len(files) == 1 for files in parted.values()):
            return [parted["src"][0], parted["trg"][0]]
        names = ", ".join(file.name for file in listed)
        raise ModelError(f"the folder holds several vocabularies: {names}", path=folder)
    if listed:
        return listed
    written = []
    for number, side in enumerate(sides):
        file = into / f"{number}.vocab.yml"
        file.write_text("\n".join(_entries(side)) + "\n", encoding="utf-8")
        written.append(file)
    return written


def _entries(tokenizer: Path) -> Iterator[str]:
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_file=str(tokenizer))
        pieces = [processor.id_to_piece(number) for number in range(len(processor))]
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError("this is not a SentencePiece model", path=tokenizer) from error
    for number, piece in enumerate(pieces):
        written = piece.replace("\\", "\\\\").replace('"', '\\"')
        yield f'"{written}": {number}'
