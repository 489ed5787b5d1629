"""What made a text: the engine, its model and version, and what was done to rescue or reuse it.

In files it is one line, which only `parse` and `str` know:

    argos en-fa 1.5
    argos en-fa 1.5 rescued: final mark
    argos en-fa 1.5 tried: final mark + clauses
    memory flood.md, 2 other ← argos en-fa 1.5
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BY = " \u2190 "
_MEMORY = "memory "
_WAYS = " + "
_RESCUE = re.compile(r" (rescued|tried): ?(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Signature:
    """What made a text. Empty where no machine did."""

    engine: str = ""

    model: str = ""
    """What the model translates, such as `en-fa`."""

    version: str = ""
    """That of the model, and what else changes its text: settings, a second model after it."""

    rescues: tuple[str, ...] = ()
    """How the engine's first, broken choice was replaced."""

    tried: tuple[str, ...] = ()
    """What was tried in vain where the text stayed broken."""

    via: str = ""
    """Where the memory found the text, such as `memory flood.md`."""

    @property
    def copied(self) -> bool:
        """Whether the text holds nothing to translate, such as `12,400`, and was copied."""
        return self._name == COPIED._name

    @property
    def lost(self) -> bool:
        """Whether nothing tells any more what made the text, or whether a person did."""
        return self.engine == UNKNOWN.engine

    @property
    def credit(self) -> str:
        """What readers and statistics name: engine, model and version, such as `argos en-fa 1.5`.

        Empty for a person's text, and for text without a word, which no engine saw. How a text
        was rescued or found again is bookkeeping, and not for readers.
        """
        return "" if self.copied or self.lost else " ".join(filter(None, self._name))

    @property
    def _name(self) -> tuple[str, str, str]:
        return self.engine, self.model, self.version

    def __str__(self) -> str:
        """Return the line that `parse` reads."""
        line = " ".join(filter(None, self._name))
        if self.rescues:
            line += f" rescued: {_WAYS.join(self.rescues)}"
        if self.tried:
            line += f" tried: {_WAYS.join(self.tried)}"
        return _BY.join(filter(None, (self.via, line)))


COPIED = Signature("copy", version="1")
"""The signature of sentences that no engine need see."""

UNKNOWN = Signature("unknown")
"""That of a text which the memory has from a file that does not tell where it came from."""

NONE = Signature()
"""That of a person's text."""


@lru_cache(maxsize=256)
def parse(line: str) -> Signature:
    """Return the signature that a line of a file, or an engine, gives.

    Whatever it says, nothing of it is lost but the number of spaces.
    """
    via, _, made = line.rpartition(_BY)
    if not via and made.startswith(_MEMORY):
        via, made = made, ""
    ways: dict[str, tuple[str, ...]] = {"rescued": (), "tried": ()}
    rescue = _RESCUE.search(made)
    if rescue is not None:
        made = made[: rescue.start()]
        ways[rescue[1]] = tuple(rescue[2].split(_WAYS))
    engine, model, version = [*made.split(maxsplit=2), "", "", ""][:3]
    if not version:
        model, version = "", model
    return Signature(engine, model, version, ways["rescued"], ways["tried"], via)
