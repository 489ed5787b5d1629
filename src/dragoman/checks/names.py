"""Checks of persons' names, which are written in other letters and still sound alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import CYRILLIC, LATIN, script
from dragoman.facts import sound
from dragoman.facts.persons import Person
from dragoman.languages import record

TELLING = 4
"""Consonants of a last name that hardly any other word happens to have in their order."""


def check_name_missing(pair: Pair) -> Iterator[str]:
    """Find persons whose name is not heard in the target, in whatever letters.

    Persons are known by a given name, by a title before them, by a verb of saying after them, or by
    two capitals in a row that are no words of institutions. The last name must be heard.
    """
    if not pair.from_english:
        return
    persons = pair.given.persons
    if not persons:
        return
    among = sound.sounds(pair.made.prose, pair.target_language)
    if among is None:
        return
    for person in persons:
        if not (_heard(person, among, pair) or _apart(person, pair) or person.doubtful):
            yield f"{person.name} is in the source and not in the target"


def _apart(person: Person, pair: Pair) -> bool:
    """Whether a name is written as two words where the source has one, or the reverse."""
    parts = person.name.split()
    together = sound.joined(pair.made.prose, pair.target_language)
    if any(sound.exactly(part, together) for part in person.parts):
        return True
    among = sound.sounds(pair.made.prose, pair.target_language)
    return len(parts) == 2 and among is not None and sound.exactly("".join(parts), among)


def _heard(person: Person, among: sound.Sounds, pair: Pair) -> bool:
    parts = person.parts or re.split(r"[\s-]", person.name)
    if any(sound.heard(part, among) for part in parts):
        return True
    if person.last.replace("’", "'") in pair.target.replace("’", "'"):
        return True
    if person.full and len(sound.latin(person.last)) < TELLING:
        return _by_given_name(person.name, among, pair)
    target = pair.made.prose.lower()
    return any(alias in target for alias in person.aliases)


def _by_given_name(name: str, among: sound.Sounds, pair: Pair) -> bool:
    """Whether a target calls a person by the given name alone, in a script with capitals."""
    given = name.split()[0]
    if script(pair.target_language) not in (LATIN, CYRILLIC) or not sound.heard(given, among):
        return False
    words = sound.WORD.findall(pair.made.prose)
    for word, following in zip(words, [*words[1:], ""], strict=True):
        heard = sound.sounds(word, pair.target_language) or frozenset()
        if sound.heard(given, heard) and not following[:1].isupper():
            return True
    return False


def renderings(pair: Pair) -> dict[str, str]:
    """Return for each person that the source names in full how the target writes the last name.

    Persons whose last name is not heard in exactly one word are left out.
    """
    persons = pair.given.persons if pair.from_english else ()
    found: dict[str, str] = {}
    for name in (person.name for person in persons if person.full):
        last = name.split()[-1]
        own = sound.latin(last)
        if len(own) <= sound.SHORTEST:
            continue
        words = sound.WORD.findall(pair.made.prose.replace("\u200c", " "))
        bare = dict.fromkeys(_bare(word, pair.target_language, last) for word in words)
        far = {word: _distance(own, word, pair.target_language) for word in bare}
        nearest = min(far.values(), default=2)
        alike = [word for word, distance in far.items() if distance == nearest]
        if len(alike) == 1 and nearest < 2:
            found[name] = alike[0]
    return found


def _distance(own: str, word: str, language: str) -> int:
    """Return by how many consonants a word differs from a name, its ending left out."""
    heard = [each for each, _ in sound.sounds(word, language) or ()]
    cut = (each[: len(own) + more] for each in heard if each[:1] == own[:1] for more in (-1, 0))
    return min((Levenshtein.distance(own, each) for each in cut), default=len(own))


def _bare(word: str, language: str, name: str) -> str:
    """Return a word without what Turkish puts after an apostrophe, and Arabic before a word.

    A name may begin like an Arabic prefix: و of ويلسون is no “and”.
    """
    if record(language).proclitics:
        return word if name[0] in "BCFKLPQW" else sound.PREFIX.sub("", word)
    return re.split("['’]", word)[0] if script(language) == LATIN else word
