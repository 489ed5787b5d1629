"""`dragoman translate`."""

from __future__ import annotations

from functools import partial

import click

from dragoman.cli import options

GENERAL_RULES = (
    "Sentences of “{language}” are divided by general rules: Dragoman knows few or none of its "
    "abbreviations. Look over where they are cut."
)


@click.command()
@options.articles
@options.to
@click.option("--engine", metavar="NAME", help="auto, argos, firefox, or pseudo to try a layout.")
@click.option("--models", metavar="WHERE", help="installed, demo, or a folder of model packages.")
@click.option("--again", is_flag=True, help="Translate anew what no person has touched.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@options.as_json
@click.pass_context
def translate(
    ctx: click.Context,
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    engine: str | None,
    models: str | None,
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Machine-translate what is new into the review files.

    Without ARTICLE every article in seeds/ is brought up to date. What people wrote is kept;
    only new and changed sentences are translated.
    """
    from dragoman import report, segment, workflow
    from dragoman.cli.progress import watching

    scope = options.scope_of(articles, locales)
    settings = scope.project.settings
    if dry_run:
        foreseen = workflow.rehearse(scope, renew=again)
        report.show(foreseen, as_json=as_json)
        ctx.exit(1 if foreseen.failed else 0)
    warn = partial(click.echo, err=True)
    made = workflow.engines_for(scope, warn, engine=engine, models=models, recall=not again)
    with watching() as progress:
        result = workflow.translate(
            scope, made.usual, made.others, made.second, renew=again, progress=progress
        )
    report.show(result, as_json=as_json)
    if any(each.written for each in result.files) and not segment.known(settings.source):
        click.echo(GENERAL_RULES.format(language=settings.source), err=True)
    ctx.exit(1 if result.failed else 0)
