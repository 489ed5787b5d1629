"""Of a block that is left out as a whole, nothing stays: no bullet, no empty paragraph."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document

from dragoman import formats
from dragoman.model import BlockKind
from tests.formats.test_wordpress import export, item

MARKDOWN = [
    ("A.\n\nGone.\n\nC.\n", "A.\n\nC.\n"),
    ("Gone.\n\nC.\n", "C.\n"),
    ("- A.\n- Gone.\n- C.\n", "- A.\n- C.\n"),
    ("# Gone.\n\nText.\n", "Text.\n"),
    ("## A.\n\n## Gone. {#x}\n\nB.\n", "## A.\n\nB.\n"),
    ("Gone.\n=====\n\nText.\n", "Text.\n"),
    ("A.\n\nGone.\n\n---\n\nB.\n", "A.\n\n---\n\nB.\n"),
    ("> A.\n>\n> Gone.\n>\n> C.\n", "> A.\n>\n> C.\n"),
    ("1. Gone.\n2. B.\n", "1. B.\n"),
    ("7) A.\n8) Gone.\n\n9) C.\n   x.\n10) D.\n", "7) A.\n\n8) C.\n   x.\n9) D.\n"),
    ("1. Gone.\n1. B.\n1. C.\n", "1. B.\n1. C.\n"),
    ("1. Gone.\n\nText.\n\n2. B.\n", "Text.\n\n2. B.\n"),
    ("1. A.\n   1. Gone.\n   2. B.\n2. C.\n", "1. A.\n   1. B.\n2. C.\n"),
    ("- [ ] Gone.\n- [x] B.\n", "- [x] B.\n"),
    ("- Gone.\n  - B.\n    - C.\n  - D.\n- E.\n", "- B.\n  - C.\n- D.\n- E.\n"),
    ("> - Gone.\n>   - B.\n", "> - B.\n"),
    ("1. Gone.\n   - B.\n2. C.\n", "- B.\n1. C.\n"),
    ("- Gone.\n  - Gone, too.\n    - C.\n", "- C.\n"),
    ("- A.\n  - Gone.\n", "- A.\n"),
    ("- Gone.\n\n  More.\n\n  Still more.\n- B.\n", "- More.\n\n  Still more.\n- B.\n"),
    ("- Gone.\n\n  ```\n  x\n  ```\n", "- ```\n  x\n  ```\n"),
    ("A.[^1] B[^n], `[^1]`.\n\n[^1]: Gone.\n[^n]: N.\n", "A. B[^n], `[^1]`.\n\n[^n]: N.\n"),
    ("A [^1]. B.\n\n```\n[^1]\n```\n\n[^1]: Gone.\n", "A. B.\n\n```\n[^1]\n```\n\n"),
    ("A.[^1]\n\n[^1]: Gone.\n\n    More.\n", "A.[^1]\n\n[^1]: More.\n"),
    ("A.[^1]\r\n\r\n[^1]: Gone.\r\n\r\n    Gone, too.\r\n\r\nB.\r\n", "A.\r\n\r\nB.\r\n"),
    ("A.\r\n\r\nGone.\r\n\r\nC.\r\n", "A.\r\n\r\nC.\r\n"),
    ("| H. | I. |\n| --- | --- |\n| A. | Gone. |\n", "| H. | I. |\n| --- | --- |\n| A. |  |\n"),
    ("<ul>\n<li>Gone.</li>\n<li>B.</li>\n</ul>\n", "<ul>\n<li>B.</li>\n</ul>\n"),
    ("1. A.\n2. Gone.\n\n> B.\n", "1. A.\n\n> B.\n"),
    ("- Gone.\n\n> - B.\n", "> - B.\n"),
    ("T.\n: Gone.\n: D.\n", "T.\n: D.\n"),
    ("T.\n: Gone.\n\nU.\n: D.\n", "T.\n\nU.\n: D.\n"),
    ("T.\n: D.\n\nGone.\n: E.\n: F.\n\n    G.\n\nU.\n: H.\n",
     "T.\n: D.\n\nE.\n\nF.\n\n  G.\n\nU.\n: H.\n"),
    ("Gone.\n\n: D.\n", "D.\n"),
    ("T.\r\n: Gone.\r\n\r\nB.\r\n", "T.\r\n\r\nB.\r\n"),
    ("| H. | I. |\n| --- | --- |\n| Gone. | Gone. |\n| A. | B. |\n\nC.\n",
     "| H. | I. |\n| --- | --- |\n| A. | B. |\n\nC.\n"),
    ("| Gone | Gone |\r\n|---|---|\r\n| Gone. | - |\r\n| A. | B. |\r\n",
     "|  |  |\r\n|---|---|\r\n| A. | B. |\r\n"),
    ("A.\n\nGone | Gone\n--- | ---\nGone. | Gone.\n{: .wide}\n\nB.\n", "A.\n\nB.\n"),
    ("> | H. | I. |\n> |---|---|\n> | Gone. | Gone. |\n> | A. | B. |\n",
     "> | H. | I. |\n> |---|---|\n> | A. | B. |\n"),
    ("- | Gone | Gone |\n  |---|---|\n  | Gone. | Gone. |\n- A.\n", "- A.\n"),
    ("| H. | I. |\n|---|---|\n| Gone. | ![](a.png) |\n",
     "| H. | I. |\n|---|---|\n|  | ![](a.png) |\n"),
    ("Gone.\n{: .lead}\n\nB.\n", "B.\n"),
    ('!!! note "Gone"\n\n    Gone.\n\n    - Gone.\n\nB.\n', "B.\n"),
    ('!!! note "A."\n\n    Gone.\n\nB.\n', '!!! note "A."\n\nB.\n'),
    ('=== "Gone"\n\n    !!! tip\n\n        Gone.\n\nB.\n', "B.\n"),
    ("!!! note\n\n    Gone.\n\n        code\n\nB.\n", "!!! note\n\n        code\n\nB.\n"),
    ("A.\n\n::: tip Gone\nGone.\n:::\n\nB.\n", "A.\n\nB.\n"),
    ("::::note\n\n:::tip[Gone]\nGone.\n:::\n\n::::\n\nB.\n", "B.\n"),
    (":::note\nGone.\n\n![](a.png)\n:::\n", ":::note\n\n![](a.png)\n:::\n"),
    ("> [!NOTE]\n> Gone.\n>\n> Gone.\n\nB.\n", "B.\n"),
    ("| H. | Gone | I. |\n| --- | --- | --- |\n| A. | Gone. | B. |\n| C. | - | D. |\n",
     "| H. | I. |\n| --- | --- |\n| A. | B. |\n| C. | D. |\n"),
    ("> | Gone | H. |\n> |:---|---|\n> | Gone. | {{ a | b }} A. |\n\nC.\n",
     "> | H. |\n> |---|\n> | {{ a | b }} A. |\n\nC.\n"),
    ("| H. | Gone\n|---|---\n| A. | Gone.\n{: .wide}\n", "| H. \n|---\n| A. \n{: .wide}\n"),
    ("- | Gone | H. |\n  |---|---|\n  | Gone. | A. |\n- B.\n",
     "- | H. |\n  |---|\n  | A. |\n- B.\n"),
    ("H. | Gone | I.\n---|---|---\nA. | Gone. | B.\n", "H. | I.\n---|---\nA. | B.\n"),
    ("Gone | H. | I.\n---|---|---\nGone. | A. | B.\n", " H. | I.\n---|---\n A. | B.\n"),
    ("Gone | H.\n---|---\nGone. | A.\n", " | H.\n---|---\n | A.\n"),
    ("| H. | Gone |\n|---|---|\n| A. | Gone. |\n| B. | ![](a.png) |\n",
     "| H. |  |\n|---|---|\n| A. |  |\n| B. | ![](a.png) |\n"),
    ("| H. | Gone |\n|---|---|\n| A. |\n| B. | Gone. |\n",
     "| H. |  |\n|---|---|\n| A. |\n| B. |  |\n"),
    ("> [!NOTE]\n> Gone.\n>\n> A.\n", "> [!NOTE]\n>\n> A.\n"),
]  # fmt: skip
PAGES = [
    ("<p>Gone.</p>\n<p>B.</p>\n", "<p>B.</p>\n"),
    ("<ul>\n  <li>Gone.</li>\n  <li>B.</li>\n</ul>\n", "<ul>\n  <li>B.</li>\n</ul>\n"),
    ('<div>\n<ul class="x>y">\n<li>Gone.</li>\n</ul>\n<p>B.</div>\n', "<div>\n<p>B.</div>\n"),
    ("<p>Gone.\n<p>B.\n", "<p>B.\n"),
    ("<ul><li>Gone.<li>B.</ul>", "<ul><li>B.</ul>"),
    ("<ul><li>Gone.<ul><li>B.</li></ul></li></ul>", "<ul><li>B.</li></ul>"),
    ("<ul>\n<li><p>Gone.</p>\n<ol class='x'>\n<li>B.<ol><li>C.</li></ol></li>\n</ol>\n</li>\n"
     "<li>D.</li></ul>", "<ul>\n<li>B.<ol><li>C.</li></ol></li>\n<li>D.</li></ul>"),
    ("<ul><li>Gone.<ul><li>B.</li></ul>C.</li></ul>", "<ul><li><ul><li>B.</li></ul>C.</li></ul>"),
    ("<dl><dt>Gone.</dt><dd>D.</dd><dt>T.</dt><dd>E.</dd></dl>",
     "<p>D.</p>\n<dl><dt>T.</dt><dd>E.</dd></dl>"),
    ("<dl class='x'>\n<dt>T.<dd>D.<dt>Gone.<dd>E.<dd><p>F.</p></dl>",
     "<dl class='x'><dt>T.<dd>D.</dl>\n<p>E.</p>\n<div><p>F.</p></div>\n"),
    ("<dl><dt>T.</dt><dd>Gone.</dd><dt>U.</dt><dd>D.</dd></dl>",
     "<p>T.</p>\n<dl><dt>U.</dt><dd>D.</dd></dl>"),
    ("<dl><dt>T.</dt><dt>Gone.</dt><dd>D.</dd></dl>", "<dl><dt>T.</dt><dd>D.</dd></dl>"),
    ("<dl><dt>Gone.</dt><dd>Gone, too.</dd></dl>\n<p>B.</p>", "<p>B.</p>"),
    ("<table><caption>Gone.</caption><tr><td>A.</td></tr></table>",
     "<table><tr><td>A.</td></tr></table>"),
    ("<details><summary>Gone.</summary>B.</details>", "<details>B.</details>"),
    ("<select><option>Gone.</option><option>B.</option></select>",
     "<select><option>B.</option></select>"),
    ('<head>\n<meta name="description" content="Gone.">\n</head><p>B.</p>',
     "<head>\n</head><p>B.</p>"),
    ("<head><title>Gone.</title></head><h1>A <i>main</i> heading</h1><p>B.</p>",
     "<head><title>A main heading</title></head><h1>A <i>main</i> heading</h1><p>B.</p>"),
    ("<table><tr><td>Gone.</td><td>B.</td></tr></table>",
     "<table><tr><td></td><td>B.</td></tr></table>"),
    ("<h2>Gone.</h2>\n<p>B.</p>", "<p>B.</p>"),
    ("<table>\n<thead><tr><th>Gone</th><th>Gone</th></tr></thead>\n<tbody>\n"
     "<tr><td>Gone.</td><td>Gone.</td></tr>\n<tr><td>A.</td><td>B.</td></tr>\n</tbody>\n</table>",
     "<table>\n<tbody>\n<tr><td>A.</td><td>B.</td></tr>\n</tbody>\n</table>"),
    ("<table><tr><td>Gone.<td>&mdash;<tr><td>A.<td>B.</table>",
     "<table><tr><td>A.<td>B.</table>"),
    ("<p>A.</p>\n<figure><table><caption>Gone.</caption><colgroup><col></colgroup>"
     "<tr><td>Gone.</td></tr></table><figcaption>Gone.</figcaption></figure>", "<p>A.</p>\n"),
    ("<table><caption>A.</caption><tr><td>Gone.</td></tr></table>",
     "<table><caption>A.</caption></table>"),
    ("<table><tr><td>Gone.</td><td><img src='a.png'></td></tr></table>",
     "<table><tr><td></td><td><img src='a.png'></td></tr></table>"),
    ("<table><tr><td rowspan='3'>A.</td><td>B.</td></tr><tr><td>Gone.</td></tr>"
     "<tr><td>C.</td></tr></table>",
     '<table><tr><td rowspan="2">A.</td><td>B.</td></tr><tr><td>C.</td></tr></table>'),
    ("<table><tr><td rowspan=2>Gone.</td><td>Gone.</td></tr><tr><td>A.</td></tr></table>",
     "<table><tr><td rowspan=2></td><td></td></tr><tr><td>A.</td></tr></table>"),
    ("<table><tr><td rowspan=2>Gone.</td><td>Gone.</td></tr><tr><td>Gone.</td></tr>"
     "<tr><td>A.</td></tr></table>", "<table><tr><td>A.</td></tr></table>"),
    ("<table><tr><td>A.</td><td><table><tr><td>Gone.</td></tr></table></td></tr></table>",
     "<table><tr><td>A.</td><td></td></tr></table>"),
    ("<table><tr><td>Gone.</td><td><table><tr><td>A.</td></tr></table></td></tr></table>",
     "<table><tr><td></td><td><table><tr><td>A.</td></tr></table></td></tr></table>"),
    ("<table>\n<colgroup><col><col class='b'></colgroup>\n<thead><tr>\n<th>H.</th>\n<th>Gone</th>\n"
     "</tr></thead>\n<tr>\n<td>A.</td>\n<td><p>Gone.</p></td>\n</tr>\n</table>",
     "<table>\n<colgroup><col></colgroup>\n<thead><tr>\n<th>H.</th>\n</tr></thead>\n"
     "<tr>\n<td>A.</td>\n</tr>\n</table>"),
    ("<table><tr><td>Gone.<td>A.<tr><td>Gone.<td>B.</table>",
     "<table><tr><td>A.<tr><td>B.</table>"),
    ("<table><tr><td>Gone</td><td>Gone</td></tr><tr><td>Gone.</td><td>A.</td></tr>"
     "<tr><td>Gone.</td><td>B.</td></tr></table>",
     "<table><tr><td>A.</td></tr><tr><td>B.</td></tr></table>"),
    ("<table><tr><td colspan=2>A.</td></tr><tr><td>Gone.</td><td>B.</td></tr>"
     "<tr><td>Gone.</td><td>C.</td></tr></table>",
     "<table><tr><td colspan=2>A.</td></tr><tr><td></td><td>B.</td></tr>"
     "<tr><td></td><td>C.</td></tr></table>"),
    ("<table><col span=2><tr><td>Gone.</td><td>B.</td></tr><tr><td>Gone.</td><td>C.</td></tr>"
     "</table>", "<table><col span=2><tr><td></td><td>B.</td></tr><tr><td></td><td>C.</td></tr>"
     "</table>"),
    ("<section><h2>Gone.</h2><details><summary>Gone.</summary><p>Gone.</p></details></section>\n"
     "<p>A.</p>", "<p>A.</p>"),
    ("<fieldset><legend>Gone</legend><label>Gone</label><select><option>Gone</option></select>"
     "</fieldset><p>A.</p>", "<p>A.</p>"),
]  # fmt: skip
POSTS = [
    ("<!-- wp:paragraph -->\n<p>Gone.</p>\n<!-- /wp:paragraph -->\n\n"
     "<!-- wp:paragraph -->\n<p>B.</p>\n<!-- /wp:paragraph -->",
     "<!-- wp:paragraph -->\n<p>B.</p>\n<!-- /wp:paragraph -->"),
    ('<p>A.</p>\n\n<!-- wp:heading {"level":3} -->\n<h3 class="a">Gone.</h3>\n<!-- /wp:heading -->'
     "\n\n<p>B.</p>", "<p>A.</p>\n\n<p>B.</p>"),
    ("<!-- wp:list --><ul><!-- wp:list-item -->\n<li>Gone.</li>\n<!-- /wp:list-item -->\n\n"
     "<!-- wp:list-item -->\n<li>B.</li>\n<!-- /wp:list-item --></ul><!-- /wp:list -->",
     "<!-- wp:list --><ul><!-- wp:list-item -->\n<li>B.</li>\n<!-- /wp:list-item --></ul>"
     "<!-- /wp:list -->"),
    ("<p>A.</p>\n<!-- wp:list --><ul><!-- wp:list-item -->\n<li>Gone.</li>\n<!-- /wp:list-item -->"
     "<!-- wp:list-item --><li>Gone, too.</li><!-- /wp:list-item --></ul><!-- /wp:list -->",
     "<p>A.</p>\n"),
    ('<p>A.</p><!-- wp:group {"layout":{"type":"flow"}} -->\n<div class="wp-block-group">'
     "<!-- wp:paragraph --><p>Gone.</p><!-- /wp:paragraph --></div>\n<!-- /wp:group -->",
     "<p>A.</p>"),
    ('<p>A.</p><!-- wp:image {"id":5} -->\n<figure><img src="a.png"/><figcaption>Gone.'
     "</figcaption></figure>\n<!-- /wp:image -->", '<p>A.</p><!-- wp:image {"id":5} -->\n'
     '<figure><img src="a.png"/></figure>\n<!-- /wp:image -->'),
    ('<!-- wp:cover {"url":"a.png","alt":"Gone."} -->\n<div><img alt="Gone." src="a.png"/></div>\n'
     "<!-- /wp:cover -->", ""),
    ('<!-- wp:search {"label":"Gone.","buttonText":"Go"} /-->\n\n<p>B.</p>',
     '<!-- wp:search {"label":"","buttonText":"Go"} /-->\n\n<p>B.</p>'),
    ("<!-- wp:column -->\n<div><p>Gone.</p></div>\n<!-- /wp:column -->",
     "<!-- wp:column -->\n<div></div>\n<!-- /wp:column -->"),
    ("A.\n\nGone.\n\nC.", "A.\n\nC."),
    ('<p>A.</p>\n\n<!-- wp:table -->\n<figure class="wp-block-table"><table><tbody><tr>'
     "<td>Gone.</td><td>Gone.</td></tr></tbody></table></figure>\n<!-- /wp:table -->\n\n<p>B.</p>",
     "<p>A.</p>\n\n<p>B.</p>"),
    ('<!-- wp:table -->\n<figure><table><tbody><tr><td>Gone.</td></tr><tr><td>A.</td></tr></tbody>'
     "</table></figure>\n<!-- /wp:table -->", "<!-- wp:table -->\n<figure><table><tbody><tr>"
     "<td>A.</td></tr></tbody></table></figure>\n<!-- /wp:table -->"),
    ('<p>A.</p>\n\n<!-- wp:details -->\n<details class="wp-block-details"><summary>Gone.</summary>'
     "<!-- wp:paragraph -->\n<p>Gone.</p>\n<!-- /wp:paragraph --></details>\n<!-- /wp:details -->",
     "<p>A.</p>\n\n"),
]  # fmt: skip
TEXTS = [
    ("Title\n\nGone.\n\nIt rained all day.\n", "Title\n\nIt rained all day.\n"),
    ("- Gone.\n- It rained.\n", "- It rained.\n"),
]


def left_out(path: str, data: bytes) -> bytes:
    article = formats.parse(path, data, "en")
    targets = [
        formats.OMITTED if "Gone" in segment.source else None for segment in article.segments
    ]
    assert formats.OMITTED in targets
    return formats.serialize(article, targets)


@pytest.mark.parametrize(
    ("path", "text", "copy"),
    [
        *(("a.md", *each) for each in MARKDOWN),
        *(("a.html", *each) for each in PAGES),
        *(("a.txt", *each) for each in TEXTS),
    ],
)
def test_nothing_stays_round_what_is_gone(path: str, text: str, copy: str) -> None:
    assert left_out(path, text.encode()).decode() == copy


@pytest.mark.parametrize("locale", [None, "ru"])
@pytest.mark.parametrize(("text", "copy"), POSTS)
def test_an_empty_block_of_a_post_goes_with_its_comments(
    text: str, copy: str, locale: str | None
) -> None:
    article = formats.parse("a.xml", export(item(text)).encode(), "en")
    targets = [
        formats.OMITTED if "Gone" in segment.source else None for segment in article.segments
    ]
    assert formats.OMITTED in targets
    written = formats.serialize(article, targets, locale).decode()
    assert f"<content:encoded><![CDATA[{copy}]]>" in written


def document(*texts: str, style: str | None = None) -> Document:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text, style)
    return made


def packed(made: Document) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def test_a_paragraph_of_a_word_document_goes_with_its_words() -> None:
    made = document("It rained.", "Gone.", "It rained on.", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Gone.", "It rained here."
    copy = opened(left_out("a.docx", packed(made)))
    assert [each.text for each in copy.paragraphs] == ["It rained.", "It rained on."]
    assert [cell.text for cell in copy.tables[0].rows[0].cells] == ["", "It rained here."]


def test_a_blank_line_is_a_paragraph_of_a_word_document() -> None:
    made = document("It rained.", "The end.", style="List Bullet")
    made.paragraphs[0].add_run(" So it").bold = True
    made.paragraphs[0].add_run(" was.")
    article = formats.parse("a.docx", packed(made), "en")
    copy = opened(formats.serialize(article, ["Один.\n\nДва\nтри.", None], "ru"))
    assert [each.text for each in copy.paragraphs] == ["Один.", "Два три.", "The end."]
    assert {each.style.name for each in copy.paragraphs if each.style} == {"List Bullet"}


def test_the_cases_cover_the_kinds_of_blocks() -> None:
    kinds = {
        block.kind
        for text, _ in MARKDOWN
        for block in formats.parse("a.md", text.encode(), "en").blocks
        if "Gone" in block.text
    }
    assert kinds >= {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
