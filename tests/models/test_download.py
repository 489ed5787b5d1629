"""Downloading from a server on 127.0.0.1 that does everything wrong once."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman import __version__
from dragoman.errors import ModelError
from dragoman.models import Patience, index, install_from_index, install_url, installed
from dragoman.models.download import fetch
from tests.models.conftest import Answer, Handler, Site
from tests.packages import pack, package_folder

BODY = bytes(range(256)) * 2000
PATIENCE = Patience(attempts=3, pause=0, timeout=5)


def whole(body: bytes) -> Answer:
    return lambda handler: handler.send(body)


def cut_off(body: bytes, at: int) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send(body[:at], length=len(body))

    return answer


def ranged(body: bytes) -> Answer:
    """Answer as a good server does."""

    def answer(handler: Handler) -> None:
        wanted = handler.headers.get("Range")
        if wanted is None:
            handler.send(body)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        if start >= len(body):
            handler.send(b"", status=416, Content_Range=f"bytes */{len(body)}")
            return
        span = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.send(body[start:], status=206, Content_Range=span)

    return answer


def failing(status: int) -> Answer:
    return lambda handler: handler.send(b"no", status=status)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "downloads").mkdir()
    return tmp_path / "downloads" / "file"


def test_a_download(site: Site, file: Path) -> None:
    shown: list[tuple[int, int | None]] = []
    fetch(
        site.answer("/f", whole(BODY)), file, patience=PATIENCE, progress=lambda *s: shown.append(s)
    )
    assert file.read_bytes() == BODY
    assert [path.name for path in file.parent.iterdir()] == ["file"]
    assert site.agents == [f"dragoman/{__version__}"]
    assert shown[0] == (0, len(BODY))
    assert shown[-1] == (len(BODY), len(BODY))


def test_a_cut_off_download_goes_on_where_it_stopped(site: Site, file: Path) -> None:
    url = site.answer("/f", cut_off(BODY, 300_000), ranged(BODY))
    fetch(url, file, patience=PATIENCE)
    assert file.read_bytes() == BODY
    assert [wanted for _, wanted in site.seen] == [None, "bytes=300000-"]


def test_it_goes_on_in_another_run(site: Site, file: Path) -> None:
    url = site.answer("/f", cut_off(BODY, 100_000))
    with pytest.raises(ModelError, match="cut off") as caught:
        fetch(url, file, patience=Patience(attempts=1))
    assert "goes on where it stopped" in caught.value.advice
    assert not file.exists()
    site.answer("/f", ranged(BODY))
    fetch(url, file, patience=PATIENCE)
    assert file.read_bytes() == BODY
    assert site.seen[-1] == ("/f", "bytes=100000-")


@pytest.mark.parametrize("second", [whole(BODY), ranged(BODY)])
def test_a_server_may_ignore_ranges(site: Site, file: Path, second: Answer) -> None:
    fetch(site.answer("/f", cut_off(BODY, 5000), second), file, patience=PATIENCE)
    assert file.read_bytes() == BODY


def test_a_file_that_changed_meanwhile_is_downloaded_anew(site: Site, file: Path) -> None:
    shorter = BODY[:1000]
    fetch(site.answer("/f", cut_off(BODY, 5000), ranged(shorter)), file, patience=PATIENCE)
    assert file.read_bytes() == shorter


def test_a_part_that_is_the_whole_file(site: Site, file: Path) -> None:
    file.with_name("file.part").write_bytes(BODY)
    fetch(site.answer("/f", ranged(BODY)), file, patience=PATIENCE)
    assert file.read_bytes() == BODY


def test_a_range_that_nobody_asked_for_is_not_appended(site: Site, file: Path) -> None:
    def wrong(handler: Handler) -> None:
        handler.send(BODY, status=206, Content_Range=f"bytes 0-{len(BODY) - 1}/{len(BODY)}")

    fetch(site.answer("/f", cut_off(BODY, 5000), wrong), file, patience=PATIENCE)
    assert file.read_bytes() == BODY


def test_trying_again(site: Site, file: Path) -> None:
    fetch(site.answer("/f", failing(503), failing(429), whole(BODY)), file, patience=PATIENCE)
    assert len(site.seen) == 3


@pytest.mark.parametrize(
    ("status", "requests", "advice"),
    [(404, 1, "may be wrong"), (403, 1, "may be wrong"), (500, 3, "later"), (429, 3, "later")],
)
def test_http_errors(site: Site, file: Path, status: int, requests: int, advice: str) -> None:
    with pytest.raises(ModelError, match=f"answered {status}") as caught:
        fetch(site.answer("/f", failing(status)), file, patience=PATIENCE)
    assert advice in caught.value.advice
    assert len(site.seen) == requests
    assert not file.exists()


def test_a_server_that_lies_about_the_length(site: Site, file: Path) -> None:
    with pytest.raises(ModelError, match="cut off"):
        fetch(site.answer("/f", cut_off(BODY, 0)), file, patience=PATIENCE)
    assert not file.exists()


def test_a_server_that_falls_silent(site: Site, file: Path) -> None:
    done = threading.Event()

    def slow(handler: Handler) -> None:
        handler.send(BODY[:10], length=len(BODY))
        handler.wfile.flush()
        done.wait(10)

    try:
        with pytest.raises(ModelError, match="timed out"):
            fetch(site.answer("/f", slow), file, patience=Patience(1, 0, timeout=0.1))
    finally:
        done.set()
    assert file.with_name("file.part").read_bytes() == BODY[:10]


def test_no_network(file: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/f"
        with pytest.raises(ModelError, match=r"reached no network at 127\.0\.0\.1") as caught:
            fetch(url, file, patience=PATIENCE)
    assert "on a stick and run: dragoman models install FILE" in caught.value.advice


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/f", "etc/passwd"])
def test_other_addresses(url: str, file: Path) -> None:
    with pytest.raises(ModelError, match="not an http or https address"):
        fetch(url, file)


def test_a_file_that_is_too_large(site: Site, file: Path) -> None:
    def unsaid(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(BODY)

    for answer in (whole(BODY), unsaid):
        with pytest.raises(ModelError, match=r"100 are allowed|more than 100"):
            fetch(site.answer("/f", answer), file, largest=100, patience=PATIENCE)
        assert not file.exists()


def test_install_url(site: Site, package_file: Path, folder: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    url = site.answer("/p.argosmodel", ranged(package_file.read_bytes()))
    made = install_url(url, folder, downloads=downloads, patience=PATIENCE)
    assert installed(folder) == (made.package,)
    assert [path.suffix for path in downloads.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html>Please log in</html>", "a web page"),
        (b"another file", "not a complete zip"),
        (BODY, "not a complete zip"),
    ],
)
def test_a_wrong_file_is_not_kept(
    site: Site, folder: Path, tmp_path: Path, body: bytes, problem: str
) -> None:
    downloads = tmp_path / "downloads"
    url = site.answer("/p", whole(body))
    with pytest.raises(ModelError, match=problem) as caught:
        install_url(url, folder, downloads=downloads, patience=PATIENCE)
    assert caught.value.path == url
    assert [path.suffix for path in downloads.iterdir()] == [".lock"]
    assert installed(folder) == ()


def entry(url: str, **more: object) -> dict[str, object]:
    known = {"from_code": "en", "to_code": "fa", "package_version": "1.5", "links": [url]}
    return {**known, **more}


def test_installing_from_the_index_takes_the_newest(
    site: Site, folder: Path, tmp_path: Path
) -> None:
    file = pack(package_folder(tmp_path / "src", version="1.10"), tmp_path / "new.argosmodel")
    good = site.answer("/new", whole(file.read_bytes()))
    entries = [
        entry(site.answer("/old", failing(404)), package_version="1.9"),
        entry("", package_version="1.10", links=["ipfs://x", site.url + "/gone", good]),
        entry(good, type="sbd", package_version="9"),
        entry(good, to_code=None),
        "nonsense",
        entry(good, from_code="de", to_code="en"),
    ]
    url = site.answer("/index.json", whole(json.dumps(entries).encode()))
    packages = index(url, patience=PATIENCE)
    assert [(p.direction, p.version) for p in packages] == [
        ("de-en", "1.5"),
        ("en-fa", "1.10"),
        ("en-fa", "1.9"),
    ]
    (made,) = install_from_index(
        ["fa"], folder, url=url, downloads=tmp_path / "downloads", patience=PATIENCE
    )
    assert made.package.version == "1.10"


def test_a_language_the_index_lacks(site: Site, folder: Path) -> None:
    url = site.answer("/index.json", whole(json.dumps([entry(site.url)]).encode()))
    with pytest.raises(ModelError, match="no package en → tlh") as caught:
        install_from_index(["fa", "tlh"], folder, url=url, patience=PATIENCE)
    assert "there are: fa" in caught.value.advice
    assert len(site.seen) == 1


@pytest.mark.parametrize("body", [b"<html>Log in</html>", b"{}", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none(site: Site, body: bytes) -> None:
    with pytest.raises(ModelError, match="gave no index"):
        index(site.answer("/index.json", whole(body)), patience=PATIENCE)


def test_a_disk_that_fails_is_not_tried_again(
    site: Site, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="cannot be kept: No space left") as caught:
        fetch(site.answer("/f", whole(BODY)), file, patience=PATIENCE)
    assert not caught.value.advice
    assert len(site.seen) == 1


def test_a_cache_that_cannot_be_written(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, *arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", closed)
    with pytest.raises(ModelError, match="cannot be kept: Permission denied") as caught:
        install_url(site.url, tmp_path, downloads=tmp_path / "cache")
    assert "XDG_CACHE_HOME" in caught.value.advice


def test_two_downloads_at_once(
    site: Site, package_file: Path, folder: Path, tmp_path: Path
) -> None:
    url = site.answer("/p", ranged(package_file.read_bytes()))
    with ThreadPoolExecutor() as pool:
        running = [
            pool.submit(install_url, url, folder, downloads=tmp_path / "downloads") for _ in "123"
        ]
        changes = [made.result().changed for made in running]
    assert sorted(changes) == [False, False, True]


def test_an_index_that_lists_another_direction_is_found_out(
    site: Site, folder: Path, package_file: Path
) -> None:
    link = site.answer("/p", whole(package_file.read_bytes()))
    listed = [{"from_code": "en", "to_code": "ru", "package_version": "1.5", "links": [link]}]
    url = site.answer("/index.json", whole(json.dumps(listed).encode()))
    with pytest.raises(ModelError, match="translates en-fa, and en-ru was asked for"):
        list(install_from_index(["ru"], folder, url=url, downloads=folder / "d", patience=PATIENCE))
    assert installed(folder) == ()


@pytest.mark.parametrize("digits", ["9" * 5_000, "٣", "-5", "1e3"])
def test_a_length_that_is_none_is_passed_over(site: Site, file: Path, digits: str) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("X-Length", "")
        handler.wfile.write(b"".join(handler._headers_buffer))  # type: ignore[attr-defined]
        handler._headers_buffer = []  # type: ignore[attr-defined]
        handler.wfile.write(b"Content-Length: " + digits.encode() + b"\r\n\r\n" + BODY)

    fetch(site.answer("/f", answer), file, patience=PATIENCE)
    assert file.read_bytes() == BODY


def test_a_server_that_only_seems_to_send_is_given_up(site: Site, file: Path) -> None:
    def trickle(handler: Handler) -> None:
        handler.send(b"", length=100)
        for _ in range(20):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    patience = Patience(attempts=1, pause=0, timeout=0.1)
    with pytest.raises(ModelError, match="bytes a second came"):
        fetch(site.answer("/f", trickle), file, patience=patience)


def test_what_a_server_says_does_not_steer_the_terminal(site: Site, file: Path) -> None:
    def answer(handler: Handler) -> None:
        handler.send_response(404, "gone\x1b[2J\x1b]0;title\x07")
        handler.end_headers()

    with pytest.raises(ModelError) as caught:
        fetch(site.answer("/f", answer), file, patience=PATIENCE)
    assert "\x1b" not in str(caught.value)
    assert "\\x1b[2J" in str(caught.value)
