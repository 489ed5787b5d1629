"""Whatever an engine gives, the run ends, and what it wrote can be read and written again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import project, workflow
from dragoman.engines import Hypothesis
from dragoman.engines.base import USUAL, Decoding
from dragoman.engines.cached import cached
from dragoman.review import parse
from dragoman.settle import MOST_CHARACTERS, MOST_TIMES

ARTICLE = """\
---
title: The *river* rose
---

# The river rose

The river rose by 3 metres on Monday. See [the map](https://example.org/m) and **stay** away.

- One `code` item
"""

PIECES = (
    *("rio", "subiu.", "O ", " ", "\u00a0", "XQ1", "XQ2", "XQ99", "3", "[XQ1]"),
    *("\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "\x9b31m", "\t", "\x0b", "\n", "\r\n", "\n---\n"),
    *("\ud800", "\udc00", "\ufeff", "\uffff", "\U0010ffff", "\U000f0001", "\u2028", "\u2029"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\u200c", "\u0301", "\u0301" * 90),
    *(
        "- id: x",
        "status: approved",
        "# ",
        "|-",
        "!!python/object:os.system",
        "&a",
        "*a",
        "{{ x }}",
    ),
    *(
        "<script>",
        "</p>",
        "<!--",
        "```",
        "`",
        "**",
        "_",
        "[",
        "](javascript:x)",
        "![",
        "\\",
        "&#0;",
    ),
)


class Hostile:
    """Gives one text for all."""

    name = "hostile"
    guarded = True

    def __init__(self, text: str) -> None:
        self.text = text
        self.asked = 0

    def searches(self, source: str, target: str) -> bool:
        return True

    def signature(self, source: str, target: str) -> str:
        return f"hostile {source}-{target} 1"

    def identity(self, source: str, target: str) -> str:
        return "hostile"

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[_Speaker]:
        yield _Speaker(self, self.signature(source, target))


class _Speaker:
    searches = True

    def __init__(self, engine: Hostile, signature: str) -> None:
        self.engine = engine
        self.signature = signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        for index, text in enumerate(texts):
            self.engine.asked += 1
            seen = ((1.0,) * len(text.split()),) * len(self.engine.text.split())
            other = Hypothesis(f"{self.engine.text}!", 0.4)
            attention = seen if text in attended else ()
            yield index, Hypothesis(self.engine.text, 0.5, (), (other,), attention)


def fail(message: str) -> None:
    raise AssertionError(message)


def translated(root: Path, text: str) -> tuple[workflow.TranslateReport, Hostile]:
    engine = Hostile(text)
    scope = workflow.Scope(project.find(root), (), ["pt"], root)
    return workflow.translate(scope, cached(engine, scope.store.cache_path, fail)), engine


def make(root: Path) -> None:
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text("targets: [pt]\n", encoding="utf-8")
    (root / "seeds" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (root / "seeds" / "b.html").write_text("<p>The river <b>rose</b>.</p>", encoding="utf-8")


def held(root: Path, text: str) -> str:
    """Translate, and return what both review files hold."""
    report, _ = translated(root, text)
    assert not report.problems
    assert len(report.files) == 2
    written = {path: path.read_bytes() for path in (root / "locales").rglob("*.yaml")}
    assert len(written) == 2
    for path, data in written.items():
        parse(data.decode("utf-8"), str(path))
    again, engine = translated(root, text)
    assert not again.problems
    assert engine.asked == 0
    assert {path: path.read_bytes() for path in written} == written
    return "".join(data.decode("utf-8") for data in written.values())


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20))
@example("\u202e")
@settings(max_examples=25)
def test_whatever_an_engine_gives_can_be_kept(text: str) -> None:
    with TemporaryDirectory() as folder:
        make(Path(folder))
        text = held(Path(folder), text)
    bare = {sign for sign in text if sign < " " and sign != "\n"} | {*"\x7f\x85\ufeff\u202e\u2028"}
    assert bare & set(text) == set()


@pytest.mark.parametrize(
    "text",
    ["subiu " * 20_000, "a" * 100_000, "\n" * 100_000, "XQ1 " * 20_000, "🌊" * 50_000],
)
def test_text_without_end_is_cut_and_told(tmp_path: Path, text: str) -> None:
    make(tmp_path)
    written = held(tmp_path, text)
    longest = max(map(len, ARTICLE.splitlines()))
    assert len(written) < 12 * (MOST_CHARACTERS + MOST_TIMES * longest) * len("\U0001f30a".encode())
    assert "the model did not stop" in written or not text.strip()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("so \ud800 it", "so \ufffd it"),
        ("\ud83c\udf0a", "🌊"),
        ("\udc00", "\ufffd"),
        ("é🌊", "é🌊"),
    ],
)
def test_half_a_character_is_told_from_a_whole_one(text: str, kept: str) -> None:
    assert Hypothesis(text).text == kept
