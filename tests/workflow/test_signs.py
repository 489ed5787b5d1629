"""Files whose ending says too little: their first bytes tell whether they are articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

EXPORT = (
    '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">'
    "<channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>"
)


@pytest.mark.parametrize("name", ["sitemap.xml", "Feed.XML"])
def test_an_xml_file_of_another_program_is_left_alone(newsroom: Path, run: Run, name: str) -> None:
    (newsroom / "seeds" / name).write_text('<?xml version="1.0"?><urlset/>', encoding="utf-8")
    done = run("translate", "--engine", "pseudo")
    assert done.exit_code == 0, done.output
    assert f"Not articles, left alone: {name}." in done.stdout
    assert run("check").exit_code == run("status").exit_code == 0


def test_one_that_is_named_is_told_what_it_is(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds" / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    done = run("translate", "sitemap.xml", "--engine", "pseudo")
    assert done.exit_code == 1
    assert "seeds/sitemap.xml:1: this XML file is not an export of WordPress" in done.stderr


def test_an_export_is_an_article(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds" / "posts.xml").write_text(EXPORT, encoding="utf-8")
    done = run("translate", "--engine", "pseudo")
    assert "posts.xml" in done.output
    assert "left alone" not in done.output
