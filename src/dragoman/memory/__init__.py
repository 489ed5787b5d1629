"""The translation memory: what people approved is offered again where the same is said.

`Memory` is an index in SQLite over the approved units of the review files. The files are the truth;
the index can be deleted at any time.
"""

from dragoman.memory import tmx
from dragoman.memory.adapt import adapted
from dragoman.memory.base import Match, Memory, MemoryEntry

__all__ = ["Match", "Memory", "MemoryEntry", "adapted", "tmx"]
