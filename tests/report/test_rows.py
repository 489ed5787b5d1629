"""JSON for scripts is the same whether a list is there or made while it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from dragoman.report.rows import Rows, written

STEERING = {*map(chr, range(0x7F, 0xA0)), *"\u2028\u2029\u202d\u202e"}
_VALUES = st.lists(st.dictionaries(st.text(), st.integers() | st.text(), max_size=3), max_size=5)


@given(_VALUES)
def test_rows_are_written_as_a_list_is(values: list[dict[str, object]]) -> None:
    made = {"a": 1, "found": Rows(len(values), lambda: values), "z": []}
    plain = {"a": 1, "found": values, "z": []}
    told = json.dumps(plain, ensure_ascii=False, indent=2)
    assert "".join(written(made)) == "".join(
        f"\\u{ord(each):04x}" if each in STEERING else each for each in told
    )


def test_what_steers_a_terminal_is_escaped() -> None:
    names = ["a\x1b[31m", "\x9b1m", "\x7f", "\u202etxt", "\u2028", "\udcff", "می\u200cرود"]
    text = "".join(written(names))
    assert json.loads(text) == names
    assert [each for each in text if not each.isprintable() and each not in "\n\u200c"] == []


def test_a_row_is_made_when_it_is_written() -> None:
    begun: list[int] = []

    def make() -> Iterator[int]:
        for number in range(1000):
            begun.append(number)
            yield number

    pieces = written({"found": Rows(1000, make)})
    while "7" not in next(pieces):
        assert len(begun) < 10
    assert begun == list(range(8))
