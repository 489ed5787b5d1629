"""A check that a country of the source is named in the target."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import LATIN, script
from dragoman.facts import acronyms, places


def check_country(pair: Pair) -> Iterator[str]:
    """Find countries that the source names and the target does not, neither noun nor adjective."""
    if not pair.from_english or not places.known(pair.target_language):
        return
    for code in pair.given.countries:
        if not places.named(code, pair.made.prose, pair.target_language):
            yield f"{places.english_name(code)} is in the source and not in the target"


def check_acronym(pair: Pair) -> Iterator[str]:
    """Find acronyms of organizations that the target neither has nor spells out.

    Known ones are looked for by what each language calls them. One that is not known counts only
    where the target has another acronym in Latin letters instead.
    """
    if not pair.from_english or not places.known(pair.target_language):
        return
    found = pair.given.acronyms
    if not found:
        return
    target = pair.made.prose
    for acronym in found:
        if acronyms.known(acronym, pair.target_language):
            if not acronyms.named(acronym, target, pair.target_language):
                yield f"{acronym} is in the source and not in the target"
        elif _one(acronym) not in target.replace(".", "") and not _in_latin(pair):
            others = {_one(each) for each in pair.made.acronyms} - {_one(each) for each in found}
            if others:
                yield f"{acronym} is in the source, {min(others)} in the target"


def _one(acronym: str) -> str:
    """Return an acronym without the s of several."""
    return acronym.removesuffix("s")


def _in_latin(pair: Pair) -> bool:
    return script(pair.target_language) == LATIN
