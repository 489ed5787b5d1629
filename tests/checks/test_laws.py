"""What holds for every check and any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import checks
from dragoman.checks import CHECKS, Pair, Placed, Rules, findings_among
from dragoman.model import Severity, Status, Syntax, Unit

LANGUAGES = ("ru", "fa", "tr", "ar", "de", "zh")
WORDS = (
    "не", "нет", "می", "نیست", "değil", "لا", "not", "May", "8", "12,400", "۱۲٬۴۰۰", "٣٫٥", "1.2",
    "million", "млн", "$", "€", "6:30 p.m.", "«", "»", "“", "”", '"', "(", ")", "[", "]", "?", "؟",
    ".", ",", "،", "XIX", "1990s", "IIIIII", "Michael Schumacher", "trucks", "i\u0307", "ي", "ک",
    "https://example.org/a", "`code`", "[a](b)", "*", "\u200c", "\u200f", "\ufffd", "aaaaaaaa",
    "три", "سه", "üç", "ثلاثة", "½", "²", "x" * 30, "1" * 30, "²³", "٪",
)  # fmt: skip

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
)


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES), st.sampled_from(list(Syntax)))
@settings(max_examples=150)
def test_no_check_raises_and_each_says_the_same_twice(
    source: str, target: str, language: str, syntax: Syntax
) -> None:
    for check in CHECKS:
        said = list(check.run(Pair(source, target, syntax, "en", language)))
        assert said == list(check.run(Pair(source, target, syntax, "en", language))), check.name
        assert all(message.strip() for message in said)


NUMBERS = st.lists(st.integers(2, 99_999_999), min_size=1, max_size=4)


@given(NUMBERS, st.sampled_from(LANGUAGES[:4]))
def test_equal_numbers_are_never_missing_nor_added(numbers: list[int], language: str) -> None:
    zero = {"fa": 0x06F0, "ar": 0x0660}.get(language, 0x30)
    mark = {"ru": "\u00a0", "tr": ".", "fa": "٬", "ar": "٬"}[language]
    native = {48 + digit: zero + digit for digit in range(10)}
    source = "; ".join(f"{number:,}" for number in numbers)
    target = "; ".join(f"{n:,}".replace(",", mark).translate(native) for n in numbers)
    pair = Pair(source, target, Syntax.PLAIN, "en", language)
    for check in CHECKS:
        if check.name.startswith("number_"):
            assert list(check.run(pair)) == [], check.name


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_what_is_dismissed_stays_silent_and_nothing_else_does(
    source: str, target: str, language: str
) -> None:
    unit = Unit("x", source, target, Status.DRAFT)
    every = checks.findings(unit, Syntax.PLAIN, "en", language)
    for name in {each.check for each in every}:
        dismissed = Unit("x", source, target, Status.DRAFT, ignore=(name,))
        left = checks.findings(dismissed, Syntax.PLAIN, "en", language)
        assert left == tuple(each for each in every if each.check != name)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(list(Status))), max_size=6))
@settings(max_examples=60)
def test_checks_of_many_units_never_raise(rows: list[tuple[str, str, Status]]) -> None:
    units = [
        Placed(Unit(str(n), source, target, status), Syntax.PLAIN, "a.md", "a.yaml")
        for n, (source, target, status) in enumerate(rows)
    ]
    assert len(findings_among(units, "fa", Rules())) == len(units)


def test_the_text_of_a_check_is_not_read_again_for_another_locale() -> None:
    one, other = (Pair("Seven trucks.", "x", Syntax.PLAIN, "en", code) for code in ("ru", "fa"))
    assert one.given is other.given


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_can_be_switched_off_and_made_an_error(check: checks.Check) -> None:
    example = checks.explained()[check.name].example
    if example is None:
        return
    unit = Unit("x", example.source, example.wrong, Status.APPROVED)
    off = Rules((checks.CheckChoice(check.name, on=False),))
    hard = Rules((checks.CheckChoice(check.name, True, Severity.ERROR),))

    def named(rules: Rules) -> list[Severity]:
        found = checks.findings(unit, Syntax.MARKDOWN, "en", example.locale, rules)
        return [each.severity for each in found if each.check == check.name]

    assert named(off) == []
    assert set(named(hard)) <= {Severity.ERROR}


@pytest.mark.parametrize(
    "text",
    ["1" * 6000, "1," * 6000, "a " * 6000, "aи" * 3000, "(" * 6000, "«a " * 3000, "نمی" * 3000],
    ids=lambda text: text[:3],
)
def test_no_check_stumbles_over_rows_without_end(text: str) -> None:
    for language in LANGUAGES[:4]:
        for source in (text, "The 12 trucks were not closed in March at 6 p.m."):
            for check in CHECKS:
                list(check.run(Pair(source, text, Syntax.PLAIN, "en", language)))
