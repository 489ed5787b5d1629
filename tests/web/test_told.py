"""What checks and the desk say, in each language of the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.web.phrases import phrases
from dragoman.web.told import told

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
