"""The section `site`: the web site that `dragoman site` makes.

site:
  title: Delmira News         # or one for each locale: {en: Delmira News, fa: …}
  address: https://news.example.org
  folder: site                # where it is written
  templates: templates        # templates of your own, before the program's
  per-page: 50                # articles on a page of the list
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import yaml

from dragoman import languages
from dragoman.project import values

_TAKEN = frozenset(("seeds", "locales", "output", "memories", "preview", "src", "tests"))


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the site is called, where it is written and where it will stand."""

    title: Mapping[str, str] = field(default_factory=dict)
    """By locale; the one for all others has an empty key. Empty if none was given."""

    address: str = ""
    """Without a slash at its end; empty if it is not known."""

    folder: str = "site"
    """From the project's folder, with forward slashes."""

    templates: str = ""
    """The folder of the newsroom's own templates; empty if it has none."""

    per_page: int = 50

    def title_in(self, locale: str) -> str:
        """Return the title for a locale: its own, its language's, else the one for all."""
        for key in (locale, languages.language(locale), ""):
            if key in self.title:
                return self.title[key]
        return next(iter(self.title.values()), "")


def read(node: yaml.Node, path: str) -> SiteSettings:
    """Read the section."""
    pairs = values.pairs(node, path, "the settings of `site`", "site: {title: News}", READERS)
    return values.filled(SiteSettings(), pairs, READERS, path)


def _titles(node: yaml.Node, path: str) -> Mapping[str, str]:
    if not isinstance(node, yaml.MappingNode):
        return {"": values.word(node, path)}
    return {values.locale(key, path): values.word(value, path) for key, value in node.value}


def _address(node: yaml.Node, path: str) -> str:
    address = values.word(node, path)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("Write a whole address: https://news.example.org")
    return address.rstrip("/")


def _folder(node: yaml.Node, path: str) -> str:
    folder = PurePosixPath(values.word(node, path))
    outside = folder.is_absolute() or ".." in folder.parts or "\\" in str(folder)
    if outside or not folder.parts or ":" in folder.parts[0]:
        raise ValueError("Name a folder in the project's own: site")
    if any(part.startswith(".") for part in folder.parts):
        raise ValueError("A folder whose name begins with a dot is hidden. Use another: site")
    if folder.parts[0].casefold() in _TAKEN:
        raise ValueError(f"The folder {folder.parts[0]}/ holds other things. Use another: site")
    return str(folder)


READERS: values.Readers = {
    "title": _titles,
    "address": _address,
    "folder": _folder,
    "templates": _folder,
    "per-page": values.number,
}
