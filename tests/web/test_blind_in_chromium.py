"""The page on which people choose between two translations, in a real browser."""

from __future__ import annotations

import json
import urllib.parse
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from dragoman.preview.blind import Pairing, blind, counted

CHOICES = [Pairing(f"Sentence {number}.", f"جملهٔ {number}.", "جمله.") for number in range(12)]
TITLES = {
    "ar": "أي الترجمتين أفضل؟ (الفارسية)",
    "en": "Which translation is better? (Persian)",
    "fa": "کدام ترجمه بهتر است؟ (فارسی)",
    "ru": "Какой перевод лучше? (персидский)",
    "tr": "Hangi çeviri daha iyi? (Farsça)",
}


@pytest.mark.parametrize(("locale", "language"), [("fa", "fa"), ("fa-AF", "fa"), ("pt", "en")])
def test_it_begins_in_the_language_of_the_translations(locale: str, language: str) -> None:
    page, _ = blind(CHOICES, ("one", "other"), "en", locale)
    assert f'<html lang="{language}" dir="{"rtl" if language == "fa" else "ltr"}">' in page


def test_it_speaks_each_language_and_saves_what_was_chosen(
    browser: Chrome, tmp_path: Path, axe: str
) -> None:
    page, key = blind(CHOICES, ("one", "other"), "en", "fa")
    file = tmp_path / "choose.html"
    file.write_text(page, encoding="utf-8")
    browser.get(file.as_uri())
    for language, title in TITLES.items():
        Select(browser.find_element(By.ID, "language")).select_by_value(language)
        assert browser.title == title
        root = browser.find_element(By.TAG_NAME, "html")
        assert root.get_attribute("lang") == language
        assert root.get_attribute("dir") == ("rtl" if language in ("ar", "fa") else "ltr")
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
        run = "const done = arguments[0]; axe.run().then(r => done(r.violations))"
        assert browser.execute_async_script(run) == []
    Select(browser.find_element(By.ID, "language")).select_by_value("fa")
    browser.execute_script(
        "window.saved = [];"
        "HTMLAnchorElement.prototype.click = function () { saved.push(this.href) }"
    )
    for number in range(9):
        browser.find_element(By.CSS_SELECTOR, f"input[name='{number}'][value=left]").click()
    browser.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    assert browser.find_element(By.ID, "told").text.startswith("۹ از ۱۲")
    (saved,) = browser.execute_script("return saved")
    result = json.loads(urllib.parse.unquote(saved.partition(",")[2]))
    votes = counted(result, json.loads(key))
    assert votes.for_one + votes.for_other == 9
