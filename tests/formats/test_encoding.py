"""Files that are no articles: what an editor is told."""

from __future__ import annotations

import pytest

from dragoman.errors import ArticleError
from dragoman.formats import parse, suffixes

_RUSSIAN = "Мост через реку снова открыт. Машины поехали в понедельник."
_ARABIC = "أعيد فتح الجسر فوق النهر يوم الاثنين بعد أسبوع من الأمطار"
_TURKISH = "Köprü pazartesi günü yeniden açıldı ve ilk araçlar geçti, dedi Şahin."


def refused(data: bytes, path: str = "news/a.txt") -> ArticleError:
    """Return the error for these bytes."""
    with pytest.raises(ArticleError) as caught:
        parse(path, data, "en")
    assert caught.value.path == path
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize("path", ["a.ods", "a", "a.md.bak", ".md", "a.txt/b"])
def test_other_formats_name_those_that_can_be_read(path: str) -> None:
    error = refused(b"Text", path)
    assert all(suffix in error.advice for suffix in suffixes())


@pytest.mark.parametrize("path", ["a.TXT", "b/c.d.md", "x.Markdown"])
def test_suffixes_in_any_case(path: str) -> None:
    assert parse(path, b"Text.", "en").path == path


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (_RUSSIAN.encode("cp1251"), "Windows-1251"),
        (_RUSSIAN.encode("koi8-r"), "KOI8-R"),
        (_ARABIC.encode("cp1256"), "Windows-1256"),
        (_TURKISH.encode("cp1254"), "Windows-1254"),
        ("“It is open,” she said.".encode("cp1252"), "Windows-1252"),
        ("Café in Sorvale".encode("latin-1"), "Windows-1252"),
        ("Bridge".encode("utf-16"), "UTF-16"),
        ("Bridge opens".encode("utf-16-le"), "UTF-16"),
        ("Bridge opens".encode("utf-16-be"), "UTF-16"),
        ("Bridge".encode("utf-32"), "UTF-32"),
    ],
)
def test_the_likely_encoding_is_named(data: bytes, name: str) -> None:
    error = refused(data)
    assert name in error.problem
    assert "UTF-8" in error.advice


def test_the_place_of_the_first_wrong_byte_is_named() -> None:
    error = refused(b"Bridge\r\nopens\r\nin Caf\xe9 Sorvale\n")
    assert (error.line, error.excerpt) == (3, "in Café Sorvale")
    assert "byte 21 is 0xe9" in error.problem


def test_a_file_cut_short_is_no_other_encoding() -> None:
    error = refused("Мост".encode()[:-1])
    assert "breaks off" in error.problem


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04abc", "Word"),
        (b"%PDF-1.7\n", "PDF"),
        ("Мост\nText\0".encode(), "byte 13 holds the control character 0x00"),
        (b"Text\x01\x02\x03", "byte 4 holds the control character 0x01"),
        (b"", "nothing"),
        (b"\xef\xbb\xbf", "white space"),
        (" \r\n\t\u00a0\n".encode(), "white space"),
    ],
)
def test_no_text(data: bytes, words: str) -> None:
    assert words in refused(data).problem


def test_a_stray_control_character_is_no_binary() -> None:
    text = "The bridge is open again,\x0c and cars crossed it on Monday.\x1b" * 2
    assert parse("a.txt", text.encode(), "en").segments
