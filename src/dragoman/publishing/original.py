"""What a copy says of the article that it was made from: its title, its address and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from dragoman import formats, inline
from dragoman.formats import header
from dragoman.formats.header import Header
from dragoman.model import Article, Block, BlockKind, one_line
from dragoman.patterns import lazily


@dataclass(frozen=True, slots=True)
class Original:
    """The article in the source language, as a reader can find it."""

    language: str
    title: str = ""
    address: str = ""
    day: date | None = None
    key: str = ""
    """The same in all translations of the article, and in no other."""


def front_matter(article: Article) -> Header | None:
    """Return the article's front matter, if it has one. Raises ArticleError."""
    text = "".join(block.raw for block in article.blocks)
    if not formats.of(article.path).has_front_matter:
        return None
    return header.read(article.path, text.removeprefix("\ufeff"))


def original(article: Article, front: Header | None, pattern: str) -> Original:
    """Return what is known of the article. `pattern` is the address of articles, or empty."""
    path = PurePosixPath(article.path).with_suffix("").as_posix()
    own = front.value("original") if front else ""
    address = own or (_address(pattern, path) if pattern else "")
    return Original(
        language=article.language,
        title=title(article),
        address=address,
        day=_day(front.value("date")) if front else _day_of_page(article),
        key=(front.value("translationKey") if front else "") or path,
    )


def title(article: Article) -> str:
    """Return the article's title in the source language, empty where it has none."""
    block = title_block(article) or _headline(article)
    return one_line(inline.plain(block.text, block.syntax)) if block else ""


def title_block(article: Article) -> Block | None:
    """Return the block that holds the title.

    A page's main heading, else what its metadata say; in other formats the front matter's title,
    else the first heading.
    """
    named = {block.name: block for block in reversed(article.blocks) if block.name}
    found = [named[name] for name in _TITLES if name in named]
    headings = [block for block in article.blocks if block.kind is BlockKind.HEADING]
    if formats.of(article.path).name == "HTML":
        found = [*_main_headings(article), *found]
    return next(iter([*found, *headings]), None)


_ASKS = ("?", "!", "…", "؟")
_LONGEST_HEADLINE = 120
"""Characters."""


def _headline(article: Article) -> Block | None:
    """Return the first line of a plain text that is no heading for its mark: “Is it open?”."""
    shown = [block for block in article.blocks if block.kind is not BlockKind.VERBATIM]
    if formats.of(article.path).name != "plain text" or len(shown) < 2:
        return None
    line = shown[0].text
    short = "\n" not in line and len(line) <= _LONGEST_HEADLINE
    return shown[0] if short and line.rstrip().endswith(_ASKS) else None


_TITLES = ("title", "og:title", "headline")
_MAIN = lazily(r"<h1\b[^<>]*>\s*\Z", re.IGNORECASE)


def _main_headings(article: Article) -> Iterator[Block]:
    for before, block in pairwise(article.blocks):
        if block.kind is BlockKind.HEADING and _MAIN.search(before.raw):
            yield block


def addressed(pattern: str, path: str, locale: str) -> str:
    """Return the address of a copy: `{locale}` and `{path}` stand for its own."""
    bare = PurePosixPath(path).with_suffix("").as_posix()
    return pattern.replace("{locale}", locale).replace("{path}", bare)


def _address(pattern: str, path: str) -> str:
    if "{path}" in pattern:
        return pattern.replace("{path}", path)
    return f"{pattern.rstrip('/')}/{path}"


_OF_PAGE = lazily(
    r"""(?:"datePublished"\s*:\s*|article:published_time["']?\s+content\s*=\s*)["']?([\d-]{10})"""
)


def _day_of_page(article: Article) -> date | None:
    """Return the day on which a page says that it was published."""
    if not article.path.lower().endswith((".html", ".htm")):
        return None
    found = (_OF_PAGE.search(block.raw) for block in article.blocks)
    return next((_day(match[1]) for match in found if match), None)


def _day(text: str) -> date | None:
    """Return the day that a front matter's date begins with."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
