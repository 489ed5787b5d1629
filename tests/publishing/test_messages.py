"""The catalogs of what readers see: complete, current, and right in their plurals."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Message

from dragoman.publishing.messages import available, messages

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tools" / "messages"))

import catalogs  # noqa: E402 - the tool is no part of the package

FOUND = {path.parts[-3]: (path, catalog) for path, catalog in catalogs.catalogs()}


@cache
def wanted() -> set[object]:
    """The messages of the code. It takes a second to look for them."""
    return {message.id for message in catalogs.template() if message.id}


def test_there_is_a_catalog_for_every_language_of_the_project() -> None:
    assert set(FOUND) == {"ar", "en", "fa", "ru", "tr"} == set(available())


@pytest.mark.parametrize("language", FOUND)
def test_every_message_of_the_code_has_its_translations(language: str) -> None:
    path, catalog = FOUND[language]
    assert {message.id for message in catalog if message.id} == wanted()
    assert list(catalogs.wrong(catalog)) == []
    assert path.read_bytes() == catalogs.written(catalog), "run: make messages"


@pytest.mark.parametrize("language", FOUND)
def test_what_is_compiled_is_what_translators_wrote(language: str) -> None:
    path, catalog = FOUND[language]
    assert path.with_suffix(".mo").read_bytes() == catalogs.compiled(catalog), "run: make messages"


def texts(message: Message) -> list[str]:
    """The translations of a message, none of the header."""
    found = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [str(text) for text in found if message.id]


@pytest.mark.parametrize("language", ["ar", "fa", "ru"])
def test_no_message_is_left_in_english(language: str) -> None:
    for message in FOUND[language][1]:
        for text in texts(message):
            assert not re.search("[A-Za-z]", re.sub(r"%\(\w+\)s", "", text)), text


def test_markdown_reads_no_markup_in_a_message() -> None:
    for _, catalog in FOUND.values():
        for message in catalog:
            assert not any(re.search(r"[*_`\[\]<>#]", text) for text in texts(message))


ONE = "The original has changed since: %(count)s sentence here follows its earlier version."
MANY = "The original has changed since: %(count)s sentences here follow its earlier version."


@pytest.mark.parametrize(
    ("locale", "number", "said"),
    [
        ("ru", 1, "1 предложение здесь соответствует"),
        ("ru", 2, "2 предложения здесь соответствуют"),
        ("ru", 5, "5 предложений"),
        ("ru", 11, "11 предложений"),
        ("ru", 21, "21 предложение здесь соответствует"),
        ("ar", 1, "جملة واحدة توافق"),
        ("ar", 2, "جملتان توافقان"),
        ("ar", 3, "3 جمل "),
        ("ar", 11, "11 جملة "),
        ("ar", 100, "100 جملة "),
        ("ar", 103, "103 جمل "),
        ("ar-EG", 11, "١١ جملة "),
        ("fa", 1, "۱ جمله "),
        ("fa", 12, "۱۲ جمله "),
        ("tr", 1, "1 cümle "),
        ("tr", 12, "12 cümle "),
        ("en", 1, "1 sentence here follows"),
        ("en", 2, "2 sentences here follow"),
        ("de", 2, "2 sentences here follow"),
    ],
)
def test_plurals_and_digits(locale: str, number: int, said: str) -> None:
    found = messages(locale)
    text = found.ngettext(ONE, MANY, number) % {"count": found.number(number)}
    assert said in text
