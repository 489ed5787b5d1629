"""What the review page does: show articles, check and save single segments, take a step back.

The review files stay the truth. Every edit says what its author saw of the segment. If it stands
otherwise by now, because somebody saved in another window or an editor, nothing is written, and
both versions are given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dragoman.catalog import accept
from dragoman.errors import DragomanError, StoreError
from dragoman.model import GIVEN, Catalog, Finding, Grounds, Status, Unit
from dragoman.site.document import Document
from dragoman.typography import finish
from dragoman.workflow.decide import OPEN, approval, is_corrected
from dragoman.workflow.edits import (
    KEPT,
    Decided,
    Written,
    edited,
    grounds,
    holding,
    outcome,
    refusal,
    rows_of,
)
from dragoman.workflow.history import CommittedVersion, history
from dragoman.workflow.localized import localized
from dragoman.workflow.open_newsroom import OpenNewsroom
from dragoman.workflow.replace_words import Replacement, Search, replaced
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.saving import save
from dragoman.workflow.scope import Scope
from dragoman.workflow.sheets import (
    Approved,
    Conflict,
    Help,
    Refusal,
    ReviewSheet,
    Row,
    SavedEdits,
    SegmentEdit,
)
from dragoman.workflow.status import StatusReport, status
from dragoman.workflow.steps import SavedStep, Steps, restored, step_of
from dragoman.workflow.wordings import Wording, Wordings


class Desk:
    """The review page's side of a newsroom. May be used from several threads."""

    def __init__(self, root: Path, names: Sequence[str], locales: Sequence[str], here: Path):
        """Open the newsroom in `root` for the articles and locales named, all if none are.

        Raises `DragomanError` for an article or a locale that does not exist.
        """
        self._room = OpenNewsroom(root, names, locales, here)
        self._steps = Steps()
        self._typing: dict[tuple[str, str], tuple[str, str]] = {}
        self._wordings: Wordings | None = None

    @property
    def root(self) -> Path:
        """The newsroom's folder."""
        return self._room.root

    def scope(self) -> Scope:
        """Return the scope for the settings and the glossary as they are now."""
        return self._room.scope()

    def stamp(self, name: str, locale: str) -> str:
        """Return what changes when the article or its review file does."""
        return self._room.stamp(name, locale)

    def home(self) -> StatusReport:
        """Return how far each article is in each locale."""
        with self._room.lock:
            found = status(self.scope())
            # The scope forgets them when it is asked for next.
            found.problems = [*found.problems]
            return found

    def sheet(self, name: str, locale: str) -> ReviewSheet:
        """Return an article in a locale. Raises `DragomanError` where it cannot be read."""
        with self._room.lock:
            scope = self.scope()
            rows = self._room.early(scope, name, locale)
            if rows is None:
                rows = tuple(rows_of(self._room.reviewed(scope, name, locale)).values())
            self._room.look()
            return ReviewSheet(
                name,
                locale,
                scope.language,
                scope.store.shown(scope.store.review_path(name, locale)),
                self.stamp(name, locale),
                rows,
            )

    def check(self, name: str, locale: str, key: str, target: str) -> tuple[Finding, ...]:
        """Return what the checks would say of a target. Writes nothing."""
        with self._room.lock:
            scope = self.scope()
            segment, unit = self._room.found(scope, name, locale, key)
            # A stale text is not checked as it stands; what is typed stands beside the new source.
            status = Status.DRAFT if unit.status is Status.STALE else unit.status
            typed = replace(unit, target=target, status=status)
            return scope.checked(typed, segment, locale).findings

    def finished(self, name: str, locale: str, key: str, target: str) -> str:
        """Return the target set by the locale's typographic rules."""
        scope = self.scope()
        segment, _ = self._room.found(scope, name, locale, key)
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
        with self._room.lock:
            scope = self.scope()
            row = self._room.row(scope, name, locale, key)
            segment = row.segment
            terms = scope.context(locale).terms
            memory = self._room.memory(scope)
            try:
                text, said = memory.offered(locale, segment.key)
            finally:
                memory.close()
            return Help(row, terms.wanted(segment.source) if terms else (), text, said)

    def history(self, name: str, locale: str, key: str) -> tuple[CommittedVersion, ...]:
        """Return the versions of a segment that git knows, the newest first."""
        with self._room.lock:
            scope = self.scope()
            self._room.reviewed(scope, name, locale)
        return history(scope.store, name, locale, key)

    def type(self, name: str, locale: str, key: str, target: str) -> None:
        """Note what is being typed, for the page's preview. It is written nowhere."""
        self._typing = {(name, locale): (key, target)}

    def localized(self, name: str, locale: str, key: str) -> Document:
        """Return the page of the article as it would be exported, with what is being typed."""
        with self._room.lock:
            scope = self.scope()
            found = self._room.reviewed(scope, name, locale)
            article = self._room.whole(scope, name)
            typed, target = self._typing.get((name, locale), ("", ""))
            units = tuple(
                replace(unit, target=target.strip()) if unit.id == typed else unit
                for unit in found.catalog.units
            )
            if [unit.id for unit in units] != [segment.id for segment in article.segments]:
                raise StoreError("the article changed just now; look again", path=name)
            return localized(scope, article, units, locale, key)

    def wordings(self, name: str, locale: str, key: str) -> tuple[Wording, ...]:
        """Return other wordings of a segment. It may take as long as loading a model."""
        with self._room.lock:
            scope = self.scope()
            found = self._room.reviewed(scope, name, locale)
            asked = self._asking(scope)
        return asked.alternatives(scope.project, found, key)

    def complete(self, name: str, locale: str, key: str, typed: str) -> str | None:
        """Return what may follow what is typed; `None` where nothing is known."""
        with self._room.lock:
            scope = self.scope()
            segment, _ = self._room.found(scope, name, locale, key)
            asked = self._asking(scope)
        return asked.complete(segment.source, typed, locale, segment.syntax)

    def _asking(self, scope: Scope) -> Wordings:
        if self._wordings is None:
            self._wordings = Wordings(scope.project)
        return self._wordings

    def close(self) -> None:
        """Let go of models."""
        if self._wordings is not None:
            self._wordings.close()

    def search(
        self, search: Search, by: str, names: Sequence[str], locales: Sequence[str]
    ) -> tuple[Replacement, ...]:
        """Return what replacing would make of each target that holds what is looked for.

        Files that cannot be read are in the scope's problems.
        """
        found = []
        for name in names:
            for locale in locales:
                with self._room.lock:
                    scope = self.scope()
                    try:
                        reviewed = self._room.reviewed(scope, name, locale)
                    except DragomanError:
                        continue
                    rows = rows_of(reviewed).values()
                found += [
                    Replacement(name, locale, row.unit.id, row.seen, row.unit.source, before, after)
                    for row in rows
                    if (before := row.unit.target)
                    != (after := replaced(before, row.segment.syntax, search, by))
                ]
        return tuple(found)

    def save(self, name: str, locale: str, edits: Sequence[SegmentEdit]) -> SavedEdits:
        """Make the edits that were meant for the segments as they stand; all in one write.

        Raises `DragomanError` where the file cannot be read or written.
        """
        with self._room.lock:
            self._steps.begin()
            return self._save(name, locale, edits)

    def save_many(
        self, edits: Mapping[tuple[str, str], Sequence[SegmentEdit]]
    ) -> dict[str, SavedEdits]:
        """Make edits in several files, by article and locale: one step to take back.

        What cannot be read or written keeps no other file from its turn; it is in the scope's
        problems. The result is by the names of the review files.
        """
        with self._room.lock:
            self._steps.begin()
            found = {}
            for (name, locale), wanted in edits.items():
                store = self.scope().store
                found[store.shown(store.review_path(name, locale))] = self._save(
                    name, locale, wanted
                )
            return found

    def _save(self, name: str, locale: str, edits: Sequence[SegmentEdit]) -> SavedEdits:
        scope = self.scope()
        witness = self._room.witness(scope)
        wanted = {edit.id: edit for edit in edits}
        usual = Grounds.BULK if len(wanted) > 1 else Grounds.NAMED

        def decide(row: Row) -> Decided:
            edit = wanted[row.unit.id]
            if edit.seen != row.seen:
                return Conflict(edit, row)
            made = scope.checked(edited(row.unit, edit), row.segment, locale)
            if made == row.unit and edit.status is None:
                return None
            if edit.status not in GIVEN:
                return made
            refused = refusal(row.unit, made, edit)
            return refused or accept(made, witness, grounds(row.unit, made, usual))

        written = self._write(scope, name, locale, tuple(wanted), decide)
        gone = tuple(Conflict(wanted[key], None) for key in written.missing)
        self._remember(written)
        return replace(written.saved, conflicts=(*written.saved.conflicts, *gone))

    def approve(self, name: str, locale: str, seen: Mapping[str, str], *, dry: bool) -> Approved:
        """Approve segments by the rules of the command; `seen` says how each stood.

        With `dry`, only say what would be done. Those that are not open, such as rejected ones,
        are left, and counted.
        """
        with self._room.lock:
            self._steps.begin()
            scope = self.scope()
            witness = self._room.witness(scope)
            left: dict[str, str] = {}

            def decide(row: Row) -> Decided:
                edit = SegmentEdit(row.unit.id, seen[row.unit.id], status=Status.APPROVED)
                if edit.seen != row.seen:
                    return Conflict(edit, row)
                checked = scope.checked(row.unit, row.segment, locale)
                if checked.status not in OPEN:
                    left[row.unit.id] = checked.status.value
                    return None
                if checked.status is Status.STALE and not is_corrected(checked):
                    return Refusal(edit, KEPT, force=True)
                made = approval(checked, Status.APPROVED, force=False)
                if isinstance(made, str):
                    return Refusal(edit, made, force=True)
                return accept(made, witness, Grounds.BULK)

            if dry:
                rows = rows_of(self._room.reviewed(scope, name, locale), tuple(seen))
                made = [decide(row) for row in rows.values()]
                units = [each for each in made if isinstance(each, Unit)]
                refused = tuple(each for each in made if isinstance(each, Refusal))
                return Approved(
                    SavedEdits(refusals=refused), *_counted(units), Counter(left.values())
                )
            written = self._write(scope, name, locale, tuple(seen), decide)
            self._remember(written)
            units = [row.unit for row in written.saved.rows]
            return Approved(written.saved, *_counted(units), Counter(left.values()))

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def undo(self) -> tuple[tuple[str, str, SavedEdits], ...]:
        """Take back the last step: the articles and locales, and what became of each.

        Segments that somebody changed since stay as they are. Raises `StoreError` where there is
        nothing to take back.
        """
        with self._room.lock:
            if not len(self._steps):
                raise StoreError("there is nothing to undo in this visit")
            return tuple(
                (step.article, step.locale, self._undone(step)) for step in self._steps.take_back()
            )

    def _undone(self, step: SavedStep) -> SavedEdits:
        scope = self.scope()
        path = scope.store.review_path(step.article, step.locale)
        now = scope.store.read(path)
        before = None if now is None else restored(step, now)
        if before is None:
            return self._give_back(scope, step)
        scope.store.write(path, before, now)
        # The article may be another since: then the segments are found by where they stand.
        rows = rows_of(self._room.reviewed(scope, step.article, step.locale)).values()
        there = {row.unit.entry: row for row in rows}
        return SavedEdits(
            tuple(there[unit.entry] for unit in step.before if unit.entry in there),
            away=tuple(unit.id for unit in step.before if unit.entry not in there),
        )

    def _give_back(self, scope: Scope, step: SavedStep) -> SavedEdits:
        """Undo a step in a file that was changed since, but for the segments that were."""
        earlier = {unit.id: unit for unit in step.before}
        seen = dict(zip(earlier, step.after, strict=True))

        def decide(row: Row) -> Decided:
            if row.seen != seen[row.unit.id]:
                return Conflict(SegmentEdit(row.unit.id, seen[row.unit.id]), row)
            return replace(earlier[row.unit.id], entry=row.unit.entry, line=row.unit.line)

        written = self._write(scope, step.article, step.locale, tuple(earlier), decide)
        gone = tuple(Conflict(SegmentEdit(key, seen[key]), None) for key in written.missing)
        return replace(written.saved, conflicts=(*written.saved.conflicts, *gone))

    def _write(
        self,
        scope: Scope,
        name: str,
        locale: str,
        keys: Sequence[str],
        decide: Callable[[Row], Decided],
    ) -> Written:
        """Decide on the segments `keys` as the file holds them, and save what changed."""
        made: dict[str, Decided] = {}
        rows: dict[str, Row] = {}
        wanted = frozenset(keys)

        def decision(reviewed: Reviewed) -> Catalog | None:
            rows.clear()
            rows.update(rows_of(reviewed, wanted))
            made.clear()
            made.update((key, decide(rows[key])) for key in keys if key in rows)
            units = {key: unit for key, unit in made.items() if isinstance(unit, Unit)}
            return holding(reviewed, units)

        def read() -> Reviewed:
            return self._room.reviewed(scope, name, locale)

        article = self._room.article(scope, name)
        saved = save(scope, article, locale, decision, patience=None, read=read)
        if saved.changed:
            self._room.keep(saved)
        return outcome(keys, rows, made, saved)

    def _remember(self, written: Written) -> None:
        if written.before:
            after = tuple(row.seen for row in written.saved.rows)
            self._steps.keep(step_of(written.file, written.before, after))


def _counted(units: Sequence[Unit]) -> tuple[int, int]:
    """Return how many units were accepted, and how many of them as the machine wrote them."""
    accepted = [unit.record.accepted for unit in units if unit.record is not None]
    return len(units), sum(each is not None and each.unedited for each in accepted)
