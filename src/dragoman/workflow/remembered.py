"""Whether what is remembered of copies can be used: the file may be damaged, or changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dragoman.publishing import Share
from dragoman.workflow.index import are_counts, are_names


def is_sound(found: Mapping[str, Any]) -> bool:
    """Whether what is remembered of a copy is such as `Copies` remembers."""
    share = found.get("share")
    return (
        found.keys() == _REMEMBERED
        and isinstance(share, dict)
        and share.keys() == _SHARE.keys()
        and all(type(share[name]) is kind for name, kind in _SHARE.items())
        and are_names(share["engines"])
        and are_counts(share["warnings"])
        and are_names(found["missing"])
        and _is_moment(found["closes"])
    )


_REMEMBERED = {"share", "closes", "missing"}
_SHARE = {name: list if name == "engines" else type(each) for name, each in asdict(Share()).items()}
"""The kinds of what a share holds, as JSON has them."""


def _is_moment(found: object) -> bool:
    """Whether this is a time with its zone, or none."""
    try:
        return found == "" or datetime.fromisoformat(str(found)).tzinfo is not None
    except ValueError:
        return False
