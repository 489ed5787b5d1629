"""How words and figures that stand together make one amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from dragoman.facts import figures
from dragoman.facts.amount import Amount
from dragoman.facts.lexicon import Number
from dragoman.facts.scales import SCALES
from dragoman.facts.tokens import Tokens
from dragoman.languages import record
from dragoman.languages.records import ALWAYS, NEVER

TEN, DOZEN, HUNDRED, THOUSAND = 10, 12, 100, 1000


_SCALES = frozenset({1e3, 1e6, 1e9, 1e12})
_ANY_SCALE = _SCALES | SCALES
_TENS = frozenset(float(each) for each in range(20, 100, 10))


class NumberPart(NamedTuple):
    """A word or figures."""

    place: int
    kind: str
    values: tuple[float, ...]
    shares: tuple[float, ...] = ()
    """What it means as a part: a third."""

    after_and: bool = False
    half: bool = False


class Sum:
    """An amount in the making."""

    def __init__(self, first: NumberPart, language: str) -> None:
        self.language = language
        self.known = record(language)
        self.start = first.place
        self.end = first.place + 1
        self.total = 0.0
        self.least = float("inf")
        """The smallest scale so far."""

        self.largest: float | None = None
        self.current: tuple[float, ...] | None = None
        self.bare: tuple[float, ...] = ()
        self.kinds: list[str] = []
        self.last = ""
        """The last of its words."""

        self.figures = ""
        self.shares = first.shares

    def take(self, element: NumberPart, text: str) -> bool:
        """Add an element if it belongs to the amount."""
        if not self._add(element):
            return False
        self.kinds.append(element.kind)
        self.last = text
        self.end = element.place + 1
        if element.kind == "figure":
            self.figures = text
            self.bare = element.values
        return True

    def _add(self, element: NumberPart) -> bool:
        if not self.kinds:
            return self._begin(element)
        if element.half or element.kind == "part":
            return self._add_share(element)
        if not element.values:
            return False
        value = element.values[0]
        if element.kind in ("word", "many") and value >= THOUSAND:
            return self._scale(value)
        if element.kind == "ordinal" and value in _SCALES and self.kinds == ["figure"]:
            return self._scale(value)  # 25-тысячная
        if element.kind == "figure":
            return self._more_figures(element)
        if self.current is None:
            return self._after_scale(element, value)
        if value == HUNDRED and element.kind in ("word", "many") and not self.known.own_hundreds:
            if len(self.current) == 1 and self.current[0] < HUNDRED and not element.after_and:
                self.current = (self.current[0] * HUNDRED,)
                return True
            return False
        if value == DOZEN and element.kind in ("weak", "many") and not element.after_and:
            return self._times(DOZEN)
        if value in (TEN, HUNDRED) and element.kind == "many" and not element.after_and:
            return self.known.own_hundreds and self._times(value)
        if element.shares and not element.after_and and self._fraction(element.shares[0]):
            return True
        if "figure" in self.kinds or not self._joins(value, element):
            return False
        self.current = (self.current[0] + value,)
        return True

    def _times(self, several: float) -> bool:
        """Take `four dozen` as 48, `два десятка` as 20, `четыре сотни` as 400."""
        if self.current is None or len(self.current) != 1 or self.current[0] >= several:
            return False
        self.current = (self.current[0] * several,)
        return True

    def _begin(self, element: NumberPart) -> bool:
        values = element.values
        if element.kind in ("word", "many") and values and values[0] >= THOUSAND:
            self.total = values[0]
            # مليونين: two millions in one word
            self.least = self.largest = max(each for each in _SCALES if each <= values[0])
        else:
            self.current = values
        return True

    def _scale(self, value: float) -> bool:
        if self.current is None:
            # مليونا ونصف المليون: a million and half a million
            return self.kinds[-1] == "part" and value == self.least
        if value not in _ANY_SCALE:
            return False
        if value >= self.least:
            if self.total and len(self.current) == 1 and self.least < value:
                self.total = (self.total + self.current[0]) * value
                self.current, self.least, self.largest = None, value, value
                return True
            return False
        if self.total:
            self.total += self.current[0] * value
            self.current = None
        elif len(self.current) == 1:
            self.total, self.current = self.current[0] * value, None
        else:
            self.current = tuple(each * value for each in self.current)
            self.least = self.least if self.least < value else value
            self.largest = self.largest or value
            return True
        self.least = value
        self.largest = self.largest or value
        return True

    def _more_figures(self, element: NumberPart) -> bool:
        """Take figures after a scale only if they are less than it: 1 млн 200 тыс."""
        if self.current is not None or not self.total or len(element.values) != 1:
            return False
        joined = "figure" in self.kinds or self._bare_thousand()
        joined = joined or (element.after_and and self.known.number_and == ALWAYS)
        if not joined or element.values[0] >= (self.least if self.least in SCALES else THOUSAND):
            return False
        self.current = element.values
        return True

    def _bare_thousand(self) -> bool:
        """Whether it is a thousand that needs no “one”: bin 238."""
        return self.known.number_endings and self.kinds == ["word"] and self.total == THOUSAND

    def _after_scale(self, element: NumberPart, value: float) -> bool:
        if not self.total or value >= self.least or element.kind not in ("word", "ordinal"):
            return False
        if "figure" in self.kinds and self.known.number_and == NEVER:
            return False
        if self.known.and_after_scale and not element.after_and:
            return False
        self.current = (value,)
        return True

    def _add_share(self, element: NumberPart) -> bool:
        share = element.shares[0] if element.shares else 0.5
        if self.current is None:
            if self.total and element.half and self.least >= THOUSAND:
                self.total += share * self.least
                return True
            return False
        value = self.current[0] if len(self.current) == 1 else 0.5
        if (
            element.half
            and (element.after_and or self.known.number_endings)
            and value == int(value)
        ):
            self.current = (value + share,)
            return True
        return not element.after_and and self._fraction(share)

    def _fraction(self, share: float) -> bool:
        """Take `two thirds` as a part."""
        if self.current is None or len(self.current) != 1 or "figure" in self.kinds:
            return False
        if self.known.number_endings:
            return False  # dokuza çeyrek kala: a quarter to nine
        if len(self.kinds) != 1 or not 1 <= self.current[0] < 10:
            return False
        if self.kinds != ["word"] and (self.current != (1.0,) or self.known.units_first):
            return False  # the second half, أول خمس
        self.current = (round(self.current[0] / round(1 / share), 3),)
        self.kinds.append("part")
        return True

    def _joins(self, value: float, element: NumberPart) -> bool:
        assert self.current is not None
        if len(self.current) != 1:
            return False
        current = self.current[0]
        last = current % HUNDRED
        if self.known.units_first:
            if value == TEN and 0 < last < TEN and not element.after_and:
                return not self.last.startswith("اول")  # أول عشر: the first ten
            if value in _TENS and 0 < last < 10 and element.after_and:
                return True
        if current >= HUNDRED and last == 0 and 0 < value < HUNDRED:
            return element.after_and or self.known.number_and == NEVER
        if self.known.number_endings and self.last.endswith(("lik", "lık", "luk", "lük")):
            return False  # seksenlik bir bölüm
        # onu iki buçuk yıla: “onu” is he, not ten
        tens = last in _TENS or (
            self.known.number_endings and last == TEN and self.kinds[-1] != "weak"
        )
        if (
            tens
            and 1 <= value < 10
            and (element.kind != "weak" or value == 1 or self.known.number_endings)
        ):
            return element.after_and != (self.known.number_and == NEVER)
        return False

    def done(self, tokens: Tokens) -> Amount:
        """Return the amount."""
        values = tuple(round(self.total + each, 6) for each in self.current or (0.0,))
        single = len(self.kinds) == 1
        kind = self.kinds[0] if single else "figure" if self.figures else self._kind()
        if single:
            values = tuple(dict.fromkeys((*values, *self.shares)))
        if self.kinds[0] == "weak" and self.largest is not None and len(self.kinds) == 2:
            values = (*values, self.largest)  # a couple of thousand
        if kind == "figure" and not self.bare and self.largest is None:
            values = ()
        shown = " ".join(tokens.texts[self.start : self.end]).replace(" - ", "-")
        return Amount(
            shown, values, kind, self.start, self.end, self.figures, self.largest, self.bare
        )

    def _kind(self) -> str:
        if "ordinal" in self.kinds:
            return "ordinal"
        return "part" if self.kinds[-1] == "part" else "word"


def alone(place: int, tokens: Tokens) -> Amount:
    """Return the amount of one word or of figures: most amounts are no more than that."""
    text = tokens.texts[place]
    tags = tokens.tags.get(place)
    number = tags.number if tags is not None else None
    if number is None:
        values = figures.values(text, tokens.language)
        means = tuple(dict.fromkeys(round(each, 6) for each in values))
        return Amount(text, means, "figure", place, place + 1, text, None, values)
    means, scale = _meaning(number)
    return Amount(text, means, number.kind, place, place + 1, "", scale)


@lru_cache(maxsize=4096)
def _meaning(number: Number) -> tuple[tuple[float, ...], float | None]:
    """Return what a word alone may mean, and its scale."""
    values = number.values or (0.0,)
    scale: float | None = None
    if number.kind in ("word", "many") and values[0] >= THOUSAND:
        values = tuple(each for each in values if each <= 2 * values[0])  # ألفا: one or two
        scale = values[0] if values[0] in _ANY_SCALE else THOUSAND
    rounded = (round(each, 6) for each in values)
    return tuple(dict.fromkeys((*rounded, *number.shares))), scale


def composed(run: Sequence[NumberPart], tokens: Tokens) -> Iterator[Amount]:
    """Yield the amounts that words and figures which stand together make."""
    made: Sum | None = None
    for number, (element, following) in enumerate(zip_longest(run, islice(run, 1, None))):
        text = tokens.texts[element.place]
        beyond = element.kind == "figure" and not (
            _smaller_scale(following, made) or _rest_of_thousands(element, made)
        )
        apart = element.after_and and made is not None and _of_its_own(run[number:], made)
        if made is not None and (beyond or apart or not made.take(element, text)):
            yield made.done(tokens)
            made = None
        if made is None:
            made = Sum(element, tokens.language)
            made.take(element, text)
    if made is not None:
        yield made.done(tokens)


def _of_its_own(run: Sequence[NumberPart], made: Sum) -> bool:
    """Whether what follows an “and” is an amount of its own: two million and three million."""
    if made.current is not None:
        hundreds = any(each >= HUNDRED and not each % HUNDRED for each in made.current)
        return hundreds and len(run) > 1 and run[1].values[:1] == (HUNDRED,)
    if run[0].half or run[0].kind == "part":
        return False  # مليونا ونصف المليون
    for part in run:
        if part.place != run[0].place and part.after_and and part.values[:1] >= (HUNDRED,):
            return False
        if part.kind in ("word", "many") and part.values[:1] >= (THOUSAND,):
            return part is not run[0] and part.values[0] >= made.least
    return False


def _rest_of_thousands(element: NumberPart, made: Sum | None) -> bool:
    """Whether figures are what is left of so many thousand: 6 bin 500, ۶ هزار و ۵۰۰."""
    if made is None or made.current is not None:
        return False
    if made.least in SCALES:
        return bool(made.figures) and element.place == made.end  # 1万2000
    if made.least != THOUSAND:
        return False
    if not made.figures and made.total != THOUSAND:
        return False
    if made.known.number_and == ALWAYS:
        return element.after_and
    return made.known.number_and == NEVER and not element.after_and and element.place == made.end


def _smaller_scale(following: NumberPart | None, made: Sum | None) -> bool:
    """Whether figures go on with an amount: 1 млн 200 тыс., but not 340 million and 500 million."""
    if made is None or made.current is not None or following is None:
        return False
    values = following.values
    return following.kind in ("word", "many") and bool(values) and values[0] < made.least
