"""What a Word document is made of, by its XML and by pandoc, and what differs between two."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from structure import Event, letters, merged, unaccented

_STORY = re.compile(r"(?i)\bw(?:ord)?[/\\](?:document|header|footer|footnotes|endnotes)\w*\.xml$")
_MAIN = re.compile(rb"<(?:\w+:)?document\b")
_FREE = re.compile(r"docProps/|.*\.psmdcp$|\[Content_Types\]|_rels/\.rels$|(?i:comments|people)")
"""Parts of which a copy may say something else, or that it leaves empty."""

_DRAWN = re.compile(r"(?i)\bword[/\\](?:charts/chart|diagrams/(?:data|drawing))\d*\.xml$")
_GONE = {"del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "proofErr",
         "lastRenderedPageBreak", "annotationRef", "bidi", "bidiVisual", "dataBinding",
         "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "cellIns",
         "softHyphen", "smartTagPr"}  # fmt: skip
_THROUGH = {"ins", "moveTo", "r", "smartTag", "customXml", "tblPr", "pPr"}
_MARKS = {"bookmarkStart", "bookmarkEnd", "permStart", "permEnd"}
_LOOKS = {"b", "i", "u", "color", "vertAlign", "strike", "highlight", "rStyle", "caps", "smallCaps"}
_CLICKED = {"drawing", "pict", "object", "fldChar", "sym", "tab"}
_SPOKEN = {("docPr", "descr"), ("docPr", "title"), ("cNvPr", "descr"), ("cNvPr", "title"),
           ("hyperlink", "tooltip"), ("tblCaption", "val"), ("listEntry", "val"),
           ("tblDescription", "val"), ("listItem", "displayText"), ("helpText", "val"),
           ("statusText", "val"), ("textpath", "string")}  # fmt: skip


def difference(before: bytes, after: bytes) -> str:
    """Return the first thing in which two documents differ, empty where they do not."""
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    added = set(new.namelist()) ^ set(old.namelist()) - {"docProps/custom.xml"}
    if added - {"docProps/custom.xml"}:
        return f"other parts: {sorted(added)[:3]}"
    for name in old.namelist():
        one, other = old.read(name), new.read(name)
        if one == other or _FREE.search(name):
            continue
        if _DRAWN.search(name):
            differs = _drawing(one, other)
        elif _is_story(name, one):
            differs = _story(*(_with_whole_links(x, name, old) for x in (one, other)))
        else:
            return f"{name} was changed"
        if differs:
            return f"{name}: {differs}"
    return ""


def _is_story(name: str, part: bytes) -> bool:
    """Whether a part holds text: the main one may have any name."""
    return bool(_STORY.search(name) or (name.endswith(".xml") and _MAIN.search(part, 0, 400)))


def _drawing(one: bytes, other: bytes) -> str:
    """Compare two charts or diagrams, of which the language and the direction may change."""
    old, new = (
        [
            (each.tag, letters(each.text or ""), sorted(_kept(each)))
            for each in ElementTree.fromstring(data).iter()
            if len(each) or _local(each) != "rPr" or [*_kept(each)]
        ]
        for data in (one, other)
    )
    first = next((pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]), None)
    if first:
        return f"{first[0]!r:.120} became {first[1]!r:.120}"
    return "" if len(old) == len(new) else f"{len(old)} parts became {len(new)}"


def _kept(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        if key not in ("lang", "altLang", "rtl", "rtlCol", "algn", "dirty", "err", "noProof"):
            yield key, letters(value) if key in ("descr", "title") else value


def _with_whole_links(part: bytes, name: str, package: zipfile.ZipFile) -> bytes:
    """Make one link of those that lie side by side and lead to one address."""
    folder, _, own = name.rpartition("/")
    relations = f"{folder}/_rels/{own}.rels"
    goals = {}
    if relations in package.namelist():
        for each in ElementTree.fromstring(package.read(relations)):
            goals[each.get("Id")] = f"{each.get('TargetMode')} {each.get('Target')}"
    root = _parsed(part)
    changed = False
    for parent in list(root.iter()):
        last: ElementTree.Element | None = None
        for child in list(parent):
            if _local(child) == "proofErr":
                continue
            if _local(child) != "hyperlink":
                last = None
                continue
            if last is not None and _goal(last, goals) == _goal(child, goals):
                last.extend(child)
                parent.remove(child)
                changed = True
            else:
                last = child
    return ElementTree.tostring(root) if changed else part


def _goal(link: ElementTree.Element, goals: dict[str | None, str]) -> list[tuple[str, str]]:
    pairs = ((key.rpartition("}")[2], value) for key, value in link.attrib.items())
    return sorted(
        (key, goals.get(value, value) if key == "id" else letters(value))
        for key, value in pairs
        if key != "history"
    )


def _story(one: bytes, other: bytes) -> str:
    roots = [_without_cells(ElementTree.fromstring(data)) for data in (one, other)]
    marks = [Counter(_bookmarks(root)) for root in roots]
    if marks[0] != marks[1]:
        return f"bookmarks {(marks[0] - marks[1]) | (marks[1] - marks[0])}"
    old, new = ([*merged(_events(root))] for root in roots)
    looks = [Counter(_words_by_look(root)) for root in roots]
    if looks[0] - looks[1]:
        return f"other looks: {list(looks[0] - looks[1])[:2]}"
    if re.search(rb"<w:(?:moveFrom\b|del\b[^>]*/>)", one):
        # Paragraphs and rows come together: the words alone are compared.
        old, new = (
            [Event("", "".join(e.text for e in each if e.name == "#"))] for each in (old, new)
        )
    for number, (first, second) in enumerate(zip(old, new, strict=False)):
        if first != second:
            context = " ".join(event.text[-30:] for event in old[max(number - 3, 0) : number])
            return f"{first!r:.160} became {second!r:.160} after {context!r}"
    return "" if len(old) == len(new) else f"{len(old)} parts became {len(new)}"


def _without_cells(root: ElementTree.Element) -> ElementTree.Element:
    """Take out the cells that a tracked change deletes."""
    for row in root.iter():
        for cell in [each for each in row if _local(each) == "tc"]:
            if any(_local(each) == "cellDel" for properties in cell for each in properties):
                row.remove(cell)
    return root


def _bookmarks(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = _local(element)
        if name in _MARKS:
            yield f"{name} {sorted(element.attrib.items())}"


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words_by_look(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Yield each word that looks the same from end to end, with its look."""
    for paragraph in root.iter():
        if _local(paragraph) != "p":
            continue
        signs = [(char, look) for text, look in _looking(paragraph) for char in text]
        for blank, word in groupby(signs, lambda sign: sign[0].isspace()):
            own = list(word)
            if not blank and len({look for _, look in own}) == 1:
                read = letters("".join(char for char, _ in own))
                yield from [(read, own[0][1])] if read else []


