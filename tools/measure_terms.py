"""Measure the term check with the names of the Unicode CLDR as glossary.

    python tools/measure_terms.py --from en --to ru SOURCE REFERENCE [--alarms] [--near]

SOURCE and REFERENCE are files of sentences, one a line, translations of each other by people. The
terms are the countries, regions and currencies of CLDR. It prints

- of the terms in SOURCE, how many the check finds in REFERENCE, in whatever form;
- forms known: of those that REFERENCE has in CLDR's words, how many the check finds. The others
  are counted by words that begin as CLDR's do, so that some are other words after all;
- alarms: the share of sentences of REFERENCE in which the check misses a term. People use other
  words than CLDR, so that most are no mistake of the check's;
- recall and precision when terms are exchanged: each rendering that was found is replaced by that
  of another term, which must be told, and what is told of the untouched references counts as
  false.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from dragoman import glossary
from dragoman.glossary import Glossary, Term, Terms
from dragoman.glossary.matcher import Matcher, WantedForm
from dragoman.glossary.words import words

KINDS = ("territories", "currencies")
WORLD = "001"
NEAR = 4
"""Letters in which a word must agree with a rendering to be near it."""


def names(source: str, target: str) -> Glossary:
    """Return CLDR's names as a glossary."""
    ours, theirs = Locale.parse(source), Locale.parse(target.replace("-", "_"))
    found: dict[str, dict[str, None]] = {}
    for kind in KINDS:
        for code, name in getattr(ours, kind).items():
            other = getattr(theirs, kind).get(code)
            if other and code != WORLD:
                found.setdefault(name, {})[other] = None
    return Glossary(tuple(Term(name, {target: tuple(forms)}) for name, forms in found.items()))


@dataclass(slots=True)
class Counts:
    """What was counted."""

    sentences: int = 0
    terms: int = 0
    held: int = 0
    alarmed: int = 0
    near: int = 0
    exchanged: int = 0
    told: int = 0


def near(form: str, target: str, language: str) -> bool:
    """Whether each long word of a form has one in the target that begins alike."""
    there = {word.folded for word in words(target, language)}
    long = [word.folded for word in words(form, language) if len(word.folded) >= NEAR]
    return bool(long) and all(any(word[:NEAR] in other for other in there) for word in long)


def exchanged(target: str, forms: Sequence[str], other: str, language: str) -> str:
    """Return the target with every rendering of a term replaced by another term's."""
    matcher = Matcher(language, (WantedForm(form, 0, case=False) for form in forms))
    for each in reversed(matcher.longest(target)):
        target = f"{target[: each.start]}{other}{target[each.end :]}"
    return target


def measure(
    pairs: Sequence[tuple[str, str]], terms: Glossary, source: str, target: str
) -> Iterator[tuple[Counts, str]]:
    """Yield the counts so far with what there is to tell of a sentence."""
    language = target.partition("-")[0]
    prepared = glossary.SourceTerms(glossary.Stock.compile(terms, source), source)
    check = Terms(prepared, target)
    chance = random.Random(1)
    every = [term.translations[target][0] for term in terms.terms]
    counts = Counts()
    for given, reference in pairs:
        counts.sentences += 1
        missing = {each.term: each for each in check.missing(given, reference)}
        counts.alarmed += bool(missing)
        told = []
        for term, *_ in prepared.within(given):
            counts.terms += 1
            forms = term.translations[target]
            if term.text in missing:
                is_near = any(near(form, reference, language) for form in forms)
                counts.near += is_near
                told.append(f"{'near' if is_near else 'none'}: {term.text} → {' | '.join(forms)}")
                continue
            counts.held += 1
            wrong = exchanged(reference, forms, chance.choice(every), language)
            counts.exchanged += 1
            counts.told += term.text in {each.term for each in check.missing(given, wrong)}
        yield counts, "".join(f"{each}\n    {given}\n    {reference}\n" for each in told)


def main() -> None:
    """Measure two files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--from", dest="source", default="en")
    parser.add_argument("--to", dest="target", required=True)
    parser.add_argument("--alarms", action="store_true", help="print every alarm on references")
    parser.add_argument("--near", action="store_true", help="print those with a near word")
    parser.add_argument("files", nargs=2, type=Path)
    asked = parser.parse_args()
    lines = [path.read_text(encoding="utf-8").splitlines() for path in asked.files]
    pairs = list(zip(*lines, strict=True))
    counts = Counts()
    for counts, told in measure(  # noqa: B007 - the last counts are all of them
        pairs, names(asked.source, asked.target), asked.source, asked.target
    ):
        if asked.alarms or (asked.near and told.startswith("near")):
            print(told, end="")
    known = counts.held / (counts.held + counts.near)
    precision = counts.told / (counts.told + counts.terms - counts.held)
    print(
        f"{asked.target}: {counts.terms} terms in {counts.sentences} sentences; "
        f"held {counts.held / counts.terms:.1%}, forms known {known:.1%}; "
        f"alarms on {counts.alarmed / counts.sentences:.2%} of the references; "
        f"exchanged: recall {counts.told / counts.exchanged:.1%}, precision {precision:.1%}"
    )


if __name__ == "__main__":
    main()
