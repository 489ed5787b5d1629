"""What the review page does: show articles, check and save single segments, take a step back.

The review files stay the truth. Every edit says what its author saw of the segment. If it stands
otherwise by now, because somebody saved in another window or an editor, nothing is written, and
both versions are given back.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman import project
from dragoman.catalog import Witness, accept
from dragoman.errors import StoreError
from dragoman.model import GIVEN, Catalog, Finding, Grounds, Segment, Severity, Status, Unit
from dragoman.risk import risk
from dragoman.typography import finish
from dragoman.workflow import reviewer
from dragoman.workflow.open_files import OpenFiles
from dragoman.workflow.recall import Remembered
from dragoman.workflow.saving import Saved as SavedFile
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Reviewed, Scope
from dragoman.workflow.sheets import Conflict, Edit, Help, Refusal, Row, Saved, Sheet
from dragoman.workflow.status import StatusReport, status
from dragoman.workflow.steps import Step, restored, step_of
from dragoman.workflow.summary import shape

_REST, _TURN = 0.02, 0.01
"""Seconds between two turns of checking beside the page's requests, and of a turn."""

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

    file: SavedFile


@dataclass(slots=True)
class _Known:
    """What a scope makes of the newsroom, as long as settings and glossary stay."""

    stamps: object
    scope: Scope
    files: OpenFiles
    who: str | None = None
    """The reviewer's name, once it was asked for: git takes a while to say it."""

    asked: bool = False


