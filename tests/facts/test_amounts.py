"""Numbers by value, in figures and in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.facts import read
from dragoman.facts.composing import NumberPart, composed
from dragoman.facts.elements import elements_of, runs

VALUES = [
    ("en", "two hundred and five boats", 205),
    ("en", "Twenty-three boats", 23),
    ("en", "a quarter of a million people", 250_000),
    ("en", "half a billion people", 500_000_000),
    ("en", "three and a half hours", 3.5),
    ("en", "an hour and a half", 1.5),
    ("ru", "час с половиной", 1.5),
    ("en", "$3.4 billion", 3_400_000_000),
    ("en", "£7m", 7_000_000),
    ("en", "5k users", 5_000),
    ("en", "12,400 people", 12_400),
    ("en", "6.125 seconds", 6.125),
    ("en", "four dozen eggs", 48),
    ("en", "two thirds of them", 0.667),
    ("en", "tens of thousands", 10_000),
    ("en", "one million two hundred thousand", 1_200_000),
    ("ru", "3 млн 400 тыс. человек", 3_400_000),
    ("ru", "полторы тысячи", 1500),
    ("ru", "сорок два шахтёра", 42),
    ("ru", "четыре с половиной часа", 4.5),
    ("ru", "три миллиона шестьсот тысяч", 3_600_000),
    ("ru", "полмиллиона", 500_000),
    ("ru", "12\u00a0400 человек", 12_400),
    ("ru", "7,25 процента", 7.25),
    ("ru", "трехлетний план", 3),
    ("fa", "سه میلیون و ۴۰۰ هزار نفر", 3_400_000),
    ("fa", "سی‌وچهار نفر", 34),
    ("fa", "سی و چهار نفر", 34),
    ("fa", "شصت‌وهفتمین سالگرد", 67),
    ("fa", "دو سال و نیم", 2.5),
    ("fa", "۷٫۲۵ درصد", 7.25),
    ("fa", "۷/۲۵ درصد", 7.25),
    ("fa", "۱۲٬۴۰۰ نفر", 12_400),
    ("tr", "3 milyon 400 bin kişi", 3_400_000),
    ("tr", "Otuzdört kişi", 34),
    ("tr", "iki buçuk yıl", 2.5),
    ("tr", "yarım milyon", 500_000),
    ("tr", "12.400 kişi", 12_400),
    ("tr", "yüzde 7,25", 7.25),
    ("tr", "on yedi", 17),
    ("ar", "أربعة وثلاثون شخصا", 34),
    ("ar", "سبعة عشر قاربا", 17),
    ("ar", "ثلاثمئة وخمسون ألفا", 350_000),
    ("ar", "مليونا ونصف المليون", 1_500_000),
    ("ar", "عامين ونصف", 2.5),
    ("ar", "٧٫٢٥ في المئة", 7.25),
]


@pytest.mark.parametrize(("language", "text", "value"), VALUES)
def test_an_amount_has_its_value(language: str, text: str, value: float) -> None:
    assert value in read(text, language).values


SEPARATE = [
    ("en", "340 million and 500 million", {340e6, 500e6}),
    ("en", "1.7 million four years ago", {1.7e6, 4.0}),
    ("en", "from 8 to 10 million", {8e6, 10e6}),
    ("ru", "340 млн и 500 млн", {340e6, 500e6}),
    ("ru", "пять, шесть", {5.0, 6.0}),
    ("fa", "۳۴۰ میلیون و ۵۰۰ میلیون", {340e6, 500e6}),
    ("tr", "340 milyon ve 500 milyon", {340e6, 500e6}),
    ("ar", "340 مليون و500 مليون", {340e6, 500e6}),
]


@pytest.mark.parametrize(("language", "text", "values"), SEPARATE)
def test_two_amounts_stay_two(language: str, text: str, values: set[float]) -> None:
    found = read(text, language)
    assert len(found.amounts) == 2
    assert values <= found.values


NOT_ONE_VALUE = [
    ("en", "2.4%", 24.0),
    ("ru", "2,4%", 24.0),
    ("tr", "2,4", 24.0),
    ("fa", "۶٫۲", 62.0),
]


@pytest.mark.parametrize(("language", "text", "value"), NOT_ONE_VALUE)
def test_a_decimal_mark_counts(language: str, text: str, value: float) -> None:
    assert value not in read(text, language).values


BESIDE = [
    ("en", "It cost $5.", (), ("dollar",)),
    ("en", "It cost 5 million euros.", (), ("euro",)),
    ("en", "It is 5 km long.", ("km",), ()),
    ("ru", "Это стоило 5 млн евро.", (), ("euro",)),
    ("fa", "۵ کیلومتر", ("km",), ()),
    ("tr", "yüzde 5", ("percent",), ()),
    ("ar", "5 دولارات", (), ("dollar",)),
    ("ru", "полгода", ("year",), ()),
]


@pytest.mark.parametrize(("language", "text", "units", "money"), BESIDE)
def test_an_amount_has_its_unit(
    language: str, text: str, units: tuple[str, ...], money: tuple[str, ...]
) -> None:
    (amount,) = read(text, language).amounts
    assert (amount.units, amount.money) == (units, money)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "-5 degrees"), ("en", "minus five"), ("ru", "минус 5")]
)
def test_a_minus_is_read(language: str, text: str) -> None:
    assert read(text, language).amounts[0].negative


@pytest.mark.parametrize("text", ["5-8 boats", "COVID-19 spread", "from 5 – 8"])
def test_a_dash_is_not_a_minus(text: str) -> None:
    assert not any(each.negative for each in read(text, "en").amounts)


LANGUAGES = st.sampled_from(["en", "ru", "fa", "tr", "ar", "de", "xx"])


@given(st.text(max_size=60), LANGUAGES)
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = read(text, language)
    for amount in found.amounts:
        assert 0 <= amount.start < amount.end <= len(found.tokens.texts)
    assert isinstance(found.times, tuple)


@given(st.integers(0, 10**12))
def test_a_whole_number_keeps_its_value_in_any_grouping(number: int) -> None:
    for language, mark in (("en", ","), ("ru", "\u00a0"), ("tr", "."), ("fa", "٬")):
        assert float(number) in read(f"{number:,}".replace(",", mark), language).values


def test_of_a_row_of_figures_no_part_is_copied_again_and_again() -> None:
    class Row(list[NumberPart]):
        """Counts how many members were copied out of it."""

        copied = 0

        def __getitem__(self, at: Any) -> Any:
            found = super().__getitem__(at)
            Row.copied += len(found) if isinstance(at, slice) else 0
            return found

    tokens = read("12 " * 300 + "million", "en").tokens
    (run,) = runs(tokens)
    made = list(composed(Row(elements_of(run, tokens)), tokens))
    assert [each.shown for each in made] == ["12"] * 299 + ["12 million"]
    assert Row.copied <= len(run)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It was −5."),
        ("en", "Minus five at noon."),
        ("ru", "Ночью −5."),
        ("fa", "شب −۵ بود."),
    ],
)
def test_a_minus_makes_a_number_negative_without_a_unit(language: str, text: str) -> None:
    (amount,) = read(text, language).amounts
    assert (amount.values, amount.negative) == ((5.0,), True)
    (bare,) = read(text.replace("−", "").replace("Minus f", "F"), language).amounts
    assert not bare.negative


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [("en", "between 2 and 3 hours", "hour"), ("fa", "بین ۲ تا ۳ کیلومتر", "km")],
)
def test_a_bare_number_has_the_unit_of_the_next_one(language: str, text: str, unit: str) -> None:
    assert [each.units for each in read(text, language).amounts] == [(unit,)] * 2
