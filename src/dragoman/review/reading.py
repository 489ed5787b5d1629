"""Read a review file as a person may have left it.

Every value is taken as the characters that stand there: `yes` is a word and `2024` a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files

import yaml

from dragoman.errors import ReviewError
from dragoman.model import Catalog, Finding, Origin, Record, Status, Unit
from dragoman.review.causes import KEYS, RESTORE
from dragoman.review.explain import excerpt, explain, fault
from dragoman.review.layout import Chunk, Section, sections

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

DEEPEST = 100
"""Levels of nesting that are read; a review file needs four."""

SAFE = 1000
"""Levels that the parser composes without danger to its stack."""

_BREAKS = ("\u2028", "\u2029", "\u0085")
_ODD_BREAK = re.compile(r"[\u2028\u2029\u0085](?!\r?\n|\Z)|\r(?![\r\n]|\Z)")

_INDENT = re.compile(r"^(?:[ \t]|[-?:][ \t])*", re.MULTILINE)
"""What stands in a line before the first thing that may begin a level of its own."""

LABEL = re.compile(
    r"^#[ \t]*((?:heading|paragraph|list item|table cell|quotation|footnote)(?: \d+)?"
    r"|front matter: \S+)[ \t]*\r?\n",
    re.MULTILINE,
)
"""The comment that Dragoman writes above the first segment of a block."""


def root_of(text: str, path: str) -> yaml.MappingNode:
    """Return the file's top-level mapping. The text has no byte-order mark.

    Raises `ReviewError` for text that is not YAML or not a review file.
    """
    _refuse_odd_lines(text, path)
    most = _most_levels(text)
    try:
        if most > SAFE and _levels_of_events(text) > DEEPEST:
            raise _nested(path)
        # No value is read as a number or a date, so nothing need tell them apart.
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        raise explain(text, path) from None
    if DEEPEST < most <= SAFE and _levels(node) > DEEPEST:
        raise _nested(path)
    if not text.strip():
        raise ReviewError(
            "the file is empty",
            path=path,
            advice="Restore it from a backup, or delete it and run: dragoman translate",
        )
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise ReviewError(
            "this is not a review file: it does not begin with keys such as `article:`",
            path=path,
            line=1,
            excerpt=excerpt(text, 1),
            advice="Restore the file, or move it away and run `dragoman translate` again.",
        )
    return node


def _refuse_odd_lines(text: str, path: str) -> None:
    """Refuse what ends a line for YAML and for no editor: everything would seem to stand elsewhere.

    At the end of a line it does no harm.
    """
    stray = "\r" in text and text.count("\r") != text.count("\r\n")
    if not stray and not any(each in text for each in _BREAKS):
        return
    found = _ODD_BREAK.search(text)
    if found is not None:
        kind = "a carriage return alone" if found[0] == "\r" else f"U+{ord(found[0]):04X}"
        raise fault(
            text,
            path,
            found.start(),
            f"an invisible line break that is none of an editor's ({kind}) stands in the line",
            "Delete it, or type an ordinary line break and indent what follows.",
        )


def _nested(path: str) -> ReviewError:
    return ReviewError(
        f"lists or keys are nested more than {DEEPEST} deep",
        path=path,
        advice="A review file is flat. Restore it from a backup. The file was left as it is.",
    )


def _most_levels(text: str) -> int:
    """Return a number that no nesting in the text exceeds, without parsing it.

    Each level in brackets has a bracket, and at one column at most a mapping and a list begin.
    """
    columns = max(map(len, _INDENT.findall(text)), default=0)
    return text.count("[") + text.count("{") + 2 * (columns + 1)


def _levels_of_events(text: str) -> int:
    """Return how deep the text nests, by the parser's events: composing could crash."""
    depth = most = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        most = max(most, depth)
    return most


def _levels(root: yaml.Node | None) -> int:
    """Return how deep the composed nodes nest."""
    level: list[yaml.Node] = [root] if root is not None else []
    depth = 0
    while level:
        depth += 1
        level = [
            child
            for node in level
            if isinstance(node, yaml.CollectionNode)
            for item in node.value
            for child in (item if isinstance(item, tuple) else (item,))
        ]
    return depth


