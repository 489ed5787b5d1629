"""`dragoman translate`."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import options

if TYPE_CHECKING:
    from dragoman.engines import Engine
    from dragoman.workflow.elsewhere import Elsewhere
    from dragoman.workflow.scope import Scope
    from dragoman.workflow.translated import TranslateReport

GENERAL_RULES = (
    "Sentences of “{language}” are divided by general rules: Dragoman knows few or none of its "
    "abbreviations. Look over where they are cut."
)


class PartType(click.ParamType[tuple[int, int]]):
    """A part of the work and the number of parts: `3/8`."""

    name = "part"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read both. Fails where the first is not from 1 to the second."""
        place, slash, number = str(value).partition("/")
        if not slash or not all(part.isascii() and part.isdigit() for part in (place, number)):
            self.fail("Write which part of how many, such as: --shard 3/8", param, ctx)
        if not 1 <= int(place) <= int(number):
            self.fail(f"Parts are counted from 1 to {int(number)}, and this is {int(place)}.")
        return int(place), int(number)


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Take the signal by which batch systems end a process for an interrupt.

    What it was at work on is then free for others at once.
    """

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(frozen=True, slots=True)
class EnginePlace:
    """Where engines run."""

    create: Callable[[str, str, object], Engine]
    window: int | None = None
    """How much text is translated together, in characters."""

    elsewhere: Elsewhere | None = None


@contextmanager
def near_or_far(dask: str | None, warn: Callable[[str], None]) -> Iterator[EnginePlace]:
    """Yield this process, or the workers that Dask has."""
    from dragoman import engines

    if dask is None:
        yield EnginePlace(engines.create)
        return
    from dragoman.engines.far import MOST_PARTS, connected
    from dragoman.workflow.elsewhere import Elsewhere

    with connected(dask, warn) as far:
        yield EnginePlace(
            far.create, far.window, Elsewhere(MOST_PARTS, lambda: far.parts, far.stop)
        )


def _translated(
    scope: Scope,
    place: EnginePlace,
    warn: Callable[[str], None],
    engine: str | None,
    models: str | None,
    *,
    again: bool,
) -> TranslateReport:
    """Translate all that is in the scope, and show how far it is."""
    from dragoman import workflow
    from dragoman.cli.progress import counting

    with counting() as progress:
        made = workflow.engines_for(
            scope, warn, engine=engine, models=models, recall=not again, create=place.create
        )
        return workflow.translate(
            scope,
            made.usual,
            made.others,
            made.second,
            renew=again,
            progress=progress,
            window=place.window,
            elsewhere=place.elsewhere,
        )


@click.command()
@options.articles
@options.to
@click.option("--engine", metavar="NAME", help="auto, argos, firefox, or pseudo to try a layout.")
@click.option("--models", metavar="WHERE", help="installed, demo, or a folder of model packages.")
@click.option("--again", is_flag=True, help="Translate anew what no person has touched.")
@click.option("--claim", is_flag=True, help="Share the work with others who run this, anywhere.")
@click.option(
    "--shard",
    metavar="K/N",
    type=PartType(),
    help="Do the Kth of N parts of the work, such as: --shard 3/8.",
)
@click.option(
    "--dask",
    metavar="WHERE",
    help="Let Dask's workers translate: local, or the scheduler, such as tcp://host:8786.",
)
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
    claim: bool,
    shard: tuple[int, int] | None,
    dask: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Machine-translate what is new into the review files.

    Without ARTICLE every article in seeds/ is brought up to date. What people wrote is kept;
    only new and changed sentences are translated.

    With --claim or --shard several processes translate at once, on one machine or on many that
    share the project's folder. See docs/archives.md.
    """
    from dragoman import report, segment, workflow
    from dragoman.cli.progress import warn

    scope = options.scope_of(articles, locales)
    settings = scope.project.settings
    if dry_run:
        foreseen = workflow.rehearse(scope, renew=again)
        report.show(foreseen, as_json=as_json)
        ctx.exit(1 if foreseen.failed else 0)
    if dask and (claim or shard):
        raise click.UsageError("Use --dask, or --claim and --shard: Dask shares the work itself.")
    if claim or shard:
        share = partial(workflow.share, scope, warn, articles, tell=warn)
        with ending_at_once():
            part = shard and workflow.Shard(*shard)
            shared = share(engine=engine, models=models, renew=again, shard=part)
        report.show(shared, as_json=as_json)
        ctx.exit(1 if shared.failed else 0)
    with near_or_far(dask, warn) as place:
        result = _translated(scope, place, warn, engine, models, again=again)
    report.show(result, as_json=as_json)
    if any(each.written for each in result.files) and not segment.known(settings.source):
        warn(GENERAL_RULES.format(language=settings.source))
    ctx.exit(1 if result.failed else 0)
