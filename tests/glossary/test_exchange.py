"""Glossaries for spreadsheets and terminology programs, out and in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from lxml import etree

from dragoman.errors import GlossaryError
from dragoman.glossary import Glossary, PartOfSpeech, Term, foreign_encoding, table, tbx
from dragoman.glossary.entry import Read
from dragoman.glossary.foreign_table import TableLanguages
from dragoman.glossary.merging import relocated
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
@example(Glossary((Term("zero", {"ru": ("0 /", "/ 0", "/"), "fa": ("۰ /",)}),)))
def test_a_table_gives_back_what_was_put_in(found: Glossary) -> None:
    assert table.parse(table.serialize(found), "x.csv") == found


@settings(max_examples=50)
@given(glossaries)
@example(FULL)
def test_tbx_is_valid_and_gives_back_what_was_put_in(found: Glossary) -> None:
    data = tbx.serialize(found, "en")
    assert not found.terms or SCHEMA.validate(etree.fromstring(data)), SCHEMA.error_log
    assert tbx.parse(data, "x.tbx", "en") == Read(found)


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
    ("term,ru,color\n", 1, "`color` is not a column"),
    ("term,ru,RU\n", 1, "`ru` is there twice"),
    ("term,ru\n,потоп\n", 2, "holds no word"),
    ("term,ru\nflood,a,b\n", 2, "3 cells, and there are 2 columns"),
    ('term,note\nx,"two\nlines"\nflood,\n!,\n', 5, "holds no word"),
    ("term,do-not-translate\nx,maybe\n", 2, "Use true or false"),
    ("term,part-of-speech\nx,thing\n", 2, "Use one of: noun"),
    ("term,do-not-translate,ru\nx,yes,y\n", 2, "is not to be translated"),
    ("term,ru,ru forbidden\nx,y,y\n", 2, "both a translation and forbidden"),
    ('term,ru\nx,"y\n', 2, "the row that begins here is never closed"),
    ('term,ru\nx,y\nflood,"a\n' + "b,c\n" * 50_000, 3, "where a quotation mark is never closed"),
    ('term,ru\nx,"y" z\n', 2, "a quotation mark closes a cell, and text follows"),
    ("term,ru" + ",note" * 16_383 + "\n", 1, "more than 16,384 columns"),
]


@pytest.mark.parametrize(("text", "line", "told"), WRONG)
def test_what_is_wrong_in_a_table_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        table.parse(text, "x.csv")
    assert caught.value.line == line
    assert told in str(caught.value)


def test_a_table_of_excel_for_mac_is_read() -> None:
    text = 'term,fa\rflood,"سیل, \rبزرگ"\rtruce,آتش‌بس\r'
    for ending in ("\r", "\n", "\r\n"):
        for start in ("", "\ufeff", f"sep=,{ending}"):
            read = table.parse(start + text.replace("\r", ending), "x.csv")
            assert [(term.text, term.translations["fa"]) for term in read.terms] == [
                ("flood", ("سیل,", "بزرگ")),
                ("truce", ("آتش‌بس",)),
            ]
    with pytest.raises(GlossaryError) as caught:
        table.parse("term,fa\rflood,a\r,b\r", "x.csv")
    assert caught.value.line == 3


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
    (DCT.replace('"ru"', '"xq9"', 1), "`xq9` is not a known locale"),
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


@pytest.mark.parametrize("declared", ["SYSTEM {}", '"and more"'])
def test_tbx_reads_no_other_file_and_loses_no_text(tmp_path: Path, declared: str) -> None:
    (tmp_path / "secret").write_text("secret", encoding="ascii")
    said = declared.format(f'"{(tmp_path / "secret").as_uri()}"')
    body = DCT.split("?>\n", 1)[1].replace("<term>flood", "<term>flood&s;")
    with pytest.raises(GlossaryError, match="not all here: &s; stands for") as caught:
        tbx.parse(f"<!DOCTYPE tbx [<!ENTITY s {said}>]>{body}".encode(), "x.tbx", "en")
    assert "secret" not in str(caught.value)
    assert caught.value.line


def test_entities_that_no_term_uses_do_no_harm() -> None:
    declared = '<!DOCTYPE tbx [<!ENTITY s "x">]>'
    text = DCT.replace("?>\n", f"?>{declared}\n", 1).replace("flood", "flood&amp;&#x66;", 1)
    assert tbx.parse(text.encode(), "x.tbx", "en").glossary.terms[0].text == "flood&f"


ENGLISH = TableLanguages("en", ("ru",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flood\tпотоп\tбольшая вода\n# a remark\ntruce\tперемирие\n", "OmegaT"),
        ("flood,потоп,большая вода\n  truce , перемирие\n", "no names, commas"),
        ('flood;"потоп";большая вода\n\n"truce";перемирие\n', "no names, semicolons"),
        ("sep=;\nflood;потоп;большая вода\ntruce;перемирие\n", "no names, Excel"),
        ("flood\tпотоп\tбольшая вода\n\t\n\tничей\ntruce\tперемирие\n", "a line without a term"),
        ("# Glossary\nflood\tпотоп\tбольшая вода\ntruce\tперемирие\n", "OmegaT"),
        ("sep=;\nterm;ru;note\nflood;потоп;большая вода\ntruce;перемирие;\n", "sep"),
        ("\ufeffsep=,\r\nen,ru,Notes\r\nflood,потоп,большая вода\r\ntruce,перемирие,\r\n", "en"),
        ("en-US;ru-RU;Comments\nflood;потоп;большая вода\ntruce;перемирие\n", "region"),
        ("Source,Target,Description\nflood,потоп,большая вода\ntruce,перемирие,\n", "target"),
        (
            '"location","source","target","id","fuzzy","context","translator_comments",'
            '"developer_comments"\n"","flood","потоп","","False","","большая вода",""\n'
            '"","truce","перемирие","","","","",""\n',
            "Weblate",
        ),
        (
            "Forbidden,Domain,Subdomain,Definition,en-US,Notes,Example of use,ru-RU,Notes,"
            "Example of use\n,Weather,,,flood,,A flood came.,потоп,большая вода,\n"
            ",,,,truce,,,перемирие,,\n",
            "MateCat",
        ),
    ],
)
def test_tables_of_other_programs_are_read(text: str, expected: str) -> None:
    found = relocated(table.parse(text, "x.csv", ENGLISH), ("ru",))
    assert [(term.text, dict(term.translations), term.note) for term in found.terms] == [
        ("flood", {"ru": ("потоп",)}, "большая вода"),
        ("truce", {"ru": ("перемирие",)}, ""),
    ], expected


def test_a_translation_that_weblate_calls_uncertain_is_left_out() -> None:
    text = "source,target,fuzzy\nflood,потоп,True\ntruce,перемирие,\n"
    found = table.read(text, "x.csv", ENGLISH)
    assert [dict(term.translations) for term in found.glossary.terms] == [
        {},
        {"ru": ("перемирие",)},
    ]
    assert "“flood”" in found.left_out[0]


def test_a_line_of_a_termbase_may_say_what_is_forbidden() -> None:
    text = "Forbidden,Domain,en-US,ru-RU\nTRUE,,flood,потоп\n,,flood,наводнение\n"
    (term,) = relocated(table.parse(text, "x.csv", ENGLISH), ("ru",)).terms
    assert dict(term.translations) == {"ru": ("наводнение",)}
    assert dict(term.forbidden) == {"ru": ("потоп",)}


def test_a_term_in_several_lines_has_what_all_of_them_say() -> None:
    text = "term,ru,fa\nflood,потоп,\nrain,дождь,باران\nflood,разлив,سیل\n"
    flood, _ = table.parse(text, "x.csv").terms
    assert dict(flood.translations) == {"ru": ("потоп", "разлив"), "fa": ("سیل",)}


@pytest.mark.parametrize("cell", ["a; b", "a;b", "a | b", "a / b", "a؛ b", '"a\nb"', "a ; b ; a"])
def test_alternatives_in_a_cell_are_forms_of_their_own(cell: str) -> None:
    (term,) = table.parse(f"term,ru\nx,{cell}\n", "x.csv").terms
    assert dict(term.translations) == {"ru": ("a", "b")}
    (term,) = table.parse("term,ru\nx,км/ч\n", "x.csv").terms
    assert dict(term.translations) == {"ru": ("км/ч",)}


@pytest.mark.parametrize("text", ["word,Russian", "words,ru", "thing,Translation", "x,y,z,w"])
def test_what_may_be_a_name_of_a_column_is_no_term(text: str) -> None:
    with pytest.raises(GlossaryError, match="is not a column"):
        table.parse(f"{text}\nflood,потоп\n", "x.csv", ENGLISH)


def test_a_table_of_remarks_is_empty() -> None:
    assert table.parse("# Glossary -*- coding: utf-8 -*-\n", "x.tab", ENGLISH).terms == ()


def test_a_table_that_does_not_say_its_language_must_be_told() -> None:
    for text in ("flood\tпотоп\n", "source,target\nflood,потоп\n", "flood,потоп\n"):
        with pytest.raises(GlossaryError, match="which language") as caught:
            table.parse(text, "x.csv", TableLanguages("en", ("fa", "ru")))
        assert "--to fa" in caught.value.advice


@pytest.mark.parametrize(
    ("encoding", "locale", "form"),
    [
        ("utf-16", "ru", "прекращение огня"),
        ("utf-16-le", "fa", "آتش‌بس"),
        ("utf-16-be", "ru", "прекращение огня"),
        ("cp1251", "ru", "прекращение «огня»"),
        ("cp1256", "ar", "وقف إطلاق النار"),
        ("cp1254", "tr", "ateşkes görüşmesi"),
    ],
)
def test_tables_in_other_encodings_are_read(encoding: str, locale: str, form: str) -> None:
    data = f"term,{locale}\nceasefire,{form}\n".encode(encoding)
    text, name = foreign_encoding.decode(data, "x.csv", ("ru", "fa", "ar", "tr"))
    assert name
    assert form in text
    (term,) = table.parse(text, "x.csv").terms
    assert dict(term.translations) == {locale: (form,)}


def test_bytes_of_no_language_of_the_newsroom_are_refused() -> None:
    with pytest.raises(GlossaryError, match="not UTF-8"):
        foreign_encoding.decode("term,ru\nx,огонь\n".encode("koi8-r"), "x.csv", ("tr",))


def test_what_is_for_a_region_is_used_where_the_newsroom_has_the_language() -> None:
    term = Term("flood", {"ru-RU": ("потоп",), "fa-IR": ("سیل",), "pt-PT": ("cheia",)})
    (found,) = relocated(Glossary((term,)), ("ru", "fa-IR", "pt-BR")).terms
    assert dict(found.translations) == {"ru": ("потоп",), "fa-IR": ("سیل",), "pt-PT": ("cheia",)}
