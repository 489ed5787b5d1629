"""Anchors of headings that are the same in all languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from dragoman import inline
from dragoman.formats.markdown_layouts import Heading
from dragoman.model import Article, Block, BlockKind
from dragoman.publishing.policy import Preset


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
        if isinstance(block.layout, Heading):
            slug = name(inline.plain(block.text, block.syntax))
            seen = taken.get(slug, 0)
            taken[slug] = seen + 1
            waiting = f" {{#{slug}{joint}{seen}}}" if seen else f" {{#{slug}}}" if slug else ""
    if waiting:
        blocks.append(Block(BlockKind.VERBATIM, waiting))
    return replace(article, blocks=tuple(blocks))
