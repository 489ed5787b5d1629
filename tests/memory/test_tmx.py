"""TMX: valid by its DTD, read back as written, and safe to read from anywhere."""

from __future__ import annotations

import io
import re
import tracemalloc
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dragoman.errors import DragomanError
from dragoman.formats import elements
from dragoman.memory import tmx
from dragoman.model import one_line
from tests.cli.test_memory import FIRST, NEW, approve, old, record, units
from tests.conftest import Run

__all__ = ["old"]


def written(*given: Any) -> bytes:
    """What is written of a memory."""
    file = io.BytesIO()
    tmx.write(file, *given)
    return file.getvalue()


def parsed(data: bytes, path: str) -> tuple[int, list[tmx.TmxUnit]]:
    """What is read of one."""
    return tmx.trust(io.BytesIO(data), path), list(tmx.units(io.BytesIO(data), path))


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda each: "\ufffe" not in each and "\uffff" not in each and bool(one_line(each))
)


@given(
    st.lists(st.builds(tmx.TranslationPair, text, text, st.just("") | text), max_size=4),
    st.integers(0, 100),
)
def test_what_is_written_is_valid_and_reads_back(
    pairs: list[tmx.TranslationPair], trust: int
) -> None:
    data = written(pairs, "en", "fa", "1.0", trust)
    dtd = etree.DTD(str(Path(__file__).parent / "tmx14.dtd"))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log
    found, read = parsed(data, "a.tmx")
    assert found == trust
    assert [unit.texts for unit in read] == [
        (("en", one_line(pair.source)), ("fa", one_line(pair.target))) for pair in pairs
    ]
    assert [unit.engine for unit in read] == [
        one_line(pair.engine)[: tmx.LONGEST_ENGINE] for pair in pairs
    ]


class Endless(io.BytesIO):
    """A TMX file that never ends."""

    given = 0

    def read(self, size: int | None = -1) -> bytes:
        unit = b"<tu><tuv xml:lang='en'><seg>a</seg></tuv></tu>"
        part = unit * 100 if self.given else b"<tmx version='1.4'><header/><body>"
        self.given += len(part)
        return part


def test_no_more_of_a_file_is_read_than_is_asked_for() -> None:
    file = Endless()
    assert len(list(islice(tmx.units(file, "a.tmx"), 1000))) == 1000
    assert file.given < 1_000_000


