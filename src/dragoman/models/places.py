"""Where packages are: Argos Translate's folder, the demonstration, or a folder of one's own."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models.archive import install_stream
from dragoman.models.folder import WRITABLE
from dragoman.models.shared import package_folder

INSTALLED = "installed"
DEMO = "demo"

_DEMO_FOLDER = "demo-models"
_SUFFIX = ".argosmodel"


def folder_for(models: str) -> Path:
    """Return the folder of packages that `models` names.

    `installed` is the folder that Argos Translate uses (it reads `ARGOS_PACKAGES_DIR`), `demo`
    the small models that come with Dragoman, anything else the path of a folder. Raises
    ModelError when that is no folder.
    """
    if models == INSTALLED:
        return package_folder()
    if models == DEMO:
        return demo()
    try:
        folder = Path(models).expanduser()
    except RuntimeError as error:
        raise ModelError(f"there is no home folder for {models}", advice=WRITABLE) from error
    if not folder.is_dir():
        advice = (
            f"Make it, if models are to go there; else give {INSTALLED}, {DEMO} or a folder that "
            "holds packages."
        )
        raise ModelError("there is no such folder of models", path=folder, advice=advice)
    return folder


def demo(folder: Path | None = None) -> Path:
    """Unpack the demonstration models, unless that is done, and return their folder.

    It lies in the user's cache (or in `folder`) under a name made from the packages themselves,
    so that a new release never uses the models of an old one. Raises ModelError when this
    installation has none.
    """
    names = _demo_names()
    if not names:
        raise ModelError(
            "this installation has no demonstration models",
            advice="Install a model instead: dragoman models install fa",
        )
    place = (folder or _cache()) / _DEMO_FOLDER / _demo_digest()
    if len(list(place.glob("*/metadata.json"))) < len(names):
        try:
            for name in names:
                install_stream(io.BytesIO(_demo_bytes(name)), name, place)
        except ModelError as error:
            advice = WRITABLE if isinstance(error.__cause__, OSError) else error.advice
            raise ModelError(error.problem, path=error.path, advice=advice) from error
    return place


def has_demo(source: str, target: str) -> bool:
    """Whether there is a demonstration model for the direction."""
    return f"translate-{source}_{target}-demo{_SUFFIX}" in _demo_names()


def is_demo(folder: Path) -> bool:
    """Whether `folder` is one that `demo` made."""
    return folder.parent.name == _DEMO_FOLDER


def downloads() -> Path:
    """Return the folder in the user's cache where downloads begin; it may not exist."""
    return _cache() / "downloads"


def shipped(package: str) -> Path:
    """Return the folder of models that came from another machine, in a file with this digest."""
    return _cache() / "shipped" / package


def tried(package: str) -> Path:
    """Return the empty file that says of the package with this digest that it works."""
    return _cache() / "tried" / package


def _cache() -> Path:
    from platformdirs import user_cache_path

    try:
        return user_cache_path("dragoman", appauthor=False)
    except RuntimeError as error:
        raise ModelError("there is no home folder for a cache", advice=WRITABLE) from error


def _demo_names() -> list[str]:
    folder = files("dragoman") / "demo"
    if not folder.is_dir():
        return []
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(_SUFFIX))


def _demo_bytes(name: str) -> bytes:
    return (files("dragoman") / "demo" / name).read_bytes()


@cache
def _demo_digest() -> str:
    digest = hashlib.sha256()
    for name in _demo_names():
        digest.update(name.encode())
        digest.update(_demo_bytes(name))
    return digest.hexdigest()[:16]
