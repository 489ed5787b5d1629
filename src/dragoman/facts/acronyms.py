"""Acronyms of an English sentence, and what stands for them in other languages."""

from __future__ import annotations

import re
from functools import cache

from dragoman.facts.folding import folded
from dragoman.facts.stored import stored
from dragoman.patterns import lazily

_ACRONYM = lazily(r"(?<![\w.&-])(?:[A-Z]{2,6}s?|(?:[A-Z]\.){2,5})(?![\w&-])")


_SHOUTED = lazily(r"\b[A-Z]{2,20}(?: [A-Z]{2,20}){2,20}\b")
"""Three words and more in capitals: it is ordered."""

_TWO_CAPITALS = lazily(r"[A-Z][A-Z.]")


def acronyms(text: str) -> tuple[str, ...]:
    """Return the acronyms of a text, without dots; none of a text all in capitals."""
    if _TWO_CAPITALS.search(text) is None or text.isupper():
        return ()
    shouted = {word for words in _SHOUTED.findall(text) for word in words.split()}
    found = (match[0].replace(".", "") for match in _ACRONYM.finditer(text))
    return tuple(dict.fromkeys(each for each in found if each not in shouted))


def known(acronym: str, language: str) -> bool:
    """Whether it is known what stands for an acronym in a language."""
    return language in _data().get(acronym, {})


def named(acronym: str, text: str, language: str) -> bool:
    """Whether a text has the acronym, or what stands for it."""
    if acronym in text.replace(".", ""):
        return True
    flat = _DOTS.sub("", folded(text, language))
    spelled = _letter_by_letter(acronym, language)
    if spelled is not None and spelled.search(flat) is not None:
        return True
    forms = _data()[acronym][language].split()
    joined = flat.replace(" ", "")
    if any(len(form) >= LONG and form in joined for form in forms):
        return True
    return any(_begins(folded(form, language)).search(flat) is not None for form in forms)


_DOTS = lazily(r"(?<=(?<!\w)\w)\.(?=\w\.)|(?<=(?<!\w)\w\.\w)\.")
"""The dots of an acronym: B.M."""

LONG = 5
"""Letters of a form that is also found where the text has spaces in it."""


@cache
def _begins(form: str) -> re.Pattern[str]:
    """Match a word that begins with a form; an Arabic one may have a prefix."""
    words = re.escape(form).replace("_", " ")
    short = len(form) < 4 and form.isascii() is False
    end = r"(?:['’\w]{0,4})(?!\w)" if short else ""
    return re.compile(rf"(?<!\w)(?:[وفبلك]{{0,2}}(?:ال|ل)?)?{words}{end}")


@cache
def _letter_by_letter(acronym: str, language: str) -> re.Pattern[str] | None:
    """Match the English names of an acronym's letters, as a language writes them: سي دي سي."""
    letters: dict[str, str] | None = stored(language, "letters")
    if letters is None or not all(letter in letters for letter in acronym):
        return None
    names = (
        "|".join(re.escape(folded(name, language)) for name in str(letters[letter]).split())
        for letter in acronym
    )
    return re.compile(r"[\s-]?".join(f"(?:{each})" for each in names))


@cache
def _data() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = stored("en", "acronyms")
    return {str(name): forms for name, forms in found.items()}
