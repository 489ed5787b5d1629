"""The section `publish`: what may be exported, and how.

publish:
  accept: approved            # the lowest status that may be exported
  missing: fail               # or skip, or source
  stale: withhold             # or publish
  outdated: mark              # or withhold: the copies of an article that changed since
  minimum: 0%                 # of the words, with `missing: source`
  disclosure: end             # or start, or off, or one for each format: {text: off, html: start}
  preset: plain               # or hugo, pelican, jekyll, mkdocs, eleventy
  metadata: existing          # or always, or never; by default as the preset wants it
  original: https://…/{path}  # the address of an article in the source language
  address: https://…/{locale}/{path}  # the address of a copy, for pages that say their own
  anchors: true               # headings keep the names that links to the source's lead to
  comments: false             # what editors say to each other goes out in copies
  direction-marks: true       # in right-to-left exports
  subtitles: {reading-speed: 17, line-length: 42}  # characters a second, and in a line
  labels: newsroom            # or eu-ai-act: no copy without a label unless people answer for it
  responsible: Mira Castrel   # who holds editorial responsibility, as readers are told
  unedited: 95%               # withhold where so much of the machine's text was accepted untouched

An article overrides the first six in its front matter, under the same key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

import yaml

from dragoman.formats import Subtitling
from dragoman.model import Status
from dragoman.project import values
from dragoman.publishing import (
    Disclosure,
    Labels,
    Metadata,
    Missing,
    Outdated,
    Position,
    Preset,
    Publish,
    Stale,
    release,
)

E = TypeVar("E", bound=Enum)

__all__ = ["Missing", "Publish", "accept", "override", "percentage", "read"]


def accept(text: str) -> Status:
    """Return the status that an export accepts. Raises `ValueError` for any other word."""
    if text not in ("draft", "reviewed", "approved"):
        raise ValueError("Use draft, reviewed or approved.")
    return Status(text)


def percentage(text: str) -> int:
    """Return a whole percentage. Raises `ValueError` for anything else."""
    number = values.whole(text.strip().removesuffix("%").rstrip())
    if number is None or number > 100:
        raise ValueError("Write a percentage from 0% to 100%.")
    return number


def read(node: yaml.Node, path: str) -> Publish:
    """Read the section."""
    pairs = values.pairs(
        node, path, "the settings of `publish`", "publish: {accept: approved}", READERS
    )
    return values.filled(Publish(), pairs, READERS, path)


def override(publish: Publish, text: str, line: int, path: str) -> Publish:
    """Return the settings with what an article's front matter says under `publish`.

    `text` is that entry, which begins at `line`. Raises `ProjectError` for what is wrong in it.
    """

    def make(root: yaml.Node | None) -> Publish:
        if not isinstance(root, yaml.MappingNode):
            return publish
        section = root.value[0][1]
        pairs = values.pairs(
            section, path, "what the article says under `publish`", "publish: {draft: true}"
        )
        _, others = parted(pairs, path)
        return values.filled(publish, others, OF_AN_ARTICLE, path)

    return values.parsed(text.rstrip(" ,"), path, make, above=line - 1)


def parted(pairs: list[values.Pair], path: str) -> tuple[dict[str, str], list[values.Pair]]:
    """Return apart what tells when an article may go out: `draft`, `date`, `expiry` and the like.

    Raises `ProjectError` for what is not a word, and for a date that cannot be read.
    """
    names = release.NAMES
    own = {str(key.value): value for key, value in pairs if release.flat(key.value) in names}
    texts = {}
    for name, node in own.items():
        if not isinstance(node, yaml.ScalarNode):
            raise values.wrong(node, path, f"`{name}` has a wrong value", "Write one word or date.")
        texts[name] = str(node.value)
        unclear = release.read("", {name: node.value}, None).unclear
        if unclear:
            raise values.wrong(node, path, f"`{name}` has a wrong value", f"{unclear}.")
    return texts, [pair for pair in pairs if pair[0].value not in own]


def _accept(node: yaml.Node, path: str) -> Status:
    return accept(values.word(node, path))


def _minimum(node: yaml.Node, path: str) -> int:
    return percentage(values.word(node, path))


def _one_of(kind: type[E]) -> Callable[[yaml.Node, str], E]:
    """Return the reader of a word that is one of the enumeration's."""

    def read_word(node: yaml.Node, path: str) -> E:
        return choice(kind, values.word(node, path))

    return read_word


def choice(kind: type[E], text: str) -> E:
    """Return the member of the enumeration. Raises `ValueError` with all of them."""
    try:
        return kind(text)
    except ValueError:
        *others, last = (str(each.value) for each in kind)
        raise ValueError(f"Use {', '.join(others)} or {last}.") from None


def _disclosure(node: yaml.Node, path: str) -> Disclosure:
    if isinstance(node, yaml.ScalarNode):
        position = choice(Position, values.word(node, path))
        return Disclosure.everywhere(position)
    pairs = values.pairs(
        node, path, "the settings of `disclosure`", "disclosure: {markdown: end}", _POSITIONS
    )
    return values.filled(Disclosure(), pairs, _POSITIONS, path)


def _subtitles(node: yaml.Node, path: str) -> Subtitling:
    readers = {"reading-speed": values.number, "line-length": values.number}
    example = "subtitles: {reading-speed: 17}"
    pairs = values.pairs(node, path, "the settings of `subtitles`", example, readers)
    return values.filled(Subtitling(), pairs, readers, path)


_POSITIONS: values.Readers = dict.fromkeys(
    (each.name for each in fields(Disclosure)), _one_of(Position)
)

OF_AN_ARTICLE: dict[str, Callable[[yaml.Node, str], Any]] = {
    "accept": _accept,
    "missing": _one_of(Missing),
    "stale": _one_of(Stale),
    "outdated": _one_of(Outdated),
    "minimum": _minimum,
    "disclosure": _disclosure,
    "responsible": values.word,
    "unedited": _minimum,
}

READERS: values.Readers = {
    **OF_AN_ARTICLE,
    "preset": _one_of(Preset),
    "metadata": _one_of(Metadata),
    "labels": _one_of(Labels),
    "original": values.word,
    "direction-marks": values.switch,
    "address": values.word,
    "anchors": values.switch,
    "comments": values.switch,
    "subtitles": _subtitles,
}
