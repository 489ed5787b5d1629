"""Which models are published for a direction, where, under which licence, and how good they are.

Nothing here uses the network: what is known stands in `catalogue.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from dragoman.models import codes
from dragoman.models.kinds import ARGOS, FIREFOX

HUB = "hub"
SOURCES = (FIREFOX, HUB, ARGOS)
"""Where models are had from, in the order in which they come where no score is known."""

COMET = "COMET"

ALIKE = 0.003
"""COMET: models of which one is better by less are as good as each other for readers."""


@dataclass(frozen=True, slots=True)
class Score:
    """How good a model is, as somebody published it."""

    value: float
    metric: str

    by: str
    """Who says so: the address of a table, or the model's own card."""

    date: str

    def __str__(self) -> str:
        """Return such as `COMET .846 on FLORES devtest, 2025-12-15`."""
        value = f"{self.value:.3f}".lstrip("0") if self.value < 1 else f"{self.value:g}"
        return f"{self.metric} {value} on FLORES devtest, {self.date}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that is published."""

    direction: str

    source: str
    """One of `SOURCES`."""

    name: str | None = None
    """What it is called, such as `tiny`; Argos's packages have no names."""

    megabytes: int | None = None
    licence: str | None = None
    """`None` where the publisher states none."""

    commercial: bool | None = None
    """Whether the licence allows commercial use; `None` where that is not known."""

    score: Score | None = None

    repository: str | None = None
    """Of the hub's models: who publishes it, and its name there."""

    pytorch: bool = False
    """Whether it is published for PyTorch alone, so that it must be converted elsewhere."""

    @property
    def engine(self) -> str:
        """The engine that runs it."""
        return FIREFOX if self.source == FIREFOX else ARGOS

    @property
    def shown(self) -> str:
        """What people call it: `firefox tiny`, `argos`, `hub:quickmt/quickmt-en-ru`."""
        if self.repository:
            return f"{HUB}:{self.repository}"
        return " ".join(filter(None, (self.source, self.name)))

    @property
    def terms(self) -> str:
        """What its licence is, and what that means."""
        meaning = {True: "commercial use allowed", False: "not for commercial use"}
        allowed = meaning.get(self.commercial) if self.commercial is not None else None
        stated = self.licence or "licence not stated"
        return f"{stated}, {allowed or 'commercial use: not known'}"


def offers(direction: str) -> tuple[Offer, ...]:
    """Return what is published for a direction such as `en-fa`, the best first.

    What serves the language at large serves a region of it. Models that may be used commercially
    come before those of which that is not known, and these
    before those that may not.
    """
    source, target = map(codes.usual, codes.parted(direction))
    wanted = {f"{source}-{code}" for code in codes.broader(target)}
    found = (offer for offer in _all() if offer.direction in wanted)
    return tuple(sorted(found, key=_rank))


def best(direction: str) -> Offer | None:
    """Return the best model for a direction that a newsroom may use, as far as is known.

    Never one that may not be used commercially, nor one that must be converted elsewhere. Of
    models that are as good as the best, within `ALIKE`, the smallest.
    """
    fit = [one for one in offers(direction) if one.commercial is not False and not one.pytorch]
    if not fit:
        return None
    alike = [one for one in fit if one.commercial == fit[0].commercial and _alike(one, fit[0])]
    return min(alike, key=lambda one: one.megabytes or math.inf)


def reasons(chosen: Offer) -> str:
    """Say why a model is chosen: its score, its licence, its size, and what the next best has."""
    parts = [str(chosen.score) if chosen.score else "no published score", chosen.terms]
    if chosen.megabytes:
        parts.append(f"{chosen.megabytes} MB")
    said = "; ".join(parts)
    others = [one for one in offers(chosen.direction) if one != chosen and one.score]
    rival = next((one for one in others if chosen.score and _comparable(one, chosen)), None)
    if rival is not None and rival.score is not None:
        value = f"{rival.score.value:.3f}".lstrip("0")
        barred = "" if rival.commercial is not False else ", not for commercial use"
        said += f" ({rival.shown} has {value}{barred})"
    return said


def directions() -> tuple[str, ...]:
    """Return all directions for which a model is known."""
    return tuple(sorted({offer.direction for offer in _all()}))


def address(source: str, name: str) -> str:
    """Return an address of a source."""
    return str(_data()["sources"][source]["addresses"][name])


def score(engine: str, direction: str, name: str | None) -> float | None:
    """Return the published COMET score of a model; `None` where none is known."""
    for offer in _all():
        if (offer.engine, offer.direction, offer.name) == (engine, direction, name):
            return offer.score.value if offer.score and offer.score.metric == COMET else None
    return None


def _alike(one: Offer, best: Offer) -> bool:
    if one == best or not (one.score and best.score and _comparable(one, best)):
        return one == best
    return best.score.value - one.score.value <= ALIKE


def _comparable(one: Offer, other: Offer) -> bool:
    return bool(one.score and other.score and one.score.metric == other.score.metric)


def _rank(offer: Offer) -> tuple[int, bool, float, int, int]:
    allowed = {True: 0, None: 1, False: 2}[offer.commercial]
    known = offer.score if offer.score and offer.score.metric == COMET else None
    value = known.value if known else 0.0
    return allowed, known is None, -value, SOURCES.index(offer.source), -(offer.megabytes or 0)


@cache
def _all() -> Sequence[Offer]:
    data = _data()
    return tuple(_offers(data["models"], data["sources"]))


def _offers(rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Any]) -> Iterable[Offer]:
    for row in rows:
        source = sources[row["from"]]
        value = row.get("score")
        by, date = row.get("by") or source.get("by"), row.get("date") or source.get("date")
        score = Score(float(value), row.get("metric", COMET), by, str(date)) if value else None
        source_code, target_code = map(codes.usual, codes.parted(str(row["direction"])))
        yield Offer(
            f"{source_code}-{target_code}",
            str(row["from"]),
            row.get("name"),
            row.get("megabytes"),
            row.get("licence", source["licence"]),
            row.get("commercial", source["commercial"]),
            score,
            row.get("repository"),
            bool(row.get("pytorch")),
        )


@cache
def _data() -> Mapping[str, Any]:
    text = (files("dragoman.models") / "catalogue.yaml").read_text(encoding="utf-8")
    # The C loader: the table is long, and every run with two models asks for it.
    data: Mapping[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data
