"""Add the terms of one glossary to another, without taking anything from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman import languages
from dragoman.glossary.entry import Forms, Glossary, Term


@dataclass(frozen=True, slots=True)
class MergedGlossary:
    """A glossary with another one added to it."""

    glossary: Glossary
    """The terms there were, in their order, then the new ones."""

    added: int
    """New terms."""

    completed: int
    """Terms that learnt something."""

    refused: tuple[str, ...] = ()
    """What contradicts an entry, which stays as it is."""


def merge(old: Glossary, new: Glossary) -> MergedGlossary:
    """Add what `new` says to `old`, whose word counts where the two contradict each other.

    Merging a glossary into itself changes nothing.
    """
    terms = list(old.terms)
    places = {term.key: number for number, term in enumerate(terms)}
    firsts: dict[str, int] = {}
    for place, term in enumerate(terms):
        firsts.setdefault(term.text, place)
    refused: list[str] = []
    completed: set[int] = set()
    for term in new.terms:
        number = places.get(term.key)
        if number is None and term.part_of_speech is None:
            number = firsts.get(term.text)
        if number is None:
            number = places.get((term.text, None))
        if number is None:
            places[term.key] = len(terms)
            firsts.setdefault(term.text, len(terms))
            terms.append(replace(term, line=None))
            continue
        together = _joined(terms[number], term)
        refused += _refused(terms[number], term)
        if together != terms[number]:
            completed.add(number)
            del places[terms[number].key]
            places[together.key] = number
            terms[number] = together
    before = len(old.terms)
    return MergedGlossary(
        Glossary(tuple(terms)),
        len(terms) - before,
        sum(number < before for number in completed),
        tuple(dict.fromkeys(refused)),
    )


def _joined(old: Term, new: Term) -> Term:
    translations = {} if old.keep else _added(old.translations, new.translations, old.forbidden)
    return replace(
        old,
        translations=translations,
        forbidden=_added(old.forbidden, new.forbidden, translations),
        keep=old.keep or (new.keep and not old.translations),
        case_sensitive=new.case_sensitive if old.case_sensitive is None else old.case_sensitive,
        part_of_speech=old.part_of_speech or new.part_of_speech,
        note=old.note or new.note,
    )


def _added(old: Forms, new: Forms, against: Forms) -> dict[str, tuple[str, ...]]:
    """Return the forms of both, without those of `new` that stand in `against`."""
    found = dict(old)
    for locale, forms in new.items():
        fresh = [form for form in forms if form not in against.get(locale, ())]
        every = tuple(dict.fromkeys((*old.get(locale, ()), *fresh)))
        if every:
            found[locale] = every
    return found


def _refused(old: Term, new: Term) -> Iterator[str]:
    """Say what of a new entry contradicts the old one."""
    if old.keep and new.translations:
        yield f"“{old.text}” is not to be translated, so that its translations were left out"
        return
    if new.keep and old.translations:
        yield f"“{old.text}” has translations, and so was not marked as not to be translated"
    for locale, forms in new.translations.items():
        for form in forms:
            if form in old.forbidden.get(locale, ()):
                yield f"“{form}” is forbidden for “{old.text}” in {locale}"
    for locale, forms in new.forbidden.items():
        for form in forms:
            if form in old.translations.get(locale, ()):
                yield f"“{form}” is a translation of “{old.text}” in {locale}, and not forbidden"
    for name, before, after in (
        ("note", old.note, new.note),
        ("case-sensitive", old.case_sensitive, new.case_sensitive),
    ):
        if before not in ("", None) and after not in ("", None) and before != after:
            yield f"“{old.text}” has another `{name}` already, which stays"


def relocated(glossary: Glossary, targets: Sequence[str]) -> Glossary:
    """Let what is for a region, such as `ru-RU`, be for its language where a newsroom has that.

    What is for a region that the newsroom has stays where it is.
    """

    def moved(forms: Forms) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for locale, each in forms.items():
            language = languages.language(locale)
            home = language if locale not in targets and language in targets else locale
            found[home] = tuple(dict.fromkeys((*found.get(home, ()), *each)))
        return found

    terms = []
    for term in glossary.terms:
        wanted = moved(term.translations)
        unwanted = {
            locale: kept
            for locale, forms in moved(term.forbidden).items()
            if (kept := tuple(form for form in forms if form not in wanted.get(locale, ())))
        }
        terms.append(replace(term, translations=wanted, forbidden=unwanted))
    return Glossary(tuple(terms))
