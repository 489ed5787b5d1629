"""Each rule by example: what it makes of a text, and what it leaves alone."""

from __future__ import annotations

import pytest

from dragoman.model import Syntax
from dragoman.typography import RULES, RuleChoice, Typography, finish

NB = "\u00a0"
OPEN, SHUT = f"«{NB}", f"{NB}»"
NON = f"{OPEN}non{SHUT}"
OUI = f"{OPEN}Oui{SHUT}, dit-elle, {OPEN}il a dit “non”.{SHUT}"
VRAIMENT = f"Vraiment{NB}? Oui{NB}! Ceci{NB}: cela{NB}; fin"
ZWNJ = "\u200c"

CHANGED = (
    # locale, source, text, finished, rule
    ("ru", "", "Он сказал: &quot;да&quot;", "Он сказал: «да»", "entities"),
    ("tr", "", "bir\u200b\u200fki\u00adtap", "birkitap", "invisible"),
    ("ru", "", "и\u0306од", "йод", "nfc"),
    ("tr", "", "i\u0307stanbul", "istanbul", "dotted-i"),
    ("fa", "", "يك كتاب", "یک کتاب", "letters"),
    ("fa", "", "٤٥ نفر", "۴۵ نفر", "letters"),
    ("ar", "", "فی الکتاب", "في الكتاب", "letters"),
    ("ar", "", "الســـلام عليكم", "السلام عليكم", "kashida"),
    ("fa", "", "سلام, آمدی?", "سلام، آمدی؟", "marks"),
    ("ar", "", "هل جاء؟?", "هل جاء؟", "marks"),
    ("ar", "", "طوله )165 كم( تقريبا", "طوله (165 كم) تقريبا", "brackets"),
    ("ru", "", "слово , слово  и ( ещё ) !", "слово, слово и (ещё)!", "spacing"),
    ("ru", "", "слово ,слово", "слово, слово", "spacing"),
    ("ar", "", 'قال " نعم " ، ثم', 'قال "نعم"، ثم', "spacing"),
    ("ar", "55,000 people", "جاء 000 55 شخص", "جاء 55,000 شخص", "reversed-groups"),
    ("fa", "1,234,500 people", "۵۰۰ ۲۳۴ ۱ نفر", "۱٬۲۳۴٬۵۰۰ نفر", "reversed-groups"),
    (
        "ru",
        "On March 20, 2024 it fell.",
        "March 20, 2024 упал.",
        f"20 марта 2024{NB}г. упал.",
        "dates",
    ),
    ("tr", "On 20 March 2024 it fell.", "20 March 2024 düştü.", "20 Mart 2024 düştü.", "dates"),
    ("ar-IQ", "On March 20, 2024.", "في March 20, 2024.", "في ٢٠ آذار ٢٠٢٤.", "dates"),
    ("ru", "12,400 of 1,234.5", "12,400 из 1,234.5", f"12{NB}400 из 1234,5", "numbers"),
    (
        "tr",
        "It grew by 3.5 to $12,400.",
        "3.5 artıp 12,400 oldu.",
        "3,5 artıp 12.400 oldu.",
        "numbers",
    ),
    ("ru", "", "Рост 5 %", "Рост 5%", "percent"),
    ("tr", "", "50% ve % 20, 5-10%", "%50 ve %20, %5-10", "percent"),
    ("tr", "", "ayında% 9.20'den", "ayında %9.20'den", "percent"),
    ("tr", "", "grubunda,% 15.24", "grubunda, %15.24", "percent"),
    ("tr", "", "oran% 5, hedef % 7", "oran %5, hedef %7", "percent"),
    ("fa", "", "7،000 نفر", "7,000 نفر", "numbers"),
    ("fa", "", "۱۲،۳۴۵ و ۱۰۰،۲۰۰،۳۰۰", "۱۲٬۳۴۵ و ۱۰۰٬۲۰۰٬۳۰۰", "numbers"),
    ("ar", "", "7،000 شخص", "7,000 شخص", "numbers"),
    ("ar", "", "نسبة %50 و 20 %", "نسبة 50٪ و 20٪", "percent"),
    ("ar-EG", "", "12,400 في 3.5", "١٢٬٤٠٠ في ٣٫٥", "digits"),
    ("ar", "", "عام ٢٠٢٤ و١٢٬٤٠٠", "عام 2024 و12,400", "digits"),
    ("ru", "", '"Это "Волга"", - сказал', f"«Это „Волга“»,{NB}— сказал", "quotes"),
    ("ru", "", "“Правда” и ”Труд”", "«Правда» и «Труд»", "quotes"),
    ("fa", "", 'گفت "سلام"', "گفت «سلام»", "quotes"),
    ("ar", "", "قال “نعم”", 'قال "نعم"', "quotes"),
    ("de", "", "\"Das ist 'gut'\", sagte er.", "„Das ist ‚gut‘“, sagte er.", "quotes"),
    ("pt-BR", "", '"Não", disse ele, "e não".', "“Não”, disse ele, “e não”.", "quotes"),
    ("it", "", '"Non lo so", ha detto.', "«Non lo so», ha detto.", "quotes"),
    ("hu", "", 'A "nagy" ház.', "A „nagy” ház.", "quotes"),
    ("pl", "", 'To "duży" dom.', "To „duży” dom.", "quotes"),
    ("cs", "", 'To je "velký" dům.', "To je „velký“ dům.", "quotes"),
    ("fr", "", '"Oui", dit-elle, "il a dit \'non\'."', OUI, "quotes"),
    (
        "fr",
        "",
        "«Oui», dit l’«ami», « non ».",
        f"{OPEN}Oui{SHUT}, dit l’{OPEN}ami{SHUT}, {NON}.",
        "quotes",
    ),
    ("fr-BE", "", 'Il a dit "non".', f"Il a dit {NON}.", "quotes"),
    ("fr-CH", "", "Il a dit « non ».", "Il a dit «non».", "quotes"),
    ("de-CH", "", "Er sagte: \"Das ist 'gut'.\"", "Er sagte: «Das ist ‹gut›.»", "quotes"),
    ("it-CH", "", "Ha detto \"no 'mai'\".", "Ha detto «no ‹mai›».", "quotes"),
    ("da", "", 'Han sagde: "Ja", og "nej".', "Han sagde: »Ja«, og »nej«.", "quotes"),
    ("sv", "", '"Ja", sade hon, »nej».', "”Ja”, sade hon, ”nej”.", "quotes"),
    ("fi", "", '"Kyllä", hän sanoi.', "”Kyllä”, hän sanoi.", "quotes"),
    ("de", "", "Er sagte »ja« und »‚nein‘«.", "Er sagte „ja“ und „‚nein‘“.", "quotes"),
    ("ru", "", "Он сказал « да ».", "Он сказал «да».", "quotes"),
    ("fr", "", "Vraiment? Oui! Ceci: cela; fin", VRAIMENT, "spaced-marks"),
    ("fr", "", "Quoi ?! (vraiment ?)", f"Quoi{NB}?! (vraiment{NB}?)", "spaced-marks"),
    ("fr-CA", "", "Vraiment? Ceci: cela", f"Vraiment? Ceci{NB}: cela", "spaced-marks"),
    ("uk", "", 'Річка "Дунай" міліє.', "Річка «Дунай» міліє.", "quotes"),
    ("ru", "", "ну...", "ну…", "ellipsis"),
    ("ru", "", "Москва - столица", f"Москва{NB}— столица", "dashes"),
    ("ru", "", "школа №5", f"школа №{NB}5", "number-sign"),
    ("fa", "", "او می رود و نمی خواهد", f"او می{ZWNJ}رود و نمی{ZWNJ}خواهد", "zwnj"),
    ("fa", "", "می توان گفت، نمی توان", f"می{ZWNJ}توان گفت، نمی{ZWNJ}توان", "zwnj"),
    ("fa", "", "می بایست و می بایستی", f"می{ZWNJ}بایست و می{ZWNJ}بایستی", "zwnj"),
    ("fa", "", "می پنداشت، می تپد", f"می{ZWNJ}پنداشت، می{ZWNJ}تپد", "zwnj"),
    ("fa", "", "می کشاند، می چرخاند", f"می{ZWNJ}کشاند، می{ZWNJ}چرخاند", "zwnj"),
    ("fa", "", "بر می گردد و در می آید", f"بر می{ZWNJ}گردد و در می{ZWNJ}آید", "zwnj"),
    ("fa", "", "نمی شه و می گم", f"نمی{ZWNJ}شه و می{ZWNJ}گم", "zwnj"),
    ("fa", "", "کشور ها و کار های", "کشورها و کارهای", "zwnj"),
    ("fa", "", "خانه های ما", f"خانه{ZWNJ}های ما", "zwnj"),
    ("ru", "", 'и ("Дон"), «"Ока"»', "и («Дон»), «„Ока“»", "quotes"),
    ("fa", "", "کتاب های خوب", f"کتاب{ZWNJ}های خوب", "zwnj"),
    ("ar", "It fell.", "سقط المطر", "سقط المطر.", "final-stop"),
)


