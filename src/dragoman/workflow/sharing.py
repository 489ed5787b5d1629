"""Translate together with other processes, on this machine or on others with the same folder.

Each takes lot after lot, and saves review files without the project's lock, as people do who edit
them at the same time. What a lot becomes depends on its articles, on the settings and on what was
approved when the run began. So who does it, and when, changes no byte.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from dragoman import languages
from dragoman.engines import Engine
from dragoman.engines.journal import Journal, Lasting
from dragoman.errors import DragomanError, EngineError
from dragoman.workflow.claims import DONE, LEASE, Claim, Claims
from dragoman.workflow.engines import Engines, engines_for
from dragoman.workflow.joining import CommonRun
from dragoman.workflow.lots import Lot, lots, mark, marked, standing
from dragoman.workflow.moved import Moved
from dragoman.workflow.recall import Remembered
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Unknown
from dragoman.workflow.translated import TranslateReport
from dragoman.workflow.turn import LocaleTurn

PAUSE = 0.5
"""Seconds between looks at what others are doing, when nothing else is to be done."""

MANY = 40
"""Review files that a report names."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the work that is one process's: of `number` parts the one at `place`, from 1."""

    place: int
    number: int


@dataclass(slots=True)
class SharedReport:
    """What one of several processes did."""

    lots: int = 0
    """Lots of work that it did."""

    of: int = 0
    """How many there are in all."""

    articles: int = 0
    """Review files that it looked at, in all locales."""

    written: int = 0
    files: list[str] = field(default_factory=list)
    """The first of those that it wrote."""

    sentences: int = 0
    words: int = 0
    rescued: int = 0
    broken: int = 0
    remembered: int = 0
    suggested: int = 0
    engines: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    complete: bool = False
    """Whether all lots are done, those of others, too."""

    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems)


Tell = Callable[[str], None]


def share(
    scope: Scope,
    warn: Tell,
    named: Sequence[str] = (),
    *,
    engine: str | None = None,
    models: str | None = None,
    renew: bool = False,
    shard: Shard | None = None,
    lease: float = LEASE,
    tell: Tell = lambda line: None,
) -> SharedReport:
    """Take lots of the scope's work until all are done, by this process or by others.

    `named` is what was asked for by name: those who were asked for the same work together. With
    `shard`, only its own lots are taken; who does the others may be on a machine that shares no
    folder. `tell` hears of each lot that is begun. The rest is as for `translate` and
    `engines_for`.
    """
    journal = Journal()
    claims = Claims(scope.store, lease)
    with ExitStack() as stack:
        opened = engines_for(
            scope,
            warn,
            engine=engine,
            models=models,
            remember=lambda made: Lasting(made, journal, stack),
        )
        asked = [*scope.locales, *named, engine or "", models or "", "again" if renew else ""]
        run = CommonRun(scope, claims, asked)
        run.join()
        memory = stack.enter_context(run.memory())
        worker = _ShareWorker(run, opened, journal, claims, memory, renew, tell)
        worker.report.moved, worker.report.notices = run.moved, run.notices
        try:
            worker.work(shard)
        finally:
            worker.report.problems = scope.problems
    return worker.report


class _ShareWorker:
    """A process at work."""

    def __init__(
        self,
        run: CommonRun,
        engines: Engines,
        journal: Journal,
        claims: Claims,
        memory: Remembered,
        renew: bool,
        tell: Tell,
    ) -> None:
        self.run = run
        self.scope = run.scope
        self.store = run.scope.store
        self.engines = engines
        self.journal = journal
        self.claims = claims
        self.memory = memory
        self.renew = renew
        self.tell = tell
        self.report = SharedReport()
        self.without: set[str] = set()
        """Locales that no engine here translates into."""

    def work(self, shard: Shard | None) -> None:
        every = lots(self.scope, [*self.signatures()] if self.renew else ())
        self.report.of = len(every)
        own = every if shard is None else every[shard.place - 1 :: shard.number]
        self.all_of(own, look=shard is not None)
        if all(marked(self.store, self.run.place(lot)) for lot in every):
            self.report.complete = True
            self.run.close(every, lambda: self.all_of(every, look=True))

    def signatures(self) -> Iterator[str]:
        """Name what would translate now: anew, another model makes other lots."""
        source = self.scope.language
        for locale in self.scope.locales:
            yield self.engine(locale).signature(source, languages.language(locale))

    def engine(self, locale: str) -> Engine:
        return self.engines.others.get(locale, self.engines.usual)

    def all_of(self, every: Sequence[Lot], *, look: bool) -> None:
        """Do the lots that nobody else does, then wait for others, or take over from them.

        With `look`, the files of lots that are done are looked at: whether they changed since.
        """
        waiting = list(every)
        while waiting:
            waiting = [lot for lot in waiting if not self.settled(lot, look=look)]
            if waiting:
                time.sleep(PAUSE)

    def settled(self, lot: Lot, *, look: bool) -> bool:
        """Do a lot if it is free; return whether nothing is to be done about it any more."""
        if lot.locale in self.without or self.done(lot, look=look):
            return True
        claim = self.claims.take(self.run.place(lot))
        if claim is None:
            return False
        try:
            with claim:
                # Somebody may have done it since.
                if not self.done(lot, look=look):
                    self.do(lot, claim)
        except EngineError as error:
            self.scope.note(error)
            self.without.add(lot.locale)
        return True

    def done(self, lot: Lot, *, look: bool) -> bool:
        folder = self.run.place(lot)
        before = marked(self.store, folder)
        if before is None:
            return False
        ours = before.run == self.run.token
        if ours and not look:
            return True
        if before.stamps != standing(self.store, lot) or (before.failed and not ours):
            return False
        if not ours:
            again = mark(self.store, lot, self.run.token, failed=False)
            self.store.replace(folder / DONE, again)
        return True

    def do(self, lot: Lot, claim: Claim) -> None:
        report = self.report
        report.lots += 1
        number = "1 article" if len(lot.names) == 1 else f"{len(lot.names)} articles"
        self.tell(f"{lot.locale}: {number} from {lot.names[0]} on")
        self.journal.begin(claim.before(), claim.add)
        made = TranslateReport()
        turn = LocaleTurn(
            self.scope,
            self.engine(lot.locale),
            lot.locale,
            made,
            Unknown(),
            self.memory,
            self.engines.second,
            renew=self.renew,
            patience=None,
        )
        turn.over(lot.names)
        failed = len(made.files) < len(lot.names)
        claim.done(mark(self.store, lot, self.run.token, failed=failed))
        written = [file.path for file in made.files if file.written]
        report.articles += len(made.files)
        report.written += len(written)
        report.files += written[: MANY - len(report.files)]
        report.sentences += made.sentences
        report.words += made.words
        report.rescued += made.rescued
        report.broken += made.broken
        report.remembered, report.suggested = self.memory.exact, self.memory.fuzzy
        report.engines += [name for name in made.engines if name not in report.engines]
