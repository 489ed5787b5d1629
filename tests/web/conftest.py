"""A real browser and a real HTML checker. CI installs both; elsewhere they may be missing."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from dragoman.web import runs, serving
from dragoman.workflow.desk import Desk
from tests.processes import python
from tests.web.pages import Page

ROOT = Path(__file__).parent.parent.parent
MODULES = Path(__file__).parent / "node_modules"


def missing(what: str, how: str) -> None:
    """Skip a test for want of a tool; in CI, where all are installed, fail."""
    message = f"{what} is not installed. To run this test: {how}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session", autouse=True)
def hasty_servers() -> Iterator[None]:
    """Let a server wait a tenth of its time for what it looks for again and again.

    Each test has a server of its own, which looks whether it is to end, and then whether all has
    ended. What it waits for, that all connections close, takes its time.
    """

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 10)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            uvicorn.server, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep})
        )
        yield


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """Chromium without a screen and without a network."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        missing("Chromium", "install chromium and chromium-driver")
    options = Options()
    options.binary_location = str(program)
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        # One process shows all pages: to begin one for each takes half of the time of a test.
        "--disable-site-isolation-trials",
        "--disable-features=BackForwardCache,IsolateOrigins,SpareRendererForSitePerProcess",
        "--process-per-site",
        "--renderer-process-limit=1",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):
        options.add_argument(argument)
    chromium = webdriver.Chrome(options=options, service=Service(str(driver)))
    yield chromium
    chromium.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which looks for barriers in a page."""
    script = MODULES / "axe-core" / "axe.min.js"
    if not script.exists():
        missing("axe-core", "npm ci --prefix tests/web")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command of the Nu HTML checker."""
    program = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None or not program.exists():
        missing("the Nu HTML checker", "install Java, and: npm ci --prefix tests/web")
    return [
        str(java),
        "-Xss4m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        str(program),
    ]


@pytest.fixture
def page(
    browser: webdriver.Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """The review page of a copy of the sample newsroom."""
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina Sadr")
    monkeypatch.setattr(runs, "COMMAND", (*python(), "-m", "dragoman"))
    for name in ("seeds", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, tmp_path)
    with serving(Desk(tmp_path, (), (), tmp_path)) as address:
        opened = Page(browser, address, tmp_path)
        opened.size(1280, 900)
        yield opened
        browser.execute_script("localStorage.clear()")
        browser.get("about:blank")
