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
from dragoman.handyaml import FileKind, SlipError, SlipSheet, read, slip
from dragoman.patterns import lazily

FILE = "glossary.yaml"


def parse(text: str, path: str = FILE) -> Glossary:
    """Return the glossary that the text holds.

    Raises `GlossaryError` with all that it does not understand, each with its line.
    """
    return Glossary(tuple(term for _, term in entries(text, path)))


def readable(text: str, path: str = FILE) -> tuple[Glossary, GlossaryError | None]:
    """Return the entries that can be read, and what is wrong with the others.

    Raises `GlossaryError` where none can.
    """
    found: list[Term] = []

    def keep(sheet: SlipSheet, root: yaml.Node | None) -> None:
        for node, term in _entries(sheet, root):
            start, end = node.start_mark.index, node.end_mark.index
            if not any(start <= wrong.at < end for wrong in sheet.slips):
                found.append(term)

    try:
        read(text, path, GLOSSARY, keep)
    except GlossaryError as error:
        if not found:
            raise
        error.every[-1].advice += " The other terms are used meanwhile."
        return Glossary(tuple(found)), error
    return Glossary(tuple(found)), None


def entries(text: str, path: str = FILE) -> list[tuple[yaml.MappingNode, Term]]:
    """Return each term with its node in the file.

    Raises `GlossaryError` as `parse` does.
    """
    return read(text, path, GLOSSARY, _entries)


def _entries(sheet: SlipSheet, root: yaml.Node | None) -> list[tuple[yaml.MappingNode, Term]]:
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise slip(
            root,
            "the glossary is not a list of terms",
            "Begin each entry with `- term: …`, and put its other lines below, indented by two "
            "spaces.",
        )
    found: list[tuple[yaml.MappingNode, Term]] = []
    for node in root.value:
        with sheet.noting():
            known = len(sheet.slips)
            term = _term(node, sheet)
            line = sheet.first(term.key, node) if len(sheet.slips) == known else None
            if line is not None:
                raise slip(
                    node,
                    f"the term “{term.text}” stands in line {line} already",
                    "Make one entry of the two, or give each its own `part-of-speech`.",
                )
            found.append((node, term))
    return found


def _term(node: yaml.Node, sheet: SlipSheet) -> Term:
    if not isinstance(node, yaml.MappingNode):
        raise slip(
            node,
            "this entry is not a list of `key: value` lines",
            "Write `- term: …`, and its translations below.",
        )
    values: dict[str, Any] = {}
    translations: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for key, value in node.value:
        with sheet.noting():
            name = str(key.value)
            field = name if name in _READERS else _locale(key, name)
            if field in seen:
                raise slip(key, f"`{name}` is given twice in one entry", "Keep only one.")
            seen.add(field)
            _refuse_hashtag(value, sheet)
            if name in _READERS:
                attribute, reader = _READERS[name]
                values[attribute] = reader(value, name)
            else:
                translations[field] = _forms(value, name)
    if not values.get("text"):
        if "term" in seen:
            values["text"] = ""
        else:
            raise slip(
                node,
                "this entry has no `term`",
                "Begin it with `- term: …`, the word itself.",
            )
    filled = {locale: forms for locale, forms in translations.items() if forms}
    found = Term(translations=filled, line=node.start_mark.line + 1, **values)
    with sheet.noting():
        _coherent(found, node)
    return found


def _refuse_hashtag(node: yaml.Node, sheet: SlipSheet) -> None:
    """Refuse a word that begins with a sign for which YAML drops it: `term: #Lorven`."""
    empty = isinstance(node, yaml.ScalarNode) and not node.style and not node.value
    dropped = _HASHTAG.match(sheet.text, node.end_mark.index) if empty else None
    if dropped is not None:
        raise SlipError(
            dropped.end(),
            "YAML takes what follows this `#` for a comment, and not for a word",
            f"{GLOSSARY.text} If it is a comment, write a space after the `#`.",
        )


_HASHTAG = lazily(r"[ \t]*(?=#[^\s#])")


