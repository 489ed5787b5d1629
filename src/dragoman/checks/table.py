"""The table of all checks, in the order in which they run and report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import metadata

from dragoman.checks import (
    amounts,
    dates,
    digits,
    directions,
    foreign,
    language,
    latin,
    length,
    letters,
    names,
    negation,
    numbers,
    other,
    places,
    punctuation,
    repetition,
    structure,
    terms,
    tongue,
    turned,
)
from dragoman.checks.pair import Pair
from dragoman.checks.settings import Rules
from dragoman.model import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule for a sentence and its translation."""

    name: str
    severity: Severity
    """What a finding of it means unless the newsroom says otherwise."""

    run: Callable[[Pair], Iterator[str]]
    """Yields a message for each thing it finds. Pure; takes any text, and never raises."""

    fix: str = ""
    """The typographic rule that puts right what it finds, where there is one."""

    about: str = ""
    """What `dragoman check --explain` says of a check of another package. What it says of ours
    stands in `data/about.yaml`."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    """What the messages of a check of another package are in other languages: by the code of the
    language, then by the message in English. In both, `%(name)s` stands for what differs."""


CHECKS: tuple[Check, ...] = (
    Check("verbatim", ERROR, structure.check_verbatim),
    Check("markup", ERROR, structure.check_markup),
    Check("emphasis", WARNING, structure.check_emphasis),
    Check("stray_mark", WARNING, structure.check_stray_mark),
    Check("remark", ERROR, structure.check_remark),
    Check("turned_text", ERROR, turned.check_turned_text),
    Check("paragraph", WARNING, structure.check_paragraph),
    Check("untranslated", ERROR, language.check_untranslated),
    Check("wrong_language", ERROR, tongue.check_wrong_language),
    Check("latin_run", WARNING, latin.check_latin_run),
    Check("latin_word", WARNING, latin.check_latin_word),
    Check("foreign_script", WARNING, foreign.check_foreign_script),
    Check("junk", ERROR, language.check_junk),
    Check("loop", ERROR, repetition.check_loop),
    Check("stutter", WARNING, repetition.check_stutter),
    Check("repeat", WARNING, repetition.check_repeat),
    Check("truncated_length", WARNING, length.check_truncated_length),
    Check("added_text", WARNING, length.check_added_text),
    Check("too_fast", WARNING, length.check_too_fast),
    Check("other_text", ERROR, other.check_other_text),
    Check("digits_reversed", ERROR, digits.check_digits_reversed, fix="reversed-groups"),
    Check("number_missing", WARNING, numbers.check_missing),
    Check("number_spelled", WARNING, numbers.check_spelled),
    Check("number_added", WARNING, numbers.check_added),
    Check("number_format", WARNING, numbers.check_format, fix="numbers"),
    Check("magnitude", WARNING, numbers.check_magnitude),
    Check("currency", WARNING, amounts.check_currency),
    Check("unit", WARNING, amounts.check_unit),
    Check("date", WARNING, dates.check_date),
    Check("clock", WARNING, dates.check_clock),
    Check("negation", WARNING, negation.check_negation),
    Check("direction", WARNING, directions.check_direction),
    Check("name_missing", WARNING, names.check_name_missing),
    Check("country", WARNING, places.check_country),
    Check("acronym", WARNING, places.check_acronym),
    Check("quotes_lost", WARNING, punctuation.check_quotes_lost),
    Check("quotes_added", WARNING, punctuation.check_quotes_added),
    Check("quotes_unbalanced", WARNING, punctuation.check_quotes_unbalanced),
    Check("brackets", WARNING, punctuation.check_brackets),
    Check("terminal", WARNING, punctuation.check_terminal),
    Check("headline_period", WARNING, punctuation.check_headline_period),
    Check("script", WARNING, letters.check_script, fix="letters"),
    Check("mixed_script", WARNING, letters.check_mixed_script),
    Check("marks", WARNING, letters.check_marks, fix="marks"),
    Check("term_missing", WARNING, terms.check_missing),
    Check("term_forbidden", WARNING, terms.check_forbidden),
)
"""What some need to know beside the sentence stands in `pair.Context`."""

GROUP = "dragoman.checks"
"""The entry points by which other packages bring checks: each names a `Check`."""


@cache
def checks() -> tuple[Check, ...]:
    """Return all checks of one sentence, those of other packages last.

    Raises TypeError where an entry point names something else, and ValueError where a name is
    taken: two checks of one name could not be told apart in settings and findings.
    """
    added: dict[str, Check] = {}
    taken = {check.name for check in CHECKS} | set(RENAMED) | set(MACHINE)
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name):
        check = entry.load()
        if not isinstance(check, Check):
            raise TypeError(f"the entry point {entry.name} of {GROUP} is not a Check")
        if check.name in taken or check.name in added:
            raise ValueError(f"there is more than one check called {check.name}")
        added[check.name] = check
    return *CHECKS, *added.values()


SUGGESTION = "suggestion_differs"
"""The finding that a suggestion does not say what the source says."""

DISAGREE = "models_disagree"
"""The finding that a better engine makes something else of a sentence."""

MACHINE: dict[str, Severity] = {
    "empty": ERROR,
    "truncated": ERROR,
    "broken": ERROR,
    "unknown": WARNING,
    "split": WARNING,
    "markup_position": WARNING,
    DISAGREE: WARNING,
    SUGGESTION: WARNING,
}
"""Findings that only the making of a text can bring about. They stay with the unit until a
person edits or accepts it."""

RENAMED = {"number_reversed": "digits_reversed", "names": "name_missing"}
"""Other names under which checks are known."""


@lru_cache(maxsize=256)
def active(rules: Rules, locale: str) -> tuple[tuple[Check, Severity], ...]:
    """Return the checks that run in a locale, with how much each counts."""
    found = ((check, rules.severity(check.name, check.severity, locale)) for check in checks())
    return tuple((check, severity) for check, severity in found if severity is not None)


def known(name: str) -> str:
    """Return the name by which the table knows a check; unknown names stay as they are."""
    return RENAMED.get(name, name)
