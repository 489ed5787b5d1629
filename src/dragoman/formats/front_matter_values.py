"""How the values of a front matter are written, known without the library that reads TOML."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.handyaml.scalars import Style
from dragoman.model import Block, Layout

_LONG = ('"""', "'''")


@dataclass(frozen=True, slots=True)
class YamlValue(Layout):
    """A scalar of a YAML front matter."""

    style: Style
    in_flow: bool
    """Whether it stands between braces or square brackets."""

    def holds_paragraphs(self, block: Block) -> bool:
        return self.style is Style.LITERAL or "\n" in block.text


@dataclass(frozen=True, slots=True)
class TomlValue(Layout):
    """A string of a TOML front matter."""

    def holds_paragraphs(self, block: Block) -> bool:
        return "\n" in block.text and is_long(block.raw)


def is_long(raw: str) -> bool:
    """Whether a text is written so that it may have several lines."""
    return raw.startswith(_LONG)
