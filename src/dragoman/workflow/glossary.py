"""Look after the newsroom's glossary: read it, check it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.errors import DragomanError, GlossaryError
from dragoman.glossary import Glossary, Term, parse
from dragoman.project import Project
from dragoman.store import Store


def load(store: Store) -> Glossary:
    """Return what `glossary.yaml` holds; an empty glossary where there is no such file.

    Raises `GlossaryError` with the line of what is wrong in it, and `StoreError`.
    """
    data = store.read(store.glossary_path)
    return Glossary() if data is None else parse(decoded(data, store), _shown(store))


def decoded(data: bytes, store: Store) -> str:
    """Return the glossary's text. Raises `GlossaryError` if it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GlossaryError(
            f"the file is not UTF-8 text: byte {error.start} is wrong",
            path=_shown(store),
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
