"""Sentence splitting: where a block of text divides into segments.

Every run of final marks followed by white space is a candidate, and a short ordered table of
rules says which candidates are not sentence ends. The words that the rules know are data, one
text file per language.
"""

from dragoman.segment.lexicon import known
from dragoman.segment.splitter import split

__all__ = ["known", "split"]
