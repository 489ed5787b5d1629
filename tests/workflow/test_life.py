"""The life of a review file: articles change, people edit by hand, runs crash. No word is lost."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from dragoman import engines, project, review, workflow
from dragoman.model import Origin, Status, Unit, one_line
from dragoman.store import Store
from tests.processes import python

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


def folded(text: str) -> str:
    return text.replace(" ", "\n    ", 1)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


STYLES: dict[str, Callable[[str], str]] = {
    "literal": lambda text: f" |-\n    {text}",
    "literal, indented deeper": lambda text: f" |-\n        {text}",
    "literal, spaces after it": lambda text: f" |-   \n    {text}   ",
    "literal, with a remark": lambda text: f" |-  # as agreed\n    {text}",
    "literal, its indent given": lambda text: f" |2-\n    {text}",
    "literal, a line left empty": lambda text: f" |-\n    {text}\n\n    fin",
    "folded": lambda text: f" >-\n    {folded(text)}",
    "folded, kept": lambda text: f" >+\n    {folded(text)}\n",
    "double": lambda text: f' "{escaped(text)}"',
    "double, on two lines": lambda text: f' "{folded(escaped(text))}"',
    "single": lambda text: " '" + text.replace("'", "''") + "'",
    "single, with a remark": lambda text: " '" + text.replace("'", "''") + "'  # as agreed",
    "keep": lambda text: f" |\n    {text}\n",
    "plain": lambda text: f" {bare(text)}",
    "plain, on two lines": lambda text: f" {folded(bare(text))}",
    "plain, after a tab": lambda text: f"\t{bare(text)}",
    "plain, a tab after it": lambda text: f" {bare(text)}\t",
}
"""How a person writes a value after a key and its colon."""


def bare(text: str) -> str:
    """The text as it can stand without quotation marks."""
    text = text.replace(": ", " ").replace(" #", " ").replace("\t", " ")
    return text if text[0].isalpha() else f"x {text}"


TEXTS = [
    "کاروان «رفت»",
    "Он сказал: нет",
    "it’s a # test",
    "yes",
    "2024-03-09",
    "a\\b \"c\" 'd'",
    "[x] {y}",
    "\u00a0no\u00a0break\u202f",
    "\u200fنشان\u200f \u2067x\u2069",
    "a\ttab",
    "می\u200cرود…",
]

REMARKS: dict[str, Callable[[str, str], str]] = {
    "own key": lambda entry, mine: after_first(entry, f"  own-{mine.split()[-1]}: {mine}\n"),
    "own list": lambda entry, mine: after_first(
        entry, f"  mine-{mine.split()[-1]}:\n  - {mine}\n  - b\n"
    ),
    "comment": lambda entry, mine: after_first(entry, f"  # {mine}\n"),
    "comment at the margin": lambda entry, mine: after_first(entry, f"# {mine}\n"),
    "comment and empty lines": lambda entry, mine: after_first(entry, f"\n  # {mine}\n   \n"),
    "comment above": lambda entry, mine: f"# {mine}\n{entry}",
    "comment at the end": lambda entry, mine: f"{entry.rstrip(chr(10))}\n  # {mine}\n",
    "comment beside the status": lambda entry, mine: re.sub(
        r"^(  status:[^#\n]*?)[ \t]*$", rf"\1\t# {mine}", entry, count=1, flags=re.MULTILINE
    ),
}
"""Where a person leaves words of his own beside a segment."""


def after_first(entry: str, added: str) -> str:
    first, _, rest = entry.partition("\n")
    return f"{first}\n{added}{rest}"


ENTRY = re.compile(r"^- (?:.*\n)(?:(?:  .*|[ ]*|#(?! paragraph).*)\n(?!- |#.*\n- ))*", re.MULTILINE)
FIELD = r"^  {key}:.*\n(?:(?:[ ]*\n)*    .*\n)*"
WORD = re.compile(r"w\d+w")
NAMES = ("a", "b")


class Killed(BaseException):
    """The process ends here."""


class Newsroom(RuleBasedStateMachine):
    """Two articles in one locale, a person who edits their reviews, and runs that may be cut off.

    Every word of the person's is numbered, so that it is known wherever it comes up again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.root = Path(self.folder.name)
        (self.root / "seeds").mkdir()
        (self.root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n")
        self.sentences = {"a": SENTENCES[:4], "b": SENTENCES[2:5]}
        self.words: dict[str, str] = {}
        """The article of each word that a person wrote and nobody took away."""

        self.number = 0
        self.approved: set[tuple[str, str, str]] = set()
        """What a person ever approved: article, source and text."""

        for name in NAMES:
            self.save_article(name)
        self.run()

    def teardown(self) -> None:
        self.folder.cleanup()

    def save_article(self, name: str) -> None:
        text = "\n\n".join(self.sentences[name]) + "\n"
        (self.root / f"seeds/{name}.txt").write_text(text, encoding="utf-8")

    def fresh(self, text: str) -> str:
        self.number += 1
        return f"{text} w{self.number}w"

    def scope(self) -> workflow.Scope:
        return workflow.Scope(project.find(self.root), [], [], self.root)

    def run(self) -> None:
        self.remember()
        report = workflow.translate(self.scope(), engines.create("pseudo", "installed"))
        assert [str(problem) for problem in report.problems] == []

    def file(self, name: str) -> Path:
        return self.root / f"locales/fa/{name}.txt.yaml"

    def text(self, name: str) -> str:
        return self.file(name).read_text(encoding="utf-8-sig").replace("\r\n", "\n")

    def units(self, name: str) -> tuple[Unit, ...]:
        return review.parse(self.text(name), f"{name}.txt.yaml").units

    def remember(self) -> None:
        """Note what is approved now."""
        for name in NAMES:
            for unit in self.units(name) if self.file(name).exists() else ():
                if unit.status is Status.APPROVED:
                    self.approved.add((name, one_line(unit.source), unit.target))

    # What people do to the articles.

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8), sentence=st.sampled_from(SENTENCES))
    def insert(self, name: str, at: int, sentence: str) -> None:
        sentences = self.sentences[name]
        sentences.insert(at % (len(sentences) + 1), sentence)
        self.save_article(name)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8))
    def remove(self, name: str, at: int) -> None:
        if len(self.sentences[name]) > 1:
            del self.sentences[name][at % len(self.sentences[name])]
            self.save_article(name)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8), to=st.integers(0, 8))
    def move(self, name: str, at: int, to: int) -> None:
        sentences = self.sentences[name]
        sentence = sentences.pop(at % len(sentences))
        sentences.insert(to % (len(sentences) + 1), sentence)
        self.save_article(name)

    @rule(
        name=st.sampled_from(NAMES),
        at=st.integers(0, 8),
        new=st.sampled_from(["46", "river", "not yet"]),
    )
    def change(self, name: str, at: int, new: str) -> None:
        sentences = self.sentences[name]
        place = at % len(sentences)
        sentences[place] = sentences[place].replace("64", new, 1).replace("road", new, 1)
        self.save_article(name)

    @rule(to=st.sampled_from(NAMES), then=st.booleans())
    def take_over(self, to: str, then: bool) -> None:
        """One article says what the other says, sentence by sentence."""
        self.sentences[to] = list(self.sentences["b" if to == "a" else "a"])
        self.save_article(to)
        if then:
            self.translate()

    # What people do to the review files.

    def edit(self, name: str, at: int, change: Callable[[str], str]) -> None:
        text = self.text(name)
        head, mark, rest = text.partition("segments:\n")
        entries = list(ENTRY.finditer(rest.partition("\nrecord:")[0].partition("\nretired:")[0]))
        if not entries:
            return
        entry = entries[at % len(entries)]
        new = change(entry[0])
        rest = rest[: entry.start()] + new + rest[entry.end() :]
        self.file(name).write_text(head + mark + rest, encoding="utf-8")

    @rule(
        name=st.sampled_from(NAMES),
        at=st.integers(0, 8),
        style=st.sampled_from(sorted(STYLES)),
        text=st.sampled_from(TEXTS),
        status=st.sampled_from(
            ["draft", "approved", "Approved ", "'approved'", "reviewed", "needs work\t"]
        ),
        then=st.booleans(),
    )
    def translate_by_hand(
        self, name: str, at: int, style: str, text: str, status: str, then: bool
    ) -> None:
        mine = self.fresh(text)

        def change(entry: str) -> str:
            self.forget(name, entry, "target")
            value = STYLES[style](mine)
            self.words[WORD.findall(mine)[0]] = name
            entry = re.sub(
                FIELD.format(key="target"), lambda _: f"  target:{value}\n", entry, flags=re.M
            )
            return re.sub(
                r"^  status:[^#\n]*?(?=[ \t]*(?:#|$))", f"  status: {status}", entry, flags=re.M
            )

        self.edit(name, at, change)
        if then:
            self.translate()

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8), style=st.sampled_from(sorted(STYLES)))
    def note(self, name: str, at: int, style: str) -> None:
        mine = self.fresh("ask Mira")

        def change(entry: str) -> str:
            self.forget(name, entry, "note")
            entry = re.sub(FIELD.format(key="note"), "", entry, flags=re.M)
            self.words[WORD.findall(mine)[0]] = name
            return f"{entry.rstrip(chr(10))}\n  note:{STYLES[style](mine)}\n"

        self.edit(name, at, change)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8), where=st.sampled_from(sorted(REMARKS)))
    def remark(self, name: str, at: int, where: str) -> None:
        mine = self.fresh("mine")

        def change(entry: str) -> str:
            new = REMARKS[where](entry, mine)
            if new != entry:
                self.words[WORD.findall(mine)[0]] = name
            return new

        self.edit(name, at, change)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8))
    def reorder(self, name: str, at: int) -> None:
        def change(entry: str) -> str:
            status = re.search(r"^  status:.*\n", entry, re.M)
            if status is None:
                return entry
            return entry.replace(status[0], "", 1).rstrip("\n") + "\n" + status[0]

        self.edit(name, at, change)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8))
    def delete(self, name: str, at: int) -> None:
        def change(entry: str) -> str:
            for word in WORD.findall(entry):
                self.words.pop(word, None)
            return ""

        self.edit(name, at, change)

    @rule(name=st.sampled_from(NAMES), at=st.integers(0, 8))
    def double(self, name: str, at: int) -> None:
        self.edit(name, at, lambda entry: f"{entry.rstrip(chr(10))}\n\n{entry}")

    @rule(name=st.sampled_from(NAMES), how=st.sampled_from(["crlf", "bom", "both", "no end"]))
    def other_editor(self, name: str, how: str) -> None:
        data = self.text(name)
        if how in ("crlf", "both"):
            data = data.replace("\n", "\r\n")
        if how == "no end":
            data = data.rstrip("\n")
        mark = b"\xef\xbb\xbf" if how in ("bom", "both") else b""
        self.file(name).write_bytes(mark + data.encode())

    def forget(self, name: str, entry: str, key: str) -> None:
        """A person overwrites words of his own."""
        field = re.search(FIELD.format(key=key), entry, re.M)
        for word in WORD.findall(field[0]) if field else ():
            if self.text(name).count(word) == 1:
                self.words.pop(word, None)

    @rule(name=st.sampled_from(NAMES), accept=st.booleans())
    def decide(self, name: str, accept: bool) -> None:
        """A person goes over an article by command."""
        scope = workflow.Scope(project.find(self.root), [f"{name}.txt"], [], self.root)
        if accept:
            report = workflow.approve(scope, workflow.Chosen(), force=True, dry=False)
        else:
            note = self.fresh("no")
            report = workflow.reject(scope, workflow.Chosen(), note, dry=False)
            if report.changed:
                self.words[WORD.findall(note)[0]] = name
        for problem in report.problems:
            assert "First run: dragoman translate" in problem.advice
        self.remember()

    # What the program does, and what becomes of what it keeps for itself.

    @rule()
    def translate(self) -> None:
        before = {name: self.chunks(name) for name in NAMES}
        self.run()
        for name in NAMES:
            for unit, chunks in self.chunks(name).items():
                known = before[name].get(unit, chunks)
                assert chunks <= known, "what was not touched keeps its bytes"
        files = {name: self.file(name).read_bytes() for name in NAMES}
        self.run()
        for name in NAMES:
            assert self.file(name).read_bytes() == files[name], "a second run changes nothing"

    def chunks(self, name: str) -> dict[Unit, set[str]]:
        """The lines of each unit, by all that is said in them; a person may have doubled some."""
        units = self.units(name)
        lines = self.text(name).split("\n")
        found: dict[Unit, set[str]] = {}
        for unit, following in zip(units, [*units, None][1:], strict=True):
            start = (unit.line or 0) - 1
            end = (following.line or 0) - 1 if following else len(lines)
            chunk = re.split(r"\n(?=record:|retired:)", "\n".join(lines[start:end]))[0]
            chunk = re.sub(r"(\n#.*|\n[ \t]*)+\Z", "", chunk)
            bare = replace(unit, entry=None, line=None, record=None)
            found.setdefault(bare, set()).add(chunk)
        return found

    @rule(what=st.sampled_from(["all of it", "the memory", "the translations", "the index"]))
    def lose(self, what: str) -> None:
        """Somebody deletes what the tool keeps for itself, or the disk damages it."""
        private = self.root / ".dragoman"
        name = {"the memory": "memory.sqlite", "the translations": "translations.sqlite"}
        if what == "all of it":
            shutil.rmtree(private, ignore_errors=True)
        elif private.exists():
            (private / name.get(what, "reviews.json")).write_bytes(b"\0damaged" * 99)

    @rule()
    def lose_within(self) -> None:
        """The same while a run is on."""
        honest = Store.write

        def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
            shutil.rmtree(self.root / ".dragoman", ignore_errors=True)
            honest(store, path, data, expected)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Store, "write", write)
            self.run()

    @rule(at=st.sampled_from(["before", "within", "after"]), deciding=st.booleans())
    def killed(self, at: str, deciding: bool) -> None:
        honest, put = Store.write, Path.replace

        def write(store: Store, path: Path, data: bytes, expected: bytes | None) -> None:
            if at == "before":
                raise Killed
            if at == "after":
                honest(store, path, data, expected)
            raise Killed

        def cut(path: Path, target: Path) -> Path:
            if path.suffix == ".tmp" and ".txt.yaml" in path.name:
                raise Killed
            return put(path, target)

        with pytest.MonkeyPatch.context() as patch:
            if at == "within":
                patch.setattr(Path, "replace", cut)
            else:
                patch.setattr(Store, "write", write)
            with contextlib.suppress(Killed):
                if deciding:
                    workflow.approve(self.scope(), workflow.Chosen(), force=True, dry=False)
                else:
                    self.run()
        self.remember()

    @invariant()
    def every_word_is_there(self) -> None:
        texts = {name: self.text(name) for name in NAMES}
        for word, name in self.words.items():
            assert word in texts[name], f"{word} is lost"

    @invariant()
    def every_file_is_whole(self) -> None:
        for name in NAMES:
            review.parse(self.file(name).read_text(encoding="utf-8-sig"), f"{name}.txt.yaml")


