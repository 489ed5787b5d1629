"""Make a text look as if it was typeset where its readers live.

`RULES` is the table of all rules, applied from top to bottom. `finish` applies those of a locale
until nothing changes any more, and never touches addresses, code, placeholders and markup.
"""

from __future__ import annotations

from dragoman.typography.finish import Finished, finish
from dragoman.typography.rules import RULES, Rule
from dragoman.typography.settings import RuleChoice, Typography

__all__ = ["RULES", "Finished", "Rule", "RuleChoice", "Typography", "finish"]