class Desk:
    """The review page's side of a newsroom. May be used from several threads."""

    def __init__(self, root: Path, names: Sequence[str], locales: Sequence[str], here: Path):
        """Open the newsroom in `root` for the articles and locales named, all if none are.

        Raises `DragomanError` for an article or a locale that does not exist.
        """
        self._root = root
        self._asked = (tuple(names), tuple(locales), here)
        self._lock = threading.RLock()
        self._known: _Known | None = None
        self._steps: list[Step] = []
        self._looking: threading.Thread | None = None
        self.scope()

    def scope(self) -> Scope:
        """Return the scope for the settings and the glossary as they are now."""
        with self._lock:
            stamps = tuple(_stamp(self._root / name) for name in (project.FILE, "glossary.yaml"))
            if self._known is None or self._known.stamps != stamps:
                scope = Scope(project.find(self._root), *self._asked)
                self._known = _Known(stamps, scope, OpenFiles(scope))
            self._known.scope.store.forget_problems()
            return self._known.scope

    def home(self) -> StatusReport:
        """Return how far each article is in each locale."""
        with self._lock:
            return status(self.scope())

    def sheet(self, name: str, locale: str) -> Sheet:
        """Return an article in a locale. Raises `DragomanError` where it cannot be read."""
        with self._lock:
            scope = self.scope()
            found = self._reviewed(scope, name, locale)
            self._look()
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
        with self._lock:
            store = self.scope().store
            paths = (store.article_path(name), store.review_path(name, locale))
            looks = self._known.files.looks(name, locale) if self._known else 0
            return "/".join((*(str(store.stamp(path)) for path in paths), str(looks)))

    def _look(self) -> None:
        """Check what is not checked yet beside the page's requests, until all is."""
        waiting = self._known is not None and self._known.files.waiting
        if waiting and (self._looking is None or not self._looking.is_alive()):
            self._looking = threading.Thread(target=self._looks, daemon=True)
            self._looking.start()

    def _looks(self) -> None:
        more = True
        while more:
            # Who types must not wait for what nobody asked for.
            time.sleep(_REST)
            with self._lock:
                known = self._known
                more = known is not None and known.files.look(_TURN)

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
            row = self._row(scope, name, locale, key)
            segment = row.segment
            terms = scope.context(locale).terms
            memory = Remembered(scope.store, scope.project.settings.memory)
            try:
                text, said = memory.offered(locale, segment.key)
            finally:
                memory.close()
            return Help(row, terms.wanted(segment.source) if terms else (), text, said)

    def save(self, name: str, locale: str, edits: Sequence[Edit]) -> Saved:
        """Make the edits that were meant for the segments as they stand; all in one write.

        Raises `DragomanError` where the file cannot be read or written.
        """
        with self._lock:
            scope = self.scope()
            witness = self._witness(scope)
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
            self._remember(written)
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
            before = None if now is None else restored(step, now)
            if before is not None:
                scope.store.write(path, before, now)
                keys = [unit.id for unit in step.before]
                rows = _rows(self._reviewed(scope, step.article, step.locale), keys)
                saved = Saved(tuple(rows[key] for key in keys if key in rows))
            else:
                saved = self._give_back(scope, step)
            self._steps.pop()
            return step.article, step.locale, saved

    def _give_back(self, scope: Scope, step: Step) -> Saved:
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
        wanted = frozenset(keys)

        def decision(reviewed: Reviewed) -> Catalog | None:
            rows.clear()
            rows.update(_rows(reviewed, wanted))
            made.clear()
            made.update((key, decide(rows[key])) for key in keys if key in rows)
            units = {key: unit for key, unit in made.items() if isinstance(unit, Unit)}
            return _with(reviewed, units)

        def read() -> Reviewed:
            return self._reviewed(scope, name, locale)

        saved = save(scope, read().article, locale, decision, patience=None, read=read)
        if saved.changed and self._known:
            self._known.files.keep(saved)
        return _outcome(keys, rows, made, saved)

    def _remember(self, written: _Written) -> None:
        if written.before:
            after = tuple(row.seen for row in written.saved.rows)
            step = step_of(written.file, written.before, after)
            self._steps = [*self._steps[-MOST_STEPS + 1 :], step]

    def _witness(self, scope: Scope) -> Witness:
        """Return who is at work, and when."""
        known = self._known
        if known is None or not known.asked:
            found = reviewer.witness(scope.project)
            if known is not None:
                known.who, known.asked = found.who, True
            return found
        return Witness(known.who, reviewer.now().isoformat(timespec="seconds"))

    def _found(self, scope: Scope, name: str, locale: str, key: str) -> tuple[Segment, Unit]:
        row = self._row(scope, name, locale, key)
        return row.segment, row.unit

    def _row(self, scope: Scope, name: str, locale: str, key: str) -> Row:
        found = self._reviewed(scope, name, locale)
        row = _rows(found, (key,)).get(key)
        if row is None:
            raise StoreError("the article no longer holds this segment", path=name)
        if found.parts is None or found.old is None:
            return row
        return replace(row, unit=replace(row.unit, line=found.parts.line(key)))

    def _reviewed(self, scope: Scope, name: str, locale: str) -> Reviewed:
        """Return the article and its review file. Raises `DragomanError` if it has none."""
        if name not in scope.names or locale not in scope.locales:
            raise StoreError("this is not an article of this visit", path=name)
        assert self._known is not None
        found = self._known.files.reviewed(name, locale)
        if found is None:
            raise scope.problems[-1]
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
        replace(rows[key], unit=_placed(unit, saved), risk=risk(unit), seen=_seen(unit))
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
        file=saved,
    )


def _placed(unit: Unit, saved: SavedFile) -> Unit:
    """Return the unit with the line at which it stands now."""
    return replace(unit, line=saved.parts.line(unit.id)) if saved.parts else unit


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


def _rows(found: Reviewed, keys: Collection[str] | None = None) -> dict[str, Row]:
    """Return the segments of an article by their ids, or those with `keys`, in reading order."""
    stood = {unit.id: unit for unit in found.old.units} if found.old is not None else {}
    return {
        unit.id: Row(segment, unit, label, risk(unit), _seen(stood.get(unit.id, unit)))
        for segment, unit, label in zip(
            found.article.segments, found.catalog.units, found.catalog.labels, strict=True
        )
        if keys is None or unit.id in keys
    }


def _seen(unit: Unit) -> str:
    """Return what stands for all of a unit that a person may write or must know of."""
    parts = (unit.id, unit.source, unit.target, unit.status.value, unit.note, *unit.ignore)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
