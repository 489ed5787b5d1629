"""What is a draft, under embargo, expired or withdrawn goes nowhere, whatever says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import project, workflow
from dragoman.errors import ArticleError
from dragoman.publishing import metadata, moments, release
from dragoman.publishing.release import Why
from dragoman.workflow import Scope
from dragoman.workflow.export import ExportOptions, ExportReport, Result
from tests.conftest import Run

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
TEHRAN = timezone(timedelta(hours=3, minutes=30))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-03-09", "2027-03-09"),
        ("2027-3-9", "2027-03-09"),
        ("2027/03/09", "2027-03-09"),
        ("09.03.2027", "2027-03-09"),
        ("20270309", "2027-03-09"),
        ("23/09/2027", "2027-09-23"),
        ("9-23-2027 8:00", "2027-09-23T08:00:00+03:30"),
        ("۲۰۲۷-۰۳-۰۹", "2027-03-09"),
        ("March 9, 2027", "2027-03-09"),
        ("9 Sept 2027", "2027-09-09"),
        ("May 1st 2027", "2027-05-01"),
        ("March 22nd, 2027", "2027-03-22"),
        ("3rd of March 2027 8:00", "2027-03-03T08:00:00+03:30"),
        ("Monday, 30th November 2026", "2026-11-30"),
        ("2027-03-09T08:00", "2027-03-09T08:00:00+03:30"),
        ("2027-03-09 8:00", "2027-03-09T08:00:00+03:30"),
        ("2027-03-09T08:00:00.125Z", "2027-03-09T08:00:00+00:00"),
        ("2027-03-09 08:00:00 +0300", "2027-03-09T08:00:00+03:00"),
        ("2027-03-09 08:00 -5", "2027-03-09T08:00:00-05:00"),
        ("20270309T080000Z", "2027-03-09T08:00:00+00:00"),
        ("Tue, 09 Mar 2027 08:00:00 +0300", "2027-03-09T08:00:00+03:00"),
        ("9 March 2027 8:15 pm", "2027-03-09T20:15:00+03:30"),
        ("2027-07-09 08:00 Europe/London", "2027-07-09T08:00:00+01:00"),
        ("25-Aug-2027 15:00:00 EST", "2027-08-25T15:00:00-05:00"),
        ("9-March-2027", "2027-03-09"),
        ("Tue, 09 Mar 2027 08:00:00 PDT", "2027-03-09T08:00:00-07:00"),
        ("31-Dec-9999 23:59:59 GMT", "9999-12-31T23:59:59+00:00"),
        (
            "Tue Mar 09 2027 01:00:00 GMT+0100 (Central European Standard Time)",
            "2027-03-09T01:00:00+01:00",
        ),
        ("Tue Mar  9 08:00:00 UTC 2027", "2027-03-09T08:00:00+00:00"),
        ("Tue Mar 9 08:00:00 2027", "2027-03-09T08:00:00+03:30"),
        ("Tuesday 9 March 2027", "2027-03-09"),
        ("1676551869", "2023-02-16T12:51:09+00:00"),
        ("1676551869123", "2023-02-16T12:51:09+00:00"),
    ],
)
def test_dates_as_people_write_them(text: str, moment: str) -> None:
    found = moments.read(text, TEHRAN)
    assert found is not None
    assert found.text == moment


@pytest.mark.parametrize(
    "text",
    ["03/09/2027", "13/13/2027", "2026-02-30", "2026-01-01T25:00:00", "1405-12-18", "soon",
     "13 Foo 2027", "2027-03-09 08:00 Mars/Base", "2027-03-09 13:00 pm", "", "9999-99-99", "2027",
     "9-Foo-2027", "2027030908", "1990010112", "167655186", "0001-01-01", "2027-03-09 08:00 XST",
     "until 9 March 2027", "9 March"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two(text: str) -> None:
    assert moments.read(text, None) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2027-03", "2027-03-31"),
        ("02/2028", "2028-02-29"),
        ("2027", "2027-12-31"),
        ("January, 2019", "2019-01-31"),
        ("Sept. 2027", "2027-09-30"),
        ("۲۰۲۷", "2027-12-31"),
        ("1405", None),
        ("2027-13", None),
        ("2027-00", None),
        ("Foo 2027", None),
        ("2027-03-09", None),
        ("soon", None),
    ],
)
def test_a_month_or_a_year_ends(text: str, last: str | None) -> None:
    found = moments.last_of(text)
    assert (found and found.text) == last


@pytest.mark.parametrize("said", ["2026-10", "2025", "October, 2026"])
def test_an_article_of_a_month_that_is_over_goes_out_without_a_day(said: str) -> None:
    known = release.read("a.md", {"date": said}, UTC)
    assert (known.hold(NOW), known.date) == (None, None)


@pytest.mark.parametrize("said", ["2026-12", "2026", "2027-03", "December 2026"])
def test_an_article_of_a_month_to_come_does_not(said: str) -> None:
    assert release.read("a.md", {"date": said}, UTC).hold(NOW) is not None


@pytest.mark.parametrize("name", ["expiryDate", "embargo"])
def test_a_month_says_of_nothing_else_when(name: str) -> None:
    assert release.read("a.md", {name: "2025-10"}, UTC).unclear


@pytest.mark.parametrize("name", ["date", "embargo", "expiryDate", "withdrawn"])
@pytest.mark.parametrize(
    "said",
    ["0001-01-01", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "0001-01-01T00:00:00+00:00"],
)
def test_what_programs_write_for_no_date_is_none(name: str, said: str) -> None:
    known = release.read("a.md", {name: said}, UTC)
    assert (known.hold(NOW), known.date) == (None, None)


@pytest.mark.parametrize("said", ["0001-01-02", "0002-01-01", "0001-01-01T08:00:00Z"])
def test_other_days_of_old_are_not_clear(said: str) -> None:
    assert release.read("a.md", {"embargo": said}, UTC).unclear


@given(st.text(max_size=40) | st.from_regex(r"\d{4}-\d\d-\d\d[T ]?\d\d:\d\d.{0,8}"))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = moments.read(text, None)
    assert found is None or found.begins(None).tzinfo is not None


LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "'
END = '"}</script><p>T.'
HELD = [
    ("a.md", "---\ndraft: true\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\nDraft: yes\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\r\ndraft: true\r\n---\r\nT.\r\n", Why.DRAFT),
    ("a.md", "\ufeff---\ndraft: on\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\npublished: false\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\npublish: false\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\npublish: {draft: true}\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\npermalink: false\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\nstatus: Draft\n---\nT.\n", Why.DRAFT),
    ("a.md", "Title: T\nStatus: hidden\n\nT.\n", Why.DRAFT),
    ("_drafts/a.md", "T.\n", Why.DRAFT),
    ("a.md", "+++\ndraft = true\n+++\nT.\n", Why.DRAFT),
    ("a.md", '{"draft": true}\n\nT.\n', Why.DRAFT),
    ("a.md", '---json\n{"draft": true}\n---\nT.\n', Why.DRAFT),
    ("a.html", '<meta name="draft" content="true"><p>T.', Why.DRAFT),
    (
        "a.html",
        '<script type="application/ld+json">{"@type": "NewsArticle", "creativeWorkStatus": '
        '"Draft"}</script><p>T.',
        Why.DRAFT,
    ),
    ("a.html", f"{LD}03/09/2027{END}", Why.EMBARGO),
    ("a.html", f"{LD}23/09/2027{END}", Why.EMBARGO),
    ("a.html", f"{LD}12/11/2026 08:00:00{END}", Why.EMBARGO),
    ("a.html", '<meta name="publish_date" content="11/12/2026 08:00:00"><p>T.', Why.EMBARGO),
    ("a.md", "---\npub-date: March 9\npub-year: 2027\n---\nT.\n", Why.EMBARGO),
    ("2026-11-02-a.md", "---\npub-date: December 1\n---\nT.\n", Why.EMBARGO),
    ("2026-11-30-a.md", "---\npub-date: Jan. 2\n---\nT.\n", Why.EMBARGO),
    ("a.md", "---\npub-date: March 9\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\npub-date: March 9\npub-year: soon\n---\nT.\n", Why.UNCLEAR),
    ("2026-11-02-a.md", "---\npub-date: February 30\n---\nT.\n", Why.UNCLEAR),
    ("2026-11-02-a.md", "---\npub-date: Foo 3\n---\nT.\n", Why.UNCLEAR),
    ("2026-11-02-a.md", "---\nembargo: March 9\n---\nT.\n", Why.UNCLEAR),
    ("a.html", f"{LD}soon{END}", Why.UNCLEAR),
    ("a.html", '<meta property="article:published_time" content="9/3/2027"><p>T.', Why.EMBARGO),
    ("a.json", '{"uri": "a", "pubStatus": "withheld"}', Why.DRAFT),
    ("a.nitf", '<nitf><head><docdata management-status="withheld"/></head></nitf>', Why.DRAFT),
    ("a.nitf", '<nitf><date.release norm="20270309T080000-0500"/></nitf>', Why.EMBARGO),
    ("a.nitf", '<nitf><date.expire norm="20260309T080000Z"/></nitf>', Why.EXPIRED),
    ("a.json", ' [{"uri": "a", "pubstatus": "canceled"}]', Why.DRAFT),
    ("a.ninjs", '{"uri": "a", "embargoedUntil": "2027-01-01T08:00:00Z"}', Why.EMBARGO),
    ("a.json", '{"uri": "a", "expires": "2026-01-01T08:00:00Z"}', Why.EXPIRED),
    ("a.md", "---\ndate: 2026-11-29T15:31:00+03:30\n---\nT.\n", Why.EMBARGO),
    ("a.md", "---\ndate: 2026-11-30\n---\nT.\n", Why.EMBARGO),
    ("a.md", "---\ndate: {created: 2026-11-30}\n---\nT.\n", Why.EMBARGO),
    ("a.md", "---\ndate: 2020-01-01\npublishDate: 2027-01-01\n---\nT.\n", Why.EMBARGO),
    ("a.md", "---\ndate: 2020-01-01\nembargo: 2027-01-01\n---\nT.\n", Why.EMBARGO),
    ("a.md", "+++\ndate = 2027-01-01T00:00:00Z\n+++\nT.\n", Why.EMBARGO),
    ("a.html", '<meta property="article:published_time" content="2027-01-01"><p>T.', Why.EMBARGO),
    ("a.md", "---\nexpiryDate: 2026-11-29\n---\nT.\n", Why.EXPIRED),
    ("a.md", "---\nunpublish_date: 2026-11-29 11:59 UTC\n---\nT.\n", Why.EXPIRED),
    ("a.html", '<meta property="article:expiration_time" content="2026-01-01"><p>T.', Why.EXPIRED),
    ("a.html", '<meta name="robots" content="unavailable_after: 2026-01-01"><p>T.', Why.EXPIRED),
    ("a.md", "---\nwithdrawn: true\n---\nT.\n", Why.WITHDRAWN),
    ("a.md", "---\nretracted: 2026-01-01\n---\nT.\n", Why.WITHDRAWN),
    ("a.md", "---\ndate: 2026-02-30\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndate: 03/09/2020\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndraft: maybe\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndate: true\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\npublishDate: 0\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\npub_date: no\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\nstatus: future\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\ndate: [1, 2]\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndate: {day: 1}\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndraft: [true]\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\nexpiry: {at: 2020-01-01}\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\npublish: {draft: [yes]}\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\nx: &x [true]\ndraft: *x\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\ndraft: false\ndraft: true\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\npublishDate: 2020-01-01\npublish_date: 2021-01-01\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\nstatus: [draft]\n---\nT.\n", Why.UNCLEAR),
    ("a.md", "---\nx: &x {draft: true}\n<<: *x\n---\nT.\n", Why.DRAFT),
    ("a.md", "---\nx: &x yes\ndraft: *x\n---\nT.\n", Why.DRAFT),
    ("a.md", "+++\ndate = [1, 2]\n+++\nT.\n", Why.UNCLEAR),
    ("a.md", '{"draft": {"a": 1}}\nT.\n', Why.UNCLEAR),
    (
        "a.html",
        '<script type="application/ld+json">{"@type": "NewsArticle", "expires": ["2020"]}'
        "</script><p>T.",
        Why.UNCLEAR,
    ),
]
HIDDEN = [
    "isDraft: true", "is_draft: yes", "embargoed: true", "embargo: yes", "private: true",
    "hidden: true", "unlisted: true", "unpublished: true", "headless: true", "public: false",
    "visible: false", "listed: false", "render: false", "_build: {render: never}",
    "build: {render: false}", "build: {list: never}", "output: false", "is_published: false",
    "scheduled: true", "password: secret", "post_password: x",
    *(f"{name}: {word}"
      for name in ("status", "post_status", "state", "workflow_state", "visibility", "access",
                   "audience",
                   "publication-status", "creativeWorkStatus")
      for word in ("draft", "private", "Pending", "future", "trash", "unlisted", "in progress",
                   "In-Review", "on hold", "spiked", "auto-draft", "members", "embargoed")),
]  # fmt: skip


@pytest.mark.parametrize("line", HIDDEN)
def test_what_other_programs_keep_from_the_public_is_kept(line: str) -> None:
    for text in (f"---\n{line}\n---\nT.\n", f"---\ndate: 2020-01-01\n{line}\n---\nT.\n"):
        values, _ = metadata.read("a.md", text)
        hold = release.read("a.md", values, UTC).hold(NOW)
        if line.startswith("scheduled") and "date" in text:
            assert hold is None, "its time has come"
            continue
        assert hold is not None
        assert hold.why is Why.DRAFT
        assert line.partition(":")[0].strip("_").lower() in hold.said.lower()
        assert "secret" not in hold.said


@pytest.mark.parametrize(
    "line",
    [
        "private: false", "hidden: no", "unlisted: false", "isDraft: false", "embargoed: false",
        "visibility: public", "access: open", "state: Virginia", "status: published",
        "state: active",
        "visible: [phone, desk]", "render: always", "build: {render: always, list: local}",
        "build: production", "output: html", "password: false", "headless: false", "public: true",
        "workflow: [a, b]", "embargoed: 2020-01-01", "scheduled: false", "listed: sidebar",
    ],
)  # fmt: skip
def test_what_they_show_is_shown(line: str) -> None:
    values, _ = metadata.read("a.md", f"---\n{line}\n---\nT.\n")
    assert release.read("a.md", values, UTC).hold(NOW) is None


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("_posts/2027-03-09-flood.md", "T.\n", Why.EMBARGO),
        ("2027-03-09-flood.md", "---\ntitle: T\n---\nT.\n", Why.EMBARGO),
        ("2026-11-28-flood.md", "T.\n", None),
        ("2027-03-09-flood.md", "---\ndate: 2020-01-01\n---\nT.\n", None),
        ("2027-03-09.md", "T.\n", Why.EMBARGO),
        ("2027-13-09-flood.md", "T.\n", None),
        ("2027-2030-plan.md", "T.\n", None),
        ("news/Drafts/a.txt", "T.\n", Why.DRAFT),
        ("private/a.txt", "T.\n", Why.DRAFT),
        ("drafts.md", "T.\n", None),
        ("news/a draft.md", "T.\n", None),
    ],
)
def test_what_the_name_says(path: str, text: str, why: Why | None) -> None:
    values, _ = metadata.read(path, text)
    hold = release.read(path, values, UTC).hold(NOW)
    assert (hold.why if hold else None) is why


FREE = [
    ("a.md", "---\ndraft: false\ndate: 2026-11-29\n---\nT.\n"),
    ("a.md", "---\npublished: true\n---\nT.\n"),
    ("a.md", "---\npublish: yes\nscheduled: no\n---\nT.\n"),
    ("a.md", "---\npublished: 2026-11-28\n---\nT.\n"),
    ("a.md", "---\ndate: 2027-01-01\npublishDate: 2020-01-01\n---\nT.\n"),
    ("a.md", "---\ndate: 2026-11-29T15:29:00+03:30\nexpires: never\n---\nT.\n"),
    ("a.md", "---\nstatus: new\ndate:\npermalink: /a/\n---\nT.\n"),
    ("a.md", "---\nx: &x {draft: true}\n<<: *x\ndraft: false\n---\nT.\n"),
    ("a.md", "---\nstatus: [active]\ntags: [draft]\nauthors: {date: x}\n---\nT.\n"),
    ("a.md", "Note: the draft\nis long\n\nT.\n"),
    ("a.txt", "Draft: true\nStatus: draft\n\nT.\n"),
    ("a.html", "<p>draft: true"),
    ("a.html", f"{LD}23/01/2014{END}"),
    ("a.html", f"{LD}03/09/2020{END}"),
    ("a.html", '<meta name="publish_date" content="05/08/2014 07:01:00"><p>T.'),
    ("a.md", "---\npub-date: March 9\npub-year: 2020\n---\nT.\n"),
    ("2020-02-10-a.md", "---\npub-date: 8 Feb.\n---\nT.\n"),
]


@pytest.mark.parametrize(("path", "text", "why"), HELD)
def test_what_holds_an_article_back(path: str, text: str, why: Why) -> None:
    values, _ = metadata.read(path, text)
    hold = release.read(path, values, UTC).hold(NOW)
    assert hold is not None
    assert hold.why is why


@pytest.mark.parametrize(("path", "text"), FREE)
def test_what_does_not(path: str, text: str) -> None:
    values, _ = metadata.read(path, text)
    assert release.read(path, values, UTC).hold(NOW) is None


def test_a_bomb_of_aliases_is_no_danger() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    deep = "d: " + "[" * 500 + "]" * 500
    values, _ = metadata.read("a.md", "---\n" + "\n".join([*lines, deep]) + "\ndraft: yes\n---\n")
    assert values["draft"] == "yes"


@pytest.fixture
def approved(newsroom: Path, run: Run) -> Path:
    """The newsroom, all of it translated and approved in Persian."""
    settings = "targets: [fa]\nengine: pseudo\ntimezone: Asia/Tehran\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("translate").exit_code == 0
    for path in (newsroom / "locales").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("status: draft", "status: approved"), encoding="utf-8")
    return newsroom


def say(newsroom: Path, line: str) -> None:
    """Add a line to the front matter of the article."""
    path = newsroom / "seeds/flood.md"
    text = path.read_text(encoding="utf-8").replace("date: 2021-03-09\n", "")
    path.write_text(text.replace("---\n", f"---\n{line}\n", 1), encoding="utf-8")


def exported(newsroom: Path, now: datetime, *, due: bool = False) -> ExportReport:
    found = project.find(newsroom)
    scope = Scope(found, (), (), newsroom)
    return workflow.export(scope, found.settings.publish, ExportOptions(now=now, due=due))


COPY = "output/fa/flood.md"


@pytest.mark.parametrize(
    "line", ["draft: true", "published: false", "expiry: 2020-01-01", "withdrawn: true"]
)
def test_it_is_not_exported_and_taken_back_if_it_was(approved: Path, run: Run, line: str) -> None:
    run("export")
    assert (approved / COPY).is_file()
    say(approved, line)
    result = run("export")
    assert result.exit_code == 0, result.stdout
    assert "taken back" in result.stdout
    assert line.split(":")[0] in result.stdout or "expired" in result.stdout
    assert not (approved / COPY).exists()
    assert "1 held" in run("export").stdout
    assert not (approved / COPY).exists()


def test_a_copy_that_was_changed_by_hand_is_told_and_not_removed(approved: Path, run: Run) -> None:
    run("export")
    copy = approved / COPY
    copy.write_text(copy.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    say(approved, "draft: true")
    result = run("export")
    assert result.exit_code == 1
    assert "changed by hand: delete it yourself" in result.stdout
    assert copy.is_file()


def test_an_embargo_ends_by_the_clock_of_the_newsroom(approved: Path) -> None:
    say(approved, "date: 2026-11-30 08:00")
    report = exported(approved, NOW)
    (held,) = (each for each in report.files if each.article == "flood.md")
    assert held.result is Result.HELD
    assert held.reason == "it goes out on 2026-11-30 08:00 (+03:30)"
    opens = datetime(2026, 11, 30, 4, 30, tzinfo=UTC)
    assert report.next == (opens, "flood.md")
    assert not exported(approved, opens - timedelta(seconds=1), due=True).files
    assert not (approved / COPY).exists()
    (out,) = exported(approved, opens, due=True).files
    assert out.result is Result.WRITTEN
    assert (approved / COPY).is_file()
    assert not exported(approved, opens, due=True).files


def test_an_expiry_takes_back_though_no_file_changed(approved: Path) -> None:
    say(approved, "expiryDate: 2026-12-24")
    assert Result.WRITTEN in {each.result for each in exported(approved, NOW).files}
    midnight = datetime(2026, 12, 23, 20, 30, tzinfo=UTC)
    before = exported(approved, midnight - timedelta(seconds=1))
    assert {each.result for each in before.files} == {Result.UNCHANGED}
    (gone,) = exported(approved, midnight, due=True).files
    assert gone.result is Result.TAKEN_BACK
    assert not (approved / COPY).exists()


def test_what_is_due_and_not_approved_stays_due(approved: Path) -> None:
    say(approved, "date: 2026-11-30")
    exported(approved, NOW)
    review = approved / "locales/fa/flood.md.yaml"
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("  status: approved", "  status: draft", 1), encoding="utf-8")
    later = NOW + timedelta(days=2)
    assert exported(approved, later, due=True).failed
    assert exported(approved, later, due=True).failed
    review.write_text(text, encoding="utf-8")
    assert not exported(approved, later, due=True).failed
    assert (approved / COPY).is_file()


def test_settings_speak_for_files_that_cannot(approved: Path, run: Run) -> None:
    settings = (approved / "dragoman.yaml").read_text(encoding="utf-8")
    (approved / "dragoman.yaml").write_text(
        settings + "articles:\n  sky/*:\n    publish: {draft: true}\n", encoding="utf-8"
    )
    assert "it is marked as a draft (draft: true)" in run("export").stdout
    assert not (approved / "output/fa/sky/comet.txt").exists()
    assert (approved / COPY).is_file()


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("articles: {x: {publish: {date: soon}}}", "`date` has a wrong value"),
        ("articles: {x: {publish: {acept: draft}}}", "`acept` is not a setting"),
        ("articles: {x: {draft: true}}", "`draft` is not a setting"),
        ("timezone: Mars/Base", "`timezone` has a wrong value"),
        ("site: {folder: .git/hooks}", "`folder` has a wrong value"),
        ("site: {folder: Seeds}", "`folder` has a wrong value"),
    ],
)
def test_wrong_settings_are_told_with_their_line(
    newsroom: Path, run: Run, section: str, said: str
) -> None:
    (newsroom / "dragoman.yaml").write_text(f"targets: [fa]\n{section}\n", encoding="utf-8")
    result = run("export")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "dragoman.yaml:2" in result.stderr


def test_looking_at_drafts_never_touches_output(newsroom: Path, run: Run) -> None:
    run("translate")
    result = run("export", "--accept", "draft")
    assert result.exit_code == 2
    assert "--to-folder" in result.stderr
    assert not (newsroom / "output").exists()
    say(newsroom, "draft: true")
    assert run("export", "--accept", "draft", "--to-folder", "drafts").exit_code == 0
    assert (newsroom / "drafts/fa/flood.md").is_file(), "also what is not published"
    assert not (newsroom / "output").exists()
    assert run("export", "--accept", "draft", "--to-folder", "drafts").exit_code == 0
    for folder in (".", "output/x", "seeds", "locales/fa"):
        assert run("export", "--to-folder", folder).exit_code == 1


def test_what_was_exported_below_the_policy_is_named_and_taken_back(
    newsroom: Path, run: Run
) -> None:
    run("translate", "--to", "fa")
    settings = newsroom / "dragoman.yaml"
    settings.write_text("targets: [fa]\npublish: {accept: draft}\n", encoding="utf-8")
    run("export")
    settings.write_text("targets: [fa]\n", encoding="utf-8")
    assert "an earlier copy stays, which holds text that is only draft" in run("export").stdout
    assert (newsroom / COPY).is_file()
    assert "taken back" in run("export", "--prune").stdout
    assert not (newsroom / "output/fa").exists()


def test_what_was_rejected_is_taken_back_by_prune(approved: Path, run: Run) -> None:
    run("export")
    run("reject", "flood.md", "--status", "approved")
    assert "may not be published any more: --prune" in run("export").stdout
    assert (approved / COPY).is_file()
    result = run("export", "--prune")
    assert result.exit_code == 1
    assert not (approved / COPY).exists()


def test_an_outdated_copy_is_marked_once_with_the_day_of_its_version(
    approved: Path, run: Run
) -> None:
    run("export")
    clean = (approved / COPY).read_bytes()
    seed = approved / "seeds/flood.md"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("64 trucks", "65 trucks"), encoding="utf-8")
    assert run("export").exit_code == 1
    marked = (approved / COPY).read_text(encoding="utf-8")
    said = "> متن اصلی پس از ترجمه تغییر کرده است. این متن با نسخهٔ ۹ مارس ۲۰۲۱ مطابقت دارد."
    assert marked.count(said) == 1
    assert '\noutdated: "2021-03-09"\n' in marked
    assert "64" in marked
    run("export")
    assert (approved / COPY).read_text(encoding="utf-8") == marked
    seed.write_text(text, encoding="utf-8")
    assert run("export").exit_code == 0
    assert (approved / COPY).read_bytes() == clean


def test_an_outdated_copy_can_be_taken_back_instead(approved: Path, run: Run) -> None:
    with (approved / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {outdated: withhold}\n")
    run("export")
    seed = approved / "seeds/flood.md"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("64 trucks", "65 trucks"), encoding="utf-8")
    assert "taken back" in run("export").stdout
    assert not (approved / COPY).exists()


def test_a_manifest_that_names_files_elsewhere_is_refused(approved: Path, run: Run) -> None:
    run("export")
    path = approved / "output/.dragoman-manifest.json"
    clean = json.loads(path.read_bytes())
    target = approved / "locales/fa/flood.md.yaml"
    kept = target.read_bytes()
    for name in ("../locales/fa/flood.md.yaml", str(target), "fa/../../x", "C:\\x", "a\\..\\..\\x"):
        for section in ("files", "attachments"):
            entry = {"article": "gone.md", "locale": "fa", "sha256": ""}
            found = {**clean, section: {name: entry if section == "files" else "0"}}
            path.write_text(json.dumps(found), encoding="utf-8")
            result = run("export", "--prune", "--force")
            assert result.exit_code == 1
            assert name in result.stderr
            assert target.read_bytes() == kept


def test_pictures_and_attachments_go_along(approved: Path, run: Run) -> None:
    seed = approved / "seeds/flood.md"
    (approved / "seeds/images").mkdir()
    for name in ("a b.png", "c.png", "d.pdf", "front.jpg", "f.png"):
        (approved / "seeds/images" / name).write_bytes(name.encode())
    more = (
        "\n![A](images/a%20b.png) [the plan](images/d.pdf) ![gone](images/gone.png)\n"
        "[more](sky/comet.txt) [web](https://example.org/x.png) [odd](../up.png)\n\n"
        '<img src="images/c.png" alt="C">\n\n{{< figure src="images/f.png" >}}\n'
    )
    text = seed.read_text(encoding="utf-8").replace("---\n", "---\nimage: images/front.jpg\n", 1)
    seed.write_text(text + more, encoding="utf-8")
    run("translate")
    review = approved / "locales/fa/flood.md.yaml"
    whole = review.read_text(encoding="utf-8")
    review.write_text(whole.replace("status: draft", "status: approved"), encoding="utf-8")
    result = run("export")
    images = approved / "output/fa/images"
    assert sorted(path.name for path in images.iterdir()) == [
        "a b.png", "c.png", "d.pdf", "f.png", "front.jpg"
    ]  # fmt: skip
    assert "it refers to seeds/images/gone.png, and that is not there" in result.stdout
    assert "gone.png" in run("export").stdout, "each time"
    (approved / "seeds/images/c.png").write_bytes(b"new picture")
    run("export")
    assert (images / "c.png").read_bytes() == b"new picture"
    (images / "d.pdf").write_bytes(b"by hand")
    (approved / "seeds/images/d.pdf").write_bytes(b"changed as well")
    assert "images/d.pdf: it is not the file in seeds/" in run("export").stdout
    assert (images / "d.pdf").read_bytes() == b"by hand"
    say(approved, "draft: true")
    run("export")
    assert [path.name for path in images.iterdir()] == ["d.pdf"], "only what is not ours"


def test_copies_of_every_format_are_marked(approved: Path, run: Run) -> None:
    (approved / "seeds/page.html").write_text(
        "<html><head><title>River</title></head><body><p>It had 64 trucks.</p></body></html>",
        encoding="utf-8",
    )
    (approved / "seeds/comet.md").write_text(
        '+++\ntitle = "A comet"\ndate = 2024-03-09\n+++\n\nIt had 64 trucks.\n', encoding="utf-8"
    )
    document = docx.Document()
    document.add_paragraph("It had 64 trucks.")
    document.save(str(approved / "seeds/news.docx"))
    run("translate")
    run("approve", "--to", "fa")
    assert run("export").exit_code == 0
    for path in (approved / "seeds").rglob("*"):
        if path.suffix in (".html", ".md", ".txt"):
            text = path.read_text(encoding="utf-8")
            new = text.replace("64 trucks", "65 trucks").replace("bright", "dark")
            path.write_text(new, encoding="utf-8")
    document.paragraphs[0].runs[0].text = "It had 65 trucks."
    document.save(str(approved / "seeds/news.docx"))
    run("export")
    said = "متن اصلی پس از ترجمه تغییر کرده است"
    for name in ("page.html", "comet.md", "sky/comet.txt", "flood.md"):
        assert (approved / "output/fa" / name).read_text(encoding="utf-8").count(said) == 1, name
    copy = docx.Document(str(approved / "output/fa/news.docx"))
    assert said in copy.paragraphs[0].text
    today = f"{datetime.now():%Y}"
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    assert today.translate(digits) in copy.paragraphs[0].text, "the day on which it was accepted"
    before = {path: path.read_bytes() for path in (approved / "output").rglob("*.*")}
    run("export")
    assert {path: path.read_bytes() for path in (approved / "output").rglob("*.*")} == before


@pytest.mark.parametrize("text", ["a: [\n", "- a\n", "a: b: c\n", "a: &x [*x]\n", "[" * 3000])
def test_a_wrong_list_of_withdrawals_is_named(newsroom: Path, run: Run, text: str) -> None:
    (newsroom / "withdrawn.yaml").write_text(text, encoding="utf-8")
    result = run("export")
    assert "Traceback" not in result.output
    assert result.exit_code == 1
    assert "withdrawn.yaml" in result.stderr or "withheld" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\n\n---\n\ndraft: true\n",
        "---\n\nNews of the day\n\nHe wrote: draft: true\n",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert release.stray(text).unclear == ""


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("seeds/odd.md", "---\ntitle: T\ndate: [1, 2]\n---\n\nIt rained.\n", 3),
        ("seeds/odd.md", "+++\ntitle = 'T'\n\ndraft = [true]\n+++\n\nIt rained.\n", 4),
        ("seeds/odd.html", "<p>x</p>\n<meta name='expires' content='soon'><p>It rained.</p>\n", 2),
        ("seeds/odd.md", "---\ntitle: T\nPublish_Date: 03/09/2020\n---\n\nIt rained.\n", 3),
        ("seeds/odd.md", "\n---\ntitle: T\ndraft: true\n---\n\nIt rained.\n", 4),
        ("seeds/odd.md", "---\ntitle: T\ndraft: true\n\nIt rained.\n", 3),
        ("seeds/odd.md", "<!-- x -->\n---\ndate: 2999-01-01\n---\n\nIt rained.\n", 3),
        ("seeds/odd.md", "<!-- x -->\n+++\ndraft = true\n+++\n\nIt rained.\n", 3),
    ],
)
def test_an_unclear_entry_is_refused_with_its_line(
    newsroom: Path, run: Run, path: str, text: str, line: int
) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (newsroom / path).write_text(text, encoding="utf-8")
    name = path.removeprefix("seeds/")
    run("translate", name)
    run("approve", name, "--force")
    result = run("export", name)
    assert result.exit_code == 1
    assert f"{path}:{line}" in result.stderr
    assert not (newsroom / "output" / "fa" / name).exists()


def test_what_other_kinds_of_files_hold_back_is_in_no_copy(approved: Path, run: Run) -> None:
    page = '<meta charset="windows-1251"><meta name="draft" content="{}"><p>Bridge: мост.</p>'
    item = '{{"uri": "a", "standard": {{"name": "ninjs"}}, "pubStatus": "{}", "headline": "T."}}'
    for name, data in (
        ("draft.html", page.format("true").encode("cp1251")),
        ("news.html", page.format("false").encode("cp1251")),
        ("held.json", item.format("withheld").encode()),
        ("item.json", item.format("usable").encode()),
        ("data.json", b'{"towns": 3}'),
    ):
        (approved / "seeds" / name).write_bytes(data)
    run("translate")
    run("approve", "--to", "fa")
    run("export")
    made = {path.name for path in (approved / "output/fa").iterdir()}
    assert {"news.html", "item.json"} <= made
    assert not {"draft.html", "held.json", "data.json"} & made
    assert "utf-8" in (approved / "output/fa/news.html").read_text(encoding="utf-8")


def test_a_picture_from_the_top_of_the_site_is_looked_for_in_its_folder(
    newsroom: Path, run: Run
) -> None:
    text = "# Rain\n\n![Map](/img/map.png) ![Boat](/img/a%20boat.png) [Page](/about/)\n"
    (newsroom / "seeds/rain.md").write_text(text, encoding="utf-8")
    run("translate", "rain.md", "--to", "fa")
    run("approve", "rain.md", "--to", "fa", "--force")
    export = ("export", "rain.md", "--to", "fa")
    assert "it refers to" not in run(*export, "--dry-run").stdout
    (newsroom / "static/img").mkdir(parents=True)
    (newsroom / "static/img/map.png").write_bytes(b"map")
    told = "seeds/rain.md: it refers to /img/a boat.png, and static/img/a boat.png is not there"
    for _ in range(2):
        shown = run(*export).stdout
        assert told in shown
        assert shown.count("it refers to") == 1
    (newsroom / "static/img/a boat.png").write_bytes(b"boat")
    assert "it refers to" not in run(*export).stdout
    for name in ("map", "a boat"):
        brought = newsroom / f"output/img/{name}.png"
        assert brought.read_bytes() == (newsroom / f"static/img/{name}.png").read_bytes()
    (newsroom / "static/img/map.png").write_bytes(b"a newer map")
    run(*export)
    assert (newsroom / "output/img/map.png").read_bytes() == b"a newer map"
    (newsroom / "seeds/rain.md").unlink()
    run("export", "--prune")
    assert not (newsroom / "output/img").exists()


@pytest.mark.parametrize("folder", ["static/assets", "public/assets", "assets"])
def test_the_site_has_what_stands_beside_the_articles(
    newsroom: Path, run: Run, folder: str
) -> None:
    (newsroom / folder).mkdir(parents=True)
    (newsroom / folder / "map.png").write_bytes(b"map")
    (newsroom / "seeds/rain.md").write_text(
        "---\nimage: /assets/map.png\n---\n# Rain\n\n![Map](/assets/map.png#a) "
        "![No](/assets/no.png) [Page](/about/) [Out](/../secret.txt)\n",
        encoding="utf-8",
    )
    (newsroom / "secret.txt").write_text("secret", encoding="utf-8")
    with (newsroom / "dragoman.yaml").open("a", encoding="utf-8") as settings:
        settings.write('\nsite: {address: "https://a.example/"}\n')
    run("translate", "rain.md", "--to", "fa")
    run("approve", "rain.md", "--to", "fa", "--force")
    run("export", "rain.md", "--to", "fa")
    assert (newsroom / "output/assets/map.png").read_bytes() == b"map"
    result = run("site")
    assert result.exit_code == 0, result.output
    assert (newsroom / "site/media" / folder / "map.png").read_bytes() == b"map"
    page = (newsroom / "site/fa/rain.html").read_text(encoding="utf-8")
    assert f'src="../media/{folder}/map.png#a"' in page
    assert f'content="https://a.example/media/{folder}/map.png"' in page
    assert 'src="/assets/no.png"' in page
    assert not list((newsroom / "site").rglob("secret.txt"))


def test_a_picture_that_came_late_goes_along_with_a_copy_that_did_not_change(
    newsroom: Path, run: Run
) -> None:
    (newsroom / "seeds/rain.md").write_text("# Rain\n\n![Map](img/map.png)\n", encoding="utf-8")
    run("translate", "rain.md", "--to", "fa")
    run("approve", "rain.md", "--to", "fa", "--force")
    export = ("export", "rain.md", "--to", "fa")
    for _ in range(2):
        assert "it refers to seeds/img/map.png" in run(*export).stdout
    (newsroom / "seeds/img").mkdir()
    (newsroom / "seeds/img/map.png").write_bytes(b"map")
    assert "it refers to" not in run(*export).stdout
    assert (newsroom / "output/fa/img/map.png").read_bytes() == b"map"


def test_drafts_may_be_written_outside_of_the_newsroom(
    newsroom: Path, run: Run, tmp_path: Path
) -> None:
    run("translate", "flood.md", "--to", "fa")
    for result in ("written", "unchanged"):
        drafts = ("--accept", "draft", "--to-folder", str(tmp_path / "drafts"))
        shown = run("export", "flood.md", "--to", "fa", *drafts)
        assert shown.exit_code == 0, shown.output
        assert f"1 {result}" in shown.stdout
    assert (tmp_path / "drafts/fa/flood.md").exists()


NUMBER = "7" * 5000


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", f'{{"draft": true, "number": {NUMBER}}}\n\nText.\n'),
        ("a.json", f'{{"draft": true, "number": {NUMBER}, "body_text": "Text."}}'),
        ("a.md", f"---\ndraft: true\nnumber: {NUMBER}\n---\nText.\n"),
    ],
)
def test_a_number_of_thousands_of_digits_hides_no_draft(path: str, text: str) -> None:
    values, _ = metadata.read(path, text)
    assert values["draft"] == "true"
    assert values["number"] == NUMBER


def test_a_number_that_is_too_long_for_toml_is_told_in_plain_words() -> None:
    with pytest.raises(ArticleError, match="a number in it has thousands of digits"):
        metadata.read("a.md", f"+++\ndraft = true\nnumber = {NUMBER}\n+++\nText.\n")
