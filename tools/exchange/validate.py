"""Validate what `dragoman exchange export` writes against the schemas of OASIS.

    python tools/exchange/validate.py xliff-core-1.2-strict.xsd xliff_core_2.0.xsd

The schemas are published with the standards, at docs.oasis-open.org; that of XLIFF 2.1 is called
2.0. Beside it lie those of its modules, `matches.xsd` and `glossary.xsd`. The exit code is 1 if one
of the documents is not valid.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree

from dragoman import exchange
from dragoman.exchange import Sheet, SheetLine
from dragoman.exchange.sheet import Offered
from dragoman.exchange.xliff2_modules import GLOSSARY, MATCHES
from dragoman.model import Status, Syntax

SOURCE = "See [the desk](https://example.org?a=1&b=2) & **two** <b>trucks</b>."
TARGET = "امروز [میز](https://example.org?a=1&b=2) و **دو** <b>کامیون</b>."


def sheet() -> Sheet:
    """Return a sheet with every status, and all that a line can have."""
    lines = [
        SheetLine(
            id=f"{number:08x}",
            source=SOURCE,
            target="" if status is Status.NEW else TARGET,
            status=status,
            note="See page 2.\nAsk Mina.",
            syntax=Syntax.MARKDOWN,
            label="paragraph 3",
            findings=("number_missing: 64 is in the source and not in the target",),
            was="It was another sentence.",
            suggestion=TARGET,
            terms=(("desk", ("میز", "دفتر")),),
            matches=(Offered(f"{SOURCE} Then.", f"{TARGET} و بعد.", 87.5, "memory news/a.md"),),
        )
        for number, status in enumerate(Status)
    ]
    plain = SheetLine("0000aaaa", "It rained.", "باران آمد.", Status.DRAFT)
    return Sheet("news/flood.md", "en", "fa", True, (*lines, plain))


def schema_of(file: Path) -> etree.XMLSchema:
    """Return a schema, together with those of the modules that lie beside it."""
    names = {"matches.xsd": MATCHES, "glossary.xsd": GLOSSARY}
    modules = {file.with_name(name): name_of for name, name_of in names.items()}
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{path.resolve()}"/>'
        for path, namespace in modules.items()
        if path.exists()
    )
    root = etree.parse(file).getroot()
    both = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f'<xs:import namespace="{root.get("targetNamespace")}" '
        f'schemaLocation="{file.resolve()}"/>{imports}</xs:schema>'
    )
    return etree.XMLSchema(etree.fromstring(both))


def main() -> None:
    """Validate and print."""
    wrong = False
    for name, file in zip(("xliff", "xliff2"), sys.argv[1:], strict=True):
        schema = schema_of(Path(file))
        valid = schema.validate(etree.fromstring(exchange.write(sheet(), name)))
        print(f"{name}: {'valid' if valid else 'not valid'}")
        if not valid:
            print(schema.error_log)
        wrong = wrong or not valid
    sys.exit(wrong)


if __name__ == "__main__":
    main()
