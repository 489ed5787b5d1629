"""Take the pictures of a first visit to the review page, for docs/. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from dragoman.web import serving
from dragoman.workflow.desk import Desk

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
ARTICLE, DRAFT, LOCALE = "flood.md", "sport/final.txt", "fa"
WIDTH = 1120


class Visit:
    """A reviewer's browser."""

    def __init__(self, browser: webdriver.Chrome, origin: str) -> None:
        self.browser = browser
        self.origin = origin

    def until(self, condition: Callable[[], object]) -> None:
        """Wait for something to be there."""
        WebDriverWait(self.browser, 20).until(lambda _: condition())

    def find(self, selector: str) -> list[webdriver.remote.webelement.WebElement]:
        """Return the elements that a selector names."""
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def article(self, name: str, row: int | None = None) -> None:
        """Open an article, and a segment of it; else the riskiest is open."""
        self.browser.get(f"{self.origin}/article/{LOCALE}/{name}?lang=en")
        self.until(lambda: self.find(".editor .target"))
        if row is not None:
            self.browser.execute_script("arguments[0].click()", self.find(".row .pair")[row])
            self.until(lambda: self.find(".editor .chips button"))

    def picture(self, name: str, height: int) -> None:
        """Take the picture docs/NAME.png."""
        size = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.browser.save_screenshot(str(DOCS / f"{name}.png"))


def visit(page: Visit) -> None:
    """Go the way of a first visit."""
    page.picture("review-list", 560)
    page.article(ARTICLE, 5)
    page.browser.execute_script("scrollTo(0, 0)")
    page.picture("review", 940)
    page.article(ARTICLE)
    page.until(lambda: page.find(".editor del"))
    page.find(".editor .target")[0].send_keys(" ")
    page.until(lambda: page.find(".editor .findings li"))
    page.picture("review-stale", 640)
    page.find(".editor .target")[0].send_keys(Keys.BACKSPACE)
    page.article(DRAFT)
    ActionChains(page.browser).key_down(Keys.ALT).send_keys("p").key_up(Keys.ALT).perform()
    page.until(lambda: page.find("body.with-preview"))
    page.browser.execute_script("arguments[0].click()", page.find("#approve-shown")[0])
    page.until(lambda: page.find("dialog[open] dl"))
    page.picture("review-batch", 640)


def newsroom(root: Path) -> None:
    """Copy the sample newsroom, and change a sentence of an approved article."""
    for name in ("seeds", "locales"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, root)
    seed = root / "seeds" / ARTICLE
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace("64 trucks", "65 trucks"), encoding="utf-8")
    command = [sys.executable, "-m", "dragoman", "translate", "--models", "demo", "--quiet"]
    subprocess.run(command, cwd=root, check=True)


def main() -> None:
    """Write the pictures."""
    os.environ["DRAGOMAN_REVIEWER"] = "Mina Sadr"
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    with (
        tempfile.TemporaryDirectory() as place,
        webdriver.Chrome(options, Service(shutil.which("chromedriver"))) as browser,
    ):
        newsroom(Path(place))
        browser.set_window_size(WIDTH, 900)
        with serving(Desk(Path(place), (), (), Path(place))) as address:
            browser.get(f"{address}&lang=en")
            visit(Visit(browser, address.partition("/?")[0]))


if __name__ == "__main__":
    main()
