"""Firefox Translations' models: a few files under their publisher's names, which fxtranslate runs.

model.enpt.intgemm.alphas.bin      the model
vocab.enpt.spm                     its tokenizer, or srcvocab.….spm and trgvocab.….spm
lex.50.50.enpt.s2t.bin             likely words for each word; faster with it, works without
"""

from __future__ import annotations

import gzip
import json
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from dragoman.errors import ModelError
from dragoman.models import firefox_worker

MODEL, VOCABULARY = "model.*.bin", "vocab.*.spm"
SOURCE_VOCABULARY, TARGET_VOCABULARY = "srcvocab.*.spm", "trgvocab.*.spm"
SHORTLIST = "lex.*.bin"

PACKED, PACKED_OTHERWISE = ".gz", (".zst", ".zip", ".xz", ".bz2")
"""Endings of the files as they are published and as nothing here unpacks them."""

PAPERS = ("metadata.json", "model_info.json")
"""Where a publisher states the version."""

PATIENCE = 120
"""Seconds for a model to be loaded and to translate a sentence. A large one takes one of them."""

LARGEST = 1 << 30
"""Bytes of a file that is unpacked. The largest that are published have a tenth of it."""

SIZES = {256: "tiny", 384: "base-memory", 512: "base"}
"""What the publisher calls a model, by the width of its embeddings."""

_PIECES = re.compile(rb"^dim-vocabs:\n((?:\s*- \d{1,9}\n)+)", re.MULTILINE)
_WIDTH = re.compile(rb"^dim-emb: (\d{1,9})$", re.MULTILINE)
_HEAD, _MAGIC = struct.Struct("<6Q"), 0xF11A48D5013417F5
"""What a shortlist begins with: the last two numbers count its offsets and its words."""

_BLOCK = 1 << 20
_DIRECTION = re.compile(r"^[a-z]+\.([a-z]{4,5})\.")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of a model."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    """One file of both sides, or one of each."""

    shortlist: Path | None = None

    @property
    def arguments(self) -> tuple[Path, ...]:
        """Return them in the order in which fxtranslate takes them."""
        always = (self.model, self.source_vocabulary, self.target_vocabulary)
        return (*always, self.shortlist) if self.shortlist else always

    def __iter__(self) -> Iterator[Path]:
        """Yield each file once."""
        yield from dict.fromkeys(self.arguments)


def files(folder: Path, suffix: str = "") -> ModelFiles:
    """Find the files of the one model in `folder`, whose names all end in `suffix`.

    Raises ModelError where one is missing or there are two of a kind.
    """
    model = _only(folder, MODEL + suffix)
    shortlist = _only(folder, SHORTLIST + suffix)
    both = _only(folder, VOCABULARY + suffix)
    source = both or _only(folder, SOURCE_VOCABULARY + suffix)
    target = both or _only(folder, TARGET_VOCABULARY + suffix)
    if model is None:
        raise ModelError(f"the folder has no {MODEL}", path=folder)
    if source is None or target is None:
        wanted = f"neither {VOCABULARY} nor {SOURCE_VOCABULARY} with {TARGET_VOCABULARY}"
        raise ModelError(f"the folder has {wanted}", path=folder)
    found = ModelFiles(model, source, target, shortlist)
    stated = {direction(file.name) for file in found} - {None}
    if len(stated) > 1:
        problem = f"the files are of different directions: {', '.join(sorted(map(str, stated)))}"
        raise ModelError(problem, path=folder)
    return found


def has_model(folder: Path) -> bool:
    """Whether a folder holds a model, packed or not."""
    return any(folder.glob(f"{MODEL}*"))


def files_as_published(folder: Path) -> ModelFiles:
    """Find the files of the one model in `folder`, packed or not.

    Raises ModelError as `files` does, and for files that are packed in a way not known here.
    """
    for suffix in PACKED_OTHERWISE:
        if found := sorted(folder.glob(f"{MODEL}{suffix}")):
            advice = "Unpack the files of the model, and import the folder again."
            raise ModelError("the model is packed", path=found[0], advice=advice)
    packed = not any(folder.glob(MODEL))
    return files(folder, PACKED if packed else "")


def copy(file: Path, target: IO[bytes]) -> None:
    """Write what a file holds, or what is packed in it. Raises ModelError where that is endless."""
    left = LARGEST if file.suffix == PACKED else file.stat().st_size
    with unpacked(file) as source:
        while block := source.read(_BLOCK):
            left -= len(block)
            if left < 0:
                raise ModelError("the file holds more than any model has", path=file)
            target.write(block)


def unpacked(file: Path) -> IO[bytes]:
    """Open a file to read what is packed in it, or else itself."""
    if file.suffix == PACKED:
        return cast("IO[bytes]", gzip.open(file, "rb"))
    return file.open("rb")


def version_of(folder: Path) -> str | None:
    """Return the version that a paper beside the model states; `None` where none does."""
    for name in PAPERS:
        try:
            stated = json.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(stated, dict) and isinstance(stated.get("version"), str | int | float):
            return str(stated["version"])
    return None


def direction(name: str) -> str | None:
    """Return what a file's name says of its direction, such as `enpt`; `None` if nothing."""
    match = _DIRECTION.search(name)
    return match[1] if match else None


