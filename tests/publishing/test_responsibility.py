"""Who and what made a copy: the record, the warnings, and what readers and programs are told."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from dragoman import publishing
from dragoman.model import Acceptance, Grounds, Origin, Record, Status, Unit
from dragoman.publishing import Making, Share, making, responsibility
from dragoman.publishing.marks import MARKS
from dragoman.signature import parse
from tests.conftest import Run
from tests.steps import counted_lines

ENGINE = parse("argos en-fa 1.5")


def unit(
    target: str,
    status: Status = Status.APPROVED,
    grounds: Grounds | None = Grounds.NAMED,
    who: str | None = "Mira",
    machine: str = "one two three",
) -> Unit:
    found = Unit("1", "A b c.", target, status)
    accepted = None
    if grounds is not None:
        accepted = Acceptance(status, "2026-11-29T10:00:00+00:00", who, grounds=grounds)
    record = Record(Origin.MT, ENGINE, machine, accepted=accepted)
    return Unit("1", "A b c.", target, status, record=record) if found else found


@pytest.mark.parametrize(
    ("target", "edited"),
    [("one two three", 0), ("one 2 three", 1), ("one two three four", 1), ("x y", 2), ("one", 0)],
)
def test_words_that_people_changed_are_counted(target: str, edited: int) -> None:
    (sentence,) = responsibility.of_units([unit(target)]).sentences
    assert sentence.edited == edited
    assert sentence.unedited == (target == "one two three" or edited == 0)


def test_words_of_a_long_text_are_counted_in_time_that_grows_with_them() -> None:
    """Each of few words is often there, as in a text that is a table."""

    def steps(length: int) -> int:
        machine = " ".join(f"word{number % 7}" for number in range(length))
        person = " ".join(f"word{number % 5}" for number in range(length))
        with counted_lines() as taken:
            (sentence,) = responsibility.of_units([unit(person, machine=machine)]).sentences
        assert 0 < sentence.edited < length
        return taken()

    assert steps(1_600) < 3 * steps(800)
    long = "one two three " * 200
    (sentence,) = responsibility.of_units([unit(long + "four", machine=long)]).sentences
    assert sentence.edited == 1


def test_an_acceptance_of_another_text_is_nobodys() -> None:
    accepted = Acceptance(Status.APPROVED, "2026-11", "Mira", digest="0")
    record = Record(Origin.MT, ENGINE, "x", accepted=accepted)
    found = responsibility.of_units([Unit("1", "A", "y", Status.APPROVED, record=record)])
    assert found.sentences[0].acceptance is None
    assert found.reviewers == ()
    assert dict(found.grounds) == {None: 1}


@pytest.mark.parametrize(
    ("units", "whole"),
    [
        ([unit("x")] * 2, True),
        ([unit("x"), unit("y", who=None)], False),
        ([unit("x"), unit("y", grounds=Grounds.BY_CONFIDENCE)], False),
        ([unit("x"), unit("y", grounds=None)], False),
        ([unit("x"), unit("y", Status.DRAFT)], False),
        ([unit("x"), unit("", Status.OMIT)], True),
    ],
)
def test_only_what_named_people_accepted_counts_as_read(units: list[Unit], whole: bool) -> None:
    assert responsibility.of_units(units).whole == whole


def test_little_says_nothing_and_much_is_warned_of() -> None:
    assert not responsibility.of_units([unit("one two three")] * 4).suspicious
    assert responsibility.of_units([unit("one two three")] * 5).suspicious
    mixed = [unit("one two three")] * 8 + [unit("x y z")] * 2
    assert responsibility.of_units(mixed).percent == 80
    assert not responsibility.of_units(mixed).suspicious


@pytest.mark.parametrize(
    ("share", "how"),
    [
        (Share(sentences=4), Making.HUMAN),
        (Share(sentences=4, engines=("argos",)), Making.MACHINE),
        (Share(sentences=4, reviewed=1, engines=("argos",)), Making.PARTLY),
        (Share(sentences=4, reviewed=4, engines=("argos",)), Making.REVIEWED),
        (Share(sentences=4, reviewed=4, unknown=1), Making.UNKNOWN),
        (Share(sentences=4, reviewed=1, unknown=1, engines=("argos",)), Making.PARTLY),
    ],
)
def test_each_way_of_making_has_its_mark(share: Share, how: Making) -> None:
    assert making(share) is how
    assert (MARKS[how] is None) == (how is Making.HUMAN)


@pytest.fixture
def translated(newsroom: Path, run: Run) -> Path:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    run("translate")
    return newsroom


def test_the_record_says_how_an_approval_came_about(translated: Path, run: Run) -> None:
    run("approve", "flood.md", "--by", "Mira")
    result = run("audit", "flood.md")
    assert result.exit_code == 0
    assert "flood.md in fa: machine translation, reviewed" in result.stdout
    assert "as the machine wrote it, Mira on " in result.stdout
    assert "5 in bulk, with others" in result.stdout
    assert "As the machine wrote it: 5 of 5 accepted (100%)" in result.stdout
    assert "somebody should ask whether it was read" in result.stdout
    assert "Answers for the article: nobody is named" in result.stdout
    (found,) = json.loads(run("audit", "flood.md", "--json").stdout)["files"]
    assert found["unedited_percent"] == 100
    assert {each["grounds"] for each in found["segments"]} == {"bulk"}
    assert {each["accepted_by"] for each in found["segments"]} == {"Mira"}


def test_an_export_warns_of_untouched_text_and_can_withhold_it(translated: Path, run: Run) -> None:
    run("approve", "flood.md", "--by", "Mira")
    result = run("export", "flood.md")
    assert result.exit_code == 0
    assert "In 1 copy, at least 85% of the machine's text was accepted" in result.stdout
    assert "Mira" not in (translated / "output/fa/flood.md").read_text(encoding="utf-8")
    assert "Mira" not in (translated / "output/.dragoman-manifest.json").read_text(
        encoding="utf-8"
    ), "names of reviewers stay in the newsroom"
    with (translated / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {unedited: 95%}\n")
    result = run("export", "flood.md")
    assert result.exit_code == 1
    assert "5 of 5 sentences of machine text were accepted untouched" in result.stdout


NOTE = "ترجمهٔ ماشینی"


def test_under_the_law_the_label_goes_only_if_somebody_answers(translated: Path, run: Run) -> None:
    def exported(more: str) -> str:
        settings = "targets: [fa]\nengine: pseudo\npublish:\n  disclosure: off\n"
        (translated / "dragoman.yaml").write_text(settings + more, encoding="utf-8")
        assert run("export", "flood.md").exit_code == 0
        return (translated / "output/fa/flood.md").read_text(encoding="utf-8")

    law, named = "  labels: eu-ai-act\n", "  responsible: Mira Castrel\n"
    run("approve", "flood.md", "--by", "Mira")
    assert NOTE not in exported("")
    assert NOTE in exported(law), "nobody answers for it"
    assert NOTE not in exported(law + named)
    run("reject", "flood.md", "--status", "approved", "--by", "Mira")
    run("approve", "flood.md", "--status", "needs-work", "--above-confidence", "0", "--force")
    settings = (translated / "dragoman.yaml").read_text(encoding="utf-8")
    assert "Mira Castrel" in settings


def test_who_answers_is_told_in_the_readers_language(translated: Path, run: Run) -> None:
    run("approve", "flood.md", "--by", "Mira")
    seed = translated / "seeds/flood.md"
    text = seed.read_text(encoding="utf-8")
    line = "publish: {responsible: Mira Castrel}\n"
    seed.write_text(text.replace("date:", f"{line}date:", 1), encoding="utf-8")
    run("export", "flood.md")
    copy = (translated / "output/fa/flood.md").read_text(encoding="utf-8")
    assert "مسئول این متن: Mira Castrel." in copy
    assert "\nresponsible: Mira Castrel\n" in copy
    assert "digital_source_type: http://cv.iptc.org/newscodes/digitalsourcetype/composite" in copy


def test_a_page_says_it_in_its_head(translated: Path, run: Run) -> None:
    page = "<html><head><title>River</title></head><body><p>It fell.</p></body></html>\n"
    (translated / "seeds/page.html").write_text(page, encoding="utf-8")
    run("translate")
    run("approve", "page.html")
    run("export", "page.html")
    copy = (translated / "output/fa/page.html").read_text(encoding="utf-8")
    iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    assert f'<meta name="digitalSourceType" content="{iptc}"></head>' in copy


def test_a_word_document_says_it_in_its_properties(translated: Path, run: Run) -> None:
    document = docx.Document()
    document.add_paragraph("The river fell.")
    document.save(str(translated / "seeds/news.docx"))
    run("translate")
    run("approve", "news.docx")
    run("export", "news.docx")
    path = translated / "output/fa/news.docx"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        assert package.testzip() is None
        custom = package.read("docProps/custom.xml")
        assert b"docProps/custom.xml" in package.read("[Content_Types].xml")
        assert b"docProps/custom.xml" in package.read("_rels/.rels")
    names = [each.get("name") for each in etree.fromstring(custom)]
    assert names == ["digital_source_type", "translation_locale"]
    assert docx.Document(str(path)).paragraphs[0].text
    first = path.read_bytes()
    path.unlink()
    run("export", "news.docx")
    assert path.read_bytes() == first


def of_origin(origin: Origin | None, target: str = "x", machine: str = "x") -> Unit:
    record = Record(origin, parse(""), machine) if origin is not None else None
    return Unit("1", "A b c.", target, Status.APPROVED, record=record)


@pytest.mark.parametrize(
    ("found", "untraced"),
    [
        (of_origin(None), True),
        (of_origin(None, target=""), False),
        (of_origin(Origin.UNKNOWN), True),
        (of_origin(Origin.UNKNOWN, "edited since"), True),
        (of_origin(Origin.HUMAN, machine=""), False),
        (of_origin(Origin.MT), True),
        (unit("one two three"), False),
        (unit("edited"), False),
    ],
)
def test_what_nobody_can_trace_is_neither_a_machines_nor_a_persons(
    found: Unit, untraced: bool
) -> None:
    assert found.untraced == untraced
    share = publishing.share_of([found], [found])
    assert (making(share) is Making.UNKNOWN) == untraced
    assert share.unknown == untraced


LOSSES: dict[str, Callable[[str], str]] = {
    "all of it": lambda text: text[: text.index("record:")],
    "its lines": lambda text: text[: text.index("record:")] + "record:\n",
    "the engines": lambda text: re.sub(r", engine: \"[^\"]*\"", "", text),
}


@pytest.mark.parametrize("lost", LOSSES)
def test_a_lost_record_makes_no_human_work_of_a_machines_text(
    translated: Path, run: Run, lost: str
) -> None:
    settings = "targets: [fa]\nengine: pseudo\npublish: {labels: eu-ai-act, disclosure: off}\n"
    (translated / "dragoman.yaml").write_text(settings, encoding="utf-8")
    run("approve", "flood.md", "--by", "Mira")
    review = translated / "locales/fa/flood.md.yaml"
    review.write_text(LOSSES[lost](review.read_text(encoding="utf-8")), encoding="utf-8")
    assert "flood.md in fa: translation of unknown origin" in run("audit", "flood.md").stdout
    run("translate")
    audited = json.loads(run("audit", "flood.md", "--json").stdout)["files"][0]
    assert audited["making"] == "translation of unknown origin"
    assert audited["unknown"] == len(audited["segments"]) == 5
    result = run("export", "flood.md")
    assert result.exit_code == 0, result.output
    assert "5 segments of unknown origin" in result.stdout
    copy = (translated / "output/fa/flood.md").read_text(encoding="utf-8")
    assert "معلوم نیست ماشین آن را ترجمه کرده است یا انسان." in copy
    assert "انسان آن را بازبینی کرده است." in copy
    assert "compositeWithTrainedAlgorithmicMedia" in copy
    run("site")
    page = (translated / "site/fa/flood.html").read_text(encoding="utf-8")
    assert '"creditText": "translation of unknown origin: unknown"' in page
    assert '"editor"' in page
    assert '"translator"' not in page
    assert "translation of unknown origin" in (translated / "site/fa/feed.xml").read_text("utf-8")


def test_without_the_machines_words_nothing_counts_as_edited(translated: Path, run: Run) -> None:
    run("approve", "flood.md", "--by", "Mira")
    review = translated / "locales/fa/flood.md.yaml"
    text = re.sub(r",\n *machine: \".*\"\}", "}", review.read_text(encoding="utf-8"))
    review.write_text(text, encoding="utf-8")
    for _ in range(2):
        result = run("audit", "flood.md")
        assert "flood.md in fa: machine translation, reviewed" in result.stdout
        assert "As the machine wrote it: 5 of 5 accepted (100%)" in result.stdout
        run("translate")


def test_nobody_is_named_for_an_approval_whose_record_is_lost(translated: Path, run: Run) -> None:
    run("approve", "flood.md", "--by", "Mira")
    review = translated / "locales/fa/flood.md.yaml"
    review.write_text(LOSSES["all of it"](review.read_text(encoding="utf-8")), encoding="utf-8")
    run("translate")
    (found,) = json.loads(run("audit", "flood.md", "--json").stdout)["files"]
    accepted = {(each["accepted_by"], each["accepted_at"]) for each in found["segments"]}
    assert accepted == {(None, None)}
    assert "nobody knows who accepted it, and when" in run("audit", "flood.md").stdout


def test_the_memory_makes_no_human_work_of_text_of_unknown_origin(
    translated: Path, run: Run
) -> None:
    run("approve", "flood.md", "--by", "Mira")
    review = translated / "locales/fa/flood.md.yaml"
    review.write_text(LOSSES["all of it"](review.read_text(encoding="utf-8")), encoding="utf-8")
    run("translate")
    article = (translated / "seeds/flood.md").read_text(encoding="utf-8")
    (translated / "seeds/again.md").write_text(article, encoding="utf-8")
    run("translate")
    run("approve", "again.md", "--by", "Mira")
    assert "again.md in fa: translation of unknown origin" in run("audit", "again.md").stdout


def test_untraced_text_counts_as_untouched_where_that_withholds(translated: Path, run: Run) -> None:
    with (translated / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {unedited: 95%}\n")
    run("approve", "flood.md", "--by", "Mira")
    review = translated / "locales/fa/flood.md.yaml"
    review.write_text(LOSSES["all of it"](review.read_text(encoding="utf-8")), encoding="utf-8")
    result = run("export", "flood.md")
    assert result.exit_code == 1
    assert "5 of 5 sentences of machine text, or of unknown origin, were accepted" in result.stdout


def test_an_audit_tells_what_is_translated_whatever_may_go_out(translated: Path, run: Run) -> None:
    assert "flood.md in fa: machine translation\n" in run("audit", "flood.md").stdout
