"""Formats whose files are texts: blocks that cover the text, each written in its own place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman import languages
from dragoman.formats import encoding, flow, left_out
from dragoman.formats.contract import Copy, Format, Note, Options, Parsed
from dragoman.formats.html_layouts import AttributeValue, Title
from dragoman.formats.passages import Language
from dragoman.model import Block, BlockKind

_MARK = "\ufeff"
"""The byte order mark, which some editors put before UTF-8 text. It belongs to no line."""


def _as_they_are(blocks: Sequence[Block], source: str, locale: str, direction: str) -> list[str]:
    del source, locale, direction
    return [block.raw for block in blocks]


def _as_it_is(text: str, language: str, direction: str) -> str:
    del language, direction
    return text


@dataclass(frozen=True, slots=True)
class Ways:
    """What differs between such formats."""

    parse: Callable[[str, str, Options], Parsed]
    """From the article's path and its text. Raises ArticleError."""

    encode: Callable[[Block, Sequence[str | None]], str]
    """The new `raw` of a block, with one target for each of its segments."""

    keep: Callable[[str, Block, str, Language], tuple[str, str]]
    """Says of a block that stays in the source language that it does: from what is written
    before it, the block, and the raw text after it, what is to be written instead of the first
    two."""

    localize: Callable[[str, str, str], str] = _as_it_is
    """Says in a written article which language it is in, and its direction, `ltr` or `rtl`."""

    relabel: Callable[[Sequence[Block], str, str, str], list[str]] = _as_they_are
    """The raw texts of the blocks, with another language and direction where parts of the
    article say that they are in the source's."""

    leave_out: Callable[[str], str] = left_out.as_it_is
    """Takes what would stand round nothing out of a text with `OMITTED` in the place of blocks."""

    without_comments: Callable[[str], str] = str
    """Takes out what editors say to each other."""


def text_format(
    name: str,
    suffixes: tuple[str, ...],
    ways: Ways,
    note: Note,
    *,
    has_front_matter: bool = True,
    disclosure: str = "text",
) -> Format:
    """Make a format of texts."""

    def parse(path: str, data: bytes, options: Options) -> Parsed:
        content = encoding.decode(path, data)
        parsed = ways.parse(path, content.removeprefix(_MARK), options)
        marked = content.startswith(_MARK)
        return replace(parsed, blocks=_marked(parsed.blocks)) if marked else parsed

    def serialize(copy: Copy) -> bytes:
        text = _written(copy, ways)
        own = encoding.of(copy.article.path, copy.article.data) if copy.locale is None else None
        return own.encode(text) if own else text.encode()

    return Format(name, suffixes, parse, serialize, note, has_front_matter, disclosure=disclosure)


def _written(copy: Copy, ways: Ways) -> str:
    article, locale = copy.article, copy.locale
    source = Language(article.language, languages.direction(article.language))
    direction = languages.direction(locale or article.language)
    given = _as_they_are(article.blocks, "", "", "")
    if locale is not None:
        code = languages.language(article.language)
        given = ways.relabel(article.blocks, code, locale, direction)
    raw: list[str] = []
    done = 0
    for number, block in enumerate(article.blocks):
        if not block.segments and number not in copy.kept:
            raw.append(given[number])
            continue
        targets = copy.targets[done : done + len(block.segments)]
        done += len(targets)
        if number in copy.kept:
            before = raw.pop() if raw else ""
            after = given[number + 1] if number + 1 < len(given) else ""
            raw += ways.keep(before, block, after, source)
        elif _is_left_out(block, targets):
            raw.append(flow.OMITTED)
        elif flow.is_changed(block, targets):
            raw.append(ways.encode(block, targets))
        else:
            raw.append(given[number])
    text = "".join(raw)
    text = ways.leave_out(text) if flow.OMITTED in raw else text
    if locale is None:
        return text
    text = text if copy.comments else ways.without_comments(text)
    return ways.localize(text, locale, direction)


def _is_left_out(block: Block, targets: Sequence[str | None]) -> bool:
    """Whether nothing of a block stays. Metadata outside of tags keep their place, if empty."""
    if flow.OMITTED not in targets:
        return False
    whole = all(target == flow.OMITTED for target in targets)
    tagged = isinstance(block.layout, AttributeValue | Title)
    return whole and (tagged or block.kind is not BlockKind.METADATA)


def _marked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put a byte order mark before the first block."""
    first, *others = blocks
    if first.kind is BlockKind.VERBATIM:
        return replace(first, raw=_MARK + first.raw), *others
    return Block(BlockKind.VERBATIM, _MARK), *blocks
