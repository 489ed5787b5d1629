"""The templates that pages are made with: the program's own, and a newsroom's before them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import jinja2

from dragoman.errors import ProjectError

OWN = files("dragoman.site") / "theme"

TEMPLATES = (
    "base.html",
    "article.html",
    "list.html",
    "home.html",
    "feed.xml",
    "sitemap.xml",
    "sitemaps.xml",
    "style.css",
)
"""Every template that a newsroom can put another in place of."""


class Theme:
    """The templates of one site."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take templates from `folder` where it has them, else the program's own.

        `own/NAME` is always the program's, so that a newsroom's template can extend it.
        """
        own = {name: (OWN / name).read_text(encoding="utf-8") for name in TEMPLATES}
        loaders: list[jinja2.BaseLoader] = [jinja2.FileSystemLoader(folder)] if folder else []
        loaders += [jinja2.DictLoader(own), jinja2.PrefixLoader({"own": jinja2.DictLoader(own)})]
        self._folder = folder
        self._environment = jinja2.Environment(
            loader=jinja2.ChoiceLoader(loaders),
            autoescape=jinja2.select_autoescape(("html", "xml")),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        digest = hashlib.sha256()
        for name in sorted(own):
            digest.update(own[name].encode())
        for file in sorted(folder.rglob("*")) if folder and folder.is_dir() else ():
            if file.is_file():
                digest.update(f"{file.relative_to(folder or file)}\0".encode() + file.read_bytes())
        self.digest = digest.hexdigest()
        """Changes when any template does."""

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """Return what the template makes of the context.

        Raises `ProjectError` with file and line for a template that does not work.
        """
        try:
            return self._environment.get_template(name).render(context)
        except jinja2.TemplateSyntaxError as error:
            raise ProjectError(
                f"the template cannot be read: {error.message}",
                path=error.filename or error.name or name,
                line=error.lineno,
                advice="Compare it with the program's own: dragoman site --templates",
            ) from None
        except (jinja2.TemplateError, TypeError, ValueError) as error:
            file, line = _place(error, name)
            raise ProjectError(
                f"the template fails: {error}",
                path=file,
                line=line,
                advice="Compare it with the program's own: dragoman site --templates",
            ) from None


def _place(error: Exception, name: str) -> tuple[str, int | None]:
    """Where in a template an error came up: Jinja2 puts the template's lines on the traceback."""
    found: tuple[str, int | None] = name, None
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(TEMPLATES) or file == "<template>":
            found = (name if file == "<template>" else file), trace.tb_lineno
        trace = trace.tb_next
    return found


def write_own(folder: Path) -> tuple[str, ...]:
    """Copy the program's templates that are not in `folder` yet; return their names."""
    made = []
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(OWN) as own:
        for name in TEMPLATES:
            if not (folder / name).exists():
                (folder / name).write_bytes((own / name).read_bytes())
                made.append(name)
    return tuple(made)
