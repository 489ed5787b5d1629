"""Subtitles in files of the kinds .srt and .vtt.

A sentence may go on over several cues: it is one block then, translated whole, and laid out again
over the same cues. Numbers, times, settings and styles stay. Of a cue, a block holds what
one speaker says in it, without the dash or the voice's name.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman import languages
from dragoman.formats import encoding, flow, subtitle_cues
from dragoman.formats.contract import Copy, Options, Parsed, Subtitling
from dragoman.formats.cover import readable
from dragoman.formats.lines import first_ending
from dragoman.formats.subtitle_cues import WORD_TIME, Cue
from dragoman.formats.subtitle_layout import TAG, Room, divided, width, wrapped
from dragoman.model import Block, BlockKind, Finding, Layout, Syntax
from dragoman.patterns import lazily

_TAGS = lazily(f"({TAG.pattern})", re.IGNORECASE)
_LANGUAGE = lazily(
    r"(\AWEBVTT[^\r\n]*(?:\r\n|\r|\n)(?:[^\r\n]+(?:\r\n|\r|\n))*?Language:[ \t]*)[\w-]+"
)
_REMARK = lazily(
    r"(?:(?<=\n\n)|(?<=\n\r\n)|(?<=\r\r))NOTE(?:[ \t][^\r\n]*)?(?:\r\n|\r|\n|\Z)"
    r"(?:(?:(?!-->)[^\r\n])+(?:\r\n|\r|\n|\Z))*(?:[ \t]*(?:\r\n|\r|\n))*"
)
"""What editors write between cues: no player shows it."""

_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARK = "\ufeff"

_NOTE_LINES = 2
_NOTE_SECONDS = 3.0
"""The shortest time for a note: readers do not expect it."""


@dataclass(frozen=True, slots=True)
class Turns(Layout):
    """What a block is made of: the places of cues, and of speakers' turns in them."""

    places: tuple[tuple[int, int], ...]

    readable: int
    """How many characters can be read while these are shown."""

    def room(self, block: Block) -> int:
        del block
        return self.readable


def parse(path: str, data: bytes, options: Options) -> Parsed:
    """Divide subtitles into blocks.

    Raises ArticleError for a file without cues.
    """
    text, _ = _decoded(path, data)
    cues = subtitle_cues.read(path, text)
    blocks = []
    for places in subtitle_cues.sentences(cues):
        shown, syntax = _shown(path, [cues[cue].turns[turn].text for cue, turn in places])
        words = " ".join(shown)
        if readable(TAG.sub("", words)):
            layout = Turns(places, _readable(cues, places, options.reading_speed))
            blocks.append(Block(BlockKind.PARAGRAPH, f"{words}\n", words, syntax, layout=layout))
    timed = any(WORD_TIME.search(text[slice(*cue.inner)]) for cue in cues)
    told = Finding("times_left_out", "the times of single words are left out of the copies")
    return Parsed(tuple(blocks), (told,) if timed else ())


def _readable(cues: Sequence[Cue], places: Sequence[tuple[int, int]], speed: int) -> int:
    """Return how many characters of some turns can be read while they are shown.

    Speakers in one cue share its time.
    """
    lengths = [[len(turn.text) for turn in cues[cue].turns] for cue, _ in places]
    shares = (
        cues[cue].seconds * own[turn] / (sum(own) or 1)
        for (cue, turn), own in zip(places, lengths, strict=True)
    )
    return round(speed * sum(shares))


def serialize(copy: Copy) -> bytes:
    """Return the subtitles with the targets in place; times stay.

    A cue of which all is left out goes. Notes are cues after the last one, or before the first
    one where there is time for them.
    """
    article, targets = copy.article, copy.targets
    changed = (flow.replacement(*pair) for pair in zip(article.segments, targets, strict=True))
    if copy.locale is None and not copy.notes and all(text is None for text in changed):
        return article.data
    text, code = _decoded(article.path, article.data)
    cues = subtitle_cues.read(article.path, text)
    touched = _translate(copy, cues)
    rtl = languages.direction(copy.locale or article.language) == "rtl"
    ending = first_ending(text)
    parts: list[str] = []
    reached = 0
    for number, cue in enumerate(cues):
        if number not in touched:
            continue
        lines = _lines(cue, copy.pace, rtl=rtl)
        start, end = cue.inner if lines else cue.whole
        parts += (text[reached:start], ending.join(lines))
        reached = end
    written = _with_notes("".join([*parts, text[reached:]]), cues, copy, rtl=rtl)
    if copy.locale is not None:
        written = _LANGUAGE.sub(rf"\g<1>{copy.locale}", written, count=1)
        if _is_web(article.path) and not copy.comments:
            written = _REMARK.sub("", written)
    return _encoded(written, code)


