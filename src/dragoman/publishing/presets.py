"""Site generators: where each looks for a copy, and what it wants in a front matter.

plain      fa/news/flood.md
hugo       news/flood.fa.md                      translations by file name
pelican    fa/news/flood.md                      translations by `slug` and `lang`
jekyll     fa/news/_posts/2027-03-09-flood.md    a post if the article has a date
mkdocs     fa/news/flood.md                      folders of mkdocs-static-i18n
eleventy   fa/news/flood.md                      folders of Eleventy's own i18n plug-in
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import yaml

from dragoman.errors import ArticleError
from dragoman.formats import header
from dragoman.formats.header import Value
from dragoman.formats.lines import first_ending
from dragoman.model import one_line
from dragoman.publishing.original import Original
from dragoman.publishing.policy import Preset

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Generator:
    """What a site generator expects."""

    place: Callable[[str, str, Original], str]
    """From the article's path, the locale and what is known of the original: the copy's path."""

    titled: bool
    """Whether the front matter must hold the title, which no generator takes from a heading."""

    apart: bool
    """Whether copies stand in a folder of their own, and not beside the pictures in `seeds/`."""

    header: Callable[[str, str, Values], str]
    """Sets values in the front matter of a text, from its path and the text."""


def by_folder(path: str, locale: str, original: Original) -> str:
    """Put copies into a folder for each locale."""
    del original
    return f"{locale}/{path}"


def by_name(path: str, locale: str, original: Original) -> str:
    """Put the locale into the file's name, beside the pictures that all languages share.

    A name that says the source language says the locale instead: `flood.en.md`, `flood.fa.md`.
    """
    place = PurePosixPath(path)
    stem = place.stem.removesuffix(f".{original.language}")
    return place.with_name(f"{stem}.{locale.lower()}{place.suffix}").as_posix()


def as_post(path: str, locale: str, original: Original) -> str:
    """Make a post of an article that has a date, under the name that Jekyll wants."""
    place = PurePosixPath(path)
    if original.day is None or "_posts" in place.parts:
        return f"{locale}/{path}"
    name = re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", place.name)
    return (locale / place.parent / "_posts" / f"{original.day.isoformat()}-{name}").as_posix()


REDIRECTS = ("aliases", "redirect_from")
"""Old addresses, which lead to the original: two pages cannot have the same."""


def as_yaml(path: str, text: str, values: Values) -> str:
    """Set the values, and leave out what holds for the article alone: its policy, old addresses."""
    return header.changed(path, text, values, without="publish", drop=REDIRECTS)


def for_hugo(path: str, text: str, values: Values) -> str:
    """Do the same, but for aliases: Hugo puts them into the folder of each language."""
    return header.changed(path, text, values, without="publish", drop=REDIRECTS[1:])


ADDRESSES = ("permalink", "url", "save_as")
"""Entries that say under which address a page stands."""


def addresses(values: Mapping[str, str], locale: str) -> dict[str, str]:
    """Return the addresses that an article gives itself, in the locale's folder.

    Words such as `pretty`, and whole addresses, are left alone.
    """
    own = {name: values[name] for name in ADDRESSES if "/" in values.get(name, "")}
    return {
        name: f"/{locale}{address}" if address.startswith("/") else f"{locale}/{address}"
        for name, address in own.items()
        if "://" not in address and locale not in address.split("/")
    }


def as_meta(path: str, text: str, values: Values) -> str:
    """Write the front matter as lines of `key: text`, as Python-Markdown's `meta` reads it.

    It knows no quotes, lists or nesting: quotes go, lists are joined by commas, and an entry
    within an entry gets the name of both: `image_caption`.
    """
    front = header.read(path, text)
    own: dict[str, str] = {}
    body = text
    if front is not None:
        if front.toml:
            raise ArticleError(
                "Pelican reads no TOML front matter",
                path=path,
                line=1,
                advice="Write the front matter as `key: text` lines between lines of `---`.",
            )
        own = dict(_flat(_data(path, text[slice(*front.inner)])))
        body = text[front.end :].lstrip("\r\n")
    own = {name: value for name, value in own.items() if name not in REDIRECTS}
    own |= {name: str(value) for name, value in values.items()}
    ending = first_ending(text)
    lines = [f"{name}: {one_line(value)}" for name, value in own.items() if one_line(value)]
    return ending.join(["---", *lines, "---", "", body])


_DEEPEST = 20
"""How many entries may lie within each other, for PyYAML composes them by recursion."""


def _data(path: str, content: str) -> object:
    depth = most = 0
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        most = max(most, depth)
    if most > _DEEPEST:
        raise ArticleError("the entries of the front matter lie too deep", path=path, line=1)
    try:
        return yaml.load(content, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise ArticleError(f"the front matter is wrong ({error})", path=path, line=1) from None


def _flat(data: object, before: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        name = f"{before}{key}"
        if name == "publish" and isinstance(value, dict):
            continue
        if isinstance(value, dict):
            yield from _flat(value, f"{name}_")
        elif isinstance(value, list):
            yield name, ", ".join(str(each) for each in value if not isinstance(each, dict | list))
        else:
            yield name, str(value)


GENERATORS: Mapping[Preset, Generator] = {
    Preset.PLAIN: Generator(by_folder, False, True, as_yaml),
    Preset.HUGO: Generator(by_name, True, False, for_hugo),
    Preset.PELICAN: Generator(by_name, True, False, as_meta),
    Preset.JEKYLL: Generator(as_post, True, True, as_yaml),
    Preset.MKDOCS: Generator(by_folder, False, True, as_yaml),
    Preset.ELEVENTY: Generator(by_folder, True, True, as_yaml),
}
