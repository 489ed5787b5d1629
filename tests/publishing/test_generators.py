"""The real site generators build their pages from an export, and tie the translations together."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import FLOOD, Run
from tests.web.conftest import MODULES, missing

ARTICLE = FLOOD.replace("date: 2021-03-09", "date: 2024-03-09\ntags: [flood, relief]\nslug: flood")
TOML = '+++\ntitle = "A comet"\ndate = 2024-03-09\n[params]\nlead = "x"\n+++\n\nIt is bright.\n'
UNTITLED = "# The museum opens\n\nThe doors open {{ soon }}.\n"

Make = Callable[[str], Path]


@pytest.fixture
def make(newsroom: Path, run: Run) -> Make:
    """Export for a preset: one article is incomplete, one has no front matter."""

    def made(preset: str) -> Path:
        shutil.rmtree(newsroom / "seeds" / "sky")
        (newsroom / "seeds" / "flood.md").write_text(ARTICLE, encoding="utf-8")
        (newsroom / "seeds" / "culture").mkdir()
        untitled = UNTITLED if preset in ("hugo", "pelican") else UNTITLED.replace("{{ soon }}", "")
        (newsroom / "seeds" / "culture" / "museum.md").write_text(untitled, encoding="utf-8")
        if preset == "hugo":
            (newsroom / "seeds" / "culture" / "comet.md").write_text(TOML, encoding="utf-8")
        (newsroom / "dragoman.yaml").write_text(
            "targets: [ru, fa]\nengine: pseudo\npublish:\n  missing: source\n"
            f"  preset: {preset}\n  original: https://news.example.org/{{path}}\n",
            encoding="utf-8",
        )
        assert run("translate").exit_code == 0
        for path in (newsroom / "locales").rglob("*.yaml"):
            text = path.read_text(encoding="utf-8").replace("status: draft", "status: approved")
            head, mark, tail = text.partition("# list item 1")
            path.write_text(head + mark + tail.replace("approved", "draft", 1), encoding="utf-8")
        exported = run("export")
        assert exported.exit_code == 0, exported.stdout + exported.stderr
        return newsroom

    return made


def built(command: list[str | Path], folder: Path) -> str:
    """Run a generator; it must neither fail nor warn."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not re.search(r"\b(WARN|ERROR|Error)", done.stdout + done.stderr), done.stderr
    return done.stdout + done.stderr


def page(path: Path) -> str:
    assert path.is_file(), sorted(str(each) for each in path.parents[2].rglob("*.html"))
    return path.read_text(encoding="utf-8")


def check(text: str) -> None:
    """What readers of the Persian page must meet."""
    assert "ترجمهٔ ماشینی" in text
    assert "به زبان اصلی آمده‌اند" in text
    assert 'href="https://news.example.org/flood"' in text
    assert "<code>FLOOD</code> to 4455." in text
    assert '<span lang="en" dir="ltr">Send <code>' in text
    assert "accept" not in text


LAYOUT = (
    '<html lang="{{ .Params.lang }}" dir="{{ .Params.dir }}"><title>{{ .Title }}</title>'
    '{{ range .Translations }}<link hreflang="{{ .Language.Name }}" href="{{ .RelPermalink }}">'
    "{{ end }}{{ .Params.review_share }} {{ .Content }}</html>"
)
HUGO = """\
baseURL = "https://news.example.org/"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home"]
markup.goldmark.renderer.unsafe = true
languages = {en = {}, ru = {}, fa = {direction = "rtl"}}
[[module.mounts]]
source = "seeds"
target = "content"
[[module.mounts]]
source = "output"
target = "content"
[[module.mounts]]
source = "layouts"
target = "layouts"
"""


