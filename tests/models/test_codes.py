"""Regions, scripts, and codes that others write otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import project, workflow
from dragoman.errors import ModelError
from dragoman.models import catalogue, find, installed, remove
from dragoman.models.choice import route
from dragoman.models.codes import broader, distance, parted, usual
from dragoman.models.outfit import chosen
from tests.packages import package_folder


@pytest.mark.parametrize(
    ("code", "wanted", "expected"),
    [
        ("fa", "fa", 0),
        ("ar", "ar-EG", 1),
        ("ar-EG", "ar", 2),
        ("ar-EG", "ar-SA", 2),
        ("pt", "pt-BR", 1),
        ("pt-BR", "pt-BR", 0),
        ("zh", "zh-CN", 1),
        ("zh-Hans", "zh", 1),
        ("zh", "zh-TW", None),
        ("zh-Hant", "zh-TW", 1),
        ("zh-Hant", "zh", None),
        ("zh-Hant", "zh-HK", 1),
        ("sr", "sr-Latn", None),
        ("sr-Latn", "sr-Latn-ME", 1),
        ("es-419", "es-MX", 2),
        ("fa", "ar", None),
        ("xx", "xx", 0),  # nobody's language
    ],
)
def test_which_package_serves_which_locale(code: str, wanted: str, expected: int | None) -> None:
    assert distance(code, wanted) == expected


def test_codes_of_others() -> None:
    assert [usual(code) for code in ("pb", "zt", "ar_EG", "fa", "xx")] == [
        *("pt-BR", "zh-Hant", "ar-EG", "fa", "xx")
    ]
    assert parted("zh-Hant-en") == ("zh-Hant", "en")
    assert parted("en-es-419") == ("en", "es-419")
    assert list(broader("zh-TW")) == ["zh-TW", "zh-Hant"]
    assert list(broader("pt-BR")) == ["pt-BR", "pt-Latn", "pt"]


@pytest.mark.parametrize(
    ("made", "wanted", "taken"),
    [
        (["ar", "ar-EG"], "ar-EG", "ar-EG"),
        (["ar", "ar-EG"], "ar", "ar"),
        (["ar", "ar-EG"], "ar-SA", "ar"),
        (["ar-EG"], "ar", "ar-EG"),
        (["pb"], "pt-BR", "pt-BR"),
        (["pt", "pb"], "pt-BR", "pt-BR"),
        (["pt", "pb"], "pt", "pt"),
        (["zh", "zt"], "zh-TW", "zh-Hant"),
        (["zh", "zt"], "zh", "zh"),
    ],
)
def test_the_nearest_package_is_taken(
    made: list[str], wanted: str, taken: str, tmp_path: Path
) -> None:
    for code in made:
        package_folder(tmp_path, target=code)
    assert find("en", wanted, tmp_path).to_code == taken
    assert route("en", wanted, tmp_path)[0].to_code == taken


def test_other_letters_are_never_taken_silently(tmp_path: Path) -> None:
    package_folder(tmp_path, target="zh")
    with pytest.raises(ModelError) as caught:
        find("en", "zh-TW", tmp_path)
    assert "dragoman models install zh-TW" in caught.value.advice


def test_a_package_is_removed_by_either_code(tmp_path: Path) -> None:
    package_folder(tmp_path, target="pb")
    package_folder(tmp_path, target="zt")
    remove("en", "pb", tmp_path)
    remove("en", "zh-Hant", tmp_path)
    assert installed(tmp_path) == ()


def test_the_catalogue_knows_regions() -> None:
    assert chosen("en-zh-TW").shown == "argos"
    assert chosen("en-zh-TW").direction == "en-zh-Hant"
    assert {one.direction for one in catalogue.offers("en-pt-BR")} == {"en-pt-BR", "en-pt"}
    assert all(one.direction == "en-pt" for one in catalogue.offers("en-pt"))


def test_a_model_of_another_region_is_used_and_said_so(tmp_path: Path) -> None:
    package_folder(tmp_path / "models", target="ar-EG", version="demo-1")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("The museum opens its new wing in June.", "utf-8")
    settings = "targets: [ar, ar-EG]\nengine: argos\nmodels: models\n"
    (tmp_path / "dragoman.yaml").write_text(settings, encoding="utf-8")
    scope = workflow.Scope(project.find(tmp_path), (), (), tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        made = workflow.engines_for(scope, lambda message: None)
        report = workflow.translate(scope, made.usual)
    assert report.engines == ["argos en-ar-EG demo-1"] * 2
    (notice,) = report.notices
    assert notice.problem.startswith("ar is translated by a model for ar-EG (Arabic (Egypt))")
