"""Files that are damaged, or made to do harm: they are refused, and end nothing but themselves."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from unittest.mock import Mock

import pytest

from dragoman.errors import ModelError
from dragoman.models import (
    Foreign,
    firefox,
    install_file,
    installed,
    loading,
    pieces,
    record,
    verify,
    wrap,
)
from dragoman.models.installed import read
from dragoman.models.weights import missing_layer
from tests import deadly, real
from tests.models.conftest import Tree
from tests.packages import Kind, model_files, pack, package_folder, tokens

verifying = import_module("dragoman.models.verify")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links as files")


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try packages as it is done outside of tests."""
    monkeypatch.setattr(verifying, "_apart", verifying._in_process)


def changed(file: Path, *bytes_: tuple[int, int]) -> None:
    data = bytearray(file.read_bytes())
    for place, value in bytes_:
        data[place] = value
    file.write_bytes(data)


WEIGHTS = [
    [(220, 127)],  # a weight has another name
    [(38, 255), (118, 127), (134, 255), (143, 255), (198, 127)],
    [(0, 0)],
]


@pytest.mark.parametrize("bytes_", WEIGHTS)
def test_weights_that_are_damaged_end_no_command(
    bytes_: list[tuple[int, int]], tmp_path: Path, folder: Path, tree: Tree, in_process: None
) -> None:
    package = package_folder(tmp_path, Kind.RANDOM)
    changed(package / "model" / "model.bin", *bytes_)
    file = pack(package, tmp_path / "damaged.argosmodel")
    folder.mkdir()
    before = tree()
    with pytest.raises(ModelError, match="CTranslate2"):
        install_file(file, folder)
    assert tree() == before
    shutil.copytree(package, folder / package.name)
    (verdict,) = verify(folder)
    assert verdict.problem is not None
    assert "Install it again" in verdict.problem.advice


@pytest.mark.parametrize("layer", [1, 27, 32_767, -2, -32_768])
def test_a_layer_that_is_not_there_is_not_relied_on(
    layer: int, tmp_path: Path, in_process: None
) -> None:
    package = package_folder(tmp_path, Kind.RANDOM)
    rely_on(package, layer)
    problem = verifying.trial(read(package))
    assert problem is not None
    assert f"relies on layer {layer}, which it does not have" in problem.problem
    assert "Install it again" in problem.advice


@pytest.mark.parametrize("layer", [0, -1])
def test_layers_that_are_there_are_fine(layer: int, tmp_path: Path) -> None:
    package = package_folder(tmp_path, Kind.RANDOM)
    rely_on(package, layer)
    assert verifying.judged(read(package)) is None


def rely_on(package: Path, layer: int) -> None:
    """Let the attention of a layer tell which words belong together; -1 is the last one."""
    file = package / "model" / "model.bin"
    data = bytearray(file.read_bytes())
    name = b"decoder/alignment_layer\0"
    place = data.index(name) + len(name) + struct.calcsize("<BBI")
    assert data[place : place + 2] == b"\xff\xff"
    data[place : place + 2] = struct.pack("<h", layer)
    file.write_bytes(data)


@pytest.mark.parametrize("size", [0, 3, 20, 40, 200, 5_000])
def test_of_a_file_that_is_cut_off_no_layer_is_missed(size: int, tmp_path: Path) -> None:
    file = package_folder(tmp_path, Kind.RANDOM) / "model" / "model.bin"
    file.write_bytes(file.read_bytes()[:size])
    assert missing_layer(file) is None


