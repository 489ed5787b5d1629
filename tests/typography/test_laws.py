"""What holds for every text: finishing is idempotent, and keeps what is protected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman import inline
from dragoman.model import Syntax
from dragoman.typography import RULES, RuleChoice, Typography, finish

LOCALES = st.sampled_from(
    (
        "ru",
        "fa",
        "tr",
        "ar",
        "ar-EG",
        "fa-AF",
        "de",
        "pt",
        "it",
        "hu",
        "fr",
        "fr-CH",
        "fr-CA",
        "de-CH",
        "da",
        "sv",
    )
)
PIECES = st.sampled_from(
    (
        *" \u00a0\u202f,.;:?!…-–—\"'“”„«»‹›()[]*_`&%٪№؟،؛",
        "«",
        "слово",
        "Москва",
        "в",
        "А.",
        "می",
        "رود",
        "ها",
        "تر",
        "می",
        "كتاب",
        "هـ",
        "السلام",
        "kelime",
        "Ankara'da",
        "i\u0307",
        "12,400",
        "000 55",
        "3.5",
        "٣٤",
        "۱۲",
        "5",
        "50%",
        "% 5",
        "March 20, 2024",
        "۲۰ مارس ۲۰۲۴",
        "https://a.example/b?c",
        "user@example.org",
        "`x`",
        "[a](b)",
        "**",
        "{name}",
        "&quot;",
        "&amp;",
        "\u200c",
        "\u200f",
        "...",
        "\U000f0001",
    )
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30)
SOURCES = st.sampled_from(
    ("", "In May 12,400 of 55,000 fell by 3.5 on March 20, 2024.", 'He said "no".')
)
SYNTAXES = st.sampled_from(Syntax)
STYLES = st.sampled_from(
    (Typography(), Typography(tuple(RuleChoice(rule.name, on=True) for rule in RULES)))
)


@given(TEXTS, LOCALES, SYNTAXES, SOURCES, STYLES)
def test_finishing_twice_changes_nothing_more(
    text: str, locale: str, syntax: Syntax, source: str, style: Typography
) -> None:
    once = finish(text, locale, syntax, style, source=source).text

    again = finish(once, locale, syntax, style, source=source)

    assert (again.text, again.rules) == (once, ())


@given(TEXTS, LOCALES, SYNTAXES, SOURCES, STYLES)
def test_what_is_protected_comes_through_exactly_once(
    text: str, locale: str, syntax: Syntax, source: str, style: Typography
) -> None:
    finished = finish(text, locale, syntax, style, source=source)

    assert inline.inventory(finished.text, syntax) == inline.inventory(text, syntax)


@given(TEXTS, LOCALES, SYNTAXES, SOURCES)
def test_rules_are_named_exactly_when_something_changed(
    text: str, locale: str, syntax: Syntax, source: str
) -> None:
    finished = finish(text, locale, syntax, source=source)

    assert bool(finished.rules) == (finished.text != text)
