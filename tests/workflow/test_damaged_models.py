"""A model that is damaged costs the articles that need it, and nothing else."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from dragoman.models import places
from dragoman.models.assured import assure
from dragoman.models.installed import read
from tests import deadly, real
from tests.conftest import Run
from tests.packages import Kind, package_folder

verifying = import_module("dragoman.models.verify")

SETTINGS = """\
targets: [fa, tr]
models: models
second-opinion: {second}
publish: {{accept: draft}}
"""


@pytest.fixture(autouse=True)
def apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Try models as it is done outside of tests, and remember nothing of other tests' models."""
    deadly.found_first(tmp_path_factory.mktemp("engine"), monkeypatch)
    monkeypatch.setattr(verifying, "_apart", verifying._in_process)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom with a model into Persian and one into Turkish; it is the current folder."""
    root = tmp_path / "room"
    (root / "seeds").mkdir(parents=True)
    (root / "models").mkdir()
    for target in ("fa", "tr"):
        package_folder(root / "models", Kind.RANDOM, target=target)
    settings(root)
    for name in ("a", "b", "c"):
        (root / "seeds" / f"{name}.txt").write_text(f"It rained in {name}.\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def settings(root: Path, second: str = "off") -> None:
    (root / "dragoman.yaml").write_text(SETTINGS.format(second=second), encoding="utf-8")


def written(root: Path) -> list[str]:
    return sorted(str(file.relative_to(root / "locales")) for file in root.rglob("*.txt.yaml"))


def test_a_model_that_ends_its_process_ends_no_run(room: Path, run: Run) -> None:
    deadly.mark(room / "models" / "translate-en_fa-1_5")
    result = run("translate")
    assert result.exit_code == 1
    assert written(room) == ["tr/a.txt.yaml", "tr/b.txt.yaml", "tr/c.txt.yaml"]
    assert "translate-en_fa-1_5: CTranslate2 ends its process over the model" in result.output
    assert "Install it again: dragoman models install --from en fa --from argos" in result.output
    assert result.output.count("ends its process") == 1


def test_articles_that_need_no_model_have_their_turn(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those behind the one that needs it, each in a window of its own."""
    (room / "seeds" / "c.txt").write_text("It rained in c.\n\nIt stopped.\n", encoding="utf-8")
    assert run("translate").exit_code == 0
    monkeypatch.setattr(import_module("dragoman.workflow.translate"), "WINDOW", 1)
    files = [room / "locales" / "fa" / f"{name}.txt.yaml" for name in ("a", "b", "c")]
    before = [file.read_bytes() for file in files]
    for name in ("a", "b"):
        (room / "seeds" / f"{name}.txt").write_text(f"Wind blew in {name}.\n", encoding="utf-8")
    (room / "seeds" / "c.txt").write_text("It rained in c.\n", encoding="utf-8")
    deadly.mark(room / "models" / "translate-en_fa-1_5")
    result = run("translate", "--to", "fa")
    assert result.exit_code == 1
    assert result.output.count("ends its process") == 1
    assert [file.read_bytes() for file in files[:2]] == before[:2]
    assert b"It stopped." in before[2]
    assert b"It stopped." not in files[2].read_bytes()


def test_what_the_engine_made_before_is_enough_for_some(room: Path, run: Run) -> None:
    """The memory of engines is asked for every article, behind the first that the model lacks."""
    assert run("translate", "--to", "tr").exit_code == 0
    for name in ("b", "c"):
        (room / "locales" / "tr" / f"{name}.txt.yaml").unlink()
    (room / "seeds" / "a.txt").write_text("The wind blew.\n", encoding="utf-8")
    unreadable = room / "models" / "translate-en_tr-1_5"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dragoman.engines.argos.load", refuse)
        result = run("translate", "--to", "tr")
    assert result.exit_code == 1, result.output
    assert "cannot load" in result.output
    assert unreadable.name in result.output
    assert written(room) == ["tr/a.txt.yaml", "tr/b.txt.yaml", "tr/c.txt.yaml"]


def refuse(package: object, **rest: object) -> None:
    from dragoman.models.installed import Installed
    from dragoman.models.loading import broken

    assert isinstance(package, Installed)
    raise broken(package, "CTranslate2 cannot load the model: out of luck")


def test_a_second_model_that_is_damaged_is_left_out(room: Path, run: Run) -> None:
    settings(room, "auto")
    other = package_folder(
        room / "models", Kind.RANDOM, target="fa", version="1.4", more={"model_name": "other"}
    )
    deadly.mark(other)
    result = run("translate", "--to", "fa")
    assert written(room) == ["fa/a.txt.yaml", "fa/b.txt.yaml", "fa/c.txt.yaml"]
    assert "there is no second opinion: CTranslate2 ends its process" in result.output
    assert other.name in result.output
    assert result.exit_code == 0


def test_a_model_that_works_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = read(package_folder(tmp_path, Kind.RANDOM))
    tries: list[Path] = []
    trial = verifying._in_process

    def counted(package: object) -> object:
        tries.append(tmp_path)
        return trial(package)

    monkeypatch.setattr(verifying, "_apart", counted)
    assure(package)
    assure(package)
    assert len(tries) == 1
    assert places.tried("").is_dir()
    (package.path / "sentencepiece.model").write_bytes(b"no tokenizer")
    with pytest.raises(Exception, match="tokenizer cannot be read"):
        assure(package)


def test_without_a_cache_models_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assure(read(package_folder(tmp_path, Kind.RANDOM)))


@pytest.fixture
def firefox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of Firefox's model, in the newsroom that is the current folder."""
    models = real.install(tmp_path / "models")
    (package,) = (path for path in models.iterdir() if path.is_dir())
    root = tmp_path / "room"
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "a.txt").write_text("It rained.\n", encoding="utf-8")
    (root / "dragoman.yaml").write_text(f"targets: [pt]\nmodels: {models}\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return package


def test_a_tokenizer_that_is_cut_off_writes_nothing(firefox: Path, run: Run) -> None:
    """fxtranslate takes it, and makes other words of all sentences."""
    (vocabulary,) = firefox.glob("vocab*.spm")
    vocabulary.write_bytes(vocabulary.read_bytes()[:1000])
    result = run("translate")
    assert result.exit_code == 1
    assert firefox.name in result.output
    assert "Install it again" in result.output
    assert "dragoman itself" not in result.output
    assert written(Path.cwd()) == []


def test_processes_that_end_say_of_which_model(
    firefox: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = [sys.executable, "-c", "raise SystemExit(3)"]
    monkeypatch.setattr("dragoman.models.firefox.command", lambda files: ending)
    result = run("translate")
    assert result.exit_code == 1
    assert f"{firefox.name}: the processes that translate end by themselves" in result.output
