"""What each check finds, and what it must stay silent about."""

from __future__ import annotations

import weakref
from dataclasses import replace

import pytest

from dragoman import checks, facts
from dragoman.checks import text
from dragoman.model import Finding, Origin, Record, Segment, Severity, Status, Syntax, Unit
from dragoman.signature import Signature


def found(
    source: str, target: str, *, syntax: Syntax = Syntax.MARKDOWN, language: str = "ru"
) -> list[str]:
    unit = Unit("x", source, target, Status.DRAFT)
    return [each.check for each in checks.findings(unit, syntax, "en", language)]


BAD = [
    ("verbatim", "Write to desk@example.org now.", "Пишите сейчас.", "ru"),
    ("verbatim", "See https://example.org/a now.", "https://example.org/b را ببینید.", "fa"),
    ("verbatim", "Send `FLOOD` to us.", "Bize `SEL` gönderin.", "tr"),
    ("verbatim", "Hello {name}!", "مرحباً {name} {name}!", "ar"),
    ("markup", "See [the map](m.html).", "Смотрите карту.", "ru"),
    ("markup", "See [the map](m.html).", "Смотрите [карту](n.html).", "ru"),
    ("markup", "It rose.[^1]", "بالا آمد.", "fa"),
    ("markup", "![Trucks](t.jpg)", "Kamyonlar", "tr"),
    ("markup", "It rose and fell.", "Она поднялась.</p><p>И упала.", "ru"),
    ("remark", "The bridge is closed.", "Мост закрыт.\n# ask Ali", "ru"),
    ("remark", "The bridge is closed.", "## бетон?\nМост закрыт.", "ru"),
    ("remark", "The bridge is closed.", "پل بسته است.\n\t# از علی بپرس", "fa"),
    *(
        ("turned_text", "The bridge is closed.", target, language)
        for target, language in (
            ("Мост \u202eзакрыт.", "ru"),
            ("پل \u202dبسته\u202c است.", "fa"),
            ("Мост &#x202E;закрыт.", "ru"),
            ("Мост <bdo dir='rtl'>закрыт</bdo>.", "ru"),
            ("پل \u2067بسته است.", "fa"),
            ("پل \u202bبسته\u2069 است.", "fa"),
            ("پل \u2066بسته.\n\nاست\u2069.", "fa"),
        )
    ),
    ("emphasis", "*All* are safe.", "Все в безопасности.", "ru"),
    ("number_missing", "A convoy of 64 trucks left.", "Колонна грузовиков ушла.", "ru"),
    ("number_missing", "It cost $2.4 million.", "Это стоило 2,5 млн долларов.", "ru"),
    ("number_missing", "About 12,400 people left.", "حدود ۱۲٬۵۰۰ نفر رفتند.", "fa"),
    ("number_missing", "It opens at 6:30 p.m.", "Открытие в 19:30.", "ru"),
]

GOOD = [
    ("Call \u202e12\u202c now.", "\u202eاکنون\u202c ۱۲ را بگیرید.", "fa"),
    ("Write to us.", "به \u2066ما\u2069 \u200fبنویسید\u200e.", "fa"),
    ("Write to us.", "به \u202bما\u202c بنویسید.", "fa"),
    ("# Rain\nAll stay.", "# Дождь\nВсе остаются.", "ru"),
    ("Seat #5 is free.", "Место #5 свободно.", "ru"),
    ("Write to desk@example.org now.", "Пишите на desk@example.org.", "ru"),
    ("See [the map](m.html).", "[نقشه](m.html) را ببینید.", "fa"),
    ("Send `FLOOD` to us.", "أرسلوا `FLOOD` إلينا.", "ar"),
    ("*All* are **safe**.", "**Güvende** *hepsi*.", "tr"),
    ("A convoy of 64 trucks left.", "Колонна из 64 грузовиков ушла.", "ru"),
    ("It cost $2.4 million.", "Это стоило 2,4 млн долларов.", "ru"),
    ("About 12,400 people left.", "Ушли около 12\u00a0400 человек.", "ru"),
    ("About 12,400 people left.", "حدود ۱۲٬۴۰۰ نفر رفتند.", "fa"),
    ("About 12,400 people left.", "Yaklaşık 12.400 kişi gitti.", "tr"),
    ("About 12,400 people left.", "غادر نحو ١٢٬٤٠٠ شخص.", "ar"),
    ("It opens at 6:30 p.m.", "Открытие в 18:30.", "ru"),
    ("It opens at 6:30 p.m.", "ساعت ۶:۳۰ عصر باز می‌شود.", "fa"),
    ("It opens at 10 p.m.", "Açılış 22.00’de.", "tr"),
    ("It is from the 18th century.", "Это XVIII век.", "ru"),
    ("Five of 5 boats are back.", "Пять лодок вернулись.", "ru"),
    ("On March 8, 2027, it rained.", "8 марта 2027 года шёл дождь.", "ru"),
]


