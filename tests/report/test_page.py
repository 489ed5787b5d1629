"""What a person reads fits the terminal; what a program reads is whole."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dragoman.cli import cli
from dragoman.report import page, standing
from tests.conftest import Run, invoke, make_newsroom

WORDS = [
    "museum",
    "موزه",
    "می‌رود",
    "博物馆",
    "مَدْرَسة",
    "é",
    "ё",
    "İstanbul",
    "日本",
    "a",
    "—",
    "[b]",
]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
cells = words.map("".join)
paths = st.lists(cells, min_size=1, max_size=6).map("/".join)
rows = st.lists(
    st.tuples(
        paths, st.sampled_from(["fa", "zh-Hans"]), *[cells.filter(lambda c: len(c) < 15)] * 4
    ),
    min_size=1,
    max_size=5,
)


class Terminal(io.StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def seen(text: str) -> str:
    """The text without what no terminal shows."""
    return re.sub("[\u2068\u2069]|\x1b\\[[0-9;]*m", "", text)


def tabled(table: list[tuple[str, ...]], width: int | None) -> list[str]:
    return list(page.table(table, (0, 1), width, shorten={0: page.Cut.START}, keys=2))


@given(rows, st.integers(60, 120))
def test_a_table_fits_and_only_paths_are_shortened(
    table: list[tuple[str, ...]], width: int
) -> None:
    lines = tabled(table, width)
    assert max(map(cell_len, lines)) <= width
    blocks = "\n".join(map(seen, lines)).split("\n\n")
    for block in blocks:
        for row, line in zip(table, block.split("\n"), strict=True):
            path, rest = line.split()[0], line.split()[1:]
            assert path == row[0] or (path[0] == "…" and row[0].endswith(path[1:]))
            assert rest[0] == row[1]
    for number, row in enumerate(table):
        found = [cell for block in blocks for cell in block.split("\n")[number].split()[2:]]
        assert found == list(row[2:]), "every cell once, in its order"


@given(rows)
def test_elsewhere_a_table_is_whole_and_its_columns_stand(table: list[tuple[str, ...]]) -> None:
    lines = tabled(table, None)
    assert [line.split() for line in lines] == [list(row) for row in table]
    assert not any("\u2068" in line or "…" in line for line in lines)
    starts = {
        cell_len(line[: line.index(row[1], len(row[0]))])
        for line, row in zip(lines, table, strict=True)
    }
    assert len(starts) == 1


@given(paths, st.integers(5, 30))
def test_a_cell_that_is_cut_says_so_and_is_as_wide_as_it_may(path: str, more: int) -> None:
    for cut in page.Cut:
        lines = page.table([(path, "x" * more)], (0,), 20 + 2 + more, shorten={0: cut})
        (line,) = map(seen, lines)
        shown = line.split()[0]
        assert cell_len(line) <= 22 + more
        if shown != path:
            whole = path.startswith if cut is page.Cut.END else path.endswith
            assert whole(shown.strip("…"))
            assert "…" in (shown[0], shown[-1])
            assert 17 <= cell_len(shown) <= 20


@given(st.integers(0, 6), st.lists(st.sampled_from([*WORDS, "x" * 70]), min_size=1, max_size=30))
def test_a_line_is_broken_between_words_and_hangs(indent: int, words: list[str]) -> None:
    text = " " * indent + " ".join(words)
    for width in (40, 80):
        terminal = Terminal()
        console = page.console(terminal)
        console.width = width
        console.print(page.line(text))
        lines = terminal.getvalue().splitlines()
        assert max(map(cell_len, lines)) <= width
        assert "".join("".join(lines).split()) == "".join(words)
        for number, line in enumerate(lines):
            hang = indent + (2 if number else 0)
            assert line.startswith(" " * hang + line.strip()[:1])
    file = io.StringIO()
    page.console(file).print(page.line(text))
    assert file.getvalue() == f"{text}\n"


LONG = "hinterland/در-شمال-کشور/سیلاب-دلمیرا-پس-از-نه-روز.md"
CHINESE = "世界/東アジアの天気予報と河川の水位についての長い記事.txt"

COMMANDS = [
    ["translate"],
    ["status"],
    ["status", "--risky", "3"],
    ["diff"],
    ["effort"],
    ["check"],
    ["memory", "list"],
    ["glossary", "list"],
    ["glossary", "check"],
    ["approve", ".", "--dry-run"],
    ["reject", ".", "--dry-run"],
    ["export", "--dry-run"],
]


def watch(monkeypatch: pytest.MonkeyPatch, command: list[str], columns: int) -> list[str]:
    """What a person sees who runs the command in a terminal of so many columns."""
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        patch.setattr(sys, "stdout", terminal)
        cli(command, prog_name="dragoman", standalone_mode=False)
    return seen(terminal.getvalue()).splitlines()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with long names in several scripts, with edits, findings and every status."""
    root = make_newsroom(tmp_path_factory.mktemp("busy") / "newsroom")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        fill()
    return root


