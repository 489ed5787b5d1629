"""What editors say to each other is in no copy; comments that programs read are in all."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from dragoman import formats
from dragoman.formats.comments import is_for_programs
from dragoman.formats.markdown_comments import of_markdown
from dragoman.formats.passages import note_in_html
from tests.formats.test_odt import document as open_document
from tests.formats.test_wordpress import export, item
from tests.steps import counted

REMARKS = (
    " Ask Mira before this goes out. ",
    " TODO: call the mayor again ",
    " 12:30 the source rang back ",
    " <p>We cannot print this yet.</p> ",
    " see https://chat.example.org/room/5 ",
    " the summary is wrong here ",
    "спросить редактора ещё раз",
    "\n  Two lines\n  of it.\n",
    " +98-912-555-1234 ",
    " mira@example.org ",
    " Karimi ",
    " Source:Karimi ",
    " unverified ",
    " off-record ",
    " نامعلوم ",
    " lint note about source X ",
    " eslint-disable because Karimi told us ",
    " prettier-ignore ask Karimi ",
    " vale off because of Karimi ",
    " vale Google.Karimi = YES he said ",
    " wp:paragraph note Karimi ",
    "[if Karimi agrees] note ",
    " STOP do not publish ",
    " END of what she said ",
    " no more money ",
    "# of dead unclear",
)
FOR_PROGRAMS = (
    "more",
    "more Go on reading",
    "nextpage",
    " more ",
    " truncate ",
    " wp:paragraph ",
    ' wp:image {"id":5} ',
    " /wp:image ",
    "[if lt IE 9]><p>Old.</p><![endif]",
    "<![endif]",
    '#include virtual="/head.html" ',
    " build:css site.css ",
    " endbuild ",
    " prettier-ignore-start ",
    " markdownlint-disable MD013 MD033 ",
    " vale off ",
    " vale write-good.Passive = NO ",
    " vale Google.WordList = YES ",
    " START doctoc generated TOC please keep comment here ",
    " omit in toc ",
    " {{ .Title }} says so ",
    ' InstanceBeginEditable name="body" ',
    " ko foreach: people ",
    " cspell:disable ",
    "?php echo 1; ?",
    ' .slide: data-background="red" ',
    " googleoff: index ",
    " ",
    " ===== ",
)
COPIES = [
    ("a.html", "<p>One.</p>\n  <!-- Ask. Who? -->\n<p>Two.</p>\n", "<p>One.</p>\n<p>Two.</p>\n"),
    ("a.html", "<p>One <!-- ask her --> two.</p>", "<p>One two.</p>"),
    ("a.html", "<p>One<!-- ask her -->, two.</p>", "<p>One, two.</p>"),
    ("a.html", "<pre>\na\n<!-- ask her -->\nb</pre>", "<pre>\na\n\nb</pre>"),
    ("a.html", "<script><!-- ask her --></script>", "<script><!-- ask her --></script>"),
    ("a.html", '<p title="<!-- ask her -->">One.</p>', '<p title="<!-- ask her -->">One.</p>'),
    ("a.html", "<p>One.</p><!-- it never ends <p>Two.</p>", "<p>One.</p>"),
    ("a.html", "<p>One.</p><!-- ask her --!><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
    ("a.html", "<p>One.</p><! ask her ><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
    ("a.html", "<p>One.</p><!--[if IE]><p>", "<p>One.</p><!--[if IE]><p>"),
    ("a.html", "<!doctype html><p>One.</p>", "<!doctype html><p>One.</p>"),
    ("a.md", "One.\n\n<!-- ask her -->\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "<!-- ask her -->\n\nTwo.\n", "Two.\n"),
    ("a.md", "One.\r\n\r\n<!-- ask\r\n\r\nher -->\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
    ("a.md", "One.\n<!-- ask her -->\nTwo.\n", "One.\n<!-- -->\nTwo.\n"),
    ("a.md", "One.\n<!-- a b -->\n{{< /n >}}\n", "One.\n<!-- -->\n{{< /n >}}\n"),
    ("a.md", "{% n %}\n<!-- a b -->\nOne.\n", "{% n %}\n<!-- -->\nOne.\n"),
    ("a.md", "{% n %}\n\n<!-- a b -->\nOne.\n", "{% n %}\n\nOne.\n"),
    ("a.md", "- One.\n\n<!-- ask her -->\n\n- Two.\n", "- One.\n\n<!-- -->\n\n- Two.\n"),
    ("a.md", "- One.\n  <!-- ask her -->\n- Two.\n", "- One.\n- Two.\n"),
    ("a.md", "> One.\n> <!-- ask her -->\n", "> One.\n>\n"),
    ("a.md", "# One <!-- ask her -->\n", "# One\n"),
    ("a.md", "One <!-- ask her --> two.\n", "One two.\n"),
    ("a.md", "## One {/*one*/}\n\n- # B {/* #b */}\n", "## One {/*one*/}\n\n- # B {/* #b */}\n"),
    ("a.md", "## One {/*ask her*/}\n\nTwo {/*two*/}\n", "## One\n\nTwo\n"),
    ("a.md", 'One {{< a "<!-- b -->" >}} two.', 'One {{< a "<!-- b -->" >}} two.'),
    ("a.md", '{% a b="<!-- c -->\n\nd" %}\n', '{% a b="<!-- c -->\n\nd" %}\n'),
    ("a.md", "`<!-- ask her -->` it is.\n", "`<!-- ask her -->` it is.\n"),
    ("a.md", "\\<!-- ask her --> it is.\n", "\\<!-- ask her --> it is.\n"),
    ("a.md", "One.\n\n    <!-- ask her -->\n", "One.\n\n    <!-- ask her -->\n"),
    ("a.md", "One.\n\n```\n<!-- ask her -->\n```\n", "One.\n\n```\n<!-- ask her -->\n```\n"),
    ("a.md", "One.\n\n[//]: # (Ask her.)\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", 'One.\n\n[comment]: <> "Ask her."\n[//]: # (And him.)\n', "One.\n\n"),
    ("a.md", "One.\n[//]: # (a)\n\n[//]: # (b)\n", "One.\n\n"),
    ("a.md", "One\n[//]: # (a)\ntwo.\n", "One\ntwo.\n"),
    ("a.md", "One.\r\n[//]: # 'a'\r\nTwo.\r\n", "One.\r\nTwo.\r\n"),
    ("a.md", "- One.\n  [//]: # (a)\n- Two.\n", "- One.\n- Two.\n"),
    ("a.md", "> One.\n> [note]: <> (a\n> b)\n> Two.\n", "> One.\n>\n> Two.\n"),
    ("a.md", "One.\n\n[//]: # (ask (her) now)\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "One.\n\n[//]: # ask her\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "One.\n\n<!-- ask her\n\nTwo.\n", "One.\n\n"),
    ("a.md", "One. <!-- ask her\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "One. <!-- ask\n\nher --> Two.\n", "One. Two.\n"),
    ("a.md", "# One <!-- ask her\n\nTwo.\n", "# One\n\nTwo.\n"),
    ("a.md", "<div>\n<!-- ask\n\nher -->\n</div>\n", "<div>\n</div>\n"),
    ("a.md", "|a|b|\n|-|-|\n|c <!-- ask|d|\n", "|a|b|\n|-|-|\n|c |d|\n"),
    ("a.md", "One {/* ask her */} two.\n", "One two.\n"),
    ("a.md", "One.\n\n{/*\nask\n\nher\n*/}\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "One.\n\n{::comment}\nask her\n{:/comment}\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "One {::comment}ask her{:/} two.\n", "One two.\n"),
    ("a.md", "One %%ask her%% two.\n", "One two.\n"),
    ("a.md", "One.\n\n%%\nask\n\nher\n%%\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("a.md", "From 100 %% to 5 %% it is.\n", "From 100 %% to 5 %% it is.\n"),
    ("a.md", "`{/* a */}` and `%%b%%`.\n", "`{/* a */}` and `%%b%%`.\n"),
    ("a.md", "---\ntitle: One\n---\n<!-- ask her -->\nTwo.\n", "---\ntitle: One\n---\nTwo.\n"),
]


@pytest.mark.parametrize("said", REMARKS)
def test_a_remark_is_for_nobody_else(said: str) -> None:
    assert not is_for_programs(said)


@pytest.mark.parametrize("said", FOR_PROGRAMS)
def test_what_a_program_reads_is_no_remark(said: str) -> None:
    assert is_for_programs(said)
    for path in ("a.html", "a.md"):
        page = f"<p>One.</p>\n\n<!--{said}-->\n\n<p>Two.</p>\n"
        article = formats.parse(path, page.encode(), "en")
        copy = formats.serialize(article, [None] * len(article.segments), "en")
        assert copy.decode() == page


@pytest.mark.parametrize(("path", "text", "expected"), COPIES)
def test_a_copy_holds_no_remark(path: str, text: str, expected: str) -> None:
    article = formats.parse(path, text.encode(), "en")
    nothing = [None] * len(article.segments)
    assert formats.serialize(article, nothing) == text.encode()
    assert formats.serialize(article, nothing, "en", comments=True) == text.encode()
    assert formats.serialize(article, nothing, "en").decode() == expected


SEEN = "this comment is text to readers"
UNSEEN = "readers see nothing of what follows"
TOLD = [
    ("a.md", "One.\n[//]: # (ask her)\nTwo.\n", ["One.", "Two."], 2, SEEN),
    ("a.md", "> One.\n>\n> [//]: # (ask (her))\n", ["One."], 3, SEEN),
    ("a.md", "One. <!-- ask\n\nher --> Two.\n", ["One.", "Two."], 1, SEEN),
    ("a.md", "One.\n\n<!-- ask her\n\nTwo.\n", ["One."], 3, "nothing ends the comment"),
    ("a.md", "One.\n\n<script>\nlet a;\n\nTwo.\n", ["One."], 3, "nothing ends <script>"),
    ("a.md", "One.\n\n<pre>\nof it\n\nTwo.\n", ["One."], 3, "nothing ends <pre>"),
    ("a.md", "One.\n\n<![CDATA[\nof it\n\nTwo.\n", ["One."], 3, UNSEEN),
    ("a.html", "<p>One.\n<!-- ask her <p>Two.", ["One."], 2, "nothing ends the comment"),
    ("a.html", "<p>One.\n<script src=a /><p>Two.", ["One."], 2, "nothing ends <script>"),
    ("a.html", "<p>One.\n<style> p {} <p>Two.", ["One."], 2, "nothing ends <style>"),
    ("a.html", "<p>One.\n<textarea><p>Two.", ["One."], 2, "nothing ends <textarea>"),
    ("a.html", "<p>One.\n<iframe src=a /><p>Two.", ["One."], 2, "nothing ends <iframe>"),
    ("a.html", "<p>One.\n<video src=a> Two.", ["One."], 2, "nothing ends <video>"),
    ("a.html", "<p>One.\n<pre>of it <p>Two.", ["One."], 2, "nothing ends <pre>"),
    ("a.html", "<p>One.</p>\n<svg><path/> Two.", ["One."], 2, "nothing ends <svg>"),
    ("a.html", "<p>One.\n<a href='a>Two</a>.", ["One."], 2, "nothing ends the tag"),
    ("a.html", '<p>One.\n<p class="a>Two. <p class="b">', ["One."], 2, "a quotation mark"),
]


@pytest.mark.parametrize(("path", "text", "seen", "line", "why"), TOLD)
def test_what_hides_a_text_is_told(
    path: str, text: str, seen: list[str], line: int, why: str
) -> None:
    article = formats.parse(path, text.encode(), "en")
    assert [segment.source for segment in article.segments][: len(seen)] == seen
    (finding,) = article.findings
    assert finding.message.startswith(f"line {line}: ")
    assert why in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "<p>One.</p><script>let a = '<!--';</script><p>Two.</p>",
        '<p>One.</p><a href="{{ "a>" | b }}">Two</a>.',
        "<p>One.</p><video src=a></video><object data=b><param name=c></object>",
        "<p>One.</p><svg viewBox='0 0 1 1'/><p>Two.</p>",
        '<p>One.</p><p title="<b>two</b>" class="c">Three.</p>',
        "<p>One.</p><!-- more --><p>Two.</p>",
        "<p>5 < 6 and 7 > 3.</p>",
    ],
)
def test_what_ends_is_not_told(text: str) -> None:
    assert not formats.parse("a.html", text.encode(), "en").findings


@pytest.mark.parametrize(
    "begun", ["<!-- a ", "<script>", "<textarea>", "<video src=a>", "<a b='c>"]
)
def test_the_note_stands_where_readers_see_it(begun: str) -> None:
    page = f"<body><p>One.</p>{begun}<p>Two.</p></body>"
    written = note_in_html(page, "<p>By machine.</p>", first=False)
    assert written.index("<p>By machine.</p>") == written.index(begun) - len("<p>By machine.</p>\n")
    whole = note_in_html("<p>One.</p>", "<p>By machine.</p>", first=False)
    assert whole.endswith("<p>By machine.</p>\n")


def test_a_remark_in_a_definition_is_not_translated() -> None:
    article = formats.parse("a.md", b"One.\n\n[//]: # (Ask her.)\n", "en")
    assert [segment.source for segment in article.segments] == ["One."]
    used = formats.parse("a.md", b'See [top].\n\n[top]: # "Up again"\n', "en")
    assert [segment.source for segment in used.segments] == ["See [top][].", "Up again"]
    assert of_markdown('See [top].\n\n[top]: # "Up again"\n').endswith('"Up again"\n')


def test_a_definition_below_a_remark_stays_one() -> None:
    text = "* One. See [top].\n<!-- Ask her. -->\n[top]: https://a.org\n"
    assert of_markdown(text) == text.replace(" Ask her. ", " ")


def test_a_post_holds_no_remark() -> None:
    post = "<!-- wp:paragraph -->\n<p>One.{}</p>\n<!-- /wp:paragraph -->"
    data = export(item(post.format("<!-- Ask her. -->"))).encode()
    article = formats.parse("a.xml", data, "en")
    copy = formats.serialize(article, [None] * len(article.segments), "ru").decode()
    assert "Ask her." not in copy
    assert copy.count(post.format("")) == 1


def test_notes_between_subtitles_stay_at_home() -> None:
    text = (
        "WEBVTT\n\nNOTE Ask her.\n\n1\n00:01.000 --> 00:02.000\nNOTE this.\n\n"
        "NOTE\nTwo lines\nof it.\n\nNOTE again\n\n00:03.000 --> 00:04.000\nThe end.\n"
    )
    article = formats.parse("a.vtt", text.encode(), "en")
    nothing = [None] * len(article.segments)
    assert formats.serialize(article, nothing, "en", comments=True) == text.encode()
    assert formats.serialize(article, nothing, "en").decode() == (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nNOTE this.\n\n00:03.000 --> 00:04.000\nThe end.\n"
    )


def test_comments_of_a_word_document_stay_on_request() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("It rained all day.")
    made.add_comment(paragraph.runs, "Ask her.", "Mira")
    stream = io.BytesIO()
    made.save(stream)
    article = formats.parse("a.docx", stream.getvalue(), "en")
    without, with_it = (
        docx.Document(io.BytesIO(formats.serialize(article, ["Шёл дождь."], "ru", comments=kept)))
        for kept in (False, True)
    )
    assert [each.text for each in without.comments] == []
    assert [each.text for each in with_it.comments] == ["Ask her."]
    copy = with_it.paragraphs[0]
    assert copy.text == "Шёл дождь."
    marks = [element.tag.rpartition("}")[2] for element in copy._p.iter()]
    assert marks.index("commentRangeStart") < marks.index("t") < marks.index("commentRangeEnd")
    assert "commentReference" in marks


def test_annotations_of_an_open_document_stay_on_request() -> None:
    said = "<office:annotation><text:p>Ask her.</text:p></office:annotation>"
    data = open_document(f"<text:p>It rained {said}all day.</text:p>")
    article = formats.parse("a.odt", data, "en")
    targets = ["Шёл дождь." if "rained" in segment.source else None for segment in article.segments]
    texts = []
    for kept in (False, True):
        copy = formats.serialize(article, targets, "ru", comments=kept)
        with zipfile.ZipFile(io.BytesIO(copy)) as package:
            texts.append(package.read("content.xml").decode())
    assert "Ask her." not in texts[0]
    assert f"{said}Шёл дождь.</text:p>" in texts[1]


def test_marks_for_programs_cost_no_reading() -> None:
    text = "The river fell.\n\n" * 200 + "<!-- more -->\n\n<!--/prettier-ignore-->\n"
    of_markdown(text)
    with counted() as calls:
        assert of_markdown(text) == text
    assert calls() < 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.<!--more-->\n\nB. <!-- ask her -->\n", "A.<!--more-->\n\nB.\n"),
        ("A.<!--more-->\n\n[//]: # (ask her)\n\nB.\n", "A.<!--more-->\n\nB.\n"),
        ("A <!-- toc\n\nstop --> B.\n", "A B.\n"),
        ("A <!--more--> and <!-- b\n", "A <!--more--> and\n"),
    ],
)
def test_a_mark_for_programs_hides_no_comment(text: str, expected: str) -> None:
    assert of_markdown(text) == expected
