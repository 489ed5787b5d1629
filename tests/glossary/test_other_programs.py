"""Glossaries as memoQ, Crowdin, Lokalise, Trados MultiTerm, Weblate and people write them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import GlossaryError
from dragoman.glossary import Term, foreign_encoding, table, tbx
from dragoman.glossary.entry import PartOfSpeech, Read
from dragoman.glossary.foreign_table import TableLanguages
from dragoman.glossary.headings import ColumnMeaning, Says, heading

KNOWN = TableLanguages("en", ("ru",))

MEMOQ = (
    "Entry_ID,Entry_Subject,Entry_Domain,Entry_ClientID,Entry_Created,Entry_Note,"
    "English_United_States_Def,English_United_States,Term_Info,Term_Example,"
    "English_United_States,Term_Info,Term_Example,"
    "Russian_Def,Russian,Term_Info,Term_Example,Russian,Term_Info,Term_Example\n"
)
CROWDIN = (
    "Concept ID,Concept Definition,Term [en],Description [en],Part of Speech [en],Status [en],"
    "Term [ru],Status [ru],Lemma [ru]\n"
)
LOKALISE = (
    "term;description;casesensitive;translatable;forbidden;tags;en;en_description;ru;"
    "ru_description\n"
)


def read(text: str, known: TableLanguages = KNOWN) -> Read:
    return table.read(text, "x.csv", known)


def said(found: Read) -> list[tuple[str, Mapping[str, tuple[str, ...]], str]]:
    return [(term.text, dict(term.translations), term.note) for term in found.glossary.terms]


@pytest.mark.parametrize(
    "text",
    [
        f"{MEMOQ}1,News,,,2020,большая вода,,flood,CasePermissive;HalfPrefix,,,,,,потоп,,,,,\n"
        "2,,,,2020,,,truce,CaseSense,,,,,,перемирие,,,,,\n",
        f"{CROWDIN}1,,flood,большая вода,,preferred,потоп,preferred,\n2,,truce,,,,перемирие,,\n",
        f"{LOKALISE}flood;большая вода;no;yes;no;a,b;;;потоп;\n"
        "truce;;no;yes;no;;truce;;перемирие;\n",
        "English\tRussian\tNotes\nflood\tпотоп\tбольшая вода\ntruce\tперемирие\t\n",
        "English (United States),Russian,Note\nflood,потоп,большая вода\ntruce,перемирие,\n",
        "English Term,Russian Term,Category,English Example,Notes\n"
        "flood,потоп,Weather,A flood.,большая вода\ntruce,перемирие,,,\n",
        "en,en_note,ru\nflood,большая вода,потоп\ntruce,,перемирие\n",
    ],
    ids=["memoQ", "Crowdin", "Lokalise", "tabs", "MultiTerm", "people", "codes"],
)
def test_tables_of_other_programs_are_read(text: str) -> None:
    assert said(read(text)) == [
        ("flood", {"ru": ("потоп",)}, "большая вода"),
        ("truce", {"ru": ("перемирие",)}, ""),
    ]


def test_a_line_may_have_several_names_and_forms() -> None:
    row = "1,,,,,,,truce,,,cease-fire,CaseSense,,,перемирие,,,мир,CasePermissive;Forbidden,\n"
    terms = read(MEMOQ + row).glossary.terms
    assert [(term.text, dict(term.translations), dict(term.forbidden)) for term in terms] == [
        (text, {"ru": ("перемирие",)}, {"ru": ("мир",)}) for text in ("truce", "cease-fire")
    ]


def test_a_form_may_be_called_unusable() -> None:
    rows = "1,,flood,,noun,,потоп,obsolete,\n1,,flood,,noun,,наводнение,Preferred,\n"
    rows += "1,,flood,,noun,not recommended,паводок,not recommended,\n"
    (term,) = read(CROWDIN + rows).glossary.terms
    assert dict(term.translations) == {"ru": ("наводнение",)}
    assert dict(term.forbidden) == {"ru": ("потоп", "паводок")}


def test_a_term_may_be_called_not_translatable() -> None:
    rows = "Reuters;;yes;no;no;;;;Reuters;\nAP;;yes;no;no;;;;АП;\n"
    found = read(LOKALISE + rows)
    assert [(term.keep, dict(term.translations)) for term in found.glossary.terms] == [
        (True, {}),
        (True, {}),
    ]
    assert all(term.case_sensitive for term in found.glossary.terms)
    assert [each for each in found.left_out if "translations are not read" in each] == [
        "“AP” is not to be translated, and its translations are not read"
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("v.", PartOfSpeech.VERB),
        ("n", PartOfSpeech.NOUN),
        ("Adj.", PartOfSpeech.ADJECTIVE),
        ("Proper noun", PartOfSpeech.PROPER_NOUN),
        ("глагол", PartOfSpeech.OTHER),
        ("", None),
    ],
)
def test_parts_of_speech_may_be_shortened(written: str, expected: PartOfSpeech | None) -> None:
    (term,) = read(f"English,Russian,Part of Speech\nflood,потоп,{written}\n").glossary.terms
    assert term.part_of_speech is expected


def test_what_a_glossary_has_no_place_for_is_told_once() -> None:
    rows = "English Term,Russian Term,Category,Tags\nflood,потоп,Weather,\ntruce,перемирие,War,\n"
    assert read(rows).left_out == ("columns for which a glossary has no place: Category",)


@pytest.mark.parametrize(
    "text",
    [
        "English\tанглийский\nflood\tпотоп\n",
        "status\tсостояние\nEnglish\tанглийский\n",
        "category,разряд\nflood,потоп\n",
    ],
)
def test_a_term_that_is_like_a_name_of_a_column_is_a_term(text: str) -> None:
    assert len(read(text).glossary.terms) == 2


@pytest.mark.parametrize("text", ["term,ru,RU\nx,y,z\n", "term,source,ru\nx,y,z\n"])
def test_a_column_is_there_once(text: str) -> None:
    with pytest.raises(GlossaryError, match="is there twice"):
        read(text)


def test_a_line_of_omegat_without_a_tab_is_told() -> None:
    head = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
    found = read(f"{head}flood  потоп\ntruce\tперемирие\n")
    assert [term.text for term in found.glossary.terms] == ["truce"]
    assert found.left_out == ("line 2 has no tab, and so no translation",)


@given(st.text(max_size=30))
def test_any_name_of_a_column_is_one_or_none(name: str) -> None:
    found = heading(name)
    assert found is None or isinstance(found.says, Says)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("English_United_States_Def", ColumnMeaning(Says.NOTE, "en")),
        ("Portuguese_Brazil", ColumnMeaning(Says.TERM, "pt")),
        ("Term [fa-IR]", ColumnMeaning(Says.TERM, "fa-IR")),
        ("de_DE_description", ColumnMeaning(Says.NOTE, "de-DE")),
        ("Entry_Modifier", ColumnMeaning(Says.NOTHING)),
        *((name, None) for name in ("id", "en", "fa-IR", "ru forbidden", "word", "", "[en]")),
    ],
)
def test_what_a_name_of_a_column_says(name: str, expected: ColumnMeaning | None) -> None:
    assert heading(name) == expected


@pytest.mark.parametrize(
    ("encoding", "locale", "form"),
    [
        ("cp1252", "de", "Waffenruhe für „Häftlinge“"),
        ("cp1252", "fr", "cessez-le-feu négocié à Genève"),
        ("cp1250", "cs", "příměří, žádná palba"),
        ("cp1250", "pl", "zawieszenie broni łączność"),
        ("cp1251", "ru", "прекращение огня, ничья яма"),
        ("cp1254", "tr", "ateşkes görüşmesi"),
        ("cp1256", "fa", "صلح و آرامش"),
    ],
)
def test_tables_of_earlier_windows_are_read(encoding: str, locale: str, form: str) -> None:
    data = f"term,{locale}\nceasefire,{form}\n".encode(encoding)
    for locales in ((locale,), ("fa", locale, "ru", "tr")):
        text, name = foreign_encoding.decode(data, "x.csv", locales)
        assert form in text
        assert name.startswith("Windows")


WEBLATE = """\
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="Usage note">x</descrip>
<langSet xml:lang="en"><tig><term>flood</term></tig></langSet>
<langSet xml:lang="ru"><tig><term>потоп</term>
<termNote type="{kind}">{status}</termNote></tig><tig><term>наводнение</term></tig></langSet>
</termEntry>
<termEntry id="2"><descrip type="Translation needed">No</descrip>
<langSet xml:lang="en"><tig><term>SYS_ERR</term></tig></langSet>
<langSet xml:lang="ru"><tig><term>SYS_ERR</term></tig></langSet></termEntry>
<termEntry id="3"><descrip type="Translation needed">Yes</descrip>
<langSet xml:lang="en"><tig><term>rain</term></tig></langSet>
<langSet xml:lang="ru"><tig><term>дождь</term></tig></langSet></termEntry>
</body></text></martif>
"""


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("administrativeStatus", "obsolete"),
        ("administrativeStatus", "forbidden"),
        ("administrativeStatus", "deprecatedTerm-admn-sts"),
        ("administrativeStatus", "SupersededTerm-admn-sts"),
        ("normativeAuthorization", "deprecatedTerm"),
    ],
)
def test_what_programs_say_of_a_term_in_tbx(kind: str, status: str) -> None:
    text = WEBLATE.format(kind=kind, status=status)
    assert tbx.parse(text.encode(), "x.tbx", "en").glossary.terms == (
        Term("flood", {"ru": ("наводнение",)}, {"ru": ("потоп",)}),
        Term("SYS_ERR", keep=True),
        Term("rain", {"ru": ("дождь",)}),
    )


def test_a_concept_whose_term_is_not_to_be_used_is_told() -> None:
    text = (
        "<martif><text><body><termEntry><langSet xml:lang='en-US'><tig><term>data bus</term>"
        "<termNote type='administrativeStatus'>obsolete</termNote></tig></langSet>"
        "<langSet xml:lang='ru'><tig><term>шина</term></tig></langSet></termEntry></body></text>"
        "</martif>"
    )
    assert tbx.parse(text.encode(), "x.tbx", "en").left_out == (
        "the concept in line 1 has no term in en that may be used",
    )
