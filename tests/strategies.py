"""Random catalogs and texts, as people and machines might write them."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.model import Catalog, Finding, Origin, Record, Status, Unit, one_line

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

records = st.builds(
    Record,
    origin=st.sampled_from(Origin),
    engine=st.sampled_from(["argos en-fa 1.5", "pseudo en-fa 1"]),
    machine=texts,
    confidence=st.one_of(st.none(), st.integers(0, 100).map(lambda n: n / 100)),
)

findings = st.lists(
    st.builds(Finding, st.sampled_from(["number_missing", "markup"]), sentences), max_size=2
).map(tuple)


@st.composite
def units(draw: st.DrawFn, key: str) -> Unit:
    """A unit of any status, with a target where the status needs one."""
    status = draw(st.sampled_from(Status))
    needs = status in (Status.REVIEWED, Status.APPROVED, Status.STALE, Status.DRAFT)
    target = draw(texts) if needs or draw(st.booleans()) else ""
    return Unit(
        id=key,
        source=draw(sentences),
        target=target,
        status=status,
        note=draw(st.one_of(st.just(""), texts)),
        ignore=draw(st.sampled_from([(), ("number_missing",), ("markup", "verbatim")])),
        was=draw(sentences) if status is Status.STALE else "",
        suggestion=draw(texts) if status is Status.STALE else "",
        findings=draw(findings),
        record=draw(st.one_of(st.none(), records)),
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog of a few units, some of them retired."""
    live = draw(st.integers(0, 4))
    gone = draw(st.integers(0, 2))
    made = [draw(units(f"{number:08x}")) for number in range(live + gone)]
    labels = ["heading", "paragraph 1", "", "front matter: title"]
    return Catalog(
        article="a/b.md",
        source="en",
        target="fa",
        units=tuple(made[:live]),
        labels=tuple(draw(st.sampled_from(labels)) for _ in range(live)),
        retired=tuple(made[live:]),
    )