def _looking(element: ElementTree.Element, look: str = "") -> Iterator[tuple[str, str]]:
    for child in element:
        name = _local(child)
        if name == "r":
            if any(_local(each) == "vanish" for each in child.iter()):
                continue
            look = " ".join(_look(child))
        if name == "t":
            yield child.text or "", look
        elif name in ("tab", "ptab", "br", "cr"):
            yield " ", look
        elif name not in ("p", *_GONE):
            # Words of two links are two words, whether or not a space parts them.
            edge = [(" ", look)] if name == "hyperlink" else []
            yield from (*edge, *_looking(child, look), *edge)


def _events(element: ElementTree.Element) -> Iterator[Event]:
    name = _local(element)
    if _is_line_break(element):
        yield Event("br", "")
        return
    if name in _GONE or name in _MARKS or name.endswith("Change") or name in ("rPr", "instrText"):
        if name == "instrText":
            yield Event("instruction", element.text or "")
        return
    if name == "t":
        for words in re.split("([\t\u2028\u2029])", element.text or ""):
            sign = {"\t": "tab", "\u2028": "br", "\u2029": "br"}.get(words)
            yield Event(sign, "") if sign else Event("#", letters(words))
        return
    if name == "hyperlink" and not _leads(element):
        return
    if name not in _THROUGH:
        yield Event(name, " ".join(() if name == "p" else _attributes(element, name)))
    for child in element:
        yield from _events(child)
    # The mark of a paragraph's number that was put in goes when that is accepted.
    holds = any(len(child) or _local(child) != "ins" for child in element)
    if name not in _THROUGH and (holds or name == "p"):
        yield Event(f"/{name}", "")


def _leads(link: ElementTree.Element) -> bool:
    """Whether there is anything in a link to click on but white space."""
    shown = (each for each in link.iter() if _local(each) not in ("hyperlink", "r", "rPr"))
    return any(
        (each.text or "").strip() if _local(each) == "t" else _local(each) in _CLICKED
        for each in shown
    )


def _is_line_break(element: ElementTree.Element) -> bool:
    """Whether it is a line break, which the standard lets be written in three ways."""
    kinds = [value for key, value in element.attrib.items() if key.endswith("}type")]
    return _local(element) == "cr" or (_local(element) == "br" and kinds in ([], ["textWrapping"]))


def _look(run: ElementTree.Element) -> Iterator[str]:
    for properties in run:
        if _local(properties) == "rPr":
            for each in properties:
                if _local(each) in _LOOKS:
                    yield f"{_local(each)}{sorted(each.attrib.values())}"