def parse(text: str, path: str) -> Catalog:
    """Return the catalog that the text holds. `path` is for messages only.

    Segments may have keys in any order, keys of their own, and any scalar style. A missing
    `status` counts as `draft`, or as `new` where there is no target.

    Raises `ReviewError` with line and column for what cannot be understood.
    """
    text = text.removeprefix("\ufeff")
    _, cut = sections(text, root_of(text, path))
    return Reader(text, path).catalog(cut)


class Reader:
    """Turn nodes into values, with the place of each problem at hand."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path

    def catalog(self, cut: Iterable[Section]) -> Catalog:
        found: dict[str, Section] = {}
        for section in cut:
            self.check_key(section.key, section.node)
            if section.key in found:
                raise self.wrong_at(section.start, f"`{section.key}:` is given twice", "Keep one.")
            found[section.key] = section
        for section in found.values():
            self.check_typing(section.key, section.start, _LISTS, found)
        records = self.records(found.get("record"))
        live = self.units(found.get("segments"), records, 0)
        return Catalog(
            article=self.header(found, "article"),
            source=self.header(found, "source"),
            target=self.header(found, "target"),
            units=tuple(unit for unit, _ in live),
            labels=tuple(label for _, label in live),
            retired=tuple(unit for unit, _ in self.units(found.get("retired"), records, len(live))),
        )

    def header(self, found: dict[str, Section], key: str) -> str:
        return self.scalar(found[key].node, key) if key in found else ""

    def units(
        self, section: Section | None, records: dict[str, Record], first: int
    ) -> list[tuple[Unit, str]]:
        if section is None or _empty(section.node):
            return []
        node = section.node
        if not isinstance(node, yaml.SequenceNode):
            raise self.wrong(
                node,
                f"`{section.key}:` is not a list",
                "Each segment begins with a dash: `- id: …`.",
            )
        if node.flow_style:
            raise self.wrong(
                node,
                f"`{section.key}:` is written in brackets",
                "Put each segment on lines of its own, beginning with `- id: …`.",
            )
        pairs = zip(node.value, section.chunks, strict=True)
        return [
            self.unit(item, chunk, records, first + number)
            for number, (item, chunk) in enumerate(pairs)
        ]

    def unit(
        self, item: yaml.Node, chunk: Chunk, records: dict[str, Record], entry: int
    ) -> tuple[Unit, str]:
        if not isinstance(item, yaml.MappingNode):
            raise self.wrong(
                item,
                "a segment holds no keys",
                "A segment has at least `id:`, `status:`, `source:` and `target:`.",
            )
        values: dict[str, yaml.Node] = {}
        for key, value in item.value:
            if key.value not in KEYS:
                self.check_key(key.value, key)
            if key.value in values:
                dash = " Or a dash is missing: each segment begins with `- id:`."
                raise self.wrong(
                    key,
                    f"`{key.value}:` is given twice in one segment",
                    f"Keep one.{dash if key.value == 'id' else ''}",
                )
            values[key.value] = value
        own = [key for key, _ in item.value if key.value not in KEYS]
        for key in own:
            self.check_typing(key.value, key.start_mark.index, _REQUIRED, values)
        texts = {key: self.scalar(values[key], key) if key in values else "" for key in _TEXTS}
        labels = LABEL.findall(chunk.lead)
        status = self.status(values.get("status"), texts["target"])
        if status in (Status.APPROVED, Status.REVIEWED) and not texts["target"]:
            raise self.wrong(
                values["status"],
                f"the segment is {status.value}, but its target is empty",
                "Write the translation below `target: |-`, or set `status: new`.",
            )
        unit = Unit(
            **texts,
            status=status,
            ignore=self.names(values.get("ignore")),
            findings=self.findings(values.get("findings")),
            record=records.get(texts["id"]),
            remarks=bool(own) or _has_remarks(chunk, item),
            entry=entry,
            line=item.start_mark.line + 1,
        )
        return unit, labels[-1] if labels else ""

    def check_key(self, key: object, node: yaml.Node) -> None:
        """Refuse a key that only looks like one of ours: its edge is no space to YAML."""
        if not isinstance(key, str) or key != key.strip(_EDGES):
            raise self.wrong(
                node,
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
        if near:
            raise self.wrong_at(
                start,
                f"`{key}:` is no key, and `{near[0]}:` is missing",
                f"Did you mean `{near[0]}:`?",
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
            meant = _meant(word) or next(iter(get_close_matches(word, known, n=1)), "")
            asked = f"Did you mean {meant}? " if meant else ""
            advice = f"{asked}Use one of: {', '.join(known)}."
            raise self.wrong(node, f"`{typed}` is no status", advice) from None

    def names(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None or _empty(node):
            return ()
        if isinstance(node, yaml.ScalarNode):
            return tuple(name for name in re.split(r"[\s,]+", node.value) if name)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.scalar(item, "ignore") for item in node.value)
        raise self.wrong(node, "`ignore:` is not a list of checks", "Write `ignore: [check]`.")

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
        return {key.value: self.record(value) for key, value in section.node.value}

    def record(self, node: yaml.Node) -> Record:
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(node, "this line of the record is damaged", RESTORE)
        values = {key.value: self.scalar(value, key.value) for key, value in node.value}
        try:
            return Record(
                origin=Origin(values.get("origin", "mt")),
                engine=values.get("engine", ""),
                machine=values.get("machine", ""),
                confidence=float(values["confidence"]) if "confidence" in values else None,
                held=values.get("held", ""),
                suggested=values.get("suggested", ""),
                finish=tuple(values.get("finish", "").split()),
                accepted=values.get("accepted", ""),
            )
        except ValueError as error:
            raise self.wrong(node, f"the record is damaged: {error}", RESTORE) from None

    def scalar(self, node: yaml.Node, key: str) -> str:
        if isinstance(node, yaml.ScalarNode):
            value = str(node.value).strip()
            if not node.style and (key in _WRITTEN or not value):
                self.check_whole(node)
            return value
        raise self.wrong(
            node,
            f"`{key}:` holds a list or keys where text belongs",
            "Write one word: `status: approved`." if key == "status" else _BELOW,
        )

    def check_whole(self, node: yaml.ScalarNode) -> None:
        """Refuse text on the key's own line of which YAML drops a part: a tag, or a comment."""
        start, end = node.start_mark.index, node.end_mark.index
        sign = self.text[start : start + 1]
        if sign in ("&", "!") and not self.text.startswith("!!", start):
            problem = f"text on the key's own line begins with a sign that YAML drops: {sign}"
            raise self.wrong_at(start, problem, _BELOW)
        comment = _HASHTAG.match(self.text, end)
        if comment:
            raise self.wrong_at(
                comment.end(),
                "YAML takes what follows this `#` for a comment, and not for a part of the text",
                f"{_BELOW} If it is a comment, write a space after the `#`.",
            )

    def wrong(self, node: yaml.Node, problem: str, advice: str) -> ReviewError:
        return self.wrong_at(node.start_mark.index, problem, advice)

    def wrong_at(self, index: int, problem: str, advice: str) -> ReviewError:
        return fault(self.text, self.path, index, problem, advice)


_BELOW = "Write `|-` after the key and put the text on the next line, indented by four spaces."
_HASHTAG = re.compile(r"[ \t]*(?=#[^\s#])")
_WRITTEN = ("target", "note")
_HEADER = ("article", "source", "target")
_TEXTS = ("id", "source", "was", "target", "suggestion", "note")


def _meant(word: str) -> str:
    """Return the status that a word of another language means, or an empty string."""
    file = files("dragoman.review") / "data" / "status_words.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        status, _, words = line.partition(":")
        if not line.startswith("#") and word.strip(".,!?؟“”«»\"' ") in words.strip().split(" | "):
            return status
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
