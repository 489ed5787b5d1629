"""The newsroom's terms: what they are called in each language, and what they are not called."""

from dragoman.glossary.candidates import Candidate, Sentence, candidates
from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.reading import FILE, parse
from dragoman.glossary.renderings import Rendering, Translations
from dragoman.glossary.stock import Stock
from dragoman.glossary.terms import Forbidden, Missing, Source, Terms, asked, compiled

__all__ = [
    "FILE",
    "Candidate",
    "Forbidden",
    "Glossary",
    "Missing",
    "PartOfSpeech",
    "Rendering",
    "Sentence",
    "Source",
    "Stock",
    "Term",
    "Terms",
    "Translations",
    "asked",
    "candidates",
    "compiled",
    "parse",
]