@pytest.mark.parametrize(("check", "source", "target", "language"), BAD)
def test_bad_translations_are_found(check: str, source: str, target: str, language: str) -> None:
    assert check in found(source, target, language=language)


@pytest.mark.parametrize("source", ["#<br/>of votes", "#&nbsp;of votes", "# of votes"])
def test_the_sign_of_a_number_is_no_remark(source: str) -> None:
    assert "remark" not in found(source, "# <br/>голосов", language="ru")


@pytest.mark.parametrize(("source", "target", "language"), GOOD)
def test_good_translations_are_left_in_peace(source: str, target: str, language: str) -> None:
    assert found(source, target, language=language) == []


MD, HTML = Syntax.MARKDOWN, Syntax.HTML
SLIPS = [
    ("markup", "See [the map](m.html).", "Смотрите [карту](m.html.", MD),
    ("markup", "See [the map](m.html).", "Смотрите [карту] (m.html).", MD),
    ("markup", "See [the map][1].", "Смотрите [карту] [1].", MD),
    ("markup", "![Trucks](t.jpg) left.", "[Грузовики](t.jpg) уехали.", MD),
    ("markup", "It is <b>late</b>.", "Уже <b>поздно.", MD),
    ("markup", "It is <b>late</b>.", "Уже <b>поздно.", HTML),
    ("markup", "It is <b>late</b>.", "Уже <b>поздно</i>.", HTML),
    ("markup", "It is <b>late</b>.", "Уже поздно</b>.", HTML),
    ("markup", "It is late.", "Уже <!-- поздно.", HTML),
    ("markup", "It is less.", "Если a<b, то меньше.", HTML),
    ("markup", '<a href="m.html">The map</a>', '<a href="m.html>Карта</a>', HTML),
    ("markup", '<a href="m.html">The map</a>', '<a href="n.html">Карта</a>', HTML),
    ("emphasis", "It is late.<br>Go.", "Уже поздно. Иди.", HTML),
    ("emphasis", "It is late.", "Уже <mark>поздно</mark>.", HTML),
    ("verbatim", "It is late.", "Поздно.<script>alert(1)</script>", HTML),
    ("verbatim", "Run `ls` now.", "Запустите `ls теперь.", MD),
    ("stray_mark", "It is **late**.", "Уже **поздно.", MD),
    ("stray_mark", "It is late.", "Уже поздно**.", MD),
    ("stray_mark", "It is **late**.", "Уже ** поздно**.", MD),
    ("stray_mark", "It is *late*.", "Уже _поздно.", MD),
    ("stray_mark", "It is late.", "Уже `поздно.", MD),
    ("stray_mark", "It is late.", "# Уже поздно.", MD),
    ("stray_mark", "It is late.", "- Уже поздно.", MD),
    ("stray_mark", "It is late.", ">Уже поздно.", MD),
    ("stray_mark", "Rain &amp; snow.", "Дождь &am; снег.", HTML),
]


@pytest.mark.parametrize(("check", "source", "target", "syntax"), SLIPS)
def test_slips_in_markup_are_found(check: str, source: str, target: str, syntax: Syntax) -> None:
    assert check in found(source, target, syntax=syntax)


@pytest.mark.parametrize(
    ("source", "target", "syntax"),
    [
        ("It is **late**.", "Уже __поздно__.", MD),
        ("The size is 5*3.", "Размер 5*3.", MD),
        ("Was 5\\* in all.", "Всего 5\\*.", MD),
        ("What a s*** day.", "Что за х*** день.", MD),
        ("- so he said.", "- так он сказал.", MD),
        ("“It is late,” she said.", "- Уже поздно, - сказала она.", MD),
        ("It is late.", "Уже поздно - и темно.", MD),
        ("1. Rain", "1. Дождь", MD),
        ("# 1 of them all", "# 1 среди всех", MD),
        ("The file my_map is new.", "Файл my_map новый.", MD),
        ("It is late.", "**Уже поздно.", Syntax.PLAIN),
        ("<b>It is late.", "<b>Уже поздно.", HTML),
        ("It is late.<br/>Go.", "Уже поздно.<br>Иди.", HTML),
        ("Below 5 metres.", "Ниже < 5 метров.", HTML),
        ("Rain &amp; snow.", "Дождь&nbsp;&amp;&nbsp;снег.", HTML),
        ("if a<b, so.", "если a<b, то.", HTML),
    ],
)
def test_markup_that_is_right_is_left_in_peace(source: str, target: str, syntax: Syntax) -> None:
    names = {"markup", "stray_mark", "emphasis"}
    assert names.isdisjoint(found(source, target, syntax=syntax))


