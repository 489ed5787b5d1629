"""Subtitles: cues stay, sentences are translated whole, lines are no longer than can be read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from dragoman import formats
from dragoman.errors import ArticleError
from dragoman.formats import Subtitling
from dragoman.formats.subtitle_layout import balanced, width, wrapped
from dragoman.model import Article
from tests.conftest import Run, publish_drafts
from tests.steps import counted_lines

SRT = """1
00:00:01,000 --> 00:00:03,000
The convoy of 64 trucks

2
00:00:03,000 --> 00:00:05,500
left Kazan on Monday. Nobody

3
00:00:05,600 --> 00:00:07,000
was hurt.

4
00:00:10,000 --> 00:00:12,000
- Where is the mayor?
- <i>She left.</i>

5
00:00:12,500 --> 00:00:14,000 X1:40 X2:600 Y1:20 Y2:50
{\\an8}♪ We shall come home ♪

6
00:00:15,000 --> 00:00:17,000
[applause]
"""

VTT = """WEBVTT - Town news
Kind: captions
Language: en

STYLE
::cue { color: yellow }

REGION
id:bottom width:40%

NOTE Check the names.

intro
00:01.000 --> 00:03.000 align:start line:0
<v Ann Lee>The bridge &amp; the road

00:03.000 --> 00:05.000 align:start line:0
<v Ann Lee>are <c.loud>closed</c>.

