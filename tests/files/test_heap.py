"""What becomes of memory that is free again."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.processes import python

CODE = """
import resource
from dragoman.files import heap

def faults(size):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        b"x" * size
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

b"x" * 20_000_000  # from which on the allocator, left alone, keeps blocks of this length
heap.settle()
print(faults(600_000), faults(4_000_000))
"""
"""Counts the pages that the system had to give while blocks were asked for again and again."""


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of glibc")
def test_long_blocks_go_back_to_the_system_and_those_of_models_do_not() -> None:
    done = subprocess.run([*python(), "-c", CODE], capture_output=True, text=True, check=True)
    short, long = map(int, done.stdout.split())
    assert short < 100 * 10
    assert long > 100 * 900
