"""`dragoman finish`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.errors import visible

if TYPE_CHECKING:
    from dragoman.typography import Typography
    from dragoman.workflow import FinishReport


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--locale", metavar="LOCALE", help="The text's locale, such as fa or ar-EG.")
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if anything would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--list", "listed", is_flag=True, help="List the rules and where they are on.")
@click.pass_context
def finish(
    ctx: click.Context,
    files: tuple[str, ...],
    locale: str | None,
    check: bool,
    diff: bool,
    listed: bool,
) -> None:
    """Apply a locale's typography rules to a text: quotes, dashes, digits, marks.

    FILE is an article or a copy in any format; `-` takes plain text from standard input and
    writes it to standard output. The rules are those that `dragoman translate` applies to machine
    text, with the settings of the project if there is one here. What its glossary says is not to
    be translated stays as it is.
    """
    from dragoman import languages, project, workflow
    from dragoman.typography import Typography

    found = project.around(Path.cwd())
    if listed:
        _list(found.settings.typography if found else Typography())
        return
    if not locale or not files:
        raise click.UsageError("Say what to finish: dragoman finish --locale fa FILE…")
    code = languages.normalize(locale)
    house = workflow.house(found)
    if "-" in files:
        if len(files) > 1:
            raise click.UsageError("`-` stands for the only file.")
        text, _ = workflow.finished_text("-", sys.stdin.buffer.read(), code, house)
        sys.stdout.buffer.write(text.encode())
        return
    paths = [Path(name) for name in files]
    result = workflow.finish_files(paths, code, house, write=not check and not diff)
    _show(result, diff=diff, dry=check or diff)
    changed = any(each.changed for each in result.files)
    ctx.exit(1 if result.failed or (check and changed) else 0)


def _show(result: FinishReport, *, diff: bool, dry: bool) -> None:
    for each in result.files:
        if diff and each.difference:
            click.echo(each.difference)
            continue
        said = ", ".join(f"{rule} {count}×" for rule, count in each.rules.items())
        did = "would change" if dry else "changed"
        click.echo(
            f"{visible(each.path)}: " + (f"{did}: {said}" if each.changed else "nothing to change")
        )
    for problem in result.problems:
        click.echo(problem, err=True)


def _list(style: Typography) -> None:
    from dragoman.typography import RULES

    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        states = [
            f"{code} {'on' if rule.applies(code, style) else 'off'}" for code in rule.languages
        ]
        click.echo(f"{rule.name:{width}}  {rule.summary}\n{'':{width}}  {', '.join(states)}")