def _coherent(found: Term, node: yaml.Node) -> None:
    if found.keep and found.translations:
        raise slip(
            node,
            f"“{found.text}” is not to be translated and has translations",
            "Delete the translations, or the line `do-not-translate`.",
        )
    for locale, forms in found.forbidden.items():
        for form in forms:
            if form in found.translations.get(locale, ()):
                raise slip(
                    node,
                    f"“{form}” is both a translation and forbidden in {locale}",
                    "Delete one of the two.",
                )


def _locale(key: yaml.Node, name: str) -> str:
    try:
        return languages.normalize(name)
    except DragomanError:
        near = [*get_close_matches(name, _READERS, 1), *languages.named(name)]
        meant = f"Did you mean `{near[0]}`? " if near else ""
        known = ", ".join(_READERS)
        raise slip(
            key,
            f"`{name}` is neither a key nor a locale",
            f"{meant}Keys are {known}, and locales such as ru, fa, tr, ar or ar-EG.",
        ) from None


def _forms(node: yaml.Node, name: str) -> tuple[str, ...]:
    """Read one form, or a list of several; nothing where none is written yet."""
    if isinstance(node, yaml.ScalarNode):
        text = _text(node, name)
        return (text,) if text else ()
    if isinstance(node, yaml.SequenceNode):
        found = tuple(_text(item, name) for item in node.value)
        if "" in found:
            raise slip(node, f"`{name}` has an empty form", "Write it, or delete it.")
        if len(set(found)) < len(found):
            raise slip(node, f"`{name}` has a form twice", "Delete one of the two.")
        return found
    raise slip(node, f"`{name}` has a wrong value", "Write one form, or a list: [one, another].")


def _text(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise slip(node, f"`{name}` has a wrong value", "Write it as text on one line.")
    if not node.style and node.value in ("~", "null"):
        return ""
    return " ".join(str(node.value).split())


def _word(node: yaml.Node, name: str) -> str:
    text = _text(node, name)
    if not any(map(str.isalnum, text)):
        raise slip(node, f"`{name}` holds no word", "Write the term as articles have it.")
    return text


def _note(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise slip(node, f"`{name}` has a wrong value", "Write it as text.")
    return str(node.value).strip()


def _switch(node: yaml.Node, name: str) -> bool:
    said = _text(node, name).lower()
    if said not in ("true", "false", "yes", "no"):
        raise slip(node, f"`{name}` has a wrong value", "Use true or false.")
    return said in ("true", "yes")


def _part_of_speech(node: yaml.Node, name: str) -> PartOfSpeech:
    try:
        return PartOfSpeech(_text(node, name).lower().replace(" ", "-"))
    except ValueError:
        known = ", ".join(each.value for each in PartOfSpeech)
        raise slip(node, f"`{name}` has a wrong value", f"Use one of: {known}.") from None


def _forbidden(node: yaml.Node, name: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(node, yaml.MappingNode):
        raise slip(
            node,
            f"`{name}` does not say in which language",
            "Write the locale before the form: forbidden: {ru: …}.",
        )
    found: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        written = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        try:
            locale = languages.normalize(written)
        except DragomanError as error:
            raise slip(key, error.problem, error.advice) from None
        if locale in found:
            raise slip(key, f"`{written}` is given twice", "Keep only one.")
        if forms := _forms(value, written):
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

_READERS: dict[str, tuple[str, Callable[[yaml.Node, str], object]]] = {
    "term": ("text", _word),
    "do-not-translate": ("keep", _switch),
    "case-sensitive": ("case_sensitive", _switch),
    "part-of-speech": ("part_of_speech", _part_of_speech),
    "forbidden": ("forbidden", _forbidden),
    "note": ("note", _note),
}
"""For each of `KEYS` the field it goes to, and what reads it."""

GLOSSARY = FileKind(
    name="the glossary",
    error=GlossaryError,
    keys=KEYS,
    text='Put the text into quotation marks: ru: "12: часы".',
    is_list=True,
    indent="Begin each entry with `- term: …`, and indent its other lines by two spaces.",
    left="",
    longest=64_000_000,
)
