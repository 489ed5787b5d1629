"""Live through random histories of a newsroom, and see that no word is lost or misplaced.

    python tools/histories.py [--count 2000] [--seed 1] [--steps 16] [--minutes 60]

Articles repeat their sentences, and are edited, renamed, split and deleted; passages go from one to
another. People type into the review files, merge branches, and decide by command. Every command
is a process, and some are killed at a random moment. After each step three laws must hold:

- every word that a person wrote, and no person took away, stands in some review file;
- an approved text stands under the sentence and surroundings it was approved for;
- a copy holds nothing that nobody ever approved.

A history that breaks one is made as short as it can be, and printed; exit code 1. `--seed` and the
number in the message run it again; moments of kills differ from run to run.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from rapidfuzz import fuzz

from dragoman import review
from dragoman.cli import cli
from dragoman.errors import ReviewError
from dragoman.matching.changed import SIMILAR
from dragoman.model import Catalog, Status, one_line

TEXTS = (
    "She left.", "Yes.", "More follows.", "He left.", "She left us.", "Did Anna come?",
    "What of the storm?", "End of it.", "The river fell on Sunday.", "No road is open.",
    "Three schools burned down.", "Nobody saw the mayor of Lorven.",
)  # fmt: skip
NAMES = ("a.txt", "b.txt", "news/c.txt", "news/d.md")
STATUSES = ("approved", "approved", "approved", "draft", "reviewed", "needs-work")
WORD = re.compile(r"w\d+w")
ENTRY = re.compile(r"^- id:.*\n(?:(?:  .*)?\n)*", re.MULTILINE)
TARGET = re.compile(r"^  target:.*\n(?:(?:[ ]*\n)*    .*\n)*", re.MULTILINE)
LONGEST = 0.2
"""Seconds after which a process is killed at the latest: most are done by then."""

Place = tuple[str, str, str]


class BrokenLawError(AssertionError):
    """A history broke a law."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the author's: one and the same wherever it moves, whatever it says."""

    names: frozenset[int]
    text: str


