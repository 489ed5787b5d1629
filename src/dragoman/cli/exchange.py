"""`dragoman exchange`: files for people who do not use Dragoman."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options

FORMATS = ("xlsx", "xliff", "xliff2", "docx", "po", "pot")


@click.group("exchange")
def exchange() -> None:
    """Send translations to translators, and take their work back."""


@exchange.command("export")
@options.articles
@options.to
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="A spreadsheet, XLIFF 1.2 or 2.1, a table in Word, a gettext catalog or template.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("exchange"),
    show_default=True,
    help="The folder for the files.",
)
@click.option(
    "--only",
    metavar="STATUS,...",
    help="Only segments that have one of these statuses, such as: --only draft,stale.",
)
@click.option("--force", is_flag=True, help="Replace files in which somebody worked.")
@options.as_json
@click.pass_context
def export(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    form: str,
    folder: Path,
    only: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write a file for each article and locale, to be sent to a translator."""
    from dragoman import report
    from dragoman.model import Status
    from dragoman.workflow.exchange import send

    try:
        statuses = frozenset(map(Status, (only or "").replace(",", " ").split()))
    except ValueError as error:
        known = ", ".join(status.value for status in Status)
        raise click.BadParameter(f"{error}. Use: {known}", param_hint="--only") from None
    scope = options.reviewed_scope(articles, locales)
    result = send(scope, form, folder, only=statuses, force=force)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)


@exchange.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--accept",
    type=click.Choice(["draft", "reviewed", "approved"]),
    default="draft",
    show_default=True,
    help="The highest status that the files may give.",
)
@click.option("--by", metavar="NAME", help="Who translated. Default: you.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@options.as_json
@click.pass_context
def import_files(
    ctx: click.Context,
    files: tuple[Path, ...],
    accept: str,
    by: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Merge files that came back into the review files.

    A folder means all files in it that are of a kind to be exchanged. What was changed here since
    the files went out is kept, and listed. A sentence whose source changed meanwhile becomes stale.
    Exit code 1 if a line was not taken.
    """
    from dragoman import project, report
    from dragoman.model import Status
    from dragoman.workflow.exchange import take

    found = project.find(Path.cwd())
    result = take(found, files, highest=Status(accept), by=by, dry=dry_run)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
