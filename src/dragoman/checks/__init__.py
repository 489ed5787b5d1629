"""What can be said of a translation without understanding it.

`CHECKS` is the table of checks of one sentence, `MANY` that of checks of many, `MACHINE` names
what only the making of a text can bring about. Each is explained in `data/about.yaml`. Other
packages bring checks by the entry point `dragoman.checks`.
"""

from __future__ import annotations

from dragoman.checks.about import About, explained
from dragoman.checks.many import MANY, findings_among, names
from dragoman.checks.pair import NOTHING_KNOWN, Context, Pair
from dragoman.checks.placed import Placed
from dragoman.checks.settings import CheckChoice, Rules
from dragoman.checks.table import CHECKS, DISAGREE, MACHINE, SUGGESTION, Check, active, known
from dragoman.checks.text import forget
from dragoman.checks.unit import AT_A_TIME, findings, findings_of_each

__all__ = [
    "AT_A_TIME",
    "CHECKS",
    "DISAGREE",
    "MACHINE",
    "MANY",
    "NOTHING_KNOWN",
    "SUGGESTION",
    "About",
    "Check",
    "CheckChoice",
    "Context",
    "Pair",
    "Placed",
    "Rules",
    "active",
    "explained",
    "findings",
    "findings_among",
    "findings_of_each",
    "forget",
    "known",
    "names",
]
