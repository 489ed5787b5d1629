"""Word documents made of their XML, for tests of what python-docx cannot make."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CORE = (
    "<cp:coreProperties "
    f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def run(text: str, look: str = "") -> str:
    """A run of text."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{own}{content if content.startswith('<') else run(content)}</w:p>"


def field(instruction: str, result: str) -> str:
    """A field, as five runs."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{said}{mark('separate')}{run(result)}{mark('end')}"


def story(tag: str, content: str) -> str:
    """The XML of a part."""
    return f"<w:{tag} {SPACES}>{content}</w:{tag}>"


def relations(*entries: tuple[str, str, str]) -> str:
    """A part of relationships: ids, kinds, targets."""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def document(
    body: str,
    parts: Mapping[str, tuple[str, str]] | None = None,
    *,
    main: str = "document.xml",
    core: str = "",
) -> bytes:
    """A document; `parts` are by their names their kinds and their XML."""
    known = dict(parts or {})
    entries = [(f"rId{n}", kind, name) for n, (name, (kind, _)) in enumerate(known.items(), 1)]
    top = [("rId1", "officeDocument", f"word/{main}")]
    if core:
        top.append(("rId2", "metadata/core-properties", "docProps/core.xml"))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations(*top),
        f"word/{main}": story("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        f"word/_rels/{main}.rels": relations(*entries),
        **{f"word/{name}": xml for name, (_, xml) in known.items()},
    }
    if core:
        files["docProps/core.xml"] = CORE.format(core)
    return packed({name: text.encode() for name, text in files.items()})


def packed(files: Mapping[str, bytes]) -> bytes:
    """A package of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> Any:
    """The tree of a part, read by another parser than ours."""
    return ElementTree.fromstring(unpacked(data)[part])


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    """The texts of the paragraphs of a part, those of text boxes too; tabs as tabs."""
    found = []
    for element in xml(data, part).iter(f"{{{W}}}p"):
        words = "".join(_words(element))
        found.append(re.sub(r"[\u200e\u200f\u2066-\u2069]", "", words))
    return found


def _words(element: Any) -> list[str]:
    found = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            found.append(child.text or "")
        elif name == "tab":
            found.append("\t")
        elif name not in ("p", "pPr"):
            found += _words(child)
    return found
