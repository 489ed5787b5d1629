"""What stands in a document in a style of code: whether it is code, and what is told of it.

Text files that LibreOffice opened, and pages that were pasted, have the style of preformatted
text. A document that consists of it for the most part is no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.formats.contract import LEFT
from dragoman.model import Finding
from dragoman.patterns import lazily

PREFORMATTED = ("preformatted", "html preformatted")
"""How the names of styles begin that pasted text has, too."""

_PASSAGE = lazily(r"(?<![^\W_])[^\W\d_]{2,}+,?+ [^\W\d_]{2,}+,?+ [^\W\d_]{2,}+")


def is_pasted(paragraphs: Iterable[tuple[str, bool]]) -> bool:
    """Whether most words of a document stand in sentences in a style of preformatted text.

    For each paragraph it takes its text, and whether that is in such a style.
    """
    known = [*paragraphs]
    if not any(preformatted for _, preformatted in known):
        return False
    inside = outside = 0
    for text, preformatted in known:
        words = len(text.split())
        if not preformatted:
            outside += words
        elif _PASSAGE.search(text):
            inside += words
    return inside > outside


_CODE = lazily(r'<code id="\d+">((?:[^<]|<br>)*+)</code>')
_TWO_WORDS = lazily(r"(?<![^\W_])[^\W\d_]{2,}+[ ,'’-]++[^\W\d_]{2}")
_STRING = lazily(r"""(["'])[^\W\d_]{2,}+,?+ [^\W\d_]{2,}+[^\w\s]?\1""")

_WORDS_ALONE = lazily(r"[^\W\d_]{2,}+ [^\W\d_]{2,}+[.:!?…؟]?")


def told(codes: Iterable[str], texts: Iterable[str] = ()) -> Iterator[Finding]:
    """Tell how much code stays that holds words in a row, as its comments do.

    `codes` are the paragraphs that stay, `texts` the markup of the others.
    """
    count = sum(map(_speaks, codes))
    if count:
        said = f"{count} paragraphs in a style of code stay" if count > 1 else _ONE
        yield Finding(LEFT, f"{said} in the source language")
    count = sum(map(_holds_words, texts))
    if count:
        where = f" in {count} paragraphs" if count > 1 else ""
        yield Finding(LEFT, f"words in a style of code{where} stay in the source language")


def _speaks(code: str) -> bool:
    """Whether a paragraph holds three words in a row, or two that are a text by themselves."""
    if _PASSAGE.search(code) or _STRING.search(code):
        return True
    text = code.strip()
    return _WORDS_ALONE.fullmatch(text) is not None and not text[0].islower()


def _holds_words(markup: str) -> bool:
    return any(_TWO_WORDS.search(match[1]) for match in _CODE.finditer(markup))


_ONE = "a paragraph in a style of code stays"
