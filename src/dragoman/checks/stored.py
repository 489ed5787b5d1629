"""The tables that checks are made with, from the files in `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def stored(name: str) -> Any:
    """Return what the file `name` holds. Whoever asks shares it: it is not to be changed."""
    text = (files("dragoman.checks") / "data" / name).read_text(encoding="utf-8")
    # Ten times as fast as the loader in Python, which every command that checks would wait for.
    return yaml.load(text, Loader=yaml.CSafeLoader)
