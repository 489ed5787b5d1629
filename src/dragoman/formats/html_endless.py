"""What nothing ends in a page: a comment, a tag, a script, a film.

Browsers go on to the end of the page then, and readers see nothing of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.formats.comments import ENDLESS
from dragoman.formats.html_tree import Element
from dragoman.patterns import lazily

_VERBATIM = frozenset(
    ("script", "style", "pre", "template", "textarea", "iframe", "embed", "xmp", "plaintext",
     "noembed", "noframes")
)  # fmt: skip
"""Elements that hold no running text."""

_SHOWN_INSTEAD = frozenset(("object", "audio", "video", "canvas"))
"""Elements that hold what is read where they cannot be shown."""

PICTURES = frozenset(("svg", "math"))
"""Elements of other vocabularies: part of the sentence that they stand in, and never read."""

_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
"""Elements in which no tag begins but the one that ends them."""

_IN_TAG = r"""(?:[\s/]++|[^\s/>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|(?=>)))*+"""
_STRETCH = lazily(
    rf"<(?P<name>{'|'.join(_RAW)})(?=[\s/>]){_IN_TAG}>"
    r"(?:.*?</(?P=name)(?=[\s/>])|(?P<raw>.*))"
    r"|<!--(?:-?>|.*?--!?>|(?P<comment>.*))|<[!?](?:[^>]*>|(?P<odd>.*))"
    rf"|</?[A-Za-z][^\s/>]*+{_IN_TAG}(?:>|(?P<tag>(?:=.*)?\Z))",
    re.DOTALL | re.IGNORECASE,
)
_GLUED = lazily(r"""=\s*+(?:"[^"<]*+<[^"]*+"|'[^'<]*+<[^']*+')(?=[^\s/>])""")
_WORDS = lazily(r">[^<>]*[^\W\d_]{2}")

_UNSEEN = "readers see nothing of what follows"


def endless(shadow: str) -> tuple[int, str] | None:
    """Return where that begins in a page which hides the rest of it, and what to say of it.

    `shadow` is the page without template tags.
    """
    for match in _STRETCH.finditer(shadow):
        if match["comment"] is not None:
            return match.start(), ENDLESS
        if match["raw"] is not None:
            return match.start(), f"nothing ends <{match['name'].lower()}>; {_UNSEEN}"
        if match["tag"] is not None or match["odd"] is not None:
            return match.start(), f"nothing ends the tag that begins here; {_UNSEEN}"
    return None


def swallowing(node: Element, shadow: str) -> str:
    """Return what to say of an element that takes in what follows, empty if it does not."""
    if node.start_tag is None:
        return ""
    start, end = node.start_tag
    if shadow.find("<", start + 1, end) > 0 and _GLUED.search(shadow, start, end):
        return "a quotation mark is missing in this tag; readers see nothing of what it takes in"
    silent = node.name in PICTURES or (is_verbatim(node) and node.name not in _RAW)
    if silent and node.end_tag is None and _WORDS.search(shadow, end - 1, node.end):
        return f"nothing ends <{node.name}>; what follows stays as it is"
    return ""


def is_verbatim(node: Element) -> bool:
    """Whether nothing between an element's tags is translated."""
    return node.name in _VERBATIM or (node.name in _SHOWN_INSTEAD and node.end_tag is None)


def hidden_from(root: Element, shadow: str) -> int:
    """Return from where on a page is hidden or stays as it is; its end where all is well."""
    found = endless(shadow)
    places = [found[0]] if found else []
    places += _swallowed(root, shadow)
    return min(places, default=len(shadow))


def _swallowed(root: Element, shadow: str) -> Iterator[int]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.end_tag is None and node.start_tag and swallowing(node, shadow):
            yield node.start_tag[0]
