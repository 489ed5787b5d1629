"""Dragoman for programs: what `import dragoman` offers. docs/api.md shows it at work.

Everything else in the package may change from one release to the next.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from dragoman import formats, project, segment, workflow
from dragoman.model import Article
from dragoman.project import Missing, Project
from dragoman.project.publish import choice
from dragoman.publishing import Stale
from dragoman.workflow.export import ExportOptions

warn = partial(print, file=sys.stderr)
"""Hears of what is odd and keeps nothing from being done."""


class Newsroom:
    """A newsroom's project. Each method is the use case behind the command of its name.

    `articles` are named as on the command line: paths in `seeds/`, or from the current folder;
    a folder means all that is in it, and none means all. `to` are locales such as `fa` or
    `ar-EG`; none means those of the settings. Problems with single files are in the report that
    is returned, as `problems`; they keep no other file from its turn.

    Every method raises `DragomanError` for a name or a locale that does not exist, and where
    another run holds the project.
    """

    def __init__(self, opened: Project) -> None:
        self._project = opened

    @property
    def root(self) -> Path:
        """The newsroom's folder."""
        return self._project.root

    @property
    def targets(self) -> tuple[str, ...]:
        """The locales that the settings name."""
        return self._project.settings.targets

    def translate(
        self,
        articles: Sequence[str] = (),
        to: Sequence[str] = (),
        *,
        engine: str | None = None,
        models: str | None = None,
        again: bool = False,
    ) -> workflow.TranslateReport:
        """Bring the review files up to date, with machine text for what is new.

        `engine` and `models` replace those of the settings. With `again`, what no person
        touched is translated anew.
        """
        scope = self._scope(articles, to)
        made = workflow.engines_for(scope, warn, engine=engine, models=models, recall=not again)
        return workflow.translate(scope, made.usual, made.others, made.second, renew=again)

    def status(self, articles: Sequence[str] = (), to: Sequence[str] = ()) -> workflow.StatusReport:
        """Count segments by status, words, edits and findings."""
        return workflow.status(self._scope(articles, to))

    def check(self, articles: Sequence[str] = (), to: Sequence[str] = ()) -> workflow.CheckReport:
        """Say what the checks find. Writes nothing."""
        return workflow.check(self._scope(articles, to))

    def export(
        self,
        articles: Sequence[str] = (),
        to: Sequence[str] = (),
        *,
        accept: str | None = None,
        missing: str | None = None,
        stale: str | None = None,
        prune: bool = False,
        dry_run: bool = False,
    ) -> workflow.ExportReport:
        """Write the localized copies of what may be published.

        `accept` ("draft", "reviewed", "approved"), `missing` ("fail", "skip", "source") and
        `stale` ("withhold", "publish") go before the policy of the settings and the articles.
        Raises `ValueError` for another word.
        """
        policy = {
            "accept": accept and project.accept(accept),
            "missing": missing and choice(Missing, missing),
            "stale": stale and choice(Stale, stale),
        }
        asked = {name: value for name, value in policy.items() if value is not None}
        wanted = ExportOptions(dry=dry_run, prune=prune, policy=asked)
        return workflow.export(self._scope(articles, to), self._project.settings.publish, wanted)

    def _scope(self, articles: Sequence[str], to: Sequence[str]) -> workflow.Scope:
        return workflow.Scope(self._project, articles, to, Path.cwd())


def open_project(folder: str | Path = ".") -> Newsroom:
    """Return the newsroom that holds the folder.

    Its folder is the nearest upwards with a `dragoman.yaml`, else `folder` itself if it has a
    folder `seeds`.

    Raises `ProjectError` where there is no newsroom, or its settings are wrong.
    """
    return Newsroom(project.find(Path(folder).resolve()))


def parse(path: str, data: bytes, language: str) -> Article:
    """Read an article from the bytes of its file: blocks, and segments of one sentence each.

    The ending of `path` tells the format; no file is opened. Raises `ArticleError` for bytes
    that are not such an article.
    """
    return formats.parse(path, data, language)


def serialize(article: Article, targets: Sequence[str | None], locale: str | None = None) -> bytes:
    """Return the article with a target in place of each of its segments.

    `None` keeps the segment as it is; with nothing else, the very bytes come back that were
    read. With `locale`, a format that has a place for it says its language and direction.

    Raises `ValueError` where there is not one target for each segment.
    """
    return formats.serialize(article, targets, locale)


def split(text: str, language: str) -> list[str]:
    """Return the sentences of a text, without the white space between them."""
    return [text[start:end].strip() for start, end in segment.split(text, language)]
