"""From bytes to text, and plain words for a file that is no UTF-8 text."""

from __future__ import annotations

from dragoman.errors import ArticleError
from dragoman.formats.declared import Encoding, declared
from dragoman.patterns import lazily

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a Word document, a spreadsheet or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
)
"""How other kinds of file begin, and what an editor calls them."""

_CONTROL = lazily(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F)).decode("ascii")
"""Control characters, but for white space and ESC, which old terminals' texts hold."""

_SOME = 0.02
"""Share of control characters above which a file is no text."""

_SAVE = "Open it in a text editor, choose “Save as” and the encoding UTF-8, and run this again."
_EXPORT = "Save the article's text as .txt, .md or .html in UTF-8, and give that file."


def decode(path: str, data: bytes) -> str:
    """Return the text of an article, its byte order mark included.

    Raises ArticleError where the file is empty, binary, or neither in UTF-8 nor, as pages may
    be, in the encoding that it says.
    """
    said = of(path, data)
    if said is None:
        refuse_others(path, data)
    text = _utf_8(path, data) if said is None else _decoded(path, data, said)
    _refuse_binary(path, text)
    if not text.strip("\ufeff").strip():
        what = "white space alone" if text else "nothing"
        raise ArticleError(
            f"the file holds {what}",
            path=path,
            advice="Write the article into it, or delete the file.",
        )
    return text


def of(path: str, data: bytes) -> Encoding | None:
    """Return the encoding of an article that is not in UTF-8 and says in which it is.

    A page may say what it likes as long as it is in UTF-8: servers say so, and it is seldom wrong.
    """
    if not path.lower().endswith(_PAGES):
        return None
    said = declared(data)
    if said is None or (said.codec == _WITH_ESCAPES and b"\x1b" in data):
        return said
    try:
        data.decode()
    except UnicodeDecodeError:
        return said
    return None


_PAGES = (".html", ".htm", ".nitf")
_WITH_ESCAPES = "iso2022_jp"
"""In which all is written in bytes that UTF-8 has, too."""


def _utf_8(path: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf_8(path, data, error) from error


def _decoded(path: str, data: bytes, said: Encoding) -> str:
    try:
        text = said.decode(data)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"the page says that it is in “{said.said}”, and is not: "
            f"byte {error.start} is 0x{data[error.start]:02x}",
            path=path,
            line=_line(data[: error.start]),
            advice=_SAVE,
        ) from error
    if said.encode(text) != data:
        raise ArticleError(
            f"the page writes the same letters of “{said.said}” in several ways",
            path=path,
            advice=_SAVE,
        )
    return text


def refuse_others(path: str, data: bytes) -> None:
    """Raise ArticleError for the files of other programs, and for UTF-16 and UTF-32."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ArticleError(f"this is {what}, not text", path=path, advice=_EXPORT)
    wide = _utf_16(data)
    if wide:
        raise ArticleError(
            f"the file is not in UTF-8: it looks like {wide}", path=path, advice=_SAVE
        )


def _refuse_binary(path: str, text: str) -> None:
    place = text.find("\0")
    if place < 0:
        first = _CONTROL.search(text)
        # Of a large file that is full of them no list is made.
        if first is None or sum(map(text.count, _CONTROLS)) <= _SOME * len(text):
            return
        place = first.start()
    raise ArticleError(
        f"this is a binary file, not text: byte {_byte(text, place)} "
        f"holds the control character 0x{ord(text[place]):02x}",
        path=path,
        line=_line(text[:place].encode()),
        advice=_EXPORT,
    )


def _not_utf_8(path: str, data: bytes, error: UnicodeDecodeError) -> ArticleError:
    place = error.start
    found = f"byte {place} is 0x{data[place]:02x}"
    if error.reason == "unexpected end of data" and error.end == len(data):
        return ArticleError(
            f"the file breaks off within a character ({found})",
            path=path,
            line=_line(data[:place]),
            advice="It was not copied whole: fetch it again.",
        )
    start = max(data.rfind(b"\n", 0, place), data.rfind(b"\r", 0, place)) + 1
    encoding, name = _likely(data)
    return ArticleError(
        f"the file is not in UTF-8: {found}; it looks like {name}",
        path=path,
        line=_line(data[:place]),
        excerpt=data[start : place + 40].decode(encoding, "replace").splitlines()[0],
        advice=_SAVE,
    )


def _utf_16(data: bytes) -> str | None:
    """Return the name of the encoding where each character takes two or four bytes."""
    for mark, name in (
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16, which Windows calls “Unicode”"),
        (b"\xfe\xff", "UTF-16 (big endian)"),
    ):
        if data.startswith(mark):
            return name
    sample = data[:1000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 4 and min(even, odd) <= len(sample) // 50:
        return "UTF-16 without a byte order mark"
    return None


def _likely(data: bytes) -> tuple[str, str]:
    """Guess the old 8-bit encoding of a text from which bytes its letters use.

    Where letters beyond ASCII are rare, the text is in a Latin script. Otherwise lower-case
    letters, the most of any Cyrillic text, tell Windows-1251 (0xE0 and up) from KOI8-R (below);
    Arabic and Persian letters lie on both sides.
    """
    high = data.translate(None, _ASCII)
    letters = len(high) + len(data.translate(None, _NO_LETTERS))
    if len(high) < 0.3 * letters or not high:
        turkish = sum(map(high.count, b"\xd0\xdd\xde\xf0\xfd\xfe"))
        if turkish * 4 >= len(high) > 0:
            return "cp1254", "Windows-1254 (Turkish)"
        return "cp1252", "Windows-1252 (Western European)"
    upper_half = len(high.translate(None, _LOWER_HALF)) / len(high)
    if upper_half >= 0.8:
        return "cp1251", "Windows-1251 (Cyrillic)"
    if upper_half <= 0.2:
        return "koi8-r", "KOI8-R (Cyrillic)"
    return "cp1256", "Windows-1256 (Arabic and Persian)"


_ASCII = bytes(range(0xC0))
"""And what stands above it for marks, in all of these encodings."""

_LOWER_HALF = bytes(range(0xE0))
_NO_LETTERS = bytes(byte for byte in range(256) if not bytes((byte,)).isalpha())


def _line(before: bytes) -> int:
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _byte(text: str, place: int) -> int:
    return len(text[:place].encode())
