"""Every check is explained, and its example is true."""

from __future__ import annotations

import pytest

from dragoman import checks, glossary
from dragoman.checks import About
from dragoman.model import Status, Syntax, Unit
from dragoman.typography import RULES

ITS = frozenset(
    {
        "length",
        "terminology",
        "mistranslation",
        "omission",
        "untranslated",
        "addition",
        "duplication",
        "inconsistency",
        "grammar",
        "locale-specific-content",
        "locale-violation",
        "style",
        "characters",
        "typographical",
        "inconsistent-entities",
        "numbers",
        "markup",
        "non-conformance",
        "other",
    }
)
"""Those values of `locQualityIssueType` in ITS 2.0 that a check may have."""

EXPLAINED = list(checks.explained().values())


def test_every_check_is_explained_and_nothing_else() -> None:
    assert {each.name for each in EXPLAINED} == checks.names()
    assert len(EXPLAINED) == len(checks.CHECKS) + len(checks.MANY) + len(checks.MACHINE)


@pytest.mark.parametrize("about", EXPLAINED, ids=lambda about: about.name)
def test_the_explanation_is_complete(about: About) -> None:
    assert about.issue_type in ITS
    for text in (about.what, about.why):
        assert text[0].isupper()
        assert text.endswith(".")
    assert about.false_alarms.endswith(".")
    assert not about.fix or about.fix in {rule.name for rule in RULES}


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.name)
def test_its_example_is_found_and_the_corrected_one_is_not(check: checks.Check) -> None:
    example = checks.explained()[check.name].example
    assert example is not None

    def found(target: str) -> set[str]:
        unit = Unit("x", example.source, target, Status.APPROVED)
        terms = glossary.compiled(glossary.parse(example.glossary), "en", [example.locale])
        found = checks.findings(
            unit,
            Syntax.MARKDOWN,
            "en",
            example.locale,
            context=checks.Context(terms[example.locale]),
            room=example.room,
        )
        return {each.check for each in found}

    assert check.name in found(example.wrong)
    assert found(example.right) == set()
