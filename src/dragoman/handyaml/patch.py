"""Change a text and keep every byte that nothing asked to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from dragoman.handyaml.failure import without_tabs


class Edit(NamedTuple):
    """What to put in the place of some characters of a file."""

    start: int
    end: int
    text: str
    order: int = 0
    """Among edits at one place."""

    def moved(self, by: int) -> Edit:
        """The edit in a text that begins so many characters earlier or later."""
        return self._replace(start=self.start + by, end=self.end + by)


def patched(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made; they must not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.order)):
        if edit.start < at:
            raise ValueError("two edits overlap")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*parts, text[at:]))


@dataclass(frozen=True, slots=True)
class Sheath:
    """What a file has around its lines: a byte-order mark, and its line ends."""

    mark: str
    crlf: bool
    unended: str
    """The last line, if it has no end."""

    def close(self, text: str) -> str:
        """Return the file's text for one whose lines all end with LF.

        The last line has no end if it had none and is the last one still.
        """
        if self.unended and text.rstrip("\n").rpartition("\n")[2] == self.unended:
            text = text[:-1]
        return self.mark + (text.replace("\n", "\r\n") if self.crlf else text)


def unsheathed(text: str) -> tuple[str, Sheath]:
    """Return the text with every line ended by LF, the last one too, and what makes it a file.

    Line ends of two kinds are kept as they are.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    crlf = text.count("\r\n") == text.count("\n") > 0
    text = text.replace("\r\n", "\n") if crlf else text
    unended = text.rpartition("\n")[2]
    return f"{text}\n" if unended else text, Sheath(mark, crlf, unended)


def comments(fragment: str) -> Iterator[str]:
    """Yield the comments of a piece of YAML: what stands between its tokens."""
    if "#" not in fragment:
        return
    end = 0
    for token in yaml.scan(without_tabs(fragment), Loader=yaml.SafeLoader):
        yield from _comments(fragment[end : token.start_mark.index])
        end = token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            yield from _comments(fragment[token.start_mark.index : end].split("\n", 1)[0])
    yield from _comments(fragment[end:])


def _comments(gap: str) -> Iterator[str]:
    return (comment.rstrip() for comment in re.findall(r"#[^\n]*", gap))
