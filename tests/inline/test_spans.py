"""What counts as a span, in Markdown and in plain text."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.inline import SpanKind, inventory, marks, plain, spans
from dragoman.model import Syntax

K = SpanKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a*", [(K.EMPHASIS, "*a*", "a")]),
        ("__a__", [(K.STRONG, "__a__", "a")]),
        ("***a***", [(K.EMPHASIS, "***a***", "**a**"), (K.STRONG, "**a**", "a")]),
        ("**a *b* c**", [(K.STRONG, "**a *b* c**", "a *b* c"), (K.EMPHASIS, "*b*", "b")]),
        ("~~a~~", [(K.STRIKE, "~~a~~", "a")]),
        ("snake_case_name and 5 * 3 * 2", []),
        (r"\*a\* and \[b](c)", []),
        ("[a *b*](u)", [(K.LINK, "[a *b*](u)", "a *b*"), (K.EMPHASIS, "*b*", "b")]),
        ("[a][b] [c][] [d]", [(K.LINK, "[a][b]", "a"), (K.LINK, "[c][]", "c")]),
        ("[^1][^2]", [(K.FOOTNOTE, "[^1]", ""), (K.FOOTNOTE, "[^2]", "")]),
        ("[a][^1]", [(K.FOOTNOTE, "[^1]", "")]),
        ("`[^1]` `*a*`", [(K.CODE, "`[^1]`", "[^1]"), (K.CODE, "`*a*`", "*a*")]),
        ("``a ` b``", [(K.CODE, "``a ` b``", "a ` b")]),
        ("`a", []),
        ("![a *b*](c)", [(K.IMAGE, "![a *b*](c)", "a *b*")]),
        ("<https://a.org/b_c_>", [(K.URL, "<https://a.org/b_c_>", "https://a.org/b_c_")]),
        ("<a@b.org>", [(K.ADDRESS, "<a@b.org>", "a@b.org")]),
        ("https://a.org/_b_/*c*", [(K.URL, "https://a.org/_b_/*c", "https://a.org/_b_/*c")]),
        ("**https://a.org**", [(K.STRONG, "**https://a.org**", "https://a.org"),
                               (K.URL, "https://a.org", "https://a.org")]),
        ("_report_v2.pdf_", [(K.EMPHASIS, "_report_v2.pdf_", "report_v2.pdf"),
                             (K.FILE, "report_v2.pdf", "report_v2.pdf")]),
        ("<b>a</b>", [(K.TAG, "<b>a</b>", "a")]),
        ("a<br>b<br/>", [(K.VOID, "<br>", ""), (K.VOID, "<br/>", "")]),
        ("<!-- *a* -->", [(K.VOID, "<!-- *a* -->", "")]),
        ("<code>a *b*</code>", [(K.CODE, "<code>a *b*</code>", "a *b*")]),
        ("*a <b>c* d</b>", [(K.EMPHASIS, "*a <b>c*", "a <b>c"), (K.VOID, "<b>", ""),
                            (K.VOID, "</b>", "")]),
        (r"by \@mira\_c", [(K.HANDLE, r"\@mira\_c", r"\@mira\_c")]),
        ("[x](javascript:a(1))", [(K.LINK, "[x](javascript:a(1))", "x")]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[tuple[SpanKind, str, str]]) -> None:
    found = [
        (span.kind, text[span.start : span.end], text[span.inner_start : span.inner_end])
        for span in spans(text, Syntax.MARKDOWN)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(https://a.org/b_(c)).", [(K.URL, "https://a.org/b_(c)")]),
        ("https://a.org، و", [(K.URL, "https://a.org")]),
        ("www.a.org/b! water.example.org, Amazon.com", [
            (K.URL, "www.a.org/b"), (K.URL, "water.example.org"), (K.URL, "Amazon.com")]),
        ("a.b@c.org'a yaz", [(K.ADDRESS, "a.b@c.org")]),
        ("@mira_c’nin, @a@b.social, a@b, @5", [(K.HANDLE, "@mira_c"), (K.HANDLE, "@a@b.social")]),
        ("#flood #می‌شود #1 C# &#39;", [(K.HASHTAG, "#flood"), (K.HASHTAG, "#می‌شود")]),
        ("в report_v2.pdf, data/a.csv и a.b", [(K.FILE, "report_v2.pdf"), (K.FILE, "data/a.csv")]),
        ("{name} {{ x }} %s %(a)s ${x} {0} {}", [
            (K.PLACEHOLDER, t)
            for t in ("{name}", "{{ x }}", "%s", "%(a)s", "${x}", "{0}", "{}")]),
        ("50% sure, %64,8 idi, 5 %di, {a b}, U.S. said", []),
        ("*a* `b` [c](d) <br> &amp;", []),
        ("t.me/x, bit.ly/x and delmira.news", [
            (K.URL, "t.me/x"), (K.URL, "bit.ly/x"), (K.URL, "delmira.news")]),
        ("x.com/a, 163.com, BBC.co.uk, CNN.COM; example.org:80/a", [
            (K.URL, t) for t in (
                "x.com/a", "163.com", "BBC.co.uk", "CNN.COM", "example.org:80/a")]),
        ("на президент.рф, почта@пример.рф", [
            (K.URL, "президент.рф"), (K.ADDRESS, "почта@пример.рф")]),
        ("müller.de'de, Kadıköy.bel.tr’ye", [(K.URL, "müller.de"), (K.URL, "Kadıköy.bel.tr")]),
        ("وexample.orgرا و موقع.وزارة.مصر", [(K.URL, "example.org"), (K.URL, "موقع.وزارة.مصر")]),
        ("See example.org.Then go. Ask example.com.", [
            (K.URL, "example.org"), (K.URL, "example.com")]),
        ("the end.Next day, No.5, version 1.2.3, v1.2, U.S.in, Mr.Smith, St.Gallen", []),
        ("geldi.Bu, oldu.ve, المؤتمر.مصر, 9 a.m.et, 10.am, java.io.File, com.example.app", []),
        ("Apple Inc.in 2020, No.in, Mr.no, 5.in, p.12.de, رفت.او, قال.ثم", []),
        ("They reached the end.it was late, he said so.in the end; leave it.to be sure", []),
        ("See example.it, linked.in/a, go.to and the bit.ly/x.", [
            (K.URL, t) for t in ("example.it", "linked.in/a", "go.to", "bit.ly/x")]),
        ("mail@xn--e1afmkfd.xn--p1ai, xn--e1afmkfd.xn--p1ai, <<NAME>>", [
            (K.ADDRESS, "mail@xn--e1afmkfd.xn--p1ai"), (K.URL, "xn--e1afmkfd.xn--p1ai"),
            (K.PLACEHOLDER, "<<NAME>>")]),
        ("Ph.D., e.g., i.e., U.S.A., н.э., т.е., د.م., M.Ö., a.Ş.", []),
        ("report.pdf, node.js, main.rs", [
            (K.FILE, "report.pdf"), (K.FILE, "node.js"), (K.FILE, "main.rs")]),
        ("john.o'neil@example.org or müller@example.de or 'desk@example.org'", [
            (K.ADDRESS, "john.o'neil@example.org"), (K.ADDRESS, "müller@example.de"),
            (K.ADDRESS, "desk@example.org")]),
        ("https://a.org/Ohm's_law, https://a.org/d'Ivoire", [
            (K.URL, "https://a.org/Ohm's_law"), (K.URL, "https://a.org/d'Ivoire")]),
        ("https://a.org/x'te, https://a.org's, 'https://a.org/y'.", [
            (K.URL, "https://a.org/x"), (K.URL, "https://a.org"), (K.URL, "https://a.org/y")]),
        ("ftp://a.org/b tg://join?x=1", [(K.URL, "ftp://a.org/b"), (K.URL, "tg://join?x=1")]),
        ("#السُّودان #हिन्दी #И\u0306ога #deprem'de", [
            (K.HASHTAG, t) for t in ("#السُّودان", "#हिन्दी", "#И\u0306ога", "#deprem")]),
        ("@müller, @رويترز, @Йога", [
            (K.HANDLE, "@müller"), (K.HANDLE, "@رويترز"), (K.HANDLE, "@Йога")]),
        ("###T01### @@x@@ %%NAME%% %NAME% $AAPL {% if x %} <%= a %>", [
            (K.PLACEHOLDER, t) for t in (
                "###T01###", "@@x@@", "%%NAME%%", "%NAME%", "$AAPL", "{% if x %}", "<%= a %>")]),
        ("Set __NAME__ and [[Main Page|here]], __so__, a__B__c, [[[x]]], [...]", [
            (K.PLACEHOLDER, "__NAME__"), (K.PLACEHOLDER, "[[Main Page|here]]")]),
        ("$5, $US5, US$ 5, # 1, ## a ##, 5 % N", []),
        ("😀 🇮🇷🇷🇺 👩\u200d👩\u200d👧 ✅ → ❤\ufe0f 1\ufe0f\u20e3 👍🏽", [
            (K.EMOJI, t) for t in ("😀", "🇮🇷", "🇷🇺", "👩\u200d👩\u200d👧", "✅", "→", "❤\ufe0f",
                                   "1\ufe0f\u20e3", "👍🏽")]),
        ("5 × 3 ± 1 °C, § 5, № 3, © 2020, ™, • a", []),
    ],
)  # fmt: skip
def test_plain_text(text: str, expected: list[tuple[SpanKind, str]]) -> None:
    found = [(span.kind, text[span.start : span.end]) for span in spans(text, Syntax.PLAIN)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#&#x653F;&#x6CBB; now", [(K.HASHTAG, "#政治", "#&#x653F;&#x6CBB;")]),
        ("&#35;news, &num;&eacute;t&eacute;", [
            (K.HASHTAG, "#news", "&#35;news"), (K.HASHTAG, "#été", "&num;&eacute;t&eacute;")]),
        ("<b>#&#1084;ост</b>", [(K.TAG, "b", "<b>#&#1084;ост</b>"),
            (K.HASHTAG, "#мост", "#&#1084;ост")]),
        ("desk&#64;example&#46;&#111;rg.", [
            (K.ADDRESS, "desk@example.org", "desk&#64;example&#46;&#111;rg")]),
        ("&#64;mira &amp; &#39;b&#39;", [(K.HANDLE, "@mira", "&#64;mira")]),
        ("#1 &#35;2 a&#35;b &#1084;#а", []),
    ],
)  # fmt: skip
def test_items_that_are_written_with_entities(
    text: str, expected: list[tuple[SpanKind, str, str]]
) -> None:
    found = spans(text, Syntax.HTML)
    assert [(span.kind, span.text, text[span.start : span.end]) for span in found] == expected


def test_inventory_names_what_must_survive() -> None:
    text = 'See [a](<b c> "T") ![d](e) `f` <g@h.org> [i][J  k] <b>l</b> *m* *n*[^o]'
    assert inventory(text, Syntax.MARKDOWN) == Counter(
        {
            (K.LINK, "b c"): 1,
            (K.IMAGE, "e"): 1,
            (K.CODE, "f"): 1,
            (K.ADDRESS, "g@h.org"): 1,
            (K.LINK, "[j k]"): 1,
            (K.TAG, "b"): 1,
            (K.EMPHASIS, ""): 2,
            (K.FOOTNOTE, "o"): 1,
        }
    )


def test_titles_are_found_without_their_quotes() -> None:
    text = "[a](b_(c) 'The \"d\"') ![e](f (g))"
    titles = [text[slice(*span.title)] for span in spans(text, Syntax.MARKDOWN) if span.title]
    assert titles == ['The "d"', "g"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Stop** [there](u)", "Stop there"),
        (r"5 \* 3 &amp; 4 &lt; 5&nbsp;m", "5 * 3 & 4 < 5\u00a0m"),
        ("Run `make  x` at <https://a.org>", "Run make  x at https://a.org"),
        ("![Two *trucks*](a) here", "Two trucks here"),
        ("returned.[^1] Then", "returned. Then"),
        ("one [^1] two", "one two"),
        ("one<br>two <br> three", "one two three"),
        (r"by \@mira\_c", "by @mira_c"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text, Syntax.MARKDOWN) == shown
    assert plain(text, Syntax.PLAIN) == text


@pytest.mark.parametrize(
    ("text", "syntax", "expected"),
    [
        ("A **bold** word.", Syntax.MARKDOWN, ["**", "**"]),
        ("See `x` now.", Syntax.MARKDOWN, ["`x`"]),
        ('[x](http://e.org "Tip") and', Syntax.MARKDOWN, ["[", '](http://e.org "', '")']),
        (
            '<button aria-label="Close" title="Now">here</button>',
            Syntax.HTML,
            ['<button aria-label="', '" title="', '">', "</button>"],
        ),
        ('<input placeholder="Name"> x', Syntax.HTML, ['<input placeholder="', '">']),
        ('<img src="a.png" alt="A boat">', Syntax.HTML, ['<img src="a.png" alt="', '">']),
    ],
)
def test_marks_are_all_that_is_no_words(text: str, syntax: Syntax, expected: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, syntax)] == expected
