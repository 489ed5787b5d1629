"""See whether copies of a folder of files are valid where the files are, by a schema that you have.

    (cd tools/roundtrip && npm install)
    PYTHONPATH=src python tools/roundtrip/valid.py SCHEMA FOLDER [--to LOCALE]

The schema is one of JSON (`.json`, draft 2020-12, as that of ninjs 3), a DTD (`.dtd`), or one of
XML (`.xsd`), as those of NITF. Every text of a copy is accented, and it has a note for readers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from pseudo import accented

from dragoman import formats
from dragoman.errors import DragomanError

HERE = Path(__file__).parent
NOTE = "Machine translation, checked by an editor."


def main() -> int:
    """Say of how many files that are valid the copies are, and what is wrong with the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schema", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", default="tr")
    asked = parser.parse_args()
    names: list[str] = []
    texts: list[bytes] = []
    for path in sorted(asked.folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in formats.suffixes():
            source = path.read_bytes()
            copy = _copy(path.name, source, asked.to)
            if copy is not None:
                names.append(str(path.relative_to(asked.folder)))
                texts += (source, copy)
    wrong = _wrong(asked.schema, texts)
    pairs = list(zip(names, wrong[::2], wrong[1::2], strict=True))
    fell = [(name, after) for name, before, after in pairs if after and not before]
    for name, after in fell:
        print(f"{name}: {after}")
    valid = sum(not before for _, before, _ in pairs)
    print(f"{valid} of {len(pairs)} files are valid, and {valid - len(fell)} of their copies")
    return 1 if fell else 0


def _copy(name: str, source: bytes, locale: str) -> bytes | None:
    """Return a copy in another language; `None` where the file is no article."""
    try:
        article = formats.parse(name, source, "en")
    except DragomanError:
        return None
    targets = [accented(segment.source) for segment in article.segments]
    written = formats.serialize(article, targets, locale)
    note = formats.of(name).note
    return note(written.decode(), NOTE, first=False).encode() if note else written


def _wrong(schema: Path, texts: Sequence[bytes]) -> list[str]:
    """Return what is wrong with each text, empty where nothing is."""
    if schema.suffix == ".json":
        items = [json.loads(text) for text in texts]
        run = subprocess.run(
            ["node", str(HERE / "valid.mjs")],
            input=json.dumps({"schema": json.loads(schema.read_bytes()), "items": items}),
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        found: list[str] = json.loads(run.stdout)
        return found
    known = etree.DTD(str(schema)) if schema.suffix == ".dtd" else etree.XMLSchema(file=str(schema))
    return [_by(known, text) for text in texts]


def _by(known: etree.DTD | etree.XMLSchema, text: bytes) -> str:
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    if known.validate(etree.fromstring(text, parser)):
        return ""
    return str(known.error_log)


if __name__ == "__main__":
    raise SystemExit(main())
