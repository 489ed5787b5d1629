"""Article formats: bytes to blocks and segments, and back.

`parse` reads an article; `serialize` writes it with other text in place of its segments, and
without any gives back the very bytes that were read. A format is one row of `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dragoman import languages
from dragoman.errors import ArticleError
from dragoman.formats import encoding, flow, front_matter, html, markdown, text
from dragoman.formats.segments import with_segments
from dragoman.model import Article, Block, BlockKind


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that holds articles."""

    name: str

    suffixes: tuple[str, ...]
    """In lower case, with the dot."""

    parse: Callable[[str, str, Collection[str]], tuple[Block, ...]]
    """From the article's path, its text and the front-matter keys to translate: blocks whose
    `raw` joins to the text. Raises ArticleError."""

    encode: Callable[[Block, Sequence[str | None]], str]
    """The new `raw` of a block, with one target for each of its segments."""

    localize: Callable[[str, str, str], str] = lambda text, language, direction: text
    """Says in a written article which language it is in, and its direction, `ltr` or `rtl`."""


FORMATS = (
    Format("plain text", (".txt",), text.parse, text.encode),
    Format("Markdown", (".md", ".markdown"), markdown.parse, markdown.encode),
    Format("HTML", (".html", ".htm"), html.parse, html.encode, html.localize),
)

SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)

_MARK = "\ufeff"
"""The byte order mark, which some editors put before UTF-8 text. It belongs to no line."""


def parse(
    path: str, data: bytes, language: str, keys: Collection[str] = front_matter.DEFAULT_KEYS
) -> Article:
    """Read an article: `path` tells the format, `keys` the front matter to translate.

    Raises ArticleError where the format is not supported, the bytes are not a UTF-8 text, the
    text is empty, or its front matter cannot be read.
    """
    parse_text = _format(path).parse
    content = encoding.decode(path, data)
    blocks = parse_text(path, content.removeprefix(_MARK), keys)
    if content.startswith(_MARK):
        blocks = _marked(blocks)
    return Article(path, language, tuple(with_segments(blocks, language)))


def serialize(article: Article, targets: Sequence[str | None], locale: str | None = None) -> bytes:
    """Write an article with each target in place of its segment, in reading order.

    With `locale`, a format that has a place for it says which language it is in.

    Where a target is `None`, blank, or the source itself, the source stays; a block of which
    all stays keeps its bytes. Line ends, prefixes and quoting follow the source.

    Raises ValueError where there is not one target for each segment.
    """
    known = _format(article.path)
    if len(targets) != len(article.segments):
        raise ValueError(f"{len(article.segments)} segments and {len(targets)} targets")
    raw = []
    done = 0
    for block in article.blocks:
        own = targets[done : done + len(block.segments)]
        done += len(own)
        raw.append(known.encode(block, own) if _changed(block, own) else block.raw)
    text = "".join(raw)
    if locale is not None:
        text = known.localize(text, locale, "rtl" if languages.is_rtl(locale) else "ltr")
    return text.encode()


def _marked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put a byte order mark before the first block."""
    first, *others = blocks
    if first.kind is BlockKind.VERBATIM:
        return replace(first, raw=_MARK + first.raw), *others
    return Block(BlockKind.VERBATIM, _MARK), *blocks


def _changed(block: Block, targets: Sequence[str | None]) -> bool:
    return any(map(flow.replacement, block.segments, targets))


def _format(path: str) -> Format:
    suffix = PurePosixPath(path).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    raise ArticleError(
        f"articles of the kind “{suffix}” cannot be read"
        if suffix
        else "the file's name has no ending that tells its format",
        path=path,
        advice=f"Save the article with one of these endings: {', '.join(SUFFIXES)}",
    )


__all__ = ["FORMATS", "SUFFIXES", "Format", "parse", "serialize"]
