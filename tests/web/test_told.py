"""What checks and the desk say, in each language of the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.checks import Check, Pair
from dragoman.errors import ReviewError
from dragoman.model import Severity
from dragoman.web import told as told_module
from dragoman.web.phrases import phrases
from dragoman.web.told import _patterns, is_english, told
from dragoman.workflow.reading import read_review

LANGUAGES = ("ru", "fa", "tr", "ar")
CHECKS = Path(__file__).parent.parent.parent / "src" / "dragoman" / "checks"
OF_COMMANDS = {"many.py", "review.py", "consistency.py"}
"""Checks of many units, which the page does not run."""


def yielded(node: ast.expr) -> str | None:
    """Return a message as a check may yield it; `None` where the code makes it elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [part.value if isinstance(part, ast.Constant) else "7" for part in node.values]
    return "".join(map(str, parts))


def messages_of_checks() -> Iterator[tuple[str, str]]:
    for path in sorted(CHECKS.glob("*.py")):
        if path.name in OF_COMMANDS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Yield) and node.value is not None:
                message = yielded(node.value)
                if message is not None and re.search("[a-z]{3}", message):
                    yield path.name, message


MESSAGES = sorted(set(messages_of_checks()))
PUT_TOGETHER = {
    "much shorter than usual: 77": (
        "much shorter than usual: 20 letters for 70; is something missing?",
        "much shorter than usual: 20 letters for 70, and a number is missing",
    ),
    "7 letters without their marks7": (
        "Turkish letters without their marks",
        "Turkish letters without their marks: “icin”",
    ),
    "the tag <7> 7": (
        "the tag <p> is in the source and not in the target",
        "the tag <p> is in the target more often than in the source",
    ),
    "“7” is forbidden for “7”7": (
        "“фура” is forbidden for “truck”",
        "“фура” is forbidden for “truck”; write “грузовик” or “машина”",
    ),
    "7 7": (
        "https://a.example is in the source and not in the target",
        "the link to map.html is in the target more often than in the source",
        "the image a.png is in the source and not in the target",
        "footnote [^1] is in the source and not in the target",
    ),
    "7, 7 ×": ("Arabic yeh ي instead of Persian ی, 2 ×", "the form ﻻ (U+FEFB) for display, 1 ×"),
}
"""Messages whose words stand elsewhere than in what is yielded, and what they come to."""


def test_the_messages_of_checks_are_found() -> None:
    assert len(MESSAGES) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_a_check_is_said_in_the_reviewers_language(language: str) -> None:
    messages = [each for _, each in MESSAGES if each not in PUT_TOGETHER]
    messages += [each for parts in PUT_TOGETHER.values() for each in parts]
    assert [each for each in messages if told(each, language) == each] == []


@pytest.mark.parametrize(
    ("message", "language", "expected"),
    [
        ("64 is in the source and not in the target", "tr", "64 kaynakta var, çeviride yok"),
        ("64 is in the source and not in the target", "ru", "в оригинале есть 64, в переводе нет"),
        (
            "64 is in the source and not in the target",
            "fa",
            "\u206864\u2069 در متن اصلی هست و در ترجمه نیست",
        ),
        (
            "“تهران” is “Tahran” in the glossary, not so in the target",
            "tr",
            "“\u2068تهران\u2069” sözlükte “Tahran”, çeviride öyle değil",
        ),
        ("“way” comes 3 times", "fa", "«\u2068way\u2069» ۳ بار آمده"),
        ("verbatim: the model gave no text", "tr", "verbatim: model metin vermedi"),
        ("loop: “a” comes 3 times (and 2 more)", "ar", "loop: ورد «\u2068a\u2069» 3 مرات (+2)"),
        (
            "no rescue helped: the model gave no text; “a” comes 3 times",
            "tr",
            "hiçbir çare işe yaramadı: model metin vermedi; “a” 3 kez geçiyor",
        ),
        ("a check of another package", "fa", "a check of another package"),
        ("64 is in the source and not in the target", "en", ""),
    ],
)
def test_parts_stay_and_counts_are_written_as_the_language_does(
    message: str, language: str, expected: str
) -> None:
    assert told(message, language) == (expected or message)


