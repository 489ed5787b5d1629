"""Take the picture of the review page in docs/, from the sample newsroom. Needs Chromium."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from dragoman.web import serving
from dragoman.workflow.desk import Desk

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "review.png"
ARTICLE, LOCALE, SEGMENT = "flood.md", "fa", 5


def main() -> None:
    """Write the picture."""
    os.environ["DRAGOMAN_REVIEWER"] = "Mina Sadr"
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    with (
        tempfile.TemporaryDirectory() as place,
        webdriver.Chrome(options, Service(shutil.which("chromedriver"))) as browser,
    ):
        newsroom = Path(place)
        for name in ("seeds", "locales"):
            shutil.copytree(ROOT / name, newsroom / name)
        for name in ("dragoman.yaml", "glossary.yaml"):
            shutil.copy(ROOT / name, newsroom)
        browser.set_window_size(1180, 1160)
        with serving(Desk(newsroom, (), (), newsroom)) as address:
            browser.get(address)
            browser.get(f"{address.partition('/?')[0]}/article/{LOCALE}/{ARTICLE}?lang=en")
            rows = browser.find_elements(By.CSS_SELECTOR, ".row .pair")
            browser.execute_script("arguments[0].click()", rows[SEGMENT])
            wait = WebDriverWait(browser, 20)
            wait.until(lambda _: browser.find_elements(By.CSS_SELECTOR, ".editor .chips button"))
            browser.execute_script("scrollTo(0, 0)")
            browser.save_screenshot(str(PICTURE))


if __name__ == "__main__":
    main()
