"""Word documents as documents for the site."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import Any

import mammoth
from lxml.etree import LxmlError

from dragoman import inline
from dragoman.errors import ArticleError
from dragoman.model import Syntax, one_line
from dragoman.site.document import Document, Facts, Hints
from dragoman.site.from_markdown import shortened
from dragoman.site.headings import identified

_TITLE = re.compile(r"\A\s*<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>([^<]*+(?:<(?!/?p>)[^<]*+)*+)</p>")
_TABLE = re.compile(r"<table>[^<]*+(?:<(?!/?table>)[^<]*+)*+</table>")
_SCRIPT = re.compile(r"""\shref=["']\s*(?:javascript|data|vbscript):[^"']*["']""", re.IGNORECASE)


def from_word(path: str, data: bytes, hints: Hints) -> Document:
    """Return the document of a Word file: text, headings, lists, tables, links and pictures.

    The title is the heading that it begins with, else the first words. Raises ArticleError.
    """
    pictures: dict[str, bytes] = {}
    stem = PurePosixPath(path).name

    def picture(image: Any) -> dict[str, str]:
        with image.open() as file:
            content = file.read()
        kind = re.sub(r"[^a-z0-9]", "", (image.content_type or "").partition("/")[2].lower())
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{kind or 'png'}"
        pictures[name] = content
        return {"src": name}

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(picture)
        )
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError, LxmlError) as error:
        raise ArticleError(
            f"no page can be made of this Word document ({error})",
            path=path,
            advice="Open it in Word or LibreOffice and save it again as .docx.",
        ) from None
    body = _SCRIPT.sub("", str(made.value))
    for line in (line for note in hints.notes for line in note.split("\n")):
        body = body.replace(f"<p>{html.escape(line, quote=False)}</p>", "", 1)
    match = _TITLE.match(body)
    title = _words(match[2]) if match else ""
    if match and title:
        body = body[match.end() :]
    words = next(filter(None, (_words(each[1]) for each in _PARAGRAPH.finditer(body))), "")
    facts = Facts(title or shortened(words, 80) or stem, description=shortened(words))
    body = _TABLE.sub(
        lambda table: f'<div class="wide" tabindex="0" role="group">{table[0]}</div>', body
    )
    body, ids = identified(body, hints.headings)
    return Document(facts, body.strip(), ids, pictures)


def _words(text: str) -> str:
    return one_line(html.unescape(inline.plain(text, Syntax.HTML)))
