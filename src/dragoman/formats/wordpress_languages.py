"""The language of the posts in a WordPress export, and which of them belong together.

WPML's importer reads both from three custom fields of each post. Polylang has a language and a
group of translations as terms of each post, and its importer joins the posts of a group if all
are in the file; WordPress inserts none that a site has already. So the copy for a site with either
plug-in holds each post twice: as it was, and translated under another number.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dragoman import languages
from dragoman.formats.lines import Extent
from dragoman.formats.wordpress_xml import XmlElement, channel, content
from dragoman.patterns import lazily

_LANGUAGE, _SOURCE, _GROUP = (
    f"_wpml_import_{name}" for name in ("language_code", "source_language_code",
                                        "translation_group")
)  # fmt: skip
_GROUP_HEAD = lazily(r"a:(\d+):\{")
_SHARED = 's:4:"sync"'
"""Begins what a group says after its members: which of them share their texts."""

_BLOCKS = "<!-- wp:"
_TIME = "%Y-%m-%d %H:%M:%S"
_APART = 1_000_000
"""How far the numbers of translations are from those of their originals, at least."""

Edit = tuple[Extent, str]


@dataclass(frozen=True, slots=True)
class Copied:
    """A written copy with its source."""

    source: str
    text: str
    language: str
    locale: str

    translated: Sequence[bool]
    """For each item whether it is translated."""


def localized(path: str, copied: Copied) -> str:
    """Return the copy, saying of each post its language and its original."""
    text = copied.text
    old, new = (channel(path, each) for each in (copied.source, text))
    edits = [
        (content(text, said)[0], languages.with_territory(copied.locale))
        for said in new.all("language")
    ]
    items = list(zip(old.all("item"), new.all("item"), copied.translated, strict=True))
    wpml = any(_is_of_wpml(text, item) for item in new.all("item"))
    numbers = {
        item.value(text, "wp:post_id"): _number(item.value(text, "wp:post_id"), copied.locale)
        for _, item, translated in items
        if translated and (wpml or item.term("language") is not None)
    }
    groups = _Groups(copied, new, numbers)
    for original, item, translated in items:
        if not translated:
            continue
        doubled = item.value(text, "wp:post_id") in numbers
        if doubled or original.value(copied.source, "title") == item.value(text, "title"):
            edits += _moved(text, item, copied.locale)
        group = f"{item.value(text, 'wp:post_type') or 'post'}_{item.value(text, 'wp:post_id')}"
        edits += _without_fields(text, item)
        added = _fields(group, copied.locale.lower(), copied.language)
        end = ""
        if doubled:
            edits += groups.renumbered(item)
            category = groups.joined(item)
            added += category
            end = category + (_fields(group, copied.language, None) if wpml else "")
            before = copied.source[original.start : original.inner[1]]
            edits.append(((item.start, item.start), f"{before}{end}</item>\n"))
        edits.append(((item.inner[1], item.inner[1]), added))
    edits += groups.terms()
    for (start, end_of), replacement in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + replacement + text[end_of:]
    return text


def _is_of_wpml(text: str, item: XmlElement) -> bool:
    keys = (meta.value(text, "wp:meta_key") for meta in item.all("wp:postmeta"))
    return any(key.startswith(("_wpml_", "_icl_")) for key in keys)


def _number(number: str, locale: str) -> str:
    """Return the number of a translation, the same in every run."""
    steps = 1 + zlib.crc32(locale.encode()) % 997
    return str(int(number or 0) + steps * _APART)


def _moved(text: str, item: XmlElement, locale: str) -> Iterator[Edit]:
    """Put a translation off by some seconds, the same in every run.

    WordPress takes a post for one that it has if both have title and time, and would give the
    original the language of the translation: a name is often the title of both.
    """
    seconds = 1 + zlib.crc32(locale.encode()) % 59
    for name in ("wp:post_date", "wp:post_date_gmt"):
        for element in item.all(name):
            extent, _ = content(text, element)
            try:
                at = datetime.strptime(text[slice(*extent)].strip(), _TIME)
                yield extent, (at + timedelta(seconds=seconds)).strftime(_TIME)
            except (ValueError, OverflowError):
                continue  # a draft has no time


def _without_fields(text: str, item: XmlElement) -> Iterator[Edit]:
    """Take away what an item says of its language already."""
    for meta in item.all("wp:postmeta"):
        if meta.value(text, "wp:meta_key") in (_LANGUAGE, _SOURCE, _GROUP):
            yield (meta.start, meta.end), ""


def _fields(group: str, language: str, source: str | None) -> str:
    """Say a post's language, its original's, and its group, as WPML's importer reads them."""
    values = {_LANGUAGE: language, _SOURCE: source, _GROUP: group}
    return "".join(
        f"<wp:postmeta><wp:meta_key><![CDATA[{key}]]></wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>\n"
        for key, value in values.items()
        if value is not None
    )


