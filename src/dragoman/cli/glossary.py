"""`dragoman glossary`: check, list, suggest, export and import terms."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.group("glossary")
def glossary() -> None:
    """Check, list, suggest, export and import the terms of `glossary.yaml`."""


@glossary.command()
@options.as_json
def check(as_json: bool) -> None:
    """Read `glossary.yaml`, and say with the line what is wrong in it."""
    from dragoman import project, report, workflow
    from dragoman.report import terminology

    result = workflow.glossary(project.find(Path.cwd()))
    if as_json:
        report.show(result, as_json=True)
    else:
        terminology.summary(result)


@glossary.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@options.as_json
def list_terms(words: tuple[str, ...], as_json: bool) -> None:
    """List the terms, or those in which all of the words occur."""
    from dragoman import project, report, workflow

    report.show(workflow.glossary(project.find(Path.cwd()), words), as_json=as_json)


@glossary.command()
@options.articles
@options.to
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="How often a name must occur. Phrases in lower case must occur three times.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="How many suggestions to make, the most frequent first.",
)
@options.as_json
@click.pass_context
def suggest(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    least: int,
    limit: int,
    as_json: bool,
) -> None:
    """Suggest names and terms that recur and have no entry.

    What they are called is taken from reviewed and approved text. Prints lines that can be
    pasted into `glossary.yaml`. Where one name is rendered in several ways, it says so.
    """
    from dragoman import report, workflow

    result = workflow.suggest(options.scope_of(articles, locales), least, limit)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.problems else 0)


@glossary.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv|.tbx")
def export_terms(file: Path) -> None:
    """Write the terms to a file for spreadsheets (CSV) or terminology programs (TBX-Basic)."""
    from dragoman import project, workflow

    terms = workflow.export_glossary(project.find(Path.cwd()), file)
    click.echo(f"{file}: {terms} {'term' if terms == 1 else 'terms'}.")


@glossary.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv|.tbx")
@click.option(
    "--to",
    "locale",
    metavar="LOCALE",
    help="The locale of the translations, if the table does not say.",
)
@options.as_json
def import_terms(file: Path, locale: str | None, as_json: bool) -> None:
    """Add the terms of a CSV or TBX file to `glossary.yaml`.

    Nothing that stands there is changed or taken away. What contradicts it is listed.
    """
    from dragoman import project, report, workflow

    report.show(workflow.import_glossary(project.find(Path.cwd()), file, locale), as_json=as_json)