def _translate(copy: Copy, cues: Sequence[Cue]) -> set[int]:
    """Put the targets into the turns; return the numbers of the cues that changed."""
    touched: set[int] = set()
    done = 0
    for number, block in enumerate(copy.article.blocks):
        own = copy.targets[done : done + len(block.segments)]
        done += len(own)
        if not isinstance(block.layout, Turns):
            raise TypeError(f"not a block of subtitles: {block.layout}")
        if number in copy.kept or not flow.is_changed(block, own):
            continue
        places = block.layout.places
        turns = [cues[cue].turns[turn] for cue, turn in places]
        shown, _ = _shown(copy.article.path, [turn.text for turn in turns])
        rooms = [
            Room(len(words), cues[cue].seconds * copy.pace.reading_speed)
            for words, (cue, _) in zip(shown, places, strict=True)
        ]
        for turn, words in zip(turns, divided(block, own, rooms), strict=True):
            turn.text = _written(copy.article.path, words, block.syntax)
        touched |= {cue for cue, _ in places}
    return touched


def _lines(cue: Cue, limits: Subtitling, *, rtl: bool) -> list[str]:
    """Return the lines of a cue; a player shows each from right to left if it says so."""
    lines = [
        line
        for turn in cue.turns
        if turn.text
        for line in wrapped(f"{turn.before}{turn.text}{turn.after}", limits.line_length)
    ]
    return [f"\u202b{line}\u202c" for line in lines] if rtl else lines


def _shown(path: str, texts: Sequence[str]) -> tuple[list[str], Syntax]:
    """Return what is said as a block has it, and how its markup is to be read."""
    marked = any(map(TAG.search, texts))
    if _is_web(path):
        marked = marked or any("&" in text for text in texts)
        return list(texts), Syntax.HTML if marked else Syntax.PLAIN
    if not marked:
        return list(texts), Syntax.PLAIN
    return [
        _outside(text, lambda part: html.escape(part, quote=False)) for text in texts
    ], Syntax.HTML


def _written(path: str, text: str, syntax: Syntax) -> str:
    """Return what a block says as the file has it."""
    if _is_web(path):
        shown = html.escape(text, quote=False) if syntax is Syntax.PLAIN else text
        return shown.replace("-->", "--&gt;")
    return text if syntax is Syntax.PLAIN else _outside(text, html.unescape)


def _is_web(path: str) -> bool:
    """Whether the file's texts have the escapes of web pages."""
    return path.lower().endswith(".vtt")


def _outside(text: str, change: Callable[[str], str]) -> str:
    """Return the text with all changed but its tags."""
    parts = _TAGS.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _decoded(path: str, data: bytes) -> tuple[str, bytes]:
    """Return the text of a file without the mark of its encoding, and that mark."""
    for mark, code in _WIDE:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            with_mark = data[len(mark) :].decode(code, "replace")
            return with_mark, mark
    text = encoding.decode(path, data)
    return text.removeprefix(_MARK), codecs.BOM_UTF8 if text.startswith(_MARK) else b""


def _encoded(text: str, mark: bytes) -> bytes:
    return mark + text.encode(dict(_WIDE).get(mark, "utf-8"))


def _with_notes(text: str, cues: Sequence[Cue], copy: Copy, *, rtl: bool) -> str:
    """Add a cue for every two lines of the notes."""
    limits, ending = copy.pace, first_ending(text)
    lines = [line for note in copy.notes for line in wrapped(note, limits.line_length)]
    pieces = [lines[n : n + _NOTE_LINES] for n in range(0, len(lines), _NOTE_LINES)]
    lengths = [
        max(sum(map(width, piece)) / limits.reading_speed, _NOTE_SECONDS) for piece in pieces
    ]
    first = copy.note_first and sum(lengths) <= cues[0].start
    now = 0.0 if first else max(cue.end for cue in cues)
    number = 0 if first else len(cues) + 1
    added = []
    for piece, length in zip(pieces, lengths, strict=True):
        shown = [
            html.escape(line, quote=False) if _is_web(copy.article.path) else line for line in piece
        ]
        shown = [f"\u202b{line}\u202c" for line in shown] if rtl else shown
        times = f"{_time(now, copy.article.path)} --> {_time(now + length, copy.article.path)}"
        head = [] if _is_web(copy.article.path) else [str(number)]
        added.append(ending.join([*head, times, *shown, ""]))
        now += length
        number += 0 if first else 1
    if not added:
        return text
    if first:
        place = cues[0].whole[0]
        return text[:place] + "".join(f"{cue}{ending}" for cue in added) + text[place:]
    bare = text.rstrip("\r\n")
    return f"{bare}{ending}{ending}{ending.join(added)}"


def _time(seconds: float, path: str) -> str:
    """Return a time as the file writes it."""
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    minutes, second = divmod(whole, 60)
    mark = "." if _is_web(path) else ","
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{mark}{rest:03}"
