"""Look after the newsroom's glossary: read it, list it, carry it to and from other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from dragoman import languages
from dragoman.errors import DragomanError, GlossaryError, StoreError
from dragoman.files import PRIVATE, anywhere
from dragoman.glossary import Glossary, Stock, Term, foreign_encoding, parse, readable, table
from dragoman.glossary.foreign_table import TableLanguages
from dragoman.glossary.merging import merge, relocated
from dragoman.glossary.writing import serialize
from dragoman.project import Project
from dragoman.store import Store
from dragoman.workflow.index import program, sha


def load(store: Store) -> Glossary:
    """Return what `glossary.yaml` holds; an empty glossary where there is no such file.

    Raises `GlossaryError` with the line of what is wrong in it, and `StoreError`.
    """
    data = store.read(store.glossary_path)
    return Glossary() if data is None else parse(decoded(data, _shown(store)), _shown(store))


FEWEST = 500
"""Terms from which on what is compiled of them is kept: to read so few takes a tenth second."""


def stock(
    store: Store, language: str, note: Callable[[DragomanError], None] | None = None
) -> Stock:
    """Return the terms of `glossary.yaml`, compiled for articles in a language.

    What is compiled of a long glossary is kept in `.dragoman/`. Raises as `load` does; with
    `note`, entries that are wrong are told to it and left out, if any other can be read.
    """
    data = store.read(store.glossary_path)
    if data is None:
        return Stock.compile(Glossary(), language)
    key = f"{sha(data)} {language} {program()}"
    path = store.root / PRIVATE / "glossary.sqlite"
    with suppress(StoreError):
        kept = store.read(path)
        known = Stock.load(kept, key) if kept is not None else None
        if known is not None:
            return known
    text = decoded(data, _shown(store))
    terms, wrong = readable(text, _shown(store)) if note else (parse(text, _shown(store)), None)
    if note is not None and wrong is not None:
        note(wrong)
    made = Stock.compile(terms, language, key)
    if made.size >= FEWEST and wrong is None:
        with suppress(StoreError):
            store.replace(path, made.dump())
    return made


def decoded(data: bytes, path: str) -> str:
    """Return a file's text. Raises `GlossaryError` if it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GlossaryError(
            f"the file is not UTF-8 text: byte {error.start} is wrong",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            advice="Save it as UTF-8 in your editor.",
        ) from None


def _shown(store: Store) -> str:
    return store.shown(store.glossary_path)


@dataclass(slots=True)
class GlossaryReport:
    """What the glossary holds."""

    glossary: Glossary
    locales: tuple[str, ...]
    """Those that the newsroom translates into."""

    words: tuple[str, ...] = ()
    """What was looked for."""

    problems: list[DragomanError] = field(default_factory=list)

    def translated(self, locale: str) -> int:
        """Count the terms that have a translation in the locale or stay as they are."""
        return sum(bool(term.keep or term.renderings(locale)) for term in self.glossary.terms)


def glossary(project: Project, words: Sequence[str] = ()) -> GlossaryReport:
    """Return the terms, or those in which all of the words occur, whatever their capitals.

    Raises `GlossaryError` with the line of what is wrong in the file.
    """
    terms = tuple(
        term
        for term in load(Store(project)).terms
        if all(word.casefold() in _everything(term) for word in words)
    )
    return GlossaryReport(Glossary(terms), project.settings.targets, tuple(words))


def _everything(term: Term) -> str:
    forms = (*term.translations.values(), *term.forbidden.values())
    return " ".join((term.text, term.note, *(form for each in forms for form in each))).casefold()


@dataclass(slots=True)
class ImportReport:
    """What an import brought."""

    path: str
    terms: int
    """Those in the file that was imported."""

    added: int
    completed: int
    left_out: tuple[str, ...]
    """What contradicts an entry or cannot be one; nothing of it was written."""

    encoding: str = ""
    """In which the file was read, where that is not UTF-8."""

    problems: list[DragomanError] = field(default_factory=list)


def export_glossary(project: Project, file: Path) -> int:
    """Write the glossary to a CSV or TBX file, and return how many terms it has.

    Raises `GlossaryError` for any other kind of file, and `StoreError`.
    """
    is_tbx = _is_tbx(file)
    store = Store(project)
    found = load(store)
    if is_tbx:
        from dragoman.glossary import tbx  # lxml takes time to load

        data = tbx.serialize(found, project.settings.source)
    else:
        data = table.serialize(found).encode()
    anywhere().write(file, data, anywhere().read(file))
    return len(found.terms)


def import_glossary(project: Project, file: Path, locale: str | None = None) -> ImportReport:
    """Add the terms of a CSV or TBX file to the glossary; what people wrote there stays.

    `locale` is that of translations in a table that does not say it. Raises `GlossaryError` with
    the line for a file that cannot be understood, and `StoreError`.
    """
    is_tbx = _is_tbx(file)
    data = anywhere().read(file)
    if data is None:
        raise GlossaryError("there is no such file", path=file)
    source, targets = project.settings.source, project.settings.targets
    encoding = ""
    if is_tbx:
        from dragoman.glossary import tbx  # lxml takes time to load

        read = tbx.parse(data, str(file), source)
    else:
        wanted = (languages.normalize(locale),) if locale else targets
        text, encoding = foreign_encoding.decode(data, str(file), wanted)
        read = table.read(text, str(file), TableLanguages(source, wanted))
    new, left_out = relocated(read.glossary, targets), read.left_out
    store = Store(project)
    with store.lock():
        path = store.glossary_path
        before = store.read(path)
        base = "" if before is None else decoded(before, _shown(store))
        merged = merge(parse(base, _shown(store)), new)
        if merged.added or merged.completed:
            store.write(path, serialize(merged.glossary, base, _shown(store)).encode(), before)
    refused = (*left_out, *merged.refused)
    return ImportReport(
        str(file), len(new.terms), merged.added, merged.completed, refused, encoding
    )


def _is_tbx(file: Path) -> bool:
    """Return whether a file is TBX by its name. Raises `GlossaryError` if it is not CSV either."""
    kind = file.suffix.lower()
    if kind in (".tbx", ".csv", ".tsv", ".tab", ".txt", ".utf8"):  # the last three are OmegaT's
        return kind == ".tbx"
    raise GlossaryError(
        f"`{file.name}` is neither a CSV nor a TBX file by its name",
        path=file,
        advice="Name it glossary.csv or glossary.tbx.",
    )
