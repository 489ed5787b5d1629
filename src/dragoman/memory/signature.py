"""Say which machine a text began with, even if it came by way of the memory."""

from __future__ import annotations

from dragoman.model import Origin, Unit

_BY = " \u2190 "


def signed(memory: str, engine: str) -> str:
    """Return the signature of a text from the memory: `memory flood.md \u2190 argos en-fa 1.5`.

    `engine` is the machine whose text people approved as it stood; empty for a person's text.
    """
    return f"{memory}{_BY}{engine}" if engine else memory


def engine_of(unit: Unit) -> str:
    """Return the machine that the text began with, without how it was rescued.

    Empty for a person's text, also where the memory brought it.
    """
    if unit.record is None:
        return ""
    engine = unit.record.engine
    if unit.record.origin in (Origin.MEMORY, Origin.CONTEXT):
        engine = engine.rpartition(_BY)[2] if _BY in engine else ""
    return engine.partition(" rescued:")[0]
