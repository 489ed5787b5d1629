"""Let people, windows, editors and runs work on one review file at once: nothing may be lost.

    python tools/page_histories.py [--count 2000] [--seed 0] [--steps 12] [--hours H]

Each history is a small newsroom in a folder of its own. Two windows of the review page, an editor
and `translate` change it by turns, and in the midst of each other's work: whenever a program is
about to replace the file, somebody else may save it first. Runs and saves are killed at any step,
without a chance to tidy up. After each step:

- every word that a person wrote, and no person took back or overwrote knowing it, is in the file;
- what was not saved was given back to who typed it;
- what is approved is a pair of source and target that a person approved;
- the file reads.

A history that fails is told with its number: `--seed NUMBER --count 1` repeats it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.errors import DragomanError
from dragoman.model import Catalog, Status
from dragoman.web.answers import ANSWERS, Visit
from dragoman.web.runs import Runs
from dragoman.workflow.desk import Desk
from dragoman.workflow.reading import read_review

ARTICLE, LOCALE = "a.md", "tr"
PLACE = {"article": ARTICLE, "locale": LOCALE}
WORD = re.compile(r"\bw\d+x\b")
"""What a person types: no two are the same."""

_LONGEST = 60
"""Seconds that a process which is to be killed may live."""

SENTENCES = (
    "The river fell by 3 metres.",
    "Nobody was hurt.",
    "The bridge of 12 arches is open.",
    "Schools stay closed.",
    "Nobody was hurt.",
    "The council met on Monday.",
)


class LostError(Exception):
    """Something that a person did is lost."""


class _Hook:
    """Calls something once when a file is about to be replaced: it is another person's moment."""

    def __init__(self) -> None:
        self.act: Callable[[], None] | None = None
        self.left = -1
        """Replacements, creations and removals after which the process ends; negative: never."""

        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            writes = isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        else:
            writes = event in ("os.rename", "os.remove", "os.mkdir")
        if not writes:
            return
        if self.left == 0:
            os._exit(9)
        self.left -= self.left > 0
        act, self.act = (self.act, None) if event == "os.rename" else (None, self.act)
        if act is not None:
            act()


HOOK = _Hook()


