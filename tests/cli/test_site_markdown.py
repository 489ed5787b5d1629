"""Pages of the site show what generators add to Markdown, and none of its marks."""

from __future__ import annotations

import pytest

from dragoman.site.from_markdown import from_markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('!!! note "Read *it*"\n\n    Boil water.',
         "<aside>\n<p><strong>Read <em>it</em></strong></p>\n<p>Boil water.</p>\n</aside>"),
        ("??? tip\n    Boil it.", "<aside>\n<p>Boil it.</p>\n</aside>"),
        ("> [!tip] Now\n> Boil it.",
         "<blockquote>\n<p><strong>Now</strong><br />\nBoil it.</p>\n</blockquote>"),
        ("> [!tip]\n> Boil it.", "<blockquote>\n<p>Boil it.</p>\n</blockquote>"),
        ("> [!tip] Now", "<blockquote>\n<p><strong>Now</strong></p>\n</blockquote>"),
        ("Bay\n: Water.", "<dl>\n<dt>Bay</dt>\n<dd>Water.</dd>\n</dl>"),
        ("::: tip Now\nBoil it.\n:::", "<p><strong>Now</strong></p>\n<p>Boil it.</p>"),
        ("import A from 'a';\n\nBoil it.\n\n{/* why */}", "<p>Boil it.</p>"),
        ('{{< figure src="a.jpg" caption="A < hill" >}}', "<p>A &lt; hill</p>"),
        ("{% if a %}\n\nBoil it.\n\n{% endif %}", "<p>Boil it.</p>"),
        ("Boil it.\n{: .lead}\n\n[TOC]", "<p>Boil it.</p>"),
        ("{% highlight js %}\n# x < y\n\nz\n{% endhighlight %}\n\nBoil it.",
         "<pre><code># x &lt; y\n\nz\n</code></pre>\n<p>Boil it.</p>"),
        ("{% comment %}\nHe was paid.\n{% endcomment %}\n\nBoil it.", "<p>Boil it.</p>"),
        ("$$a < b$$", "<p>$$a &lt; b$$</p>"),
        ("{{ a }}\r\n\r\nBoil it.", "<p>Boil it.</p>"),
    ],
)  # fmt: skip
def test_no_mark_is_shown(text: str, shown: str) -> None:
    assert from_markdown("a.md", text).body == shown


def test_rows_without_a_head_are_a_table() -> None:
    body = from_markdown("a.md", "> | a | *b* |\n> | c \\| d | e |").body
    assert "<tr><td>a</td><td><em>b</em></td></tr>\n<tr><td>c | d</td><td>e</td></tr>" in body
    assert body.count("<table>") == body.count("</table>") == 1
