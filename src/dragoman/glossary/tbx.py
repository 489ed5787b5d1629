"""A glossary as TBX-Basic (ISO 30042:2019), which terminology programs exchange.

Written in the style DCA; read in both styles, DCA and DCT, and in the older TBX of 2008. A concept
is a term with its translations. What TBX-Basic has no category for stands in notes of the concept
that begin with `dragoman:`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError
from dragoman.formats import elements
from dragoman.glossary.entry import Glossary, PartOfSpeech, Read, Term
from dragoman.glossary.merging import Gathering

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = "administrativeStatus"
_KIND = "partOfSpeech"
PREFERRED, ADMITTED, DEPRECATED = (
    f"{name}Term-admn-sts" for name in ("preferred", "admitted", "deprecated")
)
_UNWANTED = frozenset(
    (
        DEPRECATED.lower(),
        *("supersededterm-admn-sts", "deprecatedterm", "supersededterm"),
        *("deprecated", "superseded", "obsolete", "forbidden", "notrecommended"),
    )
)
"""What programs say of a term that is not to be used, in small letters."""

_STATUSES = (_STATUS, "normativeAuthorization")
"""Where they say it."""

_TO_TRANSLATE = "translation needed"
"""Where Weblate says that a term stays as it is."""

_KINDS = {PartOfSpeech.PROPER_NOUN: "properNoun"}
_OURS = "dragoman: "
_KEEP, _CASE, _NO_CASE = "do-not-translate", "case-sensitive", "case-insensitive"


def serialize(glossary: Glossary, source: str) -> bytes:
    """Return the glossary as a TBX file; `source` is the locale of the terms."""
    root = etree.fromstring(f'<tbx xmlns="{NAMESPACE}"/>')
    for name, value in (("style", "dca"), ("type", "TBX-Basic"), (_LANG, source)):
        root.set(name, value)
    header = _within(_within(root, "tbxHeader"), "fileDesc")
    _within(_within(header, "titleStmt"), "title", "Glossary")
    _within(_within(header, "sourceDesc"), "p", "Written by Dragoman")
    body = _within(_within(root, "text"), "body")
    for number, term in enumerate(glossary.terms, 1):
        concept = _within(body, "conceptEntry")
        concept.set("id", f"c{number}")
        _concept(concept, term, source)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _concept(concept: etree._Element, term: Term, source: str) -> None:
    if term.note:
        _within(concept, "note", term.note)
    if term.keep:
        _within(concept, "note", _OURS + _KEEP)
    if term.case_sensitive is not None:
        _within(concept, "note", _OURS + (_CASE if term.case_sensitive else _NO_CASE))
    section = _section(concept, source)
    kind = term.part_of_speech
    written = (_KINDS.get(kind, kind.value),) if kind else ()
    _term(section, term.text, *((_KIND, each) for each in written))
    for locale in dict.fromkeys((*term.translations, *term.forbidden)):
        section = _section(concept, locale)
        for number, form in enumerate(term.translations.get(locale, ())):
            _term(section, form, (_STATUS, ADMITTED if number else PREFERRED))
        for form in term.forbidden.get(locale, ()):
            _term(section, form, (_STATUS, DEPRECATED))


def _section(concept: etree._Element, locale: str) -> etree._Element:
    section = _within(concept, "langSec")
    section.set(_LANG, locale)
    return section


def _term(section: etree._Element, text: str, *notes: tuple[str, str]) -> None:
    place = _within(section, "termSec")
    _within(place, "term", text)
    for kind, value in notes:
        _within(place, "termNote", value).set("type", kind)


def _within(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text is not None:
        child.text = "".join(each for each in text if each in "\t\n" or each.isprintable())
    return child


def parse(data: bytes, path: str, source: str) -> Read:
    """Return the glossary of a TBX file; `source` is the locale of the terms.

    Raises `GlossaryError` with the line if it is no TBX file.
    """
    if elements.count((data,)) > elements.MOST:
        raise GlossaryError(
            f"the file has more than {elements.MOST:,} elements",
            path=path,
            advice="Export it in several parts, or as CSV.",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno
        said = " ".join((error.msg or "").partition(", line ")[0].split())
        told = f"this is not valid XML ({said})"
        raise GlossaryError(told, path=path, line=line, advice="Export it once more.") from None
    if _name(root) not in ("tbx", "martif"):
        raise GlossaryError(
            f"this is not a TBX file: it begins with <{_name(root)}>",
            path=path,
            line=_line(root),
            advice="Export it as TBX-Basic, or as CSV.",
        )
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise GlossaryError(
            f"the text is not all here: {entity.text} stands for something that is not read",
            path=path,
            line=_line(entity),
            advice="Write what it stands for in its place, or export the terms as CSV.",
        )
    gathered = Gathering()
    left_out: list[str] = []
    for concept in _all(root, "conceptEntry", "termEntry"):
        terms = _entries(concept, path, source)
        if not terms:
            where = f"line {_line(concept)}"
            used = " that may be used" if _is_named(concept, path, source) else ""
            left_out.append(f"the concept in {where} has no term in {source}{used}")
        for term in terms:
            left_out += gathered.add(term)
    return Read(Glossary(gathered.terms()), tuple(left_out))


def _entries(concept: etree._Element, path: str, source: str) -> list[Term]:
    """Return a term for each name that a concept has in the source language."""
    names: list[tuple[str, PartOfSpeech | None]] = []
    translations: dict[str, list[tuple[int, str]]] = {}
    forbidden: dict[str, list[str]] = {}
    for section in _all(concept, "langSec", "langSet"):
        locale = _locale(section, path)
        ours = _is_source(locale, source)
        for place in _all(section, "termSec", "tig", "ntig"):
            text = _text(next(_all(place, "term"), None))
            said = _said(place)
            if not any(map(str.isalnum, text)):
                continue
            if ours:
                if said.lower() not in _UNWANTED:
                    names.append((text, _kind(place)))
            elif said.lower() in _UNWANTED:
                forbidden.setdefault(locale, []).append(text)
            else:
                rank = 0 if said == PREFERRED else 1
                translations.setdefault(locale, []).append((rank, text))
    notes = [_text(each, lines=True) for each in concept if _name(each) == "note"]
    switches = {each.removeprefix(_OURS) for each in notes if each.startswith(_OURS)}
    keep = _KEEP in switches or _stays(concept)
    case = True if _CASE in switches else False if _NO_CASE in switches else None
    wanted = {
        locale: tuple(dict.fromkeys(text for _, text in sorted(forms, key=lambda each: each[0])))
        for locale, forms in translations.items()
    }
    unwanted = {
        locale: left
        for locale, forms in forbidden.items()
        if (
            left := tuple(
                each for each in dict.fromkeys(forms) if each not in wanted.get(locale, ())
            )
        )
    }
    return [
        Term(
            text,
            {} if keep else wanted,
            unwanted,
            keep,
            case,
            kind,
            "\n".join(each for each in notes if not each.startswith(_OURS)),
        )
        for text, kind in dict.fromkeys(names)
    ]


def _is_named(concept: etree._Element, path: str, source: str) -> bool:
    """Whether a concept has a name in the source language, be it one that is not to be used."""
    return any(
        _text(term)
        for section in _all(concept, "langSec", "langSet")
        if _is_source(_locale(section, path), source)
        for term in _all(section, "term")
    )


def _is_source(locale: str, source: str) -> bool:
    """Whether a locale is the source or of its language."""
    return locale.partition("-")[0] == source.partition("-")[0]


def _said(place: etree._Element) -> str:
    """Return what is said of the use of a term; nothing where that is not said."""
    return next(filter(None, (_note(place, kind) for kind in _STATUSES)), "")


def _stays(concept: etree._Element) -> bool:
    """Whether a concept says that its terms are not to be translated."""
    return any(
        each.get("type", "").lower() == _TO_TRANSLATE and _text(each).lower() == "no"
        for each in _all(concept, "descrip", "termNote")
    )


def _kind(place: etree._Element) -> PartOfSpeech | None:
    said = _note(place, _KIND)
    if not said:
        return None
    known = {_KINDS.get(each, each.value): each for each in PartOfSpeech}
    return known.get(said, PartOfSpeech.OTHER)


def _note(place: etree._Element, kind: str) -> str:
    """Return what a term's note of a kind says, in whichever style it is written."""
    for each in place.iter():
        name = _name(each)
        if name == kind or (name == "termNote" and each.get("type") == kind):
            return _text(each)
    return ""


def _locale(section: etree._Element, path: str) -> str:
    written = section.get(_LANG, "")
    try:
        return languages.normalize(written)
    except DragomanError as error:
        raise GlossaryError(
            error.problem, path=path, line=_line(section), advice=error.advice
        ) from None


def _all(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in parent.iter() if _name(each) in names)


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace; nothing for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: etree._Element | None, *, lines: bool = False) -> str:
    if element is None:
        return ""
    text = "".join(str(each) for each in element.itertext())
    return text.strip() if lines else " ".join(text.split())


def _line(element: etree._Element) -> int | None:
    line: object = element.sourceline
    return line if isinstance(line, int) else None
