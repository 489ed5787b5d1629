"""A segment that is left out leaves nothing, and a blank line in a target begins a paragraph."""

from __future__ import annotations

import pytest

from dragoman.formats import OMITTED, parse, serialize

TWO = "Rain fell. Snow fell."
ROWS: dict[str, tuple[str, str, dict[str, str], str]] = {
    # name: file, source, targets by source, copy
    "the last of a paragraph": (
        "a.txt",
        f"{TWO}\n\nSun.\n",
        {"Snow fell.": OMITTED},
        "Rain fell.\n\nSun.\n",
    ),
    "the first of a paragraph": (
        "a.md",
        f"{TWO}\n\nSun.\n",
        {"Rain fell.": OMITTED},
        "Snow fell.\n\nSun.\n",
    ),
    "one on a line of its own": (
        "a.md",
        "> Rain fell.\n> Snow fell.\n> Hail fell.\n",
        {"Snow fell.": OMITTED},
        "> Rain fell.\n> Hail fell.\n",
    ),
    "the last on a line of its own": (
        "a.md",
        "> Rain fell.\n> Snow fell.\n",
        {"Snow fell.": OMITTED},
        "> Rain fell.\n",
    ),
    "in a page": (
        "a.html",
        f"<p>{TWO}</p>\n",
        {"Snow fell.": OMITTED},
        "<p>Rain fell.</p>\n",
    ),
    "merged into its neighbour": (
        "a.md",
        f"{TWO}\n",
        {"Rain fell.": "Regen fiel, dann Schnee.", "Snow fell.": OMITTED},
        "Regen fiel, dann Schnee.\n",
    ),
    "a paragraph in a text": (
        "a.txt",
        f"{TWO}\n\nSun.\n",
        {"Rain fell.": "Regen.\n\nViel Regen."},
        "Regen.\n\nViel Regen. Snow fell.\n\nSun.\n",
    ),
    "a paragraph in a quotation, after a line that was wrapped": (
        "a.md",
        "> Rain fell\n> all day.\n",
        {"Rain fell all day.": "Regen.\n \nViel Regen."},
        "> Regen.\n>\n> Viel Regen.\n",
    ),
    "a paragraph in a list": (
        "a.md",
        "- Rain fell.\n- Sun.\n",
        {"Rain fell.": "Regen.\n\n- Viel Regen."},
        "- Regen.\n\n  \\- Viel Regen.\n- Sun.\n",
    ),
    "a paragraph in a page": (
        "a.html",
        "<p>Rain fell.</p>\n",
        {"Rain fell.": "Regen.\n\nViel Regen."},
        "<p>Regen.<br>\n<br>\nViel Regen.</p>\n",
    ),
    "a paragraph in a heading that is underlined": (
        "a.md",
        "Rain\n====\n",
        {"Rain": "Regen\n\nViel"},
        "Regen Viel\n====\n",
    ),
    "a paragraph where there is room for a line alone": (
        "a.md",
        "# Rain\n",
        {"Rain": "Regen\n\nViel"},
        "# Regen Viel\n",
    ),
}


BOXED = (
    '<dl>\n<div class="g"><dt>Rain</dt><dd>Wet</dd></div>\n'
    "<div><dt>Snow</dt><dd>White <div>cold</div></dd></div>\n</dl>\n"
)
GROUPS = BOXED.split("\n")


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (("Rain",), f'<div class="g"><p>Wet</p></div>\n<dl>\n{GROUPS[2]}\n</dl>\n'),
        (("Wet",), f'<div class="g"><p>Rain</p></div>\n<dl>\n{GROUPS[2]}\n</dl>\n'),
        (("Rain", "Wet"), f"<dl>\n{GROUPS[2]}\n</dl>\n"),
        (("White", "cold"), f"<dl>\n{GROUPS[1]}\n</dl>\n<div><p>Snow</p></div>\n"),
        (("cold",), f"<dl>\n{GROUPS[1]}\n{GROUPS[2].replace('cold', '')}\n</dl>\n"),
        (("Rain", "Wet", "Snow", "White", "cold"), ""),
    ],
)
@pytest.mark.parametrize("path", ["a.html", "a.md"])
def test_terms_in_boxes_go_with_their_definitions(
    path: str, left_out: tuple[str, ...], expected: str
) -> None:
    article = parse(path, BOXED.encode(), "en")
    texts = [OMITTED if each.source in left_out else None for each in article.segments]
    assert serialize(article, texts).decode() == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ROWS)
def test_what_is_left_out_and_what_begins_a_paragraph(name: str, end: str) -> None:
    path, source, targets, expected = ROWS[name]
    article = parse(path, source.replace("\n", end).encode(), "en")
    texts = [targets.get(segment.source) for segment in article.segments]
    assert sum(text is not None for text in texts) == len(targets)
    assert serialize(article, texts).decode() == expected.replace("\n", end)


@pytest.mark.parametrize(
    ("path", "source", "room"),
    [
        ("a.md", "# Rain\n", False),
        ("a.md", "Rain\n====\n", False),
        ("a.md", "| Rain |\n| --- |\n", False),
        ("a.md", "- Rain\n", True),
        ("a.md", "Rain fell.\n", True),
        ("a.md", "---\ntitle: Rain\n---\n", False),
        ("a.md", "---\nsummary: |\n  Rain\n---\n", True),
        ("a.md", "+++\ntitle = 'Rain'\n+++\n", False),
        ("a.md", '[a]: b "Rain"\n', False),
        ("a.txt", "Rain\n\nIt fell all day.\n", False),
        ("a.txt", "- Rain\n", True),
        ("a.html", "<title>Rain</title>", False),
        ("a.html", '<p title="Rain"></p>', False),
        ("a.html", "<h1>Rain</h1>", True),
        ("a.html", "<table><tr><td>Rain</td></tr></table>", True),
    ],
)
def test_what_has_room_for_a_paragraph_says_so(path: str, source: str, room: bool) -> None:
    article = parse(path, source.encode(), "en")
    segment = article.segments[0]
    assert segment.source == "Rain" or room
    assert segment.paragraphs is room
    targets = ["Regen.\n\nViel.", *(None for _ in article.segments[1:])]
    assert ("Regen. Viel." in serialize(article, targets).decode()) is not room
