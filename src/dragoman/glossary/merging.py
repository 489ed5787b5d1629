"""Add the terms of one glossary to another, without taking anything from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman import languages
from dragoman.glossary.entry import Forms, Glossary, PartOfSpeech, Term


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
    terms = [_Growing(term) for term in old.terms]
    places = {term.key: number for number, term in enumerate(old.terms)}
    firsts: dict[str, int] = {}
    for place, term in enumerate(old.terms):
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
            terms.append(_Growing(replace(term, line=None)))
            continue
        known = terms[number]
        refused += known.refused(term)
        before = known.key
        if known.add(term):
            completed.add(number)
            del places[before]
            places[known.key] = number
    count = len(old.terms)
    return MergedGlossary(
        Glossary(tuple(each.term() for each in terms)),
        len(terms) - count,
        sum(number < count for number in completed),
        tuple(dict.fromkeys(refused)),
    )


class Gathering:
    """Terms that are read one after the other, some of which several entries are about."""

    def __init__(self) -> None:
        """Begin with none."""
        self._terms: dict[tuple[str, PartOfSpeech | None], _Growing] = {}

    def add(self, term: Term) -> tuple[str, ...]:
        """Add what an entry says, and return what of it contradicts those before."""
        known = self._terms.get(term.key)
        if known is None:
            self._terms[term.key] = _Growing(term)
            return ()
        refused = tuple(dict.fromkeys(known.refused(term)))
        known.add(term)
        return refused

    def terms(self) -> tuple[Term, ...]:
        """Return all of them, in the order in which they were first seen."""
        return tuple(each.term() for each in self._terms.values())


class _Growing:
    """A term to which others are added, each in the time that it takes by itself."""

    __slots__ = ("_forbidden", "_said", "_translations")

    def __init__(self, term: Term) -> None:
        self._said = term
        # Made when something is added: most terms stay as they are.
        self._translations: _Open | None = None
        self._forbidden: _Open = {}

    @property
    def key(self) -> tuple[str, PartOfSpeech | None]:
        return self._said.key

    def term(self) -> Term:
        """Return all that was said."""
        if self._translations is None:
            return self._said
        return replace(
            self._said, translations=_fixed(self._translations), forbidden=_fixed(self._forbidden)
        )

    def _sides(self) -> tuple[_Open, _Open]:
        if self._translations is None:
            self._translations = _open(self._said.translations)
            self._forbidden = _open(self._said.forbidden)
        return self._translations, self._forbidden

    def add(self, new: Term) -> bool:
        """Add what does not contradict it, and return whether anything changed."""
        old = self._said
        translations, forbidden = self._sides()
        keep = old.keep or (new.keep and not translations)
        if old.keep:
            changed = bool(translations)
            translations.clear()
        else:
            changed = _add(translations, new.translations, forbidden)
        changed |= _add(forbidden, new.forbidden, translations)
        self._said = replace(
            old,
            keep=keep,
            case_sensitive=new.case_sensitive if old.case_sensitive is None else old.case_sensitive,
            part_of_speech=old.part_of_speech or new.part_of_speech,
            note=old.note or new.note,
        )
        return changed or self._said != old

    def refused(self, new: Term) -> Iterator[str]:
        """Say what of a new entry contradicts it."""
        old = self._said
        translations, forbidden = self._sides()
        if old.keep and new.translations:
            yield f"“{old.text}” is not to be translated, so that its translations were left out"
            return
        if new.keep and translations:
            yield f"“{old.text}” has translations, and so was not marked as not to be translated"
        for locale, forms in new.translations.items():
            for form in forms:
                if form in forbidden.get(locale, ()):
                    yield f"“{form}” is forbidden for “{old.text}” in {locale}"
        for locale, forms in new.forbidden.items():
            for form in forms:
                if form in translations.get(locale, ()):
                    yield (
                        f"“{form}” is a translation of “{old.text}” in {locale}, and not forbidden"
                    )
        for name, before, after in (
            ("note", old.note, new.note),
            ("case-sensitive", old.case_sensitive, new.case_sensitive),
        ):
            if before not in ("", None) and after not in ("", None) and before != after:
                yield f"“{old.text}” has another `{name}` already, which stays"


_Open = dict[str, dict[str, None]]
"""Forms by their locales that more are added to, in their order."""


def _open(forms: Forms) -> _Open:
    return {locale: dict.fromkeys(each) for locale, each in forms.items()}


def _fixed(forms: _Open) -> dict[str, tuple[str, ...]]:
    return {locale: tuple(each) for locale, each in forms.items()}


def _add(forms: _Open, new: Forms, against: _Open) -> bool:
    """Add new forms, without those that stand in `against`, and return whether there were any."""
    changed = False
    for locale, each in new.items():
        unwanted, known = against.get(locale, {}), forms.get(locale, {})
        fresh = [form for form in each if form not in unwanted and form not in known]
        if fresh:
            forms.setdefault(locale, {}).update(dict.fromkeys(fresh))
            changed = True
    return changed


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