class Newsroom:
    """A folder, what its articles say, and what people wrote and approved."""

    def __init__(self) -> None:
        self.root = Path(mkdtemp(prefix="histories-"))
        (self.root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n")
        self.count = 0
        self.articles: dict[str, list[Sentence]] = {}
        self.written: dict[int, set[str]] = defaultdict(set)
        """For each sentence the texts that it ever had."""

        self.words: set[str] = set()
        """What people wrote, and no person took away."""

        self.revocable: set[str] = set()
        """Words of notes that `unapprove` takes away."""

        self.places: dict[str, set[Place]] = defaultdict(set)
        """For each approved word the sentences it ever stood under, with their neighbours."""

        self.names: dict[str, set[int]] = defaultdict(set)
        """And which sentences of the author's these were."""

        self.often: dict[str, int] = {}
        """And how many equal sentences there were at the last look."""

        for name in NAMES[:2]:
            self.articles[name] = [self.sentence(text) for text in TEXTS[:1] * 2 + TEXTS[5:8]]
            self.save(name)
        self.command("translate")

    def close(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    # What stands where.

    def number(self) -> int:
        self.count += 1
        return self.count

    def sentence(self, text: str) -> Sentence:
        return Sentence(frozenset({self.number()}), text)

    def word(self) -> str:
        word = f"w{self.number()}w"
        self.words.add(word)
        return word

    def save(self, name: str) -> None:
        file = self.root / "seeds" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        texts = [sentence.text for sentence in self.articles[name]]
        file.write_text("\n\n".join(texts) + "\n", encoding="utf-8")

    def file(self, name: str) -> Path:
        return self.root / "locales/fa" / f"{name}.yaml"

    def reviews(self) -> Iterator[tuple[str, Catalog]]:
        """Yield the review files of articles that are there."""
        for name in self.articles:
            if self.file(name).exists():
                text = self.file(name).read_text(encoding="utf-8")
                try:
                    yield name, review.parse(text, name)
                except ReviewError as error:
                    raise BrokenLawError(f"{name} does not parse: {error}\n{text}") from error

    # Commands.

    def command(self, *words: str, after: float | None = None) -> int | None:
        """Run a command in a process of its own; `after` so many seconds it is killed.

        Return its exit code, `None` where it was killed.
        """
        log = self.root / ".log"
        child = os.fork()
        if not child:
            self._run(words, log)
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code < 0:
            return None
        said = log.read_text(encoding="utf-8")
        if code > 2 or "Traceback" in said or "nobody expected" in said:
            raise BrokenLawError(f"dragoman {' '.join(words)}: exit code {code}\n{said}")
        return code

    def warm(self) -> None:
        """Load what commands need into this process, whose children they are."""
        for words in (["translate"], ["approve", "a.txt"], ["unapprove"], ["export"], ["site"]):
            with chdir(self.root), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                cli(words, prog_name="dragoman", standalone_mode=False)

    def _run(self, words: Sequence[str], log: Path) -> None:
        """Be the process of a command."""
        code = 70
        try:
            os.chdir(self.root)
            target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(target, 1)
            os.dup2(target, 2)
            cli(list(words), prog_name="dragoman")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    # The laws.

    def look(self, *, by_people: bool) -> None:
        """See that the laws hold. What stands `by_people` is theirs, and is remembered."""
        files = (self.root / "locales").rglob("*.yaml")
        texts = "\n".join(file.read_text(encoding="utf-8") for file in files)
        for word in sorted(self.words):
            if word not in texts:
                raise BrokenLawError(f"{word} is lost")
        for name, catalog in self.reviews():
            self._look_at(name, catalog, by_people=by_people)
        for copy in (self.root / "output").rglob("*.*"):
            for word in WORD.findall(copy.read_text(encoding="utf-8")):
                if word not in self.places:
                    raise BrokenLawError(f"{copy}: {word} is out, and nobody approved it")

    def _look_at(self, name: str, catalog: Catalog, *, by_people: bool) -> None:
        sources = ["", *(one_line(unit.source) for unit in catalog.units), ""]
        often = Counter(sources)
        author = self.articles[name]
        known = [each.text for each in author] == sources[1:-1]
        for number, unit in enumerate(catalog.units):
            if unit.status is not Status.APPROVED:
                continue
            place = sources[number], sources[number + 1], sources[number + 2]
            names = set(author[number].names) if known else set()
            for word in WORD.findall(unit.target):
                if not by_people:
                    self._judge(name, word, place, names, often[place[1]])
                self.places[word].add(place)
                self.names[word] |= names
                self.often[word] = often[place[1]]

    def _judge(self, name: str, word: str, place: Place, names: set[int], often: int) -> None:
        one, source, other = place
        where = f"{name}: {word} stands under {place}"
        before = [each for each in self.places.get(word, ()) if each[1] == source]
        if not before:
            raise BrokenLawError(f"{where}, where nobody approved it")
        beside = any(one == a or other == b for a, _, b in before)
        if often > 1 or self.often.get(word, 0) > 1:
            if not beside and not any(
                self._is_edited(one, a) or self._is_edited(other, b) for a, _, b in before
            ):
                raise BrokenLawError(f"{where}, and was approved for {before}")
        elif names and self.names[word] and not names & self.names[word] and not beside:
            raise BrokenLawError(f"{where}, which is another sentence: it had {before}")

    def _is_edited(self, now: str, before: str) -> bool:
        """Whether this is that sentence, edited, or so like it that nobody could tell."""
        if fuzz.ratio(now, before) >= SIMILAR:
            return True
        every = [each for sentences in self.articles.values() for each in sentences]
        names = {name for each in every if each.text == now for name in each.names}
        return any(before in self.written[name] for name in names)


Step = Callable[[Newsroom, random.Random], bool]
"""It returns whether people approved what is approved now."""


def _author(change: Callable[[list[Sentence], random.Random, Newsroom], None]) -> Step:
    """Make a step of a change to an article."""

    def step(room: Newsroom, draw: random.Random) -> bool:
        if room.articles:
            name = draw.choice(sorted(room.articles))
            sentences = room.articles[name]
            for each in sentences:
                for number in each.names:
                    room.written[number].add(each.text)
            change(sentences, draw, room)
            room.save(name)
        return False

    return step


def _insert(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    sentences.insert(draw.randint(0, len(sentences)), room.sentence(draw.choice(TEXTS)))


def _repeat(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    at = draw.randint(0, len(sentences))
    sentences.insert(at, room.sentence(draw.choice(sentences).text))


def _cut(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    at = draw.randrange(len(sentences))
    del sentences[at : min(at + draw.randint(1, 3), at + len(sentences) - 1)]


def _move(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    at = draw.randrange(len(sentences))
    section = sentences[at : at + draw.randint(1, 3)]
    del sentences[at : at + len(section)]
    to = draw.randint(0, len(sentences))
    sentences[to:to] = section


def _swap(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    one, other = draw.randrange(len(sentences)), draw.randrange(len(sentences))
    sentences[one], sentences[other] = sentences[other], sentences[one]


def _edit(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    at = draw.randrange(len(sentences))
    sentences[at] = replace(sentences[at], text=draw.choice(TEXTS))


def _join(sentences: list[Sentence], draw: random.Random, room: Newsroom) -> None:
    if len(sentences) > 2:
        at = draw.randrange(len(sentences) - 1)
        first, second = sentences[at : at + 2]
        text = f"{first.text[:-1]}, and {second.text}"
        sentences[at : at + 2] = [Sentence(first.names | second.names, text)]


def _free(room: Newsroom, draw: random.Random) -> str | None:
    """Return the name of an article that is not there, nor its review file."""
    free = [name for name in NAMES if name not in room.articles and not room.file(name).exists()]
    return draw.choice(free) if free else None


def _rename(room: Newsroom, draw: random.Random) -> bool:
    new = _free(room, draw)
    if new is not None and room.articles:
        old = draw.choice(sorted(room.articles))
        room.articles[new] = room.articles.pop(old)
        (room.root / "seeds" / new).parent.mkdir(parents=True, exist_ok=True)
        (room.root / "seeds" / old).rename(room.root / "seeds" / new)
    return False


def _remove(room: Newsroom, draw: random.Random) -> bool:
    if len(room.articles) > 1:
        name = draw.choice(sorted(room.articles))
        del room.articles[name]
        (room.root / "seeds" / name).unlink()
    return False


def _copy(room: Newsroom, draw: random.Random) -> bool:
    new = _free(room, draw)
    if new is not None and room.articles:
        old = room.articles[draw.choice(sorted(room.articles))]
        room.articles[new] = [room.sentence(each.text) for each in old]
        room.save(new)
    return False


def _part(room: Newsroom, draw: random.Random) -> bool:
    """Make two articles of one."""
    new = _free(room, draw)
    if new is not None and room.articles:
        old = draw.choice(sorted(room.articles))
        sentences = room.articles[old]
        at = len(sentences) // 2
        if at:
            room.articles[old], room.articles[new] = sentences[:at], sentences[at:]
            room.save(old)
            room.save(new)
    return False


def _paste(room: Newsroom, draw: random.Random) -> bool:
    """Cut a passage out of one article, and put it into another."""
    long = [name for name in sorted(room.articles) if len(room.articles[name]) > 1]
    if long and len(room.articles) > 1:
        old = draw.choice(long)
        new = draw.choice([name for name in sorted(room.articles) if name != old])
        sentences, others = room.articles[old], room.articles[new]
        at = draw.randrange(len(sentences))
        section = sentences[at : min(at + draw.randint(1, 4), at + len(sentences) - 1)]
        del sentences[at : at + len(section)]
        to = draw.randint(0, len(others))
        others[to:to] = section
        room.save(old)
        if draw.random() < 0.3:  # noticed before it is pasted
            room.command("translate")
        room.save(new)
    return False


def _typed(room: Newsroom, text: str, draw: random.Random) -> str:
    """Return the text of a review file after a person typed into it."""
    head, mark, rest = text.partition("segments:\n")
    live = re.split(r"\n(?=record:|retired:)", rest)[0]
    entries = list(ENTRY.finditer(live))
    if not entries:
        return text
    found = draw.choice(entries)
    entry, status = found[0], draw.choice(STATUSES)
    target = TARGET.search(entry)
    if draw.random() < 0.25 or target is None:
        entry = re.sub(r"^  note:.*\n(?:    .*\n)*", _forget(room, text), entry, flags=re.M)
        entry = f"{entry.rstrip()}\n  note: ask {room.word()}\n\n"
    else:
        if draw.random() < 0.1:
            status = "omit"
        else:
            _forget(room, text)(target)
            entry = entry.replace(target[0], f"  target: |-\n    کاروان {room.word()}\n", 1)
        entry = re.sub(r"^  status:.*", f"  status: {status}", entry, count=1, flags=re.M)
    return head + mark + rest[: found.start()] + entry + rest[found.end() :]


def _forget(room: Newsroom, text: str) -> Callable[[re.Match[str]], str]:
    """Return what notes that a person overwrites words of his own."""

    def forget(match: re.Match[str]) -> str:
        for word in WORD.findall(match[0]):
            room.words.discard(word)
        return ""

    return forget


def _type(room: Newsroom, draw: random.Random) -> bool:
    files = [room.file(name) for name in sorted(room.articles) if room.file(name).exists()]
    if files:
        file = draw.choice(files)
        text = file.read_text(encoding="utf-8")
        for _ in range(draw.randint(1, 3)):
            text = _typed(room, text, draw)
        file.write_text(text, encoding="utf-8")
    return True


def _merge(room: Newsroom, draw: random.Random) -> bool:
    """Change a review file on two branches, and merge them."""
    files = [room.file(name) for name in sorted(room.articles) if room.file(name).exists()]
    if not files:
        return True
    file = draw.choice(files)
    base, theirs = room.root / ".base", room.root / ".theirs"
    text = file.read_text(encoding="utf-8")
    base.write_text(text, encoding="utf-8")
    theirs.write_text(_typed(room, text, draw), encoding="utf-8")
    if draw.random() < 0.5:
        file.write_text(_typed(room, text, draw), encoding="utf-8")
    else:
        room.command("translate")
    if file.exists():
        room.command("merge-file", str(base), str(file), str(theirs))
    return True


def _decide(*words: str) -> Step:
    def step(room: Newsroom, draw: random.Random) -> bool:
        if room.articles:
            room.command(*words, draw.choice(sorted(room.articles)))
        return True

    return step


def _reject(room: Newsroom, draw: random.Random) -> bool:
    if room.articles:
        word = f"w{room.number()}w"
        name = draw.choice(sorted(room.articles))
        room.command("reject", name, "--note", f"no {word}")
        if room.file(name).exists() and word in room.file(name).read_text(encoding="utf-8"):
            room.words.add(word)
            room.revocable.add(word)
    return True


def _unapprove(room: Newsroom, draw: random.Random) -> bool:
    room.command("unapprove")
    room.words -= room.revocable
    return True


def _mv(room: Newsroom, draw: random.Random) -> bool:
    new = _free(room, draw)
    if new is not None and room.articles:
        old = draw.choice(sorted(room.articles))
        if room.command("mv", old, new) == 0:
            room.articles[new] = room.articles.pop(old)
    return False


def _does(*words: str) -> Step:
    def step(room: Newsroom, draw: random.Random) -> bool:
        room.command(*words)
        return False

    return step


def _killed(*words: str, by_people: bool = False) -> Step:
    """Make a step of a command that is killed, if it does not end before."""

    def step(room: Newsroom, draw: random.Random) -> bool:
        room.command(*words, after=draw.random() * LONGEST)
        if words[0] == "unapprove":
            room.words -= room.revocable
        return by_people

    return step


STEPS: dict[str, tuple[int, Step]] = {
    "insert": (3, _author(_insert)),
    "repeat": (4, _author(_repeat)),
    "cut": (3, _author(_cut)),
    "move": (3, _author(_move)),
    "swap": (3, _author(_swap)),
    "edit": (3, _author(_edit)),
    "join": (1, _author(_join)),
    "rename": (2, _rename),
    "remove": (1, _remove),
    "copy": (1, _copy),
    "part": (1, _part),
    "paste": (3, _paste),
    "type": (8, _type),
    "merge": (3, _merge),
    "approve": (4, _decide("approve", "--force")),
    "reject": (2, _reject),
    "unapprove": (2, _unapprove),
    "mv": (1, _mv),
    "translate": (10, _does("translate")),
    "translate again": (1, _does("translate", "--again")),
    "export": (2, _does("export")),
    "site": (1, _does("site")),
    "translate, killed": (4, _killed("translate")),
    "approve, killed": (2, _killed("approve", "--to", "fa", "--force", by_people=True)),
    "unapprove, killed": (1, _killed("unapprove", by_people=True)),
    "export, killed": (1, _killed("export")),
}
"""What may happen, and how often beside the others."""

History = list[tuple[str, int]]


def drawn(seed: int, steps: int) -> History:
    """Return a random history; each step has a seed of its own."""
    draw = random.Random(seed)
    names, weights = list(STEPS), [weight for weight, _ in STEPS.values()]
    return [(name, draw.getrandbits(32)) for name in draw.choices(names, weights, k=steps)]


def lived(history: History) -> str:
    """Return what law a history broke; empty if none."""
    room = Newsroom()
    try:
        for number, (name, seed) in enumerate(history, 1):
            try:
                by_people = STEPS[name][1](room, random.Random(seed))
                room.look(by_people=by_people)
            except BrokenLawError as error:
                return f"step {number}, {name}: {error}"
        return ""
    finally:
        room.close()


def shortest(history: History, tries: int = 2) -> History:
    """Return the history without the steps that it breaks a law without."""
    number = len(history) - 1
    while number >= 0:
        shorter = history[:number] + history[number + 1 :]
        if any(lived(shorter) for _ in range(tries)):
            history = shorter
        number -= 1
    return history


def main() -> int:
    """Run histories until one breaks a law, or all are done."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=600)
    wanted = parser.parse_args()
    first = Newsroom()
    first.warm()
    first.close()
    end = time.monotonic() + 60 * wanted.minutes
    for number in range(wanted.seed, wanted.seed + wanted.count):
        history = drawn(number, wanted.steps)
        broken = lived(history)
        if broken:
            short = shortest(history)
            again = lived(short)
            print(f"history {number} broke a law: {again or broken}")
            for step in short:
                print(f"    {step},")
            return 1
        if time.monotonic() > end:
            break
    print(f"{number - wanted.seed + 1} histories of {wanted.steps} steps, none broke a law")
    return 0


if __name__ == "__main__":
    sys.exit(main())
