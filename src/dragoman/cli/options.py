"""Options that several commands share."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.workflow import Scope

AS_JSON = "dragoman.as_json"
"""Where the context keeps whether scripts are asking."""

F = TypeVar("F", bound=Callable[..., Any])


class _Nowhere(io.StringIO):
    """Takes all that is printed, and keeps none of it."""

    def write(self, text: str) -> int:
        """Say that the text is written."""
        return len(text)


def articles(command: F) -> F:
    """Take articles as arguments."""
    return click.argument("articles", nargs=-1, metavar="[ARTICLE]...")(command)


def to(command: F) -> F:
    """Take the locales to work on."""
    return click.option(
        "--to",
        "locales",
        multiple=True,
        metavar="LOCALE,...",
        help="Only these locales, such as: --to fa,ar. Default: the project's.",
    )(command)


def as_json(command: F) -> F:
    """Let scripts ask for JSON, or for silence.

    The group that runs the command knows of the JSON, too, for its errors.
    """

    def noted(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
        ctx.meta[AS_JSON] = value
        return value

    def silenced(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.with_resource(redirect_stdout(_Nowhere()))

    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=silenced,
        help="Print nothing but what went wrong.",
    )
    json = click.option(
        "--json", "as_json", is_flag=True, callback=noted, help="Print JSON for scripts."
    )
    return json(quiet(command))


def by(command: F) -> F:
    """Take the reviewer's name."""
    return click.option(
        "--by",
        metavar="NAME",
        help="Who decides. Default: `reviewer` in dragoman.yaml, DRAGOMAN_REVIEWER, git's name.",
    )(command)


def scope_of(articles: tuple[str, ...], locales: tuple[str, ...]) -> Scope:
    """Return what the arguments name, in the project of the current folder."""
    from dragoman import project
    from dragoman.workflow import Scope

    here = Path.cwd()
    words = [word for text in locales for word in text.replace(",", " ").split()]
    return Scope(project.find(here), articles, words, here)


def reviewed_scope(articles: tuple[str, ...], locales: tuple[str, ...]) -> Scope:
    """Return the same, for a command that needs review files.

    Raises `DragomanError` for a locale that the project neither names nor has a folder of.
    """
    scope = scope_of(articles, locales)
    scope.refuse_strangers()
    return scope
