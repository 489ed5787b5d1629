"""What is left in English in any writing, and what engines are known to add."""

from __future__ import annotations

import pytest

from dragoman.checks import CHECKS, Pair
from dragoman.model import Syntax


def found(source: str, target: str, locale: str) -> set[str]:
    pair = Pair(source, target, Syntax.PLAIN, "en", locale)
    return {check.name for check in CHECKS for _ in check.run(pair)}


LEFT = [
    ("DOCTORS DETAINED IN IZMIR", "DOCTORS DETAINED IN IZMIR"),
    ("Doctors Detained In Izmir", "Doctors Detained In Izmir"),
    ("STORM HITS TEN VILLAGES", "STORM HITS TEN VILLAGES"),
    ("HE SMILED AT THEM", "HE SMILED AT THEM"),
    ("COOKING UPDATES", "COOKING UPDATES"),
    ("They praised the goalkeeper today.", "Bugün “goalkeeper” övüldü."),
    ("They praised the goalkeeper today.", "Bugün goalkeeper'ı övdüler."),
    ("They praised the goalkeeper today.", "Bugün goalkeeper’dan söz ettiler."),
    ("The truce holds today in the city.", "Ateskes bugun sehir merkezinde icin gecerli degil."),
]


@pytest.mark.parametrize(("source", "target"), LEFT)
def test_english_is_found_in_turkish(source: str, target: str) -> None:
    assert found(source, target, "tr") & {"untranslated", "latin_word", "latin_run", "script"}


KEPT = [
    ("ru", "AAPL 189.84 MSFT 402.56 TSLA 177.67", "AAPL 189.84 MSFT 402.56 TSLA 177.67"),
    ("fa", "AFP/Getty Images", "AFP/Getty Images"),
    ("tr", "New York Times", "New York Times"),
    ("tr", "He reads the “Daily Sun”.", "“Daily Sun” okuyor."),
    (
        *("ar", "The WHO (World Health Organization) met."),
        "اجتمعت منظمة الصحة العالمية (منظمة الصحة العالمية).",
    ),
]


@pytest.mark.parametrize(("locale", "source", "target"), KEPT)
def test_names_may_stay(locale: str, source: str, target: str) -> None:
    assert found(source, target, locale) == set()


JUNK = [
    ("tr", "The mill burned down.", "Değirmen yandı (İngilizce)."),
    ("tr", "The mill burned down.", "Değirmen yandı ‘ ‘ ‘."),
    ("ar", "The mill burned down.", "وَقَالَ ٱلَّذِينَ ٱحْتَرَقَتْ طَاحُونَتُهُمْ إِنَّا نُرِيدُ."),
]


@pytest.mark.parametrize(("locale", "source", "target"), JUNK)
def test_what_engines_add_is_junk(locale: str, source: str, target: str) -> None:
    assert "junk" in found(source, target, locale)


def test_a_few_vowel_signs_are_usual() -> None:
    assert found("The mill burned down.", "احتُرقت الطاحونة بالكامل أمسِ.", "ar") == set()


def test_the_translation_of_another_sentence_is_an_error() -> None:
    source = "On Monday 64 trucks left Norway for Egypt, Chancellor Friedrich Merz said."
    for locale, target in (
        ("ru", "Рыбаки вернулись в порт после шторма и долго ждали помощи от властей города."),
        ("tr", "Balıkçılar fırtınadan sonra limana döndü ve uzun süre yardım bekledi."),
        ("fa", "ماهیگیران پس از توفان به بندر برگشتند و مدت‌ها منتظر کمک ماندند."),
        ("ar", "عاد الصيادون إلى الميناء بعد العاصفة وانتظروا المساعدة طويلا."),
    ):
        assert "other_text" in found(source, target, locale)


def test_a_sentence_that_was_appended_is_told() -> None:
    source = "The fishermen returned to the port after the long storm of the night."
    target = "Рыбаки вернулись в порт после долгого ночного шторма."
    more = f"{target} Музей закрыт на ремонт, и посетителей просят прийти в следующем году."
    assert "added_text" in found(source, more, "ru")
    assert "added_text" not in found(source, target, "ru")
