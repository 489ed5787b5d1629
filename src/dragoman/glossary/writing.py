"""Write into `glossary.yaml` what was added, and leave everything else in it as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from dragoman import languages
from dragoman.errors import GlossaryError
from dragoman.glossary.entry import Glossary, Term
from dragoman.glossary.reading import FILE, KEYS, entries, parse
from dragoman.handyaml.patch import Edit, patched, unsheathed
from dragoman.handyaml.scalars import simple


def serialize(glossary: Glossary, base: str = "", path: str = FILE) -> str:
    """Return the text of a glossary file.

    `base` is the text that the first terms were read from: those that did not change keep their
    bytes, of the others the changed lines alone are written. Raises `GlossaryError` if `base` is
    no glossary, or if the text would not read back as the glossary.
    """
    text, sheath = unsheathed(base)
    result = sheath.close(_over(glossary, text, path))
    try:
        if parse(result, path).terms == glossary.terms:
            return result
    except GlossaryError:
        pass
    raise GlossaryError(
        "this glossary cannot be added to without risk to what is written in it",
        path=path,
        advice="Nothing was written. Write each entry on lines of its own, or report this please.",
    )


def _over(glossary: Glossary, text: str, path: str) -> str:
    known = entries(text, path)
    edits: list[Edit] = []
    for (node, old), term in zip(known, glossary.terms, strict=False):
        if old != term:
            edits += _edits(node, _values(old), _values(term), text)
    text = patched(text, edits)
    new = glossary.terms[len(known) :]
    if not new:
        return text
    indent = " " * _column(known)
    return text + "".join(f"\n{_entry(term, indent)}" if text else _entry(term, "") for term in new)


def _column(known: Sequence[tuple[yaml.MappingNode, Term]]) -> int:
    """Return where the dashes of the list stand; entries that begin on theirs tell it."""
    return max(0, known[0][0].start_mark.column - 2) if known else 0


def _edits(
    node: yaml.MappingNode, old: Mapping[str, str], new: Mapping[str, str], text: str
) -> Iterator[Edit]:
    """Yield what is to be written so that an entry has the new values."""
    places = {_name(key): value for key, value in node.value}
    fresh: list[str] = []
    for key, value in new.items():
        if old.get(key) == value:
            continue
        if key in places:
            start, end = places[key].start_mark.index, _end(places[key], text)
            yield Edit(start, end, value if text[start - 1 : start].isspace() else f" {value}")
        else:
            fresh.append(f"{key}: {value}")
    if not fresh:
        return
    if node.flow_style:
        start, end = node.start_mark.index, node.end_mark.index - 1
        stripped = start + len(text[start:end].rstrip(" ,\n"))
        yield Edit(stripped, stripped, "".join(f", {each}" for each in fresh))
        return
    end = text.find("\n", _end(node, text))
    end = len(text) if end < 0 else end
    indent = " " * node.start_mark.column
    yield Edit(end, end, "".join(f"\n{indent}{each}" for each in fresh))


def _name(key: yaml.Node) -> str:
    """Return a key as `_values` writes it, locales in their usual writing."""
    name = str(key.value)
    return name if name in KEYS else languages.normalize(name)


def _end(node: yaml.Node, text: str) -> int:
    """Return where a value ends, without the blank lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip()) if end > start else end


def _values(term: Term) -> dict[str, str]:
    """Return what stands after each key of an entry, in the order in which it is written."""
    found = {"term": simple(term.text)}
    if term.part_of_speech is not None:
        found["part-of-speech"] = term.part_of_speech.value
    if term.keep:
        found["do-not-translate"] = "true"
    if term.case_sensitive is not None:
        found["case-sensitive"] = str(term.case_sensitive).lower()
    found |= {locale: _forms(forms) for locale, forms in term.translations.items()}
    if term.forbidden:
        pairs = (f"{locale}: {_forms(forms)}" for locale, forms in term.forbidden.items())
        found["forbidden"] = f"{{{', '.join(pairs)}}}"
    if term.note:
        found["note"] = simple(term.note)
    return found


def _entry(term: Term, indent: str) -> str:
    lines = [f"{key}: {value}\n" for key, value in _values(term).items()]
    return f"{indent}- " + f"{indent}  ".join(lines)


def _forms(forms: Sequence[str]) -> str:
    return simple(forms[0]) if len(forms) == 1 else f"[{', '.join(map(simple, forms))}]"
