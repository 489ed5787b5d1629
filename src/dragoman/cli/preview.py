"""`dragoman preview`."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.command()
@options.articles
@options.to
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to. Default: preview/ in the project.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "ru", "fa", "tr", "ar"]),
    help="The language that the pages themselves speak. Default: that of the translation, or "
    "English.",
)
@options.as_json
@click.pass_context
def preview(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    out: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Write a page to read a translation beside its source.

    One HTML file for each article and locale, with statuses and findings. It needs no network and
    can be mailed to a reviewer.
    """
    from dragoman import report, workflow
    from dragoman.web.told import told

    scope = options.reviewed_scope(articles, locales)
    result = workflow.write_previews(scope, out, language, told)
    report.show(result, as_json=as_json)
    ctx.exit(1 if result.failed else 0)
