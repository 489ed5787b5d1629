"""The command `dragoman`, also as `python -m dragoman`."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line."""
    from dragoman.cli import cli

    for stream in (sys.stdout, sys.stderr):
        # On a terminal of few letters, what it lacks is shown as a code, and nothing fails.
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="dragoman")


if __name__ == "__main__":
    main()
