"""Giving a newsroom its models: the best for each language, or what it has pinned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import languages
from dragoman.errors import ModelError
from dragoman.models import catalogue, codes, hub, lock
from dragoman.models.catalogue import HUB, Offer
from dragoman.models.download import Patience
from dragoman.models.installed import installed
from dragoman.models.kinds import ARGOS, FIREFOX
from dragoman.models.lock import ADDRESS, Pin
from dragoman.models.obtain import obtain, planned
from dragoman.models.placing import Installation
from dragoman.models.published import ProgressFor, install_from_index, install_url
from dragoman.models.shipment import Shipment


@dataclass(frozen=True, slots=True)
class Depot:
    """Where models go, and how they are had."""

    folder: Path

    root: Path | None = None
    """The newsroom's folder, in which `models.lock` is; `None` where there is no newsroom."""

    offline: bool = False
    downloads: Path | None = None
    progress: ProgressFor | None = None
    patience: Patience | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A model that is to be installed, and why."""

    offer: Offer

    pinned: bool = False
    """Whether `models.lock` names it."""

    said: str = ""


Step = Proposal | Installation | ModelError
"""What is done for a direction: first what is meant, then what came of it."""


def chosen(direction: str, origin: str | None = None) -> Offer:
    """Return the model to install for a direction: the best, or the best of an origin.

    `origin` is `firefox`, `argos`, or `hub:` with the name of a repository. Raises ModelError for
    another one, and where no model is known.
    """
    if origin is None:
        found = catalogue.best(direction)
        if found is None:
            raise _unknown(direction)
        return found
    source, _, repository = origin.partition(":")
    if source == HUB:
        return hub.offer(repository, direction)
    if not is_origin(origin):
        raise ModelError(
            f"`{origin}` is no place that models come from",
            advice=f"Write {FIREFOX}, {ARGOS} or {HUB}:NAME, or the language of the articles.",
        )
    known = [offer for offer in catalogue.offers(direction) if offer.source == origin]
    if origin == ARGOS and known:  # Its index says what there is for a region.
        return next((one for one in known if one.direction == direction), known[0])
    return known[0] if known else Offer(direction, origin)


def is_origin(word: str) -> bool:
    """Whether a word says where models are to come from; else it is a language."""
    return word in (FIREFOX, ARGOS, HUB) or word.startswith(f"{HUB}:")


def outfit(
    directions: Sequence[str],
    place: Depot,
    *,
    origin: str | None = None,
    update: bool = False,
    own_index: bool = False,
) -> Iterator[Step]:
    """Install a model for each direction, and pin it.

    What `models.lock` names comes first, unless an origin is named or with `update`. Then comes the
    newsroom's own index of packages, where it has one, else the best that is known. All is looked
    up before the first is downloaded. What fails for one direction keeps no other from its turn.
    Raises ModelError for a lock that cannot be read, and where nothing is known of a direction.
    """
    pins = lock.read(place.root) if place.root is not None else ()
    heeded = pins if origin is None and not update else ()
    plans: list[Pin | Offer] = []
    indexed: list[str] = []
    for direction in directions:
        held = [pin for pin in heeded if _serves(pin, direction)]
        if own_index and not held:
            indexed.append(direction)
        else:
            plans += held or [chosen(direction, origin)]
    packages = _from_index(indexed, place) if indexed else iter(())
    for plan in plans:
        yield from _restored(plan, place) if isinstance(plan, Pin) else _first(plan, place)
    yield from packages


def bring(address: str, place: Depot) -> Installation:
    """Install the package at an address, and pin it. Raises ModelError."""
    made = install_url(
        address,
        place.folder,
        downloads=place.downloads,
        progress=place.progress(address.rsplit("/", 1)[-1]) if place.progress else None,
        patience=place.patience,
    )
    _note_alone(made, ADDRESS, place)
    return made


def restore(place: Depot) -> Iterator[Step]:
    """Install all that `models.lock` names. Raises ModelError where there is no such file."""
    pins = lock.read(place.root) if place.root is not None else ()
    if not pins:
        raise ModelError(
            f"there is no {lock.FILE} here that names models",
            path=place.root,
            advice="Name a language: dragoman models install fa",
        )
    for pin in pins:
        yield from _restored(pin, place)


def _serves(pin: Pin, direction: str) -> bool:
    ways = zip(codes.parted(pin.direction), codes.parted(direction), strict=True)
    return all(codes.distance(code, wanted) in (0, 1) for code, wanted in ways)


def _from_index(directions: Sequence[str], place: Depot) -> Iterator[Installation]:
    """Look packages up in the newsroom's own index; return what installs and pins them."""
    ways = [codes.parted(direction) for direction in directions]
    packages = install_from_index(
        [target for _, target in ways],
        place.folder,
        source=ways[0][0],
        downloads=place.downloads,
        progress=place.progress,
        patience=place.patience,
    )

    def noted(made: Installation) -> Installation:
        _note_alone(made, ARGOS, place)
        return made

    return map(noted, packages)


