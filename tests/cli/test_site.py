"""`dragoman site`: what it writes, leaves alone, takes away and serves."""

from __future__ import annotations

import http.client
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from dragoman import project
from dragoman.site import build
from dragoman.web.site import serving
from tests.conftest import Master, Run, invoke, make_newsroom

Tree = Callable[[Path], dict[str, bytes]]

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

SETTINGS = """\
targets: [ru, fa]
engine: pseudo
publish: {accept: draft}
site: {title: {en: Delmira News, fa: اخبار}, address: "https://news.example.org/d/"}
"""


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    root = make_newsroom(tmp_path_factory.mktemp("exported"))
    (root / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "seeds/pictures").mkdir()
    (root / "seeds/pictures/a b.png").write_bytes(b"\x89PNG")
    flood = root / "seeds/flood.md"
    more = "\n![Trucks](pictures/a%20b.png)\n\nSee [the comet](sky/comet.txt) and [this](no.pdf).\n"
    flood.write_text(flood.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        invoke("translate")
        invoke("export")
    return Master(root)


@pytest.fixture
def exported(master: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A newsroom with a picture, whose drafts are exported."""
    with master.lent(tmp_path / "newsroom") as folder:
        monkeypatch.chdir(folder)
        yield folder


def age(folder: Path) -> None:
    """Make the files look older than any clock's tick."""
    for file in folder.rglob("*"):
        if file.is_file() and ".dragoman" not in file.name:
            os.utime(file, ns=(10**18, 10**18))


def test_every_version_has_its_page(exported: Path, run: Run, tree: Tree) -> None:
    result = run("site")
    assert result.exit_code == 0, result.output
    assert "2 articles in en, ru, fa" in result.stdout
    assert "seeds/no.pdf: an article refers to it, and it is not there" in result.stdout
    made = {path for path in tree(exported / "site") if not path.startswith(".")}
    own = ("flood.html", "sky/comet.html", "index.html", "feed.xml", "sitemap.xml")
    assert made == {
        *(f"{locale}/{path}" for locale in ("en", "ru", "fa") for path in own),
        *("index.html", "style.css", "sitemap.xml", "robots.txt", "media/pictures/a b.png"),
    }
    page = (exported / "site/fa/flood.html").read_text(encoding="utf-8")
    assert '<html lang="fa" dir="rtl">' in page
    assert "۹ مارس ۲۰۲۱" in page
    assert (
        '<link rel="alternate" hreflang="ru" href="https://news.example.org/d/ru/flood.html">'
        in page
    )
    assert '<link rel="canonical" href="https://news.example.org/d/fa/flood.html">' in page
    assert '<a href="../ru/flood.html" lang="ru" hreflang="ru" dir="ltr">Русский</a>' in page
    assert 'src="../media/pictures/a%20b.png"' in page
    assert 'href="sky/comet.html"' in page
    assert "<title>" in page
    assert "اخبار" in page


def test_a_second_run_writes_nothing(exported: Path, run: Run, tree: Tree) -> None:
    run("site")
    before = tree(exported / "site")
    result = run("site", "--json")
    found = json.loads(result.stdout)
    assert found["written"] == 0
    assert found["removed"] == 0
    after = tree(exported / "site")
    note = ".dragoman-site.json"
    assert {**after, note: b""} == {**before, note: b""}


def test_only_what_changed_is_made_again(exported: Path, run: Run) -> None:
    age(exported / "output")
    age(exported / "seeds")
    run("site")
    copy = exported / "output/fa/flood.md"
    copy.write_text(copy.read_text(encoding="utf-8") + "\nEnd.\n", encoding="utf-8")
    found = json.loads(run("site", "--json").stdout)
    assert found["written"] == 1
    assert "End." in (exported / "site/fa/flood.html").read_text(encoding="utf-8")
    (exported / "site/ru/flood.html").write_text("by hand", encoding="utf-8")
    found = json.loads(run("site", "--json").stdout)
    assert (found["written"], found["kept"]) == (0, ["site/ru/flood.html"])
    assert (exported / "site/ru/flood.html").read_text(encoding="utf-8") == "by hand"
    assert json.loads(run("site", "--json").stdout)["kept"] == ["site/ru/flood.html"]
    assert json.loads(run("site", "--json", "--force").stdout)["written"] == 1
    assert "by hand" not in (exported / "site/ru/flood.html").read_text(encoding="utf-8")


def test_a_version_less_changes_the_pages_of_the_others(exported: Path, run: Run) -> None:
    run("site")
    (exported / "output/fa/flood.md").unlink()
    result = json.loads(run("site", "--json").stdout)
    assert result["removed"] == 1
    assert not (exported / "site/fa/flood.html").exists()
    page = (exported / "site/ru/flood.html").read_text(encoding="utf-8")
    assert "fa/flood.html" not in page
    assert '<a href="../fa/index.html"' in page, "the switch leads to the language all the same"


def test_an_article_that_nobody_exported_is_not_on_the_site(exported: Path, run: Run) -> None:
    (exported / "seeds/secret.md").write_text("# Not yet\n", encoding="utf-8")
    run("site")
    assert not (exported / "site/en/secret.html").exists()


def test_a_folder_of_other_things_is_left_alone(exported: Path, run: Run, tree: Tree) -> None:
    (exported / "site").mkdir()
    (exported / "site/mine.txt").write_text("mine", encoding="utf-8")
    result = run("site")
    assert result.exit_code == 1
    assert "contains files that `dragoman site` did not make" in result.stderr
    assert list(tree(exported / "site")) == ["mine.txt"]


def test_nothing_exported_says_what_to_do(newsroom: Path, run: Run) -> None:
    result = run("site")
    assert result.exit_code == 1
    assert "dragoman export" in result.stderr


def test_without_an_address_there_is_no_sitemap_and_no_canonical(exported: Path, run: Run) -> None:
    (exported / "dragoman.yaml").write_text("targets: [ru, fa]\n", encoding="utf-8")
    result = run("site")
    assert "site: {address:" in result.stdout
    assert not (exported / "site/sitemap.xml").exists()
    page = (exported / "site/fa/flood.html").read_text(encoding="utf-8")
    assert "canonical" not in page
    assert '<link rel="alternate" hreflang="ru" href="../ru/flood.html">' in page


def test_feeds_hold_what_atom_asks_for(exported: Path, run: Run) -> None:
    run("site")
    schema = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "atom.rng")))
    for locale in ("en", "ru", "fa"):
        schema.assertValid(etree.parse(str(exported / f"site/{locale}/feed.xml")))
        feed = etree.parse(str(exported / f"site/{locale}/feed.xml")).getroot()
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
        assert ids == [f"https://news.example.org/d/{locale}/flood.html"], "the comet has no date"
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None


