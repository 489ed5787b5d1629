"""What explains a number, and which numbers it does not explain."""

from __future__ import annotations

import pytest

from dragoman.checks.excuses import EXCUSES
from dragoman.facts import read

ROWS: dict[str, list[tuple[str, str, str, str, list[str]]]] = {
    "the same value": [
        ("en", "64 trucks left.", "ru", "Ушли 64 грузовика.", ["64"]),
        ("en", "64 trucks left.", "ru", "Ушли 65 грузовиков.", []),
    ],
    "the same writing": [
        ("en", "It left at 02:30.", "ru", "Код 0230.", ["02:30"]),
        ("en", "The code is 0230.", "ru", "В 02:30.", ["0230"]),
        ("en", "It is 1.5 m.", "ru", "Это 15 м.", []),
        ("en", "64 left.", "ru", "Ушли 64.", ["64"]),
    ],
    "the same groups of figures": [
        ("en", "On 5/11/2027.", "ru", "5.11.27.", ["5/11/2027"]),
        ("en", "On 5/11/27.", "ru", "5.11.2027.", ["5/11/27"]),
        ("en", "On 5/11/27.", "ru", "5.11 и 127.", []),
        ("en", "On 5/11/27.", "ru", "5.11 и 28.", []),
    ],
    "a part of a longer row of figures": [
        ("en", "64 million and 12345 left.", "ru", "Номер 6412345.", ["12345"]),
        ("en", "Call 495 1234567.", "ru", "Звоните 4951234567.", ["495", "1234567"]),
        ("en", "Call 495.", "ru", "Звоните 4951234567.", []),
        ("en", "Call 4951234567.", "ru", "Звоните 495 1234567.", ["4951234567"]),
        ("en", "Call 4951234567.", "ru", "Звоните 495.", []),
        ("en", "Call 123-4567.", "ru", "Звоните 1234567.", ["123", "4567"]),
        ("en", "Call 1234567.", "ru", "Звоните 123-45-67.", ["1234567"]),
        ("en", "Call 5 or 77.", "ru", "Звоните 5771234567.", []),
    ],
    "the same measure in another unit": [
        ("en", "18 months passed.", "ru", "Прошло полтора года.", ["18"]),
        ("en", "120 minutes and 2 hours passed.", "ru", "Прошло 2 часа.", []),
        ("en", "120 minutes passed.", "ru", "Прошло 3 часа.", []),
    ],
    "a decade": [
        ("en", "The 1970s began.", "ru", "Начались 70-е.", ["1970"]),
        ("en", "It was 1970.", "ru", "Это 71.", []),
        ("en", "It was 70.", "ru", "Это 1970.", ["70"]),
    ],
    "a century": [
        ("en", "18.5 metres.", "ru", "1750 метров.", []),
        ("en", "In 1850.", "ru", "19,5 метра.", []),
        ("en", "The 19th century.", "ru", "1800-е годы.", ["19"]),
        ("en", "The 1800s.", "ru", "XIX век.", ["1800"]),
        ("en", "The 1800s.", "ru", "XX век.", []),
    ],
    "the number of a month": [
        ("en", "On 5/11/2027.", "ru", "5 ноября 2027.", ["5/11/2027"]),
        ("en", "On 5/11/2027.", "ru", "6 ноября 2027.", []),
        ("en", "In month 11.", "ru", "В ноябре.", ["11"]),
        ("en", "In month 11.", "ru", "В мае.", []),
        ("en", "On 11/30.", "ru", "В ноябре.", []),
        ("en", "On 11/30.", "ru", "30 ноября.", ["11/30"]),
    ],
    "the power of a unit": [
        ("en", "It is 5 km2.", "ru", "Это 5 квадратных километров.", ["2"]),
        ("en", "It is 5 km and 3 men.", "ru", "Это 5 км.", []),
    ],
    "dozens": [
        ("en", "Two dozen left.", "ru", "Ушло 20.", ["two dozen"]),
        ("en", "Two dozen left.", "ru", "Ушло 90.", []),
        ("en", "24 left.", "ru", "Ушло 20.", []),
    ],
    "a share of a number": [
        ("en", "Four in ten left and 64 stayed.", "ru", "Ушли 40 %.", ["four", "ten"]),
        ("en", "Four in ten left.", "ru", "Ушли 50 %.", []),
        ("en", "40 percent left.", "ru", "Ушли четыре из десяти.", []),
        ("en", "600 left.", "ru", "Ушла половина из 1200.", ["600"]),
        ("en", "600 left.", "ru", "Ушла половина из 5000.", []),
        ("en", "On 5/11/27 they left.", "ru", "Ушла половина из 5000.", []),
        ("en", "Ten in four left.", "ru", "Ушли 250 %.", []),
    ],
    "a part in per cent": [
        ("en", "20 percent left.", "ru", "Ушли 20.", []),
        ("en", "20 percent left.", "ru", "Ушла пятая часть.", ["20"]),
        ("en", "Three quarters left.", "ru", "Ушли 75 %.", ["three quarters"]),
        ("en", "It is 1.5 times.", "ru", "Это 150 %.", []),
        ("en", "Half left.", "ru", "Ушли 45 %.", []),
    ],
    "the Arabic dual": [
        ("en", "2 boats left.", "ar", "غادر قاربان.", ["2"]),
        ("en", "They won 2-1.", "ar", "فاز فريقان.", []),
        ("en", "They saw 2", "ar", "شاهد قاربان.", []),
        ("en", "3 boats left.", "ar", "غادر قاربان.", []),
        ("en", "2 boats left.", "ru", "Ушли лодки.", []),
    ],
    "words that are not known": [
        ("en", "64 left and 20 came.", "sw", "Waliondoka.", ["20"]),
        ("en", "90, 100, 150 and 15 came.", "sw", "Waliondoka.", ["90", "15"]),
        ("en", "5 million came.", "sw", "Milioni 5.", ["5 million"]),
        ("en", "5 million came.", "sw", "Milioni 6.", []),
        ("sw", "Milioni 5.", "en", "5 million came.", ["5"]),
        ("sw", "Milioni 6.", "en", "5 million came.", []),
        ("en", "64 left.", "ru", "Ушли.", []),
    ],
}
"""For an excuse: languages and texts of two sentences, and the numbers of the first one that the
second one explains."""


@pytest.mark.parametrize(
    ("name", "row"), [(name, row) for name, rows in ROWS.items() for row in rows]
)
def test_an_excuse_explains_these_numbers_and_no_others(
    name: str, row: tuple[str, str, str, str, list[str]]
) -> None:
    language, text, other_language, other, explained = row
    here, there = read(text, language), read(other, other_language)
    excuse = dict(EXCUSES)[name]
    assert [each.shown for each in here.looked_for if excuse(each, here, there)] == explained
