"""Quotation marks, whichever language they are of."""

from __future__ import annotations

from dragoman.patterns import lazily

_HIDDEN = "\U000f0000-\U000ffffd"
"""A character of these stands for a piece of markup."""

_SPACES = "[ \u00a0\u2009\u202f]+"
_OPENING = lazily(rf"(?<![^\s{_HIDDEN}(\[{{—–\-/\"“”„«‹'’])([«‹]){_SPACES}(?=\S)")
_CLOSING = lazily(rf"(?<=\S){_SPACES}([»›])(?=[{_HIDDEN}]*(?:\s|$|[.,;:!?…)\]}}»›\"”’']))")


def closed_up(text: str) -> str:
    """Return a text whose guillemets stand close to what they quote: `« oui »` is `«oui»`.

    French has spaces there. German and Danish `»oui«` has them outside, and keeps them.
    """
    if "«" in text or "‹" in text:
        text = _OPENING.sub(r"\1", text)
    if "»" in text or "›" in text:
        text = _CLOSING.sub(r"\1", text)
    return text
