"""Read a review file as a person may have left it.

Every value is taken as the characters that stand there: `yes` is a word and `2024` a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from importlib.resources import files

import yaml

from dragoman import handyaml
from dragoman.handyaml import SlipError, SlipSheet
from dragoman.model import Catalog, Finding, Record, Status, Unit
from dragoman.patterns import lazily
from dragoman.review import record
from dragoman.review.kind import BELOW, KEYS, RESTORE, REVIEW
from dragoman.review.layout import Chunk, Section, sections
from dragoman.review.owners import owners

_REQUIRED = ("id", "status", "source", "target")
"""The keys that every segment is written with: one that is like none of these is mistyped."""

_LISTS = ("segments", "record", "retired")

_ALIKE = 0.8
"""How alike two words must be, in difflib's ratio, for one to be the other one mistyped."""

_EDGES = (
    " \t\u00a0\u00ad\u061c\u1680\u3000\ufeff"
    + "".join(map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030))))
    + "".join(map(chr, range(0x205F, 0x2070)))
)
"""Spaces and marks that nobody sees at the edge of a word."""

LABEL = lazily(
    r"^#[ \t]*((?:heading|paragraph|list item|table cell|quotation|footnote)(?: \d+)?"
    r"|front matter: \S+)[ \t]*\r?\n",
    re.MULTILINE,
)
"""The comment that Dragoman writes above the first segment of a block."""


@dataclass(frozen=True, slots=True)
class File:
    """A review file that was read."""

    catalog: Catalog
    preamble: str
    """What stands before the first key."""

    sections: tuple[Section, ...]
    records: Mapping[str, Record]


def parse(text: str, path: str) -> Catalog:
    """Return the catalog that the text holds. `path` is for messages only.

    Segments may have keys in any order, keys of their own, and any scalar style. A missing
    `status` counts as `draft`, or as `new` where there is no target.

    Raises `ReviewError` for what cannot be understood; it tells every mistake with its place.
    """
    return opened(text, path).catalog


def opened(text: str, path: str) -> File:
    """Return all that the text holds. Raises `ReviewError` as `parse` does."""
    return handyaml.read(text, path, REVIEW, _file)


def _file(sheet: SlipSheet, root: yaml.Node | None) -> File:
    if not sheet.text.strip():
        raise SlipError(
            0,
            "the file is empty",
            "Restore it from a backup, or delete it and run: dragoman translate",
        )
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise SlipError(
            0,
            "this is not a review file: it does not begin with keys such as `article:`",
            "Restore the file, or move it away and run `dragoman translate` again.",
        )
    preamble, cut = sections(sheet.text, root)
    reader = Reader(sheet)
    known = reader.known(cut)
    records = reader.records(known.get("record"))
    return File(reader.catalog(known, records), preamble, cut, records)


