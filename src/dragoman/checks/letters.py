"""Checks of letters and marks that look right and are those of another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import CYRILLIC, LATIN

_FOREIGN = {
    "fa": re.compile("[\u064a\u0643\u0649\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc]"),
    "ar": re.compile("[\u06cc\u06a9\ufb50-\ufdcf\ufe70-\ufefc]"),
    "tr": re.compile("[iI]\u0307"),
    "az": re.compile("[iI]\u0307"),
}
"""For a language the letters that only look like its own."""

_INSTEAD = {
    "\u064a": "Arabic yeh ي instead of Persian ی",
    "\u0649": "Arabic alef maksura ى instead of Persian ی",
    "\u0643": "Arabic kaf ك instead of Persian ک",
    "\u06cc": "Persian yeh ی instead of Arabic ي or ى",
    "\u06a9": "Persian kaf ک instead of Arabic ك",
    "i\u0307": "i with a dot above it instead of i",
    "I\u0307": "I with a dot above it instead of İ",
}


def check_script(pair: Pair) -> Iterator[str]:
    """Find letters of a sister language, and forms that are for display only."""
    if pair.target_language == "tr":
        yield from _without_marks(pair)
    pattern = _FOREIGN.get(pair.target_language)
    if pattern is None:
        return
    found = pattern.findall(pair.target)
    for letter in dict.fromkeys(found):
        if letter not in pair.source:
            said = _INSTEAD.get(letter, f"the form {letter} (U+{ord(letter[0]):04X}) for display")
            yield f"{said}, {found.count(letter)} ×"


_TURKISH = re.compile("[çğıöşüÇĞİÖŞÜ]")
_BARE = frozenset(
    {"icin", "degil", "gore", "olacagi", "oldugu", "oldugunu", "soyledi", "kisi", "bircok", "dunya"}
    | {"ulke", "ulkenin", "turkiye", "baskan", "baskani", "universite", "bolge", "uzerine", "dort"}
    | {
        "guvenlik",
        "saglik",
        "cocuk",
        "buyuk",
        "kucuk",
        "yuksek",
        "dusuk",
        "guclu",
        "bugun",
        "yarin",
    }
    | {
        "sonrasi",
        "acikladi",
        "calisma",
        "kadin",
        "insanlar",
        "hukumet",
        "muduru",
        "mudur",
        "sirket",
    }
    | {"savas", "baris", "secim", "gorusme", "ayni", "yalniz", "cunku", "yil", "gun", "uc", "cok"}
    | {"yapti", "geldi", "cikti", "arasinda", "tarafindan", "sehir", "koy", "kopru", "dis", "ic"}
)
"""Turkish words without their marks."""

SEEN = 2
"""Such words from which on a text lacks them."""


def _without_marks(pair: Pair) -> Iterator[str]:
    """Find Turkish text whose letters have lost their marks: `icin` for `için`."""
    if _TURKISH.search(pair.target) is not None:
        return
    found = [word for word in pair.made.words if word in _BARE and word not in pair.given.words]
    if len(found) >= SEEN:
        yield f"Turkish letters without their marks: “{found[0]}”"


_LANGUAGES = frozenset({"ar", "fa", "ur", "ps", "ckb"})
_TOUCHING = re.compile(rf"[{LATIN}][{CYRILLIC}]|[{CYRILLIC}][{LATIN}]")
_MIXED = re.compile(rf"\w*(?:{_TOUCHING.pattern})\w*")


def check_mixed_script(pair: Pair) -> Iterator[str]:
    """Find words with both Latin and Cyrillic letters."""
    if pair.target_language in _LANGUAGES or _TOUCHING.search(pair.target) is None:
        return
    for word in dict.fromkeys(_MIXED.findall(pair.made.prose)):
        if word not in pair.source:
            yield f"“{word}” has Latin and Cyrillic letters"


_ARABIC_LETTER = "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u200c"
_LATIN_MARK = re.compile(
    rf"(?<=[{_ARABIC_LETTER}»)\"])\s?([,;?])(?=\s|$|[{_ARABIC_LETTER}«\"»)!?])"
    rf"|([,;?])(?=\s+[{_ARABIC_LETTER}«])"
)
_OWN = {",": "،", ";": "؛", "?": "؟"}


def check_marks(pair: Pair) -> Iterator[str]:
    """Find Latin commas, semicolons and question marks in Arabic script."""
    if pair.target_language not in _LANGUAGES:
        return
    found = (match[1] or match[2] for match in _LATIN_MARK.finditer(pair.made.prose))
    for mark in dict.fromkeys(found):
        yield f"“{mark}” instead of “{_OWN[mark]}”"
