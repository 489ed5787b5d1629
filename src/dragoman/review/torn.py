"""Recognise a review file that is cut off: read while a sync program or a copy was writing it.

A file that Dragoman wrote ends with a line end, and its last section is `record`, or `retired`
after it. Half a file can be read as well as a whole one, but its last sentence may be half a
sentence, and what follows would be taken for deleted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.errors import ReviewError
from dragoman.handyaml import excerpt
from dragoman.model import Catalog, Status, Unit, one_line
from dragoman.patterns import lazily

_KEY = lazily(r"^([\w-]+)[ \t]*:", re.MULTILINE)
_ENDED = ("\n", "\r")


def refuse_torn(text: str, path: str, catalog: Catalog, last: str | None = None) -> None:
    """Raise `ReviewError` for a file that is cut off. `last` is the article's last sentence."""
    ended = text.endswith(_ENDED)
    keys = list(_KEY.finditer(text))
    if all(key[1] != "record" for key in keys):
        torn = not ended or _ends_early(catalog, last)
    else:
        torn = not (
            ended or _ends_in_retired(keys, catalog) or _is_whole(text[keys[-1].start() :], catalog)
        )
    if torn or _is_begun(catalog.retired):
        raise torn_error(text, path)


def refuse_begun(data: bytes, path: str, catalog: Catalog) -> None:
    """Raise `ReviewError` for a file with a record and a last line end that is cut off."""
    if _is_begun(catalog.retired):
        raise torn_error(data.decode(), path)


def is_torn(text: str, error: ReviewError) -> bool:
    """Whether a file that cannot be read, for the error, is cut off there.

    One that ends in control characters is damaged otherwise, and the error says how.
    """
    if text.endswith(_ENDED) or not text or text[-1] < " ":
        return False
    near = error.line is not None and error.line >= text.count("\n")
    return near or not re.search(r"^record[ \t]*:", text, re.MULTILINE)


def torn_error(text: str, path: str, what: str = "its end is missing") -> ReviewError:
    """Return what is told of a file that is cut off, and by what that shows."""
    lines = text.splitlines() or [""]
    record = re.search(r"^record[ \t]*:", text, re.MULTILINE)
    return ReviewError(
        f"the file is cut off: {what}",
        path=path,
        line=len(lines),
        excerpt=excerpt(lines[-1].strip()),
        advice="Perhaps another program is still writing it: wait, and run the command again. If "
        "it stays so, restore it from a backup or from version control. If nothing is missing, "
        + ("end" if record else "write `record:` as a line of its own at its end, and end")
        + " the last line with a line break. The file was left as it is.",
    )


def _ends_early(catalog: Catalog, last: str | None) -> bool:
    """Whether a file without a record ends before its article does, or within its last segment."""
    if not catalog.units:
        return last is not None
    unit = catalog.units[-1]
    emptied = not unit.target and unit.status not in (Status.NEW, Status.DRAFT, Status.OMIT)
    missing = last is not None and all(one_line(unit.source) != last for unit in catalog.units)
    return emptied or missing


def _ends_in_retired(keys: Sequence[re.Match[str]], catalog: Catalog) -> bool:
    """Whether the record is followed by retired segments, the last of them with all its text.

    All live ones are whole then, and an editor may have taken the last line end away. That a text
    lost its end is known where a person accepted it: the record knows for which text.
    """
    if keys[-1][1] != "retired" or not catalog.retired:
        return False
    last = catalog.retired[-1]
    accepted = last.record.accepted if last.record is not None else None
    return accepted is None or accepted.covers(last)


def _is_whole(section: str, catalog: Catalog) -> bool:
    """Whether the last section is a record with its last line, which only lacks its end."""
    last = catalog.units[-1].id if catalog.units else ""
    named = re.search(rf"^\s+['\"]?{re.escape(last)}\b", section, re.MULTILINE)
    ends = section.rstrip().endswith("}")
    return section.startswith("record") and ends and named is not None


def _is_begun(retired: Sequence[Unit]) -> bool:
    """Whether the last retired segment has nothing yet for which it would have been kept."""
    return bool(retired) and not (
        retired[-1].source and (retired[-1].target or retired[-1].touched)
    )
