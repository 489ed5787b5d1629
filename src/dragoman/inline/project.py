"""Put a sentence's markup and protected items onto its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.inline import escape, masks
from dragoman.inline.assemble import Assembly
from dragoman.inline.evidence import trimmed
from dragoman.inline.kinds import SpanKind
from dragoman.inline.line import Line, free_base
from dragoman.inline.mask import Masked, Node, has_letters
from dragoman.inline.place import Place, Placer
from dragoman.inline.reading import inventory, plain, read
from dragoman.model import Attention, Finding, Severity, Syntax


@dataclass(frozen=True, slots=True)
class Projection:
    """A translated sentence with its markup."""

    text: str
    findings: tuple[Finding, ...] = ()

    complete: bool = True
    """Whether the translation held each mask exactly once. If not, `text` makes the best of it;
    translating `Masked.pieces` and `project_pieces` do better."""

    housed: tuple[str, ...] = ()
    """Contents of spans whose own translations stand in the text: the sentence's had no word
    for them."""


def project(masked: Masked, translated: Mapping[str, str], attention: Attention = ()) -> Projection:
    """Project a sentence's markup onto the translation of `masked.plain`.

    `translated` maps each of `masked.requests` to its translation; what it lacks is treated as
    not translated. `attention` is that of the translation of `masked.plain`, if it is known.
    Findings: `markup_position` where the place of a span is uncertain, `verbatim` where the
    translation lost or doubled a protected item, `markup` where the result would not read as it
    should, `unknown` where it held a mask and the sentence holds none.
    """
    wanted = masked.plain in masked.requests
    target = translated.get(masked.plain, "") if wanted else masked.plain
    if masked.items:
        return _Projector(masked, translated, attention).project(target)
    kept = _without_invented(masked, target)
    if masked.nodes:
        projection = _Projector(masked, translated, attention).project(kept)
    else:
        projection = _bare(masked, kept.strip())
    if kept != target:
        projection = replace(projection, findings=(*projection.findings, _INVENTED))
    return projection


def _without_invented(masked: Masked, target: str) -> str:
    """Take masks out of the translation of a sentence that has none.

    What the source says is a word, and so is what has a longer number than a mask is likely to.
    """
    given = masked.source.casefold()

    def kept(match: re.Match[str]) -> str:
        return match[0] if len(match[1]) > 1 or match[0].casefold() in given else ""

    return masked.form.pattern.sub(kept, target)


_INVENTED = Finding("unknown", "the model invented a placeholder; it was removed")


def project_pieces(masked: Masked, translated: Mapping[str, str]) -> Projection:
    """Project a sentence's markup onto the translations of `masked.pieces`, joined.

    Protected items stand between them as in the source. Always complete.
    """
    projector = _Projector(masked, translated)
    return projector.project_marked(projector.joined())


def _bare(masked: Masked, target: str) -> Projection:
    """Project a sentence that holds nothing but words."""
    text = escape.html_words(target) if masked.syntax is Syntax.HTML else target
    if masked.syntax is Syntax.MARKDOWN:
        familiar = escape.counts(read(masked.source, masked.syntax, masked.names).words())
        text = escape.at_start(escape.escaped(target, familiar), masked.source)
        if not read(text, masked.syntax, masked.names).spans:
            return Projection(text)
        text = escape.at_start(escape.escaped(target, {}, wary=True), masked.source)
    added = _held(masked, text) - _held(masked, masked.source)
    if not added:
        return Projection(text)
    return Projection(text, (_differs(masked, text),))


class _Projector:
    """Projects one sentence; masks are single private characters meanwhile."""

    def __init__(
        self, masked: Masked, translated: Mapping[str, str], attention: Attention = ()
    ) -> None:
        self.masked = masked
        self.translated = translated
        self.attention = attention
        self.findings: list[Finding] = []
        self.housed: list[str] = []
        self.masks = masked.form.pattern
        texts = (masked.plain, *masked.items, *translated.values())
        self.base = free_base(len(masked.items), texts)

    def mark(self, text: str) -> tuple[str, list[str]]:
        """Replace masks by private characters; list what looks like a mask and is none."""
        unknown: list[str] = []

        def marked(match: re.Match[str]) -> str:
            digits = match.group(1)
            for length in range(min(len(digits), 9), 0, -1):
                number = int(digits[:length])
                if 1 <= number <= len(self.masked.items):
                    return chr(self.base + number - 1) + digits[length:]
            unknown.append(match.group())
            return match.group()

        return self.masks.sub(marked, text), unknown

    def project(self, target: str) -> Projection:
        """Project onto a translation of the plain text, whatever it made of the masks."""
        text, unknown = self.mark(target)
        complete = not unknown
        if not complete:
            message = f"the translation holds “{unknown[0]}”, which stands for nothing"
            self.findings.append(Finding("verbatim", message, Severity.ERROR))
        for index, item in enumerate(self.masked.items):
            mark = chr(self.base + index)
            found = text.count(mark)
            if found == 1:
                continue
            complete = False
            word = "lost" if not found else "repeated"
            message = f"the translation {word} “{_shown(item)}”; check where it stands"
            self.findings.append(Finding("verbatim", message, Severity.ERROR))
            if found:
                first = text.index(mark) + 1
                text = text[:first] + text[first:].replace(mark, "")
            else:
                text = f"{text.rstrip()} {mark}"
        for leak in masks.leaked(self.masked.source, self.masks.sub("", text)):
            complete = False
            message = f"“{leak}” stands for nothing; take it out"
            self.findings.append(Finding("verbatim", message, Severity.ERROR))
        projection = self.project_marked(text)
        return replace(projection, complete=complete)

    def joined(self) -> str:
        """Join the translated pieces with the protected items between, spaces kept."""
        parts: list[str] = []
        reached = 0
        plain_text = self.masked.plain
        for match in self.masks.finditer(plain_text):
            parts.append(self._piece(plain_text[reached : match.start()]))
            parts.append(self.mark(match.group())[0])
            reached = match.end()
        return "".join(parts) + self._piece(plain_text[reached:])

    def _piece(self, text: str) -> str:
        stripped = text.strip()
        if not has_letters(stripped):
            return text
        start = text.index(stripped)
        target = self.masks.sub("", self.translated.get(stripped, stripped)).strip()
        return text[:start] + target + text[start + len(stripped) :]

    def project_marked(self, text: str) -> Projection:
        """Place the spans on a line that holds each mask once, and write it out."""
        text = text.strip()
        contents = {node.content: self.mark(node.content)[0] for node in self._wraps()}
        own = {
            content: trimmed(self.mark(self.translated[content])[0])
            for content in contents
            if content in self.translated
        }
        for number in range(1, len(self.masked.items) + 1):
            contents[self.masked.form.mask(number)] = chr(self.base + number - 1)
        source = Line(self.masked.plain, self.base, 0)
        target = Line(text, self.base, len(self.masked.items))
        placer = Placer(source, target, own, contents, self.attention)
        lines = [(target, placer.place(self.masked.nodes, (0, len(source.text)), (0, len(text))))]
        while placer.homeless:
            node = placer.homeless.pop(0)
            lines.append(self._housed(node, placer))
        for node in placer.unsure:
            self._doubt(node)
        return replace(self._written(lines), housed=tuple(self.housed))

    def _wraps(self) -> list[Node]:
        found: list[Node] = []
        waiting = list(self.masked.nodes)
        while waiting:
            node = waiting.pop()
            found += [node] if node.content else []
            waiting += node.children
        return found

    def _housed(self, node: Node, placer: Placer) -> tuple[Line, tuple[Place, ...]]:
        """Put a span that found no place on a line of its own."""
        self.housed.append(node.content)
        text = placer.own.get(node.content) or placer.contents[node.content]
        words = "".join(c for c in text if placer.target.number(c) is None).strip() or "…"
        line = Line(words, self.base, 0)
        inner = Placer(placer.source, line, placer.own, placer.contents)
        bounds = (0, len(words))
        children = inner.place(node.children, (node.start, node.end), bounds)
        placer.homeless += inner.homeless
        placer.unsure += inner.unsure
        return line, (Place(node, *bounds, children),)

    def _doubt(self, node: Node) -> None:
        span = node.span
        shown = plain(self.masked.source[span.start : span.end], self.masked.syntax).strip()
        if not shown or span.kind is SpanKind.VOID:
            shown = self.masked.source[span.start : span.end]
        message = f"check where “{shown}” stands in the target"
        self.findings.append(Finding("markup_position", message))

    def _written(self, lines: list[tuple[Line, tuple[Place, ...]]]) -> Projection:
        """Write the line out, each time with more care, until it reads as it should."""
        expected = _held(self.masked, self.masked.source)
        text = ""
        for care in Assembly.CARE:
            assembly = Assembly(self.masked, self._rendered, care)
            text = " ".join(filter(None, (assembly.write(*line) for line in lines)))
            started = text
            if self.masked.syntax is Syntax.MARKDOWN:
                started = escape.at_start(text, self.masked.source)
            # Markup at the start can look like a fence: it must not be taken apart.
            for candidate in dict.fromkeys((started, text)):
                if _held(self.masked, candidate) == expected:
                    return Projection(candidate, tuple(self.findings))
        return Projection(text, (*self.findings, _differs(self.masked, text)))

    def _rendered(self, part: Masked | None) -> str | None:
        """Translate a description or a title; `None` where it stays as it is."""
        if part is None or not any(request in self.translated for request in part.requests):
            return None
        projection = project(part, self.translated)
        return projection.text if projection.complete and projection.text else None


def _held(masked: Masked, text: str) -> Counter[tuple[SpanKind, str]]:
    return inventory(text, masked.syntax, masked.names)


def _differs(masked: Masked, text: str) -> Finding:
    """Say what the target holds too much or too little."""
    before, after = _held(masked, masked.source), _held(masked, text)
    parts: list[str] = []
    for word, difference in (("lost", before - after), ("added", after - before)):
        for (kind, value), times in sorted(
            difference.items(), key=lambda entry: (entry[0][0].value, entry[0][1])
        ):
            shown = f"{kind.value} “{value}”" if value else kind.value
            parts.append(f"{word}: {shown}" + (f" ×{times}" if times > 1 else ""))
    message = "the markup differs from the source (" + "; ".join(parts) + ")"
    return Finding("markup", message, Severity.ERROR)


def _shown(item: str) -> str:
    return item if len(item) <= 60 else item[:59] + "…"
