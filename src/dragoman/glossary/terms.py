"""Say whether a translation keeps to the glossary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.glossary.entry import Glossary, Term
from dragoman.glossary.matcher import Matcher, Occurrence, WantedForm
from dragoman.glossary.stock import Stock
from dragoman.glossary.words import words


class SourceTerms:
    """The terms of a glossary, to be found in sentences of the articles' language."""

    def __init__(self, stock: Stock, language: str) -> None:
        self._stock = stock
        self._language = language
        self._matcher = Matcher(language)
        """Knows the terms that the sentences so far may have: most never occur."""

        self._asked: set[str] = set()
        """The words of these sentences."""

        self._known: set[int] = set()
        """The terms that the matcher knows."""

        self.within = lru_cache(maxsize=4096)(self._within)
        """Remembers: the same sentence is looked at once for all locales."""

    def covers(self, text: str) -> bool:
        """Whether one term is all of a text."""
        size = len(words(text, self._language))
        self._learn(text)
        return any((each.first, each.last) == (0, size) for each in self._matcher.all(text))

    def _learn(self, text: str) -> None:
        """Teach the matcher the terms that a text may have."""
        for word in words(text, self._language):
            if word.folded in self._asked:
                continue
            self._asked.add(word.folded)
            for number in self._stock.found_by(word.folded, self._language):
                if number not in self._known:
                    self._known.add(number)
                    term = self._stock.term(number)
                    case = term.case_sensitive
                    self._matcher.add(WantedForm(term.text, number, case, exact=term.keep))

    def _within(self, text: str) -> tuple[tuple[Term, ...], ...]:
        """Return the terms in a text, those of one stretch together, each once."""
        self._learn(text)
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for each in self._matcher.longest(text):
            found[each.first, each.last].append(each.number)
        groups = dict.fromkeys(tuple(sorted(set(numbers))) for numbers in found.values())
        return tuple(tuple(map(self._stock.term, group)) for group in groups)


@dataclass(frozen=True, slots=True)
class MissingTerm:
    """A term that a translation does not render as the glossary says."""

    term: str
    renderings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A rendering in a translation that the newsroom does not want."""

    term: str
    form: str
    renderings: tuple[str, ...]
    """What to write in its place, the preferred one first; there may be none."""


class Terms:
    """What the glossary asks of translations into one locale."""

    def __init__(self, source: SourceTerms, locale: str) -> None:
        self._source = source
        self._locale = locale
        self._numbers: dict[tuple[str, bool], int] = {}
        self._matcher = Matcher(locale.partition("-")[0])
        """Knows the forms of those terms that a source had so far: most never occur."""

    def missing(self, source: str, target: str) -> Iterator[MissingTerm]:
        """Yield the terms of the source that the target has in none of their renderings.

        Terms without a rendering in the locale ask for nothing, but a longer one of them hides
        those within it. A term that occurs often need be rendered once: pronouns do the rest.
        """
        asked: list[tuple[str, tuple[str, ...], set[int]]] = []
        for terms in self._source.within(source):
            asking = [(term, term.renderings(self._locale)) for term in terms]
            if all(forms for _, forms in asking):
                every = tuple(dict.fromkeys(form for _, forms in asking for form in forms))
                numbers = {self._number(term, form) for term, forms in asking for form in forms}
                asked.append((terms[0].text, every, numbers))
        if asked:
            found = {each.number for each in self._matcher.all(target)}
            for text, forms, numbers in asked:
                if found.isdisjoint(numbers):
                    yield MissingTerm(text, forms)

    def wanted(self, source: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the terms of the source that have renderings, with these."""
        pairs = (
            (term.text, (term.text,) if term.keep else term.renderings(self._locale))
            for terms in self._source.within(source)
            for term in terms
        )
        return tuple((term, forms) for term, forms in pairs if forms)

    def forbidden(self, source: str, target: str) -> Iterator[Forbidden]:
        """Yield the forbidden renderings in the target of terms that the source has.

        A form that is part of a wanted one is none.
        """
        for terms in self._source.within(source):
            unwanted = {
                self._number(term, form): (term, form)
                for term in terms
                for form in term.unwanted(self._locale)
            }
            if not unwanted:
                continue
            wanted = {
                self._number(term, form) for term in terms for form in term.renderings(self._locale)
            }
            places = self._matcher.all(target)
            good = [each for each in places if each.number in wanted]
            bad = {
                each.number
                for each in places
                if each.number in unwanted and not any(_within(each, other) for other in good)
            }
            for number, (term, form) in unwanted.items():
                if number in bad:
                    yield Forbidden(term.text, form, term.renderings(self._locale))

    def _number(self, term: Term, form: str) -> int:
        """Return what stands for a form in occurrences, after teaching it to the matcher."""
        key = (form, term.case_sensitive is True)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers)
            self._matcher.add(WantedForm(form, number, None if key[1] else False))
        return self._numbers[key]


def _within(one: Occurrence, other: Occurrence) -> bool:
    return other.first <= one.first and one.last <= other.last


def compiled(glossary: Glossary, language: str, locales: Iterable[str]) -> dict[str, Terms]:
    """Return for each locale what the glossary asks of it; the source is prepared once."""
    return asked(Stock.compile(glossary, language), language, locales)


def asked(stock: Stock, language: str, locales: Iterable[str]) -> dict[str, Terms]:
    """Return for each locale what a compiled glossary asks of it."""
    source = SourceTerms(stock, language)
    return {locale: Terms(source, locale) for locale in locales}
