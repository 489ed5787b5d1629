"""Write what is made from the program in docs/: its checks, its commands, its layers' drawing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
from tools import draw_layers

from dragoman.cli import COMMANDS, cli
from dragoman.report import explanation

DOCS = Path(__file__).parent.parent / "docs"

HEAD = """\
# The commands

Made from the program by `make docs`. `dragoman COMMAND --help` prints what stands here.
[Commands by example](examples.md) shows them at work.
"""


def commands_page() -> str:
    """Return the page on all commands and their options."""
    context = click.Context(cli, info_name="dragoman")
    parts = [HEAD]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts += _sections(command, click.Context(command, parent=context, info_name=name))
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the section on a command, then those on its subcommands."""
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"## {context.command_path}\n"
    yield f"    {context.command_path} {pieces}\n"
    if command.help:
        yield f"{_prose(command.help)}\n"
    rows = [
        record
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and (record := parameter.get_help_record(context)) is not None
    ]
    if rows:
        yield "| option | meaning |\n| --- | --- |"
        yield (
            "\n".join(f"| `{_cell(option)}` | {_cell(meaning)} |" for option, meaning in rows)
            + "\n"
        )
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _sections(inner, click.Context(inner, parent=context, info_name=name))


def _prose(text: str) -> str:
    r"""Return a help text as Markdown: what Click must not wrap (`\b`) is shown as it stands."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(
        "\n".join(f"    {line}" for line in paragraph.splitlines()[1:])
        if paragraph.startswith("\b")
        else paragraph
        for paragraph in paragraphs
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


_DRAWING = re.compile(
    r"(?<=<!-- drawn by `make docs` -->\n\n```mermaid\n).+?(?=\n```\n)", re.DOTALL
)


def architecture_page() -> str:
    """Return the page on the architecture, with its layers drawn as they are."""
    drawing = draw_layers.drawing(draw_layers.reduced(draw_layers.imports(draw_layers.SOURCE)))
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    return _DRAWING.sub(lambda _: drawing, page)


PAGES = {
    "architecture.md": architecture_page,
    "checks.md": explanation.page,
    "commands.md": commands_page,
}
"""Each page that is made, and what makes it."""


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
