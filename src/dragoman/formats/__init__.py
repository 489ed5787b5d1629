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
from dragoman.formats import (
    encoding,
    flow,
    front_matter,
    html,
    html_language,
    markdown,
    passages,
    text,
)
from dragoman.formats.passages import Language
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

    keep: Callable[[str, Block, str, Language], tuple[str, str]]
    """Says of a block that stays in the source language that it does: from what is written
    before it, the block, and the raw text after it, what is to be written instead of the first
    two."""

    note: Callable[..., str]
    """Puts a paragraph of its own before a written article (`first=True`) or after it."""

    has_front_matter: bool = True
    """Whether programs read a front matter in such files."""

    localize: Callable[[str, str, str], str] = lambda text, language, direction: text
    """Says in a written article which language it is in, and its direction, `ltr` or `rtl`."""

    relabel: Callable[[Sequence[Block], str, str, str], list[str]] = lambda blocks, *_: [
        block.raw for block in blocks
    ]
    """The raw texts of the blocks, with another language and direction where parts of the
    article say that they are in the source's."""


@dataclass(frozen=True, slots=True)
class Container:
    """One kind of file that holds articles and is no text."""

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[str, bytes, Collection[str]], tuple[Block, ...]]
    """From the article's path, its bytes and the keys to translate: blocks whose `raw` is what a
    reader sees. Raises ArticleError."""

    serialize: Callable[..., bytes]
    """From the path, the bytes and what is wanted, the localized copy."""

    has_front_matter: bool = False


def _parse_word(path: str, data: bytes, keys: Collection[str]) -> tuple[Block, ...]:
    """Read a Word document; the library is loaded when there is one."""
    from dragoman.formats import docx

    return docx.parse(path, data, keys)


def _serialize_word(
    article: Article,
    targets: Sequence[str | None],
    locale: str,
    kept: Collection[int],
    notes: Sequence[str],
    note_first: bool,
) -> bytes:
    from dragoman.formats import docx

    directions = {each: languages.direction(each) for each in (article.language, locale)}
    wanted = docx.Wanted(
        article.blocks, targets, kept, article.language, locale, directions, notes, note_first
    )
    return docx.serialize(article.path, article.data, wanted)


CONTAINERS = (Container("Word", (".docx",), _parse_word, _serialize_word),)

FORMATS = (
    Format(
        "plain text",
        (".txt",),
        text.parse,
        text.encode,
        passages.as_it_is,
        passages.note_in_text,
        has_front_matter=False,
    ),
    Format(
        "Markdown",
        (".md", ".markdown"),
        markdown.parse,
        markdown.encode,
        passages.keep_markdown,
        passages.note_in_markdown,
    ),
    Format(
        "HTML",
        (".html", ".htm"),
        html.parse,
        html.encode,
        passages.keep_html,
        passages.note_in_html,
        localize=html_language.on_root,
        relabel=html_language.on_parts,
    ),
)

SUFFIXES = tuple(suffix for known in (*FORMATS, *CONTAINERS) for suffix in known.suffixes)

_MARK = "\ufeff"
"""The byte order mark, which some editors put before UTF-8 text. It belongs to no line."""


def parse(
    path: str, data: bytes, language: str, keys: Collection[str] = front_matter.DEFAULT_KEYS
) -> Article:
    """Read an article: `path` tells the format, `keys` the front matter to translate.

    Raises ArticleError where the format is not supported, the bytes are not a UTF-8 text, the
    text is empty, or its front matter cannot be read.
    """
    known = of(path)
    if isinstance(known, Container):
        found = with_segments(known.parse(path, data, keys), language)
        return Article(path, language, tuple(found), data)
    parse_text = known.parse
    content = encoding.decode(path, data)
    blocks = parse_text(path, content.removeprefix(_MARK), keys)
    if content.startswith(_MARK):
        blocks = _marked(blocks)
    return Article(path, language, tuple(with_segments(blocks, language)))


def serialize(
    article: Article,
    targets: Sequence[str | None],
    locale: str | None = None,
    *,
    kept: Collection[int] = (),
    notes: Sequence[str] = (),
    note_first: bool = False,
) -> bytes:
    """Write an article with each target in place of its segment, in reading order.

    With `locale`, a format that has a place for it says which language it is in. `kept` are the
    numbers of blocks that stay in the source language between others; they say so themselves.
    `notes` are paragraphs for the readers, of which only containers need be told here.

    Where a target is `None`, blank, or the source itself, the source stays; a block of which
    all stays keeps its bytes. Line ends, prefixes and quoting follow the source.

    Raises ValueError where there is not one target for each segment.
    """
    known = of(article.path)
    if len(targets) != len(article.segments):
        raise ValueError(f"{len(article.segments)} segments and {len(targets)} targets")
    if isinstance(known, Container):
        if locale is None and not any(map(flow.replacement, article.segments, targets)):
            return article.data
        return known.serialize(
            article, targets, locale or article.language, kept, notes, note_first
        )
    source = Language(article.language, languages.direction(article.language))
    direction = languages.direction(locale or article.language)
    given = (
        known.relabel(article.blocks, languages.language(article.language), locale, direction)
        if locale is not None
        else [block.raw for block in article.blocks]
    )
    raw: list[str] = []
    done = 0
    for number, block in enumerate(article.blocks):
        own = targets[done : done + len(block.segments)]
        done += len(own)
        if number in kept:
            before = raw.pop() if raw else ""
            after = given[number + 1] if number + 1 < len(given) else ""
            raw += known.keep(before, block, after, source)
        else:
            raw.append(known.encode(block, own) if _changed(block, own) else given[number])
    text = "".join(raw)
    if locale is not None:
        text = known.localize(text, locale, direction)
    return text.encode()


def _marked(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put a byte order mark before the first block."""
    first, *others = blocks
    if first.kind is BlockKind.VERBATIM:
        return replace(first, raw=_MARK + first.raw), *others
    return Block(BlockKind.VERBATIM, _MARK), *blocks


def _changed(block: Block, targets: Sequence[str | None]) -> bool:
    return any(map(flow.replacement, block.segments, targets))


def of(path: str) -> Format | Container:
    """Return the format of an article. Raises ArticleError where it is not supported."""
    suffix = PurePosixPath(path).suffix.lower()
    for known in (*FORMATS, *CONTAINERS):
        if suffix in known.suffixes:
            return known
    raise ArticleError(
        f"articles of the kind “{suffix}” cannot be read"
        if suffix
        else "the file's name has no ending that tells its format",
        path=path,
        advice=f"Save the article with one of these endings: {', '.join(SUFFIXES)}",
    )


__all__ = [
    "CONTAINERS",
    "FORMATS",
    "SUFFIXES",
    "Container",
    "Format",
    "Language",
    "of",
    "parse",
    "serialize",
]
