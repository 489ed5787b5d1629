"""Write a text of one syntax in another, so that it reads the same."""

from __future__ import annotations

from dragoman.inline import escape
from dragoman.inline.reading import inventory, plain
from dragoman.model import Syntax


def rewritten(text: str, source: str, written: Syntax, wanted: Syntax) -> str | None:
    """Return a translation that was `written` in one syntax so that it reads the same in another.

    `source` is what it translates, the same characters in both. `None` where it is not the same
    sentence in both, or the translation has markup that its words alone do not keep.
    """
    if written is wanted:
        return text
    if _marked(text, written) or plain(source, written) != plain(source, wanted):
        return None
    shown = plain(text, written)
    result = _written(shown, source, wanted)
    return result if plain(result, wanted) == shown and not _marked(result, wanted) else None


def _marked(text: str, syntax: Syntax) -> bool:
    """Whether the text has markup, beside what is protected in any syntax, such as addresses."""
    return inventory(text, syntax) != inventory(plain(text, syntax), Syntax.PLAIN)


def _written(shown: str, source: str, syntax: Syntax) -> str:
    if syntax is Syntax.PLAIN:
        return shown
    if syntax is Syntax.HTML:
        return escape.html_text(shown)
    usual = escape.at_start(escape.escaped(shown, escape.counts(source)), source)
    if plain(usual, syntax) == shown and not _marked(usual, syntax):
        return usual
    return escape.at_start(escape.escaped(shown, {}, wary=True), source)