def test_sitemaps_name_every_page_with_its_versions(exported: Path, run: Run) -> None:
    run("site")
    top = etree.parse(str(exported / "site/sitemap.xml")).getroot()
    assert len(top) == 3
    pages = etree.parse(str(exported / "site/fa/sitemap.xml")).getroot()
    places = [each.findtext(f"{SITEMAP}loc") for each in pages]
    assert "https://news.example.org/d/fa/" in places
    for place in pages:
        own = place.findtext(f"{SITEMAP}loc")
        others = [link.get("href") for link in place.findall(f"{XHTML}link")]
        assert own in others
        assert len(others) == 3


def test_sitemaps_of_archives_come_in_parts(
    exported: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "IN_SITEMAP", 1)
    assert run("site").exit_code == 0
    top = etree.parse(str(exported / "site/sitemap.xml")).getroot()
    parts = [place.text or "" for place in top.iter(f"{SITEMAP}loc")]
    assert parts == [
        f"https://news.example.org/d/{locale}/{part}"
        for locale in ("en", "ru", "fa")
        for part in ("sitemap.xml", "sitemap-2.xml")
    ]
    named = [
        place.text or ""
        for part in parts
        for place in etree.parse(
            str(exported / "site" / part[len("https://news.example.org/d/") :])
        )
        .getroot()
        .iter(f"{SITEMAP}loc")
    ]
    assert sorted(named) == sorted(
        f"https://news.example.org/d/{locale}/{page}"
        for locale in ("en", "ru", "fa")
        for page in ("", "flood.html", "sky/comet.html")
    )


@pytest.mark.parametrize("indent", [None, 1])
def test_what_another_version_noted_of_pages_is_read(
    exported: Path, run: Run, indent: int | None
) -> None:
    run("site")
    age(exported)
    run("site")
    note = exported / "site/.dragoman-site.json"
    note.write_text(json.dumps(json.loads(note.read_bytes()), indent=indent), encoding="utf-8")
    (exported / "output/fa/flood.md").unlink()
    result = run("site")
    assert "1 removed" in result.stdout
    assert not (exported / "site/fa/flood.html").exists()
    assert (exported / "site/ru/flood.html").exists()


