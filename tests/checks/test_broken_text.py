"""The checks that recognise broken machine output: bad text, good text, and what is exempt."""

from __future__ import annotations

import pytest

from dragoman.checks import CHECKS, Pair
from dragoman.engines.pseudo import mark
from dragoman.model import Severity, Syntax
from tests.packages import SENTENCES

CHECK = {check.name: check for check in CHECKS}
NEW = (
    "untranslated",
    "junk",
    "loop",
    "stutter",
    "repeat",
    "truncated_length",
    "digits_reversed",
)


def found(name: str, source: str, target: str, language: str) -> list[str]:
    return list(CHECK[name].run(Pair(source, target, Syntax.MARKDOWN, "en", language)))


LONG = "The convoy of 64 trucks left Kazan on Monday after officials had waited for a long time."

BAD = [
    ("untranslated", "Flood waters recede", "Flood waters recede", "fa"),
    ("untranslated", "Flood Waters Recede", "Flood Waters Recede", "ru"),
    ("untranslated", "FLOOD WATERS RECEDE", "FLOOD WATERS RECEDE", "ar"),
    ("untranslated", "See [the map](m.html) of it.", "See [the map](m.html) of it.", "ru"),
    ("untranslated", "The museum opens in June.", "The museum opens در June.", "fa"),
    ("untranslated", "The museum opens in June.", "The museum opens in June.", "tr"),
    ("untranslated", "THE MUSEUM OPENS", "THE MUSEUM OPENS", "tr"),
    ("untranslated", LONG, "قافلهٔ ۶۴ کامیون شهر را after officials had waited ترک کرد.", "fa"),
    ("untranslated", LONG, "Konvoy yola çıktı, officials had waited for çok.", "tr"),
    ("junk", "The museum.", "Музей \ufffd.", "ru"),
    ("junk", "The museum.", "موزه ⁇.", "fa"),
    ("junk", "The museum.", "Müze <unk>.", "tr"),
    ("junk", "The museum.", "▁Müze.", "tr"),
    ("junk", "The museum.", "متحف\x02.", "ar"),
    ("junk", "The museum.", "متحف \ue001.", "ar"),
    ("junk", "Kazan.", "Ка赞нь.", "ru"),
    ("junk", "Kazan.", "Казань مدينة.", "ru"),
    ("junk", "Kazan.", "مدينة Казань.", "ar"),
    ("untranslated", "Trump rallies in West Virginia", "Trump rallies in West Virginia", "tr"),
    ("untranslated", "It is very bad.", "It is very bad.", "tr"),
    ("loop", "The museum is open.", "Müze açık müze açık müze açık.", "tr"),
    ("loop", "The museum is open.", "Музей музей музей музей открыт.", "ru"),
    ("loop", "The museum is open.", "Aaaaaaaaaaaaa", "tr"),
    ("loop", "The museum is open.", "Müze . . . . . . . . . . . .", "tr"),
    ("stutter", "The convoy left.", "Колонна ушла колонна ушла.", "ru"),
    ("stutter", "The convoy left.", "رفت رفت رفت.", "fa"),
    (
        "repeat",
        "She said that the comet is bright.",
        "Она сказала, что яркая комета видна, потому что яркая комета видна, сказала.",
        "ru",
    ),
    ("truncated_length", LONG, "Колонна из 64 грузовиков ушла.", "ru"),
    ("truncated_length", LONG, "غادرت القافلة.", "ar"),
    ("truncated_length", LONG, "کاروان رفت.", "fa"),
    ("truncated_length", LONG, "Konvoy gitti.", "tr"),
    ("digits_reversed", "About 55,000 people left.", "غادر نحو 000 55 شخص.", "ar"),
    ("digits_reversed", "It cost 1,250,000 euros.", "۰۰۰٬۲۵۰٬۱ یورو هزینه داشت.", "fa"),
]


@pytest.mark.parametrize(("check", "source", "target", "language"), BAD)
def test_broken_text_is_found(check: str, source: str, target: str, language: str) -> None:
    assert found(check, source, target, language)


