"""Text in a sister language of the one that was asked for."""

from __future__ import annotations

import pytest

from dragoman.checks import CHECKS, Pair, letters
from dragoman.model import Severity, Syntax

(CHECK,) = [check for check in CHECKS if check.name == "wrong_language"]

WRONG = [
    ("ru", "Рибалки повернулися до порту після шторму."),
    ("ru", "Рыбакі вярнуліся ў порт пасля шторму."),
    ("ru", "Рибарите се върнаха в пристанището след бурята."),
    ("ru", "Рибарите се вратија во пристаништето по бурата."),
    ("ru", "Дауылдан кейін балықшылар портқа оралды."),
    ("tr", "Balıqçılar fırtınadan sonra limana qayıtdılar."),
    ("tr", "Die Fischer kehrten nach dem Sturm in den Hafen zurück."),
    ("tr", "Les pêcheurs sont rentrés au port après la tempête."),
    ("tr", "Los pescadores volvieron al puerto después de la tormenta."),
    ("fa", "مچھیرے طوفان کے بعد بندرگاہ میں واپس آ گئے۔"),
    ("fa", "ماسیگرەکان دوای زریانەکە گەڕانەوە بۆ بەندەر."),
    ("fa", "عاد الصيادون إلى الميناء بعد العاصفة التي ضربت المدينة."),
    ("ar", "ماهیگیران پس از توفان به بندر برگشتند و منتظر ماندند."),
    ("ar", "مچھیرے طوفان کے بعد بندرگاہ میں واپس آ گئے۔"),
]
RIGHT = [
    ("ru", "Рыбаки вернулись в порт после шторма."),
    ("ru", "Он прочитал стихи Тараса Шевченко «Реве та стогне Дніпр широкий» на площади."),
    ("tr", "Balıkçılar fırtınadan sonra limana döndü."),
    ("tr", "Angela Merkel ve Die Welt muhabiri Berlin'de buluştu."),
    ("fa", "ماهیگیران پس از توفان به بندر برگشتند."),
    ("ar", "عاد الصيادون إلى الميناء بعد العاصفة."),
    ("de", "Les pêcheurs."),
    ("pt", "Três agricultores venderam suas terras."),
    ("it", "La città è già così grande."),
    ("tr", "Kâğıt fabrikası dün kapandı."),
]


def found(locale: str, target: str) -> list[str]:
    source = "The fishermen returned to the port after the storm."
    return list(CHECK.run(Pair(source, target, Syntax.PLAIN, "en", locale)))


@pytest.mark.parametrize(("locale", "target"), WRONG)
def test_another_language_is_an_error(locale: str, target: str) -> None:
    assert found(locale, target)
    assert CHECK.severity is Severity.ERROR


@pytest.mark.parametrize(("locale", "target"), RIGHT)
def test_the_right_language_is_left_in_peace(locale: str, target: str) -> None:
    assert found(locale, target) == []


BARE = [
    "Meclis, sehrin yeni kopru projesini bu hafta gorusecek.",
    "Yarin sabah bircok okul kapali olacak.",
]
"""Turkish whose letters lost their marks."""

UNMARKED = [
    "Roman, Paris'te kaldı.",
    "Ahmet Demir, Ankara",
    "Son dakika",
    "Madrid ve Roma",
]
"""Turkish that has no letter with a mark, or is too short to tell."""


@pytest.mark.parametrize("text", BARE)
def test_turkish_without_its_marks_is_told(text: str) -> None:
    pair = Pair("The council met twice.", text, Syntax.PLAIN, "en", "tr")
    assert [*letters.check_script(pair)]


@pytest.mark.parametrize("text", UNMARKED)
def test_short_turkish_without_marks_is_left_in_peace(text: str) -> None:
    pair = Pair("The council met twice.", text, Syntax.PLAIN, "en", "tr")
    assert [*letters.check_script(pair)] == []
