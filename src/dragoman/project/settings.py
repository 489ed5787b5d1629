"""All settings, and the table of those that `dragoman.yaml` may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

import yaml

from dragoman import engines
from dragoman.checks import Rules
from dragoman.formats import DEFAULT_KEYS, DEFAULT_PARAMETERS
from dragoman.project import (
    articles,
    engine,
    house_checks,
    house_style,
    publish,
    recall,
    site,
    values,
)
from dragoman.project.articles import ArticleRule
from dragoman.project.publish import Publish
from dragoman.project.recall import Recall
from dragoman.project.site import SiteSettings
from dragoman.publishing import moments
from dragoman.typography import Typography

FILE = "dragoman.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `dragoman.yaml` says."""

    source: str = "en"
    targets: tuple[str, ...] = ("ru", "fa", "tr", "ar")
    engine: str = engines.AUTO
    engine_by_locale: Mapping[str, str] = field(default_factory=dict)
    """The engines of locales that have one of their own."""

    second_opinion: str = engines.AUTO
    """`auto`, `off`, or the engine that is to judge the first one's text."""

    models: str = "installed"
    engine_settings: Mapping[str, object] = field(default_factory=dict)
    """For each engine whose section differs from its defaults, its settings."""

    offline: bool = False
    """Whether even `models install` and `models list --available` may not use the network."""

    follow_links: bool = False
    """Whether links may lead out of the project: what they lead to is read, and written."""

    reviewer: str | None = None
    """Who answers for what is accepted here, if nobody else is named."""

    front_matter: tuple[str, ...] = tuple(DEFAULT_KEYS)
    shortcodes: tuple[str, ...] = tuple(DEFAULT_PARAMETERS)
    """The parameters of shortcodes and template tags to translate."""

    typography: Typography = field(default_factory=Typography)
    checks: Rules = field(default_factory=Rules)
    memory: Recall = field(default_factory=Recall)
    publish: Publish = field(default_factory=Publish)
    site: SiteSettings = field(default_factory=SiteSettings)
    articles: tuple[ArticleRule, ...] = ()
    """What holds for some articles alone."""

    timezone: str = ""
    """The zone of dates that name none; empty for the machine's."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone of dates that name none; `None` for the machine's."""
        return moments.named(self.timezone) if self.timezone else None


def parse(text: str, path: str = FILE) -> Settings:
    """Return the settings that the text holds; what it does not mention keeps its default.

    Raises `ProjectError` with all unknown keys and wrong values, each with its line.
    """

    def make(root: yaml.Node | None) -> Settings:
        if root is None:
            return Settings()
        pairs = values.pairs(root, path, "the settings", "source: en")
        sections = engine.sections(key for key in map(_name, pairs) if key not in _READERS)
        found = values.read(pairs, {**_READERS, **sections}, path, _ELSEWHERE)
        fields = {name: found.pop(name.replace("-", "_"), None) for name in sections}
        own = {name: chosen for name, chosen in fields.items() if chosen is not None}
        found |= vars(found.pop("engine", None) or engine.Named())
        settings = replace(Settings(), engine_settings=own, **found)
        _refuse_itself(settings, pairs, path)
        return settings

    return values.parsed(text, path, make, known=_READERS)


def _refuse_itself(settings: Settings, pairs: list[values.Pair], path: str) -> None:
    """Raise `ProjectError` if the articles were to be translated into their own language."""
    if settings.source not in settings.targets:
        return
    said = {_name(pair): pair[1] for pair in pairs}
    raise values.wrong(
        said.get("targets", said.get("source", pairs[0][1])),
        path,
        f"the articles are in {settings.source}, and `targets` asks for {settings.source}, too",
        f"Take {settings.source} out of `targets`, or correct `source`. Without `targets`, they "
        f"are {', '.join(Settings().targets)}.",
    )


def _name(pair: values.Pair) -> str:
    return str(pair[0].value)


def _timezone(node: yaml.Node, path: str) -> str:
    name = values.word(node, path)
    moments.named(name)
    return name


_READERS: values.Readers = {
    "source": values.locale,
    "targets": values.locales,
    "engine": engine.read,
    "second-opinion": engine.second,
    "models": values.word,
    "offline": values.switch,
    "follow-links": values.switch,
    "reviewer": values.word,
    "front-matter": values.words,
    "shortcodes": values.words,
    "typography": house_style.read,
    "checks": house_checks.read,
    "memory": recall.read,
    "publish": publish.read,
    "site": site.read,
    "articles": articles.read,
    "timezone": _timezone,
}

_ELSEWHERE = {
    name: section
    for section, readers in (
        ("publish", publish.READERS),
        ("site", site.READERS),
        ("memory", recall.READERS),
    )
    for name in readers
}
"""The keys of sections, which people also write at the first level."""
