"""One locale's turn in a run: its articles are planned, translated in windows, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from operator import ne

from dragoman import languages
from dragoman import translate as pipeline
from dragoman.checks import Context
from dragoman.engines import Engine, Translator
from dragoman.engines.early import Foreseeing
from dragoman.errors import DragomanError, EngineError
from dragoman.model import Article, Key, Machine, Status
from dragoman.workflow.elsewhere import Elsewhere
from dragoman.workflow.engines import other_region
from dragoman.workflow.index import conditions
from dragoman.workflow.kept import Kept
from dragoman.workflow.opinion import Second, no_second, with_second
from dragoman.workflow.passages import Passages
from dragoman.workflow.progress import Progress, Silent
from dragoman.workflow.recall import Remembered
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import save, up_to_now
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import KnownReviews, Summary, up_to_date
from dragoman.workflow.translated import TranslateReport, tell, tell_unchanged
from dragoman.workflow.typeset import typesetter
from dragoman.workflow.windows import Ahead, ArticleWindow, Plan, WindowAnswers, emptied, stretches

WINDOW = 60_000
"""How much source text is translated together, in characters. It bounds memory; batches are
full at a fraction of it, and articles are written as soon as their last sentence is there."""

STRETCH = 4
"""How many times `WINDOW` of a longer article is translated together. What is on its way takes more
memory than what is ready."""

MOST_KEPT = 20_000
"""Segments of an article up to which it is kept how it was cut, for the review page: of a longer
one, that takes memory that the run must not take."""

MOST_FORESEEN, MOST_DOUBTS = 200, 8
"""Sentences of an article, and articles, of which it is asked beforehand whether the engine will be
needed for them. Where it is, the first one mostly tells."""

MOST_FAILURES = 20
"""Articles in a row that may fail for reasons that nobody expected. An engine that fails on
everything would otherwise be asked for each article of an archive."""


@dataclass
class LocaleTurn:
    """One locale's turn."""

    scope: Scope
    engine: Engine
    locale: str
    report: TranslateReport
    summaries: KnownReviews
    memory: Remembered
    second: Second = no_second
    renew: bool = False
    progress: Progress = field(default_factory=Silent)
    patience: float | None = 0
    """As for `save`."""

    window: int = WINDOW
    """How much text is translated together."""

    elsewhere: Elsewhere | None = None
    """How several windows are asked for at once; `None` for an engine that works here."""

    passages: Passages | None = None
    """What other articles lost; `None` where nobody may take it, beside other processes."""

    first: Translator | None = field(default=None, init=False)
    """The engine's own; `translator` is what is asked, and tells of the time."""

    translator: Translator | None = field(default=None, init=False)
    judge: Translator | None = field(default=None, init=False)
    failures: int = field(default=0, init=False)
    gone: EngineError | None = field(default=None, init=False)
    """Why the engine is not asked any more."""

    @cached_property
    def context(self) -> Context:
        """What is known beside the sentences. Read when needed: a glossary may be long."""
        return self.scope.context(self.locale)

    @cached_property
    def finisher(self) -> pipeline.Finisher:
        """What sets the engine's text."""
        if not self.engine.guarded:
            return pipeline.untouched
        return typesetter(self.scope, self.locale)

    def over(self, names: Sequence[str]) -> None:
        """Bring the files of these articles up to date.

        First all are looked at, to know how much there is to do. Of that, a window's worth is
        kept, and the names of the rest: these are read again, a window at a time, so that memory
        does not grow with their number. Raises EngineError where the engine fails: when all is done
        that can be done without it.
        """
        with ExitStack() as stack:
            kept, waiting = self.looked_at(names, stack)
            rest = filter(None, map(self.plan, waiting))
            ahead = Ahead(chain(emptied(kept), rest), self.window)
            if self.elsewhere is not None:
                self.finish_at_once(self.elsewhere, ahead, stack)
            while (window := ahead.take()) is not None:
                try:
                    self.finish(window, stack, ahead)
                except Exception:  # it is told of the article that it comes from
                    self.finish_singly(window, stack)
                window.plans.clear()
        if self.gone is not None:
            raise self.gone

    def looked_at(self, names: Sequence[str], stack: ExitStack) -> tuple[list[Plan], list[str]]:
        """Return what is translated first of what is to be done, and the names of the rest.

        As soon as it is certain that the engine will be asked, its model is being loaded.
        """
        kept: list[Plan] = []
        waiting: list[str] = []
        sentences = words = size = 0
        most = self.window * (self.elsewhere.most if self.elsewhere is not None else 1)
        doubts = MOST_DOUBTS
        for name in names:
            plan = self.plan(name)
            if plan is None:
                continue
            if plan.keys and doubts:
                doubts = 0 if self.foreseen(plan, stack) else doubts - 1
            size += sum(len(segment.source) for segment in plan.article.segments)
            sentences += len(plan.keys)
            words += sum(len(source.split()) for _, source in plan.keys)
            if size <= most:
                kept.append(plan)
            else:
                waiting.append(name)
        if sentences:
            self.progress.start(self.locale, len(kept) + len(waiting), sentences, words)
        return kept, waiting

    def foreseen(self, plan: Plan, stack: ExitStack) -> bool:
        """Let the engine get ready if it will be asked for a sentence of the plan.

        Return whether other plans need not be looked at for it. Whatever is wrong here is told
        when the article has its turn.
        """
        some = dict.fromkeys(plan.keys[:MOST_FORESEEN])
        try:
            known = self.memory.known(plan.article, self.locale, some)
            keys = (key for key in some if key not in known)
            texts = pipeline.asked(keys, self.scope.language, self.context)
            if (text := next(texts, None)) is None:
                return False
            translator = self.own(stack)
            return not isinstance(translator, Foreseeing) or translator.foresee(
                chain([text], texts)
            )
        except Exception:  # it comes again, and is told then
            return False

    def finish_singly(self, window: ArticleWindow, stack: ExitStack) -> None:
        """Translate the articles of a window that failed one by one: one of them is to blame."""
        for plan in window.plans:
            name = plan.article.path
            if name in window.over:
                continue
            path = self.scope.store.article_path(name)
            try:
                with self.scope.boundary(path):
                    self.finish(window.alone(plan), stack)
                self.failures = 0
            except EngineError as error:
                self.without(error)
            except DragomanError as error:
                error.path = error.path or self.scope.store.shown(path)
                self.failures += 1
                if self.failures >= MOST_FAILURES:
                    raise
                self.scope.note(error)

    def without(self, error: EngineError) -> None:
        """Do without the engine from now on: what is remembered of it is enough for some."""
        if self.gone is None:
            self.gone = error
            if isinstance(self.first, Foreseeing):
                self.first.give_up(error)

    def finish(self, window: ArticleWindow, stack: ExitStack, ahead: Ahead | None = None) -> None:
        """Translate a window, and write each article as soon as all of it is ready.

        The engine is opened, for as long as the stack lasts, when there is a first sentence. The
        next window is planned meanwhile, unless this one is that of a very long article: two of
        these would take too much memory.
        """
        long = window.size > STRETCH * self.window
        asked = self.begun(window)
        if not asked.wanting:
            return
        translator = self.opened(stack)
        for stretch in stretches(asked.wanting, STRETCH * self.window):
            for key, machine in self.translated(stretch, translator):
                self.take(asked, key, machine)
                if ahead is not None and not long:
                    ahead.more()

    def finish_at_once(self, elsewhere: Elsewhere, ahead: Ahead, stack: ExitStack) -> None:
        """Do as `finish` with all windows that there are, several on their way at once."""
        failed: list[WindowAnswers] = []
        with closing(elsewhere.answered(self.questions(ahead, stack))) as answered:
            for asked, answer in answered:
                if asked in failed:
                    continue
                try:
                    for key, machine in answer():
                        self.take(asked, key, machine)
                except Exception:  # it is told of the article that it comes from
                    failed.append(asked)
                    self.finish_singly(asked.window, stack)

    def questions(
        self, ahead: Ahead, stack: ExitStack
    ) -> Iterator[tuple[WindowAnswers, Callable[[], list[tuple[Key, Machine]]]]]:
        """Yield what all windows want, each with what translates a stretch of it."""
        while (window := ahead.take()) is not None:
            try:
                asked = self.begun(window)
                translator = self.opened(stack) if asked.wanting else None
            except Exception:  # it is told of the article that it comes from
                self.finish_singly(window, stack)
                continue
            if translator is not None:
                for stretch in stretches(asked.wanting, STRETCH * self.window):
                    yield asked, partial(list, self.translated(stretch, translator))

    def begun(self, window: ArticleWindow) -> WindowAnswers:
        """Find what a window wants from the engine; write the articles that want nothing."""
        every = dict.fromkeys(key for plan in window.plans for key in plan.keys)
        asked = WindowAnswers(window, pipeline.copies(every, self.finisher, self.context))
        del every  # it is long where an article is
        for place, plan in enumerate(window.plans):
            lacking = asked.lacking(plan)
            if asked.add(lacking, self.memory.fills(plan.article, self.locale, lacking)):
                self.done(asked, place)
        return asked

    def take(self, asked: WindowAnswers, key: Key, machine: Machine) -> None:
        """Take a translation in, and write the articles that are complete by it."""
        self.count(asked, key, machine)
        for place in asked.take(key, self.memory.beside(machine, self.locale, key)):
            self.done(asked, place)

    def count(self, asked: WindowAnswers, key: Key, machine: Machine) -> None:
        """Count a sentence that is translated, once in a window."""
        if key in asked.window.told:
            return
        asked.window.told.add(key)
        words = len(key[1].split())
        self.report.rescued += machine.rescued
        self.report.broken += machine.broken
        self.report.sentences += 1
        self.report.words += words
        for _ in asked.wanting[key]:
            self.progress.translated(words)

    def translated(
        self, keys: Sequence[Key], translator: Translator
    ) -> Iterator[tuple[Key, Machine]]:
        """Yield the translations. Changes nothing that is the run's: threads may ask at once."""
        if self.gone is not None and not isinstance(self.first, Foreseeing):
            raise self.gone
        yield from pipeline.translate(
            keys,
            translator,
            self.scope.language,
            target=languages.language(self.locale) if self.engine.guarded else None,
            finisher=self.finisher,
            context=self.context,
            second=self.judge,
        )

    def opened(self, stack: ExitStack) -> Translator:
        if self.translator is None:
            first = self.own(stack)
            find = self.second if self.engine.guarded else no_second
            asked = with_second(first, find, self.scope, self.locale, self.report, stack)
            self.translator, self.judge = asked
            self.report.engines.append(first.signature)
            if said := other_region(first.signature, self.locale):
                self.report.notices.append(DragomanError(said))
        return self.translator

    def own(self, stack: ExitStack) -> Translator:
        """Open the engine itself, if it is not open, for as long as the stack lasts."""
        if self.first is None:
            self.first = stack.enter_context(self.engine.open(self.scope.language, self.locale))
        return self.first

    def done(self, asked: WindowAnswers, place: int) -> None:
        """Write an article of a window that is complete."""
        article = asked.window.plans[place].article
        self.write(article, asked.of(place))
        asked.window.over.add(article.path)
        self.progress.written()

    def plan(self, name: str) -> Plan | None:
        """Return the article and what it wants from the engine, each sentence once.

        A review file that is up to date is done with here, and one that cannot be read.
        """
        try:
            with self.scope.boundary(self.scope.store.article_path(name)):
                return self.planned(name)
        except DragomanError as error:
            self.scope.note(error)
            return None

    def planned(self, name: str) -> Plan | None:
        """Do as `plan`. Raises `DragomanError` where the review file cannot be read."""
        if not self.renew:
            known = self.summaries.known(name, self.locale)
            if known is not None and known.current and not self.may_go(known):
                self.tell(name, known)
                return None
        read = self.scope.article_of_file(name)
        if read is None:
            return None
        article, data = read
        if len(article.segments) <= MOST_KEPT:
            Kept(self.scope.store, conditions(self.scope.store)).keep_article(article, data)
        article = article.without_layout()
        del read, data
        found = self.scope.merged(article, self.locale, renew=self.renew)
        if self.passages is not None and (moved := self.passages.moved_with(found)):
            self.report.moved += moved
            found = self.scope.merged(article, self.locale, renew=self.renew)
        if found.merge.wanted:  # it is checked when it is saved
            self.scope.context(self.locale)  # a glossary nobody can read is told before
            return Plan(article, tuple(dict.fromkeys(found.merge.wanted)))
        found = self.scope.with_findings(found)
        if not up_to_date(found):
            return Plan(article, ())
        self.tell(name, self.summaries.note_read(found))
        return None

    def may_go(self, known: Summary) -> bool:
        """Whether what an article lost is to be looked for in others, though nothing changed."""
        return self.passages is not None and self.passages.may_go(known)

    def write(self, article: Article, ready: Mapping[Key, Machine]) -> None:
        """Merge what the file holds at this moment with what is translated, and save it."""
        try:
            saved = save(
                self.scope,
                article,
                self.locale,
                up_to_now,
                machine=ready,
                renew=self.renew,
                patience=self.patience,
            )
        except DragomanError as error:
            self.scope.note(error)
            return
        if saved.changed:
            summary = self.summaries.note_written(saved.reviewed, saved.digest)
        else:
            summary = self.summaries.note_read(saved.reviewed)
        if self.renew:
            before, after = _renewed(saved.reviewed)
            self.report.renewed += len(before)
            self.report.reworded += sum(map(ne, before, after))
        self.report.files.append(tell(self.scope, saved.reviewed, summary, written=saved.changed))

    def tell(self, article: str, summary: Summary) -> None:
        """Report a file that did not change since it was looked at."""
        self.report.files.append(tell_unchanged(self.scope, article, self.locale, summary))


def _renewed(found: Reviewed) -> tuple[list[str], list[str]]:
    """Return the texts that a machine was asked for again, before and after."""
    old = {unit.entry: unit.target for unit in found.old.units} if found.old is not None else {}
    renewed = [
        (old[unit.entry], unit.target)
        for unit in found.catalog.units
        if old.get(unit.entry) and unit.status is Status.DRAFT and not unit.edited
    ]
    return [before for before, _ in renewed], [after for _, after in renewed]