def _note_alone(made: Installation, source: str, place: Depot) -> None:
    """Pin a package that was downloaded alone, where there is a newsroom."""
    if made.came is not None and place.root is not None:
        _note(lock.pin(made.package, source, (made.came,)), place.root)


def _note(pin: Pin, root: Path) -> None:
    lock.write(root, lock.noted(lock.read(root), pin))


def _first(offer: Offer, place: Depot) -> Iterator[Step]:
    """Install a model that is not pinned, and pin it."""
    try:
        ways = planned(offer, place.patience)
        offer = ways[0].offer
        yield Proposal(offer, said=catalogue.reasons(offer))
        made = obtain(
            ways,
            place.folder,
            downloads=place.downloads,
            progress=place.progress,
            patience=place.patience,
        )
    except ModelError as error:
        yield _advised(error, offer)
        return
    if place.root is not None:
        _note(lock.pinned(made), place.root)
    yield made.installation


def _restored(pin: Pin, place: Depot) -> Iterator[Step]:
    """Install a model as it is pinned, unless it is there."""
    for package in installed(place.folder):
        if pin.matches(package) and lock.weights(package) == pin.weights:
            yield Installation(package, changed=False)
            return
    yield Proposal(_offer(pin), pinned=True)
    if place.offline:
        problem = f"{pin.direction} {pin.version} of {lock.FILE} is not installed"
        yield ModelError(problem, advice="Bring it in a bundle: dragoman models install FILE")
        return
    try:
        yield obtain(
            _ways(pin),
            place.folder,
            downloads=place.downloads,
            progress=place.progress,
            patience=place.patience,
        ).installation
    except ModelError as error:
        advice = (
            f"{lock.FILE} names this version. Bring it in a bundle from a machine that has it, or "
            f"choose anew: dragoman models install --update {codes.parted(pin.direction)[1]}"
        )
        yield ModelError(error.problem, path=error.path, advice=advice)


def _offer(pin: Pin) -> Offer:
    """Return what is known of a pinned model."""
    source, _, repository = pin.source.partition(":")
    if source == HUB:
        return hub.offer(repository, pin.direction)
    known = [one for one in catalogue.offers(pin.direction) if one.source == source]
    same = next((one for one in known if one.name == pin.name), None)
    return same or Offer(pin.direction, source, pin.name)


def _ways(pin: Pin) -> tuple[Shipment, ...]:
    offer = replace(_offer(pin), licence=pin.licence, name=pin.name)
    return (Shipment(offer, pin.version, pin.parts, archive=pin.source in (ARGOS, ADDRESS)),)


def _advised(error: ModelError, offer: Offer) -> ModelError:
    """Name another source where that of a model cannot be reached."""
    others = [one for one in catalogue.offers(offer.direction) if one.source != offer.source]
    other = next((one for one in others if one.commercial is not False and not one.pytorch), None)
    if other is None:
        return error
    origin = f"{HUB}:{other.repository}" if other.repository else other.source
    parts = [error.advice.rstrip(". "), f"Another model is elsewhere: --from {origin}"]
    return ModelError(error.problem, path=error.path, advice=". ".join(filter(None, parts)))


def _unknown(direction: str) -> ModelError:
    """Say what is known near a direction of which nothing is."""
    source, target = codes.parted(direction)
    if not (into := _known_targets(source)):
        problem = f"no model is known that translates from `{source}`"
        advice = f"--from takes the language of the articles, or {FIREFOX}, {ARGOS} or {HUB}:NAME."
        return ModelError(problem, advice=advice)
    problem = f"no model {direction} is known that may be used commercially"
    near = languages.meant(target, into)
    meant = f"Is `{near}` meant? " if near in into and near != target else ""
    return ModelError(problem, advice=f"{meant}From {source} there are: {', '.join(into)}.")


def _known_targets(source: str) -> list[str]:
    parted = map(codes.parted, catalogue.directions())
    return sorted(target for known, target in parted if known == source)
