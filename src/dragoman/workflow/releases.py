"""When each article may go out: by its own words, the settings, and `withdrawn.yaml`."""

from __future__ import annotations

from dataclasses import replace

from dragoman import formats
from dragoman.errors import DragomanError, ProjectError
from dragoman.model import Article
from dragoman.project import Project, articles
from dragoman.publishing import Release, metadata, release, withdrawals
from dragoman.publishing.withdrawals import Withdrawal
from dragoman.store import Store


class Releases:
    """What the newsroom says of when its articles may go out."""

    def __init__(self, project: Project, store: Store) -> None:
        """Read what is withdrawn. Raises `ProjectError` where that file is wrong."""
        self._settings = project.settings
        self.path = project.root / withdrawals.FILE
        data = store.read(self.path)
        self.text = _decoded(data, store.shown(self.path)) if data is not None else ""
        self.data = data
        self.withdrawn = withdrawals.parse(self.text, store.shown(self.path))

    def of(self, article: Article, path: str) -> Release:
        """Return when an article may go out; `path` is what messages call its file.

        Raises `ArticleError` where its metadata cannot be read.
        """
        return self.of_text(article.path, formats.written(article), path)

    def of_text(self, name: str, text: str, path: str) -> Release:
        """Return when the article `name`, whose file holds the text, may go out."""
        takes = _takes_metadata(name)
        values, start = metadata.read(path, text) if takes else ({}, 0)
        own = release.read(name, values, self._settings.zone)
        if takes and not start:
            own = own.strictest(release.stray(text))
        if own.unclear and own.line is None:
            own = replace(own, line=metadata.line_of(text, own.about))
        return own.strictest(self.beside(name))

    def beside(self, name: str) -> Release:
        """Return what is said of an article elsewhere than in its own file."""
        said = articles.released(self._settings.articles, name, self._settings.zone)
        gone = self.withdrawn.get(name)
        return Release(withdrawn=_since(gone)).strictest(said) if gone is not None else said


def _takes_metadata(name: str) -> bool:
    try:
        known = formats.of(name)
        return known.has_front_matter or known.has_metadata
    except DragomanError:
        return False


def _since(found: Withdrawal) -> str:
    return f"since {found.since.text}" if found.since is not None else "in withdrawn.yaml"


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ProjectError(
            "the file is not UTF-8 text", path=path, advice="Save it as UTF-8 in your editor."
        ) from None
