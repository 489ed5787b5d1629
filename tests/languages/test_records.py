"""The files of the languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import languages
from dragoman.glossary.inflection import inflection
from dragoman.glossary.words import folding
from dragoman.languages import record, records
from dragoman.typography import RULES

MOST_ASKING = 30
"""Lines of facts and checks that name a code. Lower it whenever there are fewer."""


@pytest.mark.parametrize("language", languages.recorded())
def test_every_file_can_be_used(language: str) -> None:
    known = record(language)
    assert known != records.LanguageRecord(), "it says nothing"
    assert languages.language(language) == language
    for pattern in (known.stray_letters, known.joiner, known.tail, known.endings, known.apart):
        re.compile(pattern)
    assert {*known.rules, *known.optional_rules} <= {rule.name for rule in RULES}
    assert not known.rules & known.optional_rules
    fold = folding(language)
    assert fold(fold("Arvelin’s")) == fold("Arvelin’s")
    inflection(language)  # its stemmer and its shapes exist


def test_no_more_code_asks_for_a_language_by_its_code() -> None:
    """A language that is added should need no line of code. Put what it needs into its record."""
    folder = Path(languages.__file__).parent.parent
    code = re.compile(r"""["'](?:en|ru|fa|tr|ar)["']""")
    asking = [
        f"{path.relative_to(folder)}: {line.strip()}"
        for layer in ("facts", "checks")
        for path in sorted((folder / layer).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if code.search(line)
    ]
    assert len(asking) <= MOST_ASKING, "\n".join(asking)


def test_of_most_languages_nothing_is_known() -> None:
    assert record("sw") == records.LanguageRecord()
    assert record("../data/fa") == records.LanguageRecord()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("tr", {"dotted-i", "apostrophe"}), ("fa", {"zwnj", "jalali"}), ("ru", {"initials"})],
)
def test_rules_know_their_languages(language: str, expected: set[str]) -> None:
    by_name = {rule.name: rule for rule in RULES}
    for name in expected:
        assert language in by_name[name].languages
    assert all(language in rule.languages for rule in RULES if rule.everywhere)


def test_a_key_that_no_record_has_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        records.read("# Swahili\ncolour: red\n")
