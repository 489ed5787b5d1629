"""What a translation that the page started came to, in the reviewer's language."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from dragoman.catalog import Outcome
from dragoman.web.run_lines import state
from dragoman.web.runs import Runs, State

LANGUAGES = ("ru", "fa", "tr", "ar")
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
"""Names, commands and texts of articles, which stay as they are."""

FILE = {
    "article": "a.md", "locale": "fa", "path": "locales/fa/a.md.yaml", "written": True,
    "segments": 12, "findings": 2, "waiting": 3,
    **{outcome.value: number for number, outcome in enumerate(Outcome, 1)},
    "affected": [
        {"id": "1", "outcome": outcome.value, "status": "approved", "source": "Rain fell."}
        for outcome in Outcome
    ],
}  # fmt: skip
MOVED = {"from": "b.md", "to": "a.md", "locale": "fa", "path": "locales/fa/a.md.yaml"}
FULL = {
    "files": [FILE, *[{**FILE, "affected": []}] * 50],
    "moved": [{**MOVED, "segments": None, "doubted": 0}, {**MOVED, "segments": 4, "doubted": 2}],
    "sentences": 40, "words": 300, "renewed": 9, "reworded": 4, "remembered": 2, "suggested": 1,
    "rescued": 1, "broken": 1, "engines": ["argos demo en-fa 1"], "seconds": ["firefox en-fa 2"],
    "unsupported": [f"{number}.bin" for number in range(9)],
    "problems": [
        {"file": "seeds/c.md", "line": 3, "column": None, "problem": "the article is gone",
         "advice": "Keep only one."}
    ],
    "notices": [
        {"file": None, "line": None, "column": None, "advice": "",
         "problem": "fa-AF is translated by a model for fa (Persian): no other one is installed"}
    ],
}  # fmt: skip
NOTHING = {**FULL, "moved": [], "sentences": 0, "renewed": 0, "remembered": 0, "suggested": 0,
           "rescued": 0, "broken": 0, "seconds": [], "unsupported": [], "problems": [],
           "notices": []}  # fmt: skip
REPORTS = {
    "everything at once": FULL,
    "nothing to do": {**NOTHING, "files": [{**FILE, "written": False, "waiting": 0}]},
    "no articles": {**NOTHING, "files": []},
    "only problems": {**NOTHING, "files": [], "problems": FULL["problems"]},
    "it could not begin": {"problems": FULL["problems"]},
}
SAID = (
    "/a/m.db: finished translations cannot be kept here (EIO)\n"
    "  → The run goes on without. The file holds nothing else: delete it when no run is on.",
    "Sentences of “sw” are divided by general rules: Dragoman knows few or none of its "
    "abbreviations. Look over where they are cut.",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", REPORTS)
def test_no_line_of_a_run_is_left_in_english(report: str, language: str) -> None:
    for found in (State(said=SAID, report=REPORTS[report]), State(code=130, written=3)):
        lines = state(found, language)["lines"]
        assert lines
        for line in lines:
            assert not line["english"], line
            if language != "tr":
                words = re.findall("[A-Za-z]{4,}", _ISOLATED.sub("", line["text"]))
                assert words == [], line


def test_a_missing_model_is_told_with_the_names_of_the_languages() -> None:
    advice = (
        "Run: dragoman models install fa (or, to go through English: dragoman models install "
        "--from tr en) (or try the small demonstration models: --models demo)"
    )
    problem = {
        "file": None, "line": None, "column": None, "advice": advice,
        "problem": "no model translates Turkish into Persian (tr → fa)",
    }  # fmt: skip
    lines = state(State(report={"problems": [problem]}), "fa")["lines"]
    texts = [_ISOLATED.sub("", line["text"]) for line in lines]
    assert "از ترکی استانبولی به فارسی" in texts[0]
    assert texts[1].startswith("← ")
    assert not any(re.search("[A-Za-z]", text) for text in texts)


def test_counts_have_the_digits_of_the_language() -> None:
    lines = [line["text"] for line in state(State(report=FULL), "fa")["lines"]]
    assert any("۴۰" in line and "۳۰۰" in line for line in lines)
    assert not any(re.search("[0-9]", _ISOLATED.sub("", line)) for line in lines)


def test_what_a_run_printed_is_shown_where_it_made_no_report() -> None:
    lines = state(State(code=1, lines=("Traceback of something", "needs work")), "fa")["lines"]
    assert [line["english"] for line in lines] == [True, False]
    assert state(State(running=True, lines=("needs work",)), "fa")["lines"] == []


def test_a_real_run_is_told_in_persian(newsroom: Path) -> None:
    settings = newsroom / "dragoman.yaml"
    text = settings.read_text(encoding="utf-8").replace("engine: auto", "engine: pseudo")
    settings.write_text(text, encoding="utf-8")
    (newsroom / "seeds" / "new.txt").write_text("Rain fell. It is over.\n", encoding="utf-8")
    runs = Runs(newsroom)
    runs.start(["new.txt"], ["tr"])
    end = time.monotonic() + 120
    while runs.state.running:
        assert time.monotonic() < end
        time.sleep(0.05)
    said = state(runs.state, "fa")
    assert said["code"] == 0
    assert "جمله‌های ترجمه‌شده: ۲" in "\n".join(line["text"] for line in said["lines"])
    assert not any(line["english"] for line in said["lines"])