def test_hugo(make: Make) -> None:
    room = make("hugo")
    (room / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (room / "layouts").mkdir()
    (room / "layouts" / "single.html").write_text(LAYOUT, encoding="utf-8")
    built([Path(sys.executable).parent / "hugo", "--logLevel", "warn"], room)
    text = page(room / "public/fa/flood/index.html")
    check(text)
    assert text.startswith('<html lang="fa" dir="rtl">')
    for language, address in (("en", "/flood/"), ("ru", "/ru/flood/")):
        assert f'<link hreflang="{language}" href="{address}">' in text
    assert 'hreflang="fa"' in page(room / "public/flood/index.html")
    title = re.search(r"<title>(.*?)</title>", page(room / "public/ru/culture/museum/index.html"))
    assert title is not None
    assert title[1], "an article without front matter has its heading for a title"
    comet = page(room / "public/fa/culture/comet/index.html")
    assert comet.startswith('<html lang="fa" dir="rtl">')
    assert "<title>A comet" not in comet
    assert "۹ مارس ۲۰۲۴" in comet


def test_pelican(make: Make) -> None:
    room = make("pelican")
    copy = (room / "output" / "flood.fa.md").read_text(encoding="utf-8")
    assert "\ntags: flood, relief\n" in copy
    settings = (
        "DEFAULT_LANG = 'en'\nTIMEZONE = 'UTC'\nSITEURL = 'https://news.example.org'\n"
        "SITENAME = 'News'\nPATH = 'content'\n"
    )
    (room / "conf.py").write_text(settings, encoding="utf-8")
    shutil.copytree(room / "output", room / "content")
    for name, slug in (("flood.md", "flood"), ("culture/museum.md", "culture-museum")):
        english = f"title: In English\ndate: 2024-03-09\nslug: {slug}\n\nIt falls.\n"
        (room / "content" / name).write_text(english, encoding="utf-8")
    for path in (room / "content" / "culture").glob("museum.*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", "---\ndate: 2024-03-09\n", 1), encoding="utf-8")
    said = built([sys.executable, "-m", "pelican", "-s", "conf.py", "-o", "public"], room)
    assert "Processed 6 articles" in said or "Processed 2 articles" in said, said
    text = page(room / "public/flood-fa.html")
    check(text)
    assert '<html lang="fa">' in text
    for language in ("ru", "en"):
        assert f'hreflang="{language}"' in text
    assert not (room / "public/category/fa.html").exists()


def test_mkdocs(make: Make) -> None:
    room = make("mkdocs")
    settings = (
        "site_name: News\ndocs_dir: output\nsite_dir: public\n"
        "theme: {name: null, custom_dir: theme}\n"
    )
    (room / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (room / "theme").mkdir()
    template = (
        '<html lang="{{ page.meta.lang }}" dir="{{ page.meta.dir }}">'
        "<title>{{ page.title }}</title>{{ page.content }}</html>"
    )
    (room / "theme" / "main.html").write_text(template, encoding="utf-8")
    built([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"], room)
    text = page(room / "public/fa/flood/index.html")
    check(text)
    assert text.startswith('<html lang="fa" dir="rtl">')
    assert "<title>None" not in page(room / "public/ru/culture/museum/index.html")


ELEVENTY = """\
import { I18nPlugin } from "%s/@11ty/eleventy/src/Eleventy.js";
export default function (config) {
  config.addPlugin(I18nPlugin, { defaultLanguage: "en" });
  config.addGlobalData("layout", "page.njk");
  return { dir: { input: "output", output: "public" } };
}
"""


def test_eleventy(make: Make) -> None:
    program = MODULES / "@11ty" / "eleventy" / "cmd.cjs"
    node = shutil.which("node")
    if node is None or not program.exists():
        missing("Eleventy", "npm ci --prefix tests/web")
    room = make("eleventy")
    (room / "eleventy.config.mjs").write_text(ELEVENTY % MODULES.as_posix(), encoding="utf-8")
    (room / "output" / "_includes").mkdir()
    template = (
        '<html lang="{{ lang }}" dir="{{ dir }}"><title>{{ title }}</title>'
        '{% for each in page.url | locale_links %}<link hreflang="{{ each.lang }}" '
        'href="{{ each.url }}">{% endfor %}{{ content | safe }}</html>'
    )
    (room / "output" / "_includes" / "page.njk").write_text(template, encoding="utf-8")
    built([str(node), program, "--quiet"], room)
    text = page(room / "public/fa/flood/index.html")
    check(text)
    assert text.startswith('<html lang="fa" dir="rtl">')
    assert '<link hreflang="ru" href="/ru/flood/">' in text
    assert "<title></title>" not in page(room / "public/ru/culture/museum/index.html")


def test_jekyll(make: Make) -> None:
    room = make("jekyll")
    posts = sorted(path.relative_to(room).as_posix() for path in (room / "output").rglob("*.md"))
    assert posts == [
        "output/fa/_posts/2024-03-09-flood.md",
        "output/fa/culture/museum.md",
        "output/ru/_posts/2024-03-09-flood.md",
        "output/ru/culture/museum.md",
    ]
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        missing("Jekyll", "install the package jekyll")
    (room / "output" / "_layouts").mkdir()
    layout = '<html lang="{{ page.lang }}" dir="{{ page.dir }}">{{ content }}</html>'
    (room / "output" / "_layouts" / "page.html").write_text(layout, encoding="utf-8")
    (room / "output" / "_config.yml").write_text(
        "defaults: [{scope: {path: ''}, values: {layout: page}}]\n", encoding="utf-8"
    )
    built([str(jekyll), "build", "-q", "-s", "output", "-d", "public"], room)
    text = page(room / "public/fa/2024/03/09/flood.html")
    assert text.startswith('<html lang="fa" dir="rtl">')
    assert 'href="https://news.example.org/flood"' in text
    assert (room / "public/ru/culture/museum.html").is_file()
