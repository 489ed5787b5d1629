"""Emoji, arrows and other pictures among words."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.patterns import lazily

_PICTURES = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
)
"""Arrows, technical and geometric signs, dingbats, pictographs."""

_FLAGS = "\U0001f1e6-\U0001f1ff"
MAY_HOLD = f"{_PICTURES}{_FLAGS}\u20e3"
"""Some character of every sequence that `emoji` finds, for a class of a regular expression."""

_MAY_HOLD = lazily(f"[{MAY_HOLD}]")
_ONE = rf"[{_PICTURES}][\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_EMOJI = lazily(rf"[{_FLAGS}]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*|[{_FLAGS}]")

_NUMBER = r"[$€£~+−-]?\d(?:[\d.,]*\d)?[%°]?"
_STEPS = lazily(rf"(?<![\w.,]){_NUMBER}(?:{_ONE}{_NUMBER})++(?!\w)")
_BEFORE, _AFTER = frozenset("%°)]”’"), frozenset("([“‘$€£~+−-")


def emoji(text: str) -> Iterator[tuple[int, int]]:
    """Find each emoji with all that belongs to it: skin, gender, family, flag, keycap."""
    if text.isascii() or _MAY_HOLD.search(text) is None:
        return
    for match in _EMOJI.finditer(text):
        yield match.span()


def steps(text: str) -> Iterator[tuple[int, int]]:
    """Find numbers between which an arrow or the like stands and no space, such as `40→48%`."""
    if text.isascii() or _MAY_HOLD.search(text) is None:
        return
    for match in _STEPS.finditer(text):
        yield match.span()


def parts(text: str, start: int, end: int) -> bool:
    """Whether nothing but an emoji at a place holds what stands before and after it apart."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    ends = before.isalnum() or before in _BEFORE
    return bool(before and after) and ends and (after.isalnum() or after in _AFTER)
