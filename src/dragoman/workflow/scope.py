"""Which articles and locales a command is about, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path, PurePath
from typing import TypeVar

from dragoman import catalog, checks, formats, languages
from dragoman.errors import ArticleError, DragomanError, GlossaryError, StoreError
from dragoman.files import Contents
from dragoman.glossary import asked
from dragoman.inline import Names
from dragoman.model import Article, Finding, Key, Machine, Segment, Unit
from dragoman.project import Project
from dragoman.publishing import anchors
from dragoman.store import LOCALES, Store
from dragoman.workflow import reviewer
from dragoman.workflow.boundary import Boundary
from dragoman.workflow.glossary import stock
from dragoman.workflow.index import lasting
from dragoman.workflow.names import locale_meant
from dragoman.workflow.names import meant as names_meant
from dragoman.workflow.reading import read_parts
from dragoman.workflow.reviewed import Checked, Reviewed

MANY = 1_000
"""Units of an article from which on checks need not remember its sentences for the next locale."""


_Read = TypeVar("_Read", Reviewed, Checked)


class Scope:
    """The articles and locales that a command was asked for.

    Problems with single files are collected in `problems`, so that one broken file keeps no
    other from its turn.
    """

    _checked: tuple[Unit, Segment, str] | None = None

    def __init__(
        self, project: Project, names: Sequence[str], locales: Sequence[str], here: Path
    ) -> None:
        """Look up what was named. No names mean all articles, no locales the project's.

        Raises `DragomanError` for an article or a locale that does not exist.
        """
        self.project = project
        self.store = Store(project)
        # Problems that the files themselves have are among those of the run.
        self.problems: list[DragomanError] = self.store.problems
        meant = names_meant(self.store, names, here)
        asked = tuple(
            dict.fromkeys(locale_meant(each, project.settings.targets) for each in locales)
        )
        if asked and meant.locales and asked != meant.locales:
            raise DragomanError(
                f"the review file is for {meant.locales[0]}, and --to asks for {', '.join(asked)}",
                advice="Name the article, or leave out --to.",
            )
        if project.settings.source in asked:
            raise DragomanError(
                f"the articles are in {project.settings.source} already",
                advice="Name another locale. `source` in dragoman.yaml says what they are in.",
            )
        self.locales = self._open(asked or meant.locales or project.settings.targets)
        found = list(meant.articles) or [self.store.articles()]
        # A file that was named by itself stays, so that its kind gets a message of its own.
        itself = {
            file
            for name, files in zip(names, found, strict=False)
            for file in files[:1]
            if PurePath(file).name == PurePath(name).name
        }
        every = tuple(dict.fromkeys(file for files in found for file in files))
        self.names = tuple(file for file in every if file in itself or self.is_article(file))
        supported = set(self.names)
        self.unsupported = tuple(file for file in every if file not in supported)

    def _open(self, locales: Sequence[str]) -> tuple[str, ...]:
        """Return the locales whose review files can be reached; note the others."""
        folders = [self.store.root / LOCALES / locale for locale in locales]
        for folder in folders:
            if self.store.is_file(folder):
                self.note(
                    StoreError(
                        "this is a file, and the folder of the locale's review files belongs there",
                        path=self.store.shown(folder),
                        advice="Look at what is in it, and move it out of locales/ or delete it. "
                        "Nothing was done for this locale.",
                    )
                )
        return tuple(
            locale
            for locale, folder in zip(locales, folders, strict=True)
            if not self.store.is_file(folder)
        )

    def refuse_strangers(self) -> None:
        """Raise `DragomanError` for a locale that is no target and has no review files."""
        there = {folder.name for folder in self.store.locale_folders()}
        targets = self.project.settings.targets
        for locale in self.locales:
            if locale not in targets and locale not in there:
                raise DragomanError(
                    f"{locale} is not among the `targets` in dragoman.yaml ({', '.join(targets)}), "
                    "and there are no review files for it",
                    advice=f"Add it there, or make review files once: dragoman translate "
                    f"--to {locale}",
                )

    def is_article(self, file: str) -> bool:
        """Whether a file is of a kind that is read, by its ending and, if need be, its content.

        One that cannot be opened is one: so that it is told.
        """
        if not file.lower().endswith(formats.suffixes()):
            return False
        sign = formats.sign(file)
        if not sign:
            return True
        with suppress(StoreError), self.store.reading(self.store.article_path(file)) as content:
            return sign in content.read(formats.HEAD)
        return True

    @classmethod
    def over(cls, project: Project, names: Sequence[str], locales: Sequence[str]) -> Scope:
        """Return the scope of articles and locales that were looked up before."""
        scope = cls.__new__(cls)
        scope.project = project
        scope.store = Store(project)
        scope.problems = scope.store.problems
        scope.locales = tuple(locales)
        scope.names = tuple(names)
        scope.unsupported = ()
        return scope

    @cached_property
    def language(self) -> str:
        """The language code of the articles."""
        return languages.language(self.project.settings.source)

    @cached_property
    def witness(self) -> catalog.Witness:
        """Who is at work, and since when."""
        return reviewer.witness(self.project)

    def prepare(self) -> None:
        """Read what checks need beside the files, and keep it for processes that are begun."""
        _ = self._contexts

    def know_as(self, other: Scope) -> None:
        """Take over what checks need from a scope of the same project and locales."""
        self._contexts = other._contexts

    def context(self, locale: str) -> checks.Context:
        """Return what the newsroom knows beside its sentences.

        Raises `GlossaryError` if its glossary is wrong.
        """
        if isinstance(self._contexts, GlossaryError):
            raise self._contexts
        return self._contexts.get(locale, checks.NOTHING_KNOWN)

    @cached_property
    def _contexts(self) -> dict[str, checks.Context] | GlossaryError:
        """What the glossary asks of each locale, or why it cannot be read."""
        try:
            found = stock(self.store, self.language, self.note)
        except GlossaryError as error:
            return error
        if not found.size:
            return {}
        names = Names(found.kept)
        terms = asked(found, self.language, self.locales)
        return {locale: checks.Context(terms[locale], names) for locale in self.locales}

    def articles(self, names: Sequence[str] | None = None) -> Iterator[Article]:
        """Read the articles one by one, or some of them; note those that cannot be read."""
        return filter(None, map(self.article, self.names if names is None else names))

    def to_review(self, names: Sequence[str] | None = None) -> Iterator[Article]:
        """Read the articles as `articles` does, without their layout."""
        return map(Article.without_layout, self.articles(names))

    def article(self, name: str) -> Article | None:
        """Return the article, or `None` with a note of the problem."""
        found = self.article_of_file(name)
        return None if found is None else found[0]

    def article_of_file(self, name: str) -> tuple[Article, bytes] | None:
        """Return the article and the bytes that it was read from; `None` as `article` does."""
        settings = self.project.settings
        path = self.store.article_path(name)
        try:
            with self.boundary(path):
                data = self.store.article(name)
                if data is None:
                    raise ArticleError("the article is gone", path=self.store.shown(path))
                keys, parameters = settings.front_matter, settings.shortcodes
                speed = settings.publish.subtitles.reading_speed
                article = formats.parse(name, data, settings.source, keys, parameters, speed)
                beside: dict[str, Sequence[int] | None] = {}
                read = partial(self._read_beside, beside)
                lost = anchors.lost(article, settings.publish, read)
                if lost or beside:
                    findings = article.findings + lost
                    article = replace(article, findings=findings, beside=beside)
                return article, data
        except DragomanError as error:
            if isinstance(error, ArticleError) and error.path == name:
                error.path = self.store.shown(path)
            self.note(error)
            return None

    def _read_beside(self, beside: dict[str, Sequence[int] | None], name: str) -> bytes | None:
        """Read an article that another one links to, and note its stamp."""
        beside[name] = lasting(self.store.stamp(self.store.article_path(name)))
        return self.store.article(name)

    def every_review(
        self, names: Sequence[str] | None = None, *, renew: bool = False
    ) -> Iterator[Reviewed]:
        """Read each article, or some, in each locale, as `reviewed` does.

        What cannot be read is noted.
        """
        return self._each(names, partial(self.reviewed, renew=renew))

    def every_checked(self, names: Sequence[str] | None = None) -> Iterator[Checked]:
        """Read each article, or some, in each locale, and check what the review file should hold.

        What cannot be read is noted.
        """
        return self._each(names, self.looked_through)

    def every_merged(self, names: Sequence[str] | None = None) -> Iterator[Reviewed]:
        """Read each article, or some, in each locale, as `merged` does.

        What cannot be read is noted.
        """
        return self._each(names, self.merged)

    def _each(
        self, names: Sequence[str] | None, read: Callable[[Article, str], _Read]
    ) -> Iterator[_Read]:
        for article in self.to_review(names):
            for locale in self.locales:
                try:
                    yield self._bounded(read, article, locale)
                except DragomanError as error:
                    self.note(error)

    def _bounded(
        self, read: Callable[[Article, str], _Read], article: Article, locale: str
    ) -> _Read:
        with self.boundary(self.store.review_path(article.path, locale)):
            return read(article, locale)

    def reviewed(
        self,
        article: Article,
        locale: str,
        machine: Mapping[Key, Machine] | None = None,
        *,
        renew: bool = False,
    ) -> Reviewed:
        """Read the article's review file and merge it with the article, checks included.

        Raises `ReviewError` for a file that cannot be understood, and `GlossaryError` if it is
        the glossary that cannot.
        """
        path = self.store.review_path(article.path, locale)
        with self.boundary(path):
            found = self._merged(article, locale, path, machine or {}, renew=renew)
        return self.with_findings(found)

    def with_findings(self, found: Reviewed) -> Reviewed:
        """Return what `merged` gave with what checks say of it now. Raises as `reviewed` does."""
        article, locale = found.article, found.locale
        with self.boundary(self.store.review_path(article.path, locale)):
            return found.holding(self._all_checked(article, found.catalog.units, locale))

    def looked_through(self, article: Article, locale: str) -> Checked:
        """Read and check as `reviewed` does, and keep nothing of the review file."""
        path = self.store.review_path(article.path, locale)
        with self.boundary(path):
            found = self._merged(article, locale, path, {}, renew=False)
            shown, is_there, units = found.path, found.file is not None, found.catalog.units
            del found
            units = self._all_checked(article, units, locale)
            return Checked(article, locale, shown, is_there, units)

    def _all_checked(
        self, article: Article, units: tuple[Unit, ...], locale: str
    ) -> tuple[Unit, ...]:
        checked = tuple(self.checked_each([*zip(units, article.segments, strict=True)], locale))
        if len(units) > MANY:
            checks.forget()
        return checked

    def merged(
        self, article: Article, locale: str, file: Contents | None = None, *, renew: bool = False
    ) -> Reviewed:
        """Read the article's review file and merge it with the article, without any checks.

        The findings of its units are those that stand in the file. With `file`, it is taken to
        hold that. Raises `ReviewError` for a file that cannot be understood.
        """
        path = self.store.review_path(article.path, locale)
        with self.boundary(path):
            return self._merged(article, locale, path, {}, renew=renew, file=file)

    def _merged(
        self,
        article: Article,
        locale: str,
        path: Path,
        machine: Mapping[Key, Machine],
        *,
        renew: bool,
        file: Contents | None = None,
    ) -> Reviewed:
        shown = self.store.shown(path)
        data = self.store.read(path) if file is None else file.data
        old, parts = (None, None) if data is None else read_parts(data, shown, article.segments)
        if parts is not None and parts.simple:
            file = parts.file
        elif data is not None:
            file = Contents.read(data)
        del data  # of a long file, it is long
        merge = catalog.merge(
            old, article, locale, machine, renew=renew, witness=lambda: self.witness
        )
        return Reviewed(article, locale, shown, file, old, merge, parts)

    def checked(self, unit: Unit, segment: Segment, locale: str) -> Unit:
        """Return the unit with what the checks say of it now.

        What was checked just before is not checked again: who saves it asks several times.
        """
        if self._checked == (unit, segment, locale):
            return unit
        rules, context = self.project.settings.checks, self.context(locale)
        found = checks.findings(
            unit,
            segment.syntax,
            self.language,
            locale,
            rules,
            context,
            paragraphs=segment.paragraphs,
            room=segment.room,
        )
        made = _holding(unit, found)
        self._checked = (made, segment, locale)
        return made

    def checked_each(self, pairs: Sequence[tuple[Unit, Segment]], locale: str) -> Iterator[Unit]:
        """Yield what `checked` returns for each of many units, and sooner."""
        if not pairs:
            return
        rules, context = self.project.settings.checks, self.context(locale)
        found = checks.findings_of_each(pairs, self.language, locale, rules, context)
        for (unit, _), own in zip(pairs, found, strict=True):
            yield _holding(unit, own)

    def boundary(self, path: Path) -> Boundary:
        """Return what turns an error that nobody expected of a file into a `DragomanError`."""
        return Boundary(self.store, self.store.shown(path))

    def note(self, error: DragomanError) -> None:
        """Keep a problem for the end of the run, each once."""
        self.store.note(error)


def _holding(unit: Unit, found: tuple[Finding, ...]) -> Unit:
    """Return the unit with what checks say of it; the same one where that is what it has."""
    return unit if found == unit.findings else replace(unit, findings=found)
