"""Anchors of headings that are the same in all languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from dragoman import inline
from dragoman.formats.markdown_layouts import Heading, Running
from dragoman.model import Article, Block, BlockKind, Finding
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


_OWN = re.compile(r"\{[^{}#]*#[^{}]*\}\Z")
_IDS = re.compile(
    r"""\{[^{}\n]*\#([\w-]++)(?:[^{}\n#]|\#(?![\w-]))*+\}|\b(?:id|name)\s*=\s*["']?([\w-]+)"""
)
_LINK = re.compile(r"(?:\]\(|\]:[ \t]+|href=[\"'])#([^\s)\"'>]+)")

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


def lost(article: Article, publish: Publish) -> tuple[Finding, ...]:
    """Tell which links within a Markdown text lead nowhere in its copies.

    They lead to headings that are named after their words, where no generator is known whose
    names the copy could write out.
    """
    if (publish.anchors and publish.preset in _SLUGS) or not _is_markdown(article):
        return ()
    text = "".join(block.raw for block in article.blocks)
    links = [*_LINK.finditer(text)] if "#" in text else []
    if not links:
        return ()
    own = {name for pair in _IDS.findall(text) for name in pair if name}
    headings = [
        inline.plain(block.text, block.syntax)
        for block in article.blocks
        if block.kind is BlockKind.HEADING
    ]
    named = {name(heading) for heading in headings for name, _ in _SLUGS.values()}
    return tuple(
        Finding(
            "anchor",
            f"line {text.count(chr(10), 0, link.start()) + 1}: in copies the link to “#{link[1]}” "
            "leads nowhere: the heading is named after its words",
        )
        for link in links
        if link[1] not in own and link[1] in named
    )


def _is_markdown(article: Article) -> bool:
    return article.path.lower().endswith((".md", ".markdown"))
