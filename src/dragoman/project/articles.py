"""The section `articles`: what holds for some articles alone, by a pattern of their paths.

articles:
  sport/*:                    # `*` stands for anything, slashes too
    publish: {accept: reviewed}
  news/flood.docx:            # for kinds of files that cannot say it themselves
    publish: {draft: true}
  "*.txt":
    publish: {date: 2027-03-09 08:00, expiry: 2027-04-01}

What is said further down holds over what is said above, and an article's own front matter over
both; but what any of them holds back is held back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from fnmatch import fnmatchcase
from typing import Any

import yaml

from dragoman.project import publish, values
from dragoman.publishing import Publish, Release, release


@dataclass(frozen=True, slots=True)
class ArticleRule:
    """What is said of the articles whose path fits a pattern."""

    pattern: str
    policy: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the policy."""

    release: Mapping[str, str] = field(default_factory=dict)
    """When they may go out, by the names that front matter has for it."""

    def fits(self, article: str) -> bool:
        """Whether it speaks of the article."""
        return fnmatchcase(article, self.pattern)


_EXAMPLE = 'articles: {"archive/*": {publish: {stale: publish}}}'


def read(node: yaml.Node, path: str) -> tuple[ArticleRule, ...]:
    """Read the section."""
    pairs = values.pairs(node, path, "the settings of `articles`", _EXAMPLE)
    return tuple(values.each(pairs, lambda pair: _rule(pair, path)))


def _rule(pair: values.Pair, path: str) -> ArticleRule:
    key, value = pair
    rule = ArticleRule(values.word(key, path))
    for name, inner in values.pairs(value, path, f"what is said of {key.value}", _EXAMPLE):
        if name.value != "publish":
            raise values.wrong(
                name, path, f"`{name.value}` is not a setting", "Known here are: publish."
            )
        pairs = values.pairs(inner, path, "the settings of `publish`", "publish: {draft: true}")
        own, others = publish.parted(pairs, path)
        policy = values.read(others, publish.OF_AN_ARTICLE, path)
        rule = replace(rule, policy=policy, release=own)
    return rule


def policy(publish: Publish, rules: Iterable[ArticleRule], article: str) -> Publish:
    """Return the policy with what the rules say of the article."""
    for rule in rules:
        if rule.fits(article):
            publish = replace(publish, **rule.policy)
    return publish


def released(rules: Iterable[ArticleRule], article: str, zone: tzinfo | None) -> Release:
    """Return when the rules let the article out."""
    found = Release()
    for rule in rules:
        if rule.release and rule.fits(article):
            found = release.read(article, rule.release, zone).strictest(found)
    return found
