"""Translate articles: bring every review file up to date, with machine text for what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from dragoman import languages
from dragoman import translate as pipeline
from dragoman.catalog import Outcome
from dragoman.engines import Engine, Translator
from dragoman.errors import DragomanError, EngineError
from dragoman.formats import review
from dragoman.inline import Names
from dragoman.model import Article, Catalog, Key, Machine, Syntax
from dragoman.store import ChangedMeanwhileError
from dragoman.typography import Finished, Typography, finish
from dragoman.workflow.scope import Reviewed, Scope, decoded

WINDOW = 60_000
"""How much source text is translated together, in characters. It bounds memory; batches are
full at a fraction of it, and articles are written as soon as their last sentence is there."""

ATTEMPTS = 5
"""How often a review file is read again because a person saved it while it was written."""


class Progress(Protocol):
    """Hears how far a run has come."""

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Translating into a locale begins: so much is to do."""

    def translated(self, words: int) -> None:
        """A sentence of so many source words is translated."""

    def written(self) -> None:
        """An article is done."""


class Silent:
    """Progress that nobody watches."""

    def start(self, locale: str, articles: int, sentences: int, words: int) -> None:
        """Say nothing."""

    def translated(self, words: int) -> None:
        """Say nothing."""

    def written(self) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of one review file."""

    article: str
    locale: str
    path: str
    written: bool
    outcomes: Mapping[Outcome, int]
    segments: int
    findings: int
    waiting: int
    """Segments that have no text, because the engine gave none."""


@dataclass(slots=True)
class TranslateReport:
    """What a run did."""

    files: list[Translated] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)
    unsupported: tuple[str, ...] = ()
    sentences: int = 0
    """Sentences that an engine translated."""

    words: int = 0
    """Their source words."""

    rescued: int = 0
    """Those of them whose first translation was broken and another one is not."""

    broken: int = 0
    """Those of them that stayed broken and are marked with an error."""

    engines: list[str] = field(default_factory=list)
    """The signatures of the engines that were used."""

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems)


def translate(
    scope: Scope, engine: Engine, *, renew: bool = False, progress: Progress | None = None
) -> TranslateReport:
    """Bring the review files of the scope up to date, one locale after the other.

    A model is loaded only if there is something for it to translate. Problems with single
    files are in the report; they keep no other file from its turn.
    """
    report = TranslateReport(unsupported=scope.unsupported)
    articles = tuple(scope.articles())
    with scope.store.lock():
        for locale in scope.locales:
            run = _Run(scope, engine, locale, renew, progress or Silent(), report)
            try:
                run.over(articles)
            except EngineError as error:
                scope.note(error)
    report.problems = scope.problems
    # They were finished in no certain order.
    report.files.sort(key=lambda file: (scope.locales.index(file.locale), file.article))
    return report


class _Run:
    """One locale's turn."""

    def __init__(
        self,
        scope: Scope,
        engine: Engine,
        locale: str,
        renew: bool,
        progress: Progress,
        report: TranslateReport,
    ) -> None:
        self.scope = scope
        self.engine = engine
        self.locale = locale
        self.renew = renew
        self.context = scope.context(locale)
        style = scope.project.settings.typography
        self.finisher: pipeline.Finisher = (
            _Finisher(locale, style, scope.language, self.context.names)
            if engine.guarded
            else pipeline.untouched
        )
        self.progress = progress
        self.report = report

    def over(self, articles: Sequence[Article]) -> None:
        plans = [plan for article in articles for plan in self.plan(article)]
        every = tuple(dict.fromkeys(key for _, keys in plans for key in keys))
        ready = pipeline.copies(every, self.finisher, self.context)
        to_do = [key for key in every if key not in ready]
        if not to_do:
            for article, _ in plans:
                self.write(article, ready)
            return
        words = sum(len(source.split()) for _, source in to_do)
        self.progress.start(self.locale, len(plans), len(to_do), words)
        source, target = self.scope.language, languages.language(self.locale)
        with self.engine.open(source, target) as translator:
            self.report.engines.append(translator.signature)
            for window in _windows(plans):
                self.finish(window, ready, translator)

    def finish(
        self, window: Sequence[_Plan], ready: dict[Key, Machine], translator: Translator
    ) -> None:
        """Translate a window, and write each article as soon as all of it is `ready`."""
        wanting: dict[Key, list[int]] = {}
        missing = [0] * len(window)
        for number, (article, keys) in enumerate(window):
            for key in dict.fromkeys(keys):
                if key not in ready:
                    wanting.setdefault(key, []).append(number)
                    missing[number] += 1
            if not missing[number]:
                self.write(article, ready)
                self.progress.written()
        guarded = languages.language(self.locale) if self.engine.guarded else None
        found = pipeline.translate(
            list(wanting),
            translator,
            self.scope.language,
            self.progress.translated,
            guarded,
            self.finisher,
            self.context,
        )
        for key, machine in found:
            ready[key] = machine
            self.report.rescued += machine.rescued
            self.report.broken += machine.broken
            self.report.sentences += 1
            self.report.words += len(key[1].split())
            for number in wanting[key]:
                missing[number] -= 1
                if not missing[number]:
                    self.write(window[number][0], ready)
                    self.progress.written()

    def plan(self, article: Article) -> Iterator[_Plan]:
        """Yield what the article wants from the engine, if anything.

        A review file that is up to date is done with here, and one that cannot be read.
        """
        try:
            found = self.scope.reviewed(article, self.locale, renew=self.renew)
        except DragomanError as error:
            self.scope.note(error)
        else:
            if found.merge.wanted or not _up_to_date(found):
                yield article, found.merge.wanted
            else:
                self.tell(found, written=False)

    def write(self, article: Article, ready: Mapping[Key, Machine]) -> None:
        """Merge what the file holds at this moment with what is translated, and save it."""
        try:
            for attempt in range(ATTEMPTS):
                found = self.scope.reviewed(article, self.locale, ready, renew=self.renew)
                try:
                    written = self.save(found)
                except ChangedMeanwhileError:
                    if attempt + 1 == ATTEMPTS:
                        raise
                else:
                    self.tell(found, written)
                    return
        except DragomanError as error:
            self.scope.note(error)

    def save(self, found: Reviewed) -> bool:
        """Write the review file if it is not what it should be; return whether it was."""
        if _up_to_date(found):
            return False
        store = self.scope.store
        path = store.review_path(found.article.path, self.locale)
        base = None if found.data is None else decoded(found.data, store.shown(path))
        text = review.serialize(found.catalog, base, store.shown(path))
        store.write(path, text.encode(), found.data)
        return True

    def tell(self, found: Reviewed, written: bool) -> None:
        units = found.catalog.units
        path = self.scope.store.review_path(found.article.path, self.locale)
        self.report.files.append(
            Translated(
                found.article.path,
                self.locale,
                self.scope.store.shown(path),
                written,
                found.merge.outcomes,
                len(units),
                sum(len(unit.findings) for unit in units),
                sum(not unit.target for unit in units),
            )
        )


@dataclass(frozen=True, slots=True)
class _Finisher:
    """The typography of one locale."""

    locale: str
    style: Typography
    source_language: str
    names: Names

    def __call__(self, text: str, syntax: Syntax, source: str) -> Finished:
        return finish(
            text,
            self.locale,
            syntax,
            self.style,
            source=source,
            source_language=self.source_language,
            names=self.names,
        )


_Plan = tuple[Article, tuple[Key, ...]]
"""An article and the sentences that it wants from the engine."""


def _windows(plans: Sequence[_Plan]) -> Iterator[list[_Plan]]:
    """Cut the work into parts of about `WINDOW` characters, articles kept whole."""
    window: list[_Plan] = []
    size = 0
    for article, keys in plans:
        window.append((article, keys))
        size += sum(len(source) for _, source in keys)
        if size >= WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window


def _up_to_date(found: Reviewed) -> bool:
    """Whether the file already says what it should; severities are not in the file."""

    def shown(catalog: Catalog) -> object:
        units = (*catalog.units, *catalog.retired)
        return catalog.labels, [
            (
                replace(unit, findings=()),
                [(finding.check, finding.message) for finding in unit.findings],
            )
            for unit in units
        ]

    return found.old is not None and shown(found.old) == shown(found.catalog)
