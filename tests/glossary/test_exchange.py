"""Glossaries for spreadsheets and terminology programs, out and in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from lxml import etree

from dragoman.errors import GlossaryError
from dragoman.glossary import Glossary, PartOfSpeech, Term, table, tbx
from tests.glossary.glossaries import glossaries

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schema" / "tbx-basic-dca.rng"))

FULL = Glossary(
    (
        Term(
            "relief truck",
            {"ru": ("грузовик | помощь", "a\\b"), "ar-EG": ("شاحنة",)},
            {"ru": ("фура, трак",)},
            case_sensitive=False,
            part_of_speech=PartOfSpeech.NOUN,
            note='Not "military";\nnever.',
        ),
        Term("lead", {"ru": ("свинец",)}, part_of_speech=PartOfSpeech.NOUN),
        Term("lead", {"ru": ("вести",)}),
        Term("Reuters", keep=True, part_of_speech=PartOfSpeech.PROPER_NOUN),
    )
)


@settings(max_examples=50)
@given(glossaries)
@example(FULL)
def test_a_table_gives_back_what_was_put_in(found: Glossary) -> None:
    assert table.parse(table.serialize(found), "x.csv") == found


@settings(max_examples=50)
@given(glossaries)
@example(FULL)
def test_tbx_is_valid_and_gives_back_what_was_put_in(found: Glossary) -> None:
    data = tbx.serialize(found, "en")
    assert not found.terms or SCHEMA.validate(etree.fromstring(data)), SCHEMA.error_log
    assert tbx.parse(data, "x.tbx", "en") == tbx.Read(found)


PAIR = Glossary((Term("flood", {"ru": ("потоп", "разлив"), "fa": ("سیل",)}),))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_any_spreadsheet_are_read(mark: str, ending: str, delimiter: str) -> None:
    rows = [["Term", "RU", "fa", "ru Forbidden"], ["flood", "потоп|разлив", " سیل ", ""], []]
    text = mark + ending.join(delimiter.join(row) for row in rows) + ending
    assert table.parse(text, "x.csv") == PAIR


WRONG = [
    ("ru,fa\nпотоп,سیل\n", 1, "no column `term`"),
    ("term,ru,color\n", 1, "`color` is no column"),
    ("term,ru,RU\n", 1, "`ru` is there twice"),
    ("term,ru\n,потоп\n", 2, "holds no word"),
    ("term,ru\nflood,a,b\n", 2, "3 cells, and there are 2 columns"),
    ('term,note\nx,"two\nlines"\nflood,\nflood,\n', 5, "stands in line 4 already"),
    ("term,do-not-translate\nx,maybe\n", 2, "Use true or false"),
    ("term,part-of-speech\nx,thing\n", 2, "Use one of: noun"),
    ("term,do-not-translate,ru\nx,yes,y\n", 2, "is not to be translated"),
    ("term,ru,ru forbidden\nx,y,y\n", 2, "both a translation and forbidden"),
    ('term,ru\nx,"y\n', 2, "no valid CSV"),
]


@pytest.mark.parametrize(("text", "line", "told"), WRONG)
def test_what_is_wrong_in_a_table_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        table.parse(text, "x.csv")
    assert caught.value.line == line
    assert told in str(caught.value)


DCT = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
  <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="1">
      <min:subjectField>rescue</min:subjectField>
      <langSec xml:lang="en-US">
        <termSec><term>flood</term><min:partOfSpeech>noun</min:partOfSpeech></termSec>
        <termSec><term>deluge</term>
          <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
      </langSec>
      <langSec xml:lang="ru">
        <termSec><term>разлив</term>
          <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>потоп</term>
          <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        <termSec><term>хляби</term>
          <min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
      </langSec>
    </conceptEntry>
    <conceptEntry id="2"><langSec xml:lang="ru"><termSec><term>дождь</term></termSec></langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""
MARTIF = """\
<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry>
<langSet xml:lang="en"><tig><term>flood</term><termNote type="partOfSpeech">noun</termNote>
</tig></langSet>
<langSet xml:lang="fa"><ntig><termGrp><term>سیل</term></termGrp></ntig></langSet>
</termEntry></body></text></martif>
"""


def test_the_other_style_and_the_older_standard_are_read() -> None:
    read = tbx.parse(DCT.encode(), "x.tbx", "en")
    (flood,) = read.glossary.terms
    assert flood == Term(
        "flood",
        {"ru": ("потоп", "разлив")},
        {"ru": ("хляби",)},
        part_of_speech=PartOfSpeech.NOUN,
    )
    assert read.left_out == ("the concept in line 22 has no term in en",)
    older = tbx.parse(MARTIF.encode(), "x.tbx", "en")
    assert older.glossary.terms == (
        Term("flood", {"fa": ("سیل",)}, part_of_speech=PartOfSpeech.NOUN),
    )


BAD_XML = [
    ("<tbx><text>", "not valid XML"),
    ("<html/>", "begins with <html>"),
    ('<tbx><langSec xml:lang="xx-klingon"/></tbx>', ""),
    (DCT.replace('"ru"', '"xq9"', 1), "`xq9` is no known locale"),
]


@pytest.mark.parametrize(("text", "told"), BAD_XML)
def test_what_is_wrong_in_tbx_is_told(text: str, told: str) -> None:
    if not told:
        assert tbx.parse(text.encode(), "x.tbx", "en").glossary.terms == ()
        return
    with pytest.raises(GlossaryError) as caught:
        tbx.parse(text.encode(), "x.tbx", "en")
    assert told in str(caught.value)
    assert caught.value.line


def test_tbx_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="ascii")
    entity = f'<!DOCTYPE tbx [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    body = DCT.split("?>\n", 1)[1].replace("<term>flood", "<term>flood&s;")
    read = tbx.parse(f"{entity}{body}".encode(), "x.tbx", "en")
    assert "secret" not in read.glossary.terms[0].text
