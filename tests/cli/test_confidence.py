"""What a model's confidence is worth, learnt from reviews."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman import calibration
from tests.conftest import Run

ARTICLE = """\
Delmira flood recedes after nine days

Families return to Lorven and Sabrin as relief trucks reach the valley.

The upper bridge in Lorven opened to trucks on Monday.

By Monday morning, the water in Lorven had dropped by 38 centimeters.

The final ended 2-2 after 120 minutes at Selmar Stadium.

A crowd of 48,250 people watched the match in warm and dry weather.
"""
"""Sentences that the demonstration models know."""


@pytest.fixture
def review(newsroom: Path, run: Run) -> Path:
    (newsroom / "seeds/flood.md").write_text(ARTICLE, encoding="utf-8")
    settings = "targets: [ru, fa]\nengine: argos\nmodels: demo\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    assert run("translate").exit_code == 0
    return newsroom / "locales/fa/flood.md.yaml"


def worth(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("effort", "--to", "fa", "--json").stdout)[
        "confidence"
    ]
    return found


def totals(run: Run) -> tuple[int, int]:
    return sum(each["judged"] for each in worth(run)), sum(each["kept"] for each in worth(run))


def test_what_people_kept_and_changed_is_counted(review: Path, run: Run) -> None:
    assert totals(run) == (0, 0)
    assert run("approve", "flood.md", "--to", "fa").exit_code == 0
    judged, kept = totals(run)
    assert judged == kept == 6
    text = review.read_text(encoding="utf-8")
    first, rest = text.split("target: |-\n    ", 1)
    review.write_text(f"{first}target: |-\n    دیگر {rest}", encoding="utf-8")
    assert totals(run) == (judged, judged - 1)
    (engine,) = {each["engine"] for each in worth(run)}
    assert engine == "argos en-fa demo-1"
    assert "kept %" in run("effort", "--to", "fa").stdout


def test_what_was_approved_by_its_confidence_proves_nothing(review: Path, run: Run) -> None:
    result = run("approve", "flood.md", "--to", "fa", "--above-confidence", "0.1")
    assert "approved" in result.stdout
    assert totals(run) == (0, 0)


def test_the_list_of_risky_segments_says_what_people_kept(
    review: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "people kept" not in run("status", "--risky", "99").stdout
    run("approve", "flood.md", "--to", "fa")
    monkeypatch.setattr(calibration, "FEWEST", 5)
    listed = json.loads(run("status", "--risky", "99", "--json").stdout)["risky"]
    told = {
        each["locale"]
        for each in listed
        if any("people kept" in reason for reason in each["reasons"])
    }
    assert told == {"fa"}
