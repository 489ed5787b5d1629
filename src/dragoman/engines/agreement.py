"""How much two engines agree on a sentence: a sign of how good the first one's text is.

Measured on FLORES dev against references and two strong systems, low agreement finds the worst
tenth of a system's sentences: AUC .90 for Argos in Turkish judged by Firefox's tiny model, 1.00 for
Argos in Arabic by Firefox's base model, .95 for OPUS-MT in Arabic by it, .79 for Firefox's tiny
model in Turkish by NLLB, .71 by Argos (`tools/measure_agreement.py`). A better engine is the better
judge.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def agreement(first: str, second: str) -> float:
    """Return how much two translations of one sentence agree, from 0 to 1, in two decimals.

    The mean of chrF both ways; a first text that is shorter than the second, as one is that lost
    something, counts for less.
    """
    if not first.strip() or not second.strip():
        return 0.0
    measure = _chrf()
    there = measure.sentence_score(first, [second]).score
    back = measure.sentence_score(second, [first]).score
    alike: float = (there + back) / 200
    return round(float(alike * min(1.0, len(first) / len(second)) ** 0.5), 2)


@cache
def _chrf() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()
