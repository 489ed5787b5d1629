"""Whole files as translation tools give them back: what nobody did changes nothing, edits arrive.

Each tool is told by what it does to a document: segments within units, languages with regions,
headers, states and elements of its own, and the source in the place of what is not translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from dragoman import exchange, project, review, workflow
from dragoman.engines import create
from dragoman.errors import ExchangeError
from dragoman.exchange import xliff, xliff2
from dragoman.exchange.xlsx import COLUMNS
from dragoman.model import Status, Unit
from dragoman.workflow.exchange import ExchangeReport, send, take
from dragoman.workflow.returned import LineOutcome
from tests.conftest import Master

Element = etree._Element

ARTICLE = """The river fell. Nobody was hurt.

The bridge is open. It may close [on Friday](https://example.org/a?b=1).

He said: "Go home!" She stayed. Trains run **every hour** until ten.

Nobody was hurt.
"""
STATUSES = {
    "The river fell.": "approved",
    "The bridge is open.": "reviewed",
    "She stayed.": "needs-work",
    'He said: "Go home!"': "omit",
    "It might close [on Friday](https://example.org/a?b=1).": "approved",
}
EMPTY = "Trains run **every hour** until ten."
"""The sentence that nobody has translated."""

LINKED = "It may close [on Friday](https://example.org/a?b=1)."

XML = "{http://www.w3.org/XML/1998/namespace}"


# ---- Tools ------------------------------------------------------------------------------------


def tag(element: Element, name: str) -> str:
    """Return the name of an element in the namespace of another one."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def units_of(root: Element) -> Iterator[Element]:
    yield from root.iter(f"{{{xliff.NAMESPACE}}}trans-unit", f"{{{xliff2.NAMESPACE}}}unit")


def child(element: Element, name: str) -> Element:
    found = element.find(tag(element, name))
    assert found is not None
    return found


def copy_into(target: Element, source: Element) -> None:
    """Write the words and tags of one element into another one."""
    for part in [*target]:
        target.remove(part)
    target.text = source.text
    for part in source:
        target.append(deepcopy(part))


def is_empty(element: Element) -> bool:
    return not element.text and not len(element)


def fill_empty(root: Element) -> None:
    """Write the source into each target that is empty, as most tools do when they export."""
    for unit in units_of(root):
        target = child(unit, "target")
        if is_empty(target):
            copy_into(target, child(unit, "source"))


def in_segments(root: Element, first: int = 0) -> None:
    """Say which segments a unit has, and mark them in the target."""
    for number, unit in enumerate(units_of(root), first):
        source, target = child(unit, "source"), child(unit, "target")
        segmented = etree.Element(tag(unit, "seg-source"))
        source.addnext(segmented)
        for holder, of in ((segmented, source), (target, target)):
            mark = etree.Element(tag(unit, "mrk"), mtype="seg", mid=str(number))
            copy_into(mark, of)
            copy_into(holder, etree.Element("x"))
            holder.append(mark)


def languages(root: Element, source: str, target: str) -> None:
    for file in root.iter(tag(root, "file")):
        file.set("source-language", source)
        file.set("target-language", target)
    for element in root.iter(tag(root, "target")):
        if f"{XML}lang" in element.attrib:
            element.set(f"{XML}lang", target)


def with_header(root: Element, name: str) -> None:
    file = child(root, "file")
    header = etree.Element(tag(root, "header"))
    file.insert(0, header)
    etree.SubElement(header, tag(root, "tool"), {"tool-id": name, "tool-name": name})
    etree.SubElement(
        etree.SubElement(header, tag(root, "skl")), tag(root, "internal-file")
    ).text = "UEsDBBQ="


def tree(data: bytes) -> Element:
    return etree.fromstring(data)


def told(root: Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def by_trados(data: bytes) -> bytes:
    root = tree(data)
    fill_empty(root)
    in_segments(root, 1)
    languages(root, "en-US", "tr-TR")
    with_header(root, "SDL Trados")
    space = "http://example.org/sdl"
    for unit in units_of(root):
        etree.SubElement(etree.SubElement(unit, f"{{{space}}}seg-defs"), f"{{{space}}}seg", id="1")
    return b"\xef\xbb\xbf" + told(root).replace(b"\n", b"\r\n")


def by_trados_confirmed(data: bytes) -> bytes:
    """Each text that was there is confirmed, as a translator does on the way through."""
    root = tree(by_trados(data))
    for target in root.iter(tag(root, "target")):
        if target.get("state") not in (None, "new"):
            target.set("state", "translated")
    return told(root)


def by_memoq(data: bytes) -> bytes:
    root = tree(data)
    fill_empty(root)
    languages(root, "en-us", "tr-tr")
    with_header(root, "MQ")
    for number, unit in enumerate(units_of(root)):
        unit.set("{MQXliff}segmentguid", f"g{number}")
        unit.set("{MQXliff}status", "NotStarted")
        old = etree.SubElement(etree.SubElement(unit, "{MQXliff}minorversions"), "{MQXliff}unit")
        for name in ("source", "target"):
            etree.SubElement(old, tag(unit, name)).text = "An older text."
    return told(root)


def by_matecat(data: bytes) -> bytes:
    root = tree(data)
    fill_empty(root)
    in_segments(root)
    languages(root, "en-US", "tr-TR")
    states = {"final": "final", "signed-off": "signed-off", "x-omit": "translated"}
    for unit in units_of(root):
        target = child(unit, "target")
        before = target.get("state", "")
        target.set("state", states.get(before, "translated" if before != "new" else "new"))
        group = etree.Element(tag(unit, "count-group"), name=unit.get("id", ""))
        target.addnext(group)
        for kind in ("x-matecat-raw", "x-matecat-weighted"):
            count = etree.SubElement(group, tag(unit, "count"), {"count-type": kind})
            count.text = "3"
    return told(root)


def by_crowdin(data: bytes) -> bytes:
    root = tree(data)
    fill_empty(root)
    languages(root, "en", "tr")
    for unit in units_of(root):
        target = child(unit, "target")
        if target.get("state") == "new":
            target.set("state", "needs-translation")
        del target.attrib[f"{XML}lang"]
        for other in unit.findall(tag(unit, "alt-trans")):
            unit.remove(other)
    return told(root)


def by_weblate(data: bytes) -> bytes:
    root = tree(data)
    for unit in units_of(root):
        target = child(unit, "target")
        if is_empty(target):
            target.set("state", "needs-translation")
    etree.indent(root, "  ")
    return told(root)


def by_okapi(data: bytes) -> bytes:
    """OmegaT with Okapi's filters."""
    root = tree(data)
    fill_empty(root)
    in_segments(root)
    for unit in units_of(root):
        child(unit, "target").set("{okapi-framework:xliff-extensions}engine", "x")
        child(unit, "target").set("state-qualifier", "exact-match")
        child(unit, "source").set(f"{XML}lang", "en")
    return told(root)


def by_a_tool_with_bare_tags(data: bytes) -> bytes:
    """A tool whose tags hold nothing."""
    root = tree(data)
    languages(root, "en", "tr")
    for code in list(root.iter(tag(root, "ph"))):
        code.tag, code.text = tag(root, "x"), None
    return told(root)


def by_lokalise(data: bytes) -> bytes:
    """Only the units with their texts are left, and the states."""
    root = tree(data)
    for unit in units_of(root):
        for other in unit.findall("*"):
            if other.tag not in (tag(unit, "source"), tag(unit, "target")):
                unit.remove(other)
    return told(root)


def segments_of(unit: Element) -> Iterator[Element]:
    yield from unit.iterchildren(tag(unit, "segment"))


def fill_segments(root: Element) -> None:
    for unit in units_of(root):
        for segment in segments_of(unit):
            source = child(segment, "source")
            if segment.find(tag(segment, "target")) is None:
                copy_into(etree.SubElement(segment, tag(segment, "target")), source)


def by_matecat_2(data: bytes) -> bytes:
    root = tree(data)
    fill_segments(root)
    root.set("trgLang", "tr-TR")
    space = "urn:oasis:names:tc:xliff:metadata:2.0"
    for unit in units_of(root):
        notes = child(unit, "notes")
        metadata = etree.Element(f"{{{space}}}metadata")
        notes.addprevious(metadata)
        group = etree.SubElement(metadata, f"{{{space}}}metaGroup", category="row_xml_attribute")
        etree.SubElement(group, f"{{{space}}}meta", type="x-matecat-raw").text = "3"
    return told(root)


def by_trados_2(data: bytes) -> bytes:
    """Each unit is a segment and white space behind it; tags are renumbered nowhere."""
    root = tree(data)
    fill_segments(root)
    root.set("srcLang", "en-US")
    root.set("trgLang", "tr-TR")
    for unit in units_of(root):
        for segment in segments_of(unit):
            segment.set("id", "1")
            segment.set("canResegment", "no")
    return b"\xef\xbb\xbf" + told(root).replace(b"\n", b"\r\n")


def by_okapi_2(data: bytes) -> bytes:
    root = tree(data)
    for unit in units_of(root):
        unit.set("canResegment", "no")
        for segment in segments_of(unit):
            target = segment.find(tag(segment, "target"))
            if target is not None:
                target.set(f"{XML}space", "preserve")
    etree.indent(root, "  ")
    return told(root)


Tool = Callable[[bytes], bytes]

TOOLS: list[tuple[str, Tool]] = [
    *(
        ("xliff", each)
        for each in (
            by_trados,
            by_trados_confirmed,
            by_memoq,
            by_matecat,
            by_crowdin,
            by_weblate,
            by_okapi,
            by_a_tool_with_bare_tags,
        )
    ),
    *(("xliff2", each) for each in (by_matecat_2, by_trados_2, by_okapi_2)),
]

every_tool = pytest.mark.parametrize(
    ("name", "tool"), TOOLS, ids=[tool.__name__ for _, tool in TOOLS]
)


# ---- A newsroom ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Master:
    root = tmp_path_factory.mktemp("worked")
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text("targets: [tr]\nengine: pseudo\n", encoding="utf-8")
    early = ARTICLE.replace(f" {EMPTY}", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAGOMAN_REVIEWER", "Mina")
        translate(root, early.replace("It may close", "It might close"))
        by_hand(root)
        translate(root, early)
    write(root, ARTICLE)
    assert {each.status for each in units(root)} == set(Status) - {Status.NEW}
    return Master(root)


@pytest.fixture
def newsroom(worked: Master, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An article whose sentences have every status there is."""
    monkeypatch.setenv("DRAGOMAN_REVIEWER", "Mina")
    with worked.lent(tmp_path / "newsroom") as folder:
        monkeypatch.chdir(folder)
        yield folder


def write(newsroom: Path, article: str) -> None:
    (newsroom / "seeds" / "a.md").write_text(article, encoding="utf-8")


def translate(newsroom: Path, article: str) -> None:
    write(newsroom, article)
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    workflow.translate(scope, create("pseudo"))


def by_hand(newsroom: Path) -> None:
    """Give sentences a status by way of a spreadsheet."""
    path = sent(newsroom, "xlsx")
    book = load_workbook(path)
    source, status, note = map(COLUMNS.index, ("source", "status", "note"))
    for row in book["translation"].iter_rows(min_row=2):
        said = STATUSES.get(str(row[source].value))
        if said is not None:
            row[status].value, row[note].value = said, "Ask Mina."
    book.save(path)
    assert not taken(newsroom, path, Status.APPROVED).failed


def sent(newsroom: Path, name: str) -> Path:
    scope = workflow.Scope(project.find(newsroom), (), ("tr",), newsroom)
    report = send(scope, name, newsroom / "out", force=True)
    assert not report.failed
    return Path(report.files[0].path)


def taken(newsroom: Path, path: Path, highest: Status = Status.DRAFT) -> ExchangeReport:
    return take(project.find(newsroom), [path], highest=highest, by="Agency")


def files(newsroom: Path) -> dict[str, bytes]:
    found = (path for path in (newsroom / "locales").rglob("*") if path.is_file())
    return {str(path.relative_to(newsroom)): path.read_bytes() for path in found}


def units(newsroom: Path) -> tuple[Unit, ...]:
    path = newsroom / "locales" / "tr" / "a.md.yaml"
    return review.parse(path.read_text(encoding="utf-8"), "a").units


def texts(newsroom: Path) -> dict[str, tuple[str, Status, str]]:
    return {each.id: (each.target, each.status, each.note) for each in units(newsroom)}


def unit(newsroom: Path, source: str) -> Unit:
    return next(unit for unit in units(newsroom) if unit.source == source)


def came_back(newsroom: Path, name: str, tool: Tool, *then: Callable[[Element], None]) -> Path:
    """Return the file that a translator gives back: written by a tool, and changed after that."""
    path = sent(newsroom, name)
    root = tree(tool(path.read_bytes()))
    for change in then:
        change(root)
    path.write_bytes(told(root) if then else tool(path.read_bytes()))
    return path


def targets_of(root: Element, source: str) -> Iterator[Element]:
    """Yield the targets of the sentences that begin with `source`."""
    for found in units_of(root):
        segment = next(segments_of(found), found)
        if "".join(map(str, child(segment, "source").itertext())).startswith(source):
            target = segment.find(tag(segment, "target"))
            yield target if target is not None else etree.SubElement(segment, tag(found, "target"))


def put(target: Element, words: str) -> None:
    """Write the first words of a target, whose tags are those of the source."""
    if is_empty(target):
        copy_into(target, child(parent_of(target), "source"))
    (segment,) = target.findall(tag(target, "mrk")) or [target]
    segment.text = words


def parent_of(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


# ---- Laws -------------------------------------------------------------------------------------


@every_tool
@pytest.mark.parametrize("highest", [Status.DRAFT, Status.APPROVED])
def test_a_tool_in_which_nobody_worked_changes_nothing(
    newsroom: Path, name: str, tool: Tool, highest: Status
) -> None:
    before = files(newsroom)
    (report,) = taken(newsroom, came_back(newsroom, name, tool), highest).files
    assert {line.outcome for line in report.lines} == {LineOutcome.SAME}
    assert len(report.lines) == len(units(newsroom)) + 1
    assert report.locale == "tr"
    assert files(newsroom) == before


@every_tool
@pytest.mark.parametrize("source", [EMPTY, LINKED, "The river fell.", "She stayed."])
def test_a_text_that_was_written_in_a_tool_arrives_alone(
    newsroom: Path, name: str, tool: Tool, source: str
) -> None:
    before = texts(newsroom)
    words = "Her saat" if "*" in source or "[" in source else "Yeni metin <x> & “tırnak”."

    def edit(root: Element) -> None:
        begin = source.partition("**")[0].partition("[")[0]
        (target,) = targets_of(root, begin)
        put(target, words)
        told = target if "state" in target.attrib else parent_of(target)
        told.set("state", "translated")

    taken(newsroom, came_back(newsroom, name, tool, edit))
    after = texts(newsroom)
    nothing = ("", Status.NEW, "")
    changed = [each for each in after if after[each] != before.get(each, nothing)]
    assert changed == [unit(newsroom, source).id]
    target, status, note = after[changed[0]]
    assert target.startswith(words)
    assert (status, note) == (Status.DRAFT, before.get(changed[0], nothing)[2])
    assert sorted(files(newsroom)) == ["locales/tr/a.md.yaml"]


@every_tool
def test_a_tag_that_a_tool_lost_refuses_its_segment_alone(
    newsroom: Path, name: str, tool: Tool
) -> None:
    before = unit(newsroom, LINKED)

    def damage(root: Element) -> None:
        (target,) = targets_of(root, "It may close")
        first = next(target.iter(tag(target, "ph"), tag(target, "x")))
        parent_of(first).remove(first)
        (other,) = targets_of(root, "The bridge")
        put(other, "Köprü açık.")

    (report,) = taken(newsroom, came_back(newsroom, name, tool, damage)).files
    assert report.count(LineOutcome.REFUSED) == 1
    assert report.count(LineOutcome.TAKEN) == 1
    assert unit(newsroom, LINKED) == before
    assert unit(newsroom, "The bridge is open.").target == "Köprü açık."


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("final", Status.APPROVED),
        ("signed-off", Status.REVIEWED),
        ("translated", Status.DRAFT),
        ("needs-review-translation", Status.DRAFT),
        ("needs-translation", Status.NEEDS_WORK),
    ],
)
@pytest.mark.parametrize("tool", [by_trados, by_memoq, by_matecat, by_weblate])
def test_a_state_that_was_given_to_a_new_text_arrives(
    newsroom: Path, tool: Tool, state: str, expected: Status
) -> None:
    def edit(root: Element) -> None:
        (target,) = targets_of(root, "Trains run")
        put(target, "Trenler ")
        target.set("state", state)

    taken(newsroom, came_back(newsroom, "xliff", tool, edit), Status.APPROVED)
    assert unit(newsroom, EMPTY).status is expected


@pytest.mark.parametrize("state", ["translated", "signed-off", "final"])
def test_a_target_that_somebody_left_as_the_source_is_one(newsroom: Path, state: str) -> None:
    def confirm(root: Element) -> None:
        (target,) = targets_of(root, "Trains run")
        target.set("state", state)

    taken(newsroom, came_back(newsroom, "xliff", by_trados, confirm))
    assert unit(newsroom, EMPTY).target == EMPTY


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_tags_that_stand_for_nothing_refuse_their_segments(newsroom: Path, name: str) -> None:
    def empty(root: Element) -> None:
        for found in [*root.iter(tag(root, "originalData"), tag(root, "context-group"))]:
            parent_of(found).remove(found)
        for code in root.iter(tag(root, "ph")):
            code.text = None
            for attribute in ("disp", "dataRef"):
                code.attrib.pop(attribute, "")
        (target,) = targets_of(root, "It may close")
        put(target, "Yeni")
        (other,) = targets_of(root, "Trains run")
        copy_into(other, etree.Element("x"))

    before = files(newsroom)
    (report,) = taken(newsroom, came_back(newsroom, name, lambda data: data, empty)).files
    (line,) = (line for line in report.lines if line.outcome is LineOutcome.REFUSED)
    assert "what they stand for was lost" in line.reason
    assert files(newsroom) == before


def test_what_is_said_of_units_may_be_lost(newsroom: Path) -> None:
    """Then newer work cannot be told from older: only what nobody worked on is replaced."""
    before, held = files(newsroom), texts(newsroom)
    (report,) = taken(newsroom, came_back(newsroom, "xliff", by_lokalise)).files
    assert {line.outcome for line in report.lines} == {LineOutcome.SAME}
    assert files(newsroom) == before

    def edit(root: Element) -> None:
        for begin in ("Trains run", "She stayed"):
            (target,) = targets_of(root, begin)
            put(target, "Yeni metin.")

    (report,) = taken(newsroom, came_back(newsroom, "xliff", by_lokalise, edit)).files
    assert report.count(LineOutcome.TAKEN) == report.count(LineOutcome.KEPT) == 1
    (kept,) = (line for line in report.lines if line.outcome is LineOutcome.KEPT)
    assert kept.returned == "Yeni metin."
    assert unit(newsroom, EMPTY).target.startswith("Yeni metin.")
    assert texts(newsroom).items() >= held.items()


def test_a_region_is_another_locale_where_the_newsroom_has_it(newsroom: Path) -> None:
    (newsroom / "dragoman.yaml").write_text("targets: [tr, tr-CY]\nengine: pseudo\n", "utf-8")
    scope = workflow.Scope(project.find(newsroom), (), ("tr-CY",), newsroom)
    workflow.translate(scope, create("pseudo"))
    path = sent(newsroom, "xliff")
    for region, expected in (("tr-CY", "tr-CY"), ("tr", "tr")):
        root = tree(path.read_bytes())
        languages(root, "en-US", region)
        path.write_bytes(told(root))
        (report,) = taken(newsroom, path).files
        assert report.locale == expected


@pytest.mark.parametrize("suffix", ["sdlxliff", "mqxliff", "mqxlz", "mxliff", "SDLXLIFF"])
def test_a_file_of_a_tools_own_kind_is_refused_with_the_way_out(suffix: str) -> None:
    with pytest.raises(ExchangeError) as raised:
        exchange.read(b"", f"x.xlf.{suffix}")
    assert "Ask for the translated file" in raised.value.advice
