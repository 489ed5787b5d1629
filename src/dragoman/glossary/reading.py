"""Read `glossary.yaml`, and say where something in it is wrong.

- term: relief truck
  ru: грузовик с гуманитарной помощью
  fa: [کامیون امدادی, کامیون کمک‌رسانی]     # the first is preferred
  forbidden:
    ru: фура
- term: Dragoman
  do-not-translate: true
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import yaml

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary.entry import Glossary, PartOfSpeech, Term
from dragoman.glossary.explain import explain

FILE = "glossary.yaml"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, path: str = FILE) -> Glossary:
    """Return the glossary that the text holds.

    Raises `GlossaryError` with the line for anything that it does not understand.
    """
    return Glossary(tuple(term for _, term in entries(text, path)))


def entries(text: str, path: str = FILE) -> list[tuple[yaml.MappingNode, Term]]:
    """Return each term with its node in the file.

    Raises `GlossaryError` as `parse` does.
    """
    root = _composed(text, path)
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise _wrong(
            root,
            path,
            "the glossary is not a list of terms",
            "Begin each entry with `- term: …`, and put its other lines below, indented by two "
            "spaces.",
        )
    found: list[tuple[yaml.MappingNode, Term]] = []
    seen: dict[tuple[str, PartOfSpeech | None], int] = {}
    for node in root.value:
        term = _term(node, path)
        if term.key in seen:
            raise _wrong(
                node,
                path,
                f"the term “{term.text}” stands in line {seen[term.key]} already",
                "Make one entry of the two, or give each its own `part-of-speech`.",
            )
        seen[term.key] = node.start_mark.line + 1
        found.append((node, term))
    return found


def _composed(text: str, path: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text.removeprefix("\ufeff"), Loader=_LOADER)
    except yaml.YAMLError:
        raise explain(text, path) from None
    return node


def _term(node: yaml.Node, path: str) -> Term:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(
            node,
            path,
            "this entry is not a list of `key: value` lines",
            "Write `- term: …`, and its translations below.",
        )
    said: dict[str, Any] = {}
    translations: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        field = name if name in _READERS else _locale(key, name, path)
        if field in seen:
            raise _wrong(key, path, f"`{name}` stands in this entry twice", "Make one of the two.")
        seen.add(field)
        if name in _READERS:
            attribute, read = _READERS[name]
            said[attribute] = read(value, name, path)
        else:
            translations[field] = _forms(value, name, path)
    if not said.get("text"):
        raise _wrong(
            node, path, "this entry has no `term`", "Begin it with `- term: …`, the word itself."
        )
    filled = {locale: forms for locale, forms in translations.items() if forms}
    found = Term(translations=filled, line=node.start_mark.line + 1, **said)
    _coherent(found, node, path)
    return found


def _coherent(found: Term, node: yaml.Node, path: str) -> None:
    if found.keep and found.translations:
        raise _wrong(
            node,
            path,
            f"“{found.text}” is not to be translated and has translations",
            "Delete the translations, or the line `do-not-translate`.",
        )
    for locale, forms in found.forbidden.items():
        for form in forms:
            if form in found.translations.get(locale, ()):
                raise _wrong(
                    node,
                    path,
                    f"“{form}” is both a translation and forbidden in {locale}",
                    "Delete one of the two.",
                )


def _locale(key: yaml.Node, name: str, path: str) -> str:
    try:
        return languages.normalize(name)
    except DragomanError:
        near = [*get_close_matches(name, _READERS, 1), *languages.named(name)]
        meant = f"Did you mean `{near[0]}`? " if near else ""
        known = ", ".join(_READERS)
        raise _wrong(
            key,
            path,
            f"`{name}` is neither a key nor a locale",
            f"{meant}Keys are {known}, and locales such as ru, fa, tr, ar or ar-EG.",
        ) from None


def _forms(node: yaml.Node, name: str, path: str) -> tuple[str, ...]:
    """Read one form, or a list of several; nothing where none is written yet."""
    if isinstance(node, yaml.ScalarNode):
        text = _text(node, name, path)
        return (text,) if text else ()
    if isinstance(node, yaml.SequenceNode):
        found = tuple(_text(item, name, path) for item in node.value)
        if "" in found:
            raise _wrong(node, path, f"`{name}` has an empty form", "Write it, or delete it.")
        if len(set(found)) < len(found):
            raise _wrong(node, path, f"`{name}` has a form twice", "Delete one of the two.")
        return found
    raise _wrong(
        node, path, f"`{name}` has a wrong value", "Write one form, or a list: [one, another]."
    )


def _text(node: yaml.Node, name: str, path: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(node, path, f"`{name}` has a wrong value", "Write it as text on one line.")
    if node.style is None and node.value in ("~", "null"):
        return ""
    return " ".join(str(node.value).split())


def _word(node: yaml.Node, name: str, path: str) -> str:
    text = _text(node, name, path)
    if not any(map(str.isalnum, text)):
        raise _wrong(node, path, f"`{name}` holds no word", "Write the term as articles have it.")
    return text


def _note(node: yaml.Node, name: str, path: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(node, path, f"`{name}` has a wrong value", "Write it as text.")
    return str(node.value).strip()


def _switch(node: yaml.Node, name: str, path: str) -> bool:
    said = _text(node, name, path).lower()
    if said not in ("true", "false", "yes", "no"):
        raise _wrong(node, path, f"`{name}` has a wrong value", "Use true or false.")
    return said in ("true", "yes")


def _part_of_speech(node: yaml.Node, name: str, path: str) -> PartOfSpeech:
    try:
        return PartOfSpeech(_text(node, name, path).lower().replace(" ", "-"))
    except ValueError:
        known = ", ".join(each.value for each in PartOfSpeech)
        raise _wrong(node, path, f"`{name}` has a wrong value", f"Use one of: {known}.") from None


def _forbidden(node: yaml.Node, name: str, path: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(
            node,
            path,
            f"`{name}` does not say in which language",
            "Write the locale before the form: forbidden: {ru: …}.",
        )
    found: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        written = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        try:
            locale = languages.normalize(written)
        except DragomanError as error:
            raise _wrong(key, path, error.problem, error.advice) from None
        if locale in found:
            raise _wrong(key, path, f"`{written}` stands here twice", "Make one of the two.")
        if forms := _forms(value, written, path):
            found[locale] = forms
    return found


KEYS = (
    "term",
    "do-not-translate",
    "case-sensitive",
    "part-of-speech",
    "forbidden",
    "note",
)
"""What an entry may hold beside its translations."""

_READERS: dict[str, tuple[str, Callable[[yaml.Node, str, str], object]]] = {
    "term": ("text", _word),
    "do-not-translate": ("keep", _switch),
    "case-sensitive": ("case_sensitive", _switch),
    "part-of-speech": ("part_of_speech", _part_of_speech),
    "forbidden": ("forbidden", _forbidden),
    "note": ("note", _note),
}
"""For each of `KEYS` the field it goes to, and what reads it."""


def _wrong(node: yaml.Node, path: str, problem: str, advice: str) -> GlossaryError:
    mark = node.start_mark
    return GlossaryError(
        problem, path=path, line=mark.line + 1, column=mark.column + 1, advice=advice
    )
