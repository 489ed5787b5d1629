"""The settings, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import project
from dragoman.checks import CheckChoice, Rules
from dragoman.engines import argos
from dragoman.errors import ProjectError
from dragoman.model import Severity, Status
from dragoman.project import Missing, Publish, Settings
from dragoman.publishing import Disclosure, Metadata, Position, Preset, Stale
from dragoman.typography import RuleChoice, Typography
from dragoman.workflow.init import SAMPLE


def test_nothing_said_means_the_defaults() -> None:
    assert project.parse("") == Settings()
    assert project.parse("# only a comment\n") == Settings()


def test_the_sample_shows_the_defaults() -> None:
    assert project.parse(SAMPLE) == Settings()


def test_every_setting_is_read() -> None:
    text = """\
source: tr
targets: [ar_EG, fa]
engine: pseudo
models: /srv/models
argos: {beam-size: 2, threads: 3, compute-type: float32, device: auto}
offline: true
front-matter: title, lead
typography: {quotes: false, fa: {digits: true}}
checks: {stutter: false, ar: {number_missing: error}}
publish:
  accept: reviewed
  missing: source
  stale: publish
  minimum: 60%
  disclosure: {text: off, html: start}
  preset: hugo
  metadata: never
  original: https://news.example.org/{path}
  direction-marks: false
  comments: true
