"""Make ten edits on the review page and in an editor, key by key, and write the table in docs/.

In ten sentences of the sample newsroom the last word is replaced and the sentence approved: once in
Chromium, once in vim, by the keys that a practised person would press. Both must come to the same
file, but for how and when the texts were accepted. Keys are counted; how long the page lets one
wait for the next sentence is measured. Needs Chromium and vim.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
PAGE = ROOT / "docs" / "review.md"
ARTICLE, LOCALE = "science/comet.txt", "tr"
EDITS = 10
WORD = "olacak"
PACE = 5.0
"""Keys in a second."""

BEGIN, END = "<!-- ten edits: written by tools/ten_edits.py -->", "<!-- end of the ten edits -->"
_ACCEPTED = re.compile(r"accepted: \{[^}]*\}")
_ENDING = re.compile(r"[.!?…”’»]$")

WAITS = """
window.waits = [];
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey) return;
  const began = performance.now();
  const old = document.querySelector(".row[aria-current]").dataset.id;
  const look = () => {
    const now = document.querySelector(".row[aria-current]")?.dataset.id;
    if (now && now !== old) waits.push(performance.now() - began);
    else requestAnimationFrame(look);
  };
  look();
}, true);
"""


def newsroom(root: Path) -> Path:
    """Copy the sample newsroom; return the review file."""
    for name in ("seeds", "locales"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("dragoman.yaml", "glossary.yaml"):
        shutil.copy(ROOT / name, root)
    return root / "locales" / LOCALE / f"{ARTICLE}.yaml"


def targets(file: Path) -> list[str]:
    """Return the texts to edit."""
    found = re.findall(r"^  target: \|-\n    (.*)$", file.read_text("utf-8"), re.MULTILINE)
    return found[:EDITS]


def page_keys(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the keys on the page, the caret at the end of the text."""
    if _ENDING.search(text):
        yield (Keys.ARROW_LEFT,)
    yield (Keys.CONTROL, Keys.BACKSPACE)
    yield from ((letter,) for letter in WORD)
    yield (Keys.CONTROL, Keys.ENTER)


def editor_keys(text: str) -> str:
    """Return the keys in vim, from anywhere before the segment; each character is one."""
    over = "h" if _ENDING.search(text) else ""
    return f"/status\rwwcwapproved\x1b/target\rj${over}ciw{WORD}\x1b"


def on_the_page(root: Path) -> tuple[Path, int, list[float]]:
    """Make the edits in Chromium; return the file, how many keys it took, and the waits in ms."""
    file = newsroom(root)
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    keys = 0
    driver = Service(shutil.which("chromedriver"))
    desk = Desk(root, (ARTICLE,), (LOCALE,), root)
    with webdriver.Chrome(options, driver) as browser, serving(desk) as address:
        browser.get(address)
        browser.get(f"{address.partition('/?')[0]}/article/{LOCALE}/{ARTICLE}")
        wait = WebDriverWait(browser, 20, poll_frequency=0.02)
        wait.until(lambda _: browser.find_elements(By.CSS_SELECTOR, ".editor .target"))
        first = browser.find_element(By.CSS_SELECTOR, ".row .pair")
        browser.execute_script("arguments[0].click()", first)
        browser.execute_script(WAITS)
        for done, text in enumerate(targets(file), 1):
            for chord in page_keys(text):
                keys += 1
                chain = ActionChains(browser, duration=0)
                for modifier in chord[:-1]:
                    chain.key_down(modifier)
                chain.send_keys(chord[-1])
                for modifier in chord[:-1]:
                    chain.key_up(modifier)
                chain.perform()
            _next_sentence(wait, done)
        waits = browser.execute_script("return waits")
    return file, keys, [float(each) for each in waits]


def _next_sentence(wait: WebDriverWait[webdriver.Chrome], done: int) -> None:
    wait.until(lambda browser: browser.execute_script("return waits.length") == done)


def in_the_editor(root: Path) -> tuple[Path, int]:
    """Make the edits in vim; return the file and how many keys it took."""
    file = newsroom(root)
    typed = "".join(["5G", *map(editor_keys, targets(file)), ":wq\r"])
    script = root / "keys"
    script.write_text(typed, encoding="utf-8")
    command = ["vim", "-u", "NONE", "-N", "-n", "-s", str(script), str(file)]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    return file, len(typed)


def settled(file: Path, root: Path) -> str:
    """Let Dragoman see the file; return what it holds, but for the acceptances."""
    command = [sys.executable, "-m", "dragoman", "translate", "--engine", "pseudo", "--quiet"]
    subprocess.run([*command, "--to", LOCALE, ARTICLE], cwd=root, check=True, capture_output=True)
    return _ACCEPTED.sub("", file.read_text(encoding="utf-8"))


def table(page: int, waits: list[float], editor: int) -> str:
    """Return the table of both."""
    waited = sum(waits) / 1000
    rows = [
        ("", "review page", "vim"),
        ("---", "---", "---"),
        ("keys pressed", str(page), str(editor)),
        ("of these, the new words", str(EDITS * len(WORD)), str(EDITS * len(WORD))),
        (f"at {PACE:g} keys a second", f"{page / PACE:.0f} s", f"{editor / PACE:.0f} s"),
        (
            "waiting for the next sentence",
            f"{waited:.1f} s in all, {statistics.median(waits):.0f} ms each",
            "none",
        ),
        ("checks, glossary and memory beside the text", "while typing", "by another command"),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> int:
    """Write the table; fail where the two files differ."""
    os.environ["DRAGOMAN_REVIEWER"] = "Mina Sadr"
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        file, keys, waits = on_the_page(Path(one))
        by_hand, strokes = in_the_editor(Path(other))
        same = settled(file, Path(one)) == settled(by_hand, Path(other))
    made = table(keys, waits, strokes)
    print(made)
    if not same:
        print("the two files differ", file=sys.stderr)
        return 1
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
