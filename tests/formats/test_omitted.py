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
    "a paragraph where there is room for a line alone": (
        "a.md",
        "# Rain\n",
        {"Rain": "Regen\n\nViel"},
        "# Regen Viel\n",
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ROWS)
def test_what_is_left_out_and_what_begins_a_paragraph(name: str, end: str) -> None:
    path, source, targets, expected = ROWS[name]
    article = parse(path, source.replace("\n", end).encode(), "en")
    texts = [targets.get(segment.source) for segment in article.segments]
    assert sum(text is not None for text in texts) == len(targets)
    assert serialize(article, texts).decode() == expected.replace("\n", end)
