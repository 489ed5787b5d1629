"""Files that are no articles: what an editor is told."""

from __future__ import annotations

import tracemalloc

import pytest

from dragoman.errors import ArticleError
from dragoman.formats import parse, serialize, suffixes

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


_PAGE = (
    "<!DOCTYPE html>\r\n<html lang=en><head><!-- charset=koi8-r -->{said}"
    "<title>{word}: open again</title></head><body><p>They call it {word}. It is open.</p></body>"
)
_META = '<meta charset="{}">'
_HTTP = "<meta http-equiv='Content-Type' content='text/html; charset={}'>"


@pytest.mark.parametrize(
    ("label", "said", "codec", "word"),
    [
        ("windows-1251", _META, "cp1251", "Мост"),
        ("Windows-1251", _HTTP, "cp1251", "Мост"),
        ("koi8-r", _META, "koi8-r", "Мост"),
        ("iso-8859-5", _META, "iso-8859-5", "Мост"),
        ("ISO-8859-9", _META, "cp1254", "Köprü “Şen”"),
        ("windows-1254", _HTTP, "cp1254", "Köprü Şen"),
        ("windows-1256", _META, "cp1256", "الجسر پل"),
        ("ISO-8859-1", _HTTP, "cp1252", "Café “Pont”"),
        ("latin1", _META, "cp1252", "Café"),
        ("iso-8859-2", _META, "iso-8859-2", "Łódź"),
        ("gb2312", _HTTP, "gb18030", "大桥"),
        ("gb18030", _META, "gb18030", "大桥 €"),
        ("big5", _META, "big5hkscs", "大橋"),
        ("Shift_JIS", _META, "cp932", "大橋 ①"),
        ("euc-jp", _META, "euc_jp", "大橋"),
        ("iso-2022-jp", _META, "iso2022_jp", "大橋"),
        ("euc-kr", _META, "cp949", "다리"),
        ("tis-620", _META, "cp874", "สะพาน"),
        ("windows-1255", _META, "cp1255", "גשר"),
        ("windows-1253", _META, "cp1253", "Γέφυρα"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_says(
    label: str, said: str, codec: str, word: str
) -> None:
    text = _PAGE.format(said=said.format(label), word=word)
    data = text.encode(codec)
    article = parse("a.html", data, "en")
    assert [segment.source for segment in article.segments] == [
        f"{word}: open again",
        f"They call it {word}.",
        "It is open.",
    ]
    assert serialize(article, [None] * 3) == data
    assert serialize(article, [None, None, "Açık → ☃."]).decode(codec).count(word) == 2
    copy = serialize(article, ["Başlık", None, "Yeniden açık."], "tr").decode()
    assert said.format("utf-8") in copy
    assert f"<p>They call it {word}. Yeniden açık.</p>" in copy


@pytest.mark.parametrize(
    ("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]
)
def test_a_page_in_utf_16_is_read_by_its_mark(codec: str, mark: bytes) -> None:
    text = _PAGE.format(said=_META.format("utf-16"), word="Мост")
    data = mark + text.encode(codec)
    article = parse("a.htm", data, "en")
    assert article.segments[0].source == "Мост: open again"
    assert serialize(article, [None] * 3) == data
    assert '<meta charset="utf-8">' in serialize(article, [None] * 3, "ru").decode()


def test_a_prolog_may_say_the_encoding() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Мост.</p></body></html>'
    article = parse("a.html", text.encode("cp1251"), "en")
    assert article.segments[0].source == "Мост."
    assert 'encoding="utf-8"?><html' in serialize(article, [None], "ru").decode()


def test_what_old_tables_lack_stays() -> None:
    data = b'<meta charset="iso-8859-1"><p>Caf\xe9 \x81 bar.</p>'
    article = parse("a.html", data, "en")
    assert serialize(article, [None] * len(article.segments)) == data


def test_a_page_in_utf_8_may_say_what_it_likes() -> None:
    page = '<meta charset="windows-1251"><p>Мост.</p>'
    article = parse("a.html", page.encode(), "en")
    assert article.segments[0].source == "Мост."
    assert serialize(article, [None]) == page.encode()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<p>Caf\xe9.</p>", "it looks like Windows-1252"),
        (b'<meta charset="hex"><p>Caf\xe9.</p>', "it looks like Windows-1252"),
        (b'<meta charset="cp037"><p>Caf\xe9.</p>', "it looks like Windows-1252"),
        (b'<meta charset="shift_jis">\n<p>Caf\xe9.</p>', "the page says that it is in “shift_jis”"),
        ("<p>Мост</p>".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("<p>Мост</p>".encode("utf-32"), "UTF-32"),
    ],
)
def test_a_page_in_no_encoding_that_it_says_is_told(data: bytes, problem: str) -> None:
    assert problem in refused(data, "a.html").problem


@pytest.mark.parametrize("character", ["\0", "\x01"])
def test_a_binary_file_is_refused_in_the_memory_of_its_size(character: str) -> None:
    data = character.encode() * 1_000_000
    tracemalloc.start()
    try:
        error = refused(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.problem.endswith(f"byte 0 holds the control character 0x{ord(character):02x}")
    assert peak < 3 * len(data)


def test_an_old_encoding_is_guessed_in_the_memory_of_the_file() -> None:
    data = _RUSSIAN.encode("cp1251") * 20_000
    tracemalloc.start()
    try:
        error = refused(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "Windows-1251" in error.problem
    assert peak < 3 * len(data)
