"""YAML that people edit by hand: read with positions, explained when wrong, patched in place.

`read` is the one reader: of review files, the glossary, the settings and front matter. It tells
all that is wrong in a file at once. `patch` changes a text and keeps every byte that nothing
asked to change; `scalars` writes a string so that YAML reads back exactly that string.
"""

from dragoman.handyaml.explaining import conflicts
from dragoman.handyaml.reading import DEEPEST, bounded, compose, read, refusal
from dragoman.handyaml.slips import FileKind, SlipError, SlipSheet, excerpt, place, slip, told

__all__ = [
    "DEEPEST",
    "FileKind",
    "SlipError",
    "SlipSheet",
    "bounded",
    "compose",
    "conflicts",
    "excerpt",
    "place",
    "read",
    "refusal",
    "slip",
    "told",
]
