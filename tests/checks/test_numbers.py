"""Which numbers each check tells: these, and no others."""

from __future__ import annotations

import pytest

from dragoman.checks import Pair, numbers
from dragoman.model import Syntax

ROWS = [
    ("missing", "sw", "It was −5 degrees.", "Ilikuwa digrii 5.", []),
    ("missing", "ru", "It was −5 degrees.", "Было 5 градусов.", ["5"]),
    ("missing", "ru", "It was −5 degrees.", "Было 7 градусов.", ["5"]),
    ("missing", "ru", "It was −5 degrees.", "Было −5 градусов.", []),
    ("spelled", "ru", "64 trucks left.", "Грузовики ушли.", []),
    ("spelled", "ru", "64 trucks and nine boats left.", "64 грузовика ушли.", ["“nine”"]),
    (
        "spelled",
        "ru",
        "Nine trucks and seven boats left.",
        "Ушли грузовики.",
        ["“nine”", "“seven”"],
    ),
    ("spelled", "ru", "Two divers left.", "Водолазы ушли.", []),
    ("spelled", "ru", "Zero people came.", "Люди пришли.", []),
    ("spelled", "ru", "Both divers left.", "Один водолаз ушёл.", []),
    ("spelled", "ru", "Both divers left.", "Четыре водолаза ушли.", ["“both”"]),
    ("spelled", "ru", "The second team won.", "Половина команды победила.", []),
    ("spelled", "ru", "The second team won.", "Пятая команда победила.", []),
    ("spelled", "ru", "Half of the crew left.", "Пять членов экипажа ушли.", []),
    ("spelled", "ru", "Half of the crew left.", "Треть экипажа ушла.", ["“half”"]),
    ("spelled", "ru", "A third of the crew left.", "Пять членов экипажа ушли.", []),
    ("spelled", "ru", "SIX FLAGS opened a park.", "Парк Флэгз открылся.", []),
    ("spelled", "ru", "Six Flags opened a park.", "Парк Флэгз открылся.", []),
    ("spelled", "ru", "SIX BOATS LEFT.", "Лодки ушли.", ["“six”"]),
    ("spelled", "ru", "Six boats left.", "Лодки ушли.", ["“six”"]),
    ("spelled", "ru", "They saw Six boats.", "Они видели лодки.", []),
    ("spelled", "ru", "They saw Six Flags.", "Они видели Флэгз.", []),
    ("spelled", "ru", "They saw Six.", "Они видели.", []),
    ("spelled", "ru", "The two teams lost.", "Три команды проиграли.", ["“two”"]),
    ("spelled", "ru", "One team lost.", "Три команды проиграли.", []),
    ("spelled", "sw", "Nine miners left.", "Wachimbaji waliondoka.", []),
    (
        "spelled",
        "ru",
        "It was the first win.",
        "Это была вторая победа.",
        ["“first” in the source, “second”"],
    ),
    (
        "spelled",
        "ru",
        "It was the first win and nine left.",
        "Это была вторая победа.",
        ["“nine”", "“first” in the source, “second”"],
    ),
    ("added", "ru", "They left.", "Было 1 или 64 грузовика.", ["64"]),
    ("added", "ru", "They left.", "Было 0 грузовиков.", []),
    ("added", "ru", "They left.", "Было девять и 64 грузовика.", ["64"]),
    ("added", "ru", "64 left.", "Было 64 и 65 грузовиков.", ["65"]),
    ("format", "ru", "12,400 people left.", "12,400 людей ушли.", ["marks of English"]),
    ("format", "ru", "12,400 people left.", "12 400 людей ушли.", []),
    ("format", "ru", "People left.", "12,400 людей ушли.", []),
    ("format", "ru", "12,400 people left.", "Люди ушли.", []),
    ("format", "sw", "12,400 people left.", "Watu 12,400 waliondoka.", []),
    ("format", "ru", "12,400 people left.", "Ушли 3 из них.", []),
    ("magnitude", "ru", "5 million people left.", "5 тысяч человек ушли.", ["5 million"]),
    ("magnitude", "ru", "5 million people left.", "5 млн человек ушли.", []),
    ("magnitude", "ru", "5 people left.", "5 тысяч человек ушли.", ["5"]),
    (
        "magnitude",
        "ru",
        "5 people left and 5 thousand stayed.",
        "5 человек ушли и 5 тысяч остались.",
        [],
    ),
    ("magnitude", "sw", "5 million people left.", "Watu milioni 5 waliondoka.", []),
    (
        "magnitude",
        "ru",
        "Nine left and 5 million stayed.",
        "Девять ушли, 5 тысяч остались.",
        ["5 million"],
    ),
    ("spelled", "ru", "“Six Flags” opened a park.", "«Флэгз» открылся.", []),
    ("spelled", "ru", "Six flags flew.", "Флаги веяли.", ["“six”"]),
    ("spelled", "ru", "Two divers and nine miners left.", "Водолазы и горняки ушли.", ["“nine”"]),
    ("spelled", "ru", "Six.", "Все.", ["“six”"]),
    ("spelled", "ru>en", "Оба водолаза ушли.", "A dozen divers left.", []),
    ("spelled", "ru>en", "Прошёл один час.", "An hour and a half passed.", []),
    (
        "spelled",
        "ru",
        "They worked for one and a half days.",
        "Они работали два с половиной дня.",
        ["“one and a half”"],
    ),
    (
        "magnitude",
        "ru",
        "5 million came and 5 thousand left.",
        "5 тысяч пришли и 5 тысяч ушли.",
        ["5 million"],
    ),
]
"""Check, locale, source, target, and what is named in each message."""


@pytest.mark.parametrize(("check", "locale", "source", "target", "told"), ROWS)
def test_it_tells_what_differs_and_nothing_else(
    check: str, locale: str, source: str, target: str, told: list[str]
) -> None:
    given, _, made = locale.rpartition(">")
    pair = Pair(source, target, Syntax.PLAIN, given or "en", made)
    messages = list(getattr(numbers, f"check_{check}")(pair))
    assert len(messages) == len(told)
    assert all(part in message for part, message in zip(told, messages, strict=True))