def size_of(model: Path) -> str | None:
    """Return what the publisher calls a model of this size; `None` for an unusual one.

    Raises ModelError if the file cannot be read.
    """
    try:
        with unpacked(model) as stream:
            match = _stated(_WIDTH, b"dim-emb:", stream.read(LARGEST))
    except (OSError, EOFError, zlib.error) as error:
        raise ModelError(f"the model cannot be read: {error}", path=model) from error
    return SIZES.get(int(match[1])) if match else None


def _stated(pattern: re.Pattern[bytes], key: bytes, model: bytes) -> re.Match[bytes] | None:
    """Return where a model states something, by the key that the pattern begins with.

    The weights are millions of bytes, which a search for the pattern would try one by one.
    """
    at = model.find(key)
    while at >= 0:
        if match := pattern.match(model, at):
            return match
        at = model.find(key, at + 1)
    return None


def refuse_damaged(found: ModelFiles) -> None:
    """Raise ModelError for files that do not belong together or are not whole.

    fxtranslate takes any tokenizer, and then translates everything as nothing; and it ends its
    process over a shortlist that is cut off.
    """
    from sentencepiece import SentencePieceProcessor

    try:
        match = _stated(_PIECES, b"dim-vocabs:", found.model.read_bytes())
        sizes = [int(size) for size in re.findall(rb"\d+", match[1])] if match else []
        sides = (found.source_vocabulary, found.target_vocabulary)
        for file, size in dict(zip(sides, sizes, strict=False)).items():
            pieces = len(SentencePieceProcessor(model_file=str(file)))
            if pieces != size:
                problem = f"this tokenizer has {pieces:,} pieces and the model has {size:,}"
                raise ModelError(problem, path=file)
        refuse_cut_off(found)
    except RuntimeError as error:
        raise ModelError("this is not a SentencePiece model", path=file) from error
    except OSError as error:
        problem = f"the file cannot be read: {error.strerror}"
        raise ModelError(problem, path=error.filename or found.model.parent) from error


def refuse_cut_off(found: ModelFiles) -> None:
    """Raise ModelError, or OSError, for a shortlist over which fxtranslate would end its process.

    Takes no time, unlike `refuse_damaged`.
    """
    if found.shortlist and not _whole(found.shortlist):
        raise ModelError("this is not a whole list of likely words", path=found.shortlist)


def _whole(shortlist: Path) -> bool:
    """Whether a shortlist is as long as its head says."""
    with shortlist.open("rb") as stream:
        head = stream.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return False
        magic, *_, offsets, words = _HEAD.unpack(head)
        length = stream.seek(0, os.SEEK_END)
    return bool(magic == _MAGIC and length == _HEAD.size + 8 * offsets + 4 * words)


def command(found: ModelFiles) -> list[str]:
    """Return what starts a process that translates with a model; see `firefox_worker`."""
    return [sys.executable, "-P", firefox_worker.__file__, *map(str, found.arguments)]


def failure(found: ModelFiles) -> str:
    """Say why a model does not translate a sentence; nothing is empty.

    It is tried in a process of its own: a file that is damaged, or made to, may end it.
    """
    try:
        done = subprocess.run(
            command(found),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        _, said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return f"it makes nothing of a sentence within {PATIENCE} s"
    except ValueError:
        return f"it ends its process (exit status {done.returncode})"
    return str(said)


def _only(folder: Path, pattern: str) -> Path | None:
    matching = sorted(file for file in folder.glob(pattern) if file.is_file())
    if len(matching) > 1:
        names = ", ".join(file.name for file in matching)
        problem = f"the folder holds more than one {pattern}: {names}"
        raise ModelError(problem, path=folder, advice="Keep the files of one direction in it.")
    return matching[0] if matching else None
