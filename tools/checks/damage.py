"""Damage good translations in the ways in which machines and slips of the hand do.

Each kind of damage is a function of a source, its translation, a language and a source of chance.
It returns the two texts with the damage done, or nothing where there is nothing to damage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

Damaged = tuple[str, str] | None

NUMBERS = frozenset(
    {"number_missing", "number_added", "number_spelled", "clock", "magnitude", "date", "unit"}
)
LENGTH = frozenset({"truncated_length"})
LATIN = frozenset({"untranslated", "latin_run", "latin_word"})
QUOTES = frozenset({"quotes_unbalanced", "quotes_lost"})
CIRCLES = frozenset({"loop", "stutter", "repeat"})
SCRIPT = frozenset({"script", "mixed_script", "marks"})

_DIGITS = re.compile(r"\d+(?:[.,٫٬:\u00a0 ]\d+)*")
_TO_ASCII = {base + digit: str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}
_RTL = frozenset({"ar", "fa"})


@dataclass(frozen=True)
class Damage:
    """A kind of damage, and the checks of which one should find it."""

    name: str
    checks: frozenset[str]
    do: Callable[[str, str, str, random.Random], Damaged]


def _shared(source: str, target: str, least: int = 1) -> list[re.Match[str]]:
    """Return the numbers of the target whose figures the source has as well, once each."""

    def figures(text: str) -> str:
        return re.sub(r"\D", "", text.translate(_TO_ASCII))

    given = [figures(each[0]) for each in _DIGITS.finditer(source)]
    found = [each for each in _DIGITS.finditer(target) if len(figures(each[0])) >= least]
    own = [figures(each[0]) for each in found]
    return [
        each
        for each, key in zip(found, own, strict=True)
        if given.count(key) == 1 and own.count(key) == 1
    ]


def _replace(text: str, match: re.Match[str], by: str) -> str:
    return text[: match.start()] + by + text[match.end() :]


def drop_number(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out a number."""
    found = _shared(source, target)
    if not found:
        return None
    return source, re.sub(r" {2,}", " ", _replace(target, chance.choice(found), ""))


