"""Where all stands in a review file, and which files are looked at in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.review.groups import UnusualError, grouped
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


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x85", "\u2028", "\ufeff"])
@pytest.mark.parametrize("place", [10, 700, -10])
@pytest.mark.parametrize("size", [3, 1_000, 1_000_000])
def test_a_control_character_is_seen_however_a_file_is_cut(
    sign: str, place: int, size: int
) -> None:
    data = SAMPLE.read_bytes()
    while data[place] & 0xC0 == 0x80:  # within a character
        place += 1
    odd = data[:place] + sign.encode() + data[place:]

    def blocks(file: bytes) -> list[bytes]:
        return [file[at : at + size] for at in range(0, len(file), size)]

    assert "".join(group for _, group in grouped(blocks(data))).count("\n- id: ") > 3
    with pytest.raises(UnusualError):
        list(grouped(blocks(odd)))
