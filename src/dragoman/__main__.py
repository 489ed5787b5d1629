"""The command `dragoman`, also as `python -m dragoman`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from dragoman.cli import cli

    cli(prog_name="dragoman")


if __name__ == "__main__":
    main()
