"""Options that choose segments, for the commands that decide on many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dragoman.workflow import Chosen

F = TypeVar("F", bound=Callable[..., Any])

STATUSES = ("new", "draft", "needs-work", "stale", "reviewed", "approved", "omit")
ORIGINS = ("mt", "memory", "context", "human", "unknown")


def choosing(command: F) -> F:
    """Take ids and filters."""
    for option in (
        click.option(
            "--above-confidence",
            type=click.FloatRange(0, 1),
            metavar="0..1",
            help="Only machine text of which the machine was at least so sure.",
        ),
        click.option("--no-findings", is_flag=True, help="Only those without findings."),
        click.option(
            "--origin", multiple=True, type=click.Choice(ORIGINS), help="Only text from there."
        ),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            type=click.Choice(STATUSES),
            help="Only those that have it now.",
        ),
        click.option(
            "--id",
            "ids",
            multiple=True,
            metavar="ID",
            help="Only the segment whose ID begins with this.",
        ),
    ):
        command = option(command)
    return command


def chosen_of(
    articles: tuple[str, ...],
    locales: tuple[str, ...],
    filters: Mapping[str, Any],
    named: tuple[str, ...] = (),
) -> Chosen:
    """Return what the options choose.

    Raises `UsageError` where nothing is chosen at all: nobody should approve a newsroom by a slip.
    """
    from dragoman.model import Origin, Status
    from dragoman.workflow import Chosen

    chosen = Chosen(
        ids=filters["ids"],
        statuses=frozenset(map(Status, filters["statuses"])),
        origins=frozenset(map(Origin, filters["origin"])),
        no_findings=filters["no_findings"],
        above=filters["above_confidence"],
    )
    if chosen == Chosen() and not (articles or locales or named):
        raise click.UsageError("Say which: an article, --to LOCALE, --id ID, or a filter.")
    return chosen
