"""Nobody but this machine's browser, on the page that this run opened, is let in."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dragoman.web import serving
from dragoman.web.app import STATIC
from dragoman.workflow.desk import Desk
from tests.processes import python

ROOT = Path(__file__).parent.parent.parent
TOKEN = "a-token-of-the-tests"


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    for name in ("seeds", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def port(newsroom: Path) -> Iterator[int]:
    with serving(Desk(newsroom, (), (), newsroom), token=TOKEN) as address:
        found = urlsplit(address)
        assert found.hostname == "127.0.0.1"
        assert found.query == f"token={TOKEN}"
        assert found.port is not None
        yield found.port


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


def request(
    port: int,
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    cookie: bool = True,
    **headers: str,
) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        sent["Cookie"] = f"other=1; dragoman-{port}={TOKEN}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, sent)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def post(port: int, name: str, body: object, **headers: str) -> Answer:
    sent = {
        "Content_Type": "application/json",
        "Origin": f"http://127.0.0.1:{port}",
        **headers,
    }
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return request(port, f"/api/{name}", "POST", data, True, **sent)


def test_the_token_lets_in_once_and_is_not_kept_in_the_address(port: int) -> None:
    answer = request(port, f"/article/fa/flood.md?token={TOKEN}&lang=fa", cookie=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/article/fa/flood.md?lang=fa"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"dragoman-{port}={TOKEN};")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("fa,en;q=0.5", "نشانی"),
        ("ru-RU", "Откройте адрес"),
        ("tr", "adresi açın"),
        ("ar", "افتح العنوان"),
        ("de", "Open the address"),
    ],
)
def test_who_has_no_token_is_told_so_in_the_browser_s_language(
    port: int, accepted: str, words: str
) -> None:
    answer = request(port, "/", cookie=False, Accept_Language=accepted)
    assert words in answer.text
    assert "dragoman review" in answer.text
    assert answer.headers["Content-Language"] in (accepted[:2], "en")


@pytest.mark.parametrize(
    "path", ["/", "/article/fa/flood.md", "/api/sheet/fa/flood.md", "/static/desk.js", "/x"]
)
@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", f"?token={TOKEN}x"])
def test_without_token_or_cookie_nothing_is_said(port: int, path: str, query: str) -> None:
    answer = request(port, path + query, cookie=False)
    assert answer.status == 403
    assert "dragoman review" in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"]
)
def test_another_host_is_refused_although_the_cookie_is_right(port: int, host: str) -> None:
    assert request(port, "/", Host=host.format(port=port)).status == 421


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(port: int, method: str) -> None:
    assert request(port, "/", method).status == 405


SAVE = {"article": "flood.md", "locale": "fa", "edits": []}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({}, 200),
    ],
)
def test_only_the_page_itself_can_save(port: int, headers: dict[str, str], status: int) -> None:
    assert post(port, "save", SAVE, **headers).status == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        {"article": 1},
        {**SAVE, "edits": [{"id": 1}]},
        {**SAVE, "edits": [{"id": "x", "seen": "y", "status": "perfect"}]},
        {**SAVE, "edits": "x"},
        {**SAVE, "edits": [{"id": "\ud800", "seen": "y"}]},
        {**SAVE, "edits": [{"id": "x", "seen": "y", "ignore": [1]}]},
    ],
)
def test_a_malformed_request_is_refused_in_plain_words(port: int, body: object) -> None:
    answer = post(port, "save", body)
    assert answer.status == 400
    assert json.loads(answer.text)["problem"]


def test_every_mistake_of_a_file_is_told_in_the_reviewers_language(
    port: int, newsroom: Path
) -> None:
    path = newsroom / "locales" / "tr" / "flood.md.yaml"
    text = path.read_text(encoding="utf-8")
    first, other, rest = text.split("\n- id", 2)
    mistakes = first, other.replace("status: ", "status:"), rest.replace("target: ", "target ", 1)
    path.write_text("\n- id".join(mistakes), encoding="utf-8")
    page = request(port, "/article/tr/flood.md?lang=fa")
    assert page.status == 409
    assert "پس از \u2068`status:`\u2069 فاصله نیست" in page.text
    assert "پس از \u2068`target`\u2069 دونقطه نیست" in page.text
    assert 'lang="en"' not in page.text.partition("<main")[2]
    home = request(port, "/?lang=fa").text
    assert "فاصله نیست" in home
    assert not re.search("there is no space", home)


def test_what_is_not_there_is_told_in_the_reviewers_language(port: int) -> None:
    page = request(port, "/nothing?lang=fa")
    assert page.status == 404
    assert "پیدا نشد" in page.text
    assert 'lang="en"' not in page.text.partition("<main")[2]


def test_what_has_no_words_is_said_to_be_english(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.web.rows.told", lambda message, language: message)
    monkeypatch.setattr("dragoman.web.rows.is_english", lambda message, language: bool(message))
    page = request(port, "/nothing?lang=fa")
    assert '<span lang="en" dir="ltr">Not Found</span>' in page.text


def test_a_request_that_is_too_large_is_refused(port: int) -> None:
    assert post(port, "save", b" " * ((4 << 20) + 1)).status == 413


@pytest.mark.parametrize(
    "path",
    [
        "/article/fa/..%2F..%2Fdragoman.yaml",
        "/article/fa/%2Fetc%2Fpasswd",
        "/article/..%2Ffa/flood.md",
        "/api/sheet/fa/../../dragoman.yaml",
        "/api/sheet/de/flood.md",
        "/static/..%2Fapp.py",
        "/static/%2Fetc%2Fpasswd",
        "/.git/config",
    ],
)
def test_no_path_leads_out(port: int, path: str) -> None:
    answer = request(port, path)
    assert answer.status in (404, 409)
    assert "root:" not in answer.text
    assert "targets" not in answer.text


def test_a_preview_may_do_nothing_and_is_for_this_page_alone(newsroom: Path) -> None:
    page = (
        "<!doctype html><html><body><h1>Rain</h1><p>It rained.</p>"
        "<script>parent.document.title = 'owned'</script>"
        "<meta http-equiv=refresh content='0;url=http://evil.example/'></body></html>"
    )
    (newsroom / "seeds" / "rain.html").write_text(page, encoding="utf-8")
    command = [*python(), "-m", "dragoman", "translate", "rain.html", "--engine", "pseudo"]
    subprocess.run(command, cwd=newsroom, check=True, capture_output=True)
    with serving(Desk(newsroom, (), (), newsroom), token=TOKEN) as address:
        port = urlsplit(address).port
        assert port is not None
        answer = request(port, "/preview/fa/rain.html?at=x")
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} >= {
            "default-src 'none'",
            "sandbox",
            "frame-ancestors 'self'",
            "base-uri 'none'",
        }
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert request(port, "/preview/fa/rain.html", cookie=False).status == 403
        assert request(port, "/preview/fa/..%2F..%2Fdragoman.yaml").status in (404, 409)


@pytest.mark.parametrize(
    "path", ["/", "/article/fa/flood.md", "/nothing", "/api/sheet/fa/flood.md"]
)
def test_every_answer_forbids_what_the_page_does_not_need(port: int, path: str) -> None:
    headers = request(port, path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>&\"'"


def test_no_field_becomes_markup(newsroom: Path) -> None:
    (newsroom / "seeds" / "a'b.txt").write_text(f"Rain {HOSTILE}.\n", encoding="utf-8")
    review = newsroom / "locales" / "fa" / "a'b.txt.yaml"
    source = f"Rain {HOSTILE}."
    review.write_text(
        "article: a'b.txt\nsource: en\ntarget: fa\nsegments:\n- id: 00000000\n  status: draft\n"
        f"  source: |-\n    {source}\n  target: |-\n    {HOSTILE}\n  note: |-\n    {HOSTILE}\n"
        "record:\n",
        encoding="utf-8",
    )
    with serving(Desk(newsroom, (), (), newsroom), token=TOKEN) as address:
        port = urlsplit(address).port
        assert port is not None
        for path in ("/", "/article/fa/a%27b.txt"):
            text = request(port, path).text
            assert "<script>alert" not in text
            assert "<img" not in text
        scripts = re.findall(r"<script[^>]*>", request(port, "/article/fa/a%27b.txt").text)
        assert scripts == [
            '<script type="application/json" id="sheet">',
            '<script type="application/json" id="words">',
            '<script type="module" src="/static/desk.js">',
        ]


def test_the_page_is_small(port: int) -> None:
    sizes = [len(request(port, f"/static/{name}").text.encode()) for name in STATIC]
    assert sum(sizes) <= 120_000


def test_an_interrupt_ends_it_cleanly_although_a_page_is_open(newsroom: Path) -> None:
    command = [sys.executable, "-m", "dragoman", "review", "flood.md", "--to", "fa", "--no-browser"]
    with subprocess.Popen(
        command, cwd=newsroom, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        address = urlsplit(running.stdout.readline().strip())
        assert address.port is not None
        cookie = f"dragoman-{address.port}={address.query.removeprefix('token=')}"
        waiting = http.client.HTTPConnection("127.0.0.1", address.port, timeout=30)
        waiting.request("GET", "/api/changes/fa/flood.md", headers={"Cookie": cookie})
        assert waiting.getresponse().readline().startswith(b"data: ")
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=30)
        waiting.close()
    assert running.returncode == 0
    assert "Traceback" not in errors
    assert "ERROR" not in errors


@pytest.mark.parametrize("start", ["", "article/fa/", "preview/fa/", "api/sheet/fa/", "static/"])
@pytest.mark.parametrize(
    "name",
    ["x" * 60_000, "a/" * 20_000, "x" * 300, "%00", "flood.md%00", "a%00b/", "%ff", "flood.md/"],
)
def test_a_name_that_no_file_has_is_told_in_plain_words(
    port: int, capfd: pytest.CaptureFixture[str], start: str, name: str
) -> None:
    answer = request(port, f"/{start}{name}")
    assert answer.status in (404, 409) or (answer.status == 307 and start == "static/")
    assert "dragoman itself" not in answer.text
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("locale", ["x" * 300, "x" * 60_000, "%00", "fa%00", "..", "%2e%2e"])
@pytest.mark.parametrize("start", ["article", "preview", "api/sheet"])
def test_a_locale_that_no_folder_has_is_told_in_plain_words(
    port: int, capfd: pytest.CaptureFixture[str], start: str, locale: str
) -> None:
    answer = request(port, f"/{start}/{locale}/flood.md")
    assert answer.status in (404, 409)
    assert "dragoman itself" not in answer.text
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "path",
    ["/%0a", "/article/fa/flood.md%0a", "/api/sheet/fa/flood.md%0a", "/static/desk.js%0a"],
)
def test_a_line_end_after_a_path_is_part_of_it(port: int, path: str) -> None:
    assert request(port, path.removesuffix("%0a")).status == 200
    assert request(port, path).status == 404


@pytest.mark.parametrize("name", ["fa/zz.md", "zz/flood.md", "fa/flood.md%0a"])
def test_nobody_waits_for_changes_of_what_is_not_there(port: int, name: str) -> None:
    assert request(port, f"/api/changes/{name}").status == 404


def test_a_request_without_a_length_is_refused(port: int) -> None:
    refused = post(port, "check", None, Transfer_Encoding="chunked")
    assert (refused.status, refused.text) == (400, "The request has no length.")
