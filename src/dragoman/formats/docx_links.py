"""Links of a Word document that lie next to each other and lead to one address: they are one.

Programs write a link for each part of one that looks otherwise, and one for each piece that was
once typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.formats.docx_names import names, qn

_SILENT = names("proofErr")
_OF_NO_ACCOUNT = frozenset(map(qn, ("w:history", "r:id")))


def join(root: Any, addresses: Mapping[str, str]) -> None:
    """Let the first of such links hold what the others hold.

    `addresses` says where the ids of links lead.
    """
    for link in list(root.iter(qn("w:hyperlink"))):
        before = link.getprevious()
        while before is not None and before.tag in _SILENT:
            before = before.getprevious()
        if before is None or before.tag != link.tag:
            continue
        if _goal(before, addresses) == _goal(link, addresses):
            before.extend(list(link))
            link.getparent().remove(link)


def _goal(link: Any, addresses: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return where a link leads, and what else it says of itself."""
    wanted = link.get(qn("r:id"), "")
    others = {key: value for key, value in link.items() if key not in _OF_NO_ACCOUNT}
    return addresses.get(wanted, f"#{wanted}"), tuple(sorted(others.items()))
