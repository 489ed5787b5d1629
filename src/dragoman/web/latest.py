"""Who accepted something last in a review file, and when."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from dragoman.errors import StoreError
from dragoman.workflow import Scope
from dragoman.workflow.status import Standing

MOST = 400
"""Review files that are looked at for it; with more, the list would take too long."""

_ACCEPTED = re.compile(
    rb'accepted: \{(?:as: [a-z-]+, )?at: "(\d{4}-[0-9T:+.Z-]{6,40})"'
    rb'(?:, by: ("(?:[^"\\\n]|\\.)*"))?'
)


def acceptances(
    scope: Scope, files: Sequence[Standing]
) -> Mapping[tuple[str, str], tuple[datetime, str]]:
    """Return for articles and locales when something was accepted last, and by whom.

    Files with no acceptance are left out, and all where there are too many.
    """
    if len(files) > MOST:
        return {}
    found = {}
    for file in files:
        try:
            data = scope.store.read(scope.store.review_path(file.article, file.locale)) or b""
        except StoreError:
            continue
        last = max(map(_moment, _ACCEPTED.finditer(data)), default=None, key=lambda each: each[0])
        if last is not None:
            found[file.article, file.locale] = last
    return found


def _moment(match: re.Match[bytes]) -> tuple[datetime, str]:
    who = json.loads(match[2]) if match[2] else ""
    return datetime.fromisoformat(match[1].decode()).astimezone(), who
