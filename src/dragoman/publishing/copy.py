"""Make the localized copy of an article: its path and its bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman import formats, inline, languages
from dragoman.formats import html_language
from dragoman.formats.header import Header, Value
from dragoman.formats.html_tree import is_whole
from dragoman.model import Article, Block, BlockKind, Syntax, one_line
from dragoman.patterns import lazily
from dragoman.publishing import anchors, disclosure
from dragoman.publishing.account import Told
from dragoman.publishing.marks import MARKS, makers, making
from dragoman.publishing.original import Original, addressed, title_block
from dragoman.publishing.policy import (
    Labels,
    Metadata,
    Position,
    Preset,
    Publish,
)
from dragoman.publishing.presets import GENERATORS, addresses
from dragoman.publishing.verdict import Share, Verdict
from dragoman.typography import bidi

_MARK = "\ufeff"

KINDS = {BlockKind.HEADING: "h", BlockKind.LIST_ITEM: "i", BlockKind.QUOTATION: "q"}
"""How the kinds of paragraphs are written in a shape; all others are `p`."""


def shape(blocks: Iterable[Block]) -> str:
    """Return what each paragraph of a text is, a letter for each."""
    return "".join(
        KINDS.get(block.kind, "p") for block in blocks if block.kind is not BlockKind.VERBATIM
    )


def place(path: str, locale: str, original: Original, preset: Preset) -> str:
    """Return where the copy stands in `output/`, with forward slashes."""
    return GENERATORS[preset].place(path, locale, original)


def brings_along(preset: Preset) -> bool:
    """Whether copies stand apart from the pictures of their article, which must go along then."""
    return GENERATORS[preset].apart


def written(
    article: Article,
    locale: str,
    verdict: Verdict,
    publish: Publish,
    original: Original,
    front: Header | None,
) -> bytes:
    """Return the localized copy of what the verdict lets out.

    Raises ArticleError where the front matter cannot hold what the copy must say.
    """
    texts = verdict.texts
    known = formats.of(article.path)
    if known.note is None:
        # Its paragraphs say their direction themselves, and it holds no front matter.
        told, first = _note(article, locale, verdict.share, publish, original)
        lines = disclosure.in_text(told, locale, marks=False).split("\n") if told else []
        data = formats.serialize(
            article,
            texts,
            locale,
            kept=verdict.kept,
            notes=lines,
            note_first=first,
            pace=publish.subtitles,
            comments=publish.comments,
        )
        if known.told is None:
            return data
        return known.told(data, {**_made(verdict.share), "translation_locale": locale})
    if publish.direction_marks and known.name != "NITF":
        texts = _with_marks(article, texts, locale)
    anchored = anchors.with_anchors(article, publish.preset) if publish.anchors else article
    text = formats.serialize(
        anchored, texts, locale, kept=verdict.kept, comments=publish.comments
    ).decode()
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(_MARK)
    text = _with_note(article, text, locale, verdict.share, publish, original)
    if formats.of(article.path).name == "HTML" and is_whole(text):
        text = _with_meta(text, verdict.share)
    if formats.of(article.path).name == "HTML" and publish.address:
        own = addressed(publish.address, article.path, locale)
        text = html_language.with_address(text, own, locale, article.language, original.address)
    if front is not None or _takes_one(article.path, text):
        text = _with_metadata(article, text, locale, verdict, publish, original, front)
    return (mark + text).encode()


def told(
    article: Article, locale: str, verdict: Verdict, publish: Publish, original: Original
) -> Told:
    """Return how the copy was made, and what its readers are told of it."""
    note, first = _note(article, locale, verdict.share, publish, original)
    plain = formats.of(article.path).name == "plain text"
    letters = shape(_standing(article.blocks, verdict.texts)) if plain else ""
    return Told(verdict.share, note, first, publish.direction_marks, letters)


def _standing(blocks: Iterable[Block], texts: Sequence[str | None]) -> Iterator[Block]:
    """Yield the blocks of which a copy holds anything."""
    waiting = iter(texts)
    for block in blocks:
        said = [next(waiting) for _ in block.segments]
        if not said or any(text != formats.OMITTED for text in said):
            yield block


def _takes_one(path: str, text: str) -> bool:
    """Whether the copy of an article without a front matter may get one: a whole page may not."""
    known = formats.of(path)
    return known.has_front_matter and not (known.name == "HTML" and is_whole(text))


def _with_marks(
    article: Article, texts: Sequence[str | None], locale: str
) -> tuple[str | None, ...]:
    """Put direction marks into the texts that readers read.

    Front matter is read by programs, and in HTML, attributes have the direction of their element.
    """
    page = formats.of(article.path).name in ("HTML", "WordPress")
    result: list[str | None] = []
    waiting = iter(texts)
    for block in article.blocks:
        bare = block.kind is BlockKind.METADATA or (page and block.syntax is Syntax.PLAIN)
        for number, segment in enumerate(block.segments):
            text = next(waiting)
            if text and text != formats.OMITTED and not bare:
                text = bidi.marked(text, segment.syntax, locale, begins=not number)
            result.append(text)
    return tuple(result)


def _with_note(
    article: Article, text: str, locale: str, share: Share, publish: Publish, original: Original
) -> str:
    """Put in what readers are told of the translation."""
    known = formats.of(article.path)
    told, first = _note(article, locale, share, publish, original)
    if told is None or known.note is None:
        return text
    write = disclosure.WAYS.get(known.name, disclosure.in_text)
    note = write(told, locale, marks=publish.direction_marks)
    return known.note(text, note, first=first)


def _note(
    article: Article, locale: str, share: Share, publish: Publish, original: Original
) -> tuple[disclosure.DisclosureNote | None, bool]:
    """Return what readers are told, if anything, and whether before the article."""
    position = publish.disclosure.of(formats.of(article.path).disclosure)
    if position is Position.OFF and _labelled(share, publish):
        position = Position.END
    if position is Position.OFF:
        return disclosure.warning(share, locale), False
    return disclosure.note(share, original, locale), position is Position.START


def _labelled(share: Share, publish: Publish) -> bool:
    """Whether a copy keeps its label though the newsroom wants none."""
    free = share.read and bool(share.answers)
    return publish.labels is Labels.EU_AI_ACT and bool(makers(share)) and not free


def _with_metadata(
    article: Article,
    text: str,
    locale: str,
    verdict: Verdict,
    publish: Publish,
    original: Original,
    front: Header | None,
) -> str:
    generator = GENERATORS[publish.preset]
    wanted = publish.keys
    if wanted is Metadata.NEVER or (wanted is Metadata.EXISTING and front is None):
        own = _addresses(front, locale)
        return generator.header(article.path, text, own) if front is not None else text
    values: dict[str, Value] = {**_addresses(front, locale)}
    if generator.titled and not (front and front.entry("title")):
        title = _title(article, verdict)
        if title:
            values["title"] = title
    values |= {"lang": locale, "dir": languages.direction(locale)}
    values |= _links(publish.preset, original, front)
    share = verdict.share
    if original.address:
        values["original"] = original.address
    if makers(share):
        values["translated_by"] = ", ".join(makers(share))
    if share.sentences:
        values["review_share"] = share.reviewed * 100 // share.sentences / 100
    values |= _made(share)
    if share.stale:
        values["stale"] = share.stale
    return generator.header(article.path, text, values)


def _made(share: Share) -> dict[str, str]:
    """Return what programs are told of how a copy was made, and who answers for it."""
    mark = MARKS[making(share)]
    values = {"digital_source_type": mark.address} if mark is not None else {}
    return values | ({"responsible": share.answers} if share.answers else {})


_HEAD_END = lazily(r"</head\s*>", re.IGNORECASE)


def _with_meta(text: str, share: Share) -> str:
    """Say in the head of a page how it was made."""
    lines = "".join(
        f'<meta name="{name}" content="{html.escape(value)}">' for name, value in _meta(share)
    )
    return _HEAD_END.sub(lambda end: lines + end[0], text, count=1) if lines else text


def _meta(share: Share) -> Iterator[tuple[str, str]]:
    mark = MARKS[making(share)]
    if mark is not None:
        yield "digitalSourceType", mark.address
    if share.answers:
        yield "editor", share.answers


def _addresses(front: Header | None, locale: str) -> dict[str, Value]:
    """Return the addresses that the article gives itself, made those of the copy."""
    entries = front.entries if front is not None else ()
    texts = {entry.name: entry.text for entry in entries if entry.text is not None}
    return {**addresses(texts, locale)}


def _links(preset: Preset, original: Original, front: Header | None) -> dict[str, Value]:
    """Return what ties the copies of an article to each other, and to the article."""
    if preset is Preset.HUGO and not (front and front.entry("translationKey")):
        # Hugo ties them by their names, the article too; a key that it lacks would part it.
        return {}
    tied: dict[str, Value] = {"translationKey": original.key}
    if preset is Preset.PELICAN:
        own = front.value("slug") if front else ""
        tied |= {"slug": own or original.key.replace("/", "-"), "translation": "true"}
    return tied


def _title(article: Article, verdict: Verdict) -> str:
    """Return the title of the copy, from its first heading."""
    title = title_block(article)
    waiting = iter(verdict.texts)
    for block in article.blocks:
        texts = [next(waiting) for _ in block.segments]
        if block is title:
            return _joined(block, texts)
    return ""


def _joined(block: Block, texts: Sequence[str | None]) -> str:
    pieces = [
        (segment.source if text is None else text)
        for segment, text in zip(block.segments, texts, strict=True)
        if text != formats.OMITTED
    ]
    return one_line(" ".join(inline.plain(piece, block.syntax) for piece in pieces))
