"""`withdrawn.yaml`: the articles that the newsroom took back, since when, and why.

The file is made by `dragoman withdraw` and can be edited by hand. Of an entry that is added or
taken out, only its own lines are written; comments and all others stay.

flood.md:
  since: 2027-03-10T09:30:00+03:30
  by: Mira Castrel
  reason: The figures were wrong.     # or one for each locale: {en: …, fa: …}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml

from dragoman.errors import ProjectError
from dragoman.formats import header
from dragoman.handyaml import SlipError
from dragoman.handyaml.scalars import Style, written
from dragoman.publishing import metadata, moments
from dragoman.publishing.moments import Moment

FILE = "withdrawn.yaml"
_HEAD = "# Articles that were taken back. `dragoman withdraw ARTICLE --restore` brings one back.\n"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That an article was taken back."""

    article: str
    since: Moment | None = None
    by: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)
    """By locale; under an empty key the one in the language of the originals."""


def parse(text: str, path: str) -> dict[str, Withdrawal]:
    """Return the withdrawals by article. Raises ProjectError with the line for what is wrong."""
    try:
        found = metadata.composed(text.removeprefix("\ufeff"))
    except SlipError as error:
        raise _wrong(path, error.what, text.count("\n", 0, error.at) + 1) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else None
        raise _wrong(path, f"this is not valid YAML ({error.problem})", line) from None
    except yaml.YAMLError as error:
        raise _wrong(path, f"this is not valid YAML ({error})", None) from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _wrong(path, "this is not a list of articles", None)
    return {article: _withdrawal(article, entry) for article, entry in found.items()}


def _wrong(path: str, problem: str, line: int | None) -> ProjectError:
    return ProjectError(
        problem,
        path=path,
        line=line,
        advice="Write for each article `PATH:` and below it, indented, `reason: why`.",
    )


def _withdrawal(article: str, entry: Any) -> Withdrawal:
    if not isinstance(entry, dict):
        return Withdrawal(article, reason={"": entry} if isinstance(entry, str) and entry else {})
    since, by, reason = (entry.get(name, "") for name in ("since", "by", "reason"))
    if isinstance(reason, str):
        reason = {"": reason} if reason else {}
    return Withdrawal(
        article,
        moments.read(since, None) if isinstance(since, str) else None,
        by if isinstance(by, str) else "",
        {name: text for name, text in reason.items() if isinstance(text, str)},
    )


def added(text: str, article: str, since: datetime, by: str, reason: str) -> str:
    """Return the text with an entry for the article at its end."""
    lines = [f"{_scalar(article)}:", f"  since: {since.isoformat(timespec='seconds')}"]
    lines += [f"  by: {_scalar(by)}"] if by else []
    lines += [f"  reason: {_scalar(reason)}"] if reason else []
    if text and not text.endswith("\n"):
        text += "\n"
    return (text or _HEAD) + "\n".join(lines) + "\n"


def explained(text: str, article: str, reason: str) -> str | None:
    """Return the text with a reason in the entry of the article, which has none yet.

    `None` for an entry that does not stand on lines of its own, as somebody may write one.
    """
    entry = next(each for each in header.first_level(text) if each.name == article)
    head, *lines = text[entry.start : entry.end].splitlines(keepends=True)
    keys = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not head.split("#")[0].rstrip().endswith(":") or not keys:
        return None
    indent = keys[0][: len(keys[0]) - len(keys[0].lstrip())]
    at = entry.start + len(head) + sum(map(len, lines[: lines.index(keys[-1]) + 1]))
    before = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    return f"{before}{indent}reason: {_scalar(reason)}\n{text[at:]}"


def without(text: str, article: str) -> str:
    """Return the text without the entry of the article."""
    entry = next(each for each in header.first_level(text) if each.name == article)
    return text[: entry.start] + text[entry.end :]


def _scalar(text: str) -> str:
    return written(text, Style.PLAIN, "", in_flow=False)
