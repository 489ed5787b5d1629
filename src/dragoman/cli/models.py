"""`dragoman models`: list, install, remove, check and bundle model packages."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import options
from dragoman.cli.network import allow_network
from dragoman.errors import visible

if TYPE_CHECKING:
    from dragoman.models.published import ProgressFor


def _place(ctx: click.Context, param: click.Parameter, named: str | None) -> str:
    """Return the place that is named, else the folder that the settings of a newsroom name.

    What comes with the program is nobody's to change: it must be named.
    """
    from dragoman import project
    from dragoman.models.places import DEMO, INSTALLED

    if named is not None:
        return named
    around = project.around(Path.cwd())
    return INSTALLED if around is None or around.models == DEMO else around.models


_models = click.option(
    "--models",
    "place",
    callback=_place,
    metavar="PLACE",
    help="installed (shared with Argos Translate), demo, or a folder of packages. "
    "Default: the settings'.",
)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_new = click.Path(dir_okay=False, path_type=Path)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
_source = click.option(
    "--from",
    "source",
    default="en",
    show_default=True,
    metavar="CODE",
    help="The language of the articles.",
)
_offline = click.option("--offline", is_flag=True, help="Refuse whatever would use the network.")


@click.group("models")
def models() -> None:
    """List, install, remove and check the models that translate."""


@models.command("list")
@click.option("--available", is_flag=True, help="What can be downloaded; uses the network.")
@_offline
@_json
@_models
def list_models(available: bool, offline: bool, as_json: bool, place: str) -> None:
    """List the installed models."""
    if available:
        allow_network(offline)
    rows = _available() if available else _installed(place)
    if as_json:
        from dragoman.report import SCHEMA

        click.echo(json.dumps({"schema": SCHEMA, "models": rows}, ensure_ascii=False, indent=2))
        return
    for row in rows:
        size = "" if available else f"{row['bytes'] / 1e6:8,.1f} MB   licence {row['licence']}"
        if row.get("engine", "argos") != "argos":
            size += f"   {row['engine']}"
        size += f"   {row['name']}" if row.get("name") else ""
        line = f"{row['from']:>4} → {row['to']:4} {row['version']:8} {size}"
        click.echo(visible(line.rstrip()))
    if not rows:
        click.echo("No models. Install one, for example: dragoman models install fa", err=True)


@models.command()
@click.argument("packages", nargs=-1, metavar="[CODE|FILE|URL]...")
@click.option(
    "--from",
    "origins",
    multiple=True,
    metavar="FROM",
    help="The language of the articles; or where models come from: argos, firefox, hub:NAME.",
)
@click.option("--list", "listing", is_flag=True, help="Say what is published, and install nothing.")
@click.option("--update", is_flag=True, help="Choose anew, and not as models.lock says.")
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    metavar="MINUTES",
    help="Give up a download after this long. Default: 60.",
)
@_offline
@_json
@_models
@click.pass_context
def install(
    context: click.Context,
    packages: tuple[str, ...],
    origins: tuple[str, ...],
    listing: bool,
    update: bool,
    deadline: float | None,
    offline: bool,
    as_json: bool,
    place: str,
) -> None:
    """Install models: the best published for a language, an address or a file.

    CODE is a language to translate into, such as fa: the best model that may be used commercially
    is installed, and pinned in models.lock. FILE is a package or a bundle. Codes and addresses use
    the network; files do not. Without any, what models.lock names is installed.
    """
    from dragoman.cli import outfit

    wanted = outfit.wanted(packages, origins, update=update, deadline=deadline, offline=offline)
    if listing:
        outfit.show_offers(wanted, as_json=as_json)
        return
    with _progress() as progress:
        failed = outfit.install(wanted, place, progress)
    context.exit(int(failed))


@models.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--from", "source", default="en", show_default=True, metavar="CODE")
@click.option("--to", "target", required=True, metavar="CODE")
@click.option("--version", metavar="TEXT", help="Default: as the files say, or 1.")
@click.option("--name", metavar="WORD", help="What the model is called; every text is signed so.")
@click.option("--licence", metavar="TEXT", help="As its publisher states it.")
@click.option("--source-spm", type=_file, help="SentencePiece model, if DIR does not hold it.")
@click.option("--target-spm", type=_file, help="That of the target, if it is another one.")
@click.option("--target-prefix", metavar="PIECE", help="Begins every output: NLLB's pes_Arab.")
@click.option("--source-prefix", multiple=True, metavar="PIECE", help="Begins every input.")
@click.option("--source-suffix", multiple=True, metavar="PIECE", help="Ends every input: </s>.")
@_models
def import_model(folder: Path, source: str, target: str, place: str, **more: Any) -> None:
    """Make a package of another model: CTranslate2's, or Firefox's.

    DIR is the folder that CTranslate2's converter wrote, with SentencePiece tokenizers, or one
    with a model of Firefox Translations: model.*.bin, vocab.*.spm, lex.*.bin. The model is tried
    before it is installed. It takes the place of another one of its engine, direction and name.
    """
    from dragoman.cli import outfit
    from dragoman.models import Foreign, folder_for, wrap

    made = wrap(Foreign(folder, source, target, **more), folder_for(place))
    outfit.tell(made.installation)
    for limit in made.limits:
        click.echo(f"Argos Translate itself cannot use this package: {limit}.", err=True)


@models.command()
@click.argument("file", metavar="OUT.zip", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@_models
def bundle(file: Path, codes: tuple[str, ...], place: str) -> None:
    """Pack models for a machine without network.

    There, run: dragoman models install OUT.zip. CODE is a language to translate into, such as
    fa, or a direction, such as tr-en. Without it, all models are packed.
    """
    from dragoman.models import bundle as pack
    from dragoman.models import folder_for

    if file.suffix != ".zip":
        raise click.BadParameter("give the name of the new file first, ending in .zip")
    made = pack(file, folder_for(place), codes)
    for package in made.packages:
        click.echo(visible(f"packed {package.shown}"))
    click.echo(f"{file}: {made.size / 1e6:,.1f} MB, sha256 {made.sha256}")


@models.command()
@click.argument("code")
@_source
@click.option("--engine", metavar="NAME", help="Whose model, if several engines have one.")
@click.option("--name", metavar="WORD", help="Which model, if an engine has several.")
@_models
def remove(code: str, source: str, engine: str | None, name: str | None, place: str) -> None:
    """Remove the model into the language CODE."""
    from dragoman.models import folder_for
    from dragoman.models import remove as remove_model

    for package in remove_model(source, code, folder_for(place), engine, name):
        click.echo(visible(f"removed {package.shown}"))


@models.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@_models
@click.pass_context
def verify(context: click.Context, codes: tuple[str, ...], place: str) -> None:
    """Check that models are whole and translate.

    Their files are compared with what was installed; each is loaded and translates a sentence.
    """
    from dragoman.models import folder_for
    from dragoman.models import verify as verify_models

    verdicts = verify_models(folder_for(place), codes)
    for verdict in verdicts:
        if verdict.problem:
            click.echo(visible(f"broken: {verdict.problem}"))
        elif verdict.package:
            package = verdict.package
            noted = "" if verdict.compared else " (another program installed it: no checksums)"
            click.echo(visible(f"works: {package.shown}{noted}"))
    if not verdicts:
        click.echo("No models. Install one, for example: dragoman models install fa", err=True)
    if not verdicts or any(verdict.problem for verdict in verdicts):
        context.exit(1)


@models.command()
@options.to
@click.option("--models", "places", multiple=True, metavar="PLACE", help="Default: the settings'.")
@click.option("--sentences", type=click.IntRange(1), default=200, show_default=True)
@click.option("--page", type=_new, metavar="FILE.html", help="Write a page to choose by eye.")
@click.option("--judged", type=_file, metavar="FILE.json", help="Say what a saved result says.")
@options.as_json
@click.pass_context
def compare(
    context: click.Context,
    locales: tuple[str, ...],
    places: tuple[str, ...],
    sentences: int,
    page: Path | None,
    judged: Path | None,
    as_json: bool,
) -> None:
    """Compare installed models on what people here wrote, and say which to keep.

    Each model, and each pair of them, translates the newest sentences that people wrote or
    changed. FILE.html is for people who judge by eye: they choose between two texts without
    knowing whose they are, and send the result back. To read it, name both: --page and --judged.
    """
    from dragoman import report, workflow
    from dragoman.workflow import comparison

    if judged is not None:
        if page is None:
            raise click.UsageError("Name the page as well: --page FILE.html")
        votes = comparison.judged(judged, comparison.key_of(page))
        click.echo(f"{votes.for_one:4} × {votes.one}\n{votes.for_other:4} × {votes.other}")
        click.echo(f"{votes.alike:4} × no difference that matters")
        return
    scope = options.scope_of((), locales)
    result = workflow.compare(scope, places, sentences)
    if page is not None and result.comparisons:
        comparison.write_page(result, page, scope.language)
    report.show(result, as_json=as_json)
    context.exit(1 if result.failed else 0)


def _installed(place: str) -> list[dict[str, Any]]:
    from dragoman.models import folder_for, installed, record

    return [
        {
            "from": package.from_code,
            "to": package.to_code,
            "engine": package.engine,
            "name": package.name,
            "version": package.version,
            "bytes": package.size,
            "licence": package.licence or "not stated",
            "sha256": origin.sha256 if (origin := record.origin(package.path)) else None,
            "path": str(package.path),
        }
        for package in installed(folder_for(place))
    ]


def _available() -> list[dict[str, Any]]:
    from dragoman.models import index

    return [
        {
            "from": package.from_code,
            "to": package.to_code,
            "version": package.version,
            "links": list(package.links),
        }
        for package in index()
    ]


@contextmanager
def _progress() -> Iterator[ProgressFor | None]:
    """Show downloads where a person watches, on stderr."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bars:

        def progress_for(name: str) -> Any:
            task = bars.add_task(name, total=None)
            return lambda here, total: bars.update(task, completed=here, total=total)

        yield progress_for
