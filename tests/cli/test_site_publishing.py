"""What the site shows, marks, takes back and leaves alone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from lxml import etree

from dragoman.workflow.reading import read_review
from tests.conftest import Master, Run, invoke, make_newsroom

SETTINGS = """\
targets: [ru, fa]
engine: pseudo
timezone: Asia/Tehran
site: {title: News, address: "https://news.example.org"}
"""
ATOM = "{http://www.w3.org/2005/Atom}"
FA, EN = "site/fa/flood.html", "site/en/flood.html"


def approve(newsroom: Path) -> None:
    for path in (newsroom / "locales").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("status: draft", "status: approved"), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Master:
    root = make_newsroom(tmp_path_factory.mktemp("shown"))
    (root / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        invoke("translate")
        approve(root)
        assert invoke("export").exit_code == 0
        assert invoke("site").exit_code == 0
    return Master(root)


@pytest.fixture
def shown(master: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A newsroom whose site is made."""
    with master.lent(tmp_path / "newsroom") as folder:
        monkeypatch.chdir(folder)
        yield folder


def page(newsroom: Path, path: str) -> str:
    return (newsroom / path).read_text(encoding="utf-8")


def data(newsroom: Path, path: str) -> dict[str, object]:
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(newsroom, path))
    assert match is not None
    found = json.loads(match[1])
    assert isinstance(found, dict)
    return found


