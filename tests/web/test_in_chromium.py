"""The sample newsroom's site, as a real browser shows it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from dragoman import project, workflow
from tests.web.pages import barriers

ROOT = Path(__file__).parent.parent.parent
LOCALES = {"en": "ltr", "ru": "ltr", "fa": "rtl", "tr": "ltr", "ar": "rtl"}
PAGES = ("index.html", "flood.html", "culture/museum.html")
PHONE, DESK = (360, 740), (1280, 900)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample newsroom, as files."""
    root = tmp_path_factory.mktemp("sample")
    for name in ("seeds", "output"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "dragoman.yaml").read_text(encoding="utf-8")
    (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
    report = workflow.write_site(project.find(root))
    assert report.locales == tuple(LOCALES)
    return root / report.folder


def shown(browser: Chrome, page: Path, size: tuple[int, int]) -> Chrome:
    """Open a page in a window of so many pixels."""
    resize(browser, size)
    browser.get(page.as_uri())
    return browser


def resize(browser: Chrome, size: tuple[int, int]) -> None:
    """Make the window so many pixels wide and high."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_have_the_direction_of_their_language(
    site: Path, browser: Chrome, locale: str
) -> None:
    for page in PAGES:
        shown(browser, site / locale / page, DESK)
        heading = browser.find_element(By.CSS_SELECTOR, "h1")
        assert heading.value_of_css_property("direction") == LOCALES[locale]
        assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == locale
        title = browser.find_element(By.CSS_SELECTOR, ".masthead .title").rect
        languages = browser.find_element(By.CSS_SELECTOR, ".languages").rect
        first_is_left = title["x"] < languages["x"]
        assert first_is_left == (LOCALES[locale] == "ltr")


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_scrolls_sideways_on_a_phone(site: Path, browser: Chrome, locale: str) -> None:
    for page in PAGES:
        shown(browser, site / locale / page, PHONE)
        widths = "return [document.documentElement.scrollWidth, innerWidth]"
        wide, window = browser.execute_script(widths)
        assert wide <= window == PHONE[0], page


def test_the_language_switch_leads_to_the_same_article(site: Path, browser: Chrome) -> None:
    shown(browser, site / "en" / "culture" / "museum.html", DESK)
    for locale in ("fa", "ru", "ar", "tr", "en"):
        browser.find_element(By.CSS_SELECTOR, f".languages a[hreflang={locale}]").click()
        assert browser.current_url == (site / locale / "culture" / "museum.html").as_uri()
        current = browser.find_element(By.CSS_SELECTOR, ".languages [aria-current]")
        assert current.get_attribute("lang") == locale


def test_every_link_within_the_site_leads_somewhere(site: Path, browser: Chrome) -> None:
    for page in sorted(site.rglob("*.html")):
        shown(browser, page, DESK)
        for link in browser.find_elements(By.CSS_SELECTOR, "a[href], link[href]"):
            address = (link.get_attribute("href") or "").partition("#")[0]
            if address.startswith("file:"):
                assert Path(address.removeprefix("file://")).is_file(), (page, address)


@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_no_barrier(site: Path, browser: Chrome, axe: str, locale: str) -> None:
    found: list[Any] = []
    pages = [site / locale / page for page in PAGES]
    for page in [site / "index.html", *pages] if locale == "en" else pages:
        shown(browser, page, DESK)
        for size in (DESK, PHONE):
            resize(browser, size)
            for each in barriers(browser, axe):
                html = each["nodes"][0]["html"]
                found.append((page.name, size, each["id"], each["impact"], html))
    assert found == []


def test_the_html_is_valid(site: Path, checker: list[str]) -> None:
    done = subprocess.run(
        [*checker, "--format", "gnu", "--skip-non-html", str(site)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_preview_is_valid_and_has_no_barrier(
    browser: Chrome, axe: str, checker: list[str], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    scope = workflow.Scope(project.find(tmp_path), ["flood.md"], ["fa"], tmp_path)
    (page,) = workflow.write_previews(scope).pages
    shown(browser, page, DESK)
    for size in (DESK, PHONE):
        resize(browser, size)
        assert barriers(browser, axe) == []
        assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    done = subprocess.run([*checker, str(page)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


ODD = """
<p><em>x</em> <i>y</i></p><ol><li>x</li></ol>
<div class="wide"><table><tr><td style="min-width: 60rem">x</td></tr></table></div>
"""


@pytest.mark.parametrize(
    ("locale", "family", "emphasis", "list_style"),
    [
        ("fa", "Vazirmatn", "normal", "persian"),
        ("ar", '"Noto Naskh Arabic"', "normal", "decimal"),
        ("ru", "", "italic", "decimal"),
    ],
)
def test_letters_numbers_and_wide_tables_look_as_readers_expect(
    site: Path, browser: Chrome, locale: str, family: str, emphasis: str, list_style: str
) -> None:
    page = site / locale / "odd.html"
    text = (site / locale / "flood.html").read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", f"{ODD}</main>"), encoding="utf-8")
    shown(browser, page, PHONE)
    page.unlink()

    def looks(selector: str, name: str) -> str:
        found = browser.find_elements(By.CSS_SELECTOR, f"main {selector}")[-1]
        return str(found.value_of_css_property(name))

    # Persian has letters and figures of its own shape, which fonts for Arabic draw otherwise.
    assert looks("em", "font-family").startswith(family)
    assert ("Naskh" in looks("em", "font-family")) == (locale == "ar")
    assert looks("em", "font-style") == looks("i", "font-style") == emphasis
    assert looks("ol", "list-style-type") == list_style
    wide = browser.find_elements(By.CSS_SELECTOR, "main .wide")[-1]
    hidden = browser.execute_script("return arguments[0].scrollWidth - innerWidth", wide)
    assert hidden > 0
    assert "gradient" in wide.value_of_css_property("background-image"), "it shows that it goes on"
