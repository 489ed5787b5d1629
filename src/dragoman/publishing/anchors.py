"""Anchors of headings that are the same in all languages."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from dragoman import inline
from dragoman.errors import DragomanError
from dragoman.formats.markdown_layouts import Heading, Running
from dragoman.model import Article, Block, BlockKind, Finding, Syntax
from dragoman.patterns import lazily
from dragoman.publishing.policy import Preset, Publish


def _github(text: str) -> str:
    """Name a heading as Goldmark does, which Hugo uses."""
    kept = (c if c.isalnum() or c in "-_" else "-" if c == " " else "" for c in text.lower())
    return "".join(kept)


def _kramdown(text: str) -> str:
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"\A[^a-zA-Z]+", "", text))
    return kept.lower().replace(" ", "-")


def _python(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


_OWN = lazily(r"\{[^{}#]*#[^{}]*\}\Z")
_IDS = lazily(
    r"""\{[^{}\n]*\#([\w-]++)(?:[^{}\n#]|\#(?![\w-]))*+\}|\b(?:id|name)\s*=\s*["']?([\w-]+)"""
)
_LINK = lazily(r"(?:\]\(|\]:[ \t]+|href=[\"'])#([^\s)\"'>]+)")

_SLUGS: Mapping[Preset, tuple[Callable[[str], str], str]] = {
    Preset.HUGO: (_github, "-"),
    Preset.JEKYLL: (_kramdown, "-"),
    Preset.MKDOCS: (_python, "_"),
    Preset.PELICAN: (_python, "_"),
}
"""How each generator names a heading after its text, and what stands before the number of a
further one of the name. All of them read `{#name}` behind a heading."""


def with_anchors(article: Article, preset: Preset) -> Article:
    """Return the article with the names of its headings written out.

    The generator makes them of the text, so those of a translation would differ, and links to
    them lead nowhere.
    """
    if preset not in _SLUGS:
        return article
    name, joint = _SLUGS[preset]
    taken: dict[str, int] = {}
    blocks: list[Block] = []
    waiting = ""
    for block in article.blocks:
        if waiting:
            blocks.append(Block(BlockKind.VERBATIM, waiting))
            if block.kind is BlockKind.VERBATIM:
                own = "" if block.raw.lstrip(" \t").startswith("{") else waiting
                blocks[-1] = replace(block, raw=own + block.raw)
                waiting = ""
                continue
            waiting = ""
        blocks.append(block)
        if block.kind is BlockKind.HEADING and isinstance(block.layout, Heading | Running):
            if _OWN.search(block.text):
                continue
            slug = name(inline.plain(block.text, block.syntax))
            seen = taken.get(slug, 0)
            taken[slug] = seen + 1
            waiting = f" {{#{slug}{joint}{seen}}}" if seen else f" {{#{slug}}}" if slug else ""
    if waiting:
        blocks.append(Block(BlockKind.VERBATIM, waiting))
    return replace(article, blocks=tuple(blocks))


Read = Callable[[str], bytes | None]
"""Reads an article by its path; `None` where there is none. Raises DragomanError."""


def lost(article: Article, publish: Publish, read: Read = lambda _: None) -> tuple[Finding, ...]:
    """Tell which links of an article lead nowhere in its copies, or away from them.

    They lead to headings that are named after their words, here or in another Markdown text, where
    no generator is known whose names the copy could write out. A page that says its own address
    says the original's in copies, unless the settings have another.
    """
    if not _is_markdown(article):
        return () if publish.address else tuple(_of_original(article))
    if publish.anchors and publish.preset in _SLUGS:
        return ()
    text = "".join(block.raw for block in article.blocks)
    return (*_lost_here(article, text), *_lost_there(article, text, read))


_CANONICAL = lazily(
    r"""<link\b(?=[^<>]*\srel\s*=\s*["']?canonical\b)[^<>]*\shref\s*=\s*["']?(?![{<])(?=\S)"""
    r"""[^"'<>{]+["']?[^<>]*>""",
    re.IGNORECASE,
)


def _of_original(article: Article) -> Iterator[Finding]:
    """Tell that copies of a page send search engines to the original."""
    if not article.path.lower().endswith((".html", ".htm")):
        return
    text = "".join(block.raw for block in article.blocks)
    found = _CANONICAL.search(text)
    if found:
        yield Finding(
            "anchor",
            f"line {_line(text, found)}: copies say that the original's address is theirs, and "
            "search engines leave them out; set `address` under `publish`",
        )


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


_TO_OTHER = lazily(
    r"(?:\]\(|\]:[ \t]+)<?(?P<path>[^\s()<>\"'#?:{]+\.(?:md|markdown))#(?P<name>[^\s)\"'>]+)",
    re.IGNORECASE,
)
_HEADING = lazily(r"^#{1,6}[ \t]++(.++)$", re.MULTILINE)


def _lost_there(article: Article, text: str, read: Read) -> Iterator[Finding]:
    for link in _TO_OTHER.finditer(text):
        beside = posixpath.join(posixpath.dirname(article.path), unquote(link["path"]))
        try:
            data = read(posixpath.normpath(beside)) if not beside.startswith("/") else None
        except DragomanError:
            continue
        other = (data or b"").decode("utf-8", "replace")
        own = {name for pair in _IDS.findall(other) for name in pair if name}
        headings = (
            inline.plain(_without_closing_marks(found[1]), Syntax.MARKDOWN)
            for found in _HEADING.finditer(other)
        )
        if link["name"] not in own and link["name"] in _named(headings):
            yield _leads_nowhere(text, link, f"{link['path']}#{link['name']}")


def _without_closing_marks(heading: str) -> str:
    return heading.rstrip(" \t").rstrip("#").rstrip(" \t")


def _named(headings: Iterable[str]) -> set[str]:
    return {name(heading) for heading in headings for name, _ in _SLUGS.values()}


def _leads_nowhere(text: str, link: re.Match[str], shown: str) -> Finding:
    return Finding(
        "anchor",
        f"line {_line(text, link)}: in copies the link to “{shown}” leads nowhere: the heading is "
        "named after its words",
    )


def _lost_here(article: Article, text: str) -> Iterator[Finding]:
    links = [*_LINK.finditer(text)] if "#" in text else []
    if not links:
        return
    own = {name for pair in _IDS.findall(text) for name in pair if name}
    headings = [
        inline.plain(block.text, block.syntax)
        for block in article.blocks
        if block.kind is BlockKind.HEADING
    ]
    named = _named(headings)
    for link in links:
        if link[1] not in own and link[1] in named:
            yield _leads_nowhere(text, link, f"#{link[1]}")


def _is_markdown(article: Article) -> bool:
    return article.path.lower().endswith((".md", ".markdown", ".mdx"))