class _Groups:
    """Groups of translations as Polylang has them."""

    def __init__(self, copied: Copied, export: XmlElement, numbers: dict[str, str]) -> None:
        self._text, self._locale = copied.text, copied.locale.lower()
        self._language = copied.language
        self._numbers = numbers
        self._export = export
        self._descriptions = {
            term.value(self._text, "wp:term_slug"): description
            for term in export.all("wp:term")
            if term.value(self._text, "wp:term_taxonomy") == "post_translations"
            for description in term.all("wp:term_description")
        }
        self._fresh: list[str] = []
        self._edits: list[Edit] = []
        ids = [term.value(self._text, "wp:term_id") for term in export.all("wp:term")]
        self._next = max([int(each) for each in ids if each.isdigit()], default=0) + _APART

    def renumbered(self, item: XmlElement) -> Iterator[Edit]:
        """Give a translation its own number, and its own language."""
        text = self._text
        for name in ("wp:post_id", "wp:post_parent"):
            for element in item.all(name):
                extent, _ = content(text, element)
                known = text[slice(*extent)].strip()
                if known in self._numbers:
                    yield extent, self._numbers[known]
        said = item.term("language")
        if said is not None:
            yield (
                (said.start, said.end),
                f'<category domain="language" nicename="{self._locale}">'
                f"<![CDATA[{self._locale}]]></category>",
            )

    def joined(self, item: XmlElement) -> str:
        """Put a translation into its original's group; return what both must say of a new one."""
        text = self._text
        if item.term("language") is None:
            return ""
        number = item.value(text, "wp:post_id")
        group = item.term("post_translations")
        if group is None:
            slug = f"pll_{self._language}_{number}"
            self._add(slug, {self._language: number, self._locale: self._numbers[number]})
            return (
                f'<category domain="post_translations" nicename="{slug}">'
                f"<![CDATA[{slug}]]></category>\n"
            )
        description = self._descriptions.get(group.said("nicename"))
        if description is not None:
            extent, _ = content(text, description)
            longer = _with_member(text[slice(*extent)], self._locale, self._numbers[number])
            if longer is not None:
                self._edits.append((extent, longer))
        return ""

    def _add(self, slug: str, members: dict[str, str]) -> None:
        self._fresh.append(
            f"<wp:term><wp:term_id>{self._next}</wp:term_id>"
            "<wp:term_taxonomy><![CDATA[post_translations]]></wp:term_taxonomy>"
            f"<wp:term_slug><![CDATA[{slug}]]></wp:term_slug>"
            "<wp:term_parent><![CDATA[]]></wp:term_parent>"
            f"<wp:term_name><![CDATA[{slug}]]></wp:term_name>"
            f"<wp:term_description><![CDATA[{_serialized(members)}]]></wp:term_description>"
            "</wp:term>\n"
        )
        self._next += 1

    def terms(self) -> Iterator[Edit]:
        """Yield what changes before the items, once all are seen."""
        yield from self._edits
        first = next(self._export.all("item"), None)
        if self._fresh and first is not None:
            yield (first.start, first.start), "".join(self._fresh)


def _with_member(group: str, language: str, number: str) -> str | None:
    """Return a group with a translation more; nothing where it has one, or is none.

    What else the group says stays as it is.
    """
    head = _GROUP_HEAD.match(group)
    end = group.find(_SHARED) if _SHARED in group else group.rfind("}")
    if head is None or end < 0 or f':"{language}";' in group[:end]:
        return None
    members = group[head.end() : end] + _member(language, number)
    return f"a:{int(head[1]) + 1}:{{{members}{group[end:]}"


def _member(language: str, number: str) -> str:
    return f's:{len(language)}:"{language}";i:{number};'


def _serialized(members: dict[str, str]) -> str:
    """Write a group as PHP serializes it."""
    return f"a:{len(members)}:{{{''.join(map(_member, members, members.values()))}}}"


def note(text: str, note: str, *, first: bool) -> str:
    """Put a note into each post that is a translation."""
    edits: list[Edit] = []
    for item in channel("", text).all("item"):
        fields = {meta.value(text, "wp:meta_key") for meta in item.all("wp:postmeta")}
        for element in item.all("content:encoded"):
            (start, end), _ = content(text, element)
            if _SOURCE not in fields or start == end:
                continue
            in_blocks = _BLOCKS in text[start:end]
            written = f"<!-- wp:html -->\n{note}\n<!-- /wp:html -->" if in_blocks else note
            place = start if first else end
            edits.append(((place, place), f"{written}\n\n" if first else f"\n\n{written}"))
    for (start, end), replacement in reversed(edits):
        text = text[:start] + replacement + text[end:]
    return text
