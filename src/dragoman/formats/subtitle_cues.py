"""The cues of subtitles: where they stand in the file, and what is said in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.errors import ArticleError
from dragoman.formats.lines import Extent, extents
from dragoman.patterns import lazily

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = lazily(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(.*)", re.DOTALL)
_NUMBER = lazily(r"[ \t]*\d+[ \t]*")

_STYLE = lazily(r"(?:\{\\[^{}]*\})+")
_DASH = lazily(r"(?:[-–—‐](?=[ \t]*[^\d\s])|>>+)[ \t]*")
_VOICE = lazily(r"<v(?:\.[\w.-]+)?[ \t][^>]*>")
_WHOLE = lazily(r"<(i|b|u|c|font)\b[^<>]*>", re.IGNORECASE)
_MUSIC = lazily(r"[♪♫]+[ \t]*|#[ \t]+")
_MUSIC_END = lazily(r"(?:(?<![ \t])[ \t]+|(?<![ \t♪♫]))[♪♫]+\Z|(?<![ \t])[ \t]+#\Z")
WORD_TIME = lazily(r"<(?:\d+:)?\d{2}:\d{2}\.\d{3}>")
_EMBEDDED = "\u202a\u202b\u202c"

_ENDED = lazily(r"""[.!?…:;۔؟。！？♪♫)\]"”»’]\Z""")
_GOES_ON = lazily(r"(?:\.\.|…)\Z")
_TOGETHER = 6
"""Cues over which one sentence may go: automatic captions have no full stops."""

_PAUSE, _OVERLAP = 2.0, 0.1
"""Seconds. After a longer pause a new sentence begins, whatever the marks say; and in a cue that
is shown together with the one before it."""


@dataclass(slots=True)
class Turn:
    """What one speaker says in a cue."""

    before: str
    """What stands before the words: a dash, a voice, a style, an opening tag."""

    text: str
    """The words, on one line; empty where they are left out."""

    after: str = ""


@dataclass(slots=True)
class Cue:
    """A cue of the file."""

    whole: Extent
    """Where it stands, its number and the blank lines after it included."""

    inner: Extent
    """Where its words stand."""

    start: float
    end: float
    settings: str
    turns: list[Turn] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long it is shown."""
        return max(self.end - self.start, 0.0)


def read(path: str, text: str) -> list[Cue]:
    """Return the cues of a text. Raises ArticleError where there are none."""
    web = path.lower().endswith(".vtt")
    rows = [*extents(text)]
    lines = [text[slice(*row)] for row in rows]
    times = [(n, match) for n, line in enumerate(lines) if (match := _TIMES.match(line))]
    begins = [_begin(lines, number, web=web) for number, _ in times]
    found = []
    for place, (number, match) in enumerate(times):
        stop = begins[place + 1] if place + 1 < len(times) else len(lines)
        own = _own(lines, number + 1, stop, web=web)
        last = own[-1] if own else number
        after = next((n for n in range(last + 1, len(lines)) if lines[n].strip()), len(lines))
        end = rows[after][0] if after < len(lines) else len(text)
        inner = (rows[own[0]][0], rows[last][1]) if own else (rows[number][1],) * 2
        whole = (rows[begins[place]][0], end)
        numbers = match.groups()
        cue = Cue(whole, inner, _seconds(numbers[:4]), _seconds(numbers[4:8]), numbers[8].strip())
        cue.turns = [*_turns([lines[n] for n in own if lines[n].strip()])]
        found.append(cue)
    if not found:
        raise ArticleError(
            "no subtitles are in this file: no line has two times, such as "
            "00:00:01,000 --> 00:00:04,000",
            path=path,
            advice="Export the subtitles again from the program that made them.",
        )
    return found


def _begin(lines: Sequence[str], times: int, *, web: bool) -> int:
    """Return the first line of the cue with its times in a line: that of its number or name."""
    above = lines[times - 1] if times else ""
    if _NUMBER.fullmatch(above):
        return times - 1
    alone = times < 2 or not lines[times - 2].strip()
    named = web and times > 1 and above.strip() and alone and not above.startswith("WEBVTT")
    return times - 1 if named else times


def _own(lines: Sequence[str], start: int, stop: int, *, web: bool) -> range:
    """Return the lines of a cue's words; in .srt files a blank line may stand among them.

    In .vtt files a line with an arrow ends a cue, too: it names the next one, or is none.
    """
    end = start
    for number in range(start, stop):
        if web and "-->" in lines[number]:
            break
        if lines[number].strip():
            end = number + 1
        elif web:
            break
    return range(start, end)


def _seconds(numbers: Sequence[str | None]) -> float:
    hours, minutes, seconds, parts = (part or "0" for part in numbers)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(parts.ljust(3, "0")) / 1000


def _turns(lines: Sequence[str]) -> Iterator[Turn]:
    """Yield what each speaker says: a dash, or the name of a voice, begins another's turn."""
    own: list[str] = []
    for line in lines:
        bare = line.strip().strip(_EMBEDDED)
        begins = _DASH.match(_STYLE.sub("", bare)) or _VOICE.match(bare)
        if own and begins:
            yield _turn(" ".join(own))
            own = []
        own.append(bare)
    if own:
        yield _turn(" ".join(own))


def _turn(text: str) -> Turn:
    """Part what is said from what stands round it."""
    text = " ".join(WORD_TIME.sub("", text).split())
    before = after = ""
    while True:
        voice, whole = _VOICE.match(text), _WHOLE.match(text)
        other = _STYLE.match(text) or _DASH.match(text) or _MUSIC.match(text)
        taken, close = "", ""
        if other:
            taken = other[0]
        elif voice:
            taken, close = voice[0], "</v>" if text.endswith("</v>") else ""
        elif whole and text.lower().endswith(f"</{whole[1].lower()}>"):
            close = text[-len(whole[1]) - 3 :]
            inner = text[whole.end() : -len(close)]
            taken = whole[0] if not re.search(rf"</?{whole[1]}\b", inner, re.IGNORECASE) else ""
        if not taken:
            break
        before += taken
        text = text[len(taken) : len(text) - len(close)]
        after = close + after
    end = _MUSIC_END.search(text)
    if end:
        text, after = text[: end.start()], end[0] + after
    return Turn(before, text.strip(), after)


def sentences(cues: Sequence[Cue]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the turns that belong together, each by the places of its cue and of itself in it."""
    own: list[tuple[int, int]] = []
    for number, cue in enumerate(cues):
        for place, turn in enumerate(cue.turns):
            if own and (place or not _goes_on(cues, own[-1], number) or len(own) == _TOGETHER):
                yield tuple(own)
                own = []
            if turn.text:
                own.append((number, place))
            elif own:
                yield tuple(own)
                own = []
    if own:
        yield tuple(own)


def _goes_on(cues: Sequence[Cue], last: tuple[int, int], number: int) -> bool:
    """Whether the first turn of a cue goes on with what was said last."""
    above, below = cues[last[0]], cues[number]
    before, after = above.turns[last[1]], below.turns[0]
    if last != (number - 1, len(above.turns) - 1) or above.settings != below.settings:
        return False
    if not above.end - _OVERLAP <= below.start <= above.end + _PAUSE:
        return False
    if after.before != before.before and _DASH.sub("", before.before) != after.before:
        return False
    if _DASH.match(after.before) or "♪" in before.after:
        return False
    if after.text.startswith(("[", "(")):
        return False
    begins = after.text.lstrip("<ibu>/.… \"'“«")[:1]
    if _GOES_ON.search(before.text):
        return begins.islower() or after.text.startswith(("...", "…"))
    return begins.islower() or not _ENDED.search(before.text)