@pytest.fixture
def busy(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of that newsroom; it is the current folder."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "newsroom"))


def fill() -> None:
    for name in (LONG, CHINESE):
        path = Path("seeds") / name
        path.parent.mkdir(parents=True)
        path.write_text("It rains. The bridge at 12,400 is open. Nobody came.\n", encoding="utf-8")
    Path("glossary.yaml").write_text(
        "- term: bridge\n  fa: [پل]\n  ru: мост\n  note: " + "long and wide " * 20 + "\n",
        encoding="utf-8",
    )
    invoke("translate")
    invoke("approve", LONG, "--force")
    file = Path(f"locales/fa/{CHINESE}.yaml")
    text = file.read_text(encoding="utf-8")
    for status in ("needs-work", "reviewed"):
        text = text.replace("status: draft", f"status: {status}", 1)
    text = text.replace("target: |-\n    ", "target: |-\n    امروز " + "باران آمد " * 20, 1)
    file.write_text(text, encoding="utf-8")
    invoke("approve", CHINESE, "--to", "ru")
    (Path("seeds") / LONG).write_text("It pours. The bridge is open.\n", encoding="utf-8")


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("columns", [80, 60])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, command: list[str], columns: int
) -> None:
    lines = watch(monkeypatch, command, columns)
    assert lines
    assert [line for line in lines if cell_len(line) > columns] == []


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("columns", [80, 60])
def test_status_is_one_table_however_narrow(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    lines = watch(monkeypatch, ["status"], columns)
    whole = run("status").stdout.splitlines()
    assert [line.split() for line in lines if "locale" in line] == [
        ["article", "locale", "approved", "%", "open"]
    ]
    rows = [line for line in lines if not line.startswith(" ")]
    assert len(rows) == len(whole)
    said = " ".join(" ".join(lines).split())
    for part in ("1 needs-work", "1 reviewed", "run: dragoman translate", "1 to translate"):
        assert part in said
    assert "accepted" in watch(monkeypatch, ["status"], 200)[0]


@pytest.mark.parametrize("columns", [60, 200])
def test_of_very_many_files_a_terminal_shows_those_with_work(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    for name in ("a", "b", "c"):
        Path("seeds").mkdir(exist_ok=True)
        (Path("seeds") / f"{name}.txt").write_text("It rains.\n", encoding="utf-8")
    run("translate")
    run("approve", "a.txt", "--force")
    whole = run("status").stdout.splitlines()
    monkeypatch.setattr(standing, "ROWS", 1)
    lines = watch(monkeypatch, ["status"], columns)
    assert [line.split()[0] for line in lines[1:4]] == ["b.txt", "all", "…"]
    told = "… and 2 review files more. All of them: dragoman status > status.txt"
    assert " ".join(" ".join(lines[3:]).split()) == told
    if columns == 200:
        assert lines[2].split() == whole[-1].split()
    assert run("status").stdout.splitlines() == whole
    assert [line.split()[0] for line in whole[1:]] == ["a.txt", "b.txt", "c.txt", "all"]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("command", COMMANDS[1:], ids=" ".join)
def test_what_is_piped_does_not_depend_on_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    narrow = run(*command).stdout
    monkeypatch.setenv("COLUMNS", "400")
    assert run(*command).stdout == narrow
    assert "\u2068" not in narrow
    if command in (["status"], ["memory", "list"]):
        assert LONG in narrow


@pytest.mark.usefixtures("busy")
def test_what_is_to_be_pasted_is_never_broken(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    Path("seeds/names.txt").write_text("General Adam Relin spoke. General Adam Relin left.\n")
    piped = run("glossary", "suggest", "--least", "1").stdout.splitlines()
    assert any(len(each) > 30 for each in piped)
    assert watch(monkeypatch, ["glossary", "suggest", "--least", "1"], 30) == piped
