"""A static site in several languages, made of localized copies and their originals.

Everything here is pure: `read` makes a document of a file's bytes, `build` makes pages of
documents. Pages link to each other by relative addresses, so that a site can be read from a
folder, a stick or any place on the web.
"""

from dragoman.site.document import Document, Facts, Hints
from dragoman.site.frame import Site
from dragoman.site.reading import READERS, read
from dragoman.site.theme import TEMPLATES, Template, Theme, own_template
from dragoman.site.version import Version, Versions, names
from dragoman.site.words import words

__all__ = [
    "READERS",
    "TEMPLATES",
    "Document",
    "Facts",
    "Hints",
    "Site",
    "Template",
    "Theme",
    "Version",
    "Versions",
    "names",
    "own_template",
    "read",
    "words",
]
