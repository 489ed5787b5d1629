"""Checks that a translation keeps to the newsroom's glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.checks.pair import Pair


def check_missing(pair: Pair) -> Iterator[str]:
    """Find terms of the glossary that the target renders in another way, or not at all.

    With `relief truck` → `грузовик с помощью` in the glossary, `Relief trucks left` →
    `Грузовики с помощью уехали` is right, and `Фуры уехали` lacks the term. Other cases, numbers
    and clitics of a rendering will do. Known false alarm: a term that a pronoun stands for.
    """
    terms = pair.context.terms
    if terms is None:
        return
    for each in terms.missing(pair.given.prose, pair.made.prose):
        yield f"“{each.term}” is {_listed(each.renderings)} in the glossary, not so in the target"


def check_forbidden(pair: Pair) -> Iterator[str]:
    """Find renderings of a term that the glossary forbids, where the source has the term.

    With `фура` forbidden for `truck`, `Trucks left` → `Фуры уехали` is found. Known false alarm:
    a forbidden word that translates something else in the same sentence.
    """
    terms = pair.context.terms
    if terms is None:
        return
    for each in terms.forbidden(pair.given.prose, pair.made.prose):
        better = f"; write {_listed(each.renderings)}" if each.renderings else ""
        yield f"“{each.form}” is forbidden for “{each.term}”{better}"


def _listed(forms: Sequence[str]) -> str:
    """Return the forms, the preferred one first: “a” or “b”."""
    return " or ".join(f"“{form}”" for form in forms)
