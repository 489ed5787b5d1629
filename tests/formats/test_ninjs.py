"""News items in JSON: what readers read is translated, and all else keeps its bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.model import Article

ITEM = r"""{
  "uri" : "tag:sorvale.example,2026:bridge-1",
  "standard": {"name": "ninjs", "version": "3.1"},
  "type": "composite", "language" : "en", "slugline": "Bridge opens",
  "edNote": "Not before noon.",
  "headlines": [{"role": "main", "value": "The bridge is open"}],
  "descriptions": [{"value": "Trucks cross \u201cagain\u201d."}],
  "bodies": [
    {"contentType": "text/plain", "value": "Rain stopped. Trucks came.\n\nNobody waited.\r\n"},
    {"contentType": "application/xhtml+xml",
     "value":
      "<p class=\"lead\">Rain <b>stopped</b>.</p><!-- ask -->\n<p>Trucks \ud83d\ude9a came.</p>"}
  ],
  "people": [{"name": "Mira Castrel"}],
  "associations": [
    {"uri": "p1", "language": "en", "headlines": [{"value": "A truck"}]},
    {"uri": "p2", "language": "fr", "headlines": [{"value": "Un pont"}]}
  ]
}
"""
OLD = """{"uri": "x", "standard": {"name": "ninjs"}, "headline": "A road", "body_text": "One. Two.",
 "body_xhtml": "<p>One. <i>Two</i>.</p>", "description_caption": "Seen at noon",
 "associations": {"main": {"uri": "y", "headline": "A pole"}}}"""


def article(text: str, path: str = "a.json") -> Article:
    return formats.parse(path, text.encode(), "en")


def copy(text: str, words: dict[str, str], locale: str | None = "tr") -> Any:
    known = article(text)
    targets = [words.get(segment.source) for segment in known.segments]
    return json.loads(formats.serialize(known, targets, locale))


def test_what_readers_read_of_an_item_is_translated() -> None:
    known = article(ITEM)
    assert [segment.source for segment in known.segments] == [
        "The bridge is open",
        "Trucks cross “again”.",
        "Rain stopped.",
        "Trucks came.",
        "Nobody waited.",
        "Rain <b>stopped</b>.",
        "Trucks 🚚 came.",
        "A truck",
    ]
    assert formats.serialize(known, [None] * 8).decode() == ITEM
    assert [segment.source for segment in article(OLD, "a.ninjs").segments] == [
        "A road", "One.", "Two.", "One.", "<i>Two</i>.", "Seen at noon", "A pole",
    ]  # fmt: skip


@pytest.mark.parametrize("half", [r"\ud83d", r"\ude9a", r"\ude9a\ud83d"])
def test_half_a_character_keeps_no_item_from_being_translated(half: str) -> None:
    text = ITEM.replace("The bridge is", f"The bridge {half} is").replace("Rain <b>", f"{half} <b>")
    sign = "\ufffd" * (half.count("u") or 1)
    known = article(text)
    assert known.segments[0].source == f"The bridge {sign} is open"
    assert known.segments[5].source == f"{sign} <b>stopped</b>."
    assert formats.serialize(known, [None] * 8).decode() == text
    assert (
        copy(text, {known.segments[0].source: "Köprü açık"})["headlines"][0]["value"]
        == "Köprü açık"
    )


def test_a_copy_is_an_item_of_its_own_in_its_language() -> None:
    words = {
        "The bridge is open": 'Köprü "açık"',
        "Nobody waited.": "Kimse\nbeklemedi.",
        "Rain <b>stopped</b>.": "Yağmur <b>durdu</b> ve “dindi”.",
        "Trucks 🚚 came.": "Kamyonlar 🚚 geldi.",
        "A truck": "Bir kamyon",
    }
    made = copy(ITEM, words)
    expected = json.loads(ITEM)
    expected["uri"] += "#tr"
    expected["language"] = "tr"
    expected["headlines"][0]["value"] = 'Köprü "açık"'
    expected["bodies"][0]["value"] = "Rain stopped. Trucks came.\n\nKimse beklemedi.\r\n"
    expected["bodies"][1]["value"] = (
        '<p class="lead">Yağmur <b>durdu</b> ve “dindi”.</p>\n<p>Kamyonlar 🚚 geldi.</p>'
    )
    expected["associations"][0]["language"] = "tr"
    expected["associations"][0]["headlines"][0]["value"] = "Bir kamyon"
    assert made == expected


def test_an_item_that_names_no_language_gets_one() -> None:
    made = copy(OLD, {"A pole": "Bir direk"})
    assert (made["language"], made["uri"]) == ("tr", "x#tr")
    assert made["associations"]["main"] == {"uri": "y", "headline": "Bir direk"}


def test_an_item_may_be_named_by_a_guid() -> None:
    made = copy('{"guid": "urn:x", "headline": "A road"}', {"A road": "Bir yol"})
    assert made == {"language": "tr", "guid": "urn:x#tr", "headline": "Bir yol"}


def test_several_items_in_one_file_are_read() -> None:
    text = f"[{ITEM}, {OLD}]"
    assert len(article(text).segments) == 15
    made = copy(text, {"A road": "Bir yol"})
    assert [item["uri"] for item in made] == ["tag:sorvale.example,2026:bridge-1#tr", "x#tr"]
    assert made[1]["headline"] == "Bir yol"


def test_a_note_stands_in_each_text() -> None:
    known = formats.of("a.json")
    assert known.note is not None
    made = json.loads(known.note(ITEM, 'By "machine".\nSee <it>.', first=False))
    assert made["bodies"][0]["value"].endswith('Nobody waited.\r\n\n\nBy "machine".\nSee <it>.')
    assert made["bodies"][1]["value"].endswith('<p>By "machine".</p><p>See &lt;it&gt;.</p>')
    assert made["descriptions"] == json.loads(ITEM)["descriptions"]
    first = json.loads(known.note(ITEM, "By machine.", first=True))
    assert first["bodies"][0]["value"].startswith("By machine.\n\nRain")
    picture = '{"uri": "p", "descriptions": [{"value": "A truck"}]}'
    assert json.loads(known.note(picture, "M.", first=False))["descriptions"] == [
        {"value": "A truck\n\nM."}
    ]


def test_what_is_left_out_leaves_nothing_behind() -> None:
    known = article(ITEM)
    targets = [
        formats.OMITTED if segment.source.startswith(("Nobody", "Rain <b>")) else None
        for segment in known.segments
    ]
    made = json.loads(formats.serialize(known, targets, "tr"))
    assert made["bodies"][0]["value"].strip() == "Rain stopped. Trucks came."
    assert made["bodies"][1]["value"].strip() == "<p>Trucks 🚚 came.</p>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"uri": "a", "ninjs": }', "this is not JSON"),
        ('{"name": "ninjs"}', "no `uri`"),
        ('["ninjs"]', "no `uri`"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_other_json_is_refused(text: str, said: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article(text)
    assert said in caught.value.problem


_STRINGS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["<p>One. Two.</p>", 'A "b" \\ c\n\nd', "<a title='x", "<!-- a", "a\u2028b", "\0", "</script>"]
)


@given(
    st.fixed_dictionaries(
        {
            "uri": st.just("u"),
            "headlines": st.lists(st.fixed_dictionaries({"value": _STRINGS}), max_size=2),
            "bodies": st.lists(
                st.fixed_dictionaries(
                    {"value": _STRINGS, "contentType": st.sampled_from(["text/html", "text/plain"])}
                ),
                max_size=3,
            ),
            "more": st.recursive(_STRINGS | st.integers() | st.none(), st.lists, max_leaves=5),
        }
    ),
    st.booleans(),
    st.sampled_from([None, 2]),
)
def test_any_item_keeps_its_bytes_and_stays_json(
    item: dict[str, Any], ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(item, ensure_ascii=ascii_only, indent=indent)
    if "\0" in text:
        return
    known = article(text)
    nothing = [None] * len(known.segments)
    assert formats.serialize(known, nothing).decode() == text
    changed = json.loads(formats.serialize(known, ['He said "no" \\ <ok>.' for _ in nothing], "tr"))
    assert changed["more"] == item["more"]
    assert changed["language"] == "tr"
    assert len(changed["bodies"]) == len(item["bodies"])