def test_a_torn_note_of_pages_is_none(exported: Path, run: Run) -> None:
    run("site")
    note = exported / "site/.dragoman-site.json"
    lines = note.read_bytes().splitlines(keepends=True)
    for left in range(len(lines)):
        note.write_bytes(b"".join(lines[:left]))
        result = run("site")
        assert result.exit_code == 0, result.output
        assert "0 unchanged" in result.stdout
        assert len(note.read_bytes().splitlines()) == len(lines)


def test_long_lists_have_several_pages(newsroom: Path, run: Run) -> None:
    settings = "targets: [fa]\npublish: {accept: draft}\nengine: pseudo\nsite: {per-page: 2}\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    for number in range(3):
        text = f"---\ntitle: Number {number}\ndate: 2021-01-0{number + 1}\n---\nText.\n"
        (newsroom / f"seeds/n{number}.md").write_text(text, encoding="utf-8")
    run("translate")
    run("export")
    run("site")
    first = (newsroom / "site/en/index.html").read_text(encoding="utf-8")
    second = (newsroom / "site/en/page-2.html").read_text(encoding="utf-8")
    assert first.index("flood.html") < first.index("n2.html"), "the latest comes first"
    assert 'href="page-2.html" rel="next"' in first
    assert 'href="index.html" rel="prev"' in second
    assert (newsroom / "site/en/page-3.html").exists(), "undated articles come last"


def test_a_newsroom_can_have_its_own_templates(exported: Path, run: Run) -> None:
    assert "wrote" in run("site", "--templates").stdout
    own = exported / "templates"
    assert (own / "article.html").exists()
    for file in own.iterdir():
        if file.name != "article.html":
            file.unlink()
    (own / "article.html").write_text(
        '{% extends "own/article.html" %}{% block foot %}Our foot{% endblock %}', encoding="utf-8"
    )
    settings = SETTINGS.replace("site: {", "site: {templates: templates, ")
    (exported / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("site").exit_code == 0
    assert "Our foot" in (exported / "site/fa/flood.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<p>\n{% if %}", 2, "cannot be read"),
        ("<p>\n\n{{ nobody.knows }}", 3, "fails"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(
    exported: Path, run: Run, text: str, line: int, said: str
) -> None:
    (exported / "templates").mkdir()
    (exported / "templates/article.html").write_text(text, encoding="utf-8")
    settings = SETTINGS.replace("site: {", "site: {templates: templates, ")
    (exported / "dragoman.yaml").write_text(settings, encoding="utf-8")
    result = run("site")
    assert result.exit_code == 1
    assert f"article.html:{line}: the template {said}" in result.stderr


def test_pages_stay_where_a_template_fails(exported: Path, run: Run) -> None:
    assert run("site").exit_code == 0
    page, index = exported / "site/fa/flood.html", exported / "site/fa/index.html"
    before = page.read_bytes()
    (exported / "templates").mkdir()
    (exported / "templates/article.html").write_text("{{ nobody.knows }}", encoding="utf-8")
    settings = SETTINGS.replace("site: {", "site: {templates: templates, ")
    (exported / "dragoman.yaml").write_text(settings, encoding="utf-8")
    for _ in range(2):
        assert run("site").exit_code == 1
        assert page.read_bytes() == before
        assert 'href="flood.html"' in index.read_text(encoding="utf-8")
    (exported / "templates/article.html").write_text("mended", encoding="utf-8")
    assert run("site").exit_code == 0
    assert page.read_text(encoding="utf-8") == "mended"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site: {folder: seeds}", "holds other things"),
        ("site: {folder: ../up}", "Name a folder"),
        ("site: {address: news.example.org}", "Write a whole address"),
        ("site: {per-page: none}", "Write a number"),
        ("site: {title: {xx: News}}", "`xx` is not a known locale"),
    ],
)
def test_wrong_settings_are_named(newsroom: Path, run: Run, text: str, said: str) -> None:
    (newsroom / "dragoman.yaml").write_text(text + "\n", encoding="utf-8")
    result = run("site")
    assert result.exit_code == 1
    assert said in result.stderr


