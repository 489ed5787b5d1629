"""What a newsroom's templates may do, and what a page of them may cost in memory.

A template cannot reach what Jinja's sandbox forbids. Here it cannot make a text or a number that
fills the memory either, by a slip in a number or on purpose. How long it takes is not bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from jinja2 import TemplateRuntimeError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from dragoman.patterns import lazily

LARGEST = 100_000_000
"""Characters of a page, or of a value on it."""

_ITEM = 8
"""How many characters an item of a list is as large as."""

_WIDEST = 100_000
"""Characters of a width, and how often something is counted off."""

_BITS = 100_000
"""Binary digits of a number that is worked out."""

_PERCENT = lazily(r"%(?:\([^()]*\))?[#0 +-]*+(\d++|\*)?(?:\.(\d++|\*))?")
_FIELD = lazily(r"\{[^{}]*+[{}]")
_NUMBER = lazily(r"\d++")

_COUNTS = {"batch": _WIDEST, "center": _WIDEST, "slice": _WIDEST, "round": 1_000, "tojson": 100}
"""Filters that are told a width or how often, and the most that it may be."""

_WIDTHS = frozenset(("center", "ljust", "rjust", "zfill"))
"""Methods of texts that are told a width."""


def _within(length: int, what: str = "what it makes") -> None:
    if length > LARGEST:
        raise TemplateRuntimeError(f"{what} is longer than {LARGEST:,} characters")


def _few(given: Iterable[Any], most: int = _WIDEST) -> None:
    if any(isinstance(each, (int, float)) and each > most for each in given):
        raise TemplateRuntimeError(f"a width or a count is greater than {most:,}")


def bounded(value: Any) -> Any:
    """Return a value that was made; raise `TemplateRuntimeError` where it is too long."""
    if isinstance(value, (str, bytes, list, tuple)):
        _within(_size(value))
    return value


def _size(value: str | bytes | list[Any] | tuple[Any, ...]) -> int:
    return len(value) * (1 if isinstance(value, (str, bytes)) else _ITEM)


def joined(parts: Iterable[str]) -> str:
    """Join the parts of a page; raise `TemplateRuntimeError` as soon as they are too long."""
    kept: list[str] = []
    length = 0
    for part in parts:
        length += len(part)
        _within(length, "the page")
        kept.append(part)
    return "".join(kept)


class _LookingGenerator(CodeGenerator):
    """Writes code in which also what `~` joins is looked at."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


class Sandbox(SandboxedEnvironment):
    """The environment of a newsroom's templates."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    code_generator_class = _LookingGenerator
    concat = staticmethod(joined)
    bounded = staticmethod(bounded)

    def __init__(self, **options: Any) -> None:
        """Take what Jinja's environment takes."""
        super().__init__(**options)
        for name, most in _COUNTS.items():
            self.filters[name] = _asked(self.filters[name], _counted(most))
        for name, measure in _MEASURES.items():
            if name in self.filters:
                self.filters[name] = _asked(self.filters[name], measure)
        self.globals["lipsum"] = _asked(self.globals["lipsum"], _counted(1_000, first=0))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out what two values make, unless that is too long."""
        if operator == "*":
            _repeated(left, right)
            _repeated(right, left)
        if operator in ("*", "**") and isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length()
            if (bits * right if operator == "**" else bits + right.bit_length()) > _BITS:
                raise TemplateRuntimeError(f"a number has more than {_BITS:,} binary digits")
        if operator == "%" and isinstance(left, str):
            _percents((left, *(right if isinstance(right, tuple) else (right,))))
        return bounded(super().call_binop(context, operator, left, right))

    def call(__self, __context: Context, __obj: Any, *args: Any, **options: Any) -> Any:  # noqa: N805
        """Call what a template calls, unless what it makes is too long."""
        text, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        if isinstance(text, (str, bytes)):
            if name in _WIDTHS:
                _few(args)
            if name == "join" and args:
                args = ([*args[0]],)
                _joining((args[0], text))
            elif name in _MEASURES:
                _MEASURES[name]((text, *args, *options.values()))
        return bounded(super().call(__context, __obj, *args, **options))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return the sandboxed way to fill a text with fields, unless they are too wide."""
        fill = super().wrap_str_format(value)
        if fill is None:
            return None

        @wraps(fill)
        def filled(*args: Any, **options: Any) -> str:
            _fields((value.__self__, *args, *options.values()))
            return fill(*args, **options)

        return filled


def _repeated(what: Any, times: Any) -> None:
    if isinstance(what, (str, bytes, list, tuple)) and isinstance(times, int):
        _within(_size(what) * times)


def _lengths(given: Iterable[Any]) -> Iterable[int]:
    """Yield how long the values may be that fill a text: their own length, or their width."""
    for each in given:
        if isinstance(each, Mapping):
            yield from _lengths(each.values())
        elif isinstance(each, str):
            yield len(each)
        elif isinstance(each, int):
            yield abs(each) if abs(each) > _WIDEST else 0


def _percents(given: tuple[Any, ...]) -> None:
    """Measure a text that is filled by `%`."""
    found = _PERCENT.findall(str(given[0]))
    _filled([width for each in found for width in each if width], len(found), given[1:])


def _fields(given: tuple[Any, ...]) -> None:
    """Measure a text that is filled by `format`."""
    found = _FIELD.findall(str(given[0]))
    _filled([width for each in found for width in _NUMBER.findall(each)], len(found), given[1:])


def _filled(widths: Iterable[str], count: int, given: Iterable[Any]) -> None:
    longest = max(_lengths(given), default=0)
    _within(count * longest + sum(int(width[:12]) for width in widths if width != "*"))


def _joining(given: tuple[Any, ...]) -> None:
    parts, between = given[0], given[1] if len(given) > 1 else ""
    if isinstance(parts, (list, tuple, range)):
        texts = sum(len(part) for part in parts if isinstance(part, str))
        _within(texts + len(parts) * len(str(between)))


def _replacing(given: tuple[Any, ...]) -> None:
    text, old, new = (str(each) for each in given[:3])
    _within(text.count(old) * len(new))


def _indented(given: tuple[Any, ...]) -> None:
    width = given[1] if len(given) > 1 else 4
    _within(str(given[0]).count("\n") * (len(width) if isinstance(width, str) else int(width)))
    _few(given[1:2])


def _widened(given: tuple[Any, ...]) -> None:
    _within(str(given[0]).count("\t") * int(given[1] if len(given) > 1 else 8))


_MEASURES: Mapping[str, Callable[[tuple[Any, ...]], None]] = {
    "expandtabs": _widened,
    "format": _percents,
    "indent": _indented,
    "join": _joining,
    "replace": _replacing,
}
"""Filters and methods of texts, and what asks before how long that becomes which they make."""


def _counted(most: int, first: int = 1) -> Callable[[tuple[Any, ...]], None]:
    return lambda given: _few(given[first:], most)


def _asked(made: Any, measure: Callable[[tuple[Any, ...]], None]) -> Any:
    """Return a filter that is measured before it is asked."""
    above = 1 if hasattr(made, "jinja_pass_arg") else 0

    @wraps(made)
    def asked(*args: Any, **options: Any) -> Any:
        measure((*args[above:], *options.values()))
        return bounded(made(*args, **options))

    return asked
