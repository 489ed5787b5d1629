"""`dragoman glossary`: check and list terms."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli import options


@click.group("glossary")
def glossary() -> None:
    """Check and list the terms of `glossary.yaml`."""


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