def get(address: str, path: str, method: str = "GET", name: str = "") -> tuple[int, bytes]:
    host = address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request(method, path, headers={"Host": name} if name else {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        response.close()
        connection.close()


def test_it_is_served_on_this_machine_and_made_again(exported: Path, run: Run) -> None:
    run("site")
    with serving(project.find(exported), 0) as (address, look):
        assert address.startswith("http://127.0.0.1:")
        status, page = get(address, "/fa/flood.html")
        assert status == 200
        assert b"EventSource" in page
        assert get(address, "/")[0] == 200
        assert get(address, "/media/")[0] == 404
        assert get(address, "/../dragoman.yaml")[0] == 404
        assert get(address, "/.dragoman-site.json")[0] == 404
        assert look() is None
        heard: list[bytes] = []
        host = address.removeprefix("http://").rstrip("/")
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", "/.changes")
        response = connection.getresponse()
        listener = threading.Thread(target=lambda: heard.append(response.readline()))
        listener.start()
        copy = exported / "output/fa/flood.md"
        copy.write_text(copy.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        report = look()
        assert report is not None
        assert report.written == 1
        listener.join(timeout=10)
        response.close()
        connection.close()
        assert heard == [b"data: changed\n"]
        assert b"More." in get(address, "/fa/flood.html")[1]
        (exported / "dragoman.yaml").write_text("site: {", encoding="utf-8")
        broken = look()
        assert broken is not None
        assert broken.failed


def test_a_taken_port_says_so(exported: Path, run: Run) -> None:
    run("site")
    found = project.find(exported)
    with serving(found, 0) as (address, _):
        port = address.rstrip("/").rpartition(":")[2]
        result = run("site", "--serve", "--port", port)
        assert result.exit_code == 1
        assert f"port {port} cannot be used" in result.stderr


def test_only_this_machine_and_only_the_site_is_served(
    exported: Path, run: Run, tmp_path: Path
) -> None:
    run("site")
    folder = exported / "site"
    (folder / ".git").mkdir()
    (folder / ".git/config").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.html").write_text("secret", encoding="utf-8")
    (folder / "link.html").symlink_to(tmp_path / "outside.html")
    with serving(project.find(exported), 0) as (address, _):
        assert get(address, "/index.html")[0] == 200
        assert get(address, "/index.html", "HEAD")[0] == 200
        assert get(address, "/index.html", name="localhost:8000")[0] == 200
        for method in ("GET", "HEAD"):
            assert get(address, "/index.html", method, name="evil.example")[0] == 403
            for path in ("/.git/config", "/.dragoman-site.json", "/link.html", "/%2egit/config"):
                assert get(address, path, method)[0] == 404, path


def test_what_was_taken_back_is_shown_no_more(newsroom: Path, run: Run) -> None:
    settings = "targets: [ru, fa]\nengine: pseudo\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    run("translate")
    run("approve", "flood.md")
    run("export")
    assert run("site").exit_code == 0
    page = newsroom / "site" / "fa" / "flood.html"
    assert page.is_file()
    run("reject", "flood.md", "--to", "fa", "--note", "Not so.")
    assert "fa: locales/fa/flood.md.yaml:8 is needs-work now" in run("site").stdout
    assert not page.exists()
    assert (newsroom / "site" / "ru" / "flood.html").is_file()
    run("unapprove")
    run("site")
    assert page.is_file()
    run("unapprove")  # the approval itself
    assert "is draft now" in run("site").stdout
    assert not page.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/" + "x" * 60_000,
        "/" + "a/" * 20_000,
        "/" + "a/" * 1_000,
        "/" + "x" * 300,
        f"/en/{'x' * 300}/",
        f"/{'ж' * 200}.html",
        "/%00",
        "/fa/flood.html%00",
        "/a%00b/",
        "/%ff%fe",
        "/%ed%a0%80",
        "/fa/flood.html/",
        "/fa/flood.html/.",
        "/fa/flood.html/x",
        "/style.css/",
    ],
)  # fmt: skip
def test_a_path_that_no_file_has_is_not_found(
    exported: Path, run: Run, capfd: pytest.CaptureFixture[str], path: str
) -> None:
    run("site")
    with serving(project.find(exported), 0) as (address, _):
        assert get(address, "/fa/flood.html")[0] == 200
        sent = quote(path, safe="/%")
        for method in ("GET", "HEAD"):
            assert get(address, sent, method)[0] == 404
    assert capfd.readouterr().err == ""