@pytest.mark.parametrize(("locale", "source", "text", "wanted", "rule"), CHANGED)
def test_a_rule_sets_the_text(locale: str, source: str, text: str, wanted: str, rule: str) -> None:
    finished = finish(text, locale, source=source)

    assert finished.text == wanted
    assert not rule or rule in finished.rules


ASKED = (
    ("tr", "", "Ankara'da, 1979'da", "Ankara’da, 1979’da", "apostrophe"),
    ("tr", "", "\"O 'hayır' dedi\"", "“O ‘hayır’ dedi”", "quotes"),
    ("tr", "", '"Ankara"da', "“Ankara”da", "quotes"),
    ("fa", "", "در 24 روز و G20", "در ۲۴ روز و G20", "digits"),
    ("fa", "", "12,400 نفر", "۱۲٬۴۰۰ نفر", "digits"),
    ("fa", "", "دور تر", "دورتر", "zwnj-comparative"),
    ("fa", "", "بزرگ تر و بزرگ ترین", f"بزرگ{ZWNJ}تر و بزرگ{ZWNJ}ترین", "zwnj-comparative"),
    ("fa", "", "میشود", f"می{ZWNJ}شود", "zwnj-joined"),
    ("fa", "On March 20, 2024.", "در ۲۰ مارس ۲۰۲۴.", "در ۲۰ مارس ۲۰۲۴ (۱ فروردین ۱۴۰۳).", "jalali"),
    ("ru", "", "А. С. Пушкин", f"А.{NB}С.{NB}Пушкин", "initials"),
    ("ru", "", "в 20 км от города", f"в{NB}20{NB}км от{NB}города", "nbsp"),
)


