"""The policy of an article: the newsroom's, that of its name, and what it says itself."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.formats.header import Header
from dragoman.formats.lines import ENDING
from dragoman.model import Article
from dragoman.project import Publish, articles, override
from dragoman.project.articles import ArticleRule


def policy_of(
    article: Article, front: Header | None, usual: Publish, rules: Iterable[ArticleRule], shown: str
) -> Publish:
    """Return the policy that holds for an article.

    `usual` is the newsroom's, `rules` what its settings say of articles by their names, and
    `shown` the article's path as messages call it. Raises `DragomanError` for what is wrong in the
    front matter.
    """
    publish = articles.policy(usual, rules, article.path)
    entry = front.entry("publish") if front else None
    if front is None or entry is None or not entry.is_mapping:
        return publish
    text = "".join(block.raw for block in article.blocks).removeprefix("\ufeff")
    line = len(ENDING.findall(text, 0, entry.start)) + 1
    return override(publish, front.yaml(entry, text), line, shown)
