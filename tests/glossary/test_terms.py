"""Which terms are found in sentences, and which renderings in their translations."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import glossary
from dragoman.glossary import Forbidden, Terms
from dragoman.glossary.matcher import Matcher, WantedForm
from dragoman.glossary.words import words
from tests.strategies import sentences

TEXT = """\
- term: relief truck
  ru: грузовик с гуманитарной помощью
  fa: [کامیون امدادی, کامیون کمک‌رسانی]
  tr: yardım kamyonu
  ar: شاحنة إغاثة
  forbidden: {ru: [фура, грузовик], tr: kamyon}
- {term: US, ru: США, tr: ABD}
- {term: United States, ru: [Соединённые Штаты, США], tr: Amerika Birleşik Devletleri,
   ar: الولايات المتحدة, fa: ایالات متحده}
- {term: Egypt, ru: Египет, tr: Mısır, ar: مصر, fa: مصر}
- {term: Istanbul, ru: Стамбул, tr: İstanbul, fa: استانبول, ar: إسطنبول}
- {term: book, ru: книга, tr: kitap, fa: کتاب, ar: كتاب}
- {term: China, ru: Китай, tr: Çin, fa: چین, ar: الصين}
- {term: America, fa: آمریکا, ar: أمريكا}
- {term: policy, ru: политика, tr: politika, fa: سیاست, ar: سياسة}
- {term: St. Petersburg, ru: Санкт-Петербург, tr: St. Petersburg}
- {term: South China Sea, ru: Южно-Китайское море}
- {term: C++, ru: C++}
- {term: Sudan, fa: سودان}
- {term: Malta, tr: Malta}
- {term: Bahrain, ar: البحرين}
- {term: Angola, ru: Ангола}
- {term: Chile, tr: Şili}
- {term: Reuters, case-sensitive: true, tr: Reuters}
"""
TERMS = glossary.compiled(glossary.parse(TEXT), "en", ("ru", "fa", "tr", "ar", "ar-EG"))


def missing(source: str, target: str, locale: str) -> list[str]:
    return [each.term for each in TERMS[locale].missing(source, target)]


HELD = [
    ("Relief trucks arrived.", "Прибыли грузовики с гуманитарной помощью.", "ru"),
    ("Relief trucks left.", "Уехали без грузовиков с гуманитарной помощью.", "ru"),
    ("The US and Egypt", "США и Египту", "ru"),
    ("Egypt’s aid", "помощь Египта", "ru"),
    ("The U.S. left.", "США ушли.", "ru"),
    ("the United States", "Соединенными Штатами", "ru"),
    ("policies", "политики", "ru"),
    ("China", "в Китае", "ru"),
    ("St. Petersburg", "в Санкт-Петербурге", "ru"),
    ("C++ is old.", "C++ стар.", "ru"),
    ("Relief trucks", "yardım kamyonlarının", "tr"),
    ("the United States", "Amerika Birleşik Devletleri’nin", "tr"),
    ("the United States", "Amerika Birleşik Devletlerinden", "tr"),
    ("Istanbul", "İSTANBUL'DA", "tr"),
    ("Egypt", "MISIR", "tr"),
    ("Books", "kitabı", "tr"),
    ("Books", "kitaplarımızdan", "tr"),
    ("China", "Çin’deki", "tr"),
    ("Relief trucks", "کامیون‌های امدادی", "fa"),
    ("Relief trucks", "كاميونهاي امدادي", "fa"),
    ("Relief trucks", "کامیون کمک رسانی", "fa"),
    ("Relief trucks", "کامیونهای کمکرسانی", "fa"),
    ("the United States", "ایالات‌متحدهٔ آمریکا", "fa"),
    ("America", "آمریکای شمالی", "fa"),
    ("America", "آمريكايي", "fa"),
    ("Books", "کتاب ها", "fa"),
    ("Books", "کتابهایشان", "fa"),
    ("Relief trucks", "وشاحنات الإغاثة", "ar"),
    ("the United States", "وللولايات المتحدة", "ar"),
    ("Egypt", "بمصر", "ar"),
    ("China", "للصين", "ar"),
    ("China", "الصينية", "ar"),
    ("Books", "بكتابهم", "ar"),
    ("policy", "سِيَاسَـتـها", "ar"),
    ("policy", "السياسات", "ar-EG"),
]


@pytest.mark.parametrize(("source", "target", "locale"), HELD)
def test_other_forms_of_a_rendering_will_do(source: str, target: str, locale: str) -> None:
    assert missing(source, target, locale) == []


LOST = [
    ("relief truck", "Relief trucks arrived.", "Прибыла помощь, и грузовики с ней.", "ru"),
    ("US", "The US left.", "Америка ушла.", "ru"),
    ("China", "in China", "в Японии", "ru"),
    ("book", "a book", "bir kişi", "tr"),
    ("Egypt", "Egypt", "مصرف", "fa"),
    ("policy", "policies", "سازمان", "fa"),
    ("China", "China", "سين", "ar"),
    ("Sudan", "Sudan", "سود", "fa"),
    ("Malta", "Malta", "malını", "tr"),
    ("Bahrain", "Bahrain", "البحر", "ar"),
    ("Angola", "Angola", "Англии", "ru"),
]


@pytest.mark.parametrize(("term", "source", "target", "locale"), LOST)
def test_other_words_will_not(term: str, source: str, target: str, locale: str) -> None:
    assert missing(source, target, locale) == [term]


NO_TERM = [
    "Tell us.",
    "It is a united, states-wide plan.",
    "The police came.",
    "chinaware",
    "A child came. CHILD",
    "reuters",
    "REUTERS",
]


@pytest.mark.parametrize("source", NO_TERM)
def test_what_only_looks_like_a_term_is_none(source: str) -> None:
    assert missing(source, "", "tr") == []


@pytest.mark.parametrize("source", ["TELL US", "Us", "u.s. of a."])
def test_a_capital_asks_for_a_capital(source: str) -> None:
    assert missing(source, "", "ru") == (["US"] if "US" in source else [])


def test_the_longest_term_counts_and_hides_those_within_it() -> None:
    assert missing("in the South China Sea", "", "ru") == ["South China Sea"]
    assert missing("in the South China Sea", "", "tr") == []
    assert missing("South China", "", "tr") == ["China"]


def test_a_forbidden_form_counts_where_its_term_stands_and_not_within_a_wanted_one() -> None:
    terms = TERMS["ru"]
    good = ("грузовик с гуманитарной помощью",)
    source = "Relief trucks left."
    assert list(terms.forbidden(source, "Фурами.")) == [Forbidden("relief truck", "фура", good)]
    assert list(terms.forbidden(source, "Уехали грузовики с гуманитарной помощью.")) == []
    assert list(terms.forbidden("They left.", "Фуры уехали.")) == []


def test_two_terms_of_one_spelling_are_content_with_either_rendering() -> None:
    text = """\
