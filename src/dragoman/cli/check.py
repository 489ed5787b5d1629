"""`dragoman check`."""

from __future__ import annotations

import click

from dragoman.cli import options

FORMATS = ("text", "json", "github", "sarif")


@click.command()
@options.articles
@options.to
@click.option("--strict", is_flag=True, help="Exit code 1 on warnings too, not only on errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="What to print: text, or JSON, GitHub annotations or SARIF for programs.",
)
@click.option(
    "--explain",
    metavar="CHECK",
    help="Say what a check looks for, why, and when it errs; `all` lists them.",
)
@options.as_json
@click.pass_context
def check(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    strict: bool,
    form: str,
    explain: str | None,
    as_json: bool,
) -> None:
    """Look for what is wrong in the translations: numbers, names, quotes, script.

    Writes nothing. Exit code 1 if there are errors.
    """
    from dragoman import report, workflow
    from dragoman.report import checked, explanation

    if explain is not None:
        explanation.show(explain)
        return
    result = workflow.check(options.reviewed_scope(articles, locales))
    if form in checked.FORMATS and not as_json:
        checked.write(result, form)
    else:
        report.show(result, as_json=as_json or form == "json")
    ctx.exit(1 if result.failed(strict=strict) else 0)
