"""The review file: a catalog as YAML that people edit by hand.

`parse` reads what a person may have written; `serialize` writes a catalog over the text it was
read from, so that every segment that did not change keeps its bytes.
"""

from dragoman.review.reading import parse
from dragoman.review.writing import serialize

__all__ = ["parse", "serialize"]