def test_a_tag_without_its_partner_is_told_once() -> None:
    assert found("It is late.", "Уже <b>поздно.", syntax=HTML) == ["markup"]


def test_a_host_may_begin_a_sentence() -> None:
    source, target = "It rains, example.org reports.", "Example.org yağmur haberini verdi."
    assert found(source, target, language="tr") == []
    assert found("See example.org/Map now.", "Example.org/map sitesine bakın.", language="tr")


def test_markdown_is_text_in_plain_articles() -> None:
    assert found("See *this*.", "Смотрите.", syntax=Syntax.PLAIN) == []


def test_a_dismissed_check_stays_silent() -> None:
    unit = Unit("x", "64 trucks", "грузовики", Status.DRAFT, ignore=("number_missing",))
    assert checks.findings(unit, Syntax.PLAIN, "en", "ru") == ()


def machine_made(status: Status, target: str = "текст") -> Unit:
    return Unit(
        "x",
        "text",
        target,
        status,
        findings=(Finding("markup_position", "m"), Finding("gone", "g")),
        record=Record(Origin.MT, Signature("argos", "en-ru", "1"), "текст"),
    )


PSEUDO = Record(Origin.MT, Signature("pseudo", "pseudo", "1"), "Ä ţéxţ.")


def test_what_was_doubtful_in_the_making_stays_with_the_machines_text() -> None:
    unit = machine_made(Status.DRAFT)
    assert checks.findings(unit, Syntax.PLAIN, "en", "ru") == (
        Finding("markup_position", "m", Severity.WARNING),
    )


@pytest.mark.parametrize(
    "unit", [machine_made(Status.APPROVED), machine_made(Status.DRAFT, "мой текст")]
)
def test_and_goes_when_a_person_takes_over(unit: Unit) -> None:
    assert checks.findings(unit, Syntax.PLAIN, "en", "ru") == ()


def test_many_units_get_the_findings_that_each_gets_alone() -> None:
    plain = Segment("x", "text", "text", paragraphs=False, room=5)
    markdown = replace(plain, syntax=Syntax.MARKDOWN, paragraphs=True, room=None)
    units = [
        *(Unit("x", source, target, Status.DRAFT) for _, source, target, _ in BAD),
        *map(machine_made, Status),
        Unit("x", "64 trucks", "грузовики", Status.DRAFT, ignore=("number_missing",)),
        Unit("x", "64 trucks", "грузовики", Status.STALE),
        Unit("x", "64 trucks", "", Status.NEW),
        Unit("x", "A text.", "Ä ţéxţ.", Status.DRAFT, record=PSEUDO),
    ]
    assert len(units) > checks.AT_A_TIME
    for segment in (plain, markdown):
        asked = [(unit, segment) for unit in units]
        assert list(checks.findings_of_each(asked, "en", "ru")) == [
            checks.findings(
                unit, segment.syntax, "en", "ru", paragraphs=segment.paragraphs, room=segment.room
            )
            for unit in units
        ]


def test_every_check_has_a_name_of_its_own_and_says_what_it_is_for() -> None:
    names = [check.name for check in checks.CHECKS]
    assert len({*names, *checks.MACHINE}) == len(names) + len(checks.MACHINE)
    for check in checks.CHECKS:
        assert check.run.__doc__


def test_a_long_text_is_read_for_whoever_asks_and_kept_for_nobody() -> None:
    short, long = ("The convoy left Kazan.", "The convoy left Kazan. " * 200)
    assert text.read(short, Syntax.PLAIN, "en") is text.read(short, Syntax.PLAIN, "en")
    assert facts.read(short, "en") is facts.read(short, "en")
    seen = weakref.ref(text.read(long, Syntax.PLAIN, "en")), weakref.ref(facts.read(long, "en"))
    assert [each() for each in seen] == [None, None]
