"""What is remembered of files is damaged, or was changed by hand: no run ends for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.files import Files
from tests.conftest import Master, Run, invoke, make_newsroom

Tree = Callable[[Path], dict[str, bytes]]

SETTINGS = """\
targets: [ru, fa]
engine: pseudo
publish: {accept: draft}
site: {address: "https://news.example.org"}
"""

Change = Callable[[Any], object]
"""Changes what stands in a file, in place."""


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    root = make_newsroom(tmp_path_factory.mktemp("out"))
    (root / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        invoke("translate")
        for _ in range(2):
            invoke("export")
            invoke("site")
            invoke("status")
    return Master(root)


@pytest.fixture
def out(master: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A newsroom whose drafts are exported and on the site, some time ago."""
    with master.lent(tmp_path / "newsroom") as folder:
        monkeypatch.chdir(folder)
        yield folder


def change(file: Path, how: Change) -> None:
    content = json.loads(file.read_bytes())
    how(content)
    file.write_text(json.dumps(content), encoding="utf-8")


def by_line(file: Path, how: Change) -> None:
    """Change each finding of an index, and leave the lines and all else as they are."""
    content = json.loads(file.read_bytes())
    for entry in content.values():
        entry[2] = how(entry[2])
    lines = (f"{json.dumps(name)}:{json.dumps(entry)}" for name, entry in content.items())
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def assert_told(result: Any) -> None:
    assert "itself" not in result.stderr
    assert "Traceback" not in result.stderr


DEEP: Any = json.loads("[" * 400 + "]" * 400)
FINDINGS: list[Callable[[dict[str, Any]], Any]] = [
    lambda found: {},
    lambda found: dict.fromkeys(found),
    lambda found: dict.fromkeys(found, 5),
    lambda found: dict.fromkeys(found, "\ud800"),
    lambda found: {name: ["\ud800", "a\0b"] for name in found},
    lambda found: dict.fromkeys(found, DEEP),
    lambda found: {**found, "more": 1},
    lambda found: {**found, "closes": "2026-01-01", "accepted": 5},
    lambda found: {**found, "missing": ["/x\ud800"], "beside": {"a\0": [1]}},
    lambda found: {**found, "share": {}, "judged": {"a": {"x": [1, 2]}}},
    lambda found: {**found, "left": [5], "share": {**found.get("share", {}), "engines": 5}},
]


@pytest.mark.parametrize("how", FINDINGS, ids=range(len(FINDINGS)))
@pytest.mark.parametrize("name", ["reviews.json", "exported.json"])
def test_an_index_that_makes_no_sense_is_not_used(
    out: Path, run: Run, name: str, how: Callable[[dict[str, Any]], Any]
) -> None:
    commands = (["status"], ["translate"], ["export", "--json"], ["status", "--risky", "3"])
    expected = [run(*words).stdout for words in commands]
    by_line(out / ".dragoman" / name, how)
    for words, told in zip(commands, expected, strict=True):
        result = run(*words)
        assert_told(result)
        assert (result.exit_code, result.stdout) == (0, told)


def test_an_entry_without_bottom_is_not_used(out: Path, run: Run) -> None:
    for name in ("reviews.json", "exported.json"):
        file = out / ".dragoman" / name
        lines = file.read_text(encoding="utf-8").split("\n")
        start = lines[1].index(":[") + 1
        lines[1] = lines[1][:start] + "[" * 100_000 + "]" * 100_000 + ","
        file.write_text("\n".join(lines), encoding="utf-8")
    for command in ("status", "translate", "export"):
        result = run(command)
        assert_told(result)
        assert result.exit_code == 0