def change_digit(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write another figure."""
    found = _shared(source, target)
    if not found:
        return None
    match = chance.choice(found)
    places = [n for n, char in enumerate(match[0]) if char.isdigit()]
    place = chance.choice(places)
    old = match[0][place]
    new = chr(ord(old) + (1 if int(old) < 9 else -1))
    return source, _replace(target, match, match[0][:place] + new + match[0][place + 1 :])


def swap_digits(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Turn two neighbouring figures round."""
    found = [
        (match, place)
        for match in _shared(source, target, 2)
        for place in range(len(match[0]) - 1)
        if match[0][place : place + 2].isdigit() and match[0][place] != match[0][place + 1]
    ]
    if not found:
        return None
    match, n = chance.choice(found)
    text = match[0]
    return source, _replace(target, match, text[:n] + text[n + 1] + text[n] + text[n + 2 :])


def reverse_groups(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write the groups of a large number from the last to the first."""
    if language not in _RTL:
        return None
    match = re.search(r"(?<!\d)\d{1,3}(?:,\d{3})+(?![\d.])", source)
    if match is None:
        return None
    groups = match[0].split(",")
    figures = "".join(groups)
    own = next(
        (
            each
            for each in _shared(source, target)
            if re.sub(r"\D", "", each[0].translate(_TO_ASCII)) == figures
        ),
        None,
    )
    if own is None or groups == groups[::-1]:
        return None
    return source, _replace(target, own, " ".join(groups[::-1]))


def lose_last_third(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Stop after two thirds of the words."""
    return _cut(source, target, 2 / 3)


def lose_half(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Stop after half of the words."""
    return _cut(source, target, 1 / 2)


def _cut(source: str, target: str, share: float) -> Damaged:
    words = target.split(" ")
    if len(words) < 6:
        return None
    kept = " ".join(words[: round(len(words) * share)]).rstrip(" ,،;:-–—")
    mark = target[-1] if not target[-1].isalnum() else ""
    return source, kept + mark  # so that the length alone tells


def lose_sentence(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out the last of several sentences."""
    parts = re.split(r"(?<=[.!?؟۔])\s+(?=\S{3})", target)
    if len(parts) < 2 or len(re.findall(r"[.!?](?:\s|$)", source)) < 2 or len(parts[-1]) < 20:
        return None
    return source, " ".join(parts[:-1])


def repeat_word(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write a word three times."""
    words = target.split(" ")
    places = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not places:
        return None
    n = chance.choice(places)
    return source, " ".join([*words[:n], words[n], words[n], *words[n:]])


def repeat_phrase(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write three words twice."""
    words = target.split(" ")
    if len(words) < 6:
        return None
    n = chance.randrange(len(words) - 4)
    return source, " ".join([*words[: n + 3], *words[n:]])


def run_in_circles(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write a phrase over and over."""
    words = target.split(" ")
    if len(words) < 6:
        return None
    n = chance.randrange(len(words) - 4)
    phrase = words[n : n + chance.choice((2, 3, 4))]
    return source, " ".join([*words[:n], *phrase * 5])


def leave_all(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave the whole text in English."""
    return source, source


def leave_half(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave the second half in English."""
    given, made = source.split(" "), target.split(" ")
    if len(given) < 8:
        return None
    return source, " ".join([*made[: len(made) // 2], *given[len(given) // 2 :]])


def leave_word(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave a word in English."""
    own = set(target.lower().split())
    words = [
        word for word in re.findall(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", source) if word not in own
    ]
    made = target.split(" ")
    if not words or len(made) < 4:
        return None
    n = chance.randrange(1, len(made) - 1)
    return source, " ".join([*made[:n], chance.choice(words), *made[n + 1 :]])


def lose_closing_quote(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out a closing quotation mark."""
    closing = list(re.finditer(r"[»”]|(?<=\S)\"(?!\w)", target))
    if not closing or not re.search(r"[\"“”]", source):
        return None
    return source, _replace(target, closing[-1], "")


def lose_quotes(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out all quotation marks."""
    if not re.search(r"[«»“”\"]", target) or len(re.findall(r"[\"“”]", source)) < 2:
        return None
    return source, re.sub(r"[«»“”„\"]", "", target)


def lose_bracket(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out a closing bracket."""
    found = list(re.finditer(r"[)\]]", target))
    if not found or "(" not in source:
        return None
    return source, _replace(target, chance.choice(found), "")


def lose_brackets(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out all brackets."""
    if not re.search(r"[()\[\]]", target) or "(" not in source:
        return None
    return source, re.sub(r"[()\[\]]", "", target)


def lose_final_mark(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Leave out the final mark."""
    if source[-1] not in ".!?" or target[-1] not in ".!?؟۔":
        return None
    return source, target.rstrip(".!?؟۔")


def wrong_letters(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write a yeh or kaf of the other language."""
    pairs = {"fa": {"ی": "ي", "ک": "ك"}, "ar": {"ي": "ی", "ك": "ک"}}.get(language)
    if pairs is None:
        return None
    places = [n for n, char in enumerate(target) if char in pairs]
    if not places:
        return None
    n = chance.choice(places)
    return source, target[:n] + pairs[target[n]] + target[n + 1 :]


_ALIKE = {
    "ru": dict(zip("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX", strict=True)),
    "tr": dict(zip("aeopcyxABEKMHOPCTX", "аеорсухАВЕКМНОРСТХ", strict=True)),
}


def look_alikes(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write a letter of another script that looks the same."""
    pairs = _ALIKE.get(language)
    if pairs is None:
        return None
    places = [
        n
        for n in range(1, len(target) - 1)
        if target[n] in pairs and target[n - 1].isalpha() and target[n + 1].isalpha()
    ]
    if not places:
        return None
    n = chance.choice(places)
    return source, target[:n] + pairs[target[n]] + target[n + 1 :]


def ascii_comma(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write a Latin comma in Arabic script."""
    if language not in _RTL or "،" not in target:
        return None
    return source, target.replace("،", ",", 1)


def damage_url(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Lose a character of a web address."""
    url = "https://example.org/news/2027/flood-map.html"
    n = chance.randrange(9, len(url) - 1)
    return f"{source} {url}", f"{target} {url[:n]}{url[n + 1 :]}"


_NEGATED = re.compile(r"\b(?:not|never|cannot)\b|n[’']t\b", re.IGNORECASE)
_OTHER_NEGATION = re.compile(
    r"\b(?:no|nor|neither|none|nobody|nothing|nowhere|without|un\w+|non|hardly|lacks?|"
    r"fail\w*|refus\w*|dis\w+|illegal|im\w{5,}|in\w*ly|abnormal\w*|ban|prevent\w*|avoid\w*)\b",
    re.IGNORECASE,
)
_NOT: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ru": ((re.compile(r"\b[Нн]е\s+"), ""), (re.compile(r"\b[Нн]ет\b"), "есть")),
    "fa": (
        (re.compile(r"(?<!\w)نمی"), "می"),
        (re.compile(r"(?<!\w)نیست"), "هست"),
        (
            re.compile(r"(?<!\w)ن(?=بود|شد|کرد|داشت|دارد|دار|خواه|شو|کن|باش|داد|توان|گرف|رس|یاف)"),
            "",
        ),
    ),
    "tr": (
        (re.compile(r"\s+değil\w*"), "dir"),
        (re.compile(r"(?<=\w)m[ıiuü]yor"), "ıyor"),
        (
            re.compile(r"(?<=\w)m[ae](?=d[ıi]|m[ıi]ş|yacak|yecek|yan|yen|dan |den |z\b|zlar|zler)"),
            "",
        ),
    ),
    "ar": ((re.compile(r"(?<!\w)([وف]?)(?:لا|لم|لن|ليس|ليست|لست|ليسوا|عدم|غير)\s+"), r"\1"),),
}


def lose_negation(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Say the opposite: leave out the negation, where the source has one that is plain."""
    if len(_NEGATED.findall(source)) != 1 or _OTHER_NEGATION.search(source):
        return None
    for pattern, by in _NOT.get(language, ()):
        if len(pattern.findall(target)) == 1:
            return source, pattern.sub(by, target)
    return None


_YES: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "ru": ((re.compile(r"\b(?=[а-яё]{3,}(?:л[аои]|л[ао]?сь|лся|лись|[ая]ет|ит|ют)\b)"), "не "),),
    "fa": (
        (re.compile(r"(?<!\w)می(?=[\u200c\s]?\w)"), "نمی"),
        (re.compile(r"(?<!\w)است(?!\w)"), "نیست"),
        (re.compile(r"(?<!\w)(?=(?:کرد|شد|بود|داد|داشت|گرفت|رسید|توان)(?:ند|م|یم)?(?!\w))"), "ن"),
    ),
    "tr": (
        (re.compile(r"(?<=\w[aıou])(?:dı|du|tı|tu)(?=[.,;])"), "madı"),
        (re.compile(r"(?<=[rlnktş])(?:dı|du|tı|tu)(?=[.,;])"), "madı"),
        (re.compile(r"(?<=[rlnktş])(?:di|dü|ti|tü)(?=[.,;])"), "medi"),
        (re.compile(r"(?:dır|tır|dur|tur|dir|tir)(?=[.,;])"), " değildir"),
        (re.compile(r"(?<=\w)[ıiuü]yor(?=[.,;])"), "miyor"),
    ),
    "ar": (
        (re.compile(r"(?<![\w])(?:كان|كانت) "), "لم يكن "),
        (re.compile(r"(?<!(?:لا|لم|لن|أن) )(?<![\w])(?=[يت]\w{3,} )"), "لا "),
    ),
}  # fmt: skip


def add_negation(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Say the opposite: put in a negation, where the source has none that is plain."""
    if _NEGATED.search(source) or re.search(r"\b(?:no|nor|neither|none|nobody|nothing)\b", source):
        return None
    for pattern, by in _YES.get(language, ()):
        found = [*pattern.finditer(target)]
        if found:
            match = chance.choice(found)
            return source, target[: match.start()] + by + target[match.end() :]
    return None


_MONTHS = {
    "ru": (("январ", "феврал"), ("март", "апрел"), ("сентябр", "октябр"), ("ноябр", "декабр"),
           ("июн", "июл"), ("август", "сентябр")),
    "fa": (("ژانویه", "فوریه"), ("مارس", "آوریل"), ("سپتامبر", "اکتبر"), ("نوامبر", "دسامبر"),
           ("ژوئن", "ژوئیه"), ("آگوست", "سپتامبر"), ("اوت", "سپتامبر")),
    "tr": (("Ocak", "Şubat"), ("Mart", "Nisan"), ("Eylül", "Ekim"), ("Kasım", "Aralık"),
           ("Haziran", "Temmuz"), ("Ağustos", "Eylül")),
    "ar": (("يناير", "فبراير"), ("مارس", "أبريل"), ("سبتمبر", "أكتوبر"), ("نوفمبر", "ديسمبر"),
           ("يونيو", "يوليو"), ("أغسطس", "سبتمبر"),
           ("كانون الثاني", "شباط"), ("آذار", "نيسان"), ("حزيران", "تموز"),
           ("أيلول", "تشرين الأول"), ("تشرين الثاني", "كانون الأول")),
}  # fmt: skip
_ENGLISH_MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)


def swap_month(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Write the name of another month."""
    if len(_ENGLISH_MONTH.findall(source)) != 1:
        return None
    for one, other in _MONTHS.get(language, ()):
        for old, new in ((one, other), (other, one)):
            if old in target:
                return source, target.replace(old, new)
    return None


_PERSON = re.compile(
    r"(?:(?<=Dr\. )|(?<=President )|(?<=said )|(?<=says )|(?<=Minister )|(?<=, )|(?<=^))"
    r"[A-Z][a-z]{2,} [A-Z][a-z]{2,}(?= (?:said|says|told|added|was|has|had|who|won|is)\b|,|\.)"
)
_OTHERS = ("Robert Kowalczyk", "Maria Lindqvist", "Peter Abernathy", "Helen Fitzgerald")


def other_person(source: str, target: str, language: str, chance: random.Random) -> Damaged:
    """Speak of another person than the source does."""
    if not _PERSON.search(source):
        return None
    return _PERSON.sub(chance.choice(_OTHERS), source, count=1), target


DAMAGES: tuple[Damage, ...] = (
    Damage("drop number", NUMBERS, drop_number),
    Damage("change digit", NUMBERS, change_digit),
    Damage("swap digits", NUMBERS, swap_digits),
    Damage("reverse groups", frozenset({"digits_reversed"}), reverse_groups),
    Damage("lose last third", LENGTH, lose_last_third),
    Damage("lose half", LENGTH, lose_half),
    Damage("lose sentence", LENGTH, lose_sentence),
    Damage("repeat word", CIRCLES, repeat_word),
    Damage("repeat phrase", CIRCLES, repeat_phrase),
    Damage("loop", frozenset({"loop"}), run_in_circles),
    Damage("all English", frozenset({"untranslated"}), leave_all),
    Damage("half English", LATIN, leave_half),
    Damage("a word English", LATIN, leave_word),
    Damage("closing quote", QUOTES, lose_closing_quote),
    Damage("all quotes", frozenset({"quotes_lost"}), lose_quotes),
    Damage("a bracket", frozenset({"brackets"}), lose_bracket),
    Damage("all brackets", frozenset({"brackets"}), lose_brackets),
    Damage("final mark", frozenset({"terminal"}), lose_final_mark),
    Damage("yeh and kaf", SCRIPT, wrong_letters),
    Damage("look-alikes", SCRIPT, look_alikes),
    Damage("ASCII comma", SCRIPT, ascii_comma),
    Damage("web address", frozenset({"verbatim"}), damage_url),
    Damage("negation", frozenset({"negation"}), lose_negation),
    Damage("negation put in", frozenset({"negation"}), add_negation),
    Damage("a person", frozenset({"name_missing"}), other_person),
    Damage("month", frozenset({"date"}), swap_month),
)
