"""What an export promises, whatever the policy and whoever else writes into `output/`."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

MANIFEST = "output/.dragoman-manifest.json"
REVIEW = "locales/fa/sky/comet.txt.yaml"
COPY = "output/fa/sky/comet.txt"


def edit(path: Path, old: str, new: str, count: int = -1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, count), encoding="utf-8")


@pytest.fixture
def approved(newsroom: Path, run: Run) -> Path:
    """The newsroom, all of it translated and approved in Persian."""
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    assert run("translate").exit_code == 0
    for path in (newsroom / "locales").rglob("*.yaml"):
        edit(path, "status: draft", "status: approved")
    return newsroom


def published(newsroom: Path, article: str) -> str:
    return (newsroom / "output" / article).read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(approved: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in approved.rglob("*") if path.is_file()}
    result = run("export", "--dry-run", "--prune", "--force")
    assert result.exit_code == 0
    assert "Nothing was written. It would be: 2 written." in result.stdout
    assert {path: path.read_bytes() for path in approved.rglob("*") if path.is_file()} == before


def test_a_second_run_writes_nothing(approved: Path, run: Run, tree: Tree) -> None:
    run("export")
    before = tree(approved)
    stamps = {path: path.stat().st_mtime_ns for path in (approved / "output").rglob("*")}
    assert "2 unchanged" in run("export").stdout
    assert tree(approved) == before
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_an_edit_by_hand_is_not_overwritten_in_silence(approved: Path, run: Run) -> None:
    run("export")
    edit(approved / COPY, "\n", "\nA line of the editor's.\n", 1)
    changed = published(approved, "fa/sky/comet.txt")
    result = run("export")
    assert result.exit_code == 1
    assert "it was changed by hand" in result.stdout
    assert published(approved, "fa/sky/comet.txt") == changed
    assert run("export", "--force").exit_code == 0
    assert "the editor's" not in published(approved, "fa/sky/comet.txt")
    assert run("export").exit_code == 0


def test_a_file_of_somebody_else_is_not_overwritten(approved: Path, run: Run) -> None:
    (approved / COPY).parent.mkdir(parents=True)
    (approved / COPY).write_text("mine\n", encoding="utf-8")
    result = run("export")
    assert result.exit_code == 1
    assert "a file that Dragoman did not write is in its place" in result.stdout
    assert published(approved, "fa/sky/comet.txt") == "mine\n"
    assert "fa/sky/comet.txt" not in json.loads((approved / MANIFEST).read_bytes())["files"]


def test_a_copy_that_was_deleted_by_hand_comes_back(approved: Path, run: Run) -> None:
    run("export")
    (approved / COPY).unlink()
    assert "1 written" in run("export").stdout
    assert (approved / COPY).is_file()


def test_only_prune_removes_the_copies_of_what_is_gone(approved: Path, run: Run) -> None:
    run("export")
    foreign = approved / "output/fa/sky/map.png"
    foreign.write_bytes(b"\x89PNG")
    (approved / "seeds/sky/comet.txt").rename(approved / "seeds/meteor.txt")
    result = run("export", "flood.md")
    assert result.exit_code == 0
    assert "its article is gone; --prune removes it" in result.stdout
    assert (approved / COPY).is_file()
    result = run("export", "flood.md", "--prune")
    assert "removed" in result.stdout
    assert not (approved / COPY).exists()
    assert foreign.is_file()
    assert list(json.loads((approved / MANIFEST).read_bytes())["files"]) == ["fa/flood.md"]
    assert run("export", "flood.md", "--prune").stdout.startswith("Localized copies: 1 unchanged")


def test_prune_leaves_a_copy_that_was_changed_by_hand(approved: Path, run: Run) -> None:
    run("export")
    (approved / "seeds/sky/comet.txt").unlink()
    edit(approved / COPY, "\n", "\nA line of the editor's.\n", 1)
    result = run("export", "--prune")
    assert "changed by hand: delete it yourself" in result.stdout
    assert (approved / COPY).is_file()


def test_prune_removes_empty_folders_and_copies_in_locales_that_are_no_targets(
    approved: Path, run: Run
) -> None:
    run("export")
    (approved / "dragoman.yaml").write_text("targets: [ru]\nengine: pseudo\n", encoding="utf-8")
    assert "fa is no longer a target of the project" in run("export", "--prune").stdout
    assert not (approved / "output/fa").exists()


def test_a_run_that_was_killed_leaves_no_file_that_counts_as_foreign(
    approved: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = import_module("dragoman.workflow.output")

    def die(self: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(output.Output, "save", die)
        assert run("export").exit_code == 130
    assert (approved / COPY).is_file()
    assert not (approved / MANIFEST).exists()
    edit(approved / REVIEW, "target: |-\n    ", "target: |-\n    تازه ", 1)
    assert run("export").exit_code == 0
    assert "تازه" in published(approved, "fa/sky/comet.txt")
    assert not (approved / ".dragoman/exporting").exists()


def test_a_broken_manifest_is_named_and_kept(approved: Path, run: Run) -> None:
    run("export")
    text = (approved / MANIFEST).read_text(encoding="utf-8")
    (approved / MANIFEST).write_text("<<<<<<< HEAD\n" + text, encoding="utf-8")
    result = run("export")
    assert result.exit_code == 1
    assert f"{MANIFEST}:1" in result.stderr
    assert "--force" in result.stderr


@pytest.mark.parametrize("missing", ["fail", "skip", "source"])
def test_an_error_withholds_whatever_is_missing(approved: Path, run: Run, missing: str) -> None:
    file = approved / "locales/fa/flood.md.yaml"
    edit(file, "](https://example.org/d)", "", 2)
    edit(
        file,
        "source: |-\n    *All* drivers are [safe.",
        "source: |-\n    *All* drivers are [safe](https://example.org/d).",
    )
    result = run("export", "flood.md", "--missing", missing)
    assert result.exit_code == 1
    assert "1 of 5 segments with errors" in result.stdout


def test_a_paragraph_with_one_missing_sentence_stays_whole_in_the_source_language(
    approved: Path, run: Run
) -> None:
    file = approved / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    place = text.index("The convoy of")
    start = text.rindex("status: approved", 0, place)
    file.write_text(f"{text[:start]}status: draft{text[start + 16 :]}", encoding="utf-8")
    assert run("export", "flood.md", "--missing", "source").exit_code == 0
    copy = published(approved, "fa/flood.md")
    assert (
        '\n\n<span lang="en" dir="ltr">The convoy of 64 trucks left at 6:30 a.m. on Monday. *All* '
        "drivers are [safe](https://example.org/d).</span>\n\n"
    ) in copy
    assert "به زبان اصلی آمده‌اند" in copy
    assert run("export", "flood.md", "--missing", "source", "--minimum", "60%").exit_code == 1
    result = run("export", "flood.md", "--missing", "source", "--minimum", "60%")
    assert "42% of the words may be published, of 60%" in result.stdout
    assert "an earlier copy stays" in result.stdout


def outdate(newsroom: Path, run: Run) -> None:
    """Change a sentence that somebody worked on."""
    edit(newsroom / "seeds/sky/comet.txt", "It was bright.", "It was not bright.")
    assert "1 stale" in run("translate").stdout


def test_a_stale_text_goes_out_only_if_asked_for_and_with_a_mark(approved: Path, run: Run) -> None:
    run("export")
    old = published(approved, "fa/sky/comet.txt")
    outdate(approved, run)
    assert run("export").exit_code == 1
    withheld = published(approved, "fa/sky/comet.txt")
    assert withheld.endswith(old), "what was out stays"
    assert withheld.startswith("متن اصلی پس از ترجمه تغییر کرده است."), "and says that it is old"
    for more in ([], ["--disclosure", "off"]):
        assert run("export", "--stale", "publish", *more).exit_code == 0
        copy = published(approved, "fa/sky/comet.txt")
        assert copy.startswith(old.split("\n\nاین متن")[0])
        assert "متن اصلی پس از ترجمه تغییر کرده است: ۱ جمله" in copy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("target: |-\n    ", "target: |-\n    تازه ", "is not the text that was accepted before"),
        ('held: "approved', 'held: "draft', "was draft before"),
    ],
)
def test_a_stale_text_that_was_not_accepted_never_goes_out(
    approved: Path, run: Run, old: str, new: str, said: str
) -> None:
    outdate(approved, run)
    text = (approved / REVIEW).read_text(encoding="utf-8")
    place = text.index(old, text.index("status: stale"))
    changed = text[:place] + text[place:].replace(old, new, 1)
    (approved / REVIEW).write_text(changed, encoding="utf-8")
    result = run("export", "--stale", "publish")
    assert result.exit_code == 1
    assert said in result.stdout


def test_an_article_has_its_own_policy_and_the_run_the_last_word(approved: Path, run: Run) -> None:
    edit(
        approved / "seeds/flood.md", "date:", "publish:\n  accept: draft\n  disclosure: off\ndate:"
    )
    edit(approved / "locales/fa/flood.md.yaml", "status: approved", "status: draft")
    assert run("export", "flood.md").exit_code == 0
    copy = published(approved, "fa/flood.md")
    assert "publish" not in copy
    assert "accept" not in copy
    assert "ترجمهٔ ماشینی" not in copy
    assert run("export", "flood.md", "--accept", "reviewed").exit_code == 1


@pytest.mark.parametrize(
    ("policy", "line", "said"),
    [
        ("publish:\n  accept: anything\n", 4, "`accept` has a wrong value"),
        ("publish:\n  # why\n  preset: hugo\n", 5, "`preset` is not a setting"),
        ("publish: {minimum: some}\n", 3, "`minimum` has a wrong value"),
    ],
)
def test_a_wrong_policy_of_an_article_is_named_with_its_line(
    approved: Path, run: Run, policy: str, line: int, said: str
) -> None:
    edit(approved / "seeds/flood.md", "date:", f"{policy}date:")
    result = run("export")
    assert result.exit_code == 1
    assert f"seeds/flood.md:{line}:" in result.stderr
    assert said in result.stderr
    assert (approved / COPY).is_file(), "the other article goes on"


def test_a_key_of_the_newsrooms_own_called_publish_is_left_alone(approved: Path, run: Run) -> None:
    edit(approved / "seeds/flood.md", "date:", "publish: true\ndate:")
    assert run("export").exit_code == 0
    assert "\npublish: true\n" in published(approved, "fa/flood.md")


def test_two_articles_with_one_place_are_told_apart(approved: Path, run: Run) -> None:
    settings = "targets: [fa]\nengine: pseudo\npublish: {preset: hugo, accept: draft}\n"
    (approved / "dragoman.yaml").write_text(settings, encoding="utf-8")
    text = (approved / "seeds/flood.md").read_text(encoding="utf-8")
    (approved / "seeds/flood.en.md").write_text(text, encoding="utf-8")
    run("translate")
    result = run("export")
    assert result.exit_code == 1
    assert "flood.en.md has the same place" in result.stdout


@pytest.mark.parametrize(
    ("front", "expected", "gone"),
    [
        ("permalink: /mayor/", "\npermalink: /fa/mayor/\n", ""),
        ("url: news/mayor.html", "\nurl: fa/news/mayor.html\n", ""),
        ("permalink: pretty", "\npermalink: pretty\n", ""),
        ("url: https://example.org/a", "\nurl: https://example.org/a\n", ""),
        ("permalink: /fa/mayor/", "\npermalink: /fa/mayor/\n", "/fa/fa/"),
        ("aliases: [/old/]", "\nlang: fa\n", "/old/"),
        ("aliases:\n  - /old/\n  - /older/", "\nlang: fa\n", "old"),
        ("redirect_from: /old/", "\nlang: fa\n", "/old/"),
    ],
)
def test_a_copy_has_an_address_of_its_own(
    approved: Path, run: Run, front: str, expected: str, gone: str
) -> None:
    edit(approved / "seeds/flood.md", "date: 2021-03-09", f"{front}\ndate: 2021-03-09")
    assert run("export", "flood.md").exit_code == 0
    copy = published(approved, "fa/flood.md")
    assert expected in copy
    assert not gone or gone not in copy
    assert "\ndate: 2021-03-09\n" in copy


def test_addresses_in_toml_are_the_copys_own(approved: Path, run: Run) -> None:
    text = (
        '+++\naliases = [\n  "/old/",\n]\nurl = "/mayor/"\ntitle = "The mayor"\n'
        "date = 2021-03-09\n+++\n\nShe left.\n"
    )
    (approved / "seeds/mayor.md").write_text(text, encoding="utf-8")
    run("translate")
    run("approve", "mayor.md")
    assert run("export", "mayor.md").exit_code == 0
    copy = published(approved, "fa/mayor.md")
    assert "old" not in copy
    assert 'url = "/fa/mayor/"' in copy
    assert "date = 2021-03-09" in copy


@pytest.mark.parametrize("name", ["Q: who.txt", "C:x.txt", "a:b#c?.txt"])
def test_a_name_that_looks_like_a_drive_is_a_name(newsroom: Path, run: Run, name: str) -> None:
    (newsroom / "seeds" / name).write_text("Nobody was hurt.\n", encoding="utf-8")
    run("translate", "--engine", "pseudo")
    run("approve", "--to", "fa")
    for _ in range(2):
        done = run("export", "--to", "fa")
        assert done.exit_code == 0, done.output
    assert (newsroom / "output" / "fa" / name).is_file()
    assert run("withdraw", name).exit_code == 0
    assert not (newsroom / "output" / "fa" / name).exists()
