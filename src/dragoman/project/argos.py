"""The section `argos`: how hard the engine works.

argos:
  beam-size: 4                # hypotheses kept at each step; 1 is fastest
  threads: auto               # batches at the same time; auto: one for each core
  compute-type: auto          # int8, float32, …; auto: what the model is made for, else int8
  device: cpu                 # or cuda, or auto: cuda where there is one

The defaults are what `make bench` found best on a processor. A beam of 4 is what the models'
quality was measured with; 2 takes two thirds of its time, 1 a third. One batch for each core, on
one thread each, is several times as fast as one batch on all cores. float32 takes half again as
long as int8.
"""

from __future__ import annotations

import yaml

from dragoman.engines import Settings
from dragoman.project import values

COMPUTE_TYPES = (
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
)
"""What CTranslate2 knows; the processor must support it."""

DEVICES = ("cpu", "cuda", "auto")


def read(node: yaml.Node, path: str) -> Settings:
    """Read the section."""
    pairs = values.pairs(node, path, "the settings of `argos`")
    return values.filled(Settings(), pairs, _READERS, path)


def _beam_size(node: yaml.Node, path: str) -> int:
    found = values.number(node, path)
    if found > 10:
        raise ValueError("Use 1 to 10; more than 5 gains nothing.")
    return found


def _threads(node: yaml.Node, path: str) -> int | None:
    if values.word(node, path) == "auto":
        return None
    return values.number(node, path)


def _compute_type(node: yaml.Node, path: str) -> str | None:
    word = values.word(node, path)
    if word == "auto":
        return None
    if word not in COMPUTE_TYPES:
        raise ValueError(f"Use auto or one of: {', '.join(COMPUTE_TYPES)}.")
    return word


def _device(node: yaml.Node, path: str) -> str:
    word = values.word(node, path)
    if word not in DEVICES:
        raise ValueError(f"Use one of: {', '.join(DEVICES)}.")
    return word


_READERS: values.Readers = {
    "beam-size": _beam_size,
    "threads": _threads,
    "compute-type": _compute_type,
    "device": _device,
}
