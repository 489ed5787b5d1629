"""Measure the review page: how soon a long article opens, how soon a segment is saved and checked.

    python tools/bench/page.py [--segments 5000] [--saves 200] [--browser]

An article of so many segments is made up and pseudo-localized. Each number is of requests over the
loopback to a server in a process of its own, whose memory is its resident set. With `--browser`,
Chromium opens the article, too: until its riskiest segment stands in an editor.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

WORDS = tuple(Path(__file__).with_name("page_words.txt").read_text(encoding="utf-8").split())


def article(segments: int) -> str:
    """Return the text of an article with about so many sentences, some with links and numbers."""
    roll = random.Random(5)
    paragraphs = ["# The long report"]
    made = 1
    while made < segments:
        sentences = []
        for _ in range(min(roll.randint(2, 5), segments - made)):
            words = roll.choices(WORDS, k=roll.randint(8, 24))
            if roll.random() < 0.15:
                words[3] = f"[{words[3]}](https://example.org/{made})"
            if roll.random() < 0.1:
                words[0] = f"**{words[0]}**"
            sentences.append(f"Report {made} says: {' '.join(words)}.")
            made += 1
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


class Page:
    """Requests to a page that is served."""

    def __init__(self, address: str) -> None:
        found = urlsplit(address)
        assert found.port is not None
        self.host = f"127.0.0.1:{found.port}"
        self.cookie = f"dragoman-{found.port}={found.query.removeprefix('token=')}"
        self.connection = http.client.HTTPConnection("127.0.0.1", found.port, timeout=120)

    def get(self, path: str) -> bytes:
        """Return what the page answers."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        return self.connection.getresponse().read()

    def post(self, name: str, body: object) -> dict[str, object]:
        """Return what the page answers to JSON."""
        headers = {
            "Cookie": self.cookie,
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
        }
        self.connection.request("POST", f"/api/{name}", json.dumps(body), headers)
        answer = self.connection.getresponse()
        found: dict[str, object] = json.loads(answer.read())
        assert answer.status == 200, found
        return found


def timed(seconds: list[float]) -> str:
    """Say the median and the 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    high = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(ordered) * 1000:.0f} ms, p95 {high * 1000:.0f} ms"


def memory(process: int) -> float:
    """Return the most memory that a process ever had, in MB of 10 ** 6 bytes."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6


def served(root: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the page; return its process and its address."""
    command = [sys.executable, "-m", "dragoman", "review", "--no-browser"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def opened(page: Page) -> tuple[float, int]:
    """Return how long the article takes to come, in seconds, and its bytes."""
    start = time.perf_counter()
    text = page.get("/article/fa/long.md")
    return time.perf_counter() - start, len(text)


def in_browser(address: str) -> float:
    """Return the seconds until Chromium shows the article with its editor."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.common.by import By

    options = Options()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options=options)
    try:
        browser.get(address)
        origin = address.partition("/?")[0]
        start = time.perf_counter()
        browser.get(f"{origin}/article/fa/long.md")
        while not browser.find_elements(By.CSS_SELECTOR, ".editor .target"):
            time.sleep(0.01)
        return time.perf_counter() - start
    finally:
        browser.quit()


def settled(page: Page) -> None:
    """Wait until all segments were checked beside the page, as is so when it first opens them."""
    while json.loads(page.get("/api/sheet/fa/long.md"))["stamp"].endswith("/0"):
        time.sleep(1)


def saving(page: Page, saves: int) -> tuple[list[float], list[float]]:
    """Return the seconds of saves and of checks of segments here and there."""
    rows = json.loads(page.get("/api/sheet/fa/long.md"))["rows"]
    roll = random.Random(7)
    name = {"article": "long.md", "locale": "fa"}
    saved, checked = [], []
    for number, row in enumerate(roll.sample(rows, min(saves, len(rows)))):
        target = f"{row['target']} {number}"
        start = time.perf_counter()
        page.post("check", {**name, "id": row["id"], "target": target})
        checked.append(time.perf_counter() - start)
        edit = {"id": row["id"], "seen": row["seen"], "target": target, "status": "approved"}
        start = time.perf_counter()
        answer = page.post("save", {**name, "edits": [{**edit, "force": True}]})
        saved.append(time.perf_counter() - start)
        assert answer["rows"], answer
    return saved, checked


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=5_000)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--browser", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "seeds").mkdir()
        (root / "seeds" / "long.md").write_text(article(wanted.segments), encoding="utf-8")
        (root / "dragoman.yaml").write_text("source: en\ntargets: [fa]\n", encoding="utf-8")
        translate = [sys.executable, "-m", "dragoman", "translate", "--engine", "pseudo"]
        subprocess.run(translate, cwd=root, check=True, stdout=subprocess.DEVNULL)
        for turn in ("first", "second"):
            process, address = served(root)
            page = Page(address)
            page.get("/static/desk.css")
            seconds, size = opened(page)
            print(f"opened for the {turn} time: {seconds:.2f} s, {size / 1e6:.1f} MB")
            if turn == "second":
                seconds, _ = opened(page)
                print(f"opened again: {seconds:.2f} s")
                saved, checked = saving(page, wanted.saves)
                print(f"saves of {len(saved)} segments: {timed(saved)}")
                print(f"checks of {len(checked)} segments: {timed(checked)}")
                if wanted.browser:
                    print(f"in the browser: {in_browser(address):.2f} s")
            else:
                settled(page)
            print(f"memory: {memory(process.pid):.0f} MB")
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
