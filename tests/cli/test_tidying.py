"""An interrupt is heeded even if it comes while Python tidies up."""

from __future__ import annotations

import subprocess

import pytest

from tests.processes import python

PROGRAM = """
import time
from dragoman import __main__, cli

class Tidied:
    def __del__(self):
        raise KeyboardInterrupt  # as Ctrl-C does at this moment

def command(**names):
    try:
        Tidied()
        time.sleep(60)
        print("it went on")
    except KeyboardInterrupt:
        print("interrupted")

cli.cli = command
__main__._MOMENT = {moment}
__main__.main()
"""


@pytest.mark.parametrize("moment", [0.01, 0.0])
def test_an_interrupt_while_python_tidies_up_ends_the_command(moment: float) -> None:
    """Also on a machine so busy that the moment is over before the tidying is."""
    program = PROGRAM.format(moment=moment)
    ended = subprocess.run(
        [*python(), "-c", program], capture_output=True, text=True, timeout=50, check=True
    )
    assert (ended.stdout, ended.stderr) == ("interrupted\n", "")
