"""The review file: a catalog as YAML that people edit by hand.

`parse` reads what a person may have written; `serialize` writes a catalog over the text it was
read from, so that every segment that did not change keeps its bytes. `cut` gives the file in parts,
of which one is written alone. `merge` makes two versions of a file one.
"""

from dragoman.review.merging import Merged, append, merge
from dragoman.review.parts import ReviewParts, cut
from dragoman.review.reading import parse
from dragoman.review.revising import revised
from dragoman.review.torn import is_torn, refuse_begun, refuse_torn, torn_error
from dragoman.review.writing import serialize, written

__all__ = [
    "Merged",
    "ReviewParts",
    "append",
    "cut",
    "is_torn",
    "merge",
    "parse",
    "refuse_begun",
    "refuse_torn",
    "revised",
    "serialize",
    "torn_error",
    "written",
]
