"""What became of the review files of a run that translates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.catalog import Affected, Outcome
from dragoman.errors import DragomanError
from dragoman.workflow.moved import Moved
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.summary import Summary


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

    affected: tuple[Affected, ...] = ()
    """What happened to people's work in the file."""

    undone: int = 0
    """Segments that are not approved or left out yet, or hold an error."""


@dataclass(slots=True)
class TranslateReport:
    """What a run did, or with `dry` would do."""

    dry: bool = False
    files: list[Translated] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)
    notices: list[DragomanError] = field(default_factory=list)
    """What people should know although nothing was kept from being done."""

    unsupported: tuple[str, ...] = ()
    moved: list[Moved] = field(default_factory=list)
    """Review files that went with articles that have another name now."""

    renewed: int = 0
    """Segments with a machine's text for which a machine was asked again."""

    reworded: int = 0
    """Those of them that have another text now."""

    sentences: int = 0
    """Sentences that an engine translated, or would translate."""

    words: int = 0
    """Their source words."""

    rescued: int = 0
    """Those of them whose first translation was broken and another one is not."""

    remembered: int = 0
    """Sentences that were filled from what people approved before."""

    suggested: int = 0
    """Sentences for which the memory suggests the translation of a like one."""

    broken: int = 0
    """Those of them that stayed broken and are marked with an error."""

    engines: list[str] = field(default_factory=list)
    """The signatures of the engines that were used."""

    seconds: list[str] = field(default_factory=list)
    """Those of the engines that gave a second opinion on every sentence."""

    first_took: float = 0.0
    second_took: float = 0.0
    """Seconds of waiting for the engines, where a second one was asked."""

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems)


def tell(scope: Scope, found: Reviewed, summary: Summary, *, written: bool) -> Translated:
    """Tell of a review file that was looked at, and now holds what `summary` says."""
    return Translated(
        found.article.path,
        found.locale,
        scope.store.shown(scope.store.review_path(found.article.path, found.locale)),
        written,
        found.merge.outcomes,
        summary.segments,
        summary.errors + summary.warnings,
        summary.waiting,
        found.merge.affected,
        summary.undone,
    )


def tell_unchanged(scope: Scope, article: str, locale: str, summary: Summary) -> Translated:
    """Tell of a review file that did not change since it was looked at."""
    _, path = scope.store.names_of(article, locale)
    return Translated(
        article,
        locale,
        path,
        False,
        {},
        summary.segments,
        summary.errors + summary.warnings,
        summary.waiting,
        undone=summary.undone,
    )
