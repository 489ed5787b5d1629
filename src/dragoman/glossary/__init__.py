"""The newsroom's terms: what they are called in each language, and what they are not called."""

from dragoman.glossary.candidates import Candidate, ReadSentence, candidates
from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.reading import FILE, parse, readable
from dragoman.glossary.renderings import Rendering, Translations
from dragoman.glossary.stock import Stock
from dragoman.glossary.terms import Forbidden, MissingTerm, SourceTerms, Terms, asked, compiled

__all__ = [
    "FILE",
    "Candidate",
    "Forbidden",
    "Glossary",
    "MissingTerm",
    "PartOfSpeech",
    "ReadSentence",
    "Rendering",
    "SourceTerms",
    "Stock",
    "Term",
    "Terms",
    "Translations",
    "asked",
    "candidates",
    "compiled",
    "parse",
    "readable",
]
