"""Countries and their peoples in English sentences, and what other languages call them."""

from __future__ import annotations

import pytest
from babel import Locale

from dragoman.facts import places
from dragoman.facts.stored import stored

SECTIONS = ("english", "adjectives", "ru", "fa", "tr", "ar")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_country_of_the_data_is_a_code(section: str) -> None:
    for code in stored("en", "places")[section]:
        # YAML reads a bare NO, which is Norway, as false.
        assert isinstance(code, str), code
        assert places.english_name(code)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Norwegian fleet left.", ("NO",)),
        ("Two Frenchmen and a Dane won.", ("FR", "DK")),
        ("Danes and Swedes voted.", ("DK", "SE")),
        ("She swam in the Indian Ocean.", ()),
        ("He played at the French Open.", ()),
        ("New Mexico and New England", ()),
    ],
)
def test_peoples_stand_for_their_countries(text: str, codes: tuple[str, ...]) -> None:
    assert set(places.countries(text)) == set(codes)


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("NO", "ru", "норвежский флот"),
        ("NO", "ar", "الأسطول النرويجي"),
        ("RU", "ru", "русский писатель"),
        ("AF", "ru", "афганская армия"),
        ("TH", "ru", "тайский король"),
        ("ES", "tr", "İspanyol takımı"),
        ("MA", "tr", "Fas milli takımı"),
        ("CA", "ar", "الفريق الكندي"),
        ("KZ", "fa", "تیم قزاق"),
    ],
)
def test_adjectives_of_other_languages_name_the_country(
    code: str, language: str, text: str
) -> None:
    assert places.named(code, text, language)


LANGUAGES = ("ru", "fa", "tr", "ar")

PEOPLES = {
    "AT": ("австрийский", "اتریشی", "Avusturyalı", "نمساوي"),
    "AU": ("австралийский", "استرالیایی", "Avustralyalı", "أسترالي"),
    "NE": ("нигерский", "نیجری", "Nijerli", "نيجري"),
    "NG": ("нигерийский", "نیجریه‌ای", "Nijeryalı", "نيجيري"),
    "IS": ("исландский", "ایسلندی", "İzlandalı", "آيسلندي"),
    "IE": ("ирландский", "ایرلندی", "İrlandalı", "أيرلندي"),
    "JO": ("иорданский", "اردنی", "Ürdünlü", "أردني"),
    "LB": ("ливанский", "لبنانی", "Lübnanlı", "لبناني"),
    "SK": ("словацкий", "اسلواک", "Slovak", "سلوفاكي"),
    "SI": ("словенский", "اسلوونیایی", "Slovenyalı", "سلوفيني"),
    "IR": ("иранский", "ایرانی", "İranlı", "إيراني"),
    "IQ": ("иракский", "عراقی", "Iraklı", "عراقي"),
    "ML": ("малийский", "مالیایی", "Malili", "مالي"),
    "MW": ("малавийский", "مالاویایی", "Malavili", "مالاوي"),
    "SO": ("сомалийский", "سومالیایی", "Somalili", "صومالي"),
    "GN": ("гвинейский", "گینه‌ای", "Gineli", "غيني"),
    "GY": ("гайанский", "گویانی", "Guyanalı", "غياني"),
    "LV": ("латвийский", "لتونیایی", "Letonyalı", "لاتفي"),
    "LT": ("литовский", "لیتوانیایی", "Litvanyalı", "ليتواني"),
    "LR": ("либерийский", "لیبریایی", "Liberyalı", "ليبيري"),
    "LY": ("ливийский", "لیبیایی", "Libyalı", "ليبي"),
    "TR": ("турецкий", "ترکیه‌ای", "Türk", "تركي"),
    "TM": ("туркменский", "ترکمن", "Türkmen", "تركماني"),
    "SE": ("шведский", "سوئدی", "İsveçli", "سويدي"),
    "CH": ("швейцарский", "سوئیسی", "İsviçreli", "سويسري"),
    "RO": ("румынский", "رومانیایی", "Rumen", "روماني"),
    "OM": ("оманский", "عمانی", "Ummanlı", "عماني"),
    "MR": ("мавританский", "موریتانیایی", "Moritanyalı", "موريتاني"),
    "MU": ("маврикийский", "موریسی", "Mauritiuslu", "موريشي"),
    "PY": ("парагвайский", "پاراگوئه‌ای", "Paraguaylı", "باراغوايي"),
    "UY": ("уругвайский", "اروگوئه‌ای", "Uruguaylı", "أوروغوايي"),
    "DK": ("датский", "دانمارکی", "Danimarkalı", "دنماركي"),
    "US": ("американский", "آمریکایی", "Amerikalı", "أمريكي"),
    "IN": ("индийский", "هندی", "Hint", "هندي"),
    "ID": ("индонезийский", "اندونزیایی", "Endonezyalı", "إندونيسي"),
}  # fmt: skip
"""Peoples that are taken for one another, in the languages above."""


