"""Having a published model: plan, download, check, make a package of it, install it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import codes, hub, mozilla, published
from dragoman.models.archive import install_file
from dragoman.models.catalogue import HUB, Offer
from dragoman.models.download import Patience
from dragoman.models.foreign import Foreign, wrap
from dragoman.models.kinds import ARGOS, FIREFOX
from dragoman.models.places import downloads as default_downloads
from dragoman.models.placing import Installation
from dragoman.models.published import ProgressFor
from dragoman.models.receiving import received
from dragoman.models.shipment import Shipment, ShippedFile


@dataclass(frozen=True, slots=True)
class Obtained:
    """A model that was had."""

    installation: Installation
    shipment: Shipment
    """With the checksums of what came."""


def planned(offer: Offer, patience: Patience | None = None) -> tuple[Shipment, ...]:
    """Ask where the files of a model are; several ways to have the same are given in order.

    Raises ModelError where its source cannot be reached, or does not have it.
    """
    return _PLANS[offer.source](offer, patience)


def obtain(
    ways: tuple[Shipment, ...],
    folder: Path,
    *,
    downloads: Path | None = None,
    progress: ProgressFor | None = None,
    patience: Patience | None = None,
) -> Obtained:
    """Download a model by the first of the ways that works, and install it in `folder`.

    What is there is replaced once the new model has translated a sentence. Raises ModelError.
    """
    place = downloads or default_downloads()
    *others, last = ways
    for way in others:
        try:
            return _obtained(way, folder, place, progress, patience)
        except ModelError:
            continue
    return _obtained(last, folder, place, progress, patience)


def _obtained(
    way: Shipment,
    folder: Path,
    downloads: Path,
    progress: ProgressFor | None,
    patience: Patience | None,
) -> Obtained:
    offer = way.offer
    with received(way, downloads, progress, patience) as (files, parts):
        if way.archive:
            made = install_file(files / parts[0].name, folder, offer.direction)
        else:
            source, target = codes.parted(offer.direction)
            foreign = Foreign(
                files, source, target, way.version, name=offer.name, licence=offer.licence
            )
            made = wrap(foreign, folder).installation
    return Obtained(made, Shipment(offer, way.version, parts, way.archive))


def _of_index(offer: Offer, patience: Patience | None) -> tuple[Shipment, ...]:
    """Plan for a package of Argos Translate's index: a link is a way."""
    source, target = codes.parted(offer.direction)
    package = published.newest(published.index(patience=patience), source, target)
    offer = replace(offer, direction=package.direction)
    return tuple(
        Shipment(offer, package.version, (ShippedFile(_file_name(offer), link),), archive=True)
        for link in package.links
    )


def _file_name(offer: Offer) -> str:
    return f"translate-{offer.direction.replace('-', '_')}.argosmodel"


_PLANS: Mapping[str, Callable[[Offer, Patience | None], tuple[Shipment, ...]]] = {
    FIREFOX: lambda offer, patience: (mozilla.shipment(offer, patience),),
    HUB: lambda offer, patience: (hub.shipment(offer, patience),),
    ARGOS: _of_index,
}
