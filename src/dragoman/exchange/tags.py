"""What both versions of XLIFF have in common: words with tags between them, and units."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from dragoman.errors import ExchangeError
from dragoman.exchange.codes import Code, Part, are_alike, codes_of, join, lost
from dragoman.exchange.markup import name_of, parse
from dragoman.exchange.sheet import ReturnedLine
from dragoman.model import Status


def write_parts(
    element: etree._Element,
    found: list[Part],
    tag: Callable[[etree._Element, Code], etree._Element],
) -> None:
    """Write words and codes into an element; `tag` adds the element of a code."""
    last: etree._Element | None = None
    for part in found:
        if isinstance(part, Code):
            last = tag(element, part)
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part


def read_parts(
    element: etree._Element | None,
    around: tuple[str, ...],
    part: Callable[[str, etree._Element], Part | None],
) -> list[Part]:
    """Return the words and codes of an element.

    Tags called as in `around` count for what is in them alone. `part` says what another one stands
    for, by its name.
    """
    if element is None:
        return []
    found: list[Part | None] = [element.text or ""]
    for child in element:
        name = name_of(child)
        if name in around:
            found += read_parts(child, around, part)
        elif name:  # a comment has none
            found.append(part(name, child))
        found.append(child.tail or "")
    return [one for one in found if one]


_FAMILY = "urn:oasis:names:tc:xliff:document:"

_ID = re.compile(r"u?[0-9a-f]{8}(-[0-9]+)?$")
"""What units are called that went out."""


def files_of(
    data: bytes, path: str, namespace: str, unit: str, locale: str
) -> dict[tuple[str, str], list[etree._Element]]:
    """Return the units of a document, which are called as `unit`, by their article and locale.

    The attribute `locale` of a file, or of the document, says the latter. A tool may have written
    another version of the same standard, added files of its own, joined several documents, or cut
    an article into several files. Raises ExchangeError where no file is ours, and where a unit of
    an article is in two of them.
    """
    root = parse(data, path)
    _rename(root, namespace)
    files = {
        file: list(file.iter(f"{{{namespace}}}{unit}"))
        for file in root.iter(f"{{{namespace}}}file")
    }
    known = [
        file
        for file, units in files.items()
        if len(files) == 1 or any(_ID.match(each.get("id", "")) for each in units)
    ]
    if not known:
        raise _not_ours(path, namespace)
    found: dict[tuple[str, str], list[etree._Element]] = {}
    ids: dict[tuple[str, str], set[str]] = {}
    for file in known:
        key = file.get("original", ""), file.get(locale, root.get(locale, ""))
        its_own = {each.get("id", "") for each in files[file]}
        if not its_own.isdisjoint(ids.setdefault(key, set())):
            raise _not_ours(path, namespace, f": it has {key[0]} twice")
        ids[key] |= its_own
        found.setdefault(key, []).extend(files[file])
    return found


def _not_ours(path: str, namespace: str, why: str = "") -> ExchangeError:
    version = namespace.removeprefix(_FAMILY)
    return ExchangeError(
        f"this is not an XLIFF {version} document of `dragoman exchange export`{why}",
        path=path,
        advice="Send back the file that you were given, each article once.",
    )


def _rename(root: etree._Element, namespace: str) -> None:
    """Give the elements of another version, or of none, the names of this one.

    Programs that write another namespace than they read leave what they add without any.
    """
    before = etree.QName(root).namespace or ""
    if before and not before.startswith(namespace.rpartition(".")[0]):
        return
    for space in {before, ""} - {namespace}:
        for element in list(root.iter(f"{{{space}}}*")):
            element.tag = f"{{{namespace}}}{etree.QName(element).localname}"


def came_back(
    unit: etree._Element,
    key: str,
    wanted: list[Part],
    found: list[Part],
    *,
    status: Status | None,
    notes: list[str],
    seen: str,
    empty: bool,
    begun: bool,
) -> ReturnedLine:
    """Return what a unit says.

    `wanted` is its source and `found` its target, which counts as emptied only if it is `empty`:
    some tools leave the element out. Others write a note twice, or the source into each target
    that nobody has `begun`, as the state says that stands beside it.
    """
    text = join(found)
    whole = are_alike(codes_of(wanted), codes_of(found))
    wrong = lost(codes_of(wanted), codes_of(found)) if text and not whole else ""
    if text and not all(code.text for code in codes_of(wanted)):
        wrong = "what they stand for was lost"
    line = ReturnedLine(
        id=key,
        source=join(wanted),
        target=text.strip() if text or empty else None,
        status=status,
        note="\n".join(dict.fromkeys(notes)) if notes else None,
        seen=seen,
        place=f"line {unit.sourceline}",
        problem=f"tags do not fit the source ({wrong})" if wrong else "",
    )
    filled_in = not begun and text.strip() == line.source.strip() and not line.stands
    return replace(line, target=None, status=Status.NEW) if filled_in else line
