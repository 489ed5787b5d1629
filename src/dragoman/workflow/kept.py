"""What is kept of a long article in `.dragoman/`, so that the review page opens it at once.

Who translates it keeps how it is cut, the page what the checks say.

To cut an article into sentences and to check some thousand of them takes seconds. Both are kept by
what they were made from, so that one changed sentence is one to check anew. All of it may be
deleted; it holds nothing but what the files say, and no name of a reviewer.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dragoman import checks
from dragoman.errors import StoreError
from dragoman.model import Article, Block, BlockKind, Finding, Segment, Severity, Syntax, Unit
from dragoman.store import Store

LONG = 300
"""Segments from which on it is worth the while."""

Findings = Mapping[str, tuple[Finding, ...]]
"""What the checks said, by `asked`."""


def asked(unit: Unit, segment: Segment) -> str:
    """Return what tells all that checks look at in a unit of a segment."""
    record = unit.record
    machine = (f"{each.check}: {each.message}" for each in unit.findings if _of_machine(each))
    parts = (
        segment.syntax.value,
        str(segment.room),
        unit.source,
        unit.target,
        unit.status.value,
        " ".join(unit.ignore),
        record.signature.engine if record is not None else "",
        str(unit.edited),
        *machine,
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _of_machine(finding: Finding) -> bool:
    return finding.check in checks.MACHINE


class Kept:
    """What is kept of the articles of a newsroom, as long as the same conditions hold."""

    def __init__(self, store: Store, conditions: str) -> None:
        self._store = store
        self._conditions = conditions

    def article(self, name: str, language: str, data: bytes) -> Article | None:
        """Return the article with its segments, and nothing of how its file is laid out."""
        found = self._load(self._path("", name), _sha(data))
        with contextlib.suppress(KeyError, TypeError, ValueError):
            blocks = tuple(map(_block, found["blocks"]))
            return Article(name, language, blocks, findings=tuple(map(_finding, found["left"])))
        return None

    def holds_article(self, name: str, data: bytes) -> bool:
        """Whether it is kept how an article with this content is cut."""
        return self._stands(self._path("", name), _sha(data))

    def keep_article(self, article: Article, data: bytes) -> None:
        """Keep the segments of an article, if it is long."""
        if len(article.segments) <= LONG:
            return
        path, digest = self._path("", article.path), _sha(data)
        if self._stands(path, digest):
            return
        blocks = [
            [
                block.kind.value,
                block.name,
                block.syntax.value,
                block.segments[0].paragraphs,
                [[each.id, each.text, each.source, each.room] for each in block.segments],
            ]
            for block in article.blocks
            if block.segments
        ]
        left = [_plain(each) for each in article.findings]
        self._save(path, digest, {"blocks": blocks, "left": left})

    def findings(self, name: str, locale: str) -> dict[str, tuple[Finding, ...]]:
        """Return what the checks said of the units of an article in a locale."""
        found = self._load(self._path(locale, name), locale)
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):
            said = {key: tuple(map(_finding, each)) for key, each in found["said"].items()}
            return {**dict.fromkeys(found["nothing"], ()), **said}
        return {}

    def keep_findings(self, name: str, locale: str, found: Findings) -> None:
        """Keep what the checks said."""
        said = {key: list(map(_plain, each)) for key, each in found.items() if each}
        nothing = [key for key, each in found.items() if not each]
        self._save(self._path(locale, name), locale, {"said": said, "nothing": nothing})

    def _path(self, locale: str, name: str) -> Path:
        digest = _sha(f"{locale}/{name}".encode("utf-8", "surrogatepass"))[:16]
        return self._store.index_path(f"open/{digest}")

    def _load(self, path: Path, of: str) -> dict[str, Any]:
        try:
            found = json.loads(self._store.read(path) or b"{}")
        except (StoreError, ValueError, RecursionError):
            return {}
        same = isinstance(found, dict) and found.get("of") == [self._conditions, of]
        return found if same else {}

    def _stands(self, path: Path, of: str) -> bool:
        """Whether that is kept already."""
        head = _text({"of": [self._conditions, of]}).removesuffix("}").encode()
        with contextlib.suppress(StoreError), self._store.reading(path) as file:
            return file.read(len(head)) == head
        return False

    def _save(self, path: Path, of: str, found: Mapping[str, Any]) -> None:
        text = _text({"of": [self._conditions, of], **found})
        # What cannot be kept is found again.
        with contextlib.suppress(StoreError):
            self._store.replace(path, text.encode("utf-8", "surrogatepass"))


def _text(found: Mapping[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _block(found: list[Any]) -> Block:
    kind, name, syntax, paragraphs, texts = found
    read = Syntax(syntax)
    segments = tuple(
        Segment(key, text, source, read, paragraphs, room) for key, text, source, room in texts
    )
    return Block(BlockKind(kind), "", "", read, name, segments=segments)


def _plain(finding: Finding) -> list[str]:
    return [finding.check, finding.message, finding.severity.value]


def _finding(found: Iterable[str]) -> Finding:
    check, message, severity = found
    return Finding(check, message, Severity(severity))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
