"""Opening the engine for a second opinion beside the one that translates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from dragoman.engines import AUTO, Engine, Translator
from dragoman.engines.clocked import Clocked
from dragoman.engines.spare import Spare
from dragoman.errors import DragomanError, EngineError
from dragoman.workflow.scope import Scope
from dragoman.workflow.translated import TranslateReport

Second = Callable[[str, str, str], Engine | None]
"""Finds the engine for a second opinion, by the signature of the first and the languages."""


def no_second(first: str, source: str, target: str) -> Engine | None:
    """Ask no other engine."""
    del first, source, target
    return None


def with_second(
    first: Translator,
    find: Second,
    scope: Scope,
    locale: str,
    report: TranslateReport,
    stack: ExitStack,
) -> tuple[Translator, Translator | None]:
    """Return the translator, and the second one if there is one, for as long as the stack lasts.

    What each of them took is added to the report. A second opinion that nobody asked for by name is
    left out where it fails, and the report says so.
    """
    spare = scope.project.settings.second_opinion == AUTO
    try:
        engine = find(first.signature, scope.language, locale)
        if engine is None:
            return first, None
        judge = stack.enter_context(engine.open(scope.language, locale))
    except EngineError as error:
        if not spare:
            raise
        report.notices.append(_none(error))
        return first, None
    report.seconds.append(judge.signature)

    def failed(error: EngineError) -> None:
        report.seconds.remove(judge.signature)
        report.notices.append(_none(error))

    def first_waited(seconds: float) -> None:
        report.first_took += seconds

    def second_waited(seconds: float) -> None:
        report.second_took += seconds

    judged: Translator = Spare(judge, failed) if spare else judge
    return Clocked(first, first_waited), Clocked(judged, second_waited)


def _none(error: EngineError) -> DragomanError:
    advice = error.advice or "Leave it out: second-opinion: off"
    told = f"there is no second opinion: {error.problem}"
    return DragomanError(told, path=error.path, advice=advice)
