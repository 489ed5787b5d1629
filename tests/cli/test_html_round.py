"""An HTML page goes the whole way: page, review file, localized page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import Run, publish_drafts

PAGE = """<!doctype html>
<html lang="en">
<head><title>Roads &amp; bridges</title></head>
<body class="news"><nav aria-label="Main menu"></nav>
<h1>The bridge is open</h1>
<p>See <a href="map.html">the map</a> at https://a.example/b for 64 trucks.</p>
<script>let x = 1 < 2;</script>
</body>
</html>
"""


@pytest.mark.parametrize(("locale", "direction"), [("fa", "rtl"), ("tr", "ltr")])
def test_a_page_comes_out_with_its_structure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, locale: str, direction: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.html").write_text(PAGE, encoding="utf-8")

    translated = run("translate", "--engine", "pseudo", "--to", locale)
    publish_drafts(tmp_path)
    exported = run("export", "--to", locale)

    assert (translated.exit_code, exported.exit_code) == (0, 0), exported.stdout
    review = (tmp_path / "locales" / locale / "page.html.yaml").read_text(encoding="utf-8")
    assert len(yaml.safe_load(review)["segments"]) == 4
    page = (tmp_path / "output" / locale / "page.html").read_text(encoding="utf-8")
    assert f'<html lang="{locale}" dir="{direction}">' in page
    assert "</nav>\n<h1>" in page
    assert "\u200f" not in page.split("<aside")[0]
    assert "<script>let x = 1 < 2;</script>" in page
    assert page.count('<a href="map.html">') == page.count("</a>") == 1
    assert page.count("https://a.example/b") == 1
    assert ("<bdi" in page) == (direction == "rtl")
    assert "The bridge is open" not in page.split("<aside")[0]
