"""What is known of the pages of a site from the run before, kept beside them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dragoman.errors import StoreError
from dragoman.files import Contents, Files, Shelf
from dragoman.publishing import manifest
from dragoman.site import Facts
from dragoman.store import Store

FILE = ".dragoman-site.json"
"""In the site's folder. It names every file that belongs to the site, so that no other is
touched."""

TICK = 2_000_000_000
"""Nanoseconds. A file younger than that when it was looked at may have changed since without its
time telling: some file systems count in steps of two seconds."""

Seen = tuple[int, int] | None
"""Size and time of change of a file, `None` if there is none."""


def seen(files: Files, file: Path) -> Seen:
    """Look at a file, without reading it."""
    stamp = files.stamp(file)
    return stamp and (stamp[0], stamp[2])


@dataclass(frozen=True, slots=True)
class CachedPage:
    """A file of the site."""

    key: str = ""
    """Changes with everything but its article that the page depends on."""

    source: Seen = None
    """The file that it was made of."""

    written: Seen = None
    """The page's own file."""

    digest: str = ""
    facts: Facts | None = None
    links: Mapping[str, str | None] = field(default_factory=dict)
    """For each place in `seeds/` that the article refers to, the path on the site."""

    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cache:
    """The pages of a site, by their path."""

    pages: MutableMapping[str, CachedPage]
    at: int = 0
    """When it was saved, in nanoseconds since 1970."""

    def trusts(self, file: Seen) -> bool:
        """Whether a file's time tells that it is the same as when it was last looked at."""
        return file is not None and file[1] < self.at - TICK

    @classmethod
    def load(cls, store: Store, folder: Path, begun: Iterable[tuple[str, str]] = ()) -> Cache:
        """Return what the last run noted; nothing if there was none or the note is damaged.

        `begun` are the paths and digests of files there that a run wrote which was cut off.
        Raises `StoreError` for a folder that is not empty and was not made by `dragoman site`.
        """
        found = cls._noted(store, folder)
        written = dict(begun)
        if found is None and not written and (store.below(folder) or store.folders(folder)):
            raise StoreError(
                "this folder contains files that `dragoman site` did not make",
                path=store.shown(folder),
                advice="Empty it, or name another in dragoman.yaml:  site: {folder: NAME}",
            )
        cache = found or cls({})
        for path, digest in written.items():
            known = cache.pages.get(path)
            if known is None or known.digest != digest:
                cache.pages[path] = CachedPage(digest=digest)
        return cache

    @classmethod
    def _noted(cls, store: Store, folder: Path) -> Cache | None:
        """Return what the note says, nothing of a damaged one; `None` if there is none."""
        data = store.contents(folder / FILE)
        if data is None:
            return None
        try:
            at, every = _by_line(data) or _whole(data)
            made: Shelf[CachedPage] = Shelf()
            for path, each in every:
                made[path] = _page(each)
            manifest.refuse_outside(made, store.shown(folder / FILE))
            return cls(made, at)
        except _DAMAGED:
            return cls({})

    def save(self, store: Store, folder: Path) -> None:
        """Note the pages for the next run."""
        store.replace(folder / FILE, Contents(self._written()))

    def _written(self) -> Iterator[bytes]:
        """Yield the file, a page a line: all pages of an archive would fill the memory."""
        begin = b'{"at": %d, "pages": {' % time.time_ns()
        for path in sorted(self.pages):
            page = json.dumps(_data(self.pages[path]), ensure_ascii=False)
            entry = f"{json.dumps(path)}: {page}".encode("utf-8", "surrogatepass")
            yield b"%s\n%s" % (begin, entry)
            begin = b","
        yield (b"" if self.pages else begin) + b"\n" + _END


Pages = Iterable[tuple[str, dict[str, Any]]]
"""Paths, and what the file says of each."""


def _by_line(data: Contents) -> tuple[int, Pages] | None:
    """Return when a file was saved, and its pages, one by one; `None` if it is laid out else."""
    lines = data.lines()
    first = _BEGIN.fullmatch(next(lines, b""))
    if first is None:
        return None
    return int(first[1]), _entries(lines)


def _entries(lines: Iterator[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in lines:
        if line == _END:
            return
        yield from json.loads(b"{%s}" % line.rstrip(b",\n")).items()
    raise ValueError("the file has no end")


_END = b"}}\n"
_BEGIN = re.compile(rb'\{"at": (\d+), "pages": \{\n')


def _whole(data: Contents) -> tuple[int, Pages]:
    """Read a file as earlier versions wrote it."""
    found = json.loads(data.data)
    return int(found["at"]), ((str(path), each) for path, each in found["pages"].items())


def _data(page: CachedPage) -> dict[str, Any]:
    found = asdict(page)
    if page.facts is not None:
        found["facts"]["day"] = page.facts.day and page.facts.day.isoformat()
    return {key: value for key, value in found.items() if value}


_DAMAGED = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What reading a note raises that somebody changed by hand, or that is torn."""


def _page(found: dict[str, Any]) -> CachedPage:
    """Return what a note says of a page; of one that makes no sense, which bytes were written."""
    try:
        return _whole_page(found)
    except _DAMAGED:
        return CachedPage(digest=str(found.get("digest", "")))


def _whole_page(found: dict[str, Any]) -> CachedPage:
    facts = found.get("facts")
    if facts is not None:
        day = facts.pop("day")
        for each in facts.values():
            each.encode()  # a text, of which nothing is lost when it is written
        facts = Facts(**facts, day=date.fromisoformat(day) if day else None)
        if "T" in facts.published:
            datetime.fromisoformat(facts.published)
    links: dict[str, str | None] = found.get("links", {})
    if not all(isinstance(each, str | None) for each in links.values()):
        raise ValueError("a link is no text")
    return CachedPage(
        key=str(found.get("key", "")),
        source=_seen(found.get("source")),
        written=_seen(found.get("written")),
        digest=str(found.get("digest", "")),
        facts=facts,
        links=links,
        headings=tuple(map(str, found.get("headings", ()))),
    )


def _seen(found: Any) -> Seen:
    if found is None:
        return None
    size, changed = found
    return int(size), int(changed)
