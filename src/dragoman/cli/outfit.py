"""What `dragoman models install` does with its words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.network import allow_network
from dragoman.errors import ModelError, visible

if TYPE_CHECKING:
    from dragoman.models import Installation
    from dragoman.models.download import Patience
    from dragoman.models.outfit import Depot, Proposal, Step
    from dragoman.models.published import ProgressFor

OWN_INDEX = "ARGOS_PACKAGE_INDEX"
"""Who names an index of packages in the environment wants models from there."""

WARNING = (
    "Warning: {name} is licensed {licence}: not for commercial use. Who sells subscriptions, "
    "advertising or anything else may not publish what it makes."
)
UNKNOWN = "Its publisher does not say whether it may be used commercially: ask before you do."


@dataclass(frozen=True, slots=True)
class InstallRequest:
    """What a person asked for."""

    codes: tuple[str, ...]
    addresses: tuple[str, ...]
    files: tuple[str, ...]
    source: str
    """The language of the articles."""

    origin: str | None
    update: bool
    deadline: float | None
    """Minutes."""

    offline: bool

    @property
    def directions(self) -> tuple[str, ...]:
        """The codes as directions."""
        from dragoman.models.codes import usual

        return tuple(f"{usual(self.source)}-{usual(code)}" for code in self.codes)


def wanted(
    packages: tuple[str, ...],
    origins: tuple[str, ...],
    *,
    update: bool,
    deadline: float | None,
    offline: bool,
) -> InstallRequest:
    """Tell codes, addresses and files, and languages and origins, from each other.

    Raises click's errors for words that do not go together.
    """
    from dragoman.models.catalogue import HUB
    from dragoman.models.outfit import is_origin

    places = [word for word in origins if is_origin(word)]
    languages = [word for word in origins if not is_origin(word)]
    if len(places) > 1 or len(languages) > 1:
        raise click.BadParameter("give one language, and one place", param_hint="--from")
    addresses = tuple(filter(_is_address, packages))
    files = tuple(word for word in packages if not _is_address(word) and _is_file(word))
    codes = tuple(word for word in packages if word not in addresses and word not in files)
    origin = places[0] if places else None
    if origin == HUB:
        hint = "name the repository: --from hub:quickmt/quickmt-en-ru"
        raise click.BadParameter(hint, param_hint="--from")
    if origin is not None and origin.startswith(HUB) and len(codes) != 1:
        raise click.BadParameter("a repository is for one language: name it", param_hint="--from")
    source = languages[0] if languages else "en"
    return InstallRequest(codes, addresses, files, source, origin, update, deadline, offline)


def install(wanted: InstallRequest, place: str, progress: ProgressFor | None) -> bool:
    """Install what is wanted and tell of it; return whether anything failed."""
    failed = False
    for step in _steps(wanted, place, progress):
        tell(step)
        failed |= isinstance(step, ModelError)
    return failed


def _steps(wanted: InstallRequest, place: str, progress: ProgressFor | None) -> Iterator[Step]:
    """Install one after the other; the codes last, so that all are looked up together."""
    from dragoman.models import install_bundle
    from dragoman.models.outfit import bring, outfit, restore

    locked = not (wanted.codes or wanted.addresses or wanted.files)
    if wanted.codes or wanted.addresses:
        allow_network(wanted.offline)
    where = _place(wanted, place, progress)
    if locked:
        _refuse_nothing(where)
        yield from restore(where)
        return
    for address in wanted.addresses:
        yield bring(address, where)
    for file in wanted.files:
        yield from install_bundle(Path(file), where.folder)
    if wanted.codes:
        yield from outfit(
            wanted.directions,
            where,
            origin=wanted.origin,
            update=wanted.update,
            own_index=wanted.origin is None and bool(os.environ.get(OWN_INDEX)),
        )


def _refuse_nothing(where: Depot) -> None:
    from dragoman.models import lock

    if where.root is None or not lock.read(where.root):
        raise click.UsageError(
            f"Name what to install, such as fa. There is no {lock.FILE} here that names models."
        )


def _place(wanted: InstallRequest, place: str, progress: ProgressFor | None) -> Depot:
    from dragoman import project
    from dragoman.models import folder_for
    from dragoman.models.outfit import Depot

    around = project.around(Path.cwd())
    offline = wanted.offline or (around is not None and around.settings.offline)
    root = around.root if around else None
    folder = folder_for(place)
    return Depot(folder, root, offline, progress=progress, patience=_patience(wanted))


def _patience(wanted: InstallRequest) -> Patience:
    from dragoman.models import Patience

    return Patience() if wanted.deadline is None else Patience(deadline=60 * wanted.deadline)


def show_offers(wanted: InstallRequest, *, as_json: bool) -> None:
    """Print what is published for the languages; by default those of the project around."""
    from dragoman import project
    from dragoman.models import catalogue
    from dragoman.models.codes import usual

    around = project.around(Path.cwd())
    codes = wanted.codes or (around.settings.targets if around else ())
    if not codes:
        raise click.UsageError("Name a language, such as fa.")
    rows = []
    for code in codes:
        direction = f"{usual(wanted.source)}-{usual(code)}"
        best = catalogue.best(direction)
        rows += [(offer, offer == best) for offer in catalogue.offers(direction)]
    if as_json:
        said = [
            {
                "direction": offer.direction,
                "model": offer.shown,
                "engine": offer.engine,
                "megabytes": offer.megabytes,
                "licence": offer.licence,
                "commercial": offer.commercial,
                "score": offer.score.value if offer.score else None,
                "metric": offer.score.metric if offer.score else None,
                "by": offer.score.by if offer.score else None,
                "date": offer.score.date if offer.score else None,
                "pytorch": offer.pytorch,
                "chosen": chosen,
            }
            for offer, chosen in rows
        ]
        from dragoman.report import SCHEMA

        click.echo(json.dumps({"schema": SCHEMA, "offers": said}, ensure_ascii=False, indent=2))
        return
    for offer, chosen in rows:
        mark = "→" if chosen else " "
        size = f"{offer.megabytes} MB" if offer.megabytes else ""
        told = "; ".join(filter(None, (str(offer.score or ""), offer.terms, size)))
        only = "; published for PyTorch: convert it first" if offer.pytorch else ""
        click.echo(visible(f"{mark} {offer.direction:6} {offer.shown}: {told}{only}"))
    if not rows:
        click.echo("No model is known.", err=True)


def tell(step: Step) -> None:
    """Print what is meant, or what came of it."""
    from dragoman.models.outfit import Proposal

    if isinstance(step, ModelError):
        click.echo(f"not installed: {step}")
    elif isinstance(step, Proposal):
        _propose(step)
    else:
        _report(step)


def _propose(proposal: Proposal) -> None:
    offer = proposal.offer
    if proposal.pinned:
        click.echo(visible(f"{offer.direction}: {offer.shown}, as models.lock says"), err=True)
        return
    click.echo(visible(f"{offer.direction}: {offer.shown}: {proposal.said}"), err=True)
    if offer.commercial is False:
        licence = offer.licence or ""
        click.echo(visible(WARNING.format(name=offer.shown, licence=licence)), err=True)
    elif offer.commercial is None:
        click.echo(UNKNOWN, err=True)


def _report(installation: Installation) -> None:
    package = installation.package
    name = visible(package.shown)
    if not installation.changed:
        click.echo(f"already installed: {name}")
    elif package.version in installation.replaced:
        click.echo(f"installed {name} anew: its files had changed")
    elif installation.replaced:
        click.echo(f"installed {name} in place of {visible(', '.join(installation.replaced))}")
    else:
        click.echo(f"installed {name}")


def _is_address(package: str) -> bool:
    return package.startswith(("http://", "https://"))


def _is_file(package: str) -> bool:
    path = Path(package)
    return path.suffix != "" or len(path.parts) > 1 or path.is_file()
