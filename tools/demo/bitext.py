"""The demo newsroom's line-aligned bitext, as the sentence pairs that an engine sees.

Bitext lines hold inline Markdown. An engine gets plain text, in which everything that must come
through untouched (code, URLs, addresses, handles, tags, file names, placeholders) is a mask.
`dragoman.inline` makes it so, here as in the product. Lines without such items may hold masks as
they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.inline.mask import Masked, Node, mask
from dragoman.model import Syntax

SOURCE = "en"
MASKS = tuple(f"XQ{number}" for number in range(1, 5))


class BitextError(Exception):
    """The bitext cannot be trained on; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence pair as the engine sees it."""

    source: str
    target: str
    place: str
    """File and line it was made from, for messages."""


@dataclass(frozen=True, slots=True)
class Line:
    """One aligned pair of bitext lines, markup included."""

    source: str
    target: str
    place: str


def load_lines(folder: Path, language: str) -> list[Line]:
    """Return every aligned line of a language, in the order of file names.

    Lines that are empty on both sides are left out. Raises BitextError when a file is missing,
    line counts differ, or a line is empty on one side only.
    """
    names = sorted(path.name for path in (folder / SOURCE).glob("*.txt"))
    if not names:
        raise BitextError(f"{folder / SOURCE}: no *.txt file; the English side is expected there")
    return [line for name in names for line in _aligned(folder, name, language)]


def _aligned(folder: Path, name: str, language: str) -> Iterator[Line]:
    sources = _lines(folder / SOURCE / name)
    path = folder / language / name
    targets = _lines(path)
    if len(sources) != len(targets):
        raise BitextError(
            f"{path}: {len(targets)} lines, but {folder / SOURCE / name} has {len(sources)}"
        )
    for number, (source, target) in enumerate(zip(sources, targets, strict=True), start=1):
        if bool(source) != bool(target):
            side = "translation" if source else "English line"
            raise BitextError(f"{path}:{number}: the {side} is empty, the other side is not")
        if source:
            yield Line(source, target, f"{language}/{name}:{number}")


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BitextError(f"{path}: no such file") from None
    return [line.strip() for line in text.removesuffix("\n").split("\n")]


def collect(lines: list[Line]) -> list[Example]:
    """Return the distinct examples of the lines: each source once, in order of appearance.

    A span's translation may depend on its sentence (case endings), so the first one is kept and
    a whole line is preferred. Whole lines must agree: raises BitextError naming all that do not.
    """
    whole: dict[str, Example] = {}
    spans: dict[str, Example] = {}
    conflicts: list[str] = []
    for line in lines:
        for source, target in _examples_at(line):
            example = Example(source, target, line.place)
            is_line = source == mask(line.source, Syntax.MARKDOWN).plain
            kept = (whole if is_line else spans).setdefault(source, example)
            if is_line and kept.target != target:
                conflicts.append(f"{kept.place} and {line.place}: two translations of {source!r}")
    if conflicts:
        raise BitextError("\n".join(conflicts))
    return list((spans | whole).values())


def _examples_at(line: Line) -> list[tuple[str, str]]:
    try:
        return examples(line.source, line.target)
    except ValueError as error:
        raise BitextError(f"{line.place}: {error}") from None


def examples(source_line: str, target_line: str) -> list[tuple[str, str]]:
    """Return the text pairs that translating this line asks of an engine, the line's own first.

    Then come emphasised spans, link texts, titles and image descriptions, each paired with the
    span of the same kind and destination in the translation, in their order. Raises ValueError
    where the two sides do not hold the same spans and protected items.
    """
    source, target = mask(source_line, Syntax.MARKDOWN), mask(target_line, Syntax.MARKDOWN)
    numbers = _counterparts(source, target)

    def renumbered(text: str) -> str:
        if not numbers:
            return text
        return target.form.pattern.sub(lambda found: numbers[int(found[1]) - 1], text)

    pairs = {source.plain: renumbered(target.plain)}
    ours, theirs = _contents(source.nodes), _contents(target.nodes)
    for key, texts in ours.items():
        others = theirs.get(key, [])
        if len(texts) == len(others):
            translations = map(renumbered, others)
            pairs |= {
                text: one
                for text, one in zip(texts, translations, strict=True)
                if text not in pairs
            }
    for request in source.requests:
        if request not in pairs:
            raise ValueError(f"the translation has no span for {request!r}")
    return [(request, pairs[request]) for request in source.requests]


def _counterparts(source: Masked, target: Masked) -> list[str]:
    """Return, for each mask of the translation, the mask that the source has for its item."""
    names = [source.form.mask(number) for number in range(1, len(source.items) + 1)]
    if not set(names) <= set(MASKS):
        raise ValueError(f"masks {names} are not among those that a model knows, {MASKS}")
    if sorted(source.items) != sorted(target.items):
        raise ValueError(f"protected are {source.items}, in the translation {target.items}")
    waiting: dict[str, list[str]] = {}
    for name, item in zip(names, source.items, strict=True):
        waiting.setdefault(item, []).append(name)
    return [waiting[item].pop(0) for item in target.items]


def _contents(nodes: Iterable[Node]) -> dict[str, list[str]]:
    """Return what spans hold for an engine, by what they are."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        key = f"{node.span.kind.value} {node.span.text}"
        parts = {
            key: node.content,
            f"{key} description": node.alt and node.alt.plain,
            f"{key} title": node.title and node.title.plain,
        }
        for part, text in parts.items():
            if text:
                found.setdefault(part, []).append(text)
        for part, texts in _contents(node.children).items():
            found.setdefault(part, []).extend(texts)
    return found