- {term: lead, part-of-speech: noun, ru: свинец}
- {term: lead, part-of-speech: verb, ru: вести}
"""
    terms = glossary.compiled(glossary.parse(text), "en", ["ru"])["ru"]
    assert not list(terms.missing("lead", "свинца"))
    assert [each.renderings for each in terms.missing("lead", "нет")] == [("свинец", "вести")]


LANGUAGES = st.sampled_from(["en", "ru", "fa", "tr", "ar", "de", "zh"])


@given(sentences, LANGUAGES)
def test_a_text_is_found_in_itself(text: str, language: str) -> None:
    parts = words(text, language)
    found = Matcher(language, [WantedForm(text, 0, case=True)]).all(text)
    assert (0, 0, len(parts)) in {each[:3] for each in found} or not 0 < len(parts) <= 12


@given(sentences, sentences, LANGUAGES)
def test_places_are_those_of_the_words(text: str, other: str, language: str) -> None:
    wanted = [WantedForm(word.raw, number) for number, word in enumerate(words(text, language))]
    whole = f"{text} {other} {text}"
    found = Matcher(language, wanted).longest(whole)
    assert found == sorted(found, key=lambda each: each.first)
    for one, two in pairwise(found):
        assert one[1:3] == two[1:3] or one.last <= two.first
    parts = words(whole, language)
    assert all(each.start == parts[each.first].start for each in found)


@given(sentences, sentences, st.sampled_from(["ru", "fa", "tr", "ar"]))
def test_any_text_can_be_looked_at(source: str, target: str, locale: str) -> None:
    term = glossary.Term(source, {locale: (target,)}, {locale: (source,)})
    terms: Terms = glossary.compiled(glossary.Glossary((term,)), "en", [locale])[locale]
    assert all(each.term == source for each in terms.missing(source, source))
    assert not list(terms.missing(source, target)) or not 0 < len(words(target, locale)) <= 12
    list(terms.forbidden(source, target))
