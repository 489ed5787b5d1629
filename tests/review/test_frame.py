"""Where all stands in a review file, and which files are looked at in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.review.pieces import framed

SAMPLE = Path(__file__).parent.parent.parent / "locales" / "fa" / "flood.md.yaml"


@pytest.mark.parametrize("sign", [b"\x07", b"\x00", b"\x1b"])
@pytest.mark.parametrize("place", [10, -10])
def test_a_control_character_anywhere_in_a_long_file_is_seen(sign: bytes, place: int) -> None:
    head, key, rest = SAMPLE.read_bytes().partition(b"segments:\n")
    long = head + b"# a remark\n" * 200_000 + key + rest
    assert framed(SAMPLE.read_bytes()) is not None
    whole = framed(long)
    at = len(long) + place if place < 0 else place
    assert whole is not None
    assert framed(long[:at] + sign + long[at:]) is None
