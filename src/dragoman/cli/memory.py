"""`dragoman memory`: list, export, import and remove what was approved before."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("memory")
def memory() -> None:
    """List, export and import the translation memory."""


@memory.command("list")
@options.as_json
@click.pass_context
def list_files(ctx: click.Context, as_json: bool) -> None:
    """List the files that the memory is made of."""
    from dragoman import project, report, workflow

    result = workflow.list_memory(project.find(Path.cwd()))
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)


@memory.command("export")
@click.argument("file", type=FILE)
@click.option("--to", "locale", required=True, metavar="LOCALE", help="The locale, such as fa.")
@click.pass_context
def export(ctx: click.Context, file: Path, locale: str) -> None:
    """Write what was approved in a locale as TMX, which other programs read."""
    from dragoman import languages, project, report, workflow

    found = project.find(Path.cwd())
    result = workflow.export_memory(found, file, languages.normalize(locale))
    report.show(result, as_json=False)
    ctx.exit(1 if result.failed else 0)


@memory.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--trust",
    type=click.IntRange(0, 100),
    default=90,
    show_default=True,
    help="How far it is trusted, in percent: at 100 its translations fill drafts, below they are "
    "suggested, and count so much less.",
)
def import_file(file: Path, trust: int) -> None:
    """Take a TMX file of another program into the memory."""
    from dragoman import project, report, workflow

    result = workflow.import_memory(project.find(Path.cwd()), file, trust)
    report.show(result, as_json=False)


@memory.command("remove")
@click.argument("name")
def remove(name: str) -> None:
    """Remove an imported memory, in all its locales. Drafts that it filled stay."""
    from dragoman import project, report, workflow

    result = workflow.remove_memory(project.find(Path.cwd()), name)
    report.show(result, as_json=False)
