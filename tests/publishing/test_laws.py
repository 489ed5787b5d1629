"""Law 4, and what goes with it: whatever happened before, an export is what it would be anew.

A small newsroom lives through edits of articles and reviews, exports under any policy, files of
others and edits by hand.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import project, review, workflow
from dragoman.files import Contents
from dragoman.model import Status
from dragoman.publishing import Missing, Publish, Stale, manifest
from dragoman.workflow import Scope
from dragoman.workflow.export import Exported, ExportOptions, Result
from tests.workflow.engines import ACCENTS, Watched

LOCALES = ("fa", "tr")
NAMES = ("a.md", "b.txt", "deep/c.html")
SENTENCES = ("The river fell.", "Nobody slept.", "The school opens.", "It was bright.")

_CLOCK = count(1_000_000_000)


class Newsroom:
    """The files, each change of which has a time of its own in the past."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.foreign: dict[Path, bytes] = {}
        self.by_hand: set[Path] = set()
        self.write(root / "dragoman.yaml", "targets: [fa, tr]\n")

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.settle(path)

    def settle(self, path: Path) -> None:
        os.utime(path, (next(_CLOCK), next(_CLOCK)))

    def seed(self, name: str, sentences: list[str]) -> None:
        blocks = [f"<p>{each}</p>" if name.endswith("html") else each for each in sentences]
        self.write(self.root / "seeds" / name, "\n\n".join(blocks) + "\n")

    def translate(self) -> None:
        engine = Watched(makes=lambda text: text.translate(ACCENTS))
        workflow.translate(Scope(project.find(self.root), (), (), self.root), engine)
        for path in self.reviews():
            self.settle(path)

    def reviews(self) -> Iterator[Path]:
        yield from sorted((self.root / "locales").rglob("*.yaml"))

    def export(self, policy: Publish, *, prune: bool = False) -> list[Exported]:
        scope = Scope(project.find(self.root), (), (), self.root)
        report = workflow.export(scope, policy, ExportOptions(prune=prune))
        assert report.problems == []
        return list(report.files)


POLICIES = st.builds(
    Publish,
    accept=st.sampled_from([Status.DRAFT, Status.REVIEWED, Status.APPROVED]),
    missing=st.sampled_from(Missing),
    stale=st.sampled_from(Stale),
    minimum=st.sampled_from([0, 50]),
)
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)
EVENTS = st.one_of(
    st.tuples(st.just("seed"), st.sampled_from(NAMES), TEXTS),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(
        st.just("review"),
        st.integers(0, 5),
        st.lists(st.sampled_from(["draft", "needs-work", "reviewed", "approved"]), min_size=3),
    ),
    st.tuples(st.just("export"), st.just(None), st.booleans()),
    st.tuples(st.just("export"), POLICIES, st.booleans()),
    st.tuples(st.just("by hand"), st.integers(0, 5)),
    st.tuples(st.just("foreign"), st.sampled_from(LOCALES), st.sampled_from([*NAMES, "map.png"])),
)


def live(room: Newsroom, events: list[tuple[object, ...]], policy: Publish) -> None:
    """Let the events happen, between a first export and the next."""
    room.export(policy)
    for event in events:
        happen(room, event, policy)
        if event[0] in ("seed", "remove"):
            room.translate()


def happen(room: Newsroom, event: tuple[object, ...], policy: Publish) -> None:
    what, *more = event
    output = room.root / "output"
    if what == "seed":
        room.seed(str(more[0]), list(more[1]))  # type: ignore[call-overload]
    elif what == "remove":
        (room.root / "seeds" / str(more[0])).unlink(missing_ok=True)
    elif what == "review":
        paths = list(room.reviews())
        path = paths[int(str(more[0])) % len(paths)]
        text = path.read_text(encoding="utf-8")
        for old in ("draft", "reviewed", "needs-work"):
            for new in more[1]:  # type: ignore[attr-defined]
                text = text.replace(f"status: {old}\n", f"status: {new}\n", 1)
        room.write(path, text)
    elif what == "export":
        room.export(more[0] or policy, prune=bool(more[1]))  # type: ignore[arg-type]
    elif what == "by hand":
        copies = [path for path in files(output) if path not in room.foreign]
        if copies:
            path = copies[int(str(more[0])) % len(copies)]
            path.write_bytes(path.read_bytes() + b"By hand.\n")
            room.by_hand.add(path)
            room.foreign[path] = path.read_bytes()
    elif what == "foreign":
        path = output / str(more[0]) / str(more[1])
        if not path.exists():
            room.write(path, "A file of somebody else.\n")
            room.foreign[path] = path.read_bytes()


