"""Digests of what files hold."""

from __future__ import annotations

import hashlib
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from dragoman.files import Contents
from dragoman.files.digest import digest


def test_a_digest_is_that_of_the_bytes_however_often_it_is_asked_for() -> None:
    files = [bytes([number]) * (100_000 + number) for number in range(4)] + [b"", b"short"]
    for data in [*files, *reversed(files), *files]:
        assert digest(data) == hashlib.sha256(data).hexdigest()


@given(st.binary(max_size=40), st.binary(max_size=40), st.sampled_from([0, 1 << 18, 300_000]))
def test_only_a_file_that_holds_the_very_bytes_is_the_same(
    one: bytes, other: bytes, before: int
) -> None:
    lead = b"x" * before
    assert Contents.of(lead + other).are_in(BytesIO(lead + one)) == (one == other)
