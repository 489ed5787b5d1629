"""The newsroom's terms: what they are called in each language, and what they are not called."""

from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.reading import FILE, parse
from dragoman.glossary.terms import Forbidden, Missing, Source, Terms, compiled

__all__ = [
    "FILE",
    "Forbidden",
    "Glossary",
    "Missing",
    "PartOfSpeech",
    "Source",
    "Term",
    "Terms",
    "compiled",
    "parse",
]
