"""What site generators and newsroom systems add to Markdown comes through, or is translated."""

from __future__ import annotations

import sys

import pytest

from dragoman import formats
from tests.formats.accents import capitals, left


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('ask [ann]({{< ref "ann.md" >}}).', 'ASK [ANN]({{< ref "ann.md" >}}).'),
        ("ask [ann]({{ site.url }}/ann/ 'ann').", "ASK [ANN]({{ site.url }}/ann/ 'ANN')."),
        ("a [map]({% link maps/a.md %}#x) b", "A [MAP]({% link maps/a.md %}#x) B"),
        ('![a map]({% asset "m a.png" %})', '![A MAP]({% asset "m a.png" %})'),
        ("[plan](our plan.pdf) [b](<c d> 'e') [f](g(h)i)",
         "[PLAN](our plan.pdf) [B](<c d> 'E') [F](g(h)i)"),
        ('![a hill](hill one.jpg "the hill")', '![A HILL](hill one.jpg "THE HILL")'),
        ("he [said] (so far)", "HE [SAID] (SO FAR)"),
        ("{% if x %}one road{% else %}two{% endif %} open",
         "{% if x %}ONE ROAD{% else %}TWO{% endif %} OPEN"),
        ("see [it](https://a.org/).{{< /note >}}", "SEE [IT](https://a.org/).{{< /note >}}"),
        ("https://a.org/b{{ c }} x", "https://a.org/b{{ c }} X"),
        ("{{% mark %}}so far{{% /mark %}} we know", "{{% mark %}}SO FAR{{% /mark %}} WE KNOW"),
        ("{{- x -}} is {#- no -#} left {{{ raw }}}", "{{- x -}} IS {#- no -#} LEFT {{{ raw }}}"),
        ("* {% raw %}`{%`{% endraw %} begins and {% raw %}`%}`{% endraw %} ends it",
         "* {% raw %}`{%`{% endraw %} BEGINS AND {% raw %}`%}`{% endraw %} ENDS IT"),
        ("{% raw %} so far", "{% raw %} SO FAR"),
        ("run {% raw %}{{ a }} b{% endraw %} now", "RUN {% raw %}{{ a }} b{% endraw %} NOW"),
        ("| a | b |\n|---|---|\n| {{ x | y }} | c |", "| A | B |\n|---|---|\n| {{ x | y }} | C |"),
        ("<a href=\"{% url 'a' %}\">here</a> or {{ x }}",
         "<a href=\"{% url 'a' %}\">HERE</a> OR {{ x }}"),
        ("{{< highlight go >}}\n# x\n\nfor y\n{{< /highlight >}}\n\nz",
         "{{< highlight go >}}\n# x\n\nfor y\n{{< /highlight >}}\n\nZ"),
        ("a\n\n{% highlight js %}\nvar b\n\n\n* c\n{% endhighlight %}",
         "A\n\n{% highlight js %}\nvar b\n\n\n* c\n{% endhighlight %}"),
        ("{{raw `\n    b(c)\n\n<pre>d e</pre>\n`}}\n\na {{raw\n`<b>c</b>`}} d",
         "{{raw `\n    b(c)\n\n<pre>d e</pre>\n`}}\n\nA {{raw `<b>c</b>`}} D"),
        ("{{< codeHere lang=sh >}}\nls $(a)\n{{< /codeHere >}}\n\nb",
         "{{< codeHere lang=sh >}}\nls $(a)\n{{< /codeHere >}}\n\nB"),
        ("{{< tabpane >}}\n{{< tab header=\"a\" lang=sh >}}\nls *a*\n{{< /tab >}}\n"
         "{{< tab text=true >}}\nso far\n{{< /tab >}}\n{{< /tabpane >}}",
         "{{< tabpane >}}\n{{< tab header=\"a\" lang=sh >}}\nls *a*\n{{< /tab >}}\n"
         "{{< tab text=true >}}\nSO FAR\n{{< /tab >}}\n{{< /tabpane >}}"),
        ("{{< tabpane text=true >}}\n{{< tab a >}}\nso far\n{{< /tab >}}\n{{< /tabpane >}}\n\n"
         "{{< tab b >}}\nand on\n{{< /tab >}}",
         "{{< tabpane text=true >}}\n{{< tab a >}}\nSO FAR\n{{< /tab >}}\n{{< /tabpane >}}\n\n"
         "{{< tab b >}}\nAND ON\n{{< /tab >}}"),
        ("it is {{% mark %}} **so far** {{% /mark %}} known",
         "IT IS {{% mark %}} **SO FAR** {{% /mark %}} KNOWN"),
        ('{% include faq.md\n  a="so"\n\n  b="or not"\n%}\n[ann]: https://a.org\n\nsee [ann][]',
         '{% include faq.md\n  a="so"\n\n  b="or not"\n%}\n[ann]: https://a.org\n\nSEE [ANN][ann]'),
        ("- a\n\n  {% b c=1\n\n\n  %}\n\n  d", "- A\n\n  {% b c=1\n\n\n  %}\n\n  D"),
        ("{{/* a note\n\nof {{ x }} it */}}\n\nso far\n\n{{- /*\n\nb */ -}}",
         "{{/* a note\n\nof {{ x }} it */}}\n\nSO FAR\n\n{{- /*\n\nb */ -}}"),
        ("{# a note\n\nof it #}\n\nso far", "{# a note\n\nof it #}\n\nSO FAR"),
        ("{# no\n\n{# a note #} so", "{# NO\n\n{# a note #} SO"),
        ("{% if a == 1\n\nb {% c %}", "\\{% IF A == 1\n\nB {% c %}"),
        ("{{< code-toggle a=b />}}\n\nof it\n\n{{< code-toggle >}}\nc\n{{< /code-toggle >}}",
         "{{< code-toggle a=b />}}\n\nOF IT\n\n{{< code-toggle >}}\nc\n{{< /code-toggle >}}"),
        ("a {{< mark x=y />}} b {{< /mark >}}", "A {{< mark x=y />}} B {{< /mark >}}"),
        ("so `{` begins and `}` ends it", "SO `{` BEGINS AND `}` ENDS IT"),
        ('{{quote {author: "Ann", title: "a hill"}\n\nso far\n\nquote}}\n\nhe left',
         '{{quote {author: "Ann", title: "A HILL"}\n\nSO FAR\n\nquote}}\n\nHE LEFT'),
        ("{{hint\nso far\nand on\nhint}}\nhe left", "{{hint\nSO FAR AND ON\nhint}}\nHE LEFT"),
        ("{{if book\n```\ncode\n```\nif}}", "{{if book\n```\ncode\n```\nif}}"),
        ("{{if book\n\n{{hint\n\nso far\n\nhint}}\n\nif}}",
         "{{if book\n\n{{hint\n\nSO FAR\n\nhint}}\n\nif}}"),
        ("- a\n\n  {{hint\n\n  b\n\n  hint}}", "- A\n\n  {{hint\n\n  B\n\n  hint}}"),
        ('{{figure {url: "a.jpg", alt: "a hill"}}}', '{{figure {url: "a.jpg", alt: "A HILL"}}}'),
        ("so }}\n\n{{far\n\nhe left", "SO }}\n\n{{FAR\n\nHE LEFT"),
        ("{{< code-tabs >}}\n\nof it\n\n{{< /code-tabs >}}",
         "{{< code-tabs >}}\n\nOF IT\n\n{{< /code-tabs >}}"),
        ("{%- set codeOfIt %}{% raw %}\nof it\n\nand so\n{% endraw %}{% endset %}\n\nb",
         "{%- set codeOfIt %}{% raw %}\nof it\n\nand so\n{% endraw %}{% endset %}\n\nB"),
        ("{% capture source_code %}\nx\n{% endcapture %}\n\nb",
         "{% capture source_code %}\nx\n{% endcapture %}\n\nB"),
        ("{% set title %}\nx\n{% endset %}\n\nb", "{% set title %}\nX\n{% endset %}\n\nB"),
        ("so [@lee, p. 3; -@ann2026] and [-@lee] it is [see @ann].",
         "SO [@lee, p. 3; -@ann2026] AND [-@lee] IT IS [SEE @ann]."),
        ("[@lee](b.md) or [@lee said]", "[@lee](b.md) OR [@lee SAID]"),
        ("see [@lee]\n\n[@lee]: b.md", "SEE [@lee]\n\n[@lee]: b.md"),
    ],
)  # fmt: skip
def test_template_tags(text: str, expected: str) -> None:
    assert capitals("a.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{< figure src="a.jpg" caption="the hill" >}}',
         '{{< figure src="a.jpg" caption="THE HILL" >}}'),
        ("{{< figure\n  alt=`a hill`\n  src=\"a\"\n>}}",
         "{{< figure\n  alt=`A HILL`\n  src=\"a\"\n>}}"),
        ('{% include photo.html caption="we\n  *won*" %}',
         '{% include photo.html caption="WE *WON*" %}'),
        ('{% include photo.html caption="we *won*" %}',
         '{% include photo.html caption="WE *WON*" %}'),
        ('{{< b title="say \\"yes\\"" >}}', '{{< b title="SAY \\"YES\\"" >}}'),
        ("> {{< b label='no way' >}}", "> {{< b label='NO WAY' >}}"),
    ],
)  # fmt: skip
def test_parameters_that_readers_see(text: str, expected: str) -> None:
    assert capitals("a.md", text) == expected


