"""Quotation marks as the press of a language sets them."""

from __future__ import annotations

import re

from dragoman.languages import closed_up, record_of
from dragoman.patterns import lazily
from dragoman.typography.passage import ATOM, MARKUP, Passage

_DOUBLE = frozenset('"“”„‟«»‹›')
_OPENS = frozenset("«„‹")
_CLOSES = frozenset("»›”")
_SINGLE_OPENS = frozenset("‚›'")
_AFTER_CLOSING = frozenset(".,;:!?…)]}،؛؟۔")
_BEFORE = frozenset("([{—–-/\"“”„‟«»‹›‘'")
_MARKUP = lazily(f"[{MARKUP}]")
_ATOM = lazily(f"[{ATOM}]")
_CURLY = str.maketrans("“”„‟", '""""')


def own_quotes(passage: Passage) -> str:
    """Set quotation marks as the language does, one within another too.

    Russian `«ёлочки» и „лапки“`, Persian « » and ‹ ›, Turkish “ ” and ‘ ’, Arabic the straight
    ones, French « » with a no-break space inside, Danish » «. Where it is not certain which mark
    opens and which closes, all stay as they are.
    """
    text = passage.text
    style = record_of(passage.locale).quotes
    if style is None:
        return text.translate(_CURLY)
    if _DOUBLE.isdisjoint(text):
        return text
    tight = closed_up(text)
    marks = _read(tight)
    if marks is None:
        return text
    result = list(tight)
    for place, opens, depth in marks:
        pair = style[min(depth, 1)]
        half = len(pair) // 2
        result[place] = pair[:half] if opens else pair[half:]
    return _inner("".join(result), style)


def _read(text: str) -> list[tuple[int, bool, int]] | None:
    """Return place, direction and depth of each mark; nothing if one is not certain."""
    found: list[tuple[int, bool, int]] = []
    depth = 0
    turned = _turned(text)
    for place, mark in enumerate(text):
        if mark not in _DOUBLE:
            continue
        opens = _opens(text, place, depth, turned=turned)
        if opens is None:
            return None
        if opens:
            found.append((place, True, depth))
            depth += 1
            if depth > 2:
                return None
        elif depth:
            depth -= 1
            found.append((place, False, depth))
        elif any(known[1] for known in found):
            return None  # closes what was closed
        else:
            found.append((place, False, 0))  # closes what an earlier sentence opened
    return found


def _turned(text: str) -> bool:
    """Whether guillemets stand as in German and Danish, `»so«`: the first one begins a word."""
    place = min(filter(lambda at: at >= 0, map(text.find, "«»")), default=0)
    if text[place : place + 1] != "»":
        return False
    before, after = _seen(text, place, -1), _seen(text, place, 1)
    return (not before or before.isspace() or before in _BEFORE) and (
        after.isalnum() or after in _SINGLE_OPENS
    )


def _opens(text: str, place: int, depth: int, *, turned: bool) -> bool | None:
    """Say whether the mark opens a quotation; `None` if that is not certain."""
    before, after = _seen(text, place, -1), _seen(text, place, 1)
    starts = (not before or before.isspace() or before in _BEFORE) and bool(after.strip())
    if after in _AFTER_CLOSING and not (before and before in _BEFORE):
        # Set off by a space, it closes what is open, or nobody knows what.
        return False if depth or before.strip() else None
    wordy = after.isalnum() or _ATOM.match(after) is not None
    ends = bool(before.strip()) and not wordy
    mark = text[place]
    if starts != ends:
        # An inch sign looks like a mark that closes.
        doubtful = ends and not depth and before.isdigit() and mark == '"'
        return None if doubtful else starts
    if turned and mark in "«»":
        return mark == "»"
    if mark in _OPENS:
        return True
    if mark in _CLOSES:
        return False
    if starts:
        return not depth
    # A suffix follows the mark, as in Turkish.
    return False if depth and before.strip() else None


def _seen(text: str, place: int, step: int) -> str:
    """Return the next character that is no markup; empty at the end of the text."""
    place += step
    while 0 <= place < len(text) and _MARKUP.match(text[place]):
        place += step
    return text[place] if 0 <= place < len(text) else ""


_SINGLE = lazily(r"(?<![^\s«“„(])'([^'«»“”„\n]*[^\s'«»“”„])'(?![^\W_])")


def _inner(text: str, style: tuple[str, str]) -> str:
    """Set straight single marks within a quotation."""
    outer, inner = style
    begin, end, half = outer[0], outer[-1], len(inner) // 2
    quoted = re.compile(f"{begin}[^{begin}{end}]*{end}")

    def single(match: re.Match[str]) -> str:
        return _SINGLE.sub(rf"{inner[:half]}\1{inner[half:]}", match[0])

    return quoted.sub(single, text) if "'" in text else text
