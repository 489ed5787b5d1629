"""Plain text: what is a heading, a paragraph, a list item, and what stands in one block."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.formats import parse, serialize
from dragoman.model import BlockKind

H, P, L = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM

_LONG = (
    "The council met for nine hours and voted to repair the lower bridge before the winter, "
    "although two members asked for a new study of the river and of the money that is left. "
    "The vote was 14 to 2."
)


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    """Return kind and text of each block that is translated."""
    article = parse("a.txt", text.encode(), "en")
    return [(block.kind, block.text) for block in article.blocks if block.text]


def translated(text: str, *targets: str | None) -> str:
    """Return the text with the targets in place."""
    return serialize(parse("a.txt", text.encode(), "en"), targets).decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Bridge opens again\n\nCars crossed on Monday.\n",
            [(H, "Bridge opens again"), (P, "Cars crossed on Monday.")],
            id="heading and paragraph",
        ),
        pytest.param(
            "Bridge opens again\n\nCars crossed.\n\nA long wait\n\nIt took a year.",
            [(H, "Bridge opens again"), (P, "Cars crossed."), (H, "A long wait"),
             (P, "It took a year.")],
            id="heading between blank lines",
        ),
        pytest.param(
            "Bridge opens again\nCars crossed the river on Monday.\n",
            [(H, "Bridge opens again"), (P, "Cars crossed the river on Monday.")],
            id="headline without a blank line",
        ),
        pytest.param(
            "The bridge is open!\n\nCars crossed.\n",
            [(P, "The bridge is open!"), (P, "Cars crossed.")],
            id="a final mark is no heading",
        ),
        pytest.param(
            "“The road is open.”\n\nCars crossed.\n",
            [(P, "“The road is open.”"), (P, "Cars crossed.")],
            id="a final mark before a closing quote",
        ),
        pytest.param(
            "هل الجسر مفتوح؟\n\nنعم، فتح يوم الاثنين.\n",
            [(P, "هل الجسر مفتوح؟"), (P, "نعم، فتح يوم الاثنين.")],
            id="an Arabic question mark",
        ),
        pytest.param(
            "Cars crossed.\n\nReporting by Mira Castrel\n",
            [(P, "Cars crossed."), (P, "Reporting by Mira Castrel")],
            id="a byline at the end heads nothing",
        ),
        pytest.param(
            "SORVALE (Delmira News) — The bridge is open.\n\nOrbit Agency: A comet came.",
            [(P, "SORVALE (Delmira News) — The bridge is open."),
             (P, "Orbit Agency: A comet came.")],
            id="datelines",
        ),
        pytest.param(
            "Bridge opens\n============\n\nCars crossed.\n\nWhat next?\n----------\nNobody knows.",
            [(H, "Bridge opens"), (P, "Cars crossed."), (H, "What next?"), (P, "Nobody knows.")],
            id="underlines",
        ),
        pytest.param(
            "Cars crossed.\n\n* * *\n\nBuses follow.\n***\nTrucks wait.\n---\n",
            [(P, "Cars crossed."), (P, "Buses follow."), (P, "Trucks wait.")],
            id="decoration",
        ),
        pytest.param(
            "The bridge over the Delmira is open again,\n"
            "and the first cars crossed it on Monday\n"
            "morning. Buses follow on Friday.\n",
            [(P, "The bridge over the Delmira is open again,\nand the first cars crossed it on "
                 "Monday\nmorning. Buses follow on Friday.")],
            id="hard-wrapped paragraph",
        ),
        pytest.param(
            "The road is\nopen again.",
            [(P, "The road is\nopen again.")],
            id="a lower-case word goes on",
        ),
        pytest.param(
            "The bridge over the river Delmira is open again.\n"
            "Buses follow.\n"
            "Nobody knows when the trucks will be let across.\n",
            [(P, "The bridge over the river Delmira is open again.\nBuses follow."),
             (P, "Nobody knows when the trucks will be let across.")],
            id="a short last line ends its paragraph",
        ),
        pytest.param(
            f"{_LONG}\n{_LONG}\nThe mayor thanked everyone.\n",
            [(P, _LONG), (P, _LONG), (P, "The mayor thanked everyone.")],
            id="unwrapped paragraphs without blank lines",
        ),
        pytest.param(
            "Bring these:\n- a torch\n- warm clothes\n  and boots\n\n• water\n",
            [(P, "Bring these:"), (L, "a torch"), (L, "warm clothes\nand boots"),
             (L, "water")],
            id="bullets",
        ),
        pytest.param(
            "1. Book a day\n2. Arrive early\n10) Leave bags\n(3) Go up\na) or stay\n",
            [(L, "Book a day"), (L, "Arrive early"), (L, "Leave bags"), (L, "Go up"),
             (L, "or stay")],
            id="numbers and letters",
        ),
        pytest.param(
            "— Is it open? he asked.\n— Not yet.\n",
            [(L, "Is it open? he asked."), (L, "Not yet.")],
            id="dialogue",
        ),
        pytest.param(
            "The minister of roads, who came with two\n"
            "— or, some say, three — advisers, said\n"
            "that it was open since the spring, May\n"
            "27. Nobody else knew.\n",
            [(P, "The minister of roads, who came with two\n— or, some say, three — advisers, said"
                 "\nthat it was open since the spring, May\n27. Nobody else knew.")],
            id="a dash or a number that wrapping brought to the front",
        ),
        pytest.param(
            "    The bridge is open, and cars crossed.\n    Buses follow on Friday, she said.\n",
            [(P, "The bridge is open, and cars crossed.\nBuses follow on Friday, she said.")],
            id="indented text",
        ),
        pytest.param(
            "The council of the region will meet again next month in the old town hall\n"
            "to see if it can or can not pay for all of it in one year, as in\n"
            "Kestrin.\n",
            [(P, "The council of the region will meet again next month in the old town hall\n"
                 "to see if it can or can not pay for all of it in one year, as in\nKestrin.")],
            id="a ragged line in the middle of a sentence",
        ),
        pytest.param(
            "The bridge is open again, the mayor said.\n    Buses follow on Friday, he said.\n",
            [(P, "The bridge is open again, the mayor said."),
             (P, "Buses follow on Friday, he said.")],
            id="indentation begins a paragraph",
        ),
        pytest.param(
            "Sorvale 2-1 Kestrin\nDelmira 0-0 Arvelin\nOrbit City 3-2 Lorven\n",
            [(P, "Sorvale 2-1 Kestrin"), (P, "Delmira 0-0 Arvelin"), (P, "Orbit City 3-2 Lorven")],
            id="scores",
        ),
        pytest.param(
            "3-2\n1-0\n\nOil 74.10\nGold 2,640",
            [(P, "3-2"), (P, "1-0"), (P, "Oil 74.10"), (P, "Gold 2,640")],
            id="figures and prices",
        ),
        pytest.param(
            "The river rose,\nthe bridge fell,\nand nobody came\nto tell us why.\n",
            [(P, "The river rose,"), (P, "the bridge fell,"), (P, "and nobody came"),
             (P, "to tell us why.")],
            id="verse",
        ),
        pytest.param(
            "MAYOR: Bad. Two bridges are gone, and the road with them.\n"
            "REPORTER: Who pays?\nMAYOR: Nobody.\n",
            [(P, "MAYOR: Bad. Two bridges are gone, and the road with them."),
             (P, "REPORTER: Who pays?"), (P, "MAYOR: Nobody.")],
            id="turns of an interview",
        ),
        pytest.param(
            "Ann Lee, 29, nurse at St. Mary in Orbit\nBo Ek, 34, teacher\n",
            [(P, "Ann Lee, 29, nurse at St. Mary in Orbit"), (P, "Bo Ek, 34, teacher")],
            id="a list of people",
        ),
        pytest.param(
            "КАЗАНЬ 2:1 ТУЛА\nОРЁЛ 0:0 КУРСК\n",
            [(P, "КАЗАНЬ 2:1 ТУЛА"), (P, "ОРЁЛ 0:0 КУРСК")],
            id="scores in Russian",
        ),
        pytest.param(
            "پرسپولیس ۲ - استقلال ۱\nسپاهان ۰ - تراکتور ۰\n",
            [(P, "پرسپولیس ۲ - استقلال ۱"), (P, "سپاهان ۰ - تراکتور ۰")],
            id="scores in Persian",
        ),
        pytest.param("12,400\n\nLeft home.", [(P, "12,400"), (P, "Left home.")], id="digits alone"),
        pytest.param(
            "\ufeffBridge opens\r\n\r\nCars crossed\r\nthe river.\r\n",
            [(H, "Bridge opens"), (P, "Cars crossed\nthe river.")],
            id="Windows line ends and a byte order mark",
        ),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(text) == expected


def test_a_long_line_is_no_heading() -> None:
    words = " ".join(["word"] * 16)
    assert blocks(f"{words}\n\nText.")[0][0] is P
    assert blocks(f"{'w' * 101}\n\nText.")[0][0] is P


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        pytest.param(
            "Bridge opens\n\nCars crossed. Buses follow.\n",
            ("Мост открыт", "Машины поехали.", None),
            "Мост открыт\n\nМашины поехали. Buses follow.\n",
            id="a target that is missing keeps its source",
        ),
        pytest.param(
            "  - a torch\r\n  - boots",
            ("چراغ‌قوه", "چکمه"),
            "  - چراغ‌قوه\r\n  - چکمه",
            id="markers and line ends stay, right to left",
        ),
        pytest.param(
            "Cars crossed\nthe bridge. Buses\nfollow.\n",
            ("عبرت السيارات الجسر.", None),
            "عبرت السيارات الجسر. Buses\nfollow.\n",
            id="a wrapped sentence becomes one line, the next keeps its break",
        ),
        pytest.param(
            "Cars crossed.\r\n\r\n- Buses follow.",
            ("Bir.\nİki.", "Üç.\n\nDört."),
            "Bir.\r\nİki.\r\n\r\n- Üç.\r\n\r\n  Dört.",
            id="line feeds of a target",
        ),
        pytest.param(
            "Bridge opens\n\nText.",
            ("Bir\niki", None),
            "Bir iki\n\nText.",
            id="a heading has one line",
        ),
    ],
)
def test_writing(text: str, targets: tuple[str | None, ...], expected: str) -> None:
    assert translated(text, *targets) == expected


@given(
    words=st.lists(
        st.sampled_from(["the", "river", "fell", "again", "on", "Monday", "and", "cars"]),
        min_size=30,
    ),
    width=st.integers(40, 90),
)
def test_wrapping_at_any_width_leaves_one_paragraph(words: list[str], width: int) -> None:
    lines = [""]
    for word in [*words, "today."]:
        if len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    assert blocks("\n".join(lines)) == [(P, "\n".join(lines))]
