"""The review page as a reviewer meets it, in a real browser."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from dragoman.web import serving
from dragoman.workflow.desk import Desk
from tests.processes import python
from tests.web.pages import Page, barriers

DRAFT = "science/comet.txt"
LANGUAGES = {"en": "ltr", "ru": "ltr", "fa": "rtl", "tr": "ltr", "ar": "rtl"}


def test_the_home_page_lists_every_article_in_every_locale(page: Page) -> None:
    page.browser.get(page.origin)
    links = page.browser.find_elements(By.CSS_SELECTOR, "main a[href^='/article/']")
    assert len(links) == 16
    links[0].click()
    page.until(lambda: page.find(".editor .target"))


def test_an_article_is_approved_by_keys_alone(page: Page) -> None:
    page.open(DRAFT, "fa")
    page.choose(0)
    first = page.current
    page.write("دنباله‌دار درخشان این هفته")
    page.press(Keys.ENTER, Keys.CONTROL)
    page.until(lambda: page.current != first)
    text = page.file(DRAFT, "fa").split("- id: ")[1]
    assert text.startswith(first)
    assert "status: approved" in text
    assert "دنباله‌دار درخشان این هفته" in text
    assert "Mina Sadr" in page.file(DRAFT, "fa")


def test_what_is_typed_is_checked_while_typing(page: Page) -> None:
    page.open(DRAFT, "tr")
    numbered = page.browser.execute_script(
        "return [...document.querySelectorAll('.row .text:first-child')]"
        ".findIndex(each => /\\b15 degrees/.test(each.textContent))"
    )
    page.choose(numbered)
    page.write("Kuyruklu yıldız güneybatıda alçakta, ufkun biraz üzerinde duracak.")
    page.until(lambda: "15" in page.browser.find_element(By.CSS_SELECTOR, ".findings").text)


def test_text_that_was_not_saved_outlives_the_page(page: Page) -> None:
    page.open(DRAFT, "ru")
    page.choose(1)
    page.write("Ещё не сохранено.")
    page.browser.execute_script("window.onbeforeunload = null")
    page.browser.refresh()
    page.until(lambda: page.find(".editor .target"))
    page.choose(1)
    page.until(lambda: page.value() == "Ещё не сохранено.")
    assert "Ещё не сохранено." not in page.file(DRAFT, "ru")
    page.press("s", Keys.CONTROL)
    page.until(lambda: "Ещё не сохранено." in page.file(DRAFT, "ru"))


def test_typing_outlives_a_server_that_went_away(page: Page) -> None:
    desk = Desk(page.newsroom, (), (), page.newsroom)
    with serving(desk) as address:
        lost = Page(page.browser, address, page.newsroom)
        port = int(lost.origin.rpartition(":")[2])
        lost.open(DRAFT, "ru")
        lost.choose(1)
        lost.write("Ещё не сохранено.")
    lost.press("s", Keys.CONTROL)
    lost.until(lambda: "Your text is kept" in lost.browser.find_element(By.ID, "told").text)
    assert lost.value() == "Ещё не сохранено."
    assert "Ещё не сохранено." not in lost.file(DRAFT, "ru")
    desk = Desk(page.newsroom, (), (), page.newsroom)
    with serving(desk, port, lost.token):
        lost.press("s", Keys.CONTROL)
        lost.until(lambda: "Ещё не сохранено." in lost.file(DRAFT, "ru"))


def test_names_and_days_keep_their_places_in_a_line_from_right_to_left(page: Page) -> None:
    page.open("flood.md", "fa", "fa")
    page.choose(0)
    line = page.until(lambda: page.find(".beside p.quiet bdi:last-of-type"))
    assert re.search("از \u2068Leila Karimi\u2069 \u2068[۰-۹]+ ", line.get_attribute("textContent"))


def test_a_change_on_the_disk_is_shown_and_typing_over_it_is_a_conflict(page: Page) -> None:
    page.open(DRAFT, "tr")
    page.choose(0)
    page.write("Benim metnim")
    path = page.newsroom / "locales" / "tr" / f"{DRAFT}.yaml"
    text = path.read_text(encoding="utf-8")
    begin = text.index("  target: |-\n") + len("  target: |-\n    ")
    end = text.index("\n", begin)
    path.write_text(f"{text[:begin]}Editörde yazılan{text[end:]}", encoding="utf-8")
    page.until(lambda: "up to date" in page.browser.find_element(By.ID, "told").text)
    assert page.value() == "Benim metnim"
    page.press("s", Keys.CONTROL)
    dialog = page.until(lambda: page.find("dialog[open]"))
    assert "Benim metnim" in dialog.text
    assert "Editörde yazılan" in dialog.text
    assert "Editörde yazılan" in page.file(DRAFT, "tr")
    dialog.find_element(By.CSS_SELECTOR, "button.main").click()
    page.press("s", Keys.CONTROL)
    page.until(lambda: "Benim metnim" in page.file(DRAFT, "tr"))


def test_undo_gives_back_the_bytes_even_after_a_reload(page: Page) -> None:
    before = page.file(DRAFT, "ar")
    page.open(DRAFT, "ar")
    page.choose(0)
    page.press(Keys.ENTER, Keys.CONTROL)
    page.until(lambda: page.file(DRAFT, "ar") != before)
    page.open(DRAFT, "ar")
    page.browser.find_element(By.ID, "undo").click()
    page.until(lambda: page.file(DRAFT, "ar") == before)


def test_markup_is_never_half_deleted(page: Page) -> None:
    page.open("flood.md", "fa")
    place = page.browser.execute_script(
        "return [...document.querySelectorAll('.row .text:first-child')]"
        ".findIndex(each => each.textContent.includes(']('))"
    )
    page.choose(place)
    value = page.value()
    at = value.index("](") + 1
    page.browser.execute_script(
        "arguments[0].setSelectionRange(arguments[1], arguments[1])", page.target, at
    )
    page.press(Keys.BACKSPACE)
    shortened = page.value()
    assert "](" not in shortened
    assert len(value) - len(shortened) > 1
    assert page.until(lambda: page.find(".chips .missing"))
    page.press("k", Keys.ALT)
    assert "](" in page.value()


def test_terms_and_invisible_characters_have_keys(page: Page) -> None:
    page.open("flood.md", "fa")
    page.choose(0)
    page.until(lambda: page.find(".editor .chips button[title='Alt+1']"))
    page.write("")
    page.press("1", Keys.ALT)
    assert page.value() == "دلمیرا"
    page.press("h", Keys.ALT)
    assert page.value() == "دلمیرا\u200c"
    page.browser.execute_script("arguments[0].value = ''", page.target)


def test_a_refused_approval_says_why_and_can_be_insisted_on(page: Page) -> None:
    page.open(DRAFT, "ru")
    page.choose(2)
    source = page.browser.find_element(By.CSS_SELECTOR, ".row[aria-current] .text").text
    page.write(source)
    page.press(Keys.ENTER, Keys.CONTROL)
    dialog = page.until(lambda: page.find("dialog[open]"))
    assert "untranslated" in dialog.text
    assert "\n  status: approved" not in page.file(DRAFT, "ru")
    dialog.find_element(By.TAG_NAME, "button").click()
    page.until(lambda: "\n  status: approved" in page.file(DRAFT, "ru"))


def test_segments_are_filtered_found_and_replaced(page: Page) -> None:
    page.open(DRAFT, "tr")
    visible = "return [...document.querySelectorAll('.row')].filter(row => !row.hidden).length"
    every = page.browser.execute_script(visible)
    page.browser.find_element(By.ID, "search").send_keys("kuyruklu")
    page.until(lambda: 0 < page.browser.execute_script(visible) < every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_reviewers_language_and_mirrored_where_due(
    page: Page, language: str
) -> None:
    page.open(DRAFT, "fa", language)
    root = page.browser.find_element(By.TAG_NAME, "html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == LANGUAGES[language]
    assert page.target.get_attribute("lang") == "fa"
    assert page.target.value_of_css_property("direction") == "rtl"
    page.press("?")  # typed into the target
    page.browser.find_element(By.ID, "keys").click()
    dialog = page.until(lambda: page.find("dialog[open]"))
    english = "approve and go on"
    assert (english in dialog.text) == (language == "en")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_axe_finds_no_barrier(page: Page, axe: str, language: str) -> None:
    page.browser.get(f"{page.origin}/?lang={language}")
    found = []
    for article in (None, "flood.md", DRAFT):
        if article:
            page.open(article, "fa", language)
        for each in barriers(page.browser, axe):
            found.append((article, each["id"], each["impact"], each["nodes"][0]["html"]))
    assert found == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_no_barrier_in_what_opens(page: Page, axe: str, language: str) -> None:
    seed = page.newsroom / "seeds" / "flood.md"
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("64 trucks", "65 lorries"), encoding="utf-8")
    command = [*python(), "-m", "dragoman", "translate", "--engine", "pseudo"]
    subprocess.run(command, cwd=page.newsroom, check=True, capture_output=True)
    found = []

    def look(where: str) -> None:
        for each in barriers(page.browser, axe):
            found.append((where, each["id"], each["nodes"][0]["html"]))

    page.open("flood.md", "fa", language)
    page.until(lambda: page.find(".editor del"))
    look("stale")
    page.press("p", Keys.ALT)
    page.until(lambda: page.find("body.with-preview"))
    look("preview")
    page.press("p", Keys.ALT)
    page.browser.find_element(By.ID, "replace").click()
    dialog = page.until(lambda: page.find("dialog[open]"))
    dialog.find_element(By.CSS_SELECTOR, "input[type=text]").send_keys("دلمیرا")
    dialog.find_element(By.CSS_SELECTOR, "button.main").click()
    page.until(lambda: page.find("dialog .found li"))
    look("replace")
    page.press(Keys.ESCAPE)
    page.browser.find_element(By.ID, "approve-shown").click()
    page.until(lambda: page.find("dialog[open] dl"))
    look("approve")
    assert found == []


def test_the_preview_follows_typing_and_runs_no_script(page: Page) -> None:
    page.open(DRAFT, "tr")
    page.choose(1)
    page.press("p", Keys.ALT)

    def shown() -> str:
        page.browser.switch_to.frame(page.browser.find_element(By.ID, "page"))
        try:
            return page.browser.find_element(By.TAG_NAME, "body").text
        finally:
            page.browser.switch_to.default_content()

    page.until(lambda: len(shown()) > 200)
    page.write("Yepyeni bir cümle <b>burada</b>.")
    page.until(lambda: "Yepyeni bir cümle" in shown())
    assert "Yepyeni" not in page.file(DRAFT, "tr")
    page.browser.execute_script("arguments[0].value = ''", page.target)


def test_a_word_is_replaced_in_every_article_and_given_back(page: Page) -> None:
    names = ("flood.md", "culture/museum.md")
    before = [page.file(name, "fa") for name in names]
    page.open("flood.md", "fa")
    page.browser.find_element(By.ID, "replace").click()
    dialog = page.until(lambda: page.find("dialog[open]"))
    text, by = dialog.find_elements(By.CSS_SELECTOR, "input[type=text]")
    text.send_keys("دلمیرا")
    by.send_keys("دلمیرای")
    dialog.find_element(By.CSS_SELECTOR, "select option[value=all]").click()
    dialog.find_element(By.CSS_SELECTOR, "button.main").click()
    page.until(lambda: page.find("dialog .found li"))
    dialog.find_elements(By.CSS_SELECTOR, "button.main")[-1].click()
    page.until(lambda: all("دلمیرای" in page.file(name, "fa") for name in names))
    page.until(lambda: not page.find("dialog[open]"))
    page.press("z", Keys.ALT)
    page.until(lambda: [page.file(name, "fa") for name in names] == before)


def test_what_is_shown_is_approved_with_honest_counts(page: Page) -> None:
    page.open(DRAFT, "tr")
    page.browser.find_element(By.ID, "approve-shown").click()
    dialog = page.until(lambda: page.find("dialog[open] dl"))
    counts = [each.text for each in dialog.find_elements(By.TAG_NAME, "dd")]
    assert int(counts[0]) > 0
    page.browser.find_element(By.CSS_SELECTOR, "dialog button.main").click()
    page.until(lambda: page.file(DRAFT, "tr").count("\n  status: approved") >= int(counts[0]))


def test_segments_are_chosen_by_reviewer_day_and_order(page: Page) -> None:
    page.open(DRAFT, "tr")
    visible = "return [...document.querySelectorAll('.row')].filter(row => !row.hidden).length"
    every = page.browser.execute_script(visible)
    page.choose(0)
    page.press(Keys.ENTER, Keys.CONTROL, Keys.SHIFT)
    page.until(lambda: page.find("#who option[value='Mina Sadr']"))
    page.select("who", "Mina Sadr")
    page.until(lambda: page.browser.execute_script(visible) < every)
    page.select("who", "")
    page.select("order", "risk")
    order = page.browser.execute_script(
        "return [...document.querySelectorAll('.row')].map(row => row.dataset.id)"
    )
    assert len(order) == every


def test_a_translation_is_started_from_the_list(page: Page) -> None:
    settings = page.newsroom / "dragoman.yaml"
    text = settings.read_text(encoding="utf-8").replace("engine: auto", "engine: pseudo")
    settings.write_text(text, encoding="utf-8")
    seed = page.newsroom / "seeds" / "flood.md"
    seed.write_text(f"{seed.read_text(encoding='utf-8')}\nIt is over.\n", encoding="utf-8")
    page.browser.get(page.origin)
    start = page.until(lambda: page.find("button[data-article='flood.md'][data-locale='tr']"))
    page.browser.execute_script("arguments[0].click()", start)
    page.until(lambda: "It is over." in page.file("flood.md", "tr"))
    page.until(lambda: "flood.md.yaml" in page.browser.find_element(By.TAG_NAME, "body").text)


@pytest.mark.parametrize("language", ["en", "ru", "fa", "tr", "ar"])
def test_what_a_translation_did_is_read_without_barriers(
    page: Page, axe: str, language: str
) -> None:
    settings = page.newsroom / "dragoman.yaml"
    text = settings.read_text(encoding="utf-8").replace("engine: auto", "engine: pseudo")
    settings.write_text(text, encoding="utf-8")
    (page.newsroom / "seeds" / "new.txt").write_text("It is over.\n", encoding="utf-8")
    (page.newsroom / "seeds" / "bad.txt").write_bytes(b"Rain \xff fell.\n")
    page.size(320, 700)
    page.browser.get(f"{page.origin}/?lang={language}")
    page.until(lambda: page.find("button.translate"))
    page.browser.execute_script("document.querySelector('button.translate').click()")
    page.until(lambda: page.find("#lines p") and "bad.txt" in page.browser.page_source)
    english = page.browser.find_elements(By.CSS_SELECTOR, "#lines [lang=en]")
    assert [line.text for line in english] == []
    wider = "return document.documentElement.scrollWidth - innerWidth"
    assert page.browser.execute_script(wider) <= 0
    assert barriers(page.browser, axe) == []


@pytest.mark.parametrize("locale", ["ru", "fa"])
def test_nothing_scrolls_sideways_on_a_phone(page: Page, locale: str) -> None:
    size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.open("flood.md", locale, locale)
    wide, window = page.browser.execute_script(
        "return [document.documentElement.scrollWidth, innerWidth]"
    )
    assert wide <= window == 360


def test_no_script_of_an_article_runs(page: Page) -> None:
    path = page.newsroom / "seeds" / "evil.txt"
    path.write_text("<img src=x onerror=\"document.title='owned'\"> fell.\n", encoding="utf-8")
    subprocess.run(
        [
            *python(),
            "-m",
            "dragoman",
            "translate",
            "evil.txt",
            "--engine",
            "pseudo",
            "--to",
            "tr",
        ],
        cwd=page.newsroom,
        check=True,
        capture_output=True,
        env={**os.environ, "HOME": str(page.newsroom)},
    )
    with serving(Desk(page.newsroom, (), (), page.newsroom)) as address:
        other = Page(page.browser, address, page.newsroom)
        other.open("evil.txt", "tr")
        assert other.browser.title != "owned"
        assert other.browser.find_elements(By.CSS_SELECTOR, "main img") == []
