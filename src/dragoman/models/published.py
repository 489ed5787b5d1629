"""The list of packages that Argos Translate publishes, and installing from it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models.archive import install_file
from dragoman.models.codes import broader, usual
from dragoman.models.download import Patience, Progress, fetch, unkept
from dragoman.models.installed import version_key
from dragoman.models.places import downloads as default_downloads
from dragoman.models.placing import Installation
from dragoman.models.shared import index_address
from dragoman.models.shipment import PACKAGE, ShippedFile, digest

LARGEST_INDEX = 16 << 20
"""Bytes; the index has about 100,000."""

ProgressFor = Callable[[str], Progress]
"""Makes the progress callback of a download with a name."""


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be downloaded."""

    from_code: str
    to_code: str
    version: str
    links: tuple[str, ...]

    @property
    def direction(self) -> str:
        """Both codes, such as `en-fa`."""
        return f"{self.from_code}-{self.to_code}"


def index(url: str | None = None, *, patience: Patience | None = None) -> tuple[Available, ...]:
    """Download the index and return its translation packages, the newest of each direction first.

    `url` is by default the one of Argos Translate, which reads `ARGOS_PACKAGE_INDEX`. Raises
    ModelError when it cannot be had or is no index.
    """
    address = url or index_address()
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "index.json"
        fetch(address, file, largest=LARGEST_INDEX, patience=patience)
        try:
            entries = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise _no_index(address) from error
    if not isinstance(entries, list):
        raise _no_index(address)
    found = [package for entry in entries if (package := _available(entry))]
    newest_first = sorted(found, key=lambda package: version_key(package.version), reverse=True)
    return tuple(sorted(newest_first, key=lambda package: (package.from_code, package.to_code)))


def install_from_index(
    codes: Iterable[str],
    folder: Path,
    *,
    source: str = "en",
    url: str | None = None,
    downloads: Path | None = None,
    progress: ProgressFor | None = None,
    patience: Patience | None = None,
) -> Iterator[Installation]:
    """Install the newest package from `source` into each of the languages `codes`.

    All codes are looked up at once; each package is downloaded when its installation is asked
    for. Raises ModelError.
    """
    packages = index(url, patience=patience)
    chosen = [newest(packages, source, code) for code in codes]
    return (_install_any(package, folder, downloads, progress, patience) for package in chosen)


def install_url(
    url: str,
    folder: Path,
    *,
    downloads: Path | None = None,
    progress: Progress | None = None,
    patience: Patience | None = None,
    direction: str | None = None,
) -> Installation:
    """Download the package at `url` and install it, if it is of the `direction`.

    An interrupted download is kept in `downloads`, by default in the user's cache, and goes on
    the next time; what was downloaded whole is deleted, installed or not. What came is told.
    Raises ModelError.
    """
    from filelock import FileLock

    place = downloads or default_downloads()
    file = place / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.argosmodel"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_suffix(".lock")):
            fetch(url, file, progress=progress, patience=patience)
            try:
                came = ShippedFile(PACKAGE, url, file.stat().st_size, digest(file))
                return replace(install_file(file, folder, direction), came=came)
            except ModelError as error:
                raise ModelError(error.problem, path=url, advice=error.advice) from error
            finally:
                file.unlink()
    except OSError as error:
        raise unkept(error, place) from error


def _install_any(
    package: Available,
    folder: Path,
    downloads: Path | None,
    progress: ProgressFor | None,
    patience: Patience | None,
) -> Installation:
    """Install from the first link that works."""
    show = progress(f"{package.direction} {package.version}") if progress else None
    install = partial(
        install_url,
        folder=folder,
        downloads=downloads,
        progress=show,
        patience=patience,
        direction=package.direction,
    )
    *others, last = package.links
    for link in others:
        try:
            return install(link)
        except ModelError:
            continue
    return install(last)


def newest(packages: Sequence[Available], source: str, code: str) -> Available:
    """Return the newest package of a direction; for a region, that of the language will do.

    Raises ModelError that says what there is.
    """
    for wanted in broader(usual(code)):
        for package in packages:
            if (package.from_code, package.to_code) == (usual(source), wanted):
                return package
    known = ", ".join(sorted({p.to_code for p in packages if p.from_code == source}))
    advice = f"From {source} there are: {known}." if known else ""
    raise ModelError(f"the index has no package {source} → {code}", advice=advice)


def _available(entry: object) -> Available | None:
    """Return what the entry offers, or nothing for other kinds of package."""
    if not isinstance(entry, Mapping) or entry.get("type", "translate") != "translate":
        return None
    links = entry.get("links")
    codes = entry.get("from_code"), entry.get("to_code")
    if not all(isinstance(code, str) and code for code in codes) or not isinstance(links, list):
        return None
    web = tuple(link for link in links if str(link).startswith(("https://", "http://")))
    version = str(entry.get("package_version") or "0")
    source, target = (usual(str(code)) for code in codes)
    return Available(source, target, version, web) if web else None


def _no_index(address: str) -> ModelError:
    advice = "The network may want a log-in first, or the address may be wrong."
    return ModelError(f"{address} gave no index of packages", advice=advice)
