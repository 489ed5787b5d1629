"""Measure the checks on text: false alarms, recall, what they find in machine text, and speed.

    tools/checks/measure.py SOURCE LOCALE=REFERENCE[=MACHINE] …

All files hold one sentence a line, the same on the same line. False alarms are findings on the
reference. Recall is counted over references that are damaged on purpose (`damage.py`), where the
undamaged one has no finding of the checks that should find it. `--half 1` measures on every second
line from the first on, `--half 2` on the others: develop on one half, and report the other.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from damage import DAMAGES
from swaps import SWAPS

from dragoman.checks import AT_A_TIME, CHECKS, Pair, text
from dragoman.facts import folding, places, sound
from dragoman.model import Severity, Syntax

ERRORS = frozenset(check.name for check in CHECKS if check.severity is Severity.ERROR)

KINDS = (*DAMAGES, *SWAPS)

Lines = Sequence[str]


@dataclass
class Locale:
    """What was found in one locale."""

    name: str
    sentences: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    """Reference sentences with a finding, by check."""

    with_findings: int = 0
    with_errors: int = 0
    machine: Counter[str] = field(default_factory=Counter)
    damaged: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    by_any: Counter[str] = field(default_factory=Counter)
    """Damaged sentences that have a finding of any check which the good one has not."""


def names(source: str, target: str, language: str) -> frozenset[str]:
    """Return the checks that find something."""
    pair = Pair(source, target, Syntax.PLAIN, "en", language)
    return frozenset(check.name for check in CHECKS if any(True for _ in check.run(pair)))


def measured(
    name: str, source: Lines, reference: Lines, machine: Lines | None, shown: str
) -> Locale:
    """Measure one locale, and print the sentences that `shown` asks for."""
    locale = Locale(name, len(source))
    language = name.partition("-")[0]
    for number, (given, good) in enumerate(zip(source, reference, strict=True)):
        alarms = names(given, good, language)
        locale.alarms.update(alarms)
        locale.with_findings += bool(alarms)
        locale.with_errors += not ERRORS.isdisjoint(alarms)
        if shown in alarms:
            _show(given, good, language, shown)
        for damage in KINDS:
            chance = random.Random(f"{damage.name} {number}")
            done = damage.do(given, good, language, chance)
            if done is None or done == (given, good) or damage.checks & alarms:
                continue
            locale.damaged[damage.name] += 1
            found = names(*done, language)
            locale.found[damage.name] += not damage.checks.isdisjoint(found)
            locale.by_any[damage.name] += bool(found - alarms)
            if shown == damage.name and damage.checks.isdisjoint(found):
                print(f"missed  {done[0]}\n        {done[1]}")
        if machine is not None:
            found = names(given, machine[number], language)
            locale.machine.update(found)
            if shown in {f"mt:{each}" for each in found}:
                _show(given, machine[number], language, shown.removeprefix("mt:"))
    return locale


def _show(source: str, target: str, language: str, name: str) -> None:
    pair = Pair(source, target, Syntax.PLAIN, "en", language)
    said = [text for check in CHECKS if check.name == name for text in check.run(pair)]
    print(f"{' | '.join(said)}\n        {source}\n        {target}")


def forget() -> None:
    """Let the checks know no sentence that they have read, as they know none of new articles."""
    text.known.cache_clear()
    folding.folded.cache_clear()
    places.countries.cache_clear()
    sound.sounds.cache_clear()


def speed(source: Lines, targets: dict[str, Lines]) -> tuple[float, float]:
    """Return pairs a second, in one locale after the other, and with the source read once.

    Each check looks at as many pairs one after the other as it does in the commands.
    """
    best = [0.0, 0.0]
    for _ in range(3):
        for kind in (0, 1):
            forget()
            begun = time.process_time()
            for given in range(0, len(source), AT_A_TIME):
                for language, target in targets.items():
                    if not kind:
                        forget()
                    window = slice(given, given + AT_A_TIME)
                    code = language.partition("-")[0]
                    pairs = [
                        Pair(*each, Syntax.PLAIN, "en", code)
                        for each in zip(source[window], target[window], strict=True)
                    ]
                    for check in CHECKS:
                        for pair in pairs:
                            for _found in check.run(pair):
                                pass
            spent = time.process_time() - begun
            best[kind] = max(best[kind], len(source) * len(targets) / spent)
    return best[0], best[1]


def table(title: str, rows: Sequence[tuple[str, Sequence[str]]], head: Sequence[str]) -> None:
    """Print a table."""
    print(f"\n{title:20}" + "".join(f"{each:>16}" for each in head))
    for name, cells in rows:
        print(f"{name:20}" + "".join(f"{cell:>16}" for cell in cells))


def report(found: Sequence[Locale]) -> None:
    """Print what was measured."""
    head = [each.name for each in found]
    rows = [
        (check.name, [f"{_percent(each.alarms[check.name], each.sentences)}" for each in found])
        for check in CHECKS
    ]
    rows.append(("any finding", [_percent(each.with_findings, each.sentences) for each in found]))
    rows.append(("any error", [_percent(each.with_errors, each.sentences) for each in found]))
    table("false alarms %", rows, head)
    rows = [
        (
            damage.name,
            [
                f"{_percent(each.found[damage.name], each.damaged[damage.name])}"
                f" {_percent(each.by_any[damage.name], each.damaged[damage.name]):>5}"
                f" {each.damaged[damage.name]:>4}"
                for each in found
            ],
        )
        for damage in KINDS
    ]
    table("recall %, any, of", rows, head)
    if any(each.machine for each in found):
        rows = [
            (check.name, [_percent(each.machine[check.name], each.sentences) for each in found])
            for check in CHECKS
        ]
        table("machine text %", rows, head)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole and part < whole else "100" if whole else "–"


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("targets", nargs="+", metavar="LOCALE=REFERENCE[=MACHINE]")
    parser.add_argument("--half", type=int, choices=(1, 2))
    parser.add_argument("--show", default="", help="a check, mt:CHECK, or a kind of damage")
    parser.add_argument("--speed", action="store_true", help="measure nothing but the speed")
    options = parser.parse_args()

    def lines(file: Path | str) -> Lines:
        every = Path(file).read_text(encoding="utf-8").splitlines()
        return every if options.half is None else every[options.half - 1 :: 2]

    source = lines(options.source)
    files = {name: rest.split("=") for name, _, rest in (t.partition("=") for t in options.targets)}
    if not options.speed:
        found = [
            measured(
                name, source, lines(each[0]), lines(each[1]) if each[1:] else None, options.show
            )
            for name, each in files.items()
        ]
        report(found)
    apart, shared = speed(source, {name: lines(each[0]) for name, each in files.items()})
    print(f"\nall checks: {apart:,.0f} pairs/s; {shared:,.0f} with a source read for all locales")


if __name__ == "__main__":
    main()
