"""The desk for who uses no mouse, a screen reader, or large letters."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.web.pages import Page, barriers

DRAFT = "science/comet.txt"


@pytest.mark.parametrize("language", ["en", "ru", "fa", "tr", "ar"])
def test_axe_finds_no_barrier_in_an_article_and_its_dialogs(
    page: Page, axe: str, language: str
) -> None:
    found = []

    def look(where: str) -> None:
        page.until(lambda: page.find("dialog[open] h2"))
        for each in barriers(page.browser, axe):
            found.append((where, each["id"], each["nodes"][0]["html"]))
        page.press(Keys.ESCAPE)
        page.until(lambda: not page.find("dialog[open]"))

    page.open(DRAFT, "ru", language)
    found += [("article", each["id"], "") for each in barriers(page.browser, axe)]
    page.press(Keys.F1)
    look("keys")
    page.press("y", Keys.ALT)
    look("history")
    page.choose(2)
    page.write(page.browser.find_element(By.CSS_SELECTOR, ".row[aria-current] .text").text)
    said = page.until(lambda: page.find(".findings li.error span"))
    assert said.value_of_css_property("direction") == ("rtl" if language in ("fa", "ar") else "ltr")
    page.press(Keys.ENTER, Keys.CONTROL)
    look("refusal")
    path = page.newsroom / "locales" / "ru" / f"{DRAFT}.yaml"
    source = page.browser.find_element(By.CSS_SELECTOR, ".row[aria-current] .text").text
    head, _, rest = path.read_text(encoding="utf-8").partition(source)
    begin, _, end = rest.partition("  target: |-\n    ")
    changed = f"{head}{source}{begin}  target: |-\n    Иначе. {end}"
    path.write_text(changed, encoding="utf-8")
    page.press("s", Keys.CONTROL)
    look("conflict")
    page.browser.get(f"{page.origin}/article/ru/none.txt?lang={language}")
    found += [("problem", each["id"], "") for each in barriers(page.browser, axe)]
    assert found == []


def test_an_article_is_reviewed_from_the_list_on_without_a_mouse(page: Page) -> None:
    def focus() -> str:
        script = "return document.activeElement.getAttribute('href') ?? ''"
        return str(page.browser.execute_script(script))

    page.browser.get(f"{page.origin}/?lang=en")
    for _ in range(60):
        page.press(Keys.TAB)
        if focus().endswith(f"/article/tr/{DRAFT}"):
            break
    page.press(Keys.ENTER)
    page.until(lambda: page.find(".editor .target"))
    page.until(lambda: page.browser.switch_to.active_element == page.target)
    first = page.current
    page.press("a", Keys.CONTROL)
    page.press("Parlak bir kuyruklu yıldız bu hafta görünüyor")
    page.press("w", Keys.ALT)  # to the note
    note = page.browser.find_element(By.CSS_SELECTOR, ".editor .note")
    page.until(lambda: page.browser.switch_to.active_element == note)
    page.press("Ask Deniz.")
    page.press("w", Keys.ALT)
    page.until(lambda: page.current not in ("", first))
    text = page.file(DRAFT, "tr")
    assert "status: needs-work" in text
    assert "Ask Deniz." in text
    page.press(Keys.F1)
    page.until(lambda: page.find("dialog[open]"))
    page.press(Keys.ENTER)  # its only button closes it
    page.until(lambda: not page.find("dialog[open]"))
    page.press("z", Keys.ALT)
    page.until(lambda: "status: needs-work" not in page.file(DRAFT, "tr"))


@pytest.mark.parametrize("language", ["ru", "fa"])
def test_nothing_is_cut_off_at_twice_the_size(page: Page, language: str) -> None:
    page.size(640, 450)  # what a window of 1280 × 900 shows at 200 %
    page.open("flood.md", language, language)
    for keys in ("F1", "list"):
        if keys == "F1":
            page.press(Keys.F1)
            page.until(lambda: page.find("dialog[open]"))
        script = """
        const inner = document.querySelector("dialog[open]") ?? document.documentElement;
        return [inner.scrollWidth, inner.clientWidth];
        """
        wide, room = page.browser.execute_script(script)
        assert wide <= room
        page.press(Keys.ESCAPE)
        page.until(lambda: not page.find("dialog[open]"))
    cut = """
    return [...document.querySelectorAll("button, label, h1, h2, .badge b, .text")]
      .filter(each => each.offsetParent && each.clientWidth)
      .filter(each => each.scrollWidth > each.clientWidth + 1)
      .map(each => each.outerHTML.slice(0, 80));
    """
    assert page.browser.execute_script(cut) == []


def test_nothing_moves_by_itself(page: Page) -> None:
    page.open("flood.md", "fa")
    script = """
        const moves = (style) =>
            style.scrollBehavior !== 'auto' ||
            style.animationName !== 'none' ||
            style.transitionDuration.split(', ').some((each) => each !== '0s');
        return [...document.querySelectorAll('*')].filter((each) => moves(getComputedStyle(each)))
            .map((each) => each.outerHTML.slice(0, 80));
    """
    assert page.browser.execute_script(script) == []
