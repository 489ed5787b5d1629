"""The life of a review file: articles change, people edit by hand, runs crash. No word is lost."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dragoman import engines, project, workflow
from dragoman.formats import review
from dragoman.model import Status
from dragoman.store import Store

SENTENCES = [
    "The river is falling.",
    "Nobody was hurt.",
    "The convoy of 64 trucks left Kazan.",
    "It reached Lorven before noon.",
    "The convoy of 64 trucks left Kazan, and it reached Lorven before noon.",
    "The road is open.",
    "The road is not open.",
    "See https://example.org/map for the map.",
    "The river is falling.",
]

STYLES: dict[str, Callable[[str], str]] = {
    "literal": lambda text: f"|-\n    {text}",
    "folded": lambda text: f">-\n    {text.replace(' ', chr(10) + '    ', 1)}",
    "double": lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
    "single": lambda text: "'" + text.replace("'", "''") + "'",
    "keep": lambda text: f"|\n    {text}\n",
    "plain": lambda text: text.replace(": ", " ").replace(" #", " "),
}

TEXTS = [
    "کاروان «رفت»",
    "Он сказал: нет",
    "it’s a # test",
    "yes",
    "2024-03-09",
    "a\\b \"c\" 'd'",
    "[x] {y}",
]

ENTRY = re.compile(r"^- (?:.*\n)(?:(?:  .*|[ ]*)\n)*", re.MULTILINE)
FIELD = r"^  {key}:.*\n(?:(?:    .*)\n)*"


class Killed(BaseException):
    """The process ends here."""


class Newsroom(RuleBasedStateMachine):
    """One article in one locale, a person who edits its review, and runs that may be cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.root = Path(self.folder.name)
        (self.root / "seeds").mkdir()
        (self.root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n")
        self.file = self.root / "locales/fa/a.txt.yaml"
        self.sentences = SENTENCES[:4]
        self.words: dict[str, str] = {}
        """Each word of a person's, by a number that stands nowhere else."""
        self.number = 0
        self.accepted: set[tuple[str, str]] = set()
        self.save_article()
        self.run()

    def teardown(self) -> None:
        self.folder.cleanup()

    def save_article(self) -> None:
        text = "\n\n".join(self.sentences) + "\n"
        (self.root / "seeds/a.txt").write_text(text, encoding="utf-8")

    def fresh(self, text: str) -> str:
        self.number += 1
        return f"{text} w{self.number}w"

    def run(self) -> None:
        scope = workflow.Scope(project.find(self.root), [], [], self.root)
        report = workflow.translate(scope, engines.create("pseudo", "installed"))
        assert [str(problem) for problem in report.problems] == []

    def text(self) -> str:
        return self.file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")

    # What people do to the article.

    @rule(at=st.integers(0, 8), sentence=st.sampled_from(SENTENCES))
    def insert(self, at: int, sentence: str) -> None:
        self.sentences.insert(at % (len(self.sentences) + 1), sentence)
        self.save_article()

    @precondition(lambda self: len(self.sentences) > 1)
    @rule(at=st.integers(0, 8))
    def remove(self, at: int) -> None:
        del self.sentences[at % len(self.sentences)]
        self.save_article()

    @rule(at=st.integers(0, 8), to=st.integers(0, 8))
    def move(self, at: int, to: int) -> None:
        sentence = self.sentences.pop(at % len(self.sentences))
        self.sentences.insert(to % (len(self.sentences) + 1), sentence)
        self.save_article()

    @rule(at=st.integers(0, 8), new=st.sampled_from(["46", "river", "not yet"]))
    def change(self, at: int, new: str) -> None:
        place = at % len(self.sentences)
        self.sentences[place] = self.sentences[place].replace("64", new, 1).replace("road", new, 1)
        self.save_article()

    # What people do to the review file.

    def edit(self, at: int, change: Callable[[str], str]) -> None:
        text = self.text()
        head, mark, rest = text.partition("segments:\n")
        entries = list(ENTRY.finditer(rest.partition("\nrecord:")[0].partition("\nretired:")[0]))
        if not entries:
            return
        entry = entries[at % len(entries)]
        new = change(entry[0])
        rest = rest[: entry.start()] + new + rest[entry.end() :]
        self.file.write_text(head + mark + rest, encoding="utf-8")

    @rule(
        at=st.integers(0, 8),
        style=st.sampled_from(sorted(STYLES)),
        text=st.sampled_from(TEXTS),
        status=st.sampled_from(["draft", "approved", "reviewed", "needs-work"]),
    )
    def translate_by_hand(self, at: int, style: str, text: str, status: str) -> None:
        mine = self.fresh(text)
        if style == "plain" and not mine[0].isalpha():
            style = "single"

        def change(entry: str) -> str:
            self.forget(entry, "target")
            value = STYLES[style](mine)
            self.words[re.findall(r"w\d+w", mine)[0]] = entry
            entry = re.sub(
                FIELD.format(key="target"), lambda _: f"  target: {value}\n", entry, flags=re.M
            )
            return re.sub(r"^  status:.*$", f"  status: {status}", entry, flags=re.M)

        self.edit(at, change)

    @rule(at=st.integers(0, 8))
    def note(self, at: int) -> None:
        mine = self.fresh("ask Mira")

        def change(entry: str) -> str:
            self.forget(entry, "note")
            entry = re.sub(FIELD.format(key="note"), "", entry, flags=re.M)
            self.words[re.findall(r"w\d+w", mine)[0]] = entry
            return f"{entry.rstrip(chr(10))}\n  note: {mine}\n"

        self.edit(at, change)

    @rule(at=st.integers(0, 8), key=st.booleans())
    def remark(self, at: int, key: bool) -> None:
        mine = self.fresh("mine")

        def change(entry: str) -> str:
            self.words[re.findall(r"w\d+w", mine)[0]] = entry
            own = f"  own{self.number}: {mine}\n" if key else f"  # {mine}\n"
            first, _, rest = entry.partition("\n")
            return f"{first}\n{own}{rest}"

        self.edit(at, change)

    @rule(at=st.integers(0, 8))
    def reorder(self, at: int) -> None:
        def change(entry: str) -> str:
            status = re.search(r"^  status:.*\n", entry, re.M)
            if status is None:
                return entry
            return entry.replace(status[0], "", 1).rstrip("\n") + "\n" + status[0]

        self.edit(at, change)

    @rule(at=st.integers(0, 8))
    def delete(self, at: int) -> None:
        def change(entry: str) -> str:
            for word in re.findall(r"w\d+w", entry):
                self.words.pop(word, None)
            return ""

        self.edit(at, change)

    @rule(at=st.integers(0, 8))
    def double(self, at: int) -> None:
        self.edit(at, lambda entry: f"{entry.rstrip(chr(10))}\n\n{entry}")

    @rule(how=st.sampled_from(["crlf", "bom", "no end"]))
    def other_editor(self, how: str) -> None:
        data = self.text()
        if how == "crlf":
            self.file.write_bytes(data.replace("\n", "\r\n").encode())
        elif how == "bom":
            self.file.write_bytes(b"\xef\xbb\xbf" + data.encode())
        else:
            self.file.write_bytes(data.rstrip("\n").encode())

    def forget(self, entry: str, key: str) -> None:
        """A person overwrites words of his own."""
        field = re.search(FIELD.format(key=key), entry, re.M)
        for word in re.findall(r"w\d+w", field[0]) if field else ():
            if self.text().count(word) == 1:
                self.words.pop(word, None)

    # What the program does.

    @rule()
    def translate(self) -> None:
        self.run()
        before = self.file.read_bytes()
        self.run()
        assert self.file.read_bytes() == before, "a second run changes nothing"

    @rule(at=st.sampled_from(["before", "within", "after"]))
    def killed(self, at: str) -> None:
        honest, replace = Store.write, Path.replace

        def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
            if at == "before":
                raise Killed
            if at == "after":
                honest(store, path, data, expected)
            raise Killed

        def cut(path: Path, target: Path) -> Path:
            if path.suffix == ".tmp" and "a.txt.yaml" in path.name:
                raise Killed
            return replace(path, target)

        with pytest.MonkeyPatch.context() as patch:
            if at == "within":
                patch.setattr(Path, "replace", cut)
            else:
                patch.setattr(Store, "write", write)
            with contextlib.suppress(Killed):
                self.run()
        text = self.file.read_text(encoding="utf-8-sig")
        review.parse(text, "a.txt.yaml")

    @invariant()
    def every_word_is_there(self) -> None:
        text = self.text()
        for word in self.words:
            assert word in text, f"{word} is lost"

    @invariant()
    def approved_text_belongs_to_its_source(self) -> None:
        catalog = review.parse(self.file.read_text(encoding="utf-8-sig"), "a.txt.yaml")
        for unit in catalog.units:
            if unit.status is Status.APPROVED and not unit.target:
                raise AssertionError("approved without a text")


TestNewsroom = Newsroom.TestCase
TestNewsroom.settings = settings(max_examples=30, stateful_step_count=14, deadline=None)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "dragoman.yaml").write_text("targets: [fa, ru]\nengine: pseudo\n")
    for number in range(20):
        text = " ".join(f"Sentence {number} of {other} is here." for other in range(20))
        (tmp_path / f"seeds/{number:02}.txt").write_text(text + "\n")
    command = [sys.executable, "-m", "dragoman", "translate"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    files = sorted((tmp_path / "locales/fa").iterdir())
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        start = text.index("target: |-\n") + len("target: |-\n")
        file.write_text(
            f"{text[:start]}    کار من {number}\n{text[text.index(chr(10), start) + 1 :]}"
        )
        seed = tmp_path / f"seeds/{number:02}.txt"
        seed.write_text(seed.read_text().replace("is here", "was there"))
    for wait in (0.35, 0.6):
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for number, file in enumerate(files):
            assert f"    کار من {number}\n" in file.read_text(encoding="utf-8")
            review.parse(file.read_text(encoding="utf-8"), file.name)
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        assert f"    کار من {number}\n" in text
        assert text.count("status: stale") == 1
