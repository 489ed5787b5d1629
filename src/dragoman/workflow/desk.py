"""What the review page does: show articles, check and save single segments, take a step back.

The review files stay the truth. Every edit says what its author saw of the segment. If it stands
otherwise by now, because somebody saved in another window or an editor, nothing is written, and
both versions are given back.
"""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import project
from dragoman.catalog import accept
from dragoman.errors import StoreError
from dragoman.model import GIVEN, Catalog, Finding, Grounds, Segment, Severity, Status, Unit
from dragoman.risk import risk
from dragoman.typography import finish
from dragoman.workflow import reviewer
from dragoman.workflow.recall import Remembered
from dragoman.workflow.saving import Saved as SavedFile
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Reviewed, Scope
from dragoman.workflow.sheets import Conflict, Edit, Help, Refusal, Row, Saved, Sheet
from dragoman.workflow.status import StatusReport, status
from dragoman.workflow.summary import shape

DONE = frozenset((Status.REVIEWED, Status.APPROVED, Status.OMIT))
"""Statuses that settle what a changed source asked."""

MOST_STEPS = 1_000
"""Steps that can be taken back; the oldest are forgotten."""


Decided = Unit | Conflict | Refusal | None
"""What becomes of a segment; `None` where nothing does."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What a write came to."""

    saved: Saved
    before: tuple[Unit, ...]
    """The changed units as they stood."""

    missing: tuple[str, ...]
    """The ids that the article no longer holds."""

    data: bytes
    """The file as it was before."""

    digest: str
    """Of the file as it is now."""


@dataclass(frozen=True, slots=True)
class _Step:
    article: str
    locale: str
    before: tuple[Unit, ...]
    after: tuple[str, ...]
    """What stands for the units as the step left them."""

    data: bytes
    """The file as it was, compressed."""

    digest: str
    """Of the file as the step left it: while it is so, undoing gives back every byte."""


