"""`models install CODE`, `models.lock` and the sources, beside servers that answer as they do."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from dragoman.cli import cli
from dragoman.errors import ModelError
from dragoman.models import Patience, catalogue, installed, lock
from dragoman.models.installed import Installed
from dragoman.models.outfit import Depot, Step, outfit
from dragoman.models.placing import Installation
from tests import real
from tests.models import services
from tests.models.conftest import Answer, Handler, Site
from tests.models.services import REPOSITORY, REVISION
from tests.packages import Kind, model_files, pack, package_folder, tokens

QUICK = Patience(attempts=3, pause=0, timeout=5)
HUB = f"hub:{REPOSITORY}"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["models", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom in whose folder `packages` its models go; it is the current folder."""
    root = tmp_path / "room"
    (root / "packages").mkdir(parents=True)
    (root / "dragoman.yaml").write_text("targets: [fa]\nmodels: packages\n", encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:9/buckets/x")
    return root


@pytest.fixture(scope="module")
def quickmt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small model under quickmt's names, with what is not wanted beside them."""
    folder = tmp_path_factory.mktemp("quickmt") / "model"
    model_files(Kind.RANDOM, folder)
    files = {file.name: file.read_bytes() for file in folder.iterdir()}
    for name in ("src.spm.model", "tgt.spm.model", "eole-model/model.00.safetensors"):
        files[name] = tokens().model
    files["README.md"] = b"---\nlicense: cc-by-4.0\n---\n\n# quickmt-en-fa\n"
    return files


def obtained(site: Site, root: Path, downloads: Path, origin: str = HUB) -> list[Step]:
    place = Depot(root / "packages", root, downloads=downloads, patience=QUICK)
    return list(outfit(["en-fa"], place, origin=origin))


def the(steps: list[Step]) -> Step:
    return steps[-1]


def package(root: Path) -> Installed:
    (found,) = installed(root / "packages")
    return found


def test_the_best_is_installed_with_reasons_and_pinned(
    site: Site, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = services.remote_settings(site, real.published())
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", records)
    result = run("install", "pt", "--models", "packages")
    assert result.exit_code == 0, result.output
    assert result.stdout == "installed en → pt tiny 3.0 (firefox)\n"
    assert "en-pt: firefox tiny: COMET .887 on FLORES devtest" in result.stderr
    assert "MPL-2.0, commercial use allowed" in result.stderr
    assert "argos has" in result.stderr or "firefox base-memory has" in result.stderr
    (pin,) = lock.read(room)
    assert (pin.direction, pin.engine, pin.version) == ("en-pt", "firefox", "3.0")
    assert (pin.licence, pin.source) == ("MPL-2.0", "firefox")
    (row,) = yaml.safe_load((room / "models.lock").read_text(encoding="utf-8"))["models"]
    assert {file["name"].split(".")[0] for file in row["files"]} == {"model", "vocab", "lex"}
    # A second machine, on which only the lock is known, has the same; and is then left alone.
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", "http://127.0.0.1:9/buckets/x")
    before = (room / "models.lock").read_bytes()
    again = run("install", "--models", "packages")
    assert again.stdout == "already installed: en → pt tiny 3.0 (firefox)\n"
    (room / "other").mkdir()
    other = run("install", "--models", "other")
    assert other.stdout == "installed en → pt tiny 3.0 (firefox)\n"
    assert (room / "models.lock").read_bytes() == before
    assert lock.weights(installed(room / "other")[0]) == pin.weights


def test_models_go_where_the_newsroom_has_them(
    site: Site, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = services.remote_settings(site, real.published())
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", records)
    (room / "seeds" / "far").mkdir(parents=True)
    (room / "seeds" / "far" / "a.md").write_text("The bridge is closed.\n", encoding="utf-8")
    monkeypatch.chdir(room / "seeds" / "far")
    assert run("install", "pt").exit_code == 0
    assert [package.direction for package in installed(room / "packages")] == ["en-pt"]
    assert "en → pt" in run("list").stdout
    assert run("verify").stdout.startswith("works: en → pt")
    made = CliRunner().invoke(cli, ["translate", "--to", "pt"], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    assert "by firefox en-pt tiny 3.0" in made.output
    assert run("remove", "pt").exit_code == 0
    (room / "dragoman.yaml").write_text("models: demo\n", encoding="utf-8")
    assert "No models" in run("list").output  # those that come with the program must be named


def test_the_registry_stands_in_for_remote_settings(
    site: Site, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FXTRANSLATE_RECORDS_URL")
    addresses = {
        "records": site.answer("/v1/buckets/x", lambda handler: handler.send(b"", status=503)),
        "registry": services.registry(site, real.published()),
    }
    monkeypatch.setattr(catalogue, "address", lambda source, name: addresses[name])
    place = Depot(room / "packages", room, downloads=room.parent / "d", patience=QUICK)
    *_, made = outfit(["en-pt"], place, origin="firefox")
    assert isinstance(made, Installation)
    assert made.package.shown == "en → pt tiny 2026-07-24 (firefox)"
    (pin,) = lock.read(room)
    assert all(part.url.endswith(".gz") for part in pin.parts)


def test_a_model_of_the_hub(
    site: Site, room: Path, quickmt: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
    result = run("install", "fa", "--from", HUB, "--models", "packages")
    assert result.exit_code == 0, result.output
    assert f"en-fa: {HUB}: no published score; CC-BY-4.0, commercial use allowed" in result.stderr
    found = package(room)
    assert (found.name, found.version, found.licence) == ("quickmt", REVISION[:12], "CC-BY-4.0")
    assert found.source_suffix == ("</s>",)  # as quickmt's own program does
    assert not any("eole" in path for path, _ in site.seen)
    (pin,) = lock.read(room)
    assert pin.source == HUB
    assert all(f"/resolve/{REVISION}/" in part.url for part in pin.parts)


def test_who_may_not_use_it_is_warned_and_only_gets_it_by_name(
    site: Site, room: Path, quickmt: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "someone/en-fa-nc"
    served = services.hub(site, quickmt, repository=name, licence="cc-by-nc-4.0")
    monkeypatch.setenv("HF_ENDPOINT", served)
    result = run("install", "fa", "--from", f"hub:{name}", "--models", "packages")
    assert result.exit_code == 0, result.output
    assert "Warning: hub:someone/en-fa-nc is licensed cc-by-nc-4.0" in result.stderr
    for direction in catalogue.directions():
        chosen = catalogue.best(direction)
        assert chosen is None or chosen.commercial is not False
    listed = run("install", "fa", "--list").stdout
    assert "not for commercial use" in listed
    (best,) = (line for line in listed.splitlines() if line.startswith("→"))
    assert best.startswith("→ en-fa  firefox tiny")


def cut_off(body: bytes) -> Answer:
    return lambda handler: handler.send(body[: len(body) // 2], length=len(body))


def stalls(body: bytes) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send(body[:100], length=len(body))
        handler.wfile.flush()
        time.sleep(1.5)

    return answer


def status(code: int) -> Answer:
    return lambda handler: handler.send(b"no", status=code)


def page(handler: Handler) -> None:
    handler.send(b"<!DOCTYPE html><title>Log in</title>", Content_Type="text/html")


def without_ranges(body: bytes) -> Answer:
    return lambda handler: handler.send(body)


def other(body: bytes) -> bytes:
    return body[:-1] + bytes([body[-1] ^ 1])


PASSING: dict[str, Callable[[bytes], list[Answer]]] = {
    "cut off": lambda body: [cut_off(body), services.ranged(body)],
    "cut off, ranges ignored": lambda body: [cut_off(body), without_ranges(body)],
    "an error once": lambda body: [status(500), services.ranged(body)],
    "too many requests once": lambda body: [status(429), services.ranged(body)],
    "another version was begun": lambda body: [
        cut_off(other(b"x" * len(body))),
        services.ranged(body),
        services.ranged(body),
    ],
}


@pytest.mark.parametrize("name", PASSING)
def test_a_network_that_fails_for_a_while(
    name: str,
    site: Site,
    room: Path,
    quickmt: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
    body = quickmt["model.bin"]
    site.answer(f"/cdn/{services.sha256(body)}", *PASSING[name](body))
    made = the(obtained(site, room, tmp_path / "downloads"))
    assert isinstance(made, Installation), made
    assert (package(room).path / "model" / "model.bin").read_bytes() == body


FAILING: dict[str, tuple[Callable[[bytes], list[Answer]], str]] = {
    "always cut off": (lambda body: [cut_off(body), status(503)], "503"),
    "another file": (lambda body: [services.ranged(other(body))], "its SHA-256 is"),
    "a shorter file": (lambda body: [without_ranges(body[:-9])], "its SHA-256 is"),
    "an error": (lambda body: [status(500)], "answered 500"),
    "gone": (lambda body: [status(404)], "answered 404"),
    "a page": (lambda body: [page], "web page"),
    "a pointer": (
        lambda body: [without_ranges(b"version https://git-lfs.github.com/spec/v1\noid sha256:")],
        "Git LFS pointer",
    ),
    "a stall": (lambda body: [stalls(body)], "timed out|cut off|reached no network"),
}


@pytest.mark.parametrize("name", FAILING)
def test_what_is_not_what_was_published_is_not_installed(
    name: str,
    site: Site,
    room: Path,
    quickmt: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, said = FAILING[name]
    monkeypatch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
    body = quickmt["model.bin"]
    site.answer(f"/cdn/{services.sha256(body)}", *answers(body))
    patience = Patience(attempts=2, pause=0, timeout=0.5)
    place = Depot(room / "packages", room, downloads=tmp_path / "downloads", patience=patience)
    *_, made = outfit(["en-fa"], place, origin=HUB)
    with pytest.raises(Exception, match=said):
        raise made if isinstance(made, Exception) else AssertionError(made)
    assert installed(room / "packages") == ()
    assert not (room / "models.lock").exists()


def test_a_deadline(site: Site, room: Path, quickmt: dict[str, bytes], tmp_path: Path) -> None:
    body = quickmt["model.bin"]

    def slowly(handler: Handler) -> None:
        handler.send(b"", length=len(body))
        for byte in body[:200]:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.05)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
        site.answer(f"/cdn/{services.sha256(body)}", slowly)
        patience = Patience(attempts=2, pause=0, timeout=30, slowest=0, deadline=0.3)
        place = Depot(room / "packages", room, downloads=tmp_path / "d", patience=patience)
        *_, made = outfit(["en-fa"], place, origin=HUB)
    assert "was not done by the deadline" in str(made)


def test_the_lock_holds_against_what_is_published_later(
    site: Site,
    room: Path,
    quickmt: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
    assert isinstance(the(obtained(site, room, tmp_path / "downloads")), Installation)
    body = quickmt["tgt.spm.model"]
    site.answer(f"/cdn/{services.sha256(body)}", services.ranged(other(body)))
    (room / "other").mkdir()
    result = run("install", "--models", "other")
    assert result.exit_code == 1
    assert "its SHA-256 is" in result.stdout
    assert "dragoman models install --update fa" in result.stdout
    assert installed(room / "other") == ()
    # A bundle of a machine that has it is as good, and needs no network.
    run("bundle", tmp_path / "all.zip", "--models", "packages")
    run("install", tmp_path / "all.zip", "--models", "other", "--offline")
    said = run("install", "--models", "other", "--offline")
    assert said.stdout.startswith("already installed: en → fa")


def test_offline_what_is_missing_is_told(
    site: Site,
    room: Path,
    quickmt: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", services.hub(site, quickmt))
    obtained(site, room, tmp_path / "downloads")
    (room / "other").mkdir()
    seen = len(site.seen)
    result = run("install", "--models", "other", "--offline")
    assert result.exit_code == 1
    assert "of models.lock is not installed" in result.stdout
    assert len(site.seen) == seen


def test_nothing_to_install_is_wrong_usage(room: Path) -> None:
    assert run("install").exit_code == 2
    (room / "models.lock").write_text("models: [{direction: en-fa}]\n", encoding="utf-8")
    result = run("install")
    assert result.exit_code == 1
    assert "models.lock" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "models: 3",
        "[]",
        "models: [",
        "models: [{direction: en-fa, engine: argos, from: elsewhere}]",
        "models: [{direction: en-fa, engine: argos, from: argos, version: 1, weights: a,"
        " files: [{name: ../../x, url: 'https://a/b', sha256: " + "a" * 64 + ", bytes: 1}]}]",
    ],
)
def test_a_lock_that_cannot_be_read(text: str, room: Path) -> None:
    (room / "models.lock").write_text(text, encoding="utf-8")
    result = run("install", "--models", "packages")
    assert result.exit_code == 1
    assert "models.lock" in result.stderr


def test_a_package_of_the_index_is_pinned_as_well(
    site: Site, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(package_folder(tmp_path / "source"), tmp_path / "fa.argosmodel")
    url = site.answer("/fa", services.ranged(file.read_bytes()))
    entries = [{"from_code": "en", "to_code": "fa", "package_version": "1.5", "links": [url]}]
    listing = site.answer("/index.json", services.as_json(entries))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", listing.removesuffix("index.json"))
    result = run("install", "fa", "--from", "argos", "--models", "packages")
    assert result.stdout == "installed en → fa 1.5\n"
    assert "commercial use: not known" in result.stderr
    assert "Its publisher does not say" in result.stderr
    (pin,) = lock.read(room)
    assert pin.parts[0].sha256 == services.sha256(file.read_bytes())
    (room / "other").mkdir()
    assert run("install", "--models", "other").stdout == "installed en → fa 1.5\n"


def test_a_package_from_an_address_is_pinned_as_well(
    site: Site, room: Path, tmp_path: Path
) -> None:
    data = pack(package_folder(tmp_path / "source"), tmp_path / "fa.argosmodel").read_bytes()
    url = site.answer("/download?id=3", services.ranged(data))
    assert run("install", url, "--models", "packages").stdout == "installed en → fa 1.5\n"
    (pin,) = lock.read(room)
    assert (pin.direction, pin.source, pin.parts[0].url) == ("en-fa", "address", url)
    assert pin.parts[0].sha256 == services.sha256(data)
    (room / "other").mkdir()
    assert run("install", "--models", "other").stdout == "installed en → fa 1.5\n"
    newer = package_folder(tmp_path / "newer", version="1.6")
    site.answer("/download?id=3", services.ranged(pack(newer, tmp_path / "newer.zip").read_bytes()))
    (room / "third").mkdir()
    refused = run("install", "--models", "third")
    assert refused.exit_code == 1
    assert "is not what its publisher names" in refused.stdout
    assert run("install", url, "--models", "third").stdout == "installed en → fa 1.6\n"
    assert [pin.version for pin in lock.read(room)] == ["1.6"]


def test_the_lock_comes_before_an_index_of_ones_own(
    site: Site, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(version: str) -> None:
        folder = package_folder(tmp_path / version, version=version)
        data = pack(folder, tmp_path / f"{version}.argosmodel").read_bytes()
        url = site.answer(f"/{version}", services.ranged(data))
        entries.append(
            {"from_code": "en", "to_code": "fa", "package_version": version, "links": [url]}
        )
        site.answer("/index.json", services.as_json(entries))

    entries: list[dict[str, object]] = []
    publish("1.5")
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{site.url}/")
    assert run("install", "fa", "--models", "packages").stdout == "installed en → fa 1.5\n"
    assert [(pin.source, pin.version) for pin in lock.read(room)] == [("argos", "1.5")]
    publish("1.6")
    (room / "other").mkdir()
    assert run("install", "fa", "--models", "other").stdout == "installed en → fa 1.5\n"
    newer = run("install", "fa", "--update", "--models", "other").stdout
    assert newer == "installed en → fa 1.6 in place of 1.5\n"
    assert [pin.version for pin in lock.read(room)] == ["1.6"]


@pytest.mark.parametrize("code", ["pb", "pt-BR"])
def test_a_region_of_the_index(
    code: str, site: Site, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(package_folder(tmp_path / "source", target="pb"), tmp_path / "pb.argosmodel")
    url = site.answer("/pb", services.ranged(file.read_bytes()))
    entries = [{"from_code": "en", "to_code": "pb", "package_version": "1.5", "links": [url]}]
    listing = site.answer("/index.json", services.as_json(entries))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", listing.removesuffix("index.json"))
    result = run("install", code, "--from", "argos", "--models", "packages")
    assert result.stdout == "installed en → pt-BR 1.5\n"
    assert [pin.direction for pin in lock.read(room)] == ["en-pt-BR"]


def test_the_language_serves_a_region_that_the_index_lacks(
    site: Site, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pack(package_folder(tmp_path / "source", target="ar"), tmp_path / "ar.argosmodel")
    url = site.answer("/ar", services.ranged(file.read_bytes()))
    entries = [{"from_code": "en", "to_code": "ar", "package_version": "1.5", "links": [url]}]
    listing = site.answer("/index.json", services.as_json(entries))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", listing.removesuffix("index.json"))
    result = run("install", "ar-EG", "--from", "argos", "--models", "packages")
    assert result.stdout == "installed en → ar 1.5\n"
    assert [pin.direction for pin in lock.read(room)] == ["en-ar"]


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("Persian",), "Is `fa` meant? From en there are: ar, az"),
        (("Deutsch",), "Is `de` meant?"),
        (("xx",), "From en there are: ar, az"),
        (("fa", "--from", "elsewhere"), "--from takes the language of the articles, or firefox"),
    ],
)
def test_words_that_mean_no_model(words: tuple[str, ...], advice: str, room: Path) -> None:
    result = run("install", *words, "--models", "packages")
    assert result.exit_code == 1
    assert f"→ {advice}" in result.stderr


def test_an_unreachable_source_names_another(room: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = Depot(room / "packages", room, patience=Patience(attempts=1, timeout=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FXTRANSLATE_RECORDS_URL", f"http://127.0.0.1:{port}/buckets/x")
        *_, made = outfit(["en-fa"], place)
    assert "--from hub:quickmt/quickmt-en-fa" in str(made)


def test_offers_for_scripts() -> None:
    rows = json.loads(run("install", "ru", "fa", "--list", "--json").stdout)["offers"]
    chosen = [row for row in rows if row["chosen"]]
    assert [row["direction"] for row in chosen] == ["en-ru", "en-fa"]
    assert all(row["commercial"] is not False and row["date"] for row in chosen)


@pytest.mark.parametrize("text", ["[" * 5000, "models: " + "{a: " * 3000, '"\\UFFFFFFFF"'])
def test_a_lock_that_cannot_be_read_is_told(room: Path, text: str) -> None:
    (room / lock.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="the file cannot be read"):
        lock.read(room)
