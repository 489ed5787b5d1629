"""The command line: one thin module a command, loaded only when the command runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from dragoman import __version__
from dragoman.errors import DragomanError

COMMANDS = {
    "init": "Make a newsroom's project in a folder.",
    "translate": "Machine-translate what is new into the review files.",
    "review": "Review translations in the browser.",
    "status": "Show how far the review has come.",
    "approve": "Approve many segments at once.",
    "reject": "Mark many segments as not acceptable.",
    "unapprove": "Take the last approve or reject back.",
    "diff": "Show what people changed in the machine's text.",
    "effort": "Say how much work the machine's text leaves to people.",
    "check": "Look for what is wrong in the translations: numbers, names, quotes, script.",
    "audit": "Print who and what made each sentence, and who answers for it.",
    "export": "Write the localized copies of what may be published.",
    "exchange": "Send translations to translators, and take their work back.",
    "mv": "Rename or move an article with its reviews.",
    "preview": "Write a page to read a translation beside its source.",
    "withdraw": "Take an article back, and leave a notice on the site.",
    "site": "Write a web site of what was exported, in all its languages.",
    "finish": "Apply a locale's typography rules to a text: quotes, dashes, digits, marks.",
    "memory": "List, export and import the translation memory.",
    "glossary": "Check, list, suggest, export and import the terms of `glossary.yaml`.",
    "merge-file": "Merge two versions of a review file sentence by sentence.",
    "models": "List, install, remove and check the models that translate.",
}
"""Every command with the first line of its help, so that `--help` need not import it."""


class Commands(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, if there is one of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(import_module(f"dragoman.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Turn the errors that a person can act on into messages and exit codes."""
        try:
            return super().invoke(ctx)
        except DragomanError as error:
            if ctx.meta.get("dragoman.as_json"):
                from dragoman import report

                click.echo(report.failure(error))
            click.echo(error, err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("\nStopped. What it had written stays. Run it again to go on.", err=True)
            ctx.exit(130)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="dragoman %(version)s")
def cli() -> None:
    """Translate a newsroom's articles on its own machine, review and publish them.

    \b
    The round: dragoman translate            seeds/ → locales/
               edit locales/fa/….yaml        set `status: approved`
               dragoman export               locales/ → output/
    """