def test_a_model_over_which_the_engine_ends_its_process_ends_nothing_else(
    tmp_path: Path,
    folder: Path,
    tree: Tree,
    in_process: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadly.found_first(tmp_path_factory.mktemp("engine"), monkeypatch)
    deadly.mark(package_folder(tmp_path, Kind.RANDOM))
    file = pack(next(tmp_path.glob("translate-*")), tmp_path / "deadly.argosmodel")
    folder.mkdir()
    before = tree()
    with pytest.raises(ModelError, match=r"ends its process over the model \(exit status -6\)"):
        install_file(file, folder)
    assert tree() == before


def test_what_works_is_found_to_work(package_file: Path, folder: Path, in_process: None) -> None:
    assert install_file(package_file, folder).changed
    assert [verdict.problem for verdict in verify(folder)] == [None]
    (package,) = installed(folder)
    (package.path / "model" / "config.json").write_text("[]", encoding="utf-8")
    problem = verifying.trial(package)
    assert problem is not None
    assert problem.problem == "the model's config.json holds no table of keys and values"
    assert problem.path == str(package.path)


def test_a_model_that_never_ends_is_given_up(
    package_file: Path, folder: Path, in_process: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_file(package_file, folder)
    (package,) = installed(folder)
    monkeypatch.setattr(verifying, "PATIENCE", 0.001)
    problem = verifying.trial(package)
    assert problem is not None
    assert "translates no sentence within" in problem.problem


@pytest.mark.parametrize("error", [IndexError, KeyError, MemoryError, OverflowError, TypeError])
def test_whatever_the_library_raises_is_an_error_of_ours(
    error: type[Exception], package_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_file(package_file, folder)
    (package,) = installed(folder)
    monkeypatch.setattr("ctranslate2.Translator", Mock(side_effect=error("weight")))
    with pytest.raises(ModelError, match="CTranslate2 cannot load the model"):
        loading.load(package, device="cpu", compute_type=None, workers=1)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with Firefox's files."""
    shutil.copytree(real.published(), tmp_path / "given")
    return tmp_path / "given"


def endless_shortlist(folder: Path) -> None:
    changed(next(folder.glob(firefox.SHORTLIST)), (9, 255), (18, 255), (221, 107))


def endless_weights(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    changed(file, *((place, 255) for place in (36, 37, 38)), (39, 127), (41, 0), (42, 0))


def endless_numbers(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    data = file.read_bytes()
    digits = b"\ndim-emb: " + b"9" * 10_000 + b"\n\ndim-vocabs:\n  - " + b"9" * 10_000 + b"\n"
    file.write_bytes(data[:60] + digits + data[60:])


def bomb(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    file.unlink()
    for other in folder.glob("*.[bs][ip][nm]"):
        (folder / f"{other.name}.gz").write_bytes(gzip.compress(other.read_bytes(), 1))
    with gzip.open(folder / f"{file.name}.gz", "wb", compresslevel=1) as stream:
        for _ in range(40):
            stream.write(bytes(1 << 20))


def pipe(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    file.unlink()
    os.mkfifo(file)


def device(folder: Path) -> None:
    (file,) = folder.glob(firefox.MODEL)
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (endless_shortlist, "ends its process|cannot load"),
        (endless_weights, "cannot load"),
        (endless_numbers, "cannot load"),
        (bomb, "more than any model has"),
        (pipe, "no model"),
        (device, "no model"),
    ],
)
def test_files_of_firefox_that_do_harm_are_refused(
    given: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], None],
    said: str,
) -> None:
    monkeypatch.setattr(firefox, "LARGEST", 32 << 20)
    harm(given)
    with pytest.raises(ModelError, match=said):
        wrap(Foreign(given, "en", "pt"), folder)
    assert not installed(folder)


def test_a_command_over_files_that_do_harm_shows_no_traceback(given: Path, tmp_path: Path) -> None:
    endless_shortlist(given)
    (tmp_path / "there").mkdir()
    words = ["models", "import", str(given), "--from", "en", "--to", "pt", "--models", "there"]
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "fxtranslate cannot load the model" in done.stderr


@pytest.fixture
def foreign(tmp_path: Path) -> Foreign:
    """A model of CTranslate2's with its tokenizer."""
    model_files(Kind.RANDOM, tmp_path / "model")
    (tmp_path / "model" / "sentencepiece.model").write_bytes(tokens().model)
    return Foreign(tmp_path / "model", "en", "ar")


def test_a_vocabulary_without_end_is_not_read(
    foreign: Foreign, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = pieces.LARGEST
    monkeypatch.setattr(pieces, "LARGEST", 100)
    with pytest.raises(ModelError, match="larger than any vocabulary"):
        wrap(foreign, folder)
    monkeypatch.setattr(pieces, "LARGEST", usual)
    (foreign.model / "shared_vocabulary.json").unlink()
    os.mkfifo(foreign.model / "shared_vocabulary.json")
    with pytest.raises(ModelError, match="no ordinary file"):
        wrap(foreign, folder)


def test_a_tokenizer_whose_pieces_are_no_text(foreign: Foreign, folder: Path) -> None:
    file = foreign.model / "sentencepiece.model"
    data = file.read_bytes()
    place = data.index("▁".encode(), 40)
    changed(file, (place, 0xFD))
    with pytest.raises(ModelError, match="SentencePiece"):
        wrap(foreign, folder)


def marian(folder: Path, content: bytes) -> Foreign:
    folder.mkdir()
    with zipfile.ZipFile(folder / "model.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("special:model.yml.npy", content)
    (folder / "source.spm").write_bytes(tokens().model)
    (folder / "target.spm").write_bytes(tokens().model)
    return Foreign(folder, "en", "ar")


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY\x01\x00", b"\x80\x04K\x01.", b"{" * 5_000])
def test_models_of_marian_that_are_damaged(content: bytes, tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ModelError, match="converter refuses"):
        wrap(marian(tmp_path / "marian", content), folder)


def test_a_model_of_marian_that_unpacks_without_end(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.models.publishers._FREE", 1_000)
    with pytest.raises(ModelError, match="would unpack to 1,000,000 bytes"):
        wrap(marian(tmp_path / "marian", bytes(1_000_000)), folder)


def test_papers_without_end_are_not_read(
    package_file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install_file(package_file, folder).package.path
    (package / "README.md").write_text("x\n" * 600_000 + "Licence: late", encoding="utf-8")
    assert read(package).licence is None
    metadata = json.loads((package / "metadata.json").read_text(encoding="utf-8"))
    metadata["more"] = "x" * (1 << 20)
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    with pytest.raises(ModelError, match="larger than any"):
        read(package)
    (package / "metadata.json").unlink()
    os.mkfifo(package / "metadata.json")
    begun = time.monotonic()
    assert not installed(folder)
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize("name", ["/dev/zero", "../../elsewhere", "a/../../b", "\x1b[2J"])
def test_a_record_that_names_files_elsewhere_reads_none(
    package_file: Path, folder: Path, name: str
) -> None:
    package = install_file(package_file, folder).package.path
    noted = json.loads((package / record.RECORD).read_text(encoding="utf-8"))
    noted["files"][name] = "0" * 64
    (package / record.RECORD).write_text(json.dumps(noted), encoding="utf-8")
    assert record.changes(package) == (f"{name if name.isprintable() else ascii(name)} is missing",)