@pytest.mark.parametrize(("locale", "source", "text", "wanted", "rule"), ASKED)
def test_a_rule_that_is_off_is_applied_only_on_request(
    locale: str, source: str, text: str, wanted: str, rule: str
) -> None:
    style = Typography((RuleChoice(rule, on=True),))

    assert finish(text, locale, source=source).text == text
    assert finish(text, locale, style=style, source=source).text == wanted


LEFT_ALONE = (
    # locale, source, text
    ("ru", "", 'Как может быть ещё лучше? ".'),
    ("ru", "", 'слово ", слово'),
    ("tr", "", '"evet" dedi, Ankara\'da'),
    ("fa", "", "100،200 و ۱،۲"),
    ("fa", "", "می امسال و می سال"),
    ("ru", "", "файл: https://a.example/b,c?d=“1”"),
    ("ru", "", 'монитор 24" и 27"'),
    ("ru", "", "счёт 5-3 и 5 - 3"),
    ("ru", "", "он умер (1,234.5)"),
    ("ru", "Windows 3.1 at 10.30 a.m.", "Windows 3.1 в 10.30"),
    ("ru", "It cost 12,400.", "Это стоило 12,4001"),
    ("tr", "", "%5-10 arası"),
    ("fa", "It began in May.", "در ماه می رفت"),
    ("fa", "", "۵ می رفت"),
    ("fa", "", "او می سیب"),
    ("fa", "", "شرکت Foo, Bar را خرید و فروخت و رفت"),
    ("fa", "", f"خانه{ZWNJ}ای"),
    ("ar", "", "عام 1445 هـ الموافق"),
    ("ar", "55,000 people", "جاء 55,000 شخص"),
    ("ar", "It fell!", "سقط المطر"),
    ("ar", "", "قال 1,000 شخص"),
    ("ru", "", "семья 👨\u200d👩\u200d👧"),
    ("ru", "", "a &lt; b &amp; c"),
    ("fr", "", f"{OPEN}Oui{SHUT}, à 12:30, dit-il{NB}: non\u202f!"),
    ("fr", "", f"{OPEN}Il est parti."),
    ("fr", "", f"Il est parti{SHUT}, dit-elle."),
    ("fr", "", "https://example.org/a?b=c;d:e ici"),
    ("da", "", "»Ja«, sagde han, »nej«."),
    ("fr-CA", "", "Vraiment! Oui? Non; si"),
)


