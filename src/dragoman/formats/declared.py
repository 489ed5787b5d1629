"""The encoding that a page of HTML says it is in.

Browsers know an encoding by many names, and some of these mean another one than they say: a page
in “ISO-8859-1” is read as Windows-1252, since nobody who wrote it knew the difference.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from dragoman.patterns import lazily

_WITHIN = 8192
"""Bytes at the beginning of a page in which it may say its encoding."""

_META = lazily(
    rb"<!--.*?(?:-->|\Z)|<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|\A\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"']\s*([\w.:-]+)",
    re.DOTALL | re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDER = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-big5": "big5hkscs",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "visual": "iso8859-8",
    "logical": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "windows-31j": "cp932",
    "unicode": "utf-16",
}
"""What browsers read instead of an encoding, by Python's name of it or by their own."""

_SEVERAL = frozenset(("gb18030", "cp932", "cp949", "big5hkscs", "euc_jp", "iso2022_jp"))
"""Encodings in which a character may take several bytes."""

_SINGLE = lazily(r"cp\d+|iso8859-\d+|koi8-[ru]|mac[_-]\w+|kz1048|hp-roman8|ptcp154")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding other than UTF-8."""

    said: str
    """What the page calls it."""

    codec: str
    """What Python calls it."""

    def decode(self, data: bytes) -> str:
        """Read a page. Raises UnicodeError where it is not in the encoding."""
        table = _table(self.codec)
        if table is not None:
            return codecs.charmap_decode(data, "strict", table)[0]
        return data.decode(self.codec)

    def encode(self, text: str) -> bytes:
        """Write a page; what the encoding lacks is written as a character reference."""
        table = _table(self.codec)
        if table is not None:
            wanted = codecs.charmap_build(table)
            return codecs.charmap_encode(text, "xmlcharrefreplace", wanted)[0]
        return text.encode(self.codec, "xmlcharrefreplace")


@cache
def _table(codec: str) -> str | None:
    """Return what each byte means in an encoding of single bytes.

    Old tables leave gaps, which browsers fill with control characters.
    """
    if codec in _SEVERAL or codec.startswith("utf-16"):
        return None
    meant = (bytes((byte,)).decode(codec, "ignore") or chr(byte) for byte in range(256))
    return "".join(meant)


def declared(data: bytes) -> Encoding | None:
    """Return the encoding that a page says it is in; `None` for UTF-8 and where it says none."""
    for mark, codec in _MARKS:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return Encoding("UTF-16", codec)
    for match in _META.finditer(data, 0, _WITHIN):
        label = (match[1] or match[2] or b"").decode("ascii", "ignore").lower()
        if label:
            return _named(label)
    return None


def _named(label: str) -> Encoding | None:
    name = label
    if label not in _WIDER:
        try:
            name = codecs.lookup(label).name
        except LookupError:
            return None
    codec = _WIDER.get(name, name)
    if codec in _SEVERAL:
        return Encoding(label, codec)
    # What mainframes wrote is in another order, and no page.
    plain = _SINGLE.fullmatch(codec) and b"<Aa1>".decode(codec, "ignore") == "<Aa1>"
    return Encoding(label, codec) if plain else None