@pytest.mark.parametrize("place", range(len(LANGUAGES)), ids=LANGUAGES)
def test_no_people_is_taken_for_another(place: int) -> None:
    found = [
        (code, word)
        for code in PEOPLES
        for other, forms in PEOPLES.items()
        for word in (forms[place],)
        if places.named(code, f"— {word} …", LANGUAGES[place]) != (code == other)
    ]
    assert found == []


_NOT_APART = {("US", "FM"), ("CN", "HK"), ("CN", "MO"), ("CN", "TW"), ("KP", "KR"), ("KR", "KP")}
"""Countries whose names hold those of others. Which Korea it is, the check of directions tells."""

_OF_OTHERS = frozenset(
    """
    AC AI AQ AS AW AX BL BM BQ BV CC CK CP CQ CW CX DG EA EH EU EZ FK FO GF GG GI GL GP GS GU HM IC
    IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR QO RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB
    YT ZZ
    """.split()  # noqa: SIM905  fifty of them would take a page
)
"""Islands and others that belong to a country, and what is none."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_country_is_taken_for_another(language: str) -> None:
    called = {
        code: str(name)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _OF_OTHERS
    }
    found = [
        (code, other, name)
        for code in called
        for other, name in called.items()
        if places.named(code, f"— {name} …", language) != (code == other)
        if (code, other) not in _NOT_APART
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Congo-Brazzaville and the Democratic Republic of the Congo", ("CG", "CD")),
        ("The Republic of the Congo signed.", ("CG",)),
        ("Guinea, Guinea-Bissau and Equatorial Guinea", ("GN", "GW", "GQ")),
        ("New Guinea and a guinea pig, Guinea pig", ()),
        ("Papua New Guinea won.", ("PG",)),
        ("Niger and Nigeria", ("NE", "NG")),
        ("Niger State police", ()),
        ("Chad and Jordan closed the border.", ("TD", "JO")),
        ("Chad Smith met Jordan Peele.", ()),
        ("Iceland and Ireland", ("IS", "IE")),
        ("Dominica and the Dominican Republic", ("DM", "DO")),
        ("A Nigerien and a Nigerian", ("NE", "NG")),
    ],
)
def test_countries_that_are_easily_confused_are_read(text: str, codes: tuple[str, ...]) -> None:
    assert set(places.countries(text)) == set(codes)


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("IN", "fa", "آنها این کار را خواهند کرد."),
        ("TR", "fa", "منافع مشترک دو کشور"),
        ("CZ", "fa", "یک شهر کوچک"),
        ("RU", "fa", "یک روستای دور"),
        ("EG", "fa", "مصرف برق بالا رفت."),
        ("US", "ru", "в Камеруне"),
        ("GH", "ru", "глава органа"),
        ("SK", "ru", "его слова"),
        ("FI", "tr", "finans sektörü"),
        ("PL", "tr", "bunun lehine oy verdi"),
        ("IN", "ar", "قال المهندس"),
        ("TR", "ar", "بيان مشترك"),
        ("ML", "ar", "كوريا الشمالية"),
        ("SD", "tr", "Güney Sudan"),
        ("CD", "ru", "в Республике Конго"),
    ],
)
def test_a_word_that_holds_a_name_names_no_country(code: str, language: str, text: str) -> None:
    assert not places.named(code, text, language)
