"""What a newsroom's templates do wrong is told with file and line, and takes no gigabytes."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.errors import ProjectError
from dragoman.site.sandbox import Sandbox
from dragoman.site.theme import Template, Theme

PATH = "templates/article.html"


def rendered(text: str, **context: object) -> str:
    return Theme({"article.html": Template(PATH, text.encode())}).render("article.html", context)


def refused(text: str, **context: object) -> ProjectError:
    with pytest.raises(ProjectError) as caught:
        rendered(text, **context)
    assert caught.value.path == PATH
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n{{ 1/0 }}", 2, "division by zero"),
        ("\n\n{% include 'article.html' %}", 3, "without end"),
        ("{% extends 'article.html' %}", 1, "without end"),
        ("{% macro a() %}\n{{ a() }}{% endmacro %}\n{{ a() }}", 2, "without end"),
        (f"\n{{{{ {'(' * 5000}1{')' * 5000} }}}}", 2, "nests too deeply"),
        (f"\n{'{% if true %}' * 2000}x{'{% endif %}' * 2000}", 2, "nests too deeply"),
        (f"\n{'{% for a in [1] %}' * 30}x{'{% endfor %}' * 30}", 1, "nests too deeply"),
        ("\n{{ [].pop() }}", 2, "pop from empty list"),
        ("\n{{ {}['a'] }}", 2, "has no attribute"),
        ("\n{{ wrong() }}", 2, "KeyError"),
        ("\n{{ full() }}", 2, "more memory"),
        ("\n{{ 1 + 'a' }}", 2, "unsupported operand"),
    ],
)
def test_whatever_a_template_raises_is_told_with_its_line(text: str, line: int, said: str) -> None:
    def wrong() -> None:
        raise KeyError

    def full() -> None:
        raise MemoryError

    error = refused(text, wrong=wrong, full=full)
    assert error.line == line
    assert "the template fails: " in error.problem
    assert said in error.problem


@pytest.mark.parametrize("theirs", [{}, {"article.html": Template(PATH, b"x")}])
def test_an_error_of_the_program_is_not_told_as_one_of_a_template(
    theirs: dict[str, Template],
) -> None:
    class Broken:
        def __iter__(self) -> Iterator[str]:
            raise KeyError("a mistake of ours")

    with pytest.raises(KeyError):
        Theme(theirs).render("sitemaps.xml", {"sitemaps": Broken()})


GROWING = (
    "{% set ns = namespace(x=START) %}{% for i in range(99) %}{% set ns.x = STEP %}{% endfor %}"
)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**12 }}",
        "{{ [1] * 10**9 }}",
        "{{ 10**9 * 'a' }}",
        "{{ 2 ** (10**9) }}",
        GROWING.replace("START", "3").replace("STEP", "ns.x * ns.x"),
        GROWING.replace("START", "'aa'").replace("STEP", "ns.x ~ ns.x"),
        GROWING.replace("START", "'aa'").replace("STEP", "ns.x + ns.x"),
        GROWING.replace("START", "'aa'").replace("STEP", "ns.x|replace('a', ns.x)"),
        GROWING.replace("START", "'aa'").replace("STEP", "[ns.x, ns.x]|join"),
        GROWING.replace("START", "'aa'").replace("STEP", "''.join([ns.x, ns.x])"),
        GROWING.replace("START", "'aa'").replace("STEP", "'%s%s' % (ns.x, ns.x)"),
        GROWING.replace("START", "'aa'").replace("STEP", "'{0}{0}'.format(ns.x)"),
        GROWING.replace("START", "[1]").replace("STEP", "ns.x + ns.x"),
        "{% set b = 'x' * 1000000 %}{% for i in range(9999) %}{{ b }}{% endfor %}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%.1000000000f' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%(a)1000000000d' % {'a': 1} }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '%(a)1000000000d'|format(a=1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '{:{}}'.format(1, 1000000000) }}",
        "{{ '{a:1000000000}'.format_map({'a': 1}) }}",
        "{{ 'a'|center(10**10) }}",
        "{{ 'a'|center(width=10**10) }}",
        "{{ 'a'.ljust(10**10) }}",
        "{{ 'a'.rjust(10**10) }}",
        "{{ 'a'.center(10**10) }}",
        "{{ 'a'.zfill(10**10) }}",
        "{{ '\t'.expandtabs(10**10) }}",
        "{{ 'a\nb'|indent(10**10) }}",
        "{{ ('a\n' * 1000000)|indent(1000) }}",
        "{{ ('a\n' * 1000000)|indent('x' * 1000) }}",
        "{{ range(10**9) }}",
        "{{ range(99999)|join('x' * 1000000) }}",
        "{{ ('x' * 1000000).join(['a'] * 10000) }}",
        "{{ ('x' * 1000000)|replace('x', 'y' * 1000000) }}",
        "{{ ('x' * 1000000).replace('x', 'y' * 1000000) }}",
        "{{ lipsum(10**9) }}",
        "{{ lipsum(1, True, 10**9, 10**10) }}",
        "{{ 1.5|round(10**8, 'ceil') }}",
        "{{ [1]|batch(10**10, 1)|list }}",
        "{{ [1]|slice(10**10)|list }}",
        "{{ [1]|tojson(10**9) }}",
    ],
)
def test_a_template_gets_a_message_instead_of_gigabytes(text: str) -> None:
    tracemalloc.start()
    try:
        error = refused(text)
        assert tracemalloc.get_traced_memory()[1] < 350_000_000
    finally:
        tracemalloc.stop()
    assert any(said in error.problem for said in ("longer", "greater", "more than", "too big"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ '%5.2f|%s|%%' % (3.14159, 'a') }}", " 3.14|a|%"),
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ 'x'|center(9) }}{{ 'x'.ljust(3) }}|", "    x    x  |"),
        ("{{ [1, 2]|join(', ') }}{{ ', '.join(['a', 'b']) }}", "1, 2a, b"),
        ("{{ '{:>5}{a}'.format(3, a='<') }}", "    3&lt;"),
        ("{{ 'ab'|replace('a', '<') }}{{ 'ab'.replace('a', 'c') }}", "&lt;bcb"),
        ("{{ {'a': 1}|tojson }}", '{"a": 1}'),
        ("{{ 3 * 4 }} {{ 2 ** 8 }} {{ 7 % 4 }} {{ 1 + 1 }} {{ 2 ** -1 }}", "12 256 3 2 0.5"),
        ("{{ [1, 2, 3]|batch(2)|list }}", "[[1, 2], [3]]"),
        ("{{ 1.555|round(1) }}", "1.6"),
        ("{{ 'a\nb'|indent }}", "a\n    b"),
        ("{% filter indent(2) %}a\nb{% endfilter %}", "a\n  b"),
        ("{{ '%s-%s'|format('a', 'b') }}", "a-b"),
        ("{{ [1, 2]|map('string')|join('-') }}", "1-2"),
    ],
)
def test_what_templates_do_every_day_is_done(text: str, said: str) -> None:
    assert rendered(text) == said


def test_the_programs_own_templates_are_compiled_once_and_a_newsrooms_never_taken_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def shown(mine: bytes | None = None) -> str:
        templates = {"sitemaps.xml": Template("mine/sitemaps.xml", mine)} if mine else {}
        return Theme(templates).render("sitemaps.xml", {"sitemaps": []})

    own = shown()
    compiled: list[str] = []
    usual = Sandbox.compile

    def noted(self: Sandbox, source: Any, name: str, *rest: Any) -> Any:
        compiled.append(name)
        return usual(self, source, name, *rest)

    monkeypatch.setattr(Sandbox, "compile", noted)
    assert (shown(), compiled) == (own, [])
    theirs = [shown(text) for text in (b"{{ 1 }}", b"{{ 2 }}", b"{{ 1 }}")]
    assert (theirs, shown()) == (["1", "2", "1"], own)
    assert compiled == ["sitemaps.xml"] * 3
