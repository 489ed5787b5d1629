"""Write a string so that YAML reads back exactly that string."""

from __future__ import annotations

import json
import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML 1.1 either forbids or takes for a line end."""

_NOT_FOR_BLOCKS = re.compile(r"\r|\A[ \t\n]|[ \t\n]\Z|^[ \t]+$", re.MULTILINE)
"""What a literal block would lose or make invisible."""


def quoted(text: str) -> str:
    """Return the text as a double-quoted scalar on one line."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped)


def block(text: str, indent: str) -> str:
    """Return the text as a literal block that starts after `key: `, without a final newline.

    The text stands on lines of its own, so that an editor that shows right-to-left lines keeps
    it apart from the key. Text that a block cannot hold is quoted instead.
    """
    if _UNPRINTABLE.search(text) or _NOT_FOR_BLOCKS.search(text):
        return quoted(text)
    lines = [f"{indent}{line}" if line else "" for line in text.split("\n")] if text else []
    return "\n".join(["|-", *lines])