00:05.000 --> 00:06.000
<v Bob>When?</v>
"""


def article(text: str, name: str = "a.srt") -> Article:
    return formats.parse(name, text.encode(), "en")


def sources(read: Article) -> list[str]:
    return [segment.source for segment in read.segments]


def copied(text: str, targets: dict[str, str], locale: str = "ru", name: str = "a.srt") -> str:
    read = article(text, name)
    return formats.serialize(read, [targets.get(s) for s in sources(read)], locale).decode()


def test_sentences_over_several_cues_are_whole() -> None:
    assert sources(article(SRT)) == [
        "The convoy of 64 trucks left Kazan on Monday.",
        "Nobody was hurt.",
        "Where is the mayor?",
        "She left.",
        "We shall come home",
        "[applause]",
    ]
    assert sources(article(VTT, "a.vtt")) == [
        "The bridge &amp; the road are <c.loud>closed</c>.",
        "When?",
    ]


def test_times_numbers_and_settings_stay() -> None:
    targets = {
        "The convoy of 64 trucks left Kazan on Monday.": (
            "Колонна из 64 грузовиков выехала из Казани в понедельник."
        ),
        "Nobody was hurt.": "Никто не пострадал.",
        "Where is the mayor?": "Где мэр?",
        "She left.": "Она уехала.",
        "We shall come home": "Мы вернёмся домой",
        "[applause]": "[аплодисменты]",
    }
    copy = copied(SRT, targets)
    old, new = [*srt.parse(SRT)], [*srt.parse(copy)]
    kept = [(cue.index, cue.start, cue.end, cue.proprietary) for cue in old]
    assert [(cue.index, cue.start, cue.end, cue.proprietary) for cue in new] == kept
    assert [cue.content for cue in new] == [
        "Колонна из 64 грузовиков выехала",
        "из Казани в понедельник.",
        "Никто не пострадал.",
        "- Где мэр?\n- <i>Она уехала.</i>",
        "{\\an8}♪ Мы вернёмся домой ♪",
        "[аплодисменты]",
    ]


def test_web_subtitles_keep_styles_voices_and_escapes() -> None:
    targets = {
        "The bridge &amp; the road are <c.loud>closed</c>.": (
            "Мост &amp; дорога <c.loud>закрыты</c>."
        ),
        "When?": "Когда < где?",
    }
    copy = copied(VTT, targets, name="a.vtt")
    assert copy.startswith("WEBVTT - Town news\nKind: captions\nLanguage: ru\n\nSTYLE\n::cue")
    assert "NOTE" not in copy
    assert "\n\nintro\n00:01.000 --> 00:03.000 align:start line:0\n" in copy
    cues = webvtt.from_string(copy)
    assert [cue.raw_text for cue in cues.captions] == [
        "<v Ann Lee>Мост &amp; дорога",
        "<v Ann Lee><c.loud>закрыты</c>.",
        "<v Bob>Когда &lt; где?</v>",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_and_line_ends_stay(mark: bytes, ending: str) -> None:
    code = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, "utf-8")
    data = mark + SRT.replace("\n", ending).encode(code)
    read = formats.parse("a.srt", data, "en")
    assert sources(read) == sources(article(SRT))
    assert formats.serialize(read, [None] * len(read.segments)) == data
    copy = formats.serialize(read, ["Да. " + s for s in sources(read)], "ru")
    assert copy.startswith(mark)
    text = copy[len(mark) :].decode(code)
    assert text.count(ending) == text.count("\n")
    assert [len(cue) for cue in (pysubs2.SSAFile.from_string(text, format_="srt"),)] == [6]


def cue(number: int, text: str, start: float, end: float) -> str:
    made = srt.Subtitle(number, timedelta(seconds=start), timedelta(seconds=end), text)
    return str(made.to_srt())


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (("He said that", 1, 2), ("they would go.", 2, 3), True),
        (("He left.", 1, 2), ("They go.", 2, 3), False),
        (("We saw Mr.", 1, 2), ("lee at home.", 2, 3), True),
        (("We went...", 1, 2), ("...to the river.", 2, 3), True),
        (("We went...", 1, 2), ("They did not.", 2, 3), False),
        (("He said that", 1, 2), ("Town hall", 8, 9), False),
        (("He said that", 1, 4), ("TOWN HALL", 2, 3), False),
        (("Are you", 1, 2), ("- No, never.", 2, 3), False),
        (("<i>We came</i>", 1, 2), ("<i>too late.</i>", 2, 3), True),
        (("{\\an8}We came", 1, 2), ("to the town.", 2, 3), False),
        (("He said that", 1, 2), ("[door closes]", 2, 3), False),
    ],
)
def test_what_goes_on_is_told_from_what_begins(
    first: tuple[str, float, float], second: tuple[str, float, float], together: bool
) -> None:
    read = article(cue(1, *first) + cue(2, *second))
    assert len(read.blocks) == (1 if together else 2)


def test_a_cue_gets_no_more_than_can_be_read() -> None:
    text = cue(1, "He said", 0, 1) + cue(2, "that the bridge is closed now.", 1, 6)
    words = "Он сообщил журналистам что мост через реку теперь закрыт для всех машин."
    read = article(text)
    slow = formats.serialize(read, [words], "ru", pace=Subtitling(12, 42)).decode()
    lengths = [len(each.content) for each in srt.parse(slow)]
    assert lengths[0] <= 12
    assert sum(lengths) >= len(words) - 2


def test_lines_are_no_longer_than_the_setting() -> None:
    words = "Он сообщил журналистам, что мост через реку теперь закрыт для всех машин."
    copy = copied(cue(1, "He told it.", 0, 6), {"He told it.": words})
    (found,) = srt.parse(copy)
    lines = found.content.split("\n")
    assert " ".join(lines) == words
    assert len(lines) == 2
    assert max(map(len, lines)) <= 42


def test_a_text_of_fewer_words_than_cues_stays_for_all_of_them() -> None:
    copy = copied(cue(1, "That is", 0, 1) + cue(2, "a yes", 1, 2), {"That is a yes": "Да"})
    assert [each.content for each in srt.parse(copy)] == ["Да", "Да"]


def test_what_is_left_out_leaves_no_cue() -> None:
    read = article(SRT)
    targets = [None if s != "[applause]" else formats.OMITTED for s in sources(read)]
    copy = formats.serialize(read, targets, "ru").decode()
    assert [each.index for each in srt.parse(copy)] == [1, 2, 3, 4, 5]
    assert "applause" not in copy


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_notes_are_cues_at_an_end(name: str) -> None:
    read = article(SRT.replace(",", ".") if name == "a.vtt" else SRT, name)
    note = "A machine translated this text. It has not been reviewed by a person."
    nothing = [None] * len(read.segments)
    for first in (False, True):
        copy = formats.serialize(read, nothing, "ru", notes=[note], note_first=first).decode()
        if name == "a.vtt":
            copy = "WEBVTT\n\n" + copy
        cues = pysubs2.SSAFile.from_string(copy, format_=name[2:])
        assert len(cues) == 7
        assert "".join(cues[-1].plaintext.split()) == "".join(note.split())
        assert cues[-1].start == cues[-2].end
    late = article(cue(1, "He left.", 9, 10))
    copy = formats.serialize(late, [None], "ru", notes=["Hello."], note_first=True).decode()
    assert [(each.index, each.content) for each in srt.parse(copy)] == [
        (0, "Hello."),
        (1, "He left."),
    ]


def test_right_to_left_lines_say_so() -> None:
    copy = copied(SRT, {"[applause]": "[تشویق]"}, "fa")
    assert "\u202b[تشویق]\u202c" in copy
    assert sources(article(copy))[-1] == "[تشویق]"


def test_times_of_single_words_are_told() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:03.000\nThe <00:01.500>town <00:02.000>sleeps.\n"
    read = article(text, "a.vtt")
    assert sources(read) == ["The town sleeps."]
    assert read.findings[0].message == "the times of single words are left out of the copies"


def test_a_file_without_cues_is_told() -> None:
    with pytest.raises(ArticleError, match="no subtitles are in this file"):
        article("Hello there.\n")


def test_the_round_of_subtitles(newsroom: Path, run: Run) -> None:
    (newsroom / "seeds/talk.srt").write_text(SRT, encoding="utf-8")
    assert run("translate", "talk.srt").exit_code == 0
    assert run("translate", "talk.srt").stdout.startswith("Nothing to do")
    publish_drafts(newsroom)
    result = run("export", "talk.srt")
    assert result.exit_code == 0, result.output
    copy = (newsroom / "output/fa/talk.srt").read_text(encoding="utf-8")
    old, new = [*srt.parse(SRT)], [*srt.parse(copy)]
    assert [each.start for each in new[: len(old)]] == [each.start for each in old]
    assert len(new) > len(old), "readers are told at the end how it was translated"


LINES = (
    st.lists(st.text(st.sampled_from("ab.,-♪<i>&…  {\\}1"), min_size=1, max_size=12), max_size=3)
    .map("\n".join)
    .filter(lambda text: "-->" not in text)
)


@given(st.lists(LINES, min_size=1, max_size=5), st.sampled_from(["a.srt", "a.vtt"]))
def test_any_subtitles_come_through_and_keep_their_cues(texts: list[str], name: str) -> None:
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{words}\n\n" for n, words in enumerate(texts)
    )
    read = article(text, name)
    nothing = [None] * len(read.segments)
    assert formats.serialize(read, nothing) == text.encode()
    targets = [f"X{segment.source}" for segment in read.segments]
    copy = formats.serialize(read, targets, "ru").decode()
    assert copy.count("-->") == text.count("-->")
    times = [line for line in text.split("\n") if "-->" in line]
    assert [line for line in copy.split("\n") if "-->" in line] == times


@given(
    st.lists(st.text("abcde,.", min_size=1, max_size=9), min_size=1, max_size=30),
    st.integers(12, 50),
)
def test_wrapping_keeps_all_words_and_the_length(words: list[str], longest: int) -> None:
    text = " ".join(words)
    lines = wrapped(text, longest)
    assert " ".join(lines) == text
    assert max(map(width, lines)) <= longest


@given(
    st.lists(st.text("abcde,.", min_size=1, max_size=30), min_size=1, max_size=40),
    st.integers(12, 30),
)
def test_a_word_that_fits_no_line_has_one_for_itself(words: list[str], longest: int) -> None:
    text = " ".join(words)
    lines = wrapped(text, longest)
    assert " ".join(lines) == text
    assert all(width(line) <= longest or " " not in line for line in lines)
    fewest, room = 1, longest
    for word in words:
        if len(word) > room and room < longest:
            fewest, room = fewest + 1, longest
        room -= len(word) + 1
    assert len(lines) == fewest


def test_an_address_does_not_break_the_lines_around_it() -> None:
    address = "https://www.example.org/news/2026/11/30/the-flood"
    assert wrapped(f"Read more about it at {address} now.", 42) == [
        "Read more about it at",
        address,
        "now.",
    ]
    assert wrapped(address, 42) == [address]
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{address}\n\n2\n00:00:02,000 --> 00:00:03,000\nHi.\n"
    read = formats.parse("a.srt", text.encode(), "en")
    assert formats.serialize(read, [each.source for each in read.segments], "ru") == text.encode()


@pytest.mark.parametrize("cues", [1, 3])
@pytest.mark.parametrize("last", ["word", "w" * 60])
def test_steps_grow_with_the_words_of_a_cue(cues: int, last: str) -> None:
    def steps(words: int) -> int:
        texts = [*("and then", "nobody")[: cues - 1], "they saw a long " * words + last]
        text = "\n".join(
            f"{at + 1}\n00:00:0{at},000 --> 00:00:0{at + 1},000\n{said}\n"
            for at, said in enumerate(texts)
        )
        read = formats.parse("a.srt", text.encode(), "en")
        assert len(read.segments) == 1
        with counted_lines() as ran:
            formats.serialize(read, [f"X{read.segments[0].source}"], "ru")
        return ran()

    assert steps(400) < 2.6 * steps(200)


def test_tags_that_a_cut_divides_are_closed_and_opened_again() -> None:
    assert balanced(["<i>We", "came</i> home"]) == ["<i>We</i>", "<i>came</i> home"]


def test_each_sentence_knows_how_much_can_be_read_in_its_time() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:03,000\nThe convoy left\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\non Monday.\n\n"
        "3\n00:00:10,000 --> 00:00:14,000\n- Where?\n- In the town.\n"
    )
    read = formats.parse("a.srt", text.encode(), "en", reading_speed=10)
    rooms = {segment.source: segment.room or 0 for segment in read.segments}
    assert rooms["The convoy left on Monday."] == 30
    assert rooms["Where?"] + rooms["In the town."] == 40
    assert rooms["Where?"] < rooms["In the town."]
    assert formats.parse("a.txt", b"It rained.", "en").segments[0].room is None


def test_a_line_with_an_arrow_ends_a_cue_of_web_subtitles() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nOne road.\nnext -->\n00:02.000 --> 00:03.000\n"
        "Two roads.\n\n00:03.000 -- -->\n"
    )
    known = formats.parse("a.vtt", text.encode(), "en")
    assert [segment.source for segment in known.segments] == ["One road.", "Two roads."]
    copy = formats.serialize(known, ["Bir yol.", "İki yol."]).decode()
    assert copy == text.replace("One road", "Bir yol").replace("Two roads", "İki yol")
