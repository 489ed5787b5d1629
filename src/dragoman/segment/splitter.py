"""Walk a text from candidate to candidate and cut where the rules allow it."""

import re
from collections.abc import Iterator

from dragoman.patterns import lazily
from dragoman.segment.lexicon import SentenceLexicon, lexicon
from dragoman.segment.rules import ends_sentence
from dragoman.segment.site import TAG, SplitSite

_MARKS = r".!?…؟۔"
# Scripts that put no space between sentences have marks of their own.
_WIDE = "。！？｡"
_GAP = r"[\s\u200b\ufeff]"
# A note after the mark belongs to its sentence: "over.[1] The", "over.¹ The".
_NOTE = r"\[(?:\w{1,4}|\d{1,3}(?:[,–-]\s?\d{1,3})+|(?:nb|note|n\.)\s?\d{1,3})\]|[¹²³⁰-⁹†‡]"
# Directional marks and Markdown emphasis hug a final mark just as quotes do.
_HUGGING = r"*_\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CLOSERS = rf"\"'”“’»›)\]}}{_HUGGING}"
_CANDIDATE = lazily(
    rf"""
    (?<![{_MARKS}])                     # whole runs only: keeps the scan linear on "!!!!!!"
    (?P<marks>
        [{_MARKS}]+
        (?:[ \u00a0][{_MARKS}]+(?!\w))* # a spaced ellipsis ". . ."; but not " .NET"
    )
    (?P<closers>
        [{_CLOSERS}]*
        (?:\s[”»›)\]}}]+(?=\s))*        # closing marks set off by a space: "go. » Then"
    )
    (?:{_NOTE}|{TAG})*+
    (?P<lone>\s["'](?=\s))?             # the same with a straight quote, which may also open
    (?:\s\[(?:\.\.\.|…)\](?={_GAP}))?     # what was left out, in brackets
    {_GAP}+
    |
    (?P<wide>[{_WIDE}]+[」』”’）】〉》]*)\s*
    """,
    re.VERBOSE,
)
_MARK = lazily(f"[{_MARKS}{_WIDE}]")
"""With one of these begins every candidate."""

# After a closing bracket these carry the sentence on, as "と" does in Japanese.
_GOES_ON = "とって，、,。！？」』）)"
# How far back a quotation is looked for that a lone quote could close: bounds the cost.
_QUOTE_BACK = 1000
_EMPTY_LINE = lazily(r"\n\s*\n\s*")


def split(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence, in order, without gap or overlap.

    A span includes the white space after its sentence, so joining the spans gives back the text
    exactly; white space before the first sentence belongs to it. A line end alone does not end a
    sentence, an empty line does. Empty text yields nothing.

    `language` is a code such as `ru` or `ar-EG`; a language without data of its own is split by
    the general rules, see `known`. Chinese and Japanese need no space after their own marks; a
    script without marks (Thai) is not split.
    """
    words = lexicon(language)
    for start, end in _paragraphs(text):
        paragraph = text[start:end]
        opening = 0
        for cut in _boundaries(paragraph, words):
            yield start + opening, start + cut
            opening = cut
        yield start + opening, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that empty lines separate, each with the white space after it."""
    start = 0
    for gap in _EMPTY_LINE.finditer(text):
        if gap.end() < len(text) and text[start : gap.start()].strip():
            yield start, gap.end()
            start = gap.end()
    if text:
        yield start, len(text)


def _boundaries(paragraph: str, words: SentenceLexicon) -> Iterator[int]:
    """Yield the offsets inside a paragraph at which a new sentence begins."""
    last = _last_word_end(paragraph)
    start = 0
    for found in _candidates(paragraph, last):
        at = found.end()
        if found["wide"]:
            if at < last and paragraph[at] not in _GOES_ON:
                yield at
                start = at
            continue
        closers = found["closers"]
        if found["lone"]:
            lone = found.start("lone")
            if _quote_is_open(paragraph[0 if lone < _QUOTE_BACK else start : lone][-_QUOTE_BACK:]):
                closers += found["lone"][-1]
            else:
                at = lone + 1
        site = SplitSite(paragraph, start, found.start(), found["marks"], closers, at, words)
        if ends_sentence(site):
            yield at
            start = at


def _candidates(paragraph: str, last: int) -> Iterator[re.Match[str]]:
    """Yield where a sentence may end; to leap from mark to mark takes little time."""
    place = 0
    while mark := _MARK.search(paragraph, place, last):
        found = _CANDIDATE.match(paragraph, mark.start(), last)
        if found:
            yield found
        place = found.end() if found else mark.end()


def _quote_is_open(text: str) -> bool:
    """Tell whether a text so far holds a quotation that is not closed yet."""
    opened = sum(map(text.count, "«“„"))
    return text.count('"') % 2 == 1 or opened > sum(map(text.count, "»”"))


def _last_word_end(paragraph: str) -> int:
    """Return the offset after the last letter or digit; no sentence begins beyond it."""
    for index in range(len(paragraph) - 1, -1, -1):
        if paragraph[index].isalnum():
            return index + 1
    return 0