@pytest.mark.parametrize(
    "how",
    [
        lambda found: found["files"].update({"fa/\ud800.txt": found["files"]["fa/flood.md"]}),
        lambda found: found["files"]["fa/flood.md"].update(locale="f\0a"),
        lambda found: found["files"]["fa/flood.md"].update(locale="../.."),
        lambda found: found["files"]["fa/flood.md"].update(lowest="zzz"),
        lambda found: found["files"]["fa/flood.md"].update(article="\udcff"),
        lambda found: found.update(files=DEEP),
        lambda found: found.update(due={"flood.md": "2026-01-01"}),
        lambda found: found.update(due={"..": "2026-01-01T00:00+00:00"}),
        lambda found: found.update(withdrawn={"": ["fa"]}),
        lambda found: found.update(withdrawn={".": ["fa"]}),
        lambda found: found.update(withdrawn={"flood.md": [["x"]]}),
        lambda found: found.update(withdrawn={"flood.md": ["\ud800"]}),
        lambda found: found.update(attachments={"fa/\ud800": "x"}),
    ],
)
def test_a_list_of_exports_that_makes_no_sense_is_told(
    out: Path, run: Run, tree: Tree, how: Change
) -> None:
    change(out / "output/.dragoman-manifest.json", how)
    before = tree(out)
    for words in (["export"], ["site"], ["export", "--due"]):
        result = run(*words)
        assert_told(result)
        assert result.exit_code == 1
        assert ".dragoman-manifest.json" in result.stderr
        assert tree(out) == before


def test_lists_without_bottom_are_told(out: Path, run: Run) -> None:
    deep = '{"version": 1, "files": ' + "[" * 100_000
    (out / "output/.dragoman-manifest.json").write_text(deep, encoding="utf-8")
    (out / "site/.dragoman-site.json").write_text('{"pages":' + "[" * 100_000, encoding="utf-8")
    for command in ("export", "site"):
        result = run(command)
        assert_told(result)
        assert "cannot be read" in result.stderr
    (out / "output/.dragoman-manifest.json").unlink()
    run("export", "--force")
    assert run("site").exit_code == 0