def test_an_import_of_any_length_takes_little_memory(old: Path, run: Run) -> None:
    long = "word " * 200
    pairs = (tmx.TranslationPair(f"{number} {long}", f"{long} {number}") for number in range(1000))
    data = written(pairs, "en", "fa", "1.0")
    (old / "long.tmx").write_bytes(data)
    tracemalloc.start()
    try:
        result = run("memory", "import", "long.tmx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "1,000 translations" in result.stdout
    assert peak < len(data) / 2


def test_a_pair_is_imported_once(old: Path, run: Run) -> None:
    pair = tmx.TranslationPair("The river.", "رود")
    data = written([pair, tmx.TranslationPair("A town.", "شهر"), pair], "en", "fa", "1.0")
    (old / "twice.tmx").write_bytes(data)
    assert "2 translations" in run("memory", "import", "twice.tmx").stdout


def test_machine_text_that_went_out_and_comes_back_is_no_work_of_people(
    newsroom: Path, run: Run
) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    (newsroom / "seeds/old.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "old.txt")
    approve(newsroom / OLD_REVIEW, "رود در شمال فروکش می‌کند.")
    run("approve", "old.txt", "--force")
    run("memory", "export", "out.tmx", "--to", "fa")
    _, (machine, person) = parsed((newsroom / "out.tmx").read_bytes(), "out.tmx")
    assert (machine.engine, person.engine) == ("pseudo en-fa 1", "")
    run("memory", "import", "out.tmx", "--trust", "100")
    (newsroom / OLD_REVIEW).unlink()
    (newsroom / "seeds/old.txt").unlink()
    (newsroom / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    run("translate", "new.txt")
    known = record(newsroom / NEW)
    assert 'engine: "memory out.tmx ← pseudo en-fa 1"' in known
    assert 'engine: "memory out.tmx"' in known


FOREIGN = """\
<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY name "Reuters">]>
<tmx version="1.4"><header creationtool="x" segtype="sentence"/>
<body>
<tu><tuv xml:lang="EN-US"><seg>The <bpt i="1">&lt;b></bpt>river<ept i="1">&lt;/b></ept> is
 <hi>falling</hi>.</seg></tuv>
<tuv xml:lang="FA-IR"><seg>رود<ph x="1"/> پایین می‌رود.</seg></tuv>
<tuv lang="ru"><seg>Река</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Nichts</seg></tuv></tu>
</body></tmx>
"""


def test_codes_of_other_programs_are_left_out() -> None:
    _, (first, second) = parsed(FOREIGN.encode(), "a.tmx")
    assert first.texts == (
        ("EN-US", "The river is falling."),
        ("FA-IR", "رود پایین می‌رود."),
        ("ru", "Река"),
    )
    assert second.texts == (("de", "Nichts"),)


def test_no_break_spaces_are_text() -> None:
    pair = tmx.TranslationPair("In\u00a0May 5\u202f%", "В\u00a0мае 5\u202f%")
    _, (unit,) = parsed(written([pair], "en", "ru", "1.0"), "a.tmx")
    assert unit.texts == (("en", pair.source), ("ru", pair.target))


def test_the_trust_of_a_file_stands_in_its_header() -> None:
    unit = "<tu><prop type='x-dragoman-trust'>lots</prop><tuv xml:lang='en'><seg>a</seg></tuv></tu>"
    file = f"<tmx version='1.4'><header/><body>{unit}</body></tmx>"
    assert parsed(file.encode(), "a.tmx")[0] == 100


BOMB = "<!DOCTYPE tmx [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{before};' * 10}'>"
    for before, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("<tmx>\n<body>\n<tu></body>", 3, "not a TMX file"),
        ("<html/>", 1, "it begins with <html>"),
        ("", None, "not a TMX file"),
        ("<tmx><header>\n<prop type='x-dragoman-trust'>lots</prop></header></tmx>", 2, "`lots`"),
        ("<tmx><header>\n<prop type='x-dragoman-trust'>²</prop></header></tmx>", 2, "`²`"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(content: str, line: int | None, said: str) -> None:
    with pytest.raises(DragomanError) as caught:
        parsed(content.encode(), "a.tmx")
    assert said in str(caught.value)
    assert caught.value.line == line


def test_a_text_in_an_entity_is_refused_not_lost() -> None:
    unit = "<tu>\n<tuv lang='en'><seg>a{}</seg></tuv></tu>"
    file = "<!DOCTYPE tmx [<!ENTITY f 'and more'>]><tmx version='1.4'><body>{}</body></tmx>"
    parsed(file.format(unit.format("&amp;&#x66;")).encode(), "a.tmx")
    with pytest.raises(DragomanError, match="&f; stands for something that is not read") as caught:
        parsed(file.format(unit.format("&f;")).encode(), "a.tmx")
    assert caught.value.line == 2


@pytest.mark.parametrize("place", ["<body>", "<tu>"])
def test_elements_between_the_ends_of_units_have_a_bound(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(elements, "MOST", 50)
    unit = "<tu><tuv lang='en'><seg>a</seg></tuv></tu>"
    file = f"<tmx version='1.4'><body>{unit * 30}</body></tmx>"
    parsed(file.encode(), "a.tmx")
    few, many = (file.replace(place, place + "<x/>" * count, 1) for count in (40, 51))
    parsed(few.encode(), "a.tmx")
    with pytest.raises(DragomanError, match="more than 50 elements stand here"):
        parsed(many.encode(), "a.tmx")


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden", encoding="utf-8")
    file = f"<!DOCTYPE tmx [<!ENTITY f SYSTEM '{secret.as_uri()}'>]>"
    for declared, used in ((f"{BOMB}]>", "&i;"), (file, "&f;")):
        unit = f"<tu><tuv lang='en'><seg>a{used}</seg></tuv></tu>"
        body = f"<tmx version='1.4'><body>{unit}</body></tmx>"
        try:
            _, found = parsed((declared + body).encode(), "a.tmx")
        except DragomanError:
            continue
        assert all(
            len(text) < 100 and "hidden" not in text for unit in found for _, text in unit.texts
        )


def test_a_memory_goes_out_and_comes_into_another_newsroom(old: Path, run: Run) -> None:
    assert run("memory", "export", "out.tmx", "--to", "fa").exit_code == 0
    listed = run("memory", "list").stdout
    assert "locales/fa/old.txt.yaml" in listed
    first = (old / "out.tmx").read_bytes()
    run("memory", "export", "out.tmx", "--to", "fa")
    assert (old / "out.tmx").read_bytes() == first
    (old / OLD_REVIEW).unlink()
    (old / "seeds/old.txt").unlink()
    assert "2 translations" in run("memory", "import", "out.tmx", "--trust", "100").stdout
    (old / "seeds/new.txt").write_text(FIRST, encoding="utf-8")
    assert "2 sentences from what was approved" in run("translate", "new.txt").stdout
    assert 'engine: "memory out.tmx"' in record(old / NEW)
    (old / NEW).unlink()
    run("memory", "import", "out.tmx", "--trust", "80")
    result = run("translate", "new.txt")
    assert "0 sentences from what was approved before, 2 suggestions" in result.stdout
    assert all("suggestion:" in unit for unit in units(old / NEW))
    assert re.search(r'suggested: "memory 80% out.tmx"', record(old / NEW))


def test_an_imported_memory_is_removed_and_forgotten(old: Path, run: Run) -> None:
    run("memory", "export", "agency.tmx", "--to", "fa")
    run("memory", "import", "agency.tmx")
    assert "memories/fa/agency.tmx" in run("memory", "list").stdout
    result = run("memory", "remove", "other")
    assert result.exit_code == 1
    assert "These were imported: agency" in result.stderr
    before = (old / OLD_REVIEW).read_bytes()
    assert "memories/fa/agency.tmx: removed" in run("memory", "remove", "agency.tmx").stdout
    assert not (old / "memories").exists()
    listed = run("memory", "list").stdout
    assert "agency" not in listed
    assert "locales/fa/old.txt.yaml" in listed
    assert (old / OLD_REVIEW).read_bytes() == before


OLD_REVIEW = "locales/fa/old.txt.yaml"


def test_what_is_of_no_use_is_said(old: Path, run: Run) -> None:
    (old / "de.tmx").write_text(
        FOREIGN.replace("FA-IR", "cs").replace('"ru"', '"pl"'), encoding="utf-8"
    )
    result = run("memory", "import", "de.tmx")
    assert result.exit_code == 1
    assert "nothing here from en into fa" in result.stderr
    assert "This file has EN-US, cs" in result.stderr
    (old / "new.tmx").write_text(
        "<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>Go.</seg></tuv>"
        "<tuv xml:lang='fa'><seg>Go.</seg></tuv></tu></body></tmx>",
        encoding="utf-8",
    )
    result = run("memory", "import", "new.tmx")
    assert result.exit_code == 1
    assert "In 1 unit the translation is the source itself" in result.stderr
    result = run("memory", "import", "nowhere.tmx")
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr
    (old / "memories/fa").mkdir(parents=True)
    (old / "memories/fa/bad.tmx").write_text("<tmx>", encoding="utf-8")
    result = run("memory", "list")
    assert result.exit_code == 1
    assert "memories/fa/bad.tmx:1" in result.stderr


def words_of(seg: str, namespace: str = "") -> str:
    unit = f"<tu><tuv xml:lang='en'><seg>{seg}</seg></tuv></tu>"
    _, (found,) = parsed(f"<tmx version='1.4'{namespace}><body>{unit}</body></tmx>".encode(), "a")
    return found.texts[0][1]


@pytest.mark.parametrize(
    ("seg", "text"),
    [
        ("hello<ph/>world", "hello world"),
        ("hello <ph/>world", "hello world"),
        ("hello<ph x='1'>{0}</ph>, world", "hello, world"),
        ("10<ph>&#160;</ph>000", "10\u00a0000"),
        ("10<ph>&amp;nbsp;</ph>000", "10\u00a0000"),
        ("10<ph>&amp;#160;</ph>000", "10\u00a0000"),
        ("10<ph>&amp;#xA0;</ph>000", "10\u00a0000"),
        ("10<ph type='x-nbsp'/>000", "10\u00a0000"),
        ("10<ph>&lt;nbsp/&gt;</ph>000", "10\u00a0000"),
        ("می<ph>&amp;zwnj;</ph>رود", "می\u200cرود"),
        ("one<ph>&lt;br/&gt;</ph>two", "one two"),
        ("one<ph>\\n</ph>two", "one two"),
        ("<bpt i='1'>&lt;b&gt;</bpt>hel<ept i='1'>&lt;/b&gt;</ept>lo", "hello"),
        ("<ph>&lt;b&gt;</ph>hel<ph>&lt;/b&gt;</ph>lo", "hello"),
        ("<it pos='begin'>&lt;cf bold=1&gt;</it>hel<it pos='end'>&lt;/cf&gt;</it>lo", "hello"),
        ("see<ut>{\\field}</ut>below", "see below"),
        ("&lt;f0&gt;Bold&lt;/f0&gt; words", "Bold words"),
        ("one&lt;x0/&gt;two", "one two"),
        ("&lt;g1&gt;hel&lt;/g1&gt;lo &lt;c2/&gt;", "hello"),
        ("a &lt;h2&gt; and 3 &lt; 4", "a <h2> and 3 < 4"),
        ("a<hi>b</hi>c<sub>x</sub>", "abc"),
    ],
)
def test_a_code_is_what_it_stands_for(seg: str, text: str) -> None:
    assert words_of(seg) == text
    assert words_of(seg, " xmlns='http://www.lisa.org/tmx14'") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bad", ["\x01", "\x0b", "&#1;", "&#x1F;", "&#x0b;", "&#0012;"])
def test_a_control_character_is_left_out(encoding: str, bad: str) -> None:
    named = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    unit = f"<tu><tuv xml:lang='en'><seg>It{bad} rained&#10;&#x41;</seg></tuv></tu>\n"
    text = f"<?xml version='1.0' encoding='{named}'?>\n<tmx><body>{unit * 900}<oops></body></tmx>"
    read: list[tmx.TmxUnit] = []
    with pytest.raises(DragomanError) as caught:
        read.extend(tmx.units(io.BytesIO(text.encode(encoding)), "a.tmx"))
    assert caught.value.line == 902
    assert {unit.texts for unit in read} == {(("en", "It rained A"),)}


def test_every_translation_of_a_unit_is_imported_and_none_that_is_the_source(
    old: Path, run: Run
) -> None:
    variants = [("en-US", "The road is open."), ("fa", "جاده باز است."), ("fa", "راه باز است.")]
    units = [variants, [("en", "Closed."), ("fa", "Closed.")], [("en", "64"), ("fa", "64")]]
    body = ""
    for unit in units:
        tuvs = (f"<tuv xml:lang='{tag}'><seg>{text}</seg></tuv>" for tag, text in unit)
        body += f"<tu>{''.join(tuvs)}</tu>"
    (old / "in.tmx").write_text(f"<tmx><body>{body}</body></tmx>", encoding="utf-8")
    done = run("memory", "import", "in.tmx")
    assert "3 translations; 1 left out" in done.stdout
    text = (old / "memories/fa/in.tmx").read_text(encoding="utf-8")
    assert "جاده باز" in text
    assert "راه باز" in text
    assert "Closed" not in text