def _attributes(element: ElementTree.Element, name: str) -> Iterator[str]:
    for key, value in sorted(element.attrib.items()):
        local = key.rpartition("}")[2]
        if local.startswith("rsid") or local in ("paraId", "textId"):
            continue
        spoken = local == "alt" or (name, local) in _SPOKEN
        yield f"{local}={letters(value) if spoken else value}"


def left(after: bytes) -> list[str]:
    """Return the stretches of text that have no accents."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(after)) as package:
        for name in package.namelist():
            if _is_story(name, package.read(name)):
                for paragraph in ElementTree.fromstring(package.read(name)).iter():
                    if _local(paragraph) == "p" and not _is_code(paragraph):
                        found += unaccented("".join(_words(_without_dates(paragraph))))
    return found


def _without_dates(paragraph: ElementTree.Element) -> ElementTree.Element:
    """Take out today's date and time, which Word and LibreOffice write anew in fields."""
    fields: list[str] = []
    for run in paragraph.iter():
        kind = next((value for key, value in run.attrib.items() if key.endswith("CharType")), "")
        if _local(run) == "fldChar" and kind == "begin":
            fields.append("")
        elif _local(run) == "fldChar" and kind == "end" and fields:
            fields.pop()
        elif _local(run) == "instrText" and fields:
            fields[-1] += run.text or ""
        elif _local(run) == "t" and any(re.match(r"\s*(?:DATE|TIME)\b", each) for each in fields):
            run.text = ""
    return paragraph


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    for child in paragraph:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab", "br"):
            yield " | "
        elif name == "r" and any(_local(each) == "vanish" for each in child.iter()):
            continue
        elif name not in ("p", *_GONE):
            # What stands above or below a sign of a formula is no part of a word, and words of
            # code between commas are not in a row.
            apart = name in ("sub", "sup", "num", "den") or (name == "r" and _is_code(child, "r"))
            edge = [" | "] if apart else []
            yield from (*edge, *_words(child), *edge)


def _is_code(element: ElementTree.Element, kind: str = "p") -> bool:
    """Whether the style of a paragraph, or of a run, is one of code."""
    styles = (each for each in element.iter() if _local(each) == f"{kind}Style")
    names = (value for style in styles for value in style.attrib.values())
    return any(re.match(r"(?i)(?:source|code)", name) for name in names)


def _with_single_runs(data: bytes) -> bytes:
    """Give words beside a picture a run of their own: pandoc reads one or the other of a run."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, _divided(part) if _is_story(info.filename, part) else part)
    return result.getvalue()


_DRAWINGS = {"drawing", "pict", "AlternateContent", "object"}


def _parsed(part: bytes) -> ElementTree.Element:
    """Read a part that may be written anew: under its own prefixes, by which pandoc knows it."""
    for prefix, name in re.findall(rb'xmlns:([A-Za-z]\w*)="([^"]+)"', part):
        if not re.fullmatch(rb"ns\d+", prefix):
            ElementTree.register_namespace(prefix.decode(), name.decode())
    return ElementTree.fromstring(part)


def _divided(part: bytes) -> bytes:
    root = _parsed(part)
    changed = False
    for parent in list(root.iter()):
        if _local(parent) == "cr":
            # A line break as the standard lets it be written, too, which pandoc passes over.
            parent.tag = parent.tag.replace("}cr", "}br")
            changed = True
        for run in [child for child in parent if _local(child) == "r"]:
            names = [_local(child) for child in run]
            if _DRAWINGS.isdisjoint(names) or "t" not in names:
                continue
            looks = [child for child in run if _local(child) == "rPr"]
            held = [child for child in run if _local(child) != "rPr"]
            place = [*parent].index(run)
            parent.remove(run)
            for number, child in enumerate(held):
                own = ElementTree.Element(run.tag)
                own.extend((*looks, child))
                parent.insert(place + number, own)
            changed = True
    return ElementTree.tostring(root) if changed else part


def by_pandoc(before: Path, after: Path) -> str:
    """Return where the texts that pandoc reads differ; empty where it reads none."""
    with zipfile.ZipFile(before) as package:
        if any(b"<w:cellDel " in package.read(name) for name in package.namelist()):
            return ""  # it shows cells that a tracked change deletes
    texts = []
    for path in (before, after):
        run = subprocess.run(
            ["pandoc", "--track-changes=accept", "-f", "docx", "-t", "plain", "--wrap=none"],
            input=_with_single_runs(path.read_bytes()),
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        if run.returncode:
            return "" if path == before else f"pandoc reads the copy no more: {run.stderr[:120]!r}"
        texts.append([letters(line) for line in run.stdout.decode().splitlines()])
    old, new = ([line for line in text if line] for text in texts)
    if not old:
        return ""
    for one, other in zip(old, new, strict=False):
        if one != other:
            return f"pandoc: {one[:80]!r} became {other[:80]!r}"
    return "" if len(old) == len(new) else f"pandoc: {len(old)} lines became {len(new)}"
