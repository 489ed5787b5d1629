"""Translate articles: bring every review file up to date, with machine text for what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import product
from types import MappingProxyType

from dragoman.engines import Engine
from dragoman.errors import DragomanError, EngineError
from dragoman.store import SEEDS
from dragoman.workflow.elsewhere import Elsewhere
from dragoman.workflow.joining import ordinary_again, was_shared
from dragoman.workflow.looking import look
from dragoman.workflow.moved import follow, told
from dragoman.workflow.opinion import Second, no_second
from dragoman.workflow.passages import Passages
from dragoman.workflow.portable import unportable
from dragoman.workflow.progress import Progress, Silent
from dragoman.workflow.recall import Remembered
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summaries, summed, up_to_date
from dragoman.workflow.translated import TranslateReport, tell
from dragoman.workflow.turn import WINDOW, LocaleTurn

LONG = 2_000_000
"""Bytes from which on an article comes after all others, in every locale."""


def rehearse(scope: Scope, *, renew: bool = False) -> TranslateReport:
    """Say what `translate` would do in the scope. Writes nothing, and loads no model."""
    report = TranslateReport(dry=True, unsupported=scope.unsupported)
    memory = Remembered(scope.store, scope.project.settings.memory, dry=True)
    report.moved = follow(scope, dry=True)
    passages = Passages(scope, Summaries(scope), shared=was_shared(scope.store))
    with closing(memory):
        for found in scope.every_review(renew=renew):
            try:
                with scope.boundary(scope.store.review_path(found.article.path, found.locale)):
                    _rehearsed(scope, found, passages, memory, report)
            except DragomanError as error:
                scope.note(error)
    # As `translate` tells them: one locale after the other.
    report.files.sort(key=lambda file: scope.locales.index(file.locale))
    report.remembered = memory.exact
    report.notices += told(scope, {each.old for each in report.moved})
    report.notices += unportable(scope.names, scope.store.articles())
    report.problems = scope.problems
    return report


def _rehearsed(
    scope: Scope,
    found: Reviewed,
    passages: Passages,
    memory: Remembered,
    report: TranslateReport,
) -> None:
    """Add to the report what would become of one review file."""
    came, file = passages.taken_in(found, dry=True)
    report.moved += passages.handed_on(found, dry=True)
    if came:
        report.moved += came
        found = scope.merged(found.article, found.locale, file)
    asked = dict.fromkeys(found.merge.wanted)
    remembered = memory.fills(found.article, found.locale, asked)
    wanted = [key for key in asked if key not in remembered]
    report.sentences += len(wanted)
    report.words += sum(len(source.split()) for _, source in wanted)
    written = bool(asked) or not up_to_date(found)
    report.files.append(tell(scope, found, summed(found), written=written))


def translate(
    scope: Scope,
    engine: Engine,
    others: Mapping[str, Engine] = MappingProxyType({}),
    second: Second = no_second,
    *,
    renew: bool = False,
    progress: Progress | None = None,
    window: int | None = None,
    elsewhere: Elsewhere | None = None,
) -> TranslateReport:
    """Bring the review files of the scope up to date, one locale after the other.

    `others` are the engines of locales that have one of their own, `second` finds the engine for a
    second opinion, by the signature of the first and the languages. `window` is how much text is
    translated together, where it is not `WINDOW`; `elsewhere` is asked for several windows at once.
    A model is loaded only if there is something for it to translate, and let go before the next
    one is. Files that did not change since the last run are not read. Problems with single files
    are in the report; they keep no other file from its turn.
    """
    report = TranslateReport(unsupported=scope.unsupported)
    with scope.store.lock():
        report.moved = follow(scope)
        summaries = Summaries(scope)
        passages = Passages(scope, summaries, shared=was_shared(scope.store))
        if not renew:
            look(scope, summaries)
        with _remembering(scope, summaries, report) as memory:
            for names, locale in product(_rounds(scope), scope.locales):
                turn = LocaleTurn(
                    scope,
                    others.get(locale, engine),
                    locale,
                    report,
                    summaries,
                    memory,
                    second,
                    renew=renew,
                    progress=progress or Silent(),
                    window=window or WINDOW,
                    elsewhere=elsewhere,
                    passages=passages,
                )
                try:
                    turn.over(names)
                except EngineError as error:
                    scope.note(error)
        every = scope.store.articles()
        if passages.complete and is_whole(scope, every):
            ordinary_again(scope.store)
        odd = unportable(scope.names, every)
        report.notices = [*told(scope), *odd, *report.notices]
    return _in_order(scope, report)


def is_whole(scope: Scope, articles: Sequence[str]) -> bool:
    """Whether a scope is all of the newsroom, which has these articles."""
    everywhere = set(scope.locales) == set(scope.project.settings.targets)
    return everywhere and set(scope.names) == set(articles)


def _in_order(scope: Scope, report: TranslateReport) -> TranslateReport:
    """Return the report with the files, which were finished in no certain order, in theirs."""
    report.problems = scope.problems
    report.files.sort(key=lambda file: (scope.locales.index(file.locale), file.article))
    return report


@contextmanager
def _remembering(
    scope: Scope, summaries: Summaries, report: TranslateReport
) -> Iterator[Remembered]:
    """Yield the memory; however the run ends, tell of it, and save what is known of the files."""
    memory = Remembered(scope.store, scope.project.settings.memory, summaries.is_plain)
    try:
        yield memory
    finally:
        report.remembered, report.suggested = memory.exact, memory.fuzzy
        for problem in memory.problems:
            scope.note(problem)
        memory.close()
        summaries.save()


def _rounds(scope: Scope) -> list[tuple[str, ...]]:
    """Return the articles in the order of their turns: for very long ones no other has to wait."""
    stamp, whole = scope.store.stamp, scope.store.whole
    stamps = {name: stamp(whole(f"{SEEDS}/{name}")) for name in scope.names}
    long = [name for name, found in stamps.items() if found is not None and found[0] > LONG]
    rest = tuple(name for name in scope.names if name not in long) if long else scope.names
    return [rest, tuple(long)] if long else [rest]