def test_a_setting_names_the_parameters() -> None:
    text = '{{< details "read more" >}} {{< b foot="the end" caption="a b" >}}'
    wanted = '{{< details "READ MORE" >}} {{< b foot="THE END" caption="a b" >}}'
    assert capitals("a.md", text, ("details.1", "b.foot")) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a\n\n{{< b foot="the end" >}}', ["line 3: “the end” in a template tag"]),
        ('see {{< b "the end" >}} here', ["line 1: “the end” in a template tag"]),
        ('{{< figure src="a b.jpg" caption="the end" >}}', []),
        ('{% faq q="why\n  so"\n\n caption="of\n\nit all" %}',
         ["line 1: “why so” in a template tag", "line 4: “of it all” in a template tag"]),
        ("<%= warning_text('So it is. And on.') %>",
         ["line 1: “So it is. And on.” in an expression"]),
        ('see {{ "So it is" | upcase }} here', ["line 1: “So it is” in an expression"]),
        ("{{ site.posts | where: 'kind', 'one and two' }}", []),
        ('{{quote {author: "by ann"}\n\na\n\nquote}}', ["line 1: “by ann” in a template tag"]),
        ('{{< ref "news/the-end.md" >}} {% if a == "b" %}', []),
    ],
)  # fmt: skip
def test_what_stays_is_told(text: str, said: list[str]) -> None:
    expected = [f"{each} stays in the source language" for each in said]
    assert left("a.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[ann](a.md){:target="_blank"} left', '[ANN](a.md){:target="_blank"} LEFT'),
        ("[buy](#){ .md-button } *so*{.x} `c`{#d}", "[BUY](#){ .md-button } *SO*{.x} `c`{#d}"),
        ("![a](b.png){ width=300 align=left }", "![A](b.png){ width=300 align=left }"),
        ("![a](b.png){#fig:a.b} is *c*{.d.e}", "![A](b.png){#fig:a.b} IS *C*{.d.e}"),
        ("one line {: .lead} more", "ONE LINE {: .lead} MORE"),
        ("# head { #head }", "# HEAD { #head }"),
        ("it calls {.push lib: name.} and {.raises.}, {. not this",
         "IT CALLS {.push lib: name.} AND {.raises.}, {. NOT THIS"),
        ("> it works.\\\n> \\\n> more of it\\\n> the end",
         "> IT WORKS.\\\n> \\\n> MORE OF IT\\\n> THE END"),
        ("it works.\\\n\\\n\\\nmore \\\\\\\nof it", "IT WORKS.\\\n\\\n\\\nMORE \\\\\\\nOF IT"),
        ("it fell {#why#} and {# who #} won {#up}", "IT FELL {#why#} AND {# who #} WON {#up}"),
        ("# head {/*head*/}", "# HEAD {/*head*/}"),
        ('!!! note "read this"\n\n    boil it.\n\n        code\n\n    then drink.',
         '!!! note "READ THIS"\n\n    BOIL IT.\n\n        code\n\n    THEN DRINK.'),
        ("!!! tip\n    boil it\n    well.\n\nso", "!!! tip\n    BOIL IT WELL.\n\nSO"),
        ('??? "more"\n    a\n\n    b\n\n???+ "so far"\n    c',
         '??? "MORE"\n    A\n\n    B\n\n???+ "SO FAR"\n    C'),
        ('??? info inline "more"\n    - a\n    - b', '??? info inline "MORE"\n    - A\n    - B'),
        ('=== "tab one"\n\n    text\n\n=== "tab two"\n\n    # more',
         '=== "TAB ONE"\n\n    TEXT\n\n=== "TAB TWO"\n\n    # MORE'),
        ('> !!! note "a"\n>     b', '> !!! note "A"\n>     B'),
        (':::tip[read this]\nboil it\n:::', ':::tip[READ THIS]\nBOIL IT\n:::'),
        ("::: warning look out\nso\n:::", "::: warning LOOK OUT\nSO\n:::"),
        ("::: {.note}\nso\n:::", "::: {.note}\nSO\n:::"),
        ('<div markdown="span">\n    ![a](b.png)\n    c\n</div>\n\n    d',
         '<div markdown="span">\n    ![A](b.png) C\n</div>\n\n    d'),
        ("<p markdown>\n    a\n</p>", "<p markdown>\n    A\n</p>"),
        ("<div markdown>\n\n    a\n</div>", "<div markdown>\n\n    a\n</div>"),
        ("/// note | read this\nboil it\n///", "/// note | READ THIS\nBOIL IT\n///"),
        ("term\n: what it is.\n: more\n\nb\n:   c", "TERM\n: WHAT IT IS.\n: MORE\n\nB\n:   C"),
        ("> term\n> : what", "> TERM\n> : WHAT"),
        ("| a | b |\n| c | d |\n{: .wide}", "| A | B |\n| C | D |\n{: .wide}"),
        ("> | a |\n> |===|\n> | b |\n>\n> c", "> | A |\n> |===|\n> | B |\n>\n> C"),
        ("| a line\n| of verse", "| A LINE\n| OF VERSE"),
        ("| a bar\nand text", "| A BAR AND TEXT"),
        ("> [!tip]- title\n> a\n> b", "> [!tip]- TITLE\n> A B"),
        ("> [!tip]\n> a\n> b", "> [!tip]\n> A B"),
        ("import A from '@b/c';\nimport 'd';\n\ne", "import A from '@b/c';\nimport 'd';\n\nE"),
        ("export const a = {\n  b: 1,\n};\n\nc", "export const a = {\n  b: 1,\n};\n\nC"),
        ("export default Layout\n\na", "export default Layout\n\nA"),
        ("import taxes rose.", "IMPORT TAXES ROSE."),
        ("export default values", "EXPORT DEFAULT VALUES"),
        ("<<< @/a/b.js{1,2}\n\nc", "<<< @/a/b.js{1,2}\n\nC"),
        ("press ++ctrl+f5++, ++x++ so", "PRESS ++ctrl+f5++, ++x++ SO"),
        ("so ++new++ and c++ or a++", "SO ++NEW++ AND C++ OR A++"),
        ("a\nb\n: what", "A\nB\n: WHAT"),
        ("a `b`\n**c**\nd\n\n: what\n\n: e", "A `b`\n**C**\nD\n\n: WHAT\n\n: E"),
        ("- a\n  b\n  : what", "- A\n  B\n  : WHAT"),
        ("a\nb\n\nc\n: what", "A B\n\nC\n: WHAT"),
        ("{% raw %}```py\na\n{% endraw %}```\n\nb\n\n```\nc\n```",
         "{% raw %}```py\na\n{% endraw %}```\n\nB\n\n```\nc\n```"),
        ("the HTML\n\n*[HTML]: hyper text", "THE HTML\n\n*[HTML]: HYPER TEXT"),
        ("<div>\na\n</div>\n## b\n- c\n", "<div>\nA\n</div>\n## B\n- C\n"),
        ("<div>a</div>\n{: .lead}\n\nb", "<div>A</div>\n{: .lead}\n\nB"),
        ("<p>a</p>\nsee [b](c.md) *d*\n> e", "<p>A</p>\nSEE [B](c.md) *D*\n> E"),
        ("<hr>\n1. a\n2. b", "<hr>\n1. A\n2. B"),
        ("</div>\n```js\nlet a;\n\nlet b;\n```\nc", "</div>\n```js\nlet a;\n\nlet b;\n```\nC"),
        ("<div>\n~~~\na\n~~~\n</div>\nb", "<div>\n~~~\na\n~~~\n</div>\nB"),
        ("> <div>\n> ```\n> a\n> ```\n> </div>\n", "> <div>\n> ```\n> a\n> ```\n> </div>\n"),
        ("</div>\n{% highlight js %}\nlet a;\n\nlet b;\n{% endhighlight %}\n\nc",
         "</div>\n{% highlight js %}\nlet a;\n\nlet b;\n{% endhighlight %}\n\nC"),
        ("<div>\n```\na\n\nb", "<div>\n```\nA\n\nB".replace("\n```\nA", "\n``` A")),
        ("<div>\n<div>\na\n</div>\n- b\n</div>", "<div>\n<div>\nA\n</div>\n- B\n</div>"),
        ("<div>\na\n</div>\nb</p>\nc", "<div>\nA\n</div>\nB</p>\nC"),
        ("<pre>\n## a\n</pre>\n", "<pre>\n## a\n</pre>\n"),
        ("<div><pre>\n```\na\n```\n</pre></div>\nb", "<div><pre>\n```\na\n```\n</pre></div>\nB"),
        ("\\[ \\frac{2\\:px}{a} = b \\]\n\nc", "\\[ \\frac{2\\:px}{a} = b \\]\n\nC"),
        ("* toc\n{:toc}\n\na", "* toc\n{:toc}\n\nA"),
        ("1. to be\n2. replaced\n{: .wide toc }\n# a",
         "1. to be\n2. replaced\n{: .wide toc }\n# A"),
        ("> - a\n>   * toc\n>   {:toc}\n> - b", "> - A\n>   * toc\n>   {:toc}\n> - B"),
        ("* toc\r\n{:toc}\r\n", "* toc\r\n{:toc}\r\n"),
        ("* a\n{:.no_toc}\n\n* b\n\n{:toc}", "* A\n{:.no_toc}\n\n* B\n\n{:toc}"),
        ("a\n{:toc}\n\n* b\n  {:toc}", "A\n{:toc}\n\n* B\n  {:toc}"),
        ("[TOC]\n\nfar :smile: away 10:30: no", "[TOC]\n\nFAR :smile: AWAY 10:30: NO"),
        (":material-home:{ .big } home", ":material-home:{ .big } HOME"),
        ("see [[The Page]] and [[The Page|that page]] or [[1]](a.md)",
         "SEE [[The Page]] AND [[The Page|that page]] OR [[1]](a.md)"),
        ("let $x_1 = \\frac{a}{b}$ and $n$, for $5 or $10 then",
         "LET $x_1 = \\frac{a}{b}$ AND $n$, FOR $5 OR $10 THEN"),
        ("it cost $3, not A$ or C$.", "IT COST $3, NOT A$ OR C$."),
        ('[caption id="a"]the hill[/caption] [gallery ids="1,2"]',
         '[caption id="a"]THE HILL[/caption] [gallery ids="1,2"]'),
        ("[embed]https://a.org/b c[/embed] so", "[embed]https://a.org/b c[/embed] SO"),
        ("we [more] or less [video of it] won", "WE [MORE] OR LESS [VIDEO OF IT] WON"),
        ('* a\n{#b}\n\n    === "c"\n\n        d', '* A\n{#b}\n\n    === "C"\n\n        D'),
        ("we won\n{.lead}\n\nb", "WE WON\n{.lead}\n\nB"),
        ("{/* why */}\nimport A from 'a';\n\nb",
         "{/* why */}\nimport A from 'a';\n\nB"),
        ("{/* why\nso */}\nb", "{/* why\nso */}\nB"),
        ("export default async function f() {\n\n  // why\n\n  g();\n}\n\nb",
         "export default async function f() {\n\n  // why\n\n  g();\n}\n\nB"),
        ("export const f = ':(';\n\nb\n\nc)", "export const f = ':(';\n\nB\n\nC)"),
        ("export const f = {\n\n  g: 1,", "export const f = {\n\n  G: 1,"),
    ],
)  # fmt: skip
def test_extensions(text: str, expected: str) -> None:
    assert capitals("a.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see [ann lee].\n\n[ann lee]: https://l.org",
         "SEE [ANN LEE][ann lee].\n\n[ann lee]: https://l.org"),
        ("see [*ann*][] [b][ANN] [b]\n\n[*ann*]: c\n[ann]: d",
         "SEE [*ANN*][*ann*] [B][ANN] [B]\n\n[*ann*]: c\n[ann]: d"),
        ("# on [ann]\n\n| [ann] |\n|---|\n\n[ann]: b",
         "# ON [ANN][ann]\n\n| [ANN][ann] |\n|---|\n\n[ann]: b"),
        ("![map] `[map]`\n\n[map]: b.png", "![MAP][map] `[map]`\n\n[map]: b.png"),
        ('[a]: /b "the hill"\n[c]: /d\n  (far off)', '[a]: /b "THE HILL"\n[c]: /d\n  (FAR OFF)'),
        ("[12]\n\n[12]: b", "[12]\n\n[12]: b"),
        ("we won [\\#12] and [\\*b\\*]\n\n[\\#12]: c\n[\\*b\\*]: d",
         "WE WON [#12][\\#12] AND [\\*B\\*][\\*b\\*]\n\n[\\#12]: c\n[\\*b\\*]: d"),
        ("see [`str`][] or [**a**][]", "SEE [`str`][] OR [**A**][**a**]"),
        ('![map]{ .b } [ann][]{: .c}\n\n[map]: b.png\n[ann]: c',
         "![MAP][map]{ .b } [ANN][ann]{: .c}\n\n[map]: b.png\n[ann]: c"),
        ('!!! note "on [ann]"\n    b\n\n::: tip on [ann]\n:::\n\n[ann]: c',
         '!!! note "ON [ANN][ann]"\n    B\n\n::: tip ON [ANN][ann]\n:::\n\n[ann]: c'),
    ],
)  # fmt: skip
def test_references(text: str, expected: str) -> None:
    assert capitals("a.md", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<figure>\n<img alt="a hill" src="h">\n<figcaption>far off. so</figcaption>\n</figure>',
         '<figure>\n<img alt="A HILL" src="h">\n<figcaption>FAR OFF. SO</figcaption>\n</figure>'),
        ("> <blockquote>we lost\n> it all.</blockquote>\n> \n> so",
         "> <blockquote>WE LOST IT ALL.</blockquote>\n> \n> SO"),
        ("- a\n\n  <p>b\n  c</p>\n", "- A\n\n  <p>B C</p>\n"),
        ('<div markdown="1">\n*so* [b](c.md)\n</div>',
         '<div markdown="1">\n*SO* [B](c.md)\n</div>'),
        ("<table>\n<tr>\n\n<td>a</td><td>b</td>\n</tr>",
         "<table>\n<tr>\n\n<td>A</td><td>B</td>\n</tr>"),
        ("<pre>\nfor x\n\ny\n</pre>\n\n<!-- no -->\n\n<script>\nz\n</script>",
         "<pre>\nfor x\n\ny\n</pre>\n\n<!-- no -->\n\n<script>\nz\n</script>"),
        ('<p class="{{ a }}">{{ b }} won</p>', '<p class="{{ a }}">{{ b }} WON</p>'),
        ('<a href="b">\n  <img alt="a hill" src="c">\n</a>\n\n*so*',
         '<a href="b">\n  <img alt="A HILL" src="c">\n</a>\n\n*SO*'),
        ("<is-land on>\nso <b>far</b>\n</is-land>", "<is-land on>\nSO <b>FAR</b>\n</is-land>"),
        ("**\\\nso far**", "**\\\nSO FAR**"),
        ("<small>\n:big-hill-16: so :far\n</small>", "<small>\n:big-hill-16: SO :FAR\n</small>"),
        ('so <img src="a b" alt="a hill"> far', 'SO <img src="a b" alt="A HILL"> FAR'),
        ("<!-- it is part of a `<li>` of it -->\n\nso far",
         "<!-- it is part of a `<li>` of it -->\n\nSO FAR"),
        ("<div>\n<!--\n<br>\n<p>no</p>\n-->\n<p>so far</p>\n</div>",
         "<div>\n<!--\n<br>\n<p>no</p>\n-->\n<p>SO FAR</p>\n</div>"),
        ("<div>\n<!-- endbuild <p>\n<br>\n--><p>so far</p>\n</div>",
         "<div>\n<!-- endbuild <p>\n<br>\n--><p>SO FAR</p>\n</div>"),
        ('<td markdown="1">**a cell**{:.red} {: #b .c} is</td>',
         '<td markdown="1">**A CELL**{:.red} {: #b .c} IS</td>'),
        ('<div>\n[a hill](b.md){ .md-button .wide } or {#b} it\n</div>',
         '<div>\n[A HILL](b.md){ .md-button .wide } OR {#b} IT\n</div>'),
        ("<p>he {: said} so</p>", "<p>HE {: SAID} SO</p>"),
        ("<div>\n<b>so far</b>\n{{< /card >}}\n{{% /b %}}\n</div>",
         "<div>\n<b>SO FAR</b> {{< /card >}} {{% /b %}}\n</div>"),
        ("<p>so <a href=\"{{ 'a' | b }}\">far</a> <b c={{d: '#e'}}>is</b></p>",
         "<p>SO <a href=\"{{ 'a' | b }}\">FAR</a> <b c={{d: '#e'}}>IS</b></p>"),
        ('<div>\n<div title="a hill" markdown="block">\n*so* far\n</div>\n</div>',
         '<div>\n<div title="A HILL" markdown="block">\n*SO* FAR\n</div>\n</div>'),
        ('a\n\n<div markdown="1" title="a hill">\nso far\n</div>\n\nb',
         'A\n\n<div markdown="1" title="A HILL">\nSO FAR\n</div>\n\nB'),
        ("<p>so {{< a \"b\" >}}far, <% c %> it{{< /a >}} is</p>",
         "<p>SO {{< a \"b\" >}}FAR, <% c %> IT{{< /a >}} IS</p>"),
    ],
)  # fmt: skip
def test_html_in_markdown(text: str, expected: str) -> None:
    assert capitals("a.md", text) == expected


