"""What a sentence asserts that can be compared by value, whatever words it is written in.

`read` gives a sentence's facts; the checks compare those of a source with those of its target,
`difference` those of an old source with those of a new one. Languages with full data are those
that have a folder in `data`; of others only figures are read.
"""

from __future__ import annotations

from dragoman.facts.amount import Amount
from dragoman.facts.lexicon import known
from dragoman.facts.sentence import Sentence, forget, read

__all__ = ["Amount", "Sentence", "forget", "known", "read"]