class Desk:
    """The review page's side of a newsroom. May be used from several threads."""

    def __init__(self, root: Path, names: Sequence[str], locales: Sequence[str], here: Path):
        """Open the newsroom in `root` for the articles and locales named, all if none are.

        Raises `DragomanError` for an article or a locale that does not exist.
        """
        self._root = root
        self._asked = (tuple(names), tuple(locales), here)
        self._lock = threading.RLock()
        self._known: tuple[object, Scope] | None = None
        self._steps: list[_Step] = []
        self.scope()

    def scope(self) -> Scope:
        """Return the scope for the settings and the glossary as they are now."""
        with self._lock:
            stamps = tuple(_stamp(self._root / name) for name in (project.FILE, "glossary.yaml"))
            if self._known is None or self._known[0] != stamps:
                scope = Scope(project.find(self._root), *self._asked)
                self._known = (stamps, scope)
            self._known[1].store.forget_problems()
            return self._known[1]

    def home(self) -> StatusReport:
        """Return how far each article is in each locale."""
        with self._lock:
            return status(self.scope())

    def sheet(self, name: str, locale: str) -> Sheet:
        """Return an article in a locale. Raises `DragomanError` where it cannot be read."""
        with self._lock:
            scope = self.scope()
            found = self._reviewed(scope, name, locale)
            return Sheet(
                found.article.path,
                locale,
                scope.language,
                scope.store.shown(scope.store.review_path(name, locale)),
                self.stamp(name, locale),
                tuple(_rows(found).values()),
            )

    def stamp(self, name: str, locale: str) -> str:
        """Return what changes when the article or its review file does."""
        store = self.scope().store
        paths = (store.article_path(name), store.review_path(name, locale))
        return "/".join(str(store.stamp(path)) for path in paths)

    def check(self, name: str, locale: str, key: str, target: str) -> tuple[Finding, ...]:
        """Return what the checks would say of a target. Writes nothing."""
        with self._lock:
            scope = self.scope()
            segment, unit = self._found(scope, name, locale, key)
            return scope.checked(replace(unit, target=target), segment, locale).findings

    def finished(self, name: str, locale: str, key: str, target: str) -> str:
        """Return the target set by the locale's typographic rules."""
        scope = self.scope()
        segment, _ = self._found(scope, name, locale, key)
        style = scope.project.settings.typography
        return finish(
            target,
            locale,
            segment.syntax,
            style,
            source=segment.source,
            source_language=scope.language,
            names=scope.context(locale).names,
        ).text

    def help(self, name: str, locale: str, key: str) -> Help:
        """Return the terms of a segment's source, and what the memory has for it."""
        with self._lock:
            scope = self.scope()
            segment, _ = self._found(scope, name, locale, key)
            terms = scope.context(locale).terms
            memory = Remembered(scope.store, scope.project.settings.memory)
            try:
                text, said = memory.offered(locale, segment.key)
            finally:
                memory.close()
            return Help(terms.wanted(segment.source) if terms else (), text, said)

    def save(self, name: str, locale: str, edits: Sequence[Edit]) -> Saved:
        """Make the edits that were meant for the segments as they stand; all in one write.

        Raises `DragomanError` where the file cannot be read or written.
        """
        with self._lock:
            scope = self.scope()
            witness = reviewer.witness(scope.project)
            wanted = {edit.id: edit for edit in edits}
            grounds = Grounds.BULK if len(wanted) > 1 else Grounds.NAMED

            def decide(row: Row) -> Decided:
                edit = wanted[row.unit.id]
                if edit.seen != row.seen:
                    return Conflict(edit, row)
                made = _edited(row.unit, edit)
                made = scope.checked(made, row.segment, locale)
                if made == row.unit and edit.status is None:
                    return None
                if edit.status not in GIVEN:
                    return made
                return _refusal(made, edit) or accept(made, witness, grounds)

            written = self._write(scope, name, locale, tuple(wanted), decide)
            gone = tuple(Conflict(wanted[key], None) for key in written.missing)
            self._remember(name, locale, written)
            return replace(written.saved, conflicts=(*written.saved.conflicts, *gone))

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def undo(self) -> tuple[str, str, Saved]:
        """Take back the last step: its article, its locale, and what became of it.

        Segments that somebody changed since stay as they are. Raises `StoreError` where there is
        nothing to take back.
        """
        with self._lock:
            if not self._steps:
                raise StoreError("there is nothing to undo in this visit")
            step = self._steps[-1]
            scope = self.scope()
            path = scope.store.review_path(step.article, step.locale)
            now = scope.store.read(path)
            if now is not None and _digest(now) == step.digest:
                scope.store.write(path, zlib.decompress(step.data), now)
                rows = _rows(self._reviewed(scope, step.article, step.locale))
                saved = Saved(tuple(rows[unit.id] for unit in step.before if unit.id in rows))
            else:
                saved = self._give_back(scope, step)
            self._steps.pop()
            return step.article, step.locale, saved

    def _give_back(self, scope: Scope, step: _Step) -> Saved:
        """Undo a step in a file that was changed since, but for the segments that were."""
        earlier = {unit.id: unit for unit in step.before}
        seen = dict(zip(earlier, step.after, strict=True))

        def decide(row: Row) -> Decided:
            if row.seen != seen[row.unit.id]:
                return Conflict(Edit(row.unit.id, seen[row.unit.id]), row)
            return replace(earlier[row.unit.id], entry=row.unit.entry, line=row.unit.line)

        return self._write(scope, step.article, step.locale, tuple(earlier), decide).saved

    def _write(
        self,
        scope: Scope,
        name: str,
        locale: str,
        keys: Sequence[str],
        decide: Callable[[Row], Decided],
    ) -> _Written:
        """Decide on the segments `keys` as the file holds them, and save what changed."""
        made: dict[str, Decided] = {}
        rows: dict[str, Row] = {}

        def decision(reviewed: Reviewed) -> Catalog | None:
            rows.clear()
            rows.update(_rows(reviewed))
            made.clear()
            made.update((key, decide(rows[key])) for key in keys if key in rows)
            units = {key: unit for key, unit in made.items() if isinstance(unit, Unit)}
            return _with(reviewed, units)

        article = self._reviewed(scope, name, locale).article
        saved = save(scope, article, locale, decision, patience=None)
        return _outcome(keys, rows, made, saved)

    def _remember(self, name: str, locale: str, written: _Written) -> None:
        if written.before:
            after = tuple(row.seen for row in written.saved.rows)
            data = zlib.compress(written.data)
            step = _Step(name, locale, written.before, after, data, written.digest)
            self._steps = [*self._steps[-MOST_STEPS + 1 :], step]

    def _found(self, scope: Scope, name: str, locale: str, key: str) -> tuple[Segment, Unit]:
        found = self._reviewed(scope, name, locale)
        for segment, unit in zip(found.article.segments, found.catalog.units, strict=True):
            if unit.id == key:
                return segment, unit
        raise StoreError("the article no longer holds this segment", path=name)

    def _reviewed(self, scope: Scope, name: str, locale: str) -> Reviewed:
        """Return the article and its review file. Raises `DragomanError` if it has none."""
        if name not in scope.names or locale not in scope.locales:
            raise StoreError("this is not an article of this visit", path=name)
        article = scope.article(name)
        if article is None:
            raise scope.problems[-1]
        found = scope.reviewed(article, locale)
        path = scope.store.shown(scope.store.review_path(name, locale))
        if found.data is None or found.old is None:
            raise StoreError(
                "there is no such review file yet",
                path=path,
                advice=f"Make it: dragoman translate {name} --to {locale}",
            )
        return found