class Watched(Newsroom):
    """The same newsroom, watched for what a run makes of what was approved."""

    def run(self) -> None:
        super().run()
        for name in NAMES:
            for unit in self.units(name):
                self.judge(name, unit)

    def judge(self, name: str, unit: Unit) -> None:
        source = one_line(unit.source)
        known = {(source, target) for _, source, target in self.approved}
        if unit.status is Status.APPROVED:
            assert (name, source, unit.target) in self.approved, "nobody approved it"
        if unit.status is Status.DRAFT and not unit.edited:
            assert unit.record is not None
            if unit.origin is Origin.MT:
                assert not WORD.search(unit.target), "a person's text is no machine's"
            else:
                assert (source, unit.target) in known, "what fills was approved for the sentence"
            if unit.suggestion:
                assert unit.origin is Origin.MT, "beside a suggestion stands the machine's draft"
                assert unit.target != unit.suggestion


TestNewsroom = Watched.TestCase
TestNewsroom.settings = settings(max_examples=30, stateful_step_count=14, deadline=None)


@given(st.integers(0, 3), st.booleans(), st.sampled_from(sorted(STYLES)))
@settings(max_examples=12)
def test_the_same_sentence_elsewhere_is_filled_and_a_like_one_gets_a_suggestion(
    at: int, alone: bool, style: str
) -> None:
    room = Newsroom()
    try:
        room.sentences["b"] = ["Something else is told at length."]
        room.save_article("b")
        room.run()
        room.translate_by_hand("a", at, style, "کاروان رفت", "approved", then=False)
        (mine,) = [unit for unit in room.units("a") if unit.status is Status.APPROVED]
        like = mine.source.removesuffix(".") + " today."
        room.sentences["b"] = [mine.source, "What a day."] if alone else [*room.sentences["a"]]
        room.sentences["b"] += [like]
        room.save_article("b")
        room.run()
        by_source = {unit.source: unit for unit in room.units("b")}
        same, close = by_source[mine.source], by_source[like]
        assert (same.target, same.status) == (mine.target, Status.DRAFT)
        if at < 3:
            assert same.origin is (Origin.MEMORY if alone else Origin.CONTEXT)
        assert (close.status, close.origin) == (Status.DRAFT, Origin.MT)
        assert close.suggestion == mine.target
        assert not WORD.search(close.target)
        shutil.rmtree(room.root / ".dragoman")
        before = room.file("b").read_bytes()
        room.run()
        assert room.file("b").read_bytes() == before
    finally:
        room.teardown()


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "dragoman.yaml").write_text("targets: [fa, ru]\nengine: pseudo\n")
    for number in range(20):
        text = " ".join(f"Sentence {number} of {other} is here." for other in range(5))
        (tmp_path / f"seeds/{number:02}.txt").write_text(text + "\n")
    command = [*python(), "-m", "dragoman", "translate"]
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
    for last in (files[0], files[8]):
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        alive = True
        while "was there" not in last.read_text(encoding="utf-8"):
            assert alive, "it came to an end before it could be killed"
            alive = process.poll() is None
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
