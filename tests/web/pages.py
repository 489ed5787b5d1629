"""The review page as a test uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

_RUN = """
const [options, done] = arguments;
axe.run({resultTypes: ["violations"], ...options}).then(found => done(found.violations));
"""
_OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules whose answer depends on colours, and so on whether the page is light or dark."""


def barriers(browser: Chrome, axe: str) -> list[dict[str, Any]]:
    """Return the barriers that axe-core finds in the page that the browser shows, light and dark.

    A page's policy may forbid the scripts of others; DevTools may run one all the same.
    """
    if browser.execute_script("return !window.axe"):
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    found: list[dict[str, Any]] = []
    for scheme, options in (("dark", _OF_COLOURS), ("light", {})):
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
        found += browser.execute_async_script(_RUN, options)
    return found


class Page:
    """The page of one article."""

    def __init__(self, browser: Chrome, address: str, newsroom: Path) -> None:
        self.browser = browser
        self.origin, _, self.token = address.partition("/?token=")
        self.newsroom = newsroom
        browser.get(f"{self.origin}/static/desk.css?token={self.token}")  # which lets it in

    def open(self, article: str, locale: str, language: str = "en") -> None:
        self.browser.get(f"{self.origin}/article/{locale}/{article}?lang={language}")
        self.until(lambda: self.find(".editor .target"))

    def until(self, condition: Callable[[], Any]) -> Any:
        wait = WebDriverWait(
            self.browser,
            20,
            poll_frequency=0.05,
            ignored_exceptions=[StaleElementReferenceException],
        )
        return wait.until(lambda _: condition())

    def find(self, selector: str) -> WebElement | None:
        found = self.browser.find_elements(By.CSS_SELECTOR, selector)
        return found[0] if found else None

    @property
    def target(self) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, ".editor .target")

    @property
    def current(self) -> str:
        script = "return document.querySelector('.row[aria-current]')?.dataset.id ?? ''"
        return str(self.browser.execute_script(script))

    def value(self) -> str:
        script = "return document.querySelector('.editor .target')?.value ?? ''"
        return str(self.browser.execute_script(script))

    def write(self, text: str) -> None:
        """Type a text in place of what stands in the target."""
        self.target.send_keys(Keys.CONTROL, "a")
        self.target.send_keys(text)

    def press(self, key: str, *modifiers: str) -> None:
        chain = ActionChains(self.browser)
        for modifier in modifiers:
            chain.key_down(modifier)
        chain.send_keys(key)
        for modifier in modifiers:
            chain.key_up(modifier)
        chain.perform()

    def choose(self, number: int) -> None:
        rows = self.browser.find_elements(By.CSS_SELECTOR, ".row .pair")
        self.browser.execute_script("arguments[0].click()", rows[number])

    def select(self, name: str, value: str) -> None:
        script = (
            "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', { bubbles: true }))"
        )
        self.browser.execute_script(script, name, value)

    def file(self, article: str, locale: str) -> str:
        path = self.newsroom / "locales" / locale / f"{article}.yaml"
        return path.read_text(encoding="utf-8")

    def size(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