def everything(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.suffix in (".html", ".xml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize(
    "line", ["draft: true", "date: 2999-01-01", "expiry: 2020-01-01", "published: false"]
)
def test_what_may_not_be_out_is_nowhere_even_without_an_export(
    shown: Path, run: Run, line: str
) -> None:
    edit(shown / "seeds/flood.md", "date: 2021-03-09", line)
    result = run("site")
    assert "seeds/flood.md: not shown" in result.stdout
    assert "flood" not in everything(shown / "site")
    assert (shown / "site/fa/sky/comet.html").is_file()


def test_the_site_never_shows_old_facts_beside_new_ones_without_a_mark(
    shown: Path, run: Run
) -> None:
    edit(shown / "seeds/flood.md", "64 trucks", "65 trucks")
    result = run("site")
    told = "The original has changed, and the page says so: ru/flood.html, fa/flood.html"
    assert told in result.stdout
    said = "متن اصلی پس از ترجمه تغییر کرده است. این متن با نسخهٔ ۹ مارس ۲۰۲۱ مطابقت دارد."
    assert said in page(shown, FA)
    assert "65" in page(shown, EN)
    assert "متن اصلی پس از ترجمه تغییر کرده است" in page(shown, "site/fa/index.html")
    feed = etree.fromstring((shown / "site/fa/feed.xml").read_bytes())
    assert said in (feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")
    assert "Оригинал изменился после того" in page(shown, "site/ru/flood.html")

    run("export")
    run("site")
    assert page(shown, FA).count("متن اصلی پس از ترجمه") == 1, "the copy's mark is not shown twice"
    edit(shown / "seeds/flood.md", "65 trucks", "64 trucks")
    run("site")
    assert "متن اصلی پس از ترجمه" not in page(shown, FA)


def test_a_change_of_layout_is_no_change(shown: Path, run: Run) -> None:
    edit(shown / "seeds/flood.md", "- Send", "* Send")
    run("site")
    assert "متن اصلی پس از ترجمه" not in page(shown, FA)


def test_outdated_pages_can_be_withheld(shown: Path, run: Run) -> None:
    with (shown / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {outdated: withhold}\n")
    edit(shown / "seeds/flood.md", "64 trucks", "65 trucks")
    assert "the article has changed since" in run("site").stdout
    assert not (shown / FA).exists()


def test_a_withdrawn_article_leaves_a_notice_and_comes_back(shown: Path, run: Run) -> None:
    result = run("withdraw", "flood.md", "--reason", "The figures were wrong.", "--by", "Mira")
    assert result.exit_code == 0, result.output
    assert not (shown / "output/fa/flood.md").exists()
    text = (shown / "withdrawn.yaml").read_text(encoding="utf-8")
    assert "flood.md:\n  since: " in text
    assert "  by: Mira\n  reason: The figures were wrong.\n" in text
    assert "+03:30" in text
    run("site")
    notice = page(shown, FA)
    assert "این نوشته پس گرفته شد" in notice
    assert '<meta name="robots" content="noindex">' in notice
    assert "figures" not in notice, "the reason is in the language of the originals"
    assert "The figures were wrong." in page(shown, EN)
    russian = page(shown, "site/ru/flood.html")
    assert "Эта статья отозвана" in russian
    assert "г.." not in russian
    for name in ("index.html", "sitemap.xml"):
        assert "flood.html" not in page(shown, f"site/fa/{name}")
    feed = etree.fromstring((shown / "site/fa/feed.xml").read_bytes())
    (gone,) = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.get("ref") == "https://news.example.org/fa/flood.html"
    schema = etree.RelaxNG(etree.parse(str(Path(__file__).parent / "atom.rng")))
    schema.assertValid(etree.ElementTree(feed))

    assert "1 held" in run("export", "flood.md", "--to", "fa").stdout
    with (shown / "withdrawn.yaml").open("a", encoding="utf-8") as file:
        file.write("# A note of the desk.\n")
    assert run("withdraw", "flood.md", "--restore").exit_code == 0
    assert (shown / "output/fa/flood.md").is_file()
    assert "# A note of the desk." in (shown / "withdrawn.yaml").read_text(encoding="utf-8")
    run("site")
    assert "trucks-reach" in page(shown, FA)
    assert 'class="withdrawn"' not in page(shown, FA)
    assert run("withdraw", "flood.md", "--restore").exit_code == 1


def test_a_reason_may_be_given_later(shown: Path, run: Run) -> None:
    file = shown / "withdrawn.yaml"
    run("withdraw", "flood.md")
    run("withdraw", "sky/comet.txt", "--reason", "A hoax.")
    before = file.read_text(encoding="utf-8")
    result = run("withdraw", "flood.md", "--reason", "The figures: wrong.")
    assert result.exit_code == 0, result.output
    assert "Withdrawn: flood.md" in result.stdout
    told = before.replace("sky/comet.txt:", '  reason: "The figures: wrong."\nsky/comet.txt:')
    assert file.read_text(encoding="utf-8").replace("'", '"') == told
    run("site")
    assert "The figures: wrong." in page(shown, EN)


@pytest.mark.parametrize("entry", ["flood.md: A hoax.\n", "flood.md: {by: Mira}\n"])
def test_a_reason_that_cannot_be_added_is_told(shown: Path, run: Run, entry: str) -> None:
    (shown / "withdrawn.yaml").write_text(entry, encoding="utf-8")
    result = run("withdraw", "flood.md", "--reason", "The figures were wrong.")
    assert result.exit_code == 1
    assert "withdrawn.yaml: flood.md is withdrawn already" in result.stderr
    assert (shown / "withdrawn.yaml").read_text(encoding="utf-8") == entry


def test_files_of_a_person_are_never_replaced_or_removed(newsroom: Path, run: Run) -> None:
    (newsroom / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    run("translate")
    approve(newsroom)
    run("export", "sky/comet.txt")
    run("site")
    own = {"robots.txt": "mine", "fa/about.html": "about", "fa/flood.html": "a page of my own"}
    for name, text in own.items():
        (newsroom / "site" / name).write_text(text, encoding="utf-8")
    run("export")
    result = run("site", "--json")
    assert set(json.loads(result.stdout)["kept"]) == {"site/robots.txt", "site/fa/flood.html"}
    (newsroom / "output/fa/flood.md").unlink()
    run("site", "--force")
    for name, text in own.items():
        if name != "robots.txt":
            assert page(newsroom, f"site/{name}") == text, name


@pytest.mark.parametrize("name", ["../locales/fa/flood.md.yaml", "/etc/passwd", "fa/../../x"])
def test_a_list_that_names_files_elsewhere_is_refused(shown: Path, run: Run, name: str) -> None:
    path = shown / "site/.dragoman-site.json"
    found = json.loads(path.read_bytes())
    found["pages"][name] = {"digest": "0"}
    path.write_text(json.dumps(found), encoding="utf-8")
    result = run("site", "--json")
    assert result.exit_code == 1
    assert name in result.stderr
    told = json.loads(result.stdout)
    assert told["schema"] == 1
    assert name in told["problems"][0]["problem"]
    assert (shown / "locales/fa/flood.md.yaml").is_file()


ODD = [
    "date: 2026-02-30",
    "date: 2026-01-01T25:00:00",
    "title: !!binary zzz",
    "title: [a, {b: c}]",
    "author: {a: {b: c}}\ntags: *nobody",
    "image: {src: [x]}",
    "x: " + "[" * 300 + "]" * 300,
    "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: *a",
]


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_front_matter_stops_no_site(shown: Path, run: Run, odd: str) -> None:
    edit(shown / "seeds/flood.md", "date: 2021-03-09", odd)
    edit(shown / "seeds/sky/comet.txt", "Nobody", "No one")
    result = run("site")
    assert "Traceback" not in result.output
    assert (shown / "site/fa/sky/comet.html").is_file()
    assert (shown / FA).is_file()


def test_a_template_can_do_no_harm(shown: Path, run: Run) -> None:
    (shown / "templates").mkdir()
    with (shown / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("")
    edit(shown / "dragoman.yaml", "title: News,", "title: News, templates: templates,")
    (shown / "templates/home.html").write_text(
        "{{ ''.__class__.__mro__[1].__subclasses__() }}", encoding="utf-8"
    )
    result = run("site")
    assert result.exit_code == 1
    assert "unsafe" in result.stderr


def test_the_note_is_set_apart_and_leads_to_the_original_here(shown: Path, run: Run) -> None:
    text = page(shown, FA)
    assert text.count("ترجمهٔ ماشینی") == 1
    aside = text[text.index('<aside class="note translation"') :]
    assert '<a href="https://news.example.org/en/flood.html" hreflang="en">' in aside
    assert "ترجمهٔ ماشینی" in aside
    comet = page(shown, "site/fa/sky/comet.html")
    assert comet.count("ترجمهٔ ماشینی") == 1
    assert comet.index("<aside") < comet.index("ترجمهٔ ماشینی")


def test_programs_are_told_how_a_page_was_made(shown: Path, run: Run) -> None:
    found = data(shown, FA)
    assert found["inLanguage"] == "fa"
    assert found["translationOfWork"] == {
        "@type": "NewsArticle",
        "url": "https://news.example.org/en/flood.html",
        "inLanguage": "en",
    }
    schema = "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource"
    assert found["digitalSourceType"] == schema
    assert "editor" in found
    iptc = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    assert f'<meta name="digitalSourceType" content="{iptc}">' in page(shown, FA)
    original = data(shown, EN)
    assert "digitalSourceType" not in original
    assert [each["inLanguage"] for each in original["workTranslation"]] == ["ru", "fa"]  # type: ignore[attr-defined]
    feed = etree.fromstring((shown / "site/fa/feed.xml").read_bytes())
    terms = [each.get("term") for each in feed.findall(f"{ATOM}entry/{ATOM}category")]
    assert terms == ["machine translation, reviewed", "compositeWithTrainedAlgorithmicMedia"]


def test_times_and_revisions_reach_pages_and_feeds(shown: Path, run: Run) -> None:
    lines = "date: 2021-03-09 08:30\nlastmod: 2021-03-10 09:00 +00:00"
    edit(shown / "seeds/flood.md", "date: 2021-03-09", lines)
    run("export")
    run("site")
    text = page(shown, FA)
    assert 'published_time" content="2021-03-09T08:30:00+03:30"' in text
    assert 'modified_time" content="2021-03-10T09:00:00+00:00"' in text
    assert data(shown, FA)["dateModified"] == "2021-03-10T09:00:00+00:00"
    feed = etree.fromstring((shown / "site/fa/feed.xml").read_bytes())
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2021-03-10T09:00:00+00:00"
    assert feed.findtext(f"{ATOM}entry/{ATOM}published") == "2021-03-09T08:30:00+03:30"
    assert "<lastmod>2021-03-10T09:00:00+00:00</lastmod>" in page(shown, "site/fa/sitemap.xml")


def test_links_to_headings_hold_in_every_language(shown: Path, run: Run) -> None:
    more = "\nSee [below](#what-is-open).\n\n## What is open\n\nThe road.\n"
    seed = shown / "seeds/flood.md"
    seed.write_text(seed.read_text(encoding="utf-8") + more, encoding="utf-8")
    run("translate")
    approve(shown)
    run("export")
    run("site")
    for path in (FA, EN, "site/ru/flood.html"):
        assert re.search(r'<h[1-6] id="what-is-open">', page(shown, path))
        assert 'href="#what-is-open"' in page(shown, path)


def test_plain_text_keeps_the_structure_of_its_original(newsroom: Path, run: Run) -> None:
    (newsroom / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    text = "Is the bridge open?\n\nIt is open. Cars may pass.\n\nReporting by Mira Castrel\n"
    (newsroom / "seeds/bridge.txt").write_text(text, encoding="utf-8")
    run("translate")
    approve(newsroom)
    run("export")
    run("site")
    for locale in ("en", "fa", "ru"):
        found = page(newsroom, f"site/{locale}/bridge.html")
        body = found[found.index("<article>") : found.index("</article>")]
        assert len(re.findall("<h[1-6]", body)) == len(
            re.findall("<h[1-6]", page(newsroom, "site/en/bridge.html"))
        )
    english = page(newsroom, "site/en/bridge.html")
    assert english[english.index("<article>") :].count("Is the bridge open?") == 1


def word() -> bytes:
    document = docx.Document()
    document.add_heading("The river falls", 0)
    document.add_paragraph("The convoy left on Monday.")
    document.add_heading("What is open", 1)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Lorven"
    table.cell(0, 1).text = "Open"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_articles_reach_the_site(newsroom: Path, run: Run) -> None:
    settings = SETTINGS + "articles: {'*.docx': {publish: {date: 2021-03-09}}}\n"
    (newsroom / "dragoman.yaml").write_text(settings, encoding="utf-8")
    for path in (newsroom / "seeds").rglob("*.*"):
        path.unlink()
    (newsroom / "seeds/news.docx").write_bytes(word())
    run("translate")
    approve(newsroom)
    assert run("export").exit_code == 0
    result = run("site")
    assert result.exit_code == 0, result.output
    found = page(newsroom, "site/fa/news.html")
    assert '<html lang="fa" dir="rtl">' in found
    assert "۹ مارس ۲۰۲۱" in found
    assert "<table>" in found
    assert 'id="what-is-open"' in found
    assert found.count("ترجمهٔ ماشینی") == 1, "the note stands apart, and once"
    assert "<title>The river falls" in page(newsroom, "site/en/news.html")


def test_the_last_article_that_is_taken_back_goes_too(shown: Path, run: Run) -> None:
    assert (shown / FA).is_file()
    for path in (shown / "locales").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("status: approved", "status: draft"), encoding="utf-8")
    run("export", "--prune")
    assert run("site").exit_code == 0
    assert not (shown / FA).exists()
    assert not (shown / EN).exists()


@pytest.mark.parametrize("said", ["false", "true"])
def test_a_toml_front_matter_may_say_whether_it_is_a_draft(
    newsroom: Path, run: Run, said: str
) -> None:
    (newsroom / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    article = newsroom / "seeds" / "d.md"
    article.write_text(f'+++\ntitle = "D"\ndraft = {said}\n+++\nText d.\n', encoding="utf-8")
    run("translate", "d.md")
    approve(newsroom)
    result = run("export", "d.md", "--to", "ru")
    assert "AttributeError" not in result.output
    assert (newsroom / "output" / "ru" / "d.md").is_file() == (said == "false")


def test_who_withdraws_is_named_in_the_newsrooms_list_alone(shown: Path, run: Run) -> None:
    with (shown / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("reviewer: Mira Castrel\n")
    run("withdraw", "flood.md")
    run("site")
    assert "by: Mira Castrel" in (shown / "withdrawn.yaml").read_text(encoding="utf-8")
    pages = "".join(page.read_text(encoding="utf-8") for page in (shown / "site").rglob("*.html"))
    assert "Castrel" not in pages


TERMS = {
    "NewsArticle": {
        "accountablePerson", "author", "creditText", "dateModified", "datePublished",
        "description", "digitalSourceType", "editor", "headline", "image", "inLanguage",
        "publisher", "translationOfWork", "translator", "url", "workTranslation",
    },
    "Organization": {"name"},
    "Person": {"name"},
}  # fmt: skip
"""Types of schema.org's vocabulary, and those of their properties that pages may have."""

SOURCE_TYPES = {
    "TrainedAlgorithmicMediaDigitalSource",
    "CompositeWithTrainedAlgorithmicMediaDigitalSource",
}


def things(found: object) -> Iterator[dict[str, object]]:
    if isinstance(found, list):
        for each in found:
            yield from things(each)
    elif isinstance(found, dict):
        yield found
        for each in found.values():
            yield from things(each)


def test_structured_data_have_the_terms_of_the_vocabulary_alone(shown: Path, run: Run) -> None:
    with (shown / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {responsible: Mira Castrel}\n")
    run("export")
    run("site")
    count = 0
    for page in (shown / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
            for thing in things(json.loads(data)):
                assert thing.keys() - {"@context", "@type"} <= TERMS[str(thing["@type"])]
                kind = str(thing.get("digitalSourceType", ""))
                assert not kind or kind.removeprefix("https://schema.org/") in SOURCE_TYPES
                count += 1
    assert count > 5


@pytest.mark.parametrize(
    "written",
    [
        r"- id: \1\n  status: needs-work",
        r'- id: \1\n  status: "needs-work"',
        r"- id: \1\n  status: needs-work  # by the desk",
        r"- id: \1\n  status : needs-work",
        r'- id: \1\n  "status": needs-work',
        r"- status: needs-work\n  id: \1",
    ],
)
def test_of_copies_of_drafts_a_review_is_read_only_where_it_may_tell_of_a_text_taken_back(
    written: str, shown: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(shown / "dragoman.yaml", "engine:", "publish: {accept: draft}\nengine:")
    for path in (shown / "locales").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("  status: approved", "  status: draft"), encoding="utf-8")
    assert run("export").exit_code == 0
    asked: list[str] = []

    def watched(data: bytes, path: str) -> object:
        asked.append(path)
        return read_review(data, path)

    monkeypatch.setattr("dragoman.workflow.site_sources.read_review", watched)
    assert "taken" not in run("site").stdout
    assert asked == []
    review = shown / "locales/fa/flood.md.yaml"
    text = review.read_text(encoding="utf-8")
    text = re.sub(r"- id: (\S+)\n  status: draft", written, text, count=1)
    review.write_text(text, encoding="utf-8")
    assert "needs-work now" in run("site").stdout
    assert asked == ["locales/fa/flood.md.yaml"]
