"""Article formats: bytes to blocks and segments, and back.

`parse` reads an article; `serialize` writes it with other text in place of its segments, and
without any gives back the very bytes that were read. A format is one row of `FORMATS`, or the
entry point of another package: see `dragoman.formats.contract`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, partial
from importlib import metadata
from pathlib import PurePosixPath
from posixpath import splitext

from dragoman.errors import ArticleError
from dragoman.formats import (
    collecting,
    docx_properties,
    encoding,
    html,
    html_language,
    left_out,
    markdown,
    markdown_comments,
    ninjs,
    nitf,
    passages,
    subtitles,
    text,
    wordpress,
)
from dragoman.formats import comments as comments_of
from dragoman.formats.as_text import Ways, text_format
from dragoman.formats.contract import (
    DEFAULT_KEYS,
    DEFAULT_PARAMETERS,
    HEAD,
    READING_SPEED,
    Copy,
    Format,
    Options,
    Parsed,
    Subtitling,
)
from dragoman.formats.flow import OMITTED
from dragoman.formats.passages import Language
from dragoman.formats.segments import with_segments
from dragoman.model import Article

GROUP = "dragoman.formats"
"""The entry points by which other packages add formats."""


def _parse_word(path: str, data: bytes, options: Options) -> Parsed:
    """Read a Word document; the library is loaded when there is one."""
    from dragoman.formats import docx

    return docx.parse(path, data, options)


def _serialize_word(copy: Copy) -> bytes:
    from dragoman.formats import docx

    return docx.serialize(copy)


def _parse_open(path: str, data: bytes, options: Options) -> Parsed:
    """Read an OpenDocument text; the library is loaded when there is one."""
    from dragoman.formats import odt

    return odt.parse(path, data, options)


def _serialize_open(copy: Copy) -> bytes:
    from dragoman.formats import odt

    return odt.serialize(copy)


FORMATS = (
    text_format(
        "plain text",
        (".txt",),
        Ways(text.parse, text.encode, passages.as_it_is, leave_out=left_out.of_lines),
        passages.note_in_text,
        has_front_matter=False,
    ),
    text_format(
        "Markdown",
        (".md", ".markdown"),
        Ways(
            markdown.parse,
            markdown.encode,
            passages.keep_markdown,
            leave_out=left_out.of_markdown,
            without_comments=markdown_comments.of_markdown,
        ),
        passages.note_in_markdown,
        disclosure="markdown",
    ),
    text_format(
        "MDX",
        (".mdx",),
        Ways(
            partial(markdown.parse, mdx=True),
            markdown.encode,
            passages.keep_markdown,
            leave_out=left_out.of_markdown,
            without_comments=partial(markdown_comments.of_markdown, mdx=True),
        ),
        passages.note_in_markdown,
        disclosure="markdown",
    ),
    text_format(
        "HTML",
        (".html", ".htm"),
        Ways(
            html.parse,
            html.encode,
            passages.keep_html,
            html_language.on_root,
            html_language.on_parts,
            left_out.of_page,
            comments_of.of_page,
        ),
        passages.note_in_html,
        disclosure="html",
    ),
    Format(
        "Word",
        (".docx",),
        _parse_word,
        _serialize_word,
        disclosure="word",
        told=docx_properties.with_properties,
    ),
    Format("OpenDocument", (".odt",), _parse_open, _serialize_open, disclosure="opendocument"),
    Format(
        "subtitles",
        (".srt", ".vtt"),
        subtitles.parse,
        subtitles.serialize,
        disclosure="subtitles",
    ),
    wordpress.FORMAT,
    ninjs.FORMAT,
    nitf.FORMAT,
)
"""The formats that come with the program. None of another package takes their endings."""


@cache
def formats() -> tuple[Format, ...]:
    """Return all formats, those of other packages last."""
    added = []
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name):
        known = entry.load()
        if not isinstance(known, Format):
            raise TypeError(f"the entry point {entry.name} of {GROUP} is not a Format")
        added.append(known)
    return *FORMATS, *added


@cache
def suffixes() -> tuple[str, ...]:
    """Return the endings of the files that can be read."""
    return tuple(dict.fromkeys(suffix for known in formats() for suffix in known.suffixes))


def sign(path: str) -> bytes:
    """Return what a file of this ending holds at its beginning if it is an article."""
    return _signs().get(splitext(path)[1].lower(), b"")


@cache
def _signs() -> Mapping[str, bytes]:
    """Return the sign of each ending; of two formats with the same ending, the first counts."""
    return {suffix: known.sign for known in reversed(formats()) for suffix in known.suffixes}


@collecting.paused()
def parse(
    path: str,
    data: bytes,
    language: str,
    keys: Collection[str] = DEFAULT_KEYS,
    parameters: Collection[str] = DEFAULT_PARAMETERS,
    reading_speed: int = READING_SPEED,
) -> Article:
    """Read an article: `path` tells the format.

    `keys` are the front matter to translate, `parameters` those of template tags; for the rest
    see `Options`.

    Raises ArticleError where the format is not supported, the bytes are not a UTF-8 text, the
    text is empty, or its front matter cannot be read.
    """
    known = of(path)
    parsed = known.parse(path, data, Options(language, keys, parameters, reading_speed))
    blocks = tuple(with_segments(parsed.blocks, language))
    kept = b"" if known.note and encoding.of(path, data) is None else data
    return Article(path, language, blocks, kept, parsed.findings)


@collecting.paused()
def serialize(
    article: Article,
    targets: Sequence[str | None],
    locale: str | None = None,
    *,
    kept: Collection[int] = (),
    notes: Sequence[str] = (),
    note_first: bool = False,
    pace: Subtitling = Subtitling(),  # noqa: B008
    comments: bool = False,
) -> bytes:
    """Write an article with each target in place of its segment, in reading order.

    With `locale`, a format that has a place for it says which language it is in. For the rest,
    see `Copy`. Line ends, prefixes and quoting follow the source.

    Raises ValueError where there is not one target for each segment.
    """
    if len(targets) != len(article.segments):
        raise ValueError(f"{len(article.segments)} segments and {len(targets)} targets")
    copy = Copy(article, targets, locale, kept, notes, note_first, pace, comments)
    return of(article.path).serialize(copy)


def written(article: Article) -> str:
    """Return the text of an article's file; empty where that is no text, or not known."""
    if of(article.path).note is None:
        return ""
    return "".join(block.raw for block in article.blocks)


def of(path: str) -> Format:
    """Return the format of an article. Raises ArticleError where it is not supported."""
    suffix = splitext(path)[1].lower()
    for known in formats():
        if suffix in known.suffixes:
            return known
    suffix = PurePosixPath(path).suffix.lower()
    raise ArticleError(
        f"articles of the kind “{suffix}” cannot be read"
        if suffix
        else "the file's name has no ending that tells its format",
        path=path,
        advice=f"Save the article with one of these endings: {', '.join(suffixes())}",
    )


__all__ = [
    "DEFAULT_KEYS",
    "DEFAULT_PARAMETERS",
    "FORMATS",
    "GROUP",
    "HEAD",
    "OMITTED",
    "Copy",
    "Format",
    "Language",
    "Options",
    "Parsed",
    "Subtitling",
    "formats",
    "of",
    "parse",
    "serialize",
    "sign",
    "suffixes",
    "written",
]
