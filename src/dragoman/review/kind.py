"""What a review file is made of, and how its readers are spoken to."""

from __future__ import annotations

from dragoman.errors import ReviewError
from dragoman.handyaml import FileKind

KEYS = ("id", "status", "source", "was", "target", "suggestion", "note", "ignore", "findings")
"""The keys of a segment that have a meaning, in the order in which they are written."""

HEADER = "# Edit `target`, then set `status: approved` (or `needs-work`, and say why in `note`).\n"
RECORD = "record:     # kept by dragoman\n"
RETIRED = "retired:     # no longer in the article\n"

RESTORE = (
    "Undo the change to it. If nobody can, delete its lines: whether a machine or a person made "
    "the text is then unknown, who accepted it is forgotten, and readers are told so."
)
BELOW = "Write `|-` after the key and put the text on the next line, indented by four spaces."

REVIEW = FileKind(
    name="the review file",
    error=ReviewError,
    keys=KEYS,
    text=BELOW,
    sections=("article", "source", "target", "segments", "record", "retired"),
    lists=("segments", "retired"),
    texts=("id", "status", "source", "was", "target", "suggestion", "note"),
    kept="record",
    restore=RESTORE,
    indent="Give it as many spaces as the line `status:` above or below it.",
    longest=256_000_000,
)

MERGED = "Two versions of this sentence were merged. Keep what is right and delete these lines:"
"""What a note says above the two versions of a sentence that people changed differently."""