@pytest.mark.parametrize(("locale", "source", "text"), LEFT_ALONE)
def test_what_is_right_or_uncertain_stays(locale: str, source: str, text: str) -> None:
    assert finish(text, locale, source=source).text == text


def test_markup_and_protected_parts_stay() -> None:
    text = 'См. [карту "А" - Б](a-b.html "карта - 1"), `x - "y"`, {name} и user@example.org'

    finished = finish(text, "ru", Syntax.MARKDOWN)

    assert finished.text == (
        f'См. [карту «А»{NB}— Б](a-b.html "карта - 1"), `x - "y"`, {{name}} и user@example.org'
    )


def test_a_note_at_the_end_hides_no_full_stop() -> None:
    text = "سقط المطر.[^1]"

    assert finish(text, "ar", Syntax.MARKDOWN, source="It fell.[^1]").text == text


def test_a_newsroom_s_word_counts_most_where_it_is_most_exact() -> None:
    style = Typography((RuleChoice("quotes", on=False), RuleChoice("quotes", on=True, locale="ru")))

    assert finish('"да"', "ru", style=style).text == "«да»"
    assert finish('"да"', "ru-KZ", style=style).text == "«да»"
    assert finish('"evet"', "tr", style=style).text == '"evet"'


def test_every_rule_says_what_it_does() -> None:
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)
    assert all(rule.summary.endswith((".", ":", "،")) for rule in RULES), [
        rule.summary for rule in RULES if not rule.summary.endswith(".")
    ]
    assert {example[4] for example in (*CHANGED, *ASKED) if example[4]} == set(names)


PROBES = (
    ("", "&quot;да&quot; a\u200bb и\u0306 i\u0307"),
    ("", "يك ی كتاب ٤ ۴"),
    ("", "الســـلام"),
    ("", "سلام, دنیا? نعم,"),
    ("", "طوله )165 كم( هنا"),
    ("", "да , нет"),
    ("55,000 people", "جاء 000 55 شخص"),
    ("On March 20, 2024, 12,400.5 fell.", "March 20, 2024 12,400.5 x"),
    ("", "7،000 ٢٠٢٤"),
    ("", "50 % %50"),
    ("", 'x "да" “да”'),
    ("", "x... x - x №5"),
    ("", "او می رود"),
    ("It fell.", "سقط المطر"),
)


@pytest.mark.parametrize("locale", ["ru", "fa", "tr", "ar"])
@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_a_rule_that_is_on_changes_something_there(rule: str, locale: str) -> None:
    (row,) = (row for row in RULES if row.name == rule)
    style = Typography(tuple(RuleChoice(each.name, on=each.name == rule) for each in RULES))
    changes = any(
        finish(text, locale, style=style, source=source).text != text for source, text in PROBES
    )
    assert changes or not row.applies(locale, Typography())
