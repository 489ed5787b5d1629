"""The desk as a reviewer works at it: where the caret is, what is in sight, what is read out."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.web import serving
from dragoman.workflow.desk import Desk
from tests.formats import word
from tests.formats.test_odt import document as odt
from tests.web.pages import Page

DRAFT = "science/comet.txt"
DAYS = {
    "en": "March 2, 2026",
    "ru": "2 марта 2026",
    "fa": "۱۱ اسفند ۱۴۰۴",
    "tr": "2 Mart 2026",
    "ar": "2 مارس 2026",
}


def in_sight(page: Page) -> bool:
    """Whether the whole editor of the open segment can be seen, and nothing is over it."""
    script = """
    const box = document.querySelector(".editor .target").getBoundingClientRect();
    const x = box.left + box.width / 2;
    return [box.top + 3, box.bottom - 3].every((y) =>
      document.elementFromPoint(x, y)?.classList.contains("target"));
    """
    return bool(page.browser.execute_script(script))


@pytest.mark.parametrize(
    ("width", "height", "preview"),
    [(1280, 900, False), (1280, 900, True), (640, 450, False), (360, 740, True)],
)
def test_the_open_segment_is_in_sight(
    page: Page, width: int, height: int, *, preview: bool
) -> None:
    page.size(width, height)
    page.open("flood.md", "fa", "fa")
    if preview:
        page.press("p", Keys.ALT)
        page.until(lambda: page.find("body.with-preview"))
    for key in (*[Keys.ARROW_DOWN] * 7, *[Keys.ARROW_UP] * 3):
        here = page.current
        page.press(key, Keys.ALT)
        page.until(lambda here=here: page.current != here)  # type: ignore[misc]
        page.until(lambda: in_sight(page))


def test_who_closes_a_dialog_goes_on_typing(page: Page) -> None:
    page.open(DRAFT, "fa")
    page.choose(1)
    before = page.value()
    page.press("y", Keys.ALT)
    dialog = page.until(lambda: page.find("dialog[open]"))
    dialog.find_element(By.CSS_SELECTOR, "button").click()
    page.until(lambda: not page.find("dialog[open]"))
    page.press("x")
    page.until(lambda: page.value() == f"{before}x")
    page.browser.execute_script("arguments[0].click()", page.find("#replace"))
    dialog = page.until(lambda: page.find("dialog[open]"))
    dialog.find_element(By.CSS_SELECTOR, "input[type=text]").send_keys("دنباله")
    dialog.find_element(By.CSS_SELECTOR, "button.main").click()
    page.until(lambda: page.find("dialog .found"))
    page.press(Keys.ESCAPE)
    page.until(lambda: not page.find("dialog[open]"))
    page.press("y")
    page.until(lambda: page.value() == f"{before}xy")


def test_an_editor_is_read_out_with_its_source(page: Page) -> None:
    page.open(DRAFT, "tr")
    page.choose(3)
    script = """
    const target = document.querySelector(".editor .target");
    return document.getElementById(target.getAttribute("aria-describedby")).textContent;
    """
    source = page.browser.find_element(By.CSS_SELECTOR, ".row[aria-current] .text").text
    assert page.browser.execute_script(script) == source
    told = page.browser.find_element(By.ID, "told")
    assert told.value_of_css_property("display") != "none"  # else the first word is not read out
    page.write("Kuyruklu yıldız.")
    page.press("s", Keys.CONTROL)
    page.until(lambda: told.text == "Saved")


def test_days_are_offered_as_the_reviewers_language_writes_them(page: Page) -> None:
    path = page.newsroom / "locales" / "tr" / "flood.md.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = [at for at, line in enumerate(lines) if "accepted: {" in line][20]
    head, _, rest = lines[place].partition('at: "')
    lines[place] = f'{head}at: "2026-03-02T12:00:00+00:00"{rest.partition(chr(34))[2]}'
    path.write_text("".join(lines), encoding="utf-8")
    visible = "return [...document.querySelectorAll('.row')].filter(row => !row.hidden).length"
    for language, day in DAYS.items():
        page.open("flood.md", "tr", language)
        newest, oldest = page.browser.find_elements(By.CSS_SELECTOR, "#since option")[1:]
        assert day in oldest.text
        page.select("since", str(oldest.get_attribute("value")))
        every = page.browser.execute_script(visible)
        page.select("since", str(newest.get_attribute("value")))
        assert page.browser.execute_script(visible) == every - 1


def change_source(page: Page, article: str, locale: str, old: str, new: str) -> None:
    path = page.newsroom / "seeds" / article
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    newsroom = project.find(page.newsroom)
    scope = workflow.Scope(newsroom, (article,), (locale,), Path(page.newsroom))
    workflow.translate(scope, create("pseudo"))


def test_a_stale_text_is_checked_and_approved_by_who_insists(page: Page) -> None:
    change_source(page, "flood.md", "fa", "64 trucks", "65 trucks")
    page.open("flood.md", "fa")
    assert page.browser.find_element(By.CSS_SELECTOR, ".row[aria-current] del").text == "64"
    page.write(f"{page.value()} ")
    page.until(lambda: "65" in page.browser.find_element(By.CSS_SELECTOR, ".findings").text)
    page.browser.execute_script("arguments[0].value = arguments[0].value.trim()", page.target)
    stale = page.current
    page.press(Keys.ENTER, Keys.CONTROL)
    dialog = page.until(lambda: page.find("dialog[open]"))
    assert "the source changed" in dialog.text
    assert "status: stale" in page.file("flood.md", "fa")
    page.press(Keys.ENTER)  # the dialog's first button has the focus
    page.until(lambda: page.current != stale)
    text = page.file("flood.md", "fa")
    assert "status: stale" not in text
    assert "insisted" in text


# ---- Models ------------------------------------------------------------------------------


def with_demo_models(page: Page) -> None:
    """Let the newsroom of the page use the demo models, which are real ones for CTranslate2."""
    path = page.newsroom / "dragoman.yaml"
    text = path.read_text(encoding="utf-8").replace("models: installed", "models: demo")
    path.write_text(text, encoding="utf-8")


def test_other_wordings_are_offered_and_taken_by_key(page: Page) -> None:
    with_demo_models(page)
    page.open("flood.md", "ru")
    sources = page.browser.find_elements(By.CSS_SELECTOR, ".row .text:first-child")
    bridge = next(at for at, each in enumerate(sources) if "upper bridge" in each.text)
    page.choose(bridge)
    before = page.value()
    page.press("g", Keys.ALT)
    first = page.until(lambda: page.find(".editor ol li"))
    text = first.find_element(By.CLASS_NAME, "text").text
    assert "argos en-ru demo-1" in first.text
    assert text != before
    assert first.find_element(By.TAG_NAME, "button").get_attribute("title") == "Alt+Shift+1"
    page.press("1", Keys.ALT, Keys.SHIFT)
    page.until(lambda: page.value() == text)
    page.press("s", Keys.CONTROL)
    page.until(lambda: text in page.file("flood.md", "ru"))


def test_a_sentence_is_completed_while_it_is_typed(page: Page) -> None:
    with_demo_models(page)
    page.open("flood.md", "ru")
    sources = page.browser.find_elements(By.CSS_SELECTOR, ".row .text:first-child")
    bridge = next(at for at, each in enumerate(sources) if "upper bridge" in each.text)
    page.choose(bridge)
    page.browser.execute_script("document.getElementById('completing').click()")
    page.write("Верхний мо")
    rest = page.until(lambda: (found := page.find(".editor .rest")) and found.text and found)
    offered = str(page.browser.execute_script("return arguments[0].textContent", rest))
    assert offered.startswith("ст в Лорвене")
    assert rest.get_attribute("role") == "status"  # read out
    page.press("e", Keys.ALT)
    page.until(lambda: page.value() == f"Верхний мо{offered}")
    page.browser.execute_script("arguments[0].value = ''", page.target)


# ---- The preview --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rain.docx", "rain.odt"])
def test_office_documents_have_a_preview_that_follows_typing(page: Page, name: str) -> None:
    files = {
        "rain.docx": word.document("<w:p><w:r><w:t>The river fell.</w:t></w:r></w:p>"),
        "rain.odt": odt("<text:p>The river fell.</text:p>"),
    }
    (page.newsroom / "seeds" / name).write_bytes(files[name])
    newsroom = project.find(page.newsroom)
    scope = workflow.Scope(newsroom, (name,), ("fa",), Path(page.newsroom))
    workflow.translate(scope, create("pseudo"))
    with serving(Desk(page.newsroom, (), (), page.newsroom)) as address:
        other = Page(page.browser, address, page.newsroom)
        other.open(name, "fa")
        other.press("p", Keys.ALT)
        other.write("رود فرونشست.")

        def shown() -> str:
            other.browser.switch_to.frame(other.browser.find_element(By.ID, "page"))
            try:
                return other.browser.find_element(By.TAG_NAME, "body").text
            finally:
                other.browser.switch_to.default_content()

        other.until(lambda: "رود فرونشست." in shown())
        other.press("s", Keys.CONTROL)
        other.until(lambda: "رود فرونشست." in other.file(name, "fa"))