def _with(reviewed: Reviewed, units: Mapping[str, Unit]) -> Catalog | None:
    """Return what the file holds with other units, which may be of an earlier version of it."""
    if reviewed.old is None or not units:
        return None
    if shape(reviewed.old) != shape(reviewed.catalog):
        raise StoreError(
            "the article changed since this review file was brought up to date",
            path=reviewed.path,
            advice=f"Nothing was saved. First run: dragoman translate {reviewed.article.path}",
        )
    changed = tuple(units.get(unit.id, unit) for unit in reviewed.old.units)
    return replace(reviewed.old, units=changed)


def _outcome(
    keys: Sequence[str], rows: Mapping[str, Row], made: Mapping[str, Decided], saved: SavedFile
) -> _Written:
    """Return what a write came to."""
    old = saved.reviewed.old
    stood = {unit.id: unit for unit in old.units} if old is not None else {}
    changed = {
        key: unit
        for key, unit in made.items()
        if saved.changed and isinstance(unit, Unit) and unit != stood[key]
    }
    now = tuple(
        replace(rows[key], unit=unit, risk=risk(unit), seen=_seen(unit))
        for key, unit in changed.items()
    )
    decisions = made.values()
    return _Written(
        Saved(
            now,
            tuple(each for each in decisions if isinstance(each, Conflict)),
            tuple(each for each in decisions if isinstance(each, Refusal)),
        ),
        before=tuple(stood[key] for key in changed),
        missing=tuple(key for key in keys if key not in rows),
        data=saved.reviewed.data or b"",
        digest=_digest(saved.data or b""),
    )


def _edited(unit: Unit, edit: Edit) -> Unit:
    """Return the unit as the person wants it."""
    made = replace(
        unit,
        target=unit.target if edit.target is None else _clean(edit.target),
        note=unit.note if edit.note is None else _clean(edit.note),
        ignore=unit.ignore if edit.ignore is None else edit.ignore,
    )
    if edit.status is None:
        # Who changes an accepted text, or begins one, has not accepted it.
        settled = unit.status in (Status.APPROVED, Status.REVIEWED, Status.NEW, Status.OMIT)
        status = Status.DRAFT if made.target != unit.target and settled else unit.status
        return replace(made, status=status if made.target else Status.NEW)
    if edit.status not in DONE:
        return replace(made, status=edit.status)
    record = made.record and replace(made.record, held=None, suggested="")
    return replace(made, status=edit.status, was="", suggestion="", record=record)


def _clean(typed: str) -> str:
    """Return a typed text as a review file holds it: line ends as LF, nothing round it."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()


def _refusal(unit: Unit, edit: Edit) -> Refusal | None:
    """Return why a unit cannot have the status that it was given, if there is a reason."""
    if unit.status not in (Status.APPROVED, Status.REVIEWED):
        return None
    if not unit.target.strip():
        return Refusal(edit, "there is no translation yet")
    errors = [each for each in unit.findings if each.severity is Severity.ERROR]
    if errors and not edit.force:
        return Refusal(edit, f"{errors[0].check}: {errors[0].message}", force=True)
    return None


def _rows(found: Reviewed) -> dict[str, Row]:
    """Return the segments of an article by their ids, in reading order."""
    stood = {unit.id: unit for unit in found.old.units} if found.old is not None else {}
    return {
        unit.id: Row(segment, unit, label, risk(unit), _seen(stood.get(unit.id, unit)))
        for segment, unit, label in zip(
            found.article.segments, found.catalog.units, found.catalog.labels, strict=True
        )
    }


def _seen(unit: Unit) -> str:
    """Return what stands for all of a unit that a person may write or must know of."""
    parts = (unit.id, unit.source, unit.target, unit.status.value, unit.note, *unit.ignore)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