class Reader:
    """Turn nodes into values, and note each mistake with its place."""

    def __init__(self, sheet: SlipSheet) -> None:
        self.sheet = sheet
        self.text = sheet.text

    def known(self, cut: tuple[Section, ...]) -> dict[str, Section]:
        """Return the sections by their names."""
        found: dict[str, Section] = {}
        for section in cut:
            self.check_key(section.key, section.start)
            if section.key in found:
                self.wrong_at(section.start, f"`{section.key}:` is given twice", "Keep only one.")
            found.setdefault(section.key, section)
        for section in found.values():
            if self.sheet.whole:
                self.check_typing(section.key, section.start, _LISTS, found)
        return found

    def catalog(self, found: Mapping[str, Section], records: Mapping[str, Record]) -> Catalog:
        """Return what the sections hold."""
        live = self.units(found.get("segments"), 0)
        every = [*live, *self.units(found.get("retired"), len(live))]
        units = [unit for unit, _ in every]
        traced = tuple(
            replace(unit, record=record.traced(known, unit.target))
            for unit, known in zip(units, owners(units, records), strict=True)
        )
        return Catalog(
            article=self.header(found, "article"),
            source=self.header(found, "source"),
            target=self.header(found, "target"),
            units=traced[: len(live)],
            labels=tuple(label for _, label in live),
            retired=traced[len(live) :],
        )

    def header(self, found: Mapping[str, Section], key: str) -> str:
        return self.scalar(found[key].node, key) if key in found else ""

    def units(self, section: Section | None, first: int) -> list[tuple[Unit, str]]:
        if section is None or _empty(section.node):
            return []
        node = section.node
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(
                node,
                f"`{section.key}:` is not a list",
                "Each segment begins with a dash: `- id: …`.",
            )
            return []
        if node.flow_style:
            self.wrong(
                node,
                f"`{section.key}:` is written in brackets",
                "Put each segment on lines of its own, beginning with `- id: …`.",
            )
            return []
        read: list[tuple[Unit, str]] = []
        for item, chunk in zip(node.value, section.chunks, strict=True):
            if isinstance(item, yaml.MappingNode):
                read.append(self.unit(item, chunk, first + len(read)))
            else:
                self.wrong(
                    item,
                    "a segment holds no keys",
                    "A segment has at least `id:`, `status:`, `source:` and `target:`. If the line "
                    "is part of the text above it, write four spaces before it.",
                )
        return read

    def unit(self, item: yaml.MappingNode, chunk: Chunk, entry: int) -> tuple[Unit, str]:
        values = self.values(item)
        own = [key for key, _ in item.value if key.value not in KEYS]
        for key in own:
            self.check_typing(key.value, key.start_mark.index, _REQUIRED, values)
            self.check_sentence(key.value, key.start_mark.index)
        texts = {key: self.scalar(values[key], key) if key in values else "" for key in _TEXTS}
        labels = LABEL.findall(chunk.lead)
        status = self.status(values.get("status"), texts["target"])
        if status in (Status.APPROVED, Status.REVIEWED) and not texts["target"]:
            self.wrong(
                values["status"],
                f"the segment is {status.value}, but its target is empty",
                "Write the translation below `target: |-`, or set `status: new`. A sentence that "
                "is left out on purpose has `status: omit`.",
            )
        unit = Unit(
            **texts,
            status=status,
            ignore=self.names(values.get("ignore")),
            findings=self.findings(values.get("findings")),
            record=None,
            remarks=bool(own) or _has_remarks(chunk, item),
            entry=entry,
            line=item.start_mark.line + 1,
        )
        return unit, labels[-1] if labels else ""

    def values(self, item: yaml.MappingNode) -> dict[str, yaml.Node]:
        """Return what stands under each key of a segment."""
        values: dict[str, yaml.Node] = {}
        for key, value in item.value:
            if key.value not in KEYS:
                self.check_key(key.value, key.start_mark.index)
            if key.value in values:
                dash = " Or a dash is missing: each segment begins with `- id:`."
                self.wrong(
                    key,
                    f"`{key.value}:` is given twice in one segment",
                    f"Keep only one.{dash if key.value == 'id' else ''}",
                )
            values.setdefault(key.value, value)
        return values

    def check_key(self, key: str, at: int) -> None:
        """Refuse a key that only looks like one of ours: its edge is no space to YAML."""
        if key != key.strip(_EDGES):
            self.wrong_at(
                at,
                "a key begins or ends with a no-break space or an invisible mark",
                "Delete what stands before its first letter and type ordinary spaces.",
            )

    def check_typing(
        self, key: str, start: int, required: tuple[str, ...], found: Mapping[str, object]
    ) -> None:
        """Refuse a key that is one of ours mistyped: what stands under it would count for nothing.

        A person's own keys are welcome, so it must be all but one of ours, which is not there.
        """
        if key in required or key in _HEADER:
            return
        missing = [each for each in required if each not in found]
        near = get_close_matches(key.casefold(), missing, n=1, cutoff=_ALIKE)
        near = near or [each for each in KEYS if each == key.casefold() and each not in found]
        near = near or [each for each in missing if each == _meant(key.casefold(), "key_words.txt")]
        if near:
            self.wrong_at(
                start,
                f"`{key}:` is not a key, and `{near[0]}:` is missing",
                f"Did you mean `{near[0]}:`?",
            )

    def check_sentence(self, key: str, start: int) -> None:
        """Refuse a key that is the beginning of a sentence with a colon: it would not go out."""
        words = key.split()
        if len(words) > 2 or (len(words) == 2 and not (key.isascii() and key.islower())):
            self.wrong_at(
                start,
                "this line has a colon and stands where keys do, and it reads like a sentence",
                "If it is part of the text above it, write four spaces before it. If it is a "
                "remark of yours, write # before it.",
            )

    def status(self, node: yaml.Node | None, target: str) -> Status:
        typed = self.scalar(node, "status") if node else ""
        word = typed.strip(_EDGES).casefold().replace("_", "-")
        if node is None or not word:
            return Status.DRAFT if target else Status.NEW
        try:
            return Status("-".join(word.split()))
        except ValueError:
            known = [status.value for status in Status]
            meant = _meant(word, "status_words.txt") or next(
                iter(get_close_matches(word, known, n=1)), ""
            )
            asked = f"Did you mean {meant}? " if meant else ""
            advice = f"{asked}Use one of: {', '.join(known)}."
            self.wrong(node, f"`{typed}` is not a status", advice)
            return Status.DRAFT

    def names(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None or _empty(node):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return tuple(name for name in re.split(r"[\s,]+", node.value) if name)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.scalar(item, "ignore") for item in node.value)
        self.wrong(node, "`ignore:` is not a list of checks", "Write `ignore: [check]`.")
        return ()

    def findings(self, node: yaml.Node | None) -> tuple[Finding, ...]:
        """What the file shows; Dragoman wrote it and will write it anew, so be lenient."""
        if not isinstance(node, yaml.SequenceNode):
            return ()
        pairs = (
            pair for item in node.value if isinstance(item, yaml.MappingNode) for pair in item.value
        )
        return tuple(
            Finding(key.value, value.value)
            for key, value in pairs
            if isinstance(value, yaml.ScalarNode)
        )

    def records(self, section: Section | None) -> dict[str, Record]:
        if section is None or not isinstance(section.node, yaml.MappingNode):
            return {}
        found = ((key.value, self.record(value)) for key, value in section.node.value)
        return {key: record for key, record in found if record is not None}

    def record(self, node: yaml.Node) -> Record | None:
        values = self.keys_of(node)
        accepted = values.get("accepted")
        words: dict[str, yaml.Node] = {}
        if isinstance(accepted, yaml.MappingNode):
            words = self.keys_of(values.pop("accepted"))
        texts, inner = (
            {key: self.scalar(value, key) for key, value in each.items()}
            for each in (values, words)
        )
        try:
            return record.parse(texts, inner)
        except ValueError as error:
            self.wrong(node, f"the record is damaged: {error}", RESTORE)
            return None

    def keys_of(self, node: yaml.Node) -> dict[str, yaml.Node]:
        """Return what stands under each key of a record."""
        if isinstance(node, yaml.MappingNode):
            return {str(key.value): value for key, value in node.value}
        self.wrong(node, "this line of the record is damaged", RESTORE)
        return {}

    def scalar(self, node: yaml.Node, key: str) -> str:
        if isinstance(node, yaml.ScalarNode):
            value = str(node.value).strip()
            if not node.style and (key in _WRITTEN or not value):
                self.check_whole(node)
            return value
        self.wrong(
            node,
            f"`{key}:` holds a list or keys where text belongs",
            "Write one word: `status: approved`." if key == "status" else BELOW,
        )
        return ""

    def check_whole(self, node: yaml.ScalarNode) -> None:
        """Refuse text on the key's own line of which YAML drops a part: a tag, or a comment."""
        start, end = node.start_mark.index, node.end_mark.index
        sign = self.text[start : start + 1]
        if sign in ("&", "!") and not self.text.startswith("!!", start):
            problem = f"text on the key's own line begins with a sign that YAML drops: {sign}"
            self.wrong_at(start, problem, BELOW)
        comment = _COMMENT.match(self.text, end)
        if comment:
            self.wrong_at(
                comment.end(),
                "YAML takes what follows this `#` for a comment, and not for a part of the text",
                f"{BELOW} If it is a comment, put it on a line of its own above.",
            )

    def wrong(self, node: yaml.Node, problem: str, advice: str) -> None:
        self.wrong_at(node.start_mark.index, problem, advice)

    def wrong_at(self, index: int, problem: str, advice: str) -> None:
        self.sheet.slips.append(SlipError(index, problem, advice))


_COMMENT = lazily(r"[ \t]*(?=#)")
_WRITTEN = ("target", "note")
_HEADER = ("article", "source", "target")
_TEXTS = ("id", "source", "was", "target", "suggestion", "note")


def _meant(word: str, file: str) -> str:
    """Return the word of ours that one of another language means, or an empty string.

    The file lists them after each of ours.
    """
    data = files("dragoman.review") / "data" / file
    for line in data.read_text(encoding="utf-8").splitlines():
        ours, _, words = line.partition(":")
        if not line.startswith("#") and word.strip(".,!?؟“”«»\"' ") in words.strip().split(" | "):
            return ours
    return ""


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null")


def _has_remarks(chunk: Chunk, item: yaml.MappingNode) -> bool:
    """Whether the entry holds comments of a person.

    Every `#` is looked at that stands where a comment may begin; to take a `#` within text for
    a comment only makes Dragoman more careful with the entry.
    """
    if "#" in LABEL.sub("", chunk.lead):
        return True
    if "#" not in chunk.body:
        return False
    return chunk.body.count("#") > sum(text.count("#") for text in _scalars(item))


def _scalars(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)