def test_a_special_template_comes_before_one_that_fits_as_well() -> None:
    for template in phrases(str):
        if template.count("%(") == 1 and "reasons" not in template:
            message = re.sub(r"%\(\w+\)s", "7", template)
            first = next(
                each
                for each in phrases(str)
                if re.fullmatch(
                    "".join(
                        ".+?" if place % 2 else re.escape(piece)
                        for place, piece in enumerate(re.split(r"(%\(\w+\)s)", each))
                    ),
                    message,
                )
            )
            assert first == template


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [("ru", "воскресенье", "май"), ("fa", "یکشنبه", "مه"), ("tr", "Pazar", "Mayıs"),
     ("ar", "الأحد", "مايو")],
)  # fmt: skip
def test_days_and_months_are_called_as_the_reader_calls_them(
    language: str, day: str, month: str
) -> None:
    for english, name in (("Sunday", day), ("May", month)):
        message = f"{english} is in the source and not in the target"
        assert name in told(message, language)
        assert f"{english} " not in told(message, language)


# ---- Mistakes in review files -------------------------------------------------------------

FILE = """article: a.md
source: en
target: fa
segments:

# paragraph 1
- id: 5dbe3a1c
  status: draft
  source: |-
    Rain fell.
  target: |-
    Yağmur yağdı.
"""

MISTAKES = {
    "tab": ("  status", "\tstatus"),
    "no-break space": ("  status", "\u00a0 status"),
    "fallen": ("    Yağmur", "Yağmur"),
    "two fallen": ("    Yağmur yağdı.\n", "    Bir.\nYağmur.\nGün.\n"),
    "no colon": ("status: draft", "status draft"),
    "no space": ("status: draft", "status:draft"),
    "odd colon": ("status: draft", "status\uff1a draft"),
    "quotation mark": ("status: draft", 'status: "draft'),
    "quotation mark too soon": ("status: draft", 'status: "draft" text'),
    "dash": ("- id", "-id"),
    "text on the line": ("target: |-\n    Yağmur", "target: |- Yağmur"),
    "meaning": ("status: draft", "status: @draft"),
    "indented": ("  status: draft", "   status: draft"),
    "colon": ("target: |-\n    Yağmur yağdı.", "target: Yağmur: yağdı."),
    "merged": ("  status: draft", "<<<<<<< ours\n  status: draft\n=======\n>>>>>>> theirs"),
    "twice": ("source: en", "source: en\nsource: en"),
    "twice in one segment": ("  status: draft", "  status: draft\n  status: draft"),
    "status": ("status: draft", "status: aproved"),
    "list": ("segments:\n\n# paragraph 1\n-", "segments:\n\n#"),
    "keys for text": ("target: |-\n    Yağmur yağdı.", "target:\n    - Yağmur"),
    "mistyped key": ("  target: |-", "  targte: |-"),
    "a sentence": ("  target: |-", "  The rain said: it fell\n  target: |-"),
    "empty": (FILE, ""),
    "another file": (FILE, "- one\n- two\n"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_review_file_is_told_in_the_reviewers_language(mistake: str) -> None:
    before, after = MISTAKES[mistake]
    assert before in FILE
    with pytest.raises(ReviewError) as caught:
        read_review(FILE.replace(before, after, 1).encode(), "a.md.yaml")
    for error in caught.value.every:
        for language in LANGUAGES:
            assert not is_english(error.problem, language), error.problem
            assert not is_english(error.advice, language), error.advice


# ---- Checks of other packages -------------------------------------------------------------

COUNTED = "%(count)s exclamation marks were added"


def no_findings(pair: Pair) -> Iterator[str]:
    yield from ()


def test_the_check_of_another_package_brings_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"fa": {COUNTED: "%(count)s علامت تعجب افزوده شده"}}
    shouting = Check("shouting", Severity.WARNING, no_findings, words=words)
    monkeypatch.setattr(told_module, "checks", lambda: (shouting,))
    _patterns.cache_clear()
    told.cache_clear()
    try:
        message = COUNTED % {"count": 3}
        assert told(message, "fa") == "۳ علامت تعجب افزوده شده"
        assert not is_english(message, "fa")
        assert told(message, "tr") == message
        assert is_english(message, "tr")
        assert is_english(f"shouting: {message}", "tr")
        assert not is_english(message, "en")
    finally:
        _patterns.cache_clear()
        told.cache_clear()
