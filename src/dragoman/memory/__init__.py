"""The translation memory: what people approved is offered again where the same is said.

`Memory` is an index in SQLite over the approved units of the review files. The files are the truth;
the index can be deleted at any time.
"""

from dragoman.memory import tmx
from dragoman.memory.adapt import adapted
from dragoman.memory.base import Entry, Match, Memory

__all__ = ["Entry", "Match", "Memory", "adapted", "tmx"]
