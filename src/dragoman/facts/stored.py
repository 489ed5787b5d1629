"""The data files of the languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def stored(language: str, name: str) -> Any:
    """Return what `data/LANGUAGE/NAME.yaml` holds, `None` where there is no such file.

    Whoever asks shares it: it is not to be changed.
    """
    file = files("dragoman.facts") / "data" / language / f"{name}.yaml"
    if not file.is_file():
        return None
    # Ten times as fast as the loader in Python, which every command that checks would wait for.
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