GOOD = [
    ("untranslated", "Apple Watch", "Apple Watch", "fa"),
    ("untranslated", "NATO", "NATO", "tr"),
    ("untranslated", "Then Whirling Dervishes took to the stage.", "Whirling Dervishes آمد.", "fa"),
    ("untranslated", "Run `apt install`.", "Выполните `apt install`.", "ru"),
    ("untranslated", "Ali has on Monday.", "On at has on.", "tr"),
    ("untranslated", "He sang “The Sound of the Sea”.", "Он спел «The Sound of the Sea».", "ru"),
    ("untranslated", "64,000", "64,000", "ru"),
    ("junk", "It is 5 µm wide, π is 3.", "Ширина 5 μm, π равно 3, H₂O и ½ — 20 °C.", "ru"),
    ("junk", "A ☃ and 東京.", "یک ☃ و 東京 می‌خواهم، 😀.", "fa"),
    ("junk", "Dr. Núñez came.", "Dr. Núñez geldi: şöyle, â.", "tr"),
    ("junk", "First line.", "Первая\nстрока.", "ru"),
    ("untranslated", "Ursula von der Leyen", "Ursula von der Leyen", "tr"),
    ("untranslated", "Dundee Stars 5-3 Belfast Giants", "Dundee Stars 5-3 Belfast Giants", "tr"),
    (
        "untranslated",
        "The High Breed: What is conscious hip hop?",
        "The High Breed: Bilinçli hip hop nedir?",
        "tr",
    ),
    (
        "untranslated",
        "Some want to be MWPs (Member of the Welsh Parliament).",
        "Некоторые хотят зваться MWP (от англ. Member of the Welsh Parliament — член парламента).",
        "ru",
    ),
    (
        "untranslated",
        "His book “Silicon Valley and the New World Order of Tomorrow” is out.",
        "“Silicon Valley and the New World Order of Tomorrow” adlı kitabı çıktı.",
        "tr",
    ),
    (
        "loop",
        "CBS had 3.1 million, NBC had 2.94 million, MSNBC had 2.89 million.",
        "بلغ عدد مشاهدي سي 3.1 مليون وبلغ عدد مشاهدي سي 2.94 مليون وبلغ عدد مشاهدي سي 2.89 مليون.",
        "ar",
    ),
    ("loop", "No, no, no, no, no!", "Нет, нет, нет, нет, нет!", "ru"),
    ("loop", "Seal: ooOOOOooOOOoo!", "Тюлень: уууууууууууууу!", "ru"),
    ("loop", "It went very slowly.", "Yavaş yavaş gitti.", "tr"),
    ("stutter", "It went very slowly.", "آرام آرام رفت.", "fa"),
    ("stutter", "Day after day it rained.", "День за днём шёл дождь.", "ru"),
    ("stutter", "It was a 2:2 (second).", "2:2 (2. derece) idi.", "tr"),
    ("truncated_length", LONG, "Колонна из 64 грузовиков ушла из Казани в понедельник после " * 1
     + "того, как чиновники долго ждали.", "ru"),
    ("truncated_length", "Yes.", "Да.", "ru"),
    ("truncated_length", LONG, "Ja.", "de"),
    ("digits_reversed", "About 55,000 people left.", "غادر نحو 55,000 شخص.", "ar"),
    ("digits_reversed", "About 100,100 people left.", "غادر نحو 100 100 شخص.", "ar"),
    ("digits_reversed", "Call 0800 555 111 now.", "اتصل بالرقم 111 555 0800 الآن.", "ar"),
    ("digits_reversed", "About 55,000 people left.", "Ушли 000 55 человек.", "ru"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "source", "target", "language"), GOOD)
def test_good_text_is_left_in_peace(check: str, source: str, target: str, language: str) -> None:
    assert found(check, source, target, language) == []


@pytest.mark.parametrize("language", ["ru", "fa", "tr", "ar"])
@pytest.mark.parametrize("source", SENTENCES)
def test_text_of_the_engine_pseudo_has_no_errors(source: str, language: str) -> None:
    pair = Pair(source, mark(source), Syntax.PLAIN, "en", language)
    for check in CHECKS:
        if check.severity is Severity.ERROR:
            assert list(check.run(pair)) == [], check.name


@pytest.mark.parametrize("name", NEW)
@pytest.mark.parametrize("text", ["", " ", "—", "12,400", "\ufffd" * 5, "a" * 500, "да " * 200])
def test_no_check_stumbles(name: str, text: str) -> None:
    for language in ("ru", "fa", "tr", "ar", "ar-EG", "zh", "xx"):
        found(name, text, text, language)
        found(name, "The museum.", text, language)
        found(name, text, "The museum.", language)
