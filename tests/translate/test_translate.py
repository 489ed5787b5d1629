"""From a source sentence to signed machine text, through engines that behave and that do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import inline
from dragoman.checks import Context
from dragoman.engines import Decoding, Hypothesis
from dragoman.engines.base import USUAL
from dragoman.model import Finding, Machine, Severity, Syntax
from dragoman.signature import COPIED
from dragoman.translate import copies, translate
from tests.strategies import sentences


class Engine:
    """A translator that does to each text what the test says."""

    signature = "test en-fa 1"
    searches = True

    def __init__(self, does: Callable[[str], Hypothesis | str]) -> None:
        self.does = does
        self.calls: list[list[str]] = []

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        self.calls.append(list(texts))
        for index, text in enumerate(texts):
            made = self.does(text)
            yield index, made if isinstance(made, Hypothesis) else Hypothesis(made, 0.9)


def one(source: str, engine: Engine, syntax: Syntax = Syntax.MARKDOWN) -> Machine:
    return dict(translate([(syntax, source)], engine, "en"))[syntax, source]


def test_the_text_is_signed_and_sure_as_its_least_sure_part() -> None:
    engine = Engine(lambda text: Hypothesis(text.upper(), 0.5 if text == "Stop." else 0.9))
    made = one("**Go. Stop.**", engine)
    assert str(made.signature) == "test en-fa 1"
    assert made.text == "**GO. STOP.**"
    assert made.confidence == 0.5


DOUBT = Finding("unknown", "a doubt")


def test_what_only_tells_where_a_link_belongs_makes_nothing_doubtful() -> None:
    def does(text: str) -> Hypothesis:
        sure = Hypothesis(text.upper(), 0.9)
        return Hypothesis("", 0.1, (DOUBT,)) if text in ("now", "Stop") else sure

    made = one("Go *now* please.", Engine(does))
    assert (made.text, made.confidence, made.findings) == ("GO *NOW* PLEASE.", 0.9, ())
    titled = one('Go [there](u "Stop") please.', Engine(does))
    assert (titled.confidence, titled.findings) == (0.1, (DOUBT,))
    homeless = one("Go *now* please.", Engine(lambda text: does(text) if text == "now" else "..."))
    assert homeless.text == "... *now*"
    assert DOUBT in homeless.findings


def test_a_unit_of_several_sentences_is_sent_one_by_one() -> None:
    engine = Engine(lambda text: f"‹{text}›")
    made = one("**It rained. It stopped.**", engine)
    assert engine.calls == [["It rained.", "It stopped."]]
    assert made.text == "**‹It rained.› ‹It stopped.›**"


def test_a_protected_part_that_the_engine_drops_is_translated_around() -> None:
    masks = re.compile(r"XQ1|\[1\]")
    engine = Engine(lambda text: "‹" + masks.sub("", text).strip() + "›")
    made = one("Write to desk@example.org today.", engine)
    assert engine.calls == [
        ["Write to XQ1 today."],
        ["Write to [1] today."],
        ["Write to", "today."],
    ]
    assert made.text == "‹Write to› desk@example.org ‹today.›"


def test_findings_of_the_engine_come_along_once() -> None:
    finding = Finding("truncated", "t", Severity.ERROR)
    engine = Engine(lambda text: Hypothesis(text, None, (finding,)))
    made = one("*It* rained.", engine)
    assert made.findings.count(finding) == 1
    assert made.confidence is None


@pytest.mark.parametrize("source", ["12,400", "— 64 —", "`FLOOD`", "https://example.org/a"])
def test_what_holds_nothing_to_translate_is_copied(source: str) -> None:
    key = (Syntax.MARKDOWN, source)
    assert copies([key]) == {key: Machine(source, COPIED)}


def test_what_holds_words_is_not_copied() -> None:
    assert copies([(Syntax.PLAIN, "Open"), (Syntax.MARKDOWN, "See [it](a.html)")]) == {}


PARTS = st.lists(
    st.one_of(
        sentences,
        st.sampled_from(
            ["`a b`", "https://example.org/x", "[map](m.html)", "*soon*", "{name}", "[^1]", "@desk"]
        ),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)

BEHAVIOURS: dict[str, Callable[[str], str]] = {
    "faithful": lambda text: text,
    "reversed words": lambda text: " ".join(reversed(text.split())),
    "silent": lambda text: "",
    "doubling": lambda text: f"{text} {text}",
    "lower case": str.lower,
    "markdown": lambda text: f"*{text}_ [x](y) `",
}


@given(st.lists(PARTS, min_size=1, max_size=4), st.sampled_from(sorted(BEHAVIOURS)))
def test_what_is_protected_comes_through_whatever_the_engine_does(
    sources: list[str], behaviour: str
) -> None:
    keys = [(Syntax.MARKDOWN, source) for source in sources]
    made = list(translate(keys, Engine(BEHAVIOURS[behaviour]), "en"))
    assert sorted(key for _, key in (key for key, _ in made)) == sorted(set(sources))
    for (syntax, source), machine in made:
        errors = [each for each in machine.findings if each.severity is Severity.ERROR]
        same = inline.inventory(machine.text, syntax) == inline.inventory(source, syntax)
        assert same or errors


MASK = re.compile(r"XQ\d+|\[\d+\]|\{\d+\}")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

EDITS: list[Callable[[str], str]] = [
    lambda mask: mask,
    lambda mask: "",
    lambda mask: f"{mask} {mask}",
    lambda mask: mask + mask,
    lambda mask: f"{mask}7",
    lambda mask: f"«{mask}»да",
    lambda mask: mask[:-1],
    lambda mask: mask[::-1],
    str.lower,
    lambda mask: mask.translate(PERSIAN),
    lambda mask: mask.replace("X", "Х"),  # a Cyrillic letter
    lambda mask: re.sub(r"\d+", lambda number: f" {int(number[0]) + 1}", mask),
    lambda mask: re.sub(r"\d+", lambda number: str(int(number[0]) % 2 + 1), mask),
]
NAMES = inline.Names(["Reuters", "C++", "Wall Street"])
SOURCES = {
    Syntax.PLAIN: st.lists(
        st.sampled_from(["Reuters said", "at C++", "on", "@desk", "a.pdf", "{n}", "x@y.org", "[3]"])
    ).map(" ".join),
    Syntax.MARKDOWN: PARTS,
    Syntax.HTML: st.lists(
        st.sampled_from(
            [
                *("Reuters", "at <b>Wall Street</b>", "in", "&amp; <code>a b</code>", "<br>"),
                *('<a href="u">see <em>it</em></a>', '<a href="v">@desk</a>', "https://x.org/a"),
            ]
        )
    ).map(" ".join),
}


@given(st.data(), st.sampled_from(list(Syntax)), st.lists(st.sampled_from(EDITS), min_size=1))
def test_whatever_becomes_of_the_masks_each_item_is_there_once(
    data: st.DataObject, syntax: Syntax, edits: list[Callable[[str], str]]
) -> None:
    source = data.draw(SOURCES[syntax])
    turns = cycle(edits)
    engine = Engine(lambda text: MASK.sub(lambda match: next(turns)(match[0]), text))
    context = Context(names=NAMES)
    ((_, made),) = translate([(syntax, source)], engine, "en", context=context)
    assert inline.inventory(made.text, syntax, NAMES) == inline.inventory(source, syntax, NAMES)
    assert not made.broken
    assert len(engine.calls) <= 3


@pytest.mark.parametrize("source", ["It rained.", "It *rained*."])
def test_a_mask_that_the_engine_invents_is_taken_out_and_told(source: str) -> None:
    made = one(source, Engine(lambda text: f"{text} XQ1 xq 2"))
    assert made.text == source
    assert [each.check for each in made.findings] == ["unknown"]
