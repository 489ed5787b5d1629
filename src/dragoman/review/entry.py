"""Write one segment of a review file, new or over what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from dragoman.handyaml.patch import Edit, comments, patched
from dragoman.handyaml.scalars import block, plain, quoted
from dragoman.model import Unit
from dragoman.patterns import lazily
from dragoman.review.kind import KEYS
from dragoman.review.layout import Chunk, fields

_WORD = lazily(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment as it stands in a file."""

    text: str
    """The whole file."""

    chunk: Chunk
    node: yaml.MappingNode
    unit: Unit

    def edits(self, unit: Unit) -> Iterator[Edit]:
        """Yield what writes the keys in which `unit` differs anew, in places of the file."""
        changed = [key for key in KEYS if _value(unit, key) != _value(self.unit, key)]
        if not changed:
            return
        places = fields(self.text, self.node)
        first = min(begin for begin, _ in places.values())
        on_dash = next(key for key, (begin, _) in places.items() if begin == first)
        if self.node.flow_style or (on_dash in changed and not _field(unit, on_dash, "")):
            yield Edit(self.chunk.start, self.chunk.end, self._anew(unit))
            return
        indent = " " * (first - self.text.rfind("\n", 0, first) - 1)
        for key in changed:
            yield self._edit(unit, key, places, indent)

    def rewritten(self, unit: Unit) -> str:
        """Return the entry's characters with the keys in which `unit` differs written anew."""
        start = self.chunk.start
        return patched(self.chunk.body, (edit.moved(-start) for edit in self.edits(unit)))

    def _edit(
        self, unit: Unit, key: str, places: Mapping[str, tuple[int, int]], indent: str
    ) -> Edit:
        """What to put where so that a key has its new value."""
        order = KEYS.index(key)
        new = _field(unit, key, indent)
        if key not in places:
            before = [places[known][1] for known in KEYS[:order] if known in places]
            after = max(before) if before else max(end for _, end in places.values())
            return Edit(after, after, f"{indent}{new}\n" if new else "", order)
        begin, end = places[key]
        remarks = list(comments(self.text[begin:end]))
        if new and remarks and "\n" not in new:
            new = "  ".join((new, *remarks))
        elif new:
            new = f"\n{indent}".join((new, *remarks))
        else:
            begin = self.text.rfind("\n", 0, begin) + 1
            new = "\n".join(f"{indent}{remark}" for remark in remarks)
        return Edit(begin, end, f"{new}\n" if new else "", order)

    def _anew(self, unit: Unit) -> str:
        """The entry as if it were new, with a person's own keys and comments."""
        own = [(key, value) for key, value in self.node.value if key.value not in KEYS]
        extra = ""
        if own:
            node = yaml.MappingNode("tag:yaml.org,2002:map", own, flow_style=False)
            extra = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**9)
        lines = [*extra.splitlines(), *comments(self.chunk.body)]
        return new_entry(unit) + "".join(f"  {line}\n" for line in lines)


def new_entry(unit: Unit) -> str:
    """Return the lines of a segment that is not in the file yet."""
    written = (_field(unit, key, "  ") for key in KEYS)
    return "- " + "\n  ".join(field for field in written if field) + "\n"


def _field(unit: Unit, key: str, indent: str) -> str:
    """One key with its value, its first line without indent; empty if the key is not shown."""
    if key == "findings":
        lines = [f"{indent}- {each.check}: {plain(each.message)}" for each in unit.findings]
        return "\n".join(("findings:", *lines)) if lines else ""
    if key == "ignore":
        names = (name if _WORD.fullmatch(name) else quoted(name) for name in unit.ignore)
        return f"ignore: [{', '.join(names)}]" if unit.ignore else ""
    value = str(_value(unit, key))
    if key in ("id", "status"):
        return f"{key}: {value}"
    return f"{key}: {block(value, f'{indent}  ')}" if value or key == "target" else ""


def _value(unit: Unit, key: str) -> object:
    if key == "status":
        return unit.status.value
    if key == "findings":
        return tuple((finding.check, finding.message) for finding in unit.findings)
    return getattr(unit, key)
