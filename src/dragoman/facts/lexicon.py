"""The words of a language that say a fact, from its data files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from dragoman.facts.cutting import words_and_marks
from dragoman.facts.denials import denials
from dragoman.facts.folding import folded
from dragoman.facts.once import Memo, once
from dragoman.facts.scales import scales
from dragoman.facts.stored import stored
from dragoman.facts.writing import words_of
from dragoman.languages import record


class Tag(NamedTuple):
    """What a word stands for."""

    kind: str
    """`word`, `many`, `weak`, `ordinal`, `part`, `half`, `and` and `minus` of numbers; `unit`,
    `money`; `denial` (see `denials`); `day`, `month`, `maybe` (a month beside a number), `other`
    (a month of another calendar); parts of the day."""

    value: float | str


class Number(NamedTuple):
    """What a word says of a number."""

    kind: str
    """Such as `word`; see `Tag`."""

    values: tuple[float, ...]

    shares: tuple[float, ...]
    """What it means as a part: a third."""

    half: bool
    """Whether it adds a half to what stands before it."""


class Tags(tuple[Tag, ...]):
    """What a word stands for."""

    @once
    def number(self) -> Number | None:
        """What it says of a number; `None` for most words."""
        numeric = [tag for tag in self if tag.kind in _NUMERIC]
        if not numeric:
            return None
        shares = tuple(float(tag.value) for tag in numeric if tag.kind == "part")
        half = any(tag.kind == "half" for tag in numeric)
        whole = [tag for tag in numeric if tag.kind not in ("part", "half")]
        if not whole:
            shares = shares or (0.5,)
            return Number("part", shares, shares, half)
        values = tuple(dict.fromkeys(float(tag.value) for tag in whole))
        return Number(whole[0].kind, values, shares, half)

    @once
    def kinds(self) -> frozenset[str]:
        """The kinds of what it stands for."""
        return frozenset(tag.kind for tag in self)

    @once
    def alone(self) -> Tags:
        """Those of a word with which phrases begin, where none of them stands."""
        return Tags(self[:-1])


class Piece(NamedTuple):
    """What stands between two spaces."""

    texts: tuple[str, ...]
    """Its words and marks, as the data files spell them."""

    said: tuple[Tags, ...]
    """What each of these stands for."""

    words: tuple[str, ...]
    """Its words as they are written, in lower case, numbers among them."""


_NUMERIC = frozenset({"word", "many", "weak", "ordinal", "part", "half"})
NO_TAGS = Tags()

PHRASE = Tag("phrase", "")
FIGURE = Tags((Tag("figure", ""),))

HEAD = 2
"""Letters of the shortest stem."""

SHORTEST = 2
"""Letters that are left of an Arabic word without its prefixes."""


@dataclass
class Lexicon:
    """The tagged words of one language."""

    language: str
    exact: dict[str, Tags] = field(default_factory=dict)
    stems: dict[str, Tags] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Tags]]] = field(default_factory=dict)
    """By the first word, those of several words: the other words, and what they say together."""

    heads: set[str] = field(default_factory=set)
    """What the stems begin with, so that most words need no search."""

    longest: int = 0
    """Letters of the longest stem."""

    @once
    def look(self) -> Callable[[str], Tags]:
        """Returns what a folded word stands for: nothing for most words.

        That of figures is `FIGURE`; that of a word with which phrases begin ends in `PHRASE`.
        """
        return Memo(self._look).__getitem__

    def _look(self, word: str) -> Tags:
        if word[0].isdigit():
            return FIGURE  # ① has no value and is one too
        found = self._word(word)
        signs = denials(self.language)
        denies = 0 if signs is None else signs.kinds(word)
        if denies:
            found = Tags((*found, Tag("denial", float(denies))))
        return Tags((*found, PHRASE)) if word in self.phrases else found

    def phrase(self, texts: list[str], place: int) -> tuple[Tag, ...]:
        """Return what the phrases say that begin at a place, of a word that begins any."""
        first = texts[place]
        following, stems = self._following[first]
        second = texts[place + 1] if place + 1 < len(texts) else ""
        if second not in following and not second.startswith(stems):
            return ()
        found: tuple[Tag, ...] = ()
        for rest, said in self.phrases[first]:
            beside = texts[place + 1 : place + 1 + len(rest)]
            if len(beside) == len(rest) and all(map(_fits, beside, rest)):
                found += said
        return found

    @once
    def _following(self) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
        """The second words of phrases by the first: whole ones, and what others begin with.

        Hardly any “the” or “in” begins a phrase, and what follows tells so at once.
        """
        made: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
        for first, phrases in self.phrases.items():
            seconds = {rest[0] for rest, _ in phrases}
            stems = {second for second in seconds if second.endswith("*")}
            made[first] = frozenset(seconds - stems), tuple(stem[:-1] for stem in stems)
        return made

    @once
    def piece(self) -> Callable[[str], Piece]:
        """Returns what stands between two spaces, and what is known of it.

        Most stand in a text as they stood in another, so all of it is looked up at once: each
        look goes to memory that has not been used for a while.
        """
        return Memo(self._piece).__getitem__

    def _piece(self, chunk: str) -> Piece:
        texts = tuple(words_and_marks(chunk, self.language))
        return Piece(texts, tuple(map(self.look, texts)), words_of(chunk))

    def _word(self, word: str) -> Tags:
        found = self._bare(word)
        if not found and "'" in word:
            found = self._bare(word.partition("'")[0])
        if not found and record(self.language).proclitics:
            for bare in _without_prefixes(word):
                found = self._bare(bare)
                if found:
                    break
        return found

    def _bare(self, word: str) -> Tags:
        found = self.exact.get(word)
        if found is not None:
            return found
        if word[:HEAD] not in self.heads:
            return NO_TAGS
        for end in range(min(len(word), self.longest), 1, -1):
            found = self.stems.get(word[:end])
            if found is not None:
                return found
        return NO_TAGS

    def add(self, form: str, tag: Tag) -> None:
        """Add a form: a word, one with a star for any ending, or several joined by `_`."""
        form = folded(form, self.language).replace("\u200c", "")
        if "_" in form:
            first, *rest = form.split("_")
            self.phrases.setdefault(first, []).append((tuple(rest), Tags((tag,))))
            return
        table = self.exact
        if form.endswith("*"):
            form, table = form[:-1], self.stems
            self.heads.add(form[:HEAD])
            self.longest = max(self.longest, len(form))
        if tag not in table.get(form, ()):
            table[form] = Tags((*table.get(form, ()), tag))

    def add_to(self, form: str, tag: Tag) -> None:
        """Add a form that keeps what its beginning stands for."""
        if not form.endswith("*"):
            word = folded(form, self.language).replace("\u200c", "")
            self.exact[word] = self._word(word)
        self.add(form, tag)


def _fits(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def _without_prefixes(word: str) -> Iterator[str]:
    """Yield an Arabic word without one prefix after the other: and, to, the."""
    for letters in ("وف", "بلك"):
        if word[0] in letters and len(word) > SHORTEST:
            if word.startswith("لل"):
                yield word[2:]
            word = word[1:]
            yield word
    if word.startswith("ال") and len(word) > SHORTEST + 1:
        yield word[2:]


_NUMERALS = {
    "words": "word",
    "many": "many",
    "weak": "weak",
    "ordinals": "ordinal",
    "parts": "part",
}
_CLOCK = ("morning", "evening", "daytime", "night", "noon", "midnight")
HUNDRED = 100


def known(language: str) -> bool:
    """Whether there is full data for a language."""
    return language in languages()


@cache
def languages() -> frozenset[str]:
    """Return the languages that have a folder of data."""
    folder = files("dragoman.facts") / "data"
    return frozenset(each.name for each in folder.iterdir() if each.is_dir())


@cache
def lexicon(language: str) -> Lexicon:
    """Return the tagged words of a language; without data, those of thousands and more alone."""
    made = Lexicon(language)
    if not known(language):
        for word, value in scales(language).items():
            made.add("_".join(word.split()), Tag("many", value))
        return made
    numerals = stored(language, "numerals")
    for form, tag in _numerals(numerals):
        made.add(form, tag)
    units = stored(language, "units")
    for kind, section in (("unit", "units"), ("money", "money")):
        for name, forms in units[section].items():
            for form in (forms or "").split():
                made.add(form, Tag(kind, name))
    for form, tag in _calendar(stored(language, "calendar")):
        made.add(form, tag)
    for name, forms in stored(language, "directions").items():
        for form in forms.split():
            made.add(form, _direction(name, form))
    for name, forms in stored(language, "order").items():
        for form in forms.split():
            made.add(form, Tag("order", name))
    for value, forms in numerals["ranks"].items():
        for form in forms.split():
            made.add_to(form, Tag("rank", float(value)))
    return made


BOUNDS = ("at least", "at most")


def _direction(name: str, form: str) -> Tag:
    if name == "silent":
        return Tag("silent", float(form.count("_") + 1))
    if name in BOUNDS:
        return Tag("bound", name)
    for kind in ("beside", "hint"):
        if name.endswith(f" {kind}"):
            return Tag(kind, name.removesuffix(f" {kind}"))
    return Tag("direction", name)


def _numerals(said: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    endings = str(said.get("endings", "")).split()
    for section, kind in _NUMERALS.items():
        for value, forms in said[section].items():
            for form in _spread(str(forms), endings):
                yield form, Tag(kind, float(value))
    for kind in ("half", "and", "minus"):
        for form in str(said.get(kind, "")).split():
            yield form, Tag(kind, 0.5 if kind == "half" else 0.0)
    for value, forms in said["means"].items():
        for form in forms.split():
            yield form, Tag("means", float(value))
    yield from _compounds(said)
    if "joins" in said:
        yield from _joined(said)


def _spread(forms: str, endings: list[str]) -> Iterator[str]:
    """Yield each form, one with `+` with each of the endings and with none."""
    for form in forms.split():
        if form.endswith("+"):
            yield form[:-1]
            yield from (form[:-1] + ending for ending in endings)
        else:
            yield form


def _compounds(said: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    """Yield adjectives made of a number and a noun: двухлетний, двадцатипятилетний."""
    prefixes = said.get("prefixes", {})
    for ten, unit in product(prefixes, prefixes):
        if unit < 10 and 20 <= ten < HUNDRED:
            for head, tail in product(str(prefixes[ten]).split(), str(prefixes[unit]).split()):
                for rest in said["compounds"]["year"].split():
                    yield head + tail + rest, Tag("weak", float(ten + unit))
                    yield head + tail + rest, Tag("unit", "year")
                for rest in said["compounds"].get("storeys", "").split():
                    yield head + tail + rest, Tag("weak", float(ten + unit))
    for value, forms in said.get("prefixes", {}).items():
        for form in str(forms).split():
            for unit, endings in said["compounds"].items():
                for rest in (endings or "").split():
                    yield form + rest, Tag("weak", float(value))
                    if unit not in ("none", "storeys"):
                        yield form + rest, Tag("unit", unit)


def _joined(said: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    """Yield numbers that are written as one word: `yirmibeş`, `بیستوپنج`."""
    joins = str(said["joins"] or "")
    words = {
        float(value): str(forms).split()[0].rstrip("+") for value, forms in said["words"].items()
    }
    units = {value: form for value, form in words.items() if 1 < value < 10}
    units[1.0] = str(said["weak"][1]).split()[0]
    tens = {value: form for value, form in words.items() if 20 <= value < HUNDRED or value == 10}
    ordinals = {float(value): str(forms).split() for value, forms in said["ordinals"].items()}
    for ten, head in tens.items():
        if ten == 10 and joins:
            continue  # eleven to nineteen are words of their own
        for unit, tail in units.items():
            yield f"{head}{joins}{tail}*", Tag("word", ten + unit)
            for form in ordinals.get(unit, ()):
                yield f"{head}{joins}{form.rstrip('*')}*", Tag("ordinal", ten + unit)
    for scale in (HUNDRED, 1000, 1_000_000, 1_000_000_000):
        multiple = words.get(float(scale))
        if multiple is None:
            continue
        for value, form in (units | tens).items():
            if value != 1 and not (joins and scale == HUNDRED):
                yield f"{form}{multiple}", Tag("word", value * scale)


def _calendar(said: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    endings = str(said.get("endings", "")).split()
    for kind, section in (("day", "days"), ("month", "months"), ("maybe", "maybe months")):
        for number, forms in enumerate(said.get(section, ()), start=1):
            for form in _spread(str(forms or ""), endings):
                yield form, Tag(kind, float(number))
    for kind in (*_CLOCK, "other"):
        for form in str(said.get(kind, "")).split():
            yield form, Tag(kind, form)
    for number, forms in enumerate(said.get("persian", ()), start=1):
        for form in forms.split():
            yield form, Tag("other", float(number))


@cache
def below(language: str) -> re.Pattern[str]:
    """Match what says that a number is less than zero, without a minus before it."""
    said = stored(language, "numerals")["below"].split(",")
    words = stored(language, "numerals")["minus"].split()
    forms = (re.escape(each.strip()).replace(r"\*", r"\w*") for each in (*said, *words))
    return re.compile(r"(?<!\w)[-−–]\s?\d|" + "|".join(forms), re.IGNORECASE)
