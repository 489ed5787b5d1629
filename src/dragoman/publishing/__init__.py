"""What goes out to readers: the policy, and the localized copy that follows from it.

`judge` says whether a copy may go out and with which texts; `written` makes it. Text in, values
out: the files are the store's, and the manifest of them is `manifest`'s.
"""

from dragoman.publishing.copy import brings_along, place, told, written
from dragoman.publishing.manifest import ExportedFile, Manifest
from dragoman.publishing.marks import Making, making
from dragoman.publishing.original import Original, front_matter, original
from dragoman.publishing.policy import (
    Disclosure,
    Labels,
    Metadata,
    Missing,
    Outdated,
    Position,
    Preset,
    Publish,
    Stale,
)
from dragoman.publishing.release import Hold, Release, unclear
from dragoman.publishing.responsibility import Responsibility
from dragoman.publishing.verdict import Fate, Lack, Share, Verdict, judge, share_of

__all__ = [
    "Disclosure",
    "ExportedFile",
    "Fate",
    "Hold",
    "Labels",
    "Lack",
    "Making",
    "Manifest",
    "Metadata",
    "Missing",
    "Original",
    "Outdated",
    "Position",
    "Preset",
    "Publish",
    "Release",
    "Responsibility",
    "Share",
    "Stale",
    "Verdict",
    "brings_along",
    "front_matter",
    "judge",
    "making",
    "original",
    "place",
    "share_of",
    "told",
    "unclear",
    "written",
]
