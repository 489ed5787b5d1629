"""Random catalogs and texts, as people and machines might write them."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.model import (
    GIVEN,
    Acceptance,
    Catalog,
    Finding,
    Grounds,
    Held,
    Origin,
    Record,
    Status,
    Unit,
    one_line,
)
from dragoman.signature import NONE, Signature

SAMPLES = (
    "Flood waters recede in the north",
    "سیلاب در شمال فروکش می‌کند",
    "Он сказал: «Нет», — и ушёл.",
    '"Yes" — he said: no # not a comment',
    "- a dash at the start",
    "yes",
    "2024-05-01",
    "%64,8 arttı",
    "[link](https://example.org/a?b=c#d)",
    "‏نص عربي 12,400‏",
    "a\tb",
    "{x}: [y]",
    "*bold* and `code`",
    "? | > ! & * @",
)

characters = st.characters(exclude_categories=["Cs"])

words = st.text(
    st.one_of(characters, st.sampled_from(list(" abcжسığ:#-'\"|>[]{}%@`&*!?,.0123456789\u200c"))),
    max_size=40,
)

sentences = (
    st.one_of(st.sampled_from(SAMPLES), words)
    .map(lambda text: one_line(text.strip()).strip())
    .filter(bool)
)
"""One line of text, stripped."""

texts = (
    st.one_of(sentences, st.lists(sentences, min_size=2, max_size=3).map("\n".join))
    .map(str.strip)
    .filter(bool)
)
"""One line or several."""

names = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-", min_size=1, max_size=8)
ways = st.lists(st.sampled_from(["final mark", "clauses", "values and terms"]), max_size=2)

memories = st.sampled_from(["memory a b.md", "memory c.md, 2 other"])

engines = names.filter(lambda name: name != "memory")
"""An engine has a name of its own: what begins with “memory” is what the memory found."""

signatures = st.one_of(
    st.just(NONE),
    st.builds(Signature, engines, st.just(""), st.one_of(st.just(""), names)),
    st.builds(Signature, engines, names, names, ways.map(tuple)),
    st.builds(Signature, engines, names, names, tried=ways.map(tuple)),
    st.builds(
        Signature,
        engines,
        names,
        names,
        via=memories,
    ),
    st.just(Signature(via="memory a, b.md")),
)
"""What an engine, a rescue and the memory may have done."""

acceptances = st.builds(
    Acceptance,
    st.one_of(st.none(), st.sampled_from(sorted(GIVEN, key=str))),
    st.sampled_from(["2026-11", "2026-11-29T13:05:11+03:30"]),
    st.one_of(st.none(), sentences),
    st.booleans(),
    st.sampled_from(Grounds),
    st.one_of(st.none(), st.just("0123456789ab")),
)

records = st.builds(
    Record,
    origin=st.sampled_from(Origin),
    signature=signatures,
    machine=texts,
    confidence=st.one_of(st.none(), st.integers(0, 100).map(lambda n: n / 100)),
    held=st.one_of(
        st.none(),
        st.builds(
            Held,
            st.sampled_from(Status),
            st.just("0123456789ab"),
            st.sampled_from((None, ("-", "01234567"), ("89abcdef", "-"))),
        ),
    ),
    finish=st.sampled_from([(), ("quotes", "digits")]),
    accepted=st.one_of(st.none(), acceptances),
)

findings = st.lists(
    st.builds(Finding, st.sampled_from(["number_missing", "markup"]), sentences), max_size=2
).map(tuple)


# Made once: a strategy that is made anew for each case must be looked through anew as well.
statuses = st.sampled_from(Status)
notes = st.one_of(st.just(""), texts)
dismissals = st.sampled_from([(), ("number_missing",), ("markup", "verbatim")])
possible_records = st.one_of(st.none(), records)


def unit(draw: st.DrawFn, key: str) -> Unit:
    """A unit of any status, with a target where the status needs one."""
    status = draw(statuses)
    needs = status in (Status.REVIEWED, Status.APPROVED, Status.STALE, Status.DRAFT)
    target = draw(texts) if needs or draw(st.booleans()) else ""
    return Unit(
        id=key,
        source=draw(sentences),
        target=target,
        status=status,
        note=draw(notes),
        ignore=draw(dismissals),
        was=draw(sentences) if status is Status.STALE else "",
        suggestion=draw(texts) if status is Status.STALE else "",
        findings=draw(findings),
        record=draw(possible_records),
    )


labels = st.sampled_from(["heading", "paragraph 1", "", "front matter: title"])


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog of a few units, some of them retired."""
    live = draw(st.integers(0, 4))
    gone = draw(st.integers(0, 2))
    made = [unit(draw, f"{number:08x}") for number in range(live + gone)]
    return Catalog(
        article="a/b.md",
        source="en",
        target="fa",
        units=tuple(made[:live]),
        labels=tuple(draw(labels) for _ in range(live)),
        retired=tuple(made[live:]),
    )