@pytest.mark.parametrize(
    "how",
    [
        lambda page: page.update(written=[]),
        lambda page: page.update(source=["x", 1]),
        lambda page: page.update(links=["x"]),
        lambda page: page.update(links={"x": 5}),
        lambda page: page["facts"].update(published="T"),
        lambda page: page["facts"].update(published=5),
        lambda page: page["facts"].update(changed=None),
        lambda page: page["facts"].update(title="\ud800"),
        lambda page: page["facts"].update(day="never"),
        lambda page: page["facts"].pop("title"),
        lambda page: page.update(headings=5),
        lambda page: page.update(facts=[]),
    ],
)
@pytest.mark.parametrize("change_seed", [False, True])
def test_a_note_of_pages_that_makes_no_sense_is_not_used(
    out: Path, run: Run, tree: Tree, how: Change, change_seed: bool
) -> None:
    before = tree(out / "site")
    if change_seed:
        seed = out / "seeds/flood.md"
        seed.write_text(seed.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
        run("translate")
        run("export")
    note = out / "site/.dragoman-site.json"
    change(note, lambda found: how(found["pages"]["fa/flood.html"]))
    result = run("site")
    assert_told(result)
    assert result.exit_code == 0
    assert "made or changed by hand" not in result.stdout
    page = (out / "site/fa/flood.html").read_bytes()
    assert (page == before["fa/flood.html"]) == (not change_seed)


@pytest.mark.parametrize("at", ["x", None, [], "1"])
def test_a_note_of_pages_without_a_time_is_not_used(out: Path, run: Run, at: object) -> None:
    change(out / "site/.dragoman-site.json", lambda found: found.update(at=at))
    result = run("site")
    assert_told(result)
    assert result.exit_code == 0


def cut_off(monkeypatch: pytest.MonkeyPatch, run: Run, pages: int) -> None:
    """Make a site, but end the run when so many of its files are written."""
    honest = Files.replace
    left = pages

    def replace(self: Files, path: Path, data: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        honest(self, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Files, "replace", replace)
        run("site")


@pytest.mark.parametrize("pages", [0, 1, 4, 9])
def test_a_first_site_that_was_cut_off_is_gone_on_with(
    newsroom: Path, run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    (newsroom / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    run("translate")
    run("export")
    cut_off(monkeypatch, run, pages)
    assert len(tree(newsroom / "site")) == pages
    result = run("site")
    assert result.exit_code == 0, result.stderr
    assert "by hand" not in result.stdout
    assert (newsroom / "site/fa/feed.xml").exists()
    assert json.loads(run("site", "--json").stdout)["written"] == 0


def test_what_a_site_that_was_cut_off_wrote_is_not_a_persons(
    out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The correction gets out, and a withdrawn article goes."""
    page, seed = out / "site/fa/flood.html", out / "seeds/flood.md"
    for word in ("mistaken", "corrected"):
        seed.write_text(seed.read_text(encoding="utf-8") + f"\n{word}\n", encoding="utf-8")
        run("translate")
        run("export")
        if word == "mistaken":
            before = page.read_bytes()
            cut_off(monkeypatch, run, 3)  # one page for each locale
            assert page.read_bytes() != before
    result = run("site")
    assert result.exit_code == 0, result.stderr
    assert "by hand" not in result.stdout
    (out / "output/fa/flood.md").unlink()
    assert run("site").exit_code == 0
    assert not page.exists()


def test_a_person_may_change_what_a_site_that_was_cut_off_wrote(
    newsroom: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    run("translate")
    run("export")
    cut_off(monkeypatch, run, 9)
    (page,) = (newsroom / "site/fa").glob("flood.html")
    page.write_text("mine", encoding="utf-8")
    result = run("site")
    assert page.read_text(encoding="utf-8") == "mine"
    assert "site/fa/flood.html" in result.stdout


def test_a_template_that_fails_keeps_no_other_file_from_being_made(out: Path, run: Run) -> None:
    (out / "templates").mkdir()
    (out / "templates/list.html").write_text("{{ nobody.knows }}", encoding="utf-8")
    (out / "dragoman.yaml").write_text(
        SETTINGS.replace("site: {", "site: {templates: templates, "), encoding="utf-8"
    )
    for page in (out / "site").rglob("*.xml"):
        page.unlink()
    result = run("site")
    assert result.exit_code == 1
    assert result.stderr.count("list.html:1: the template fails") == 1
    assert (out / "site/fa/feed.xml").exists()
    assert (out / "site/ru/sitemap.xml").exists()
    assert (out / "site/ru/index.html").exists(), "an earlier run made it"


def test_control_characters_that_a_person_wrote_steer_no_terminal(newsroom: Path, run: Run) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    run("translate", "flood.md")
    file = newsroom / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("target: |-\n") + len("target: |-\n")
    end = text.index("\n", start)
    text = text[: start - len("|-\n")] + '"a\\e[31mb \\x9b1m"' + text[end:]
    file.write_text(text, encoding="utf-8")
    for words in (["diff"], ["check"], ["status", "--json"], ["translate"], ["diff", "--json"]):
        said = run(*words)
        assert "itself" not in said.stderr
        shown = said.stdout + said.stderr
        assert not {"\x1b", "\x9b"} & set(shown), words
    assert "31m" in run("diff").stdout


def test_an_escape_that_means_no_character_is_told_and_the_others_done(out: Path, run: Run) -> None:
    file = out / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index("target: |-\n")].count("\n") + 1
    broken = text.replace("target: |-\n", 'target: "\\U00110000"\nx: |-\n', 1)
    file.write_text(broken, encoding="utf-8")
    (out / "seeds/new.txt").write_text("It rained.\n", encoding="utf-8")
    for command in ("translate", "check", "export", "status", "diff"):
        result = run(command)
        assert_told(result)
        assert result.exit_code == 1
        assert f"locales/fa/flood.md.yaml:{line}" in result.stderr
    assert (out / "locales/fa/new.txt.yaml").exists()
    assert file.read_text(encoding="utf-8") == broken
