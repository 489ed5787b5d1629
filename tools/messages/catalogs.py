"""Keep the gettext catalogs in `src/dragoman/locale` true to the code.

Without arguments: extract the messages, bring every catalog up to date, and compile it. What has
no translation is listed. `pybabel` does the same in three commands; here they are one, and the
headers hold no dates, so that nothing changes where no message did.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent.parent / "src" / "dragoman"
LOCALE = SOURCE / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"gettext": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """Return the messages that the code holds."""
    found = Catalog(charset="utf-8")
    places = extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Note:",)
    )
    for name, _, message, comments, context in places:
        found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def catalogs() -> Iterator[tuple[Path, Catalog]]:
    """Yield each catalog with its file."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/dragoman.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parts[-3])


class _Dateless(Catalog):
    """A catalog whose header says nothing that changes while its messages do not."""

    def __iter__(self) -> Iterator[Message]:
        header, *messages = super().__iter__()
        lines = str(header.string).splitlines(keepends=True)
        kept = "".join(line for line in lines if not f'"{line}'.startswith(_NOT_KEPT))
        yield Message("", string=kept)
        yield from messages


def compiled(catalog: Catalog) -> bytes:
    """Return the catalog as the program reads it."""
    stream = io.BytesIO()
    dateless = copy(catalog)
    dateless.__class__ = _Dateless
    write_mo(stream, dateless)
    return stream.getvalue()


def written(catalog: Catalog) -> bytes:
    """Return the catalog as translators edit it."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=90, sort_output=True, omit_header=False, include_lineno=False)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_NOT_KEPT)).encode()


_NOT_KEPT = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid-Bugs-To',
)


def wrong(catalog: Catalog) -> Iterator[str]:
    """Yield what is missing or does not fit in a catalog."""
    for message in catalog:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(texts):
            yield f"{catalog.locale_identifier}: no translation of {message.id!r}"
        try:
            python_format(catalog, message)
        except Exception as error:
            yield f"{catalog.locale_identifier}: {message.id!r}: {error}"


def main() -> int:
    """Bring everything up to date; the exit code is 1 if a translation is missing."""
    messages = template()
    missing: list[str] = []
    for path, catalog in catalogs():
        catalog.update(messages, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        missing += wrong(catalog)
    print("\n".join(missing) or "Every message has its translations.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
