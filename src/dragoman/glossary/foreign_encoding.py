"""Text of tables in other encodings than UTF-8, as spreadsheets of earlier years save them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from dragoman import languages
from dragoman.errors import GlossaryError
from dragoman.patterns import lazily

_CYRILLIC = lazily(r"[Ѐ-ӿ№«»–—]")
_ARABIC = lazily(r"[\u060c-\u06ff\u200c«»–—]")

_CENTRAL = lazily(r"[áäąâăčćďđéěëęíîľĺňńóöőôřŕśšşťţúůüűýźžżłß«»–—„“”’]", re.IGNORECASE)
_WESTERN = (
    *("ca", "da", "de", "es", "fi", "fr", "gl", "is", "it", "nb", "nl", "nn", "no", "pt", "sv"),
)

_OLD = (
    ("cp1256", "Windows-1256", ("ar", "fa", "ur"), _ARABIC),
    ("cp1255", "Windows-1255", ("he",), lazily(r"[\u05b0-\u05f4–—]")),
    ("cp1254", "Windows-1254", ("tr", "az"), lazily(r"[çğıöşüÇĞİÖŞÜâîû«»–—’]")),
    ("cp1253", "Windows-1253", ("el",), lazily(r"[\u0370-\u03ff«»–—]")),
    ("cp1250", "Windows-1250", ("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl"), _CENTRAL),
    ("cp1251", "Windows-1251", ("ru", "uk", "be", "bg", "sr", "mk"), _CYRILLIC),
    ("cp1252", "Windows-1252", _WESTERN, lazily(r"[À-ÖØ-öø-ÿŒœŸŠšŽž«»–—‘’“”„…°§ªº¿¡]")),
)
"""Encoding, its name, the languages it was used for, and what they have in it beyond ASCII.

Where several fit, the first is meant: the bytes of those above are letters below, too.
"""

_LATIN = frozenset(("cp1250", "cp1252", "cp1254"))

_MIXED = lazily(r"(?<=[A-Za-z])[^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f](?=[A-Za-z])")
"""A letter that is not ASCII beside one that is."""

_ENOUGH = 0.9
"""Share of what is not ASCII that must be letters or marks of the language."""


def decode(data: bytes, path: str, locales: Sequence[str]) -> tuple[str, str]:
    """Return the text, and the name of its encoding if that is not UTF-8.

    `locales` are those that it may be in. Raises `GlossaryError` where none fits.
    """
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), "UTF-16"
    zeros = data[:1000].count(0)
    if zeros > len(data[:1000]) // 8:
        even = data[:1000:2].count(0)
        return data.decode("utf-16-be" if even > zeros / 2 else "utf-16-le", "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        wrong = error
    spoken = {languages.language(locale) for locale in locales}
    found = [
        (_share(data, encoding, letters), encoding, name)
        for encoding, name, used, letters in _OLD
        if spoken.intersection(used)
    ]
    share, encoding, name = max(found, key=lambda each: each[0], default=(0.0, "", ""))
    if share >= _ENOUGH:
        return data.decode(encoding, "replace"), name
    raise GlossaryError(
        f"the file is not UTF-8 text: byte {wrong.start} is wrong",
        path=path,
        line=data.count(b"\n", 0, wrong.start) + 1,
        advice="Save it as UTF-8: in Excel as “CSV UTF-8”.",
    )


def _share(data: bytes, encoding: str, letters: re.Pattern[str]) -> float:
    """Return how much of what is not ASCII is of the language, from 0 to 1.

    A letter of another script within a Latin word is not.
    """
    text = data.decode(encoding, "replace")
    high = "".join(character for character in text if character > "\x7f")
    mixed = 0 if encoding in _LATIN else len(_MIXED.findall(text))
    return (len(letters.findall(high)) - mixed) / len(high)
