"""Countries and their peoples in English sentences, and what other languages call them."""

from __future__ import annotations

import pytest

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