class History:
    """One newsroom, and what is known of what people wrote in it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.roll = random.Random(seed)
        self.typed = 0
        self.alive: dict[str, str] = {}
        """The words that must be there, and who wrote them."""

        self.approved: set[tuple[str, str]] = set()
        self.log: list[str] = []
        (root / "seeds").mkdir()
        (root / "dragoman.yaml").write_text(f"source: en\ntargets: [{LOCALE}]\n", encoding="utf-8")
        self.article = list(SENTENCES)
        self._write_article()
        self.translate()
        self.windows = [self._window(), self._window()]
        self.sheets = [self._rows(window) for window in self.windows]

    def _window(self) -> Visit:
        return Visit(Desk(self.root, (), (), self.root), Runs(self.root))

    @property
    def path(self) -> Path:
        """The review file."""
        return self.root / "locales" / LOCALE / f"{ARTICLE}.yaml"

    def catalog(self) -> Catalog:
        """Return what the file holds."""
        return read_review(self.path.read_bytes(), str(self.path))

    def step(self) -> None:
        """Let somebody do something."""
        roll = self.roll.random()
        if roll < 0.45:
            self.page()
        elif roll < 0.6:
            self.editor()
        elif roll < 0.7:
            self.undo()
        elif roll < 0.8:
            self.source()
            self.translate()
        elif roll < 0.86:
            self.killed("a run", self.translate)
        elif roll < 0.92:
            self.killed("a save", lambda: self.page(quiet=True))
        else:
            self.together()

    # ---- What people do ---------------------------------------------------------------------

    def word(self) -> str:
        """Return a word that nobody has typed."""
        self.typed += 1
        return f"w{self.typed}x"

    def page(self, *, quiet: bool = False) -> None:
        """Save a segment in a window, on what it showed last."""
        number = self.roll.randrange(2)
        if self.roll.random() < 0.6:
            self.sheets[number] = self._rows(self.windows[number])
        row = self.roll.choice(self.sheets[number])
        edit, new = self._edit(row)
        if not quiet and self.roll.random() < 0.3:
            HOOK.act = self.editor
        answer = self._ask(number, "save", {**PLACE, "edits": [edit]})
        HOOK.act = None
        if quiet:
            return
        self.log.append(f"window {number}: {edit} → {_short(answer)}")
        if answer is None:
            return
        if answer["conflicts"]:
            yours = answer["conflicts"][0]["yours"]
            if yours != edit.get("target"):
                raise LostError(f"the typed text was not given back: {edit}")
            return
        if answer["refusals"]:
            return
        left = f"{edit.get('target', row['target'])}\n{edit.get('note', row['note'])}"
        for word in WORD.findall(f"{row['target']}\n{row['note']}"):
            if word not in left:
                self.alive.pop(word, None)
        for word in new:
            self.alive[word] = f"window {number}"
        for saved in answer["rows"]:
            if saved["status"] in ("approved", "reviewed"):
                self.approved.add((saved["source"], saved["target"]))

    def _edit(self, row: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        edit: dict[str, Any] = {"id": row["id"], "seen": row["seen"]}
        new = []
        if self.roll.random() < 0.7:
            new.append(self.word())
            kept = row["target"] if self.roll.random() < 0.3 else "Nehir 3 metre, 12 gün"
            edit["target"] = f"{kept} {new[-1]}"
        if self.roll.random() < 0.3:
            new.append(self.word())
            edit["note"] = f"{row['note']}\n{new[-1]}".strip()
        if self.roll.random() < 0.5 or not new:
            edit["status"] = self.roll.choice(["approved", "reviewed", "needs-work", "omit"])
            edit["force"] = True
        return edit, new

    def editor(self) -> None:
        """Change a target or a status in the file, as an editor does that looks before it saves."""
        text = self.path.read_text(encoding="utf-8")
        units = [unit for unit in self.catalog().units if unit.target and unit.line]
        if not units:
            return
        unit = self.roll.choice(units)
        lines = text.split("\n")
        begin = next(
            at for at in range(unit.line or 1, len(lines)) if lines[at].startswith("  target: ")
        )
        if lines[begin] != "  target: |-":
            return
        end = begin + 1
        while lines[end].startswith("    ") or not lines[end]:
            end += 1
        while not lines[end - 1]:
            end -= 1
        word = self.word()
        lines[begin + 1 : end] = [f"    Elle {word}, 3 ve 12."]
        if self.roll.random() < 0.3:
            lines.insert(begin, f"  # {self.word()}")
        changed = "\n".join(lines)
        whole = _read(changed, str(self.path))
        if whole is None:
            return
        temporary = self.path.with_name("editor.tmp")
        temporary.write_text(changed, encoding="utf-8")
        temporary.replace(self.path)
        for gone in WORD.findall(unit.target):
            self.alive.pop(gone, None)
        self.alive[word] = "editor"
        after = next(each for each in whole.units if each.id == unit.id)
        if after.status in (Status.APPROVED, Status.REVIEWED):
            self.approved.add((after.source, after.target))
        self.log.append(f"editor: {unit.id} → {word}")

    def undo(self) -> None:
        """Take back the last step of a window."""
        number = self.roll.randrange(2)
        before = self.catalog().units
        answer = self._ask(number, "undo", {})
        self.log.append(f"window {number}: undo → {_short(answer)}")
        if answer is None:
            return
        now = self.catalog().units
        changed = [
            (old, new)
            for old, new in zip(before, now, strict=True)
            if (old.target, old.note, old.status) != (new.target, new.note, new.status)
        ]
        told = sum(len(file["rows"]) + len(file["away"]) for file in answer["files"])
        if told < len(changed):
            raise LostError(f"{len(changed)} segments were taken back, and {told} told")
        for old, new in changed:
            for word in WORD.findall(f"{old.target} {old.note}"):
                self.alive.pop(word, None)
            for word in WORD.findall(f"{new.target} {new.note}"):
                self.alive[word] = "undo"
            if new.status in (Status.APPROVED, Status.REVIEWED):
                self.approved.add((new.source, new.target))

    def source(self) -> None:
        """Change, add, move or take out a sentence of the article."""
        at = self.roll.randrange(len(self.article))
        what = self.roll.randrange(4)
        if what == 0:
            self.article[at] = self.article[at].replace(".", f" {self.roll.randint(1, 99)}.")
        elif what == 1:
            self.article.insert(at, f"Sentence {self.roll.randint(1, 999)} is new.")
        elif what == 2:
            self.article.append(self.article.pop(at))
        elif len(self.article) > 3:
            self.article.pop(at)
        self._write_article()
        self.log.append(f"source: {what} at {at}")

    def translate(self) -> None:
        """Bring the file up to date, as the command does."""
        scope = workflow.Scope(project.find(self.root), (), (), self.root)
        workflow.translate(scope, create("pseudo"))

    def together(self) -> None:
        """Save in a window at the moment in which a run replaces the file."""
        self.source()
        self.log.append("a run, and in its midst:")
        HOOK.act = self.page
        self.translate()
        HOOK.act = None

    def killed(self, what: str, act: Callable[[], None]) -> None:
        """Do something in a process that is killed on the way."""
        if what == "a run":
            self.source()
        before = self.path.read_bytes()
        after = self.roll.randrange(12)
        seed = self.roll.random()
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                signal.alarm(_LONGEST)
                self.roll.seed(seed)
                HOOK.left = after
                act()
            os._exit(0)
        os.waitpid(child, 0)
        # Numbers that the child took are taken here, too.
        self.typed += 3
        self.log.append(f"{what} was killed after {after} writes")
        if self.path.read_bytes() != before and what == "a save":
            self._account(_read(before.decode(), "before"))

    def _account(self, before: Catalog | None) -> None:
        """Of a save that was killed nobody knows whether it was made: the file tells."""
        old = {unit.id: unit for unit in before.units} if before else {}
        for unit in self.catalog().units:
            was = old.get(unit.id)
            if was is not None and (was.target, was.note) == (unit.target, unit.note):
                if unit.status is not was.status:
                    self.approved.add((unit.source, unit.target))
                continue
            for word in WORD.findall(f"{was.target} {was.note}" if was else ""):
                self.alive.pop(word, None)
            for word in WORD.findall(f"{unit.target} {unit.note}"):
                self.alive[word] = "a killed save"
            self.approved.add((unit.source, unit.target))

    # ---- What must hold ---------------------------------------------------------------------

    def check(self) -> None:
        """Raise `LostError` where something is lost or misplaced."""
        try:
            catalog = self.catalog()
        except DragomanError as error:
            raise LostError(f"the file does not read: {error}") from error
        every = (*catalog.units, *catalog.retired)
        there = set(WORD.findall("\n".join(f"{each.target}\n{each.note}" for each in every)))
        gone = {word: who for word, who in self.alive.items() if word not in there}
        if gone:
            raise LostError(f"words are lost: {gone}")
        for unit in catalog.units:
            pair = (unit.source, unit.target)
            if unit.status in (Status.APPROVED, Status.REVIEWED) and pair not in self.approved:
                raise LostError(f"{unit.id} is {unit.status.value}, and nobody approved it: {pair}")

    # ---- Helpers of the above ---------------------------------------------------------------

    def _write_article(self) -> None:
        text = "\n\n".join(
            " ".join(self.article[at : at + 3]) for at in range(0, len(self.article), 3)
        )
        (self.root / "seeds" / ARTICLE).write_text(f"{text}\n", encoding="utf-8")

    def _rows(self, window: Visit) -> list[dict[str, Any]]:
        from dragoman.web import rows

        sheet = "".join(rows.sheet(window.desk.sheet(ARTICLE, LOCALE)))
        found: list[dict[str, Any]] = json.loads(sheet)["rows"]
        return found

    def _ask(self, number: int, name: str, body: dict[str, Any]) -> dict[str, Any] | None:
        try:
            return ANSWERS[name](self.windows[number], body)
        except DragomanError as error:
            self.log.append(f"window {number}: {error.problem}")
            return None


def _read(text: str, path: str) -> Catalog | None:
    try:
        return read_review(text.encode(), path)
    except DragomanError:
        return None


def _short(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "refused"
    files = answer.get("files", [answer])
    counts = (
        (len(f["rows"]) + len(f["away"]), len(f["conflicts"]), len(f["refusals"])) for f in files
    )
    return " ".join(f"{rows} saved, {other} conflicts, {no} refused" for rows, other, no in counts)


def run(seed: int, steps: int) -> str | None:
    """Run one history; return what went wrong, and how it came to it."""
    folder = Path(tempfile.mkdtemp(prefix="history-"))
    try:
        history = History(folder, seed)
        try:
            for _ in range(steps):
                history.step()
                HOOK.act = None
                history.check()
        except LostError as error:
            told = "\n".join(f"  {line}" for line in history.log)
            return f"history {seed}: {error}\n{told}"
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seeds(first: int, count: int, hours: float) -> Iterator[int]:
    """Yield numbers of histories until there were enough, or the time is over."""
    end = time.monotonic() + hours * 3600 if hours else None
    number = first
    while number < first + count if end is None else time.monotonic() < end:
        yield number
        number += 1


def main() -> None:
    """Run histories; exit with 1 if anything is lost in one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--hours", type=float, default=0)
    wanted = parser.parse_args()
    failed = done = 0
    for seed in seeds(wanted.seed, wanted.count, wanted.hours):
        told = run(seed, wanted.steps)
        done += 1
        if told is not None:
            failed += 1
            print(told, flush=True)
    print(f"{done} histories, {failed} in which something is lost")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
