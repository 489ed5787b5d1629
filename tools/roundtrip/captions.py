"""What subtitles are made of, by the libraries srt and webvtt, and what differs between two."""

from __future__ import annotations

import codecs
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import srt
import webvtt
from structure import letters, unaccented

from dragoman.formats import encoding

_TAG = re.compile(r"<[^<>]*>?")


@dataclass(frozen=True, slots=True)
class Caption:
    """A cue as a player reads it."""

    times: tuple[str, str]
    text: str


def _read(name: str, text: str) -> Sequence[Caption]:
    if name.lower().endswith(".vtt"):
        cues = webvtt.from_buffer(io.StringIO(text)).captions
        return [Caption((cue.start, cue.end), _shown(cue.raw_text)) for cue in cues]
    return [Caption((str(cue.start), str(cue.end)), _TAG.sub("", cue.content))
            for cue in srt.parse(text)]  # fmt: skip


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file of subtitles, which may be in UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    return encoding.decode(name, data)


def _shown(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def difference(name: str, before: str, after: str) -> str:
    """Return what differs; empty where times and words are the same.

    A sentence over several cues is laid out again, so words are compared as a whole.
    """
    try:
        old = _read(name, before)
    except (webvtt.errors.MalformedFileError, srt.SRTParseError):
        return ""
    new = _read(name, after)
    if [cue.times for cue in old] != [cue.times for cue in new]:
        return f"{len(old)} cues became {len(new)}, or their times changed"
    one, other = (letters("".join(cue.text for cue in cues)) for cues in (old, new))
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if one != other:
        place = min(len(one), len(other)) if place is None else place
        return f"{one[max(place - 40, 0) : place + 40]!r} became {other[place : place + 40]!r}"
    return ""


def left(name: str, after: str) -> list[str]:
    """Return the stretches of what is said that have no accents."""
    try:
        cues = _read(name, after)
    except (webvtt.errors.MalformedFileError, srt.SRTParseError):
        return []
    return [stretch for cue in cues for stretch in unaccented(cue.text)]
