"""Running text over several lines: putting translated segments in place of the source's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman import inline
from dragoman.formats.lines import normalized
from dragoman.model import Block, Layout, Segment, Syntax, one_line
from dragoman.patterns import lazily

OMITTED = "\0"
"""The target of a segment that the copy leaves out: no text can hold it."""

PARAGRAPH = "\n\n"
"""What begins a new paragraph within a target."""

_BETWEEN_LINES = lazily(r"\n[ \t]*(?=\S)|\n\s*\n[ \t]*")
_AROUND_BREAK = lazily(r"(?<!\s)\s*?\n\s*")


@dataclass(frozen=True, slots=True)
class Flow(Layout):
    """Running text, perhaps over several lines."""

    spare: str
    """What begins a further line if the text gets more of them than it has: a line ending and
    the container's prefix."""


@dataclass(frozen=True, slots=True)
class OneLine(Layout):
    """Text that has no room for a line ending."""

    def holds_paragraphs(self, block: Block) -> bool:
        del block
        return False


@dataclass(slots=True)
class FlowLine:
    """One line of a block that is being written."""

    lead: str
    """What stands in the file before `text`: the line ending before it and the container's
    prefix. Empty for the first line of a block."""

    text: str

    fresh: bool
    """Whether a translation, and not the source, begins the line."""


def replacement(segment: Segment, target: str | None) -> str | None:
    """Return what stands in place of the segment, without white space at its ends.

    `None` where the source stays: there is no target, or it is the source itself. `OMITTED`
    where the segment is left out.
    """
    if target == OMITTED:
        return OMITTED
    if target is None or target == segment.text:
        return None
    text = (normalized(target) if "\r" in target else target).strip()
    if not text or text == segment.source:
        return None
    if ("  " in text or not text.isprintable()) and one_line(text) in ("", segment.source):
        return None
    if "\n" in segment.text or "  " in segment.text or "\t" in segment.text:
        return _with_its_code(segment, text)
    return text


def _with_its_code(segment: Segment, text: str) -> str:
    """Give code the spaces back that a sentence on one line cannot show."""
    if "\\\n" in segment.text and segment.syntax is Syntax.MARKDOWN:
        # A line break within emphasis: on one line its backslash would be a letter.
        text = text.replace("\\ ", "\\\n")
    if "  " not in segment.text and "\t" not in segment.text:
        return text
    for span in inline.spans(segment.text, segment.syntax):
        code = segment.text[span.start : span.end]
        shown = one_line(code)
        if span.kind.protected and "\n" not in code and shown != code:
            text = text.replace(shown, code, 1)
    return text


def is_changed(block: Block, targets: Sequence[str | None]) -> bool:
    """Whether anything of the block is to be written otherwise than the source has it."""
    for segment, target in zip(block.segments, targets, strict=True):
        if replacement(segment, target) is not None:
            return True
    return False


def on_one_line(text: str) -> str:
    """Return the text without line ends, where the format has no room for them."""
    return _AROUND_BREAK.sub(" ", text) if "\n" in text else text


def joined(block: Block, targets: Sequence[str | None]) -> str:
    """Return the block's text with the targets in place, each with the gap of its segment."""
    if len(targets) == 1 and targets[0] != OMITTED:
        (segment,) = block.segments
        text = replacement(segment, targets[0])
        return segment.text if text is None else f"{text}{segment.gap}"
    written = [*map(replacement, block.segments, targets)]
    texts = []
    for number, (segment, text) in enumerate(zip(block.segments, written, strict=True)):
        if text is None:
            texts.append(segment.text)
        elif text != OMITTED:
            lead, gap = _hidden(block, number, text)
            texts.append(f"{lead}{text}{gap}{segment.gap}")
    whole = "".join(texts)
    return whole.rstrip() if OMITTED in targets else whole


def _hidden(block: Block, number: int, text: str) -> tuple[str, str]:
    """Return the white space that tags hide at the ends of a segment, for a text without it."""
    segment = block.segments[number]
    lead = segment.inner_lead if number else ""
    gap = segment.inner_gap if number + 1 < len(block.segments) else ""
    if lead or gap:
        own = replace(segment, text=text)
        lead = "" if own.inner_lead else lead
        gap = "" if own.inner_gap else gap
    return lead, gap


def rewritten(block: Block, targets: Sequence[str | None], spare: str) -> list[FlowLine]:
    """Return the lines of the block with the targets in place.

    Line feeds of the source that stay keep what the source writes for them. A translation with
    as many line feeds as its source takes the source's; any other takes the block's last, or
    `spare` where the block has none. A blank line begins a paragraph in the same container;
    indentation belongs to the container.
    """
    growing = [_GrowingLine("", [], fresh=False)]
    done = 0
    for number, (segment, target) in enumerate(zip(block.segments, targets, strict=True)):
        count = segment.text.count("\n")
        own = block.breaks[done : done + count]
        done += count
        text = replacement(segment, target)
        if text is None:
            _append(growing, segment.text, own, fresh=False)
            continue
        if text == OMITTED:
            continue
        lead, gap = _hidden(block, number, text)
        text = _BETWEEN_LINES.sub(lambda found: "\n" * min(found[0].count("\n"), 2), text)
        text = f"{lead}{text}{gap}"
        within = count - segment.gap.count("\n")
        leads = own[:within]
        if PARAGRAPH in text:
            leads = tuple(_leads(text, spare))
        elif text.count("\n") != within:
            leads = (block.breaks[-1] if block.breaks else spare,) * text.count("\n")
        _append(growing, text, leads, fresh=True)
        _append(growing, segment.gap, own[within:], fresh=False)
    lines = [FlowLine(each.lead, "".join(each.texts), each.fresh) for each in growing]
    if OMITTED in targets:
        lines[-1].text = lines[-1].text.rstrip()
        while len(lines) > 1 and not lines[-1].text:
            lines.pop()
            lines[-1].text = lines[-1].text.rstrip()
    return lines


def _leads(text: str, spare: str) -> Iterator[str]:
    """Yield what begins each line of a text after the first; blank ones end in no spaces."""
    for line in text.split("\n")[1:]:
        yield spare if line else spare.rstrip(" \t")


@dataclass(slots=True)
class _GrowingLine:
    """A line of which there may be more: a paragraph may have all its sentences on one."""

    lead: str
    texts: list[str]
    """None of them is empty."""

    fresh: bool


def _append(lines: list[_GrowingLine], text: str, leads: Sequence[str], *, fresh: bool) -> None:
    first, *others = text.split("\n")
    last = lines[-1]
    if not last.texts:
        last.fresh = fresh
    if first:
        last.texts.append(first)
    lines.extend(
        _GrowingLine(lead, [line] if line else [], fresh)
        for lead, line in zip(leads, others, strict=True)
    )
