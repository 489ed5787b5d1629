"""What people mistype in dragoman.yaml is named by its line, quoted, and told how to write it."""

from __future__ import annotations

import pytest

from dragoman import project
from dragoman.errors import ProjectError
from dragoman.project import Settings


def mistakes(text: str) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ProjectError) as caught:
        project.parse(text)
    return [(each.line, each.excerpt.strip(), each.advice) for each in caught.value.every]


@pytest.mark.parametrize("sign", [" ", "\t", " = ", "=", "：", ":"])
def test_each_line_without_a_colon_is_told(sign: str) -> None:
    text = f"source{sign}en\ntargets{sign}[fa]\n"
    assert mistakes(text) == [
        (1, f"source{sign}en", "Write: `source: en`."),
        (2, f"targets{sign}[fa]", "Write: `targets: [fa]`."),
    ]


@pytest.mark.parametrize("other", ["targets: [fa]\n", "engine: pseudo\n"])
def test_a_line_without_a_colon_among_others_is_told(other: str) -> None:
    ((line, excerpt, advice),) = mistakes(f"source en\n{other}")
    assert (line, excerpt) == (1, "source en")
    assert "`source:`" in advice


def test_a_key_of_a_section_without_its_colon_is_told() -> None:
    assert mistakes("publish:\n  accept approved\n") == [
        (2, "accept approved", "Write: `accept: approved`.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "checks: []",
        "checks: off",
        "checks: [terminal]",
        "publish: approved",
        "publish: [approved]",
        "memory: off",
        "site: https://news.example.org",
        "articles: [a.md]",
        "typography: false",
        "argos: 4",
    ],
)
def test_a_section_that_is_a_word_or_a_list_is_told_with_an_example(text: str) -> None:
    ((line, excerpt, advice),) = mistakes(f"source: en\n{text}\n")
    assert (line, excerpt) == (2, text)
    name = text.partition(":")[0]
    assert advice.startswith(f"Write them like this: `{name}: {{")
    example = advice.partition("`")[2].partition("`")[0]
    assert project.parse(example.replace("…", "4")) is not None


def test_a_list_of_lines_is_told_to_lose_its_dashes() -> None:
    ((line, excerpt, advice),) = mistakes("checks:\n- terminal\n- names\n")
    assert (line, excerpt) == (2, "- terminal")
    assert advice.endswith("Delete the dashes.")


def test_an_empty_section_says_nothing() -> None:
    assert project.parse("publish:\nchecks:\nsite:  # later\nmemory:\n") == Settings()


def test_a_setting_at_the_wrong_level_is_told_where_it_belongs() -> None:
    ((line, excerpt, advice),) = mistakes("publish:\naccept: approved\n")
    assert (line, excerpt) == (2, "accept: approved")
    assert advice.startswith("It belongs below `publish:`")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\tsource: en\n", 1, "indented with a tab"),
        ("publish:\n\taccept: approved\n", 2, "indented with a tab"),
        ("source: en\n  targets: [fa]\n", 2, "indented differently"),
        ("source: en\n  publish: {accept: draft}\n", 2, "indented differently"),
        (" source: en\ntargets: [fa]\n", 1, "indented differently"),
        ("publish:\n  accept: approved\n missing: skip\n", 3, "indented differently"),
        ("publish:\n  accept: approved\n   missing: skip\n", 3, "indented differently"),
    ],
)
def test_indents_are_told_by_the_line_that_is_wrong(text: str, line: int, said: str) -> None:
    with pytest.raises(ProjectError) as caught:
        project.parse(text)
    assert caught.value.line == line
    assert said in caught.value.problem
    assert caught.value.excerpt == text.splitlines()[line - 1]
