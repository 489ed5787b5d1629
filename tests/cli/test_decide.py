"""Working through a review: risky segments, approve, reject, diff, effort."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Origin, Record, Status, Unit
from dragoman.signature import Signature
from dragoman.workflow import Chosen
from tests.conftest import Run

Tree = Callable[[Path], dict[str, bytes]]

REVIEW = "locales/fa/flood.md.yaml"
OTHER = "locales/fa/sky/comet.txt.yaml"


@pytest.fixture
def review(newsroom: Path, run: Run) -> Path:
    run("translate")
    return newsroom / REVIEW


def ids(file: Path) -> list[str]:
    return re.findall(r"^- id: (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def statuses(file: Path) -> list[str]:
    return re.findall(r"^  status: (\S+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def unfound(file: Path) -> list[str]:
    """The lines of a review file without what the machine doubted, which approval settles."""
    text = file.read_text(encoding="utf-8")
    return re.sub(r"  findings:\n(?:  - .*\n)+", "", text).split("\n")


def test_approving_changes_the_status_lines_and_records_alone(review: Path, run: Run) -> None:
    edit(review, "- id:", "# mine\n- id:")
    before = unfound(review)
    result = run("approve", "flood.md", "--to", "fa")
    assert result.exit_code == 0
    count = len(ids(review))
    assert f"{count} segments approved; {count} of them as the machine wrote them." in result.stdout
    accepted = re.compile(
        r'    accepted: \{as: approved, at: "\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d", '
        r'(?:by: ".*", )?how: bulk, unedited: true, of: [0-9a-f]{12}\},'
    )
    every = unfound(review)
    after = [each for each in every if not accepted.fullmatch(each)]
    assert len(every) == len(after) + count
    for old, new in zip(before, after, strict=True):
        assert old == new or (old, new) == ("  status: draft", "  status: approved")
    assert set(statuses(review)) == {"approved"}


def test_approving_twice_changes_nothing_and_translate_agrees(
    newsroom: Path, review: Path, run: Run, tree: Tree
) -> None:
    run("approve", "flood.md")
    before = tree(newsroom)
    assert "0 segments approved." in run("approve", "flood.md").stdout
    assert "Nothing to do" in run("translate").stdout
    assert tree(newsroom) == before


def test_what_was_not_meant_is_accounted_for(review: Path, run: Run, newsroom: Path) -> None:
    count = len(ids(review))
    for _ in range(2):
        edit(review, "  status: draft\n", "  status: needs-work\n")
    said = run("approve", "flood.md", "--to", "fa").stdout
    assert f"{count - 2} segments approved; {count - 2} of them as the machine wrote" in said
    assert "Left as they are: 2 needs-work." in said
    assert "Without --status" not in said
    again = run("approve", "flood.md", "--to", "fa").stdout
    assert f"Left as they are: 2 needs-work, {count - 2} approved." in again
    assert "Without --status or --id, those are approved that are draft or reviewed" in again
    asked = run("approve", "flood.md", "--to", "fa", "--status", "draft").stdout
    assert "Without --status" not in asked
    one = run("approve", "--to", "fa", "--id", ids(review)[0]).stdout
    assert "Left as they are" not in one
    (file,) = json.loads(run("approve", "flood.md", "--to", "fa", "--json").stdout)["files"]
    assert file["left"] == {"needs-work": 1, "approved": count - 1}


def test_review_files_that_are_not_there_are_told(newsroom: Path, run: Run) -> None:
    said = run("approve", "flood.md").stdout
    assert "0 segments approved.\n2 review files are not there yet." in said
    assert "run: dragoman translate" in said
    run("translate")
    assert "not there yet" not in run("approve", "flood.md").stdout


def test_a_refusal_says_what_to_do(review: Path, run: Run, newsroom: Path) -> None:
    run("approve", "flood.md", "--to", "fa")
    edit(newsroom / "seeds/flood.md", "The convoy", "The convoi")
    run("translate")
    (name,) = re.findall(
        r"^- id: (\S+)\n  status: stale", review.read_text(encoding="utf-8"), re.MULTILINE
    )
    said = run("approve", "--to", "fa", "--id", name).stdout
    assert f"run: dragoman approve --unchanged-meaning {name}" in said
    assert "Fix the refused segments" in said
    assert run("approve", "--to", "fa", "--unchanged-meaning", name).exit_code == 0


def test_a_dry_run_writes_nothing(newsroom: Path, review: Path, run: Run, tree: Tree) -> None:
    before = tree(newsroom)
    result = run("approve", "flood.md", "--dry-run", "--json")
    assert json.loads(result.stdout)["files"][0]["changed"] == len(ids(review))
    assert run("reject", "flood.md", "--dry-run").exit_code == 0
    assert tree(newsroom) == before


def test_only_what_was_named(review: Path, run: Run, newsroom: Path) -> None:
    first = ids(review)[0]
    assert run("approve", "--to", "fa", "--id", first[:6], "--as", "reviewed").exit_code == 0
    assert statuses(review)[0] == "reviewed"
    assert set(statuses(review)[1:]) == {"draft"}
    assert set(statuses(newsroom / OTHER)) == {"draft"}
    assert set(statuses(newsroom / REVIEW.replace("/fa/", "/ru/"))) == {"draft"}


def test_nothing_named_is_a_mistake(review: Path, run: Run) -> None:
    assert run("approve").exit_code == 2
    assert run("reject").exit_code == 2


def test_an_unknown_id_shows_those_near_it(review: Path, run: Run) -> None:
    first = ids(review)[0]
    wrong = ("0" if first[0] != "0" else "1") + first[1:]
    result = run("approve", "--id", wrong)
    assert result.exit_code == 1
    assert f"no segment here has the id `{wrong}`" in result.stderr
    assert first in result.stderr


def test_an_error_refuses_unless_it_is_forced(review: Path, run: Run) -> None:
    text = review.read_text(encoding="utf-8")
    place = text.index("FLOOD", text.index("target:", text.index("Send `FLOOD`")))
    review.write_text(text[: place - 1] + text[place + 6 :], encoding="utf-8")
    result = run("approve", "flood.md", "--to", "fa")
    assert result.exit_code == 1
    assert re.search(rf"{REVIEW}:\d+: not approved: verbatim: .*FLOOD", result.stdout)
    assert "1 refused" in result.stdout
    assert statuses(review).count("draft") == 1
    assert run("approve", "flood.md", "--to", "fa", "--force").exit_code == 0
    assert set(statuses(review)) == {"approved"}


def test_rejecting_keeps_text_and_notes(review: Path, run: Run) -> None:
    edit(review, "  status: draft\n", "  status: draft\n  note: Ask Mira\n")
    first = ids(review)[0]
    for _ in range(2):
        result = run("reject", "--to", "fa", "--id", first, "--note", "Wrong: «tense»")
        assert result.exit_code == 0
    text = review.read_text(encoding="utf-8")
    assert statuses(review)[0] == "needs-work"
    assert "    Ask Mira\n    Wrong: «tense»\n" in text
    assert text.count("tense") == 1
    run("approve", "flood.md", "--to", "fa")
    assert statuses(review)[0] == "needs-work", "what was rejected is approved by its id alone"
    run("approve", "--to", "fa", "--id", first)
    assert statuses(review)[0] == "approved"


def test_a_mere_typo_in_the_source(review: Path, run: Run, newsroom: Path) -> None:
    run("approve", "flood.md")
    before = review.read_text(encoding="utf-8")
    seed = newsroom / "seeds/flood.md"
    edit(seed, "The convoy", "The convoi")
    edit(seed, "The river falls", "The river does not fall")
    run("translate")
    typo = next(name for name in ids(review) if name not in before and name != ids(review)[0])
    grave = ids(review)[0]
    assert statuses(review).count("stale") == 2
    result = run("approve", "flood.md")
    assert "use --unchanged-meaning" not in result.stdout, "stale ones are not asked for"
    result = run("approve", "--to", "fa", "--unchanged-meaning", typo, "--unchanged-meaning", grave)
    assert result.exit_code == 1
    assert "not confirmed: the change touches negation" in result.stdout
    assert statuses(review).count("stale") == 1
    text = review.read_text(encoding="utf-8")
    entry = text[text.index(f"- id: {typo}") :].split("\n\n")[0]
    assert "status: approved" in entry
    assert "was:" not in entry
    assert "suggestion:" not in entry
    edit(seed, "does not fall", "falls")
    assert run("translate").exit_code == 0
    assert "stale" not in statuses(review)
    assert run("approve", "--to", "fa", "--unchanged-meaning", typo).exit_code == 1


def test_an_article_that_changed_must_be_translated_first(
    review: Path, run: Run, newsroom: Path
) -> None:
    edit(newsroom / "seeds/flood.md", "The convoy", "A convoy")
    before = review.read_bytes()
    result = run("approve", "flood.md", "--to", "fa")
    assert result.exit_code == 1
    assert "First run: dragoman translate flood.md" in result.stderr
    assert review.read_bytes() == before


def test_a_broken_file_keeps_no_other_from_its_turn(review: Path, run: Run, newsroom: Path) -> None:
    review.write_text("segments: [\n", encoding="utf-8")
    result = run("approve", ".", "--to", "fa")
    assert result.exit_code == 1
    assert REVIEW in result.stderr
    assert set(statuses(newsroom / OTHER)) == {"approved"}


OTHERS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-16": (lambda text: text.encode("utf-16"), "looks like UTF-16"),
    "UTF-16 without a mark": (lambda text: text.encode("utf-16-le"), "looks like UTF-16"),
    "Windows-1256": (
        lambda text: text.replace("draft", "د").encode("cp1256", "ignore"),
        "not UTF-8",
    ),
    "cut off": (lambda text: text.encode()[:-40] + b"\xd8", "not UTF-8"),
    "a Word document": (lambda text: b"PK\x03\x04" + text.encode(), "this is a Word document"),
    "zeros": (lambda text: text.encode() + bytes(64), "no text file should hold: U+0000"),
    "nothing": (lambda text: b"", "the file is empty"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_in_no_utf_8_is_told_and_left(
    review: Path, run: Run, newsroom: Path, kind: str
) -> None:
    changed, said = OTHERS[kind]
    data = changed(review.read_text(encoding="utf-8"))
    review.write_bytes(data)
    for command in ("approve", "reject", "check", "translate"):
        result = run(command, *(["--to", "fa"] if command != "check" else []))
        assert result.exit_code == 1
        assert f"{REVIEW}" in result.stderr
        assert said in result.stderr
        assert "→" in result.stderr
        assert review.read_bytes() == data
    assert set(statuses(newsroom / OTHER)) == {"needs-work"}, "the other files had their turn"


def test_the_riskiest_come_first(review: Path, run: Run) -> None:
    text = review.read_text(encoding="utf-8")
    place = text.index("https", text.index("target:", text.index("https")))
    review.write_text(text[:place] + text[place + 30 :], encoding="utf-8")
    result = run("status", "--risky", "3")
    assert result.stdout.startswith(f"{REVIEW}:")
    found = json.loads(run("status", "--risky", "3", "--json").stdout)["risky"]
    assert len(found) <= 3
    assert [each["score"] for each in found] == sorted((e["score"] for e in found), reverse=True)
    assert found[0]["locale"] == "fa"
    line = review.read_text(encoding="utf-8").split("\n")[found[0]["line"] - 1]
    assert line == f"- id: {found[0]['id']}"


def test_status_has_totals_and_no_empty_columns(review: Path, run: Run) -> None:
    lines = run("status").stdout.splitlines()
    assert "draft" in lines[0]
    assert "stale" not in lines[0]
    assert [line.split()[:2] for line in lines[-2:]] == [["all", "ru"], ["all", "fa"]]
    found = json.loads(run("status", "--json").stdout)["files"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", found["changed"])


def test_diff_shows_what_a_person_changed(review: Path, run: Run) -> None:
    text = review.read_text(encoding="utf-8")
    start = text.index("target:", text.index("The convoy"))
    line = text[start:].split("\n")[1]
    review.write_text(
        text[:start] + text[start:].replace(line, f"{line} کامیون", 1), encoding="utf-8"
    )
    result = run("diff", "flood.md", "--to", "fa")
    assert "{+" in result.stdout
    assert "کامیون+}" in result.stdout
    assert "1 segment of" in result.stdout
    (found,) = json.loads(run("diff", "--to", "fa", "--json").stdout)["edited"]
    assert found["target"] == f"{found['machine']} کامیون"


def test_effort_is_counted_by_locale_engine_and_month(review: Path, run: Run) -> None:
    assert "nothing to measure" in run("effort").stdout
    run("approve", "flood.md")
    (fa,) = json.loads(run("effort", "--to", "fa", "--json").stdout)["rows"]
    assert fa["untouched"] == fa["segments"] == len(ids(review))
    assert (fa["chrf"], fa["ter"]) == (100.0, 0.0)
    assert re.fullmatch(r"\d{4}-\d\d", fa["month"])
    text = review.read_text(encoding="utf-8")
    start = text.index("target:", text.index("The convoy"))
    line = text[start:].split("\n")[1]
    review.write_text(
        text[:start] + text[start:].replace(line, "    کاروان رفت", 1), encoding="utf-8"
    )
    (fa,) = json.loads(run("effort", "--to", "fa", "--json").stdout)["rows"]
    assert fa["untouched"] == fa["segments"] - 1
    assert fa["chrf"] < 100
    assert fa["ter"] > 0
    assert "chrF" in run("effort").stdout


UNIT = Unit(
    "ab12",
    "Six.",
    "Шесть.",
    Status.DRAFT,
    record=Record(Origin.MT, Signature("argos"), "Шесть.", 0.8),
)


@given(
    st.sampled_from([(), ("ab",), ("ff",)]),
    st.sets(st.sampled_from(Status)),
    st.sets(st.sampled_from(Origin)),
    st.booleans(),
    st.sampled_from([None, 0.5, 0.9]),
)
def test_a_filter_more_never_chooses_more(
    names: tuple[str, ...],
    wanted: set[Status],
    origins: set[Origin],
    no_findings: bool,
    above: float | None,
) -> None:
    usual = frozenset((Status.DRAFT,))
    every = Chosen(names, frozenset(wanted), frozenset(origins), no_findings, above)
    parts = [
        Chosen(names, frozenset(wanted)),
        Chosen(names, frozenset(wanted), origins=frozenset(origins)),
        Chosen(names, frozenset(wanted), no_findings=no_findings),
        Chosen(names, frozenset(wanted), above=above),
    ]
    assert every.holds(UNIT, usual) == all(part.holds(UNIT, usual) for part in parts)


def test_a_stale_text_that_was_corrected_is_checked_before_it_is_approved(
    newsroom: Path, run: Run
) -> None:
    with (newsroom / "dragoman.yaml").open("a", encoding="utf-8") as file_:
        file_.write("checks: {number_missing: error}\n")
    run("translate")
    run("approve", "flood.md", "--to", "fa", "--force")
    seed = newsroom / "seeds/flood.md"
    seed.write_text(seed.read_text().replace("64 trucks", "46 trucks"))
    run("translate", "--to", "fa")
    file = newsroom / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    (name,) = re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  status: stale", text, re.MULTILINE)
    start = text.index("target: |-", text.index(f"- id: {name}"))
    text = text[:start] + text[start:].replace("|-\n    ", "|-\n    64 99 ", 1)
    file.write_text(text, encoding="utf-8")
    result = run("approve", "flood.md", "--to", "fa")
    assert result.exit_code == 1
    assert "number_missing: 46" in result.stdout
    assert "status: stale" in file.read_text(encoding="utf-8")
    assert run("approve", "flood.md", "--to", "fa", "--force").exit_code == 0


def test_an_emptied_draft_is_told_when_it_is_filled_again(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "fa")
    file = newsroom / "locales/fa/flood.md.yaml"
    text = file.read_text(encoding="utf-8")
    emptied = re.sub(r"(  target: \|-)\n    .*\n", r"\1\n", text, count=1)
    assert emptied != text
    file.write_text(emptied, encoding="utf-8")
    result = run("translate", "--to", "fa")
    assert "1 emptied by hand and filled with the machine's text again" in result.stdout
    assert "Nothing to do" in run("translate", "--to", "fa").stdout
