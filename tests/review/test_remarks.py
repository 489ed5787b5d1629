"""Comments that people write below `record:` and `retired:` stay, whatever becomes of the units."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import catalog, formats, review, signature
from dragoman.model import Machine

SENTENCES = ("One fell.", "Two ran away.", "Three of them sang a song.")
MADE = signature.parse("pseudo 1")


def brought_up(base: str | None, sentences: list[str], text: str = "T") -> str:
    """The review file for an article of these sentences."""
    article = formats.parse("a.txt", (" ".join(sentences) + "\n").encode(), "en", ())
    machine = {
        segment.key: Machine(f"{text} {segment.source}", MADE) for segment in article.segments
    }
    old = None if base is None else review.parse(base, "f")
    return review.serialize(catalog.merge(old, article, "fa", machine).catalog, base, "f")


def reviewed(text: str) -> str:
    return text.replace("status: draft", "status: reviewed")


def below(text: str, key: str, remark: str, place: int) -> str:
    """The text with a remark between two lines of a section, or beside its key."""
    if f"\n{key}:" not in text:
        return text
    start = text.index(f"\n{key}:") + 1
    lines = text[start:].splitlines(keepends=True)
    if place == 0:
        lines[0] = f"{lines[0].rstrip()} # {remark}\n"
    else:
        tops = [number for number, line in enumerate(lines) if re.match(r"  \w+: \{|- id", line)]
        at = tops[min(place, len(tops)) - 1] if tops else len(lines)
        lines.insert(at, f"# {remark}\n")
    return text[:start] + "".join(lines)


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SENTENCES), unique=True, min_size=1),
            st.sampled_from(["record", "retired"]),
            st.integers(0, 3),
        ),
        max_size=6,
    )
)
def test_no_remark_is_lost_and_none_is_doubled(
    life: list[tuple[list[str], str, int]],
) -> None:
    text = reviewed(brought_up(None, list(SENTENCES)))
    count = 0
    for sentences, key, place in life:
        before = text
        text = below(text, key, f"remark{count}.", place)
        count += text != before
        text = reviewed(brought_up(text, sentences))
    for number in range(count):
        assert text.count(f"remark{number}.") == 1, text


@pytest.mark.parametrize("empty", ["retired:\n", "retired: # old ones\n"])
def test_a_remark_below_an_empty_section_at_the_end_stays(empty: str) -> None:
    text = brought_up(None, list(SENTENCES)) + f"\n{empty}# mine\n"
    after = brought_up(text, list(SENTENCES[:2]), "U")
    assert "# mine\n" in after
    assert ("# old ones" in after) == ("# old ones" in empty)


def test_a_remark_beside_a_record_that_changes_stays() -> None:
    text = brought_up(None, list(SENTENCES))
    text = text.replace('Two ran away."}', 'Two ran away."} # mine')
    changed = [sentence.replace("Two ran away", "Two ran off") for sentence in SENTENCES]
    after = brought_up(text, changed)
    assert "# mine" in after
    assert "Two ran off" in after


def test_a_remark_on_the_retired_does_not_go_with_the_first_of_them() -> None:
    text = reviewed(brought_up(None, list(SENTENCES)))
    gone = brought_up(text, list(SENTENCES[:1]))
    head = re.search(r"^retired:.*\n", gone, re.MULTILINE)
    assert head is not None
    gone = gone.replace(head[0], f"{head[0]}# all of these\n", 1)
    back = brought_up(gone, list(SENTENCES[:2]))
    assert f"{head[0]}# all of these\n\n- id" in back
    whole = brought_up(back, list(SENTENCES))
    assert whole.endswith("# all of these\n")
