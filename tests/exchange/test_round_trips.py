"""What goes out and comes back unchanged changes nothing; what was edited arrives exactly."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dragoman import exchange
from dragoman.errors import ExchangeError
from dragoman.exchange import ReturnedLine, Sheet, SheetLine
from dragoman.exchange.sheet import Offered, seen
from dragoman.model import Status, Syntax
from tests.libreoffice import converted, tool

FORMATS = sorted(exchange.FORMATS.keys() - {"pot"})
"""All that hold the texts as they are; a template has none."""

_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters=_CONTROLS + "\u2028\u2029\ufffe\uffff"),
    max_size=40,
).map(str.strip)

SOURCES = st.one_of(
    TEXT.filter(bool),
    st.sampled_from(
        [
            "It rained.",
            "=HYPERLINK(1)",
            "+7 people",
            "Write to desk@example.org or [the desk](https://example.org/a?b=1&c=2).",
            "**Two** <b>trucks</b> & one `bridge`",
        ]
    ),
)

LINES = st.builds(
    SheetLine,
    id=st.just(""),
    source=SOURCES,
    target=TEXT,
    status=st.sampled_from(Status),
    note=TEXT,
    syntax=st.sampled_from(Syntax),
    label=st.sampled_from(["", "paragraph 3"]),
    findings=st.lists(TEXT.filter(bool), max_size=2).map(tuple),
    was=TEXT,
    suggestion=TEXT,
    terms=st.just((("river", ("رود",)),)),
    matches=st.lists(st.builds(Offered, SOURCES, TEXT, st.floats(0, 100), TEXT), max_size=2).map(
        tuple
    ),
)


def numbered(lines: list[SheetLine]) -> tuple[SheetLine, ...]:
    return tuple(replace(line, id=f"{number:08x}") for number, line in enumerate(lines, 1))


SHEETS = st.builds(
    Sheet,
    article=st.just("news/flood.md"),
    source=st.just("en"),
    target=st.sampled_from(["fa", "ru"]),
    rtl=st.booleans(),
    lines=st.lists(LINES, max_size=5).map(numbered),
)


def came_back(sheet: Sheet, name: str) -> tuple[ReturnedLine, ...]:
    form = exchange.FORMATS[name]
    (returned,) = exchange.read(exchange.write(sheet, name), f"x{form.suffix}")
    assert (returned.article, returned.target) == (sheet.article, sheet.target)
    return returned.lines


@pytest.mark.parametrize("name", FORMATS)
@given(sheet=SHEETS)
def test_what_nobody_touched_comes_back_as_it_went_out(name: str, sheet: Sheet) -> None:
    lines = came_back(sheet, name)
    assert [line.id for line in lines] == [line.id for line in sheet.lines]
    for sent, line in zip(sheet.lines, lines, strict=True):
        assert line.seen == sent.seen
        kept = sent.target if sent.target or name != "po" else ""
        assert (line.source, line.target) == (sent.source, kept)
        if name == "po" and bool(sent.target) == (sent.status is Status.NEW):
            continue  # gettext has no text that is new, and none that is empty and not new
        assert not line.problem or name.startswith("xliff")
        assert seen(line.source, line.target, line.status, line.note) == sent.seen


@given(sheet=SHEETS)
def test_what_nobody_wrote_into_a_template_says_nothing(sheet: Sheet) -> None:
    lines = came_back(sheet, "pot")
    assert [line.id for line in lines] == [line.id for line in sheet.lines]
    for sent, line in zip(sheet.lines, lines, strict=True):
        assert (line.source, line.seen) == (sent.source, sent.seen)
        assert (line.target, line.note) == (None, None)


def sheet_of(*lines: SheetLine, target: str = "fa") -> Sheet:
    return Sheet("a.md", "en", target, target == "fa", numbered(list(lines)))


PLAIN = SheetLine("", "It rained.", "باران آمد.", Status.DRAFT)
MARKED = SheetLine(
    "",
    "See [the desk](https://example.org) today.",
    "امروز [میز](https://example.org) را ببینید.",
    Status.REVIEWED,
    syntax=Syntax.MARKDOWN,
)


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize("change", ["removed", "doubled"])
def test_a_tag_that_is_missing_or_doubled_refuses_its_segment_alone(name: str, change: str) -> None:
    form = exchange.FORMATS[name]
    text = exchange.write(sheet_of(PLAIN, MARKED), name).decode()
    head, _, target = text.rpartition("<target")
    end = target.index("/>") + 2 if name == "xliff2" else target.index("</ph>") + 5
    begin = target.index("<ph")
    tag = target[begin:end]
    target = target.replace(tag, "" if change == "removed" else tag * 2, 1)
    (returned,) = exchange.read(f"{head}<target{target}".encode(), f"x{form.suffix}")
    assert [bool(line.problem) for line in returned.lines] == [False, True]


def test_matches_and_terms_stand_where_xliff_has_a_place_for_them() -> None:
    approved = "امروز [میز](https://example.org) را دیدیم."
    offered = Offered("See [the desk](https://example.org) now.", approved, 87.4, "memory b.md")
    line = replace(MARKED, matches=(offered,), suggestion=approved, terms=(("desk", ("میز",)),))
    for name, path, quality in (
        ("xliff", ".//{*}alt-trans", "match-quality"),
        ("xliff2", ".//{*}match", "similarity"),
    ):
        root = etree.fromstring(exchange.write(sheet_of(line), name))
        (match,) = root.findall(path)
        assert (match.get("origin"), (match.get(quality) or "").rstrip("%")) == (
            "memory b.md",
            "87",
        )
        # A tool that takes the match over takes the tags of the sentence along.
        for codes in (root.iterfind(".//{*}source"), match.iterfind("{*}target")):
            assert [code.get("id") for each in codes for code in each.iter("{*}ph")][:2] == [
                "1",
                "2",
            ]
    (entry,) = root.findall(".//{*}glossEntry")
    assert [part.text for part in entry] == ["desk", "میز"]
    mark = root.find(".//{*}segment/{*}source/{*}mrk")
    assert mark is not None
    assert match.get("ref") == f"#{mark.get('id')}"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=1+1"])
def test_a_cell_that_begins_like_a_formula_is_text(text: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    (tmp_path / "x.xlsx").write_bytes(exchange.write(sheet_of(replace(PLAIN, target=text)), "xlsx"))
    page = load_workbook(tmp_path / "x.xlsx")["translation"]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}
    (line,) = came_back(sheet_of(replace(PLAIN, target=text)), "xlsx")
    assert line.target == text


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"<x/>", b"<xliff", b"\xff\xfe"])
def test_a_file_that_is_none_is_refused_in_plain_words(name: str, data: bytes) -> None:

    with pytest.raises(ExchangeError) as raised:
        exchange.read(data, f"x{exchange.FORMATS[name].suffix}")
    assert raised.value.advice


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_an_archive_does_not_say_when_it_was_made(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(exchange.write(sheet_of(PLAIN), name))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert f"{datetime.now(UTC):%Y-}".encode() not in archive.read("docProps/core.xml")


def test_an_unknown_kind_of_file_names_those_that_are_known() -> None:

    with pytest.raises(ExchangeError, match="not exchanged"):
        exchange.read(b"", "x.pdf")


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_entities_of_a_document_are_not_obeyed(name: str) -> None:
    form = exchange.FORMATS[name]
    text = exchange.write(sheet_of(PLAIN), name).decode()
    head, _, rest = text.partition("?>")
    evil = f'{head}?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rest}'
    evil = evil.replace("باران آمد.", "&e;")
    with pytest.raises(ExchangeError) as refused:
        exchange.read(evil.encode(), f"x{form.suffix}")
    assert "root:" not in str(refused.value)


# ---- Other programs ---------------------------------------------------------------------------


def by_libreoffice(path: Path, suffix: str) -> Path:
    """Let LibreOffice read the file and write it anew."""
    return converted(path, suffix, path.parent / "rewritten")


def by_msgcat(path: Path, suffix: str) -> Path:
    """Let gettext check the catalog and write it anew, wrapped its own way."""
    del suffix
    subprocess.run([tool("msgfmt"), "--check", "-o", os.devnull, str(path)], check=True)
    out = path.with_name("rewritten.po")
    subprocess.run([tool("msgcat"), "--width=40", "-o", str(out), str(path)], check=True)
    return out


def by_way_of_ods(path: Path, suffix: str) -> Path:
    """Let LibreOffice keep a spreadsheet in its own format, and send it back in ours."""
    return by_libreoffice(by_libreoffice(path, "ods"), suffix)


def by_toolkit(path: Path, suffix: str) -> Path:
    """Let the converters of translate-toolkit read the file and write it anew, twice."""
    del suffix
    found, merged = (path.with_name(f"{name}{path.suffix}") for name in ("found", "merged"))
    for words in (
        ("pocount", "--csv", path),
        ("pogrep", "--progress=none", "--regexp", "--search=source", ".", path, found),
        ("pomerge", "--progress=none", "-t", path, found, merged),
    ):
        tool, *options = map(str, words)
        command = [sys.executable, "-m", f"translate.tools.{tool}", *options]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    return merged


@pytest.mark.parametrize(
    ("name", "rewrite"),
    [
        ("xlsx", by_libreoffice),
        ("xlsx", by_way_of_ods),
        ("docx", by_libreoffice),
        ("po", by_msgcat),
        ("po", by_toolkit),
        ("xliff", by_toolkit),
    ],
)
def test_other_programs_read_and_write_the_files(
    name: str, rewrite: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    form = exchange.FORMATS[name]
    many = replace(PLAIN, source='Say "=1+1" & <go>\ton.', target="=۱+۱ <b>", note="See\np. 2")
    if rewrite is by_way_of_ods:  # which keeps no tab in a cell; no source has one
        many = replace(many, source=many.source.replace("\t", " "))
    sheet = sheet_of(PLAIN, MARKED, many, replace(PLAIN, status=Status.APPROVED))
    path = tmp_path / f"sent{form.suffix}"
    path.write_bytes(exchange.write(sheet, name))
    again = rewrite(path, form.suffix[1:])
    (returned,) = exchange.read(again.read_bytes(), str(again))
    assert (returned.article, returned.target) == ("a.md", "fa")
    for sent, line in zip(sheet.lines, returned.lines, strict=True):
        assert line.seen == sent.seen
        assert seen(line.source, line.target, line.status, line.note) == sent.seen


def test_xliff_of_earlier_versions_is_read() -> None:
    text = exchange.write(sheet_of(PLAIN), "xliff").decode()
    (sent,) = sheet_of(PLAIN).lines
    group = re.search(r"<context-group.*</context-group>", text)
    assert group is not None
    attributes = f'xmlns:d="urn:dragoman:exchange" d:seen="{sent.seen}" d:status="draft" approved'
    old = text.replace(group[0], "").replace(" approved", f" {attributes}", 1)
    (line,) = exchange.read(old.encode(), "x.xlf")[0].lines
    assert (line.seen, line.status) == (sent.seen, Status.DRAFT)
    (lost,) = exchange.read(text.replace(group[0], "").encode(), "x.xlf")[0].lines
    assert lost.seen == ""