"""
    assert project.parse(text) == Settings(
        source="tr",
        targets=("ar-EG", "fa"),
        engine="pseudo",
        models="/srv/models",
        engine_settings={"argos": argos.ArgosSettings(2, 3, "float32", "auto")},
        offline=True,
        front_matter=("title", "lead"),
        typography=Typography(
            (RuleChoice("quotes", on=False), RuleChoice("digits", on=True, locale="fa"))
        ),
        checks=Rules(
            (
                CheckChoice("stutter", on=False),
                CheckChoice("number_missing", True, Severity.ERROR, "ar"),
            )
        ),
        publish=Publish(
            Status.REVIEWED,
            Missing.SOURCE,
            Stale.PUBLISH,
            60,
            Disclosure(Position.OFF, Position.END, Position.START),
            Preset.HUGO,
            Metadata.NEVER,
            "https://news.example.org/{path}",
            direction_marks=False,
            comments=True,
        ),
    )


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("source: en\ntarget: fa\n", 2, "`target` is not a setting"),
        ("targets: [ru, xx]\n", 1, "`xx` is not a known locale"),
        ("source: فارسی\n", 1, "Did you mean fa (Persian)?"),
        ("targets: [Russian, tr]\n", 1, "Did you mean ru (Russian)?"),
        ("source: fa\ntargets: [روسی, en]\n", 2, "Did you mean ru (Russian)?"),
        ("source: ru\ntargets: [английский]\n", 2, "Did you mean en (English)?"),
        ("engine: {persian: pseudo}\n", 1, "Did you mean fa (Persian)?"),
        ("engine: {ru: psuedo}\n", 1, "Did you mean `pseudo`?"),
        ("second-opinion: fierfox\n", 1, "Did you mean `firefox`?"),
        ("checks:\n  farsi: {stutter: off}\n", 2, "`farsi` is not a"),
        ("source: en\n\nengine: magic\n", 3, "`engine` has a wrong value"),
        ("offline: maybe\n", 1, "`offline` has a wrong value"),
        ("argos:\n  beam-size: 0\n", 2, "`beam-size` has a wrong value"),
        ("argos:\n  beam-size: 40\n", 2, "`beam-size` has a wrong value"),
        ("argos: {threads: many}\n", 1, "`threads` has a wrong value"),
        ("argos: {compute-type: int4}\n", 1, "`compute-type` has a wrong value"),
        ("argos: {device: tpu}\n", 1, "`device` has a wrong value"),
        ("argos: {cores: 2}\n", 1, "`cores` is not a setting"),
        ("pseudo: {cores: 2}\n", 1, "`pseudo` has a wrong value"),
        ("publish:\n  accept: stale\n", 2, "`accept` has a wrong value"),
        ("publish:\n  when: now\n", 2, "`when` is not a setting"),
        ("checks: {stuter: off}\n", 1, "`stuter` is not a check"),
        ("checks:\n  stutter: maybe\n", 2, "`stutter` has a wrong value"),
        ("checks:\n  fa:\n    stutter: [off]\n", 3, "`stutter` has a wrong value"),
        ("checks:\n  xx: {stutter: off}\n", 2, "`xx` is not a known locale"),
        ("publish:\n  minimum: 120%\n", 2, "`minimum` has a wrong value"),
        ("publish:\n  stale: hide\n", 2, "Use withhold or publish."),
        ("publish:\n  disclosure: {html: top}\n", 2, "Use end, start or off."),
        ("publish:\n  disclosure: {docx: end}\n", 2, "`docx` is not a setting"),
        ("typography: {quote: true}\n", 1, "`quote` is not a typographic rule"),
        ("typography:\n  fa:\n    digits: some\n", 3, "`digits` has a wrong value"),
        ("typography:\n  xx: {digits: true}\n", 2, "`xx` is not a known locale"),
        ("targets: []\n", 1, "`targets` has a wrong value"),
        ("- a\n- b\n", 1, "not `key: value` lines"),
        ("source: [en\n", 1, "is not closed"),
        *(
            (f"source: en\n{section}: {value}\n", 2, "where a single key belongs")
            for section in ("typography", "checks", "publish", "glossary")
            for value in ("{{ x }}", "{a: on, [x]}", "{!!map {x}}", "{&a [x], b: on}")
        ),
        ("typography: { # of\n\n  {x} }\n", 3, "where a single key belongs"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ProjectError) as caught:
        project.parse(text)
    assert caught.value.line == line
    assert said in str(caught.value)
    assert caught.value.path == "dragoman.yaml"


def test_the_project_is_found_from_a_folder_within(tmp_path: Path) -> None:
    (tmp_path / "dragoman.yaml").write_text("targets: [fa]\n")
    inner = tmp_path / "seeds" / "deep"
    inner.mkdir(parents=True)
    found = project.find(inner)
    assert found.root == tmp_path
    assert found.settings.targets == ("fa",)


def test_seeds_alone_make_a_project(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    assert project.find(tmp_path).settings == Settings()


MISTAKES = {
    "unknown keys": ("targts: [ru]\nenigne: argos\n", [1, 2]),
    "wrong values": ("offline: maybe\ntargets: []\nengine: magic\n", [1, 2, 3]),
    "in sections": (
        "argos: {beam-size: 0, threads: many}\npublish:\n  accept: stale\n  when: now\n",
        [1, 1, 3, 4],
    ),
    "in tables": ("checks:\n  stuter: off\n  fa: {x: off, names: maybe}\n  yy: {}\n", [2, 3, 3, 4]),
    "a tab": ("source: en\npublish:\n\taccept: draft\noffline: maybe\n", [3, 4]),
    "syntax everywhere": (
        'models: "demo\noffline: yes: no\ntargets: [ru, fa\nengine: @x\nsite: {}\nsource en\n',
        [1, 2, 3, 4, 6],
    ),
    "a key twice": ("source: en\nsource: tr\n", [2]),
    "a list for a key": ("typography: {? [a] : true}\nengine: magic\n", [1, 2]),
    "marks of a merge": ("<<<<<<< a\nsource: en\n=======\nsource: tr\n>>>>>>> b\n", [1]),
    "brackets": ("x: " + "[" * 5000 + "\n", [1]),
    "beside a name for another part": (
        "models: &m demo\nsite: {title: *m, folder: *m}\nengine: @x\n",
        [3],
    ),
    "a name for nothing": ("models: *m\nengine: @x\n", [1, 2]),
    "a list of itself": ("front-matter: &a [*a]\n", [1]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_told_at_once_with_its_line_and_the_next_step(name: str) -> None:
    text, lines = MISTAKES[name]
    with pytest.raises(ProjectError) as caught:
        project.parse(text)
    assert [mistake.line for mistake in caught.value.every] == lines
    for mistake in caught.value.every:
        assert mistake.advice
        assert mistake.excerpt.strip("…") in text.split("\n")[(mistake.line or 0) - 1]


@pytest.mark.parametrize(("key", "meant"), [("targts", "targets"), ("enigne", "engine")])
def test_a_setting_mistyped_is_answered_with_the_one_that_is_meant(key: str, meant: str) -> None:
    with pytest.raises(ProjectError, match=f"Did you mean `{meant}`"):
        project.parse(f"{key}: x\n")


@pytest.mark.parametrize(
    ("key", "advice"),
    [("engine", "one of: auto, argos"), ("second-opinion", "one of: off, auto, argos")],
)
def test_an_engine_that_is_none_is_answered_with_those_that_are(key: str, advice: str) -> None:
    with pytest.raises(ProjectError, match=advice):
        project.parse(f"{key}: magic\n")


def test_how_subtitles_are_laid_out_is_a_setting() -> None:
    text = "publish:\n  subtitles: {reading-speed: 15}\n  disclosure: {subtitles: off}\n"
    publish = project.parse(text).publish
    assert (publish.subtitles.reading_speed, publish.subtitles.line_length) == (15, 42)
    assert publish.disclosure.of("subtitles").value == "off"


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("memory: {{fuzzy: {}}}", "Write a number from 50 to 100"),
        ("publish: {{minimum: {}}}", "Write a percentage from 0% to 100%."),
        ("argos: {{threads: {}}}", "Write a number from 1 on."),
        ("argos: {{beam-size: {}}}", "Write a number"),
    ],
)
def test_a_number_of_thousands_of_digits_is_told_as_any_other(setting: str, told: str) -> None:
    with pytest.raises(ProjectError) as caught:
        project.parse(setting.format("9" * 5000), "dragoman.yaml")
    assert told in str(caught.value)
    assert "limit" not in str(caught.value)


def test_locales_may_stand_between_commas_of_any_script() -> None:
    settings = project.parse("source: fa\ntargets: [ru، en؛ tr, ar]\n")
    assert settings.targets == ("ru", "en", "tr", "ar")