SPACES = "\u00a0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\x85\u2028"


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
def test_a_space_of_any_kind_between_sentences(path: str, space: str) -> None:
    text = f"Water fell.{space} Nobody came."
    article = formats.parse(path, text.encode(), "en")
    assert all(segment.source == segment.source.strip() for segment in article.segments)
    assert "".join(segment.text for segment in article.segments) == text
    assert capitals(path, text) == text.upper()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>We left. </b>Nobody came.", "<b>WE LEFT.</b> NOBODY CAME."),
        ("<b>We left.</b><i> Nobody</i> came.", "<b>WE LEFT.</b> <i>NOBODY</i> CAME."),
        ("<p><b>We left. </b></p>", "<p><b>WE LEFT.</b></p>"),
        ("<code>a  b</code> is <code>a\tb</code>", "<code>a  b</code> IS <code>a\tb</code>"),
    ],
)
def test_spaces_inside_tags(text: str, expected: str) -> None:
    assert capitals("a.html", text) == expected


def test_spaces_in_code() -> None:
    assert capitals("a.md", "run `a  b` now") == "RUN `a  b` NOW"


@pytest.mark.parametrize(
    "unit",
    [
        "{% raw %} ",
        "{{< a >}} b ",
        "{{ a ",
        "[a](b ",
        "$a ",
        "{: .a ",
        "[[a ",
        "<b>a </b>",
        "[a=b ",
    ],
)
def test_the_same_again_costs_no_more_each_time(unit: str) -> None:
    def calls(count: int) -> int:
        seen = 0

        def count_calls(*_: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(count_calls)
        try:
            formats.parse("a.md", ("x " + unit * count).encode(), "en")
        finally:
            sys.setprofile(None)
        return seen

    calls(10)  # what is made once is made here
    few, many = calls(60), calls(240)
    assert many < 6 * few