def files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that is translated, to begin every life with."""
    room = Newsroom(tmp_path_factory.mktemp("begun"))
    for number, name in enumerate(NAMES):
        room.seed(name, list(SENTENCES[number : number + 2]))
    room.translate()
    return room.root


@settings(max_examples=40)
@given(st.lists(EVENTS, max_size=10), POLICIES)
def test_an_export_is_what_it_would_be_anew_and_holds_nothing_lower(
    begun: Path,
    tmp_path_factory: pytest.TempPathFactory,
    events: list[tuple[object, ...]],
    policy: Publish,
) -> None:
    root = tmp_path_factory.mktemp("life")
    shutil.copytree(begun, root, dirs_exist_ok=True)
    room = Newsroom(root)
    live(room, events, policy)
    done = room.export(policy)

    for path, data in room.foreign.items():
        assert path.read_bytes() == data, "files of others, and edits by hand, stay"

    anew = Newsroom(tmp_path_factory.mktemp("anew"))
    for name in ("seeds", "locales"):
        shutil.copytree(root / name, anew.root / name, dirs_exist_ok=True)
    expected = {(each.article, each.locale): each for each in anew.export(policy)}
    for each in done:
        wanted = expected.get((each.article, each.locale))
        if each.result is Result.LEFT:
            assert wanted is None
            continue
        assert wanted is not None
        assert each.share == wanted.share
        if (root / each.path) in room.foreign and wanted.result is Result.WRITTEN:
            same = room.foreign[root / each.path] == (anew.root / each.path).read_bytes()
            assert same or each.result is Result.WITHHELD
        elif wanted.result is Result.WRITTEN:
            assert each.result in (Result.WRITTEN, Result.UNCHANGED)
            assert (root / each.path).read_bytes() == (anew.root / each.path).read_bytes()
        else:
            assert each.result is wanted.result
            assert not (anew.root / each.path).exists()

    order = [Status.DRAFT, Status.REVIEWED, Status.APPROVED]
    allowed = order[order.index(policy.accept) :]
    for each in expected.values():
        copy = anew.root / each.path
        if not copy.exists():
            continue
        catalog = review.parse((anew.root / each.review).read_text(encoding="utf-8"), each.review)
        stale = policy.stale is Stale.PUBLISH
        text = copy.read_text(encoding="utf-8")
        good = [u for u in catalog.units if u.status in allowed or (stale and u.was)]
        assert text.count("‹") <= len(good)
        if policy.missing is not Missing.SOURCE:
            assert text.count("‹") == len(catalog.units) == len(good)


@settings(max_examples=15)
@given(st.lists(EVENTS, max_size=6), POLICIES)
def test_prune_leaves_what_is_there_and_allowed_and_files_of_others(
    begun: Path,
    tmp_path_factory: pytest.TempPathFactory,
    events: list[tuple[object, ...]],
    policy: Publish,
) -> None:
    root = tmp_path_factory.mktemp("life")
    shutil.copytree(begun, root, dirs_exist_ok=True)
    room = Newsroom(root)
    live(room, events, policy)
    before = files(root / "output") if (root / "output").exists() else []
    done = room.export(policy, prune=True)
    taken = {root / each.path for each in done if each.result is Result.TAKEN_BACK}
    kept = {root / each.path for each in done if each.result in (Result.WRITTEN, Result.UNCHANGED)}
    assert not taken & kept
    there = {
        root / "output" / locale / name
        for name in NAMES
        for locale in LOCALES
        if (root / "seeds" / name).exists()
    }
    left = set(files(root / "output")) if (root / "output").exists() else set()
    gone = {path for path in before if path not in there} | taken
    assert set(before) - left == gone - set(room.foreign)
    assert all(path.read_bytes() == data for path, data in room.foreign.items())


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_NAMES = _WORDS.filter(manifest.is_inside)
_MANIFESTS = st.builds(
    lambda copies, files, withdrawn: manifest.Manifest(
        {copy.path: copy for copy in copies}, files, {}, withdrawn
    ),
    st.lists(
        st.builds(
            manifest.ExportedFile,
            path=_NAMES,
            article=_NAMES,
            locale=_NAMES,
            digest=_WORDS,
            day=_WORDS | st.just(""),
            outdated=st.booleans(),
            files=st.lists(_NAMES, max_size=2).map(tuple),
            state=st.dictionaries(_WORDS, st.integers() | _WORDS, max_size=2).map(
                lambda state: json.dumps(state, ensure_ascii=False).encode() if state else b""
            ),
        ),
        max_size=3,
    ),
    st.dictionaries(_NAMES, _WORDS, max_size=2),
    st.dictionaries(_NAMES, st.lists(_NAMES, max_size=2).map(tuple), max_size=2),
)


@given(_MANIFESTS)
def test_a_manifest_is_read_as_it_was_written_however_it_is_laid_out(
    made: manifest.Manifest,
) -> None:
    data = Contents(manifest.lines(made))
    read = manifest.parse(data, "list")
    assert read == made
    assert b"".join(manifest.lines(read)) == data.data
    content = json.loads(data.data)
    for other in (json.dumps(content), json.dumps(content, indent=1, ensure_ascii=False)):
        assert manifest.parse(Contents.of(other.encode()), "list") == made
