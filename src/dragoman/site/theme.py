"""The templates that pages are made with: the program's own, and a newsroom's before them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import CodeType, MappingProxyType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.parser import Parser

from dragoman.errors import DragomanError, ProjectError
from dragoman.site.sandbox import Sandbox

OWN = files("dragoman.site") / "theme"

TEMPLATES = (
    "base.html",
    "article.html",
    "list.html",
    "home.html",
    "notice.html",
    "feed.xml",
    "sitemap.xml",
    "sitemaps.xml",
    "style.css",
)
"""Every template that a newsroom can put another in place of."""


@dataclass(frozen=True, slots=True)
class Template:
    """A file among a newsroom's templates."""

    path: str
    """As messages show it."""

    data: bytes

    @property
    def text(self) -> str:
        """What it says. Raises `ProjectError` if it is not UTF-8."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError:
            raise ProjectError(
                "the template is not UTF-8 text",
                path=self.path,
                advice="Save it in the encoding UTF-8 in your editor.",
            ) from None


NONE: Mapping[str, Template] = MappingProxyType({})


class _CompiledTemplates(jinja2.BytecodeCache):
    """Keeps how the program's own templates were compiled, which takes longer than some pages."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of a template of the program's, which has no file for Jinja2."""
        return name if filename is None else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of the same text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless it is a newsroom's."""
        if bucket.key:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledTemplates()


class Theme:
    """The templates of one site."""

    def __init__(self, templates: Mapping[str, Template] = NONE) -> None:
        """Take the newsroom's templates, by their names, where it has them, else the program's.

        `own/NAME` is always the program's, so that a newsroom's template can extend it.
        """
        own = {name: (OWN / name).read_text(encoding="utf-8") for name in TEMPLATES}

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            found = templates.get(name)
            return None if found is None else (found.text, found.path, lambda: True)

        loaders: list[jinja2.BaseLoader] = [jinja2.FunctionLoader(load)]
        loaders += [jinja2.DictLoader(own), jinja2.PrefixLoader({"own": jinja2.DictLoader(own)})]
        self._environment = Sandbox(
            loader=jinja2.ChoiceLoader(loaders),
            autoescape=jinja2.select_autoescape(("html", "xml")),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=_COMPILED,
        )
        self._paths = {name: each.path for name, each in templates.items()}
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        digest = hashlib.sha256()
        for name in sorted(own):
            digest.update(own[name].encode())
        for name, template in sorted(templates.items()):
            digest.update(f"{name}\0".encode() + template.data)
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
        except DragomanError:
            raise
        except Exception as error:  # a newsroom's template may raise whatever Python does
            file, line = _place(error, name) or (self._paths.get(name, name), None)
            if not isinstance(error, _KNOWN) and file not in self._paths.values():
                raise
            raise ProjectError(
                f"the template fails: {_reason(error)}",
                path=file,
                line=line,
                advice="Compare it with the program's own: dragoman site --templates",
            ) from None


_KNOWN = (jinja2.TemplateError, TypeError, ValueError, OverflowError)


def _reason(error: Exception) -> str:
    """Say why a template fails, also where Python has no words for it."""
    if isinstance(error, RecursionError):
        return "it calls itself without end, or nests too deeply"
    if isinstance(error, MemoryError):
        return "it asks for more memory than there is, or nests too deeply"
    if isinstance(error, SyntaxError):
        return f"it nests too deeply ({error.msg})"
    return str(error) or type(error).__name__


def _place(error: Exception, name: str) -> tuple[str, int | None] | None:
    """Where in a template an error came up: Jinja2 puts the template's lines on the traceback.

    While a template is read, its reader knows the line, and its writer the element.
    """
    found: tuple[str, int | None] | None = None
    trace = error.__traceback__
    while trace is not None:
        code, known = trace.tb_frame.f_code, trace.tb_frame.f_locals
        reader = known.get("self")
        if code.co_filename.endswith(TEMPLATES) or code.co_filename == "<template>":
            found = (
                (name if code.co_filename == "<template>" else code.co_filename),
                trace.tb_lineno,
            )
        elif isinstance(reader, Parser):
            found = reader.filename or reader.name or name, reader.stream.current.lineno
        elif isinstance(reader, CodeGenerator):
            line = getattr(known.get("node"), "lineno", None)
            found = reader.filename or reader.name or name, line or (found and found[1])
        elif code.co_name == "_compile" and isinstance(known.get("filename"), str):
            found = known["filename"], 1
        trace = trace.tb_next
    return found


def own_template(name: str) -> bytes:
    """Return a template as the program has it."""
    return (OWN / name).read_bytes()
