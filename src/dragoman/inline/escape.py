"""Write plain words so that Markdown, or HTML, reads them as plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from dragoman.patterns import lazily

_PUNCTUATION = r"!-/:-@\[-`{-~"

# What Markdown may take for markup, wherever it stands.
_ANYWHERE = lazily(r"[\\`*_\[\]<~]|&(?=#?\w+;)|!(?=\[|$)|\^(?=[\w+,\u2212\u2013-]{1,12}\^)")

# What it does take for markup in most places.
_RISKY = lazily(
    rf"\\(?=[{_PUNCTUATION}]|$)"
    r"|&(?=#?\w+;)"
    r"|[*`]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|\](?=[(\[])|\[(?=\^)"
    r"|!(?=\[|$)"
)

# What begins a heading, a list, a quotation, a fence or a rule at the start of a block.
_BLOCK = lazily(
    r"(?P<mark>#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|(?:`{3}|~{3})|[-=_*](?=[-=_* ]*$))"
    r"|(?P<number>\d{1,9})(?P<stop>[.)])(?=\s|$)"
)


def counts(text: str) -> Counter[str]:
    """Count the characters that Markdown could take for markup and that stand unescaped."""
    return Counter(c for c in text if c in "*_`~<")


def escaped(
    text: str, familiar: Mapping[str, int], *, wary: bool = False, bracket: bool = False
) -> str:
    """Put a backslash before what could be markup.

    `familiar` says how many of each character the source has without one: so many are left as
    they are, that an unchanged sentence stays unchanged. `wary` escapes all of them. `bracket`
    says that the text goes before a link, which an exclamation mark would make an image.
    """
    if wary:
        return _ANYWHERE.sub(r"\\\g<0>", text)
    spared = {c for c in "*_`~<" if text.count(c) <= familiar.get(c, 0)}

    def risky(match: re.Match[str]) -> str:
        character = match.group()
        start, end = match.span()
        if character in spared or (character == "!" and end == len(text) and not bracket):
            return character
        around = text[max(0, start - 1) : end + 1]
        if character == "*" and (around in (" * ", "* ", " *")):
            return character
        return "\\" + character

    return _RISKY.sub(risky, text)


def at_start(text: str, source: str) -> str:
    """Escape what would begin a list or a heading, unless the source begins the same way."""
    match = _BLOCK.match(text)
    same = _BLOCK.match(source)
    if match is None or (same is not None and same.group() == match.group()):
        return text
    if match["mark"]:
        return "\\" + text
    return f"{match['number']}\\{text[match.start('stop') :]}"


def html_text(text: str) -> str:
    """Write words so that HTML reads them as words."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def html_words(text: str) -> str:
    """Write words among which no tag of a template is so that HTML reads them as words."""
    text = html_text(text)
    if "{" not in text:
        return text
    # The article has such braces as entities: bare ones would be a template's.
    return text.replace("{{", "&#123;&#123;").replace("{%", "&#123;%")


def html_value(text: str, quote: str) -> str:
    """Write an attribute's value between quotes of the given kind."""
    return html_quoted(text, quote).replace("<", "&lt;")


def html_quoted(text: str, quote: str) -> str:
    """Write the same where browsers read angle brackets as they stand."""
    text = text.replace("&", "&amp;")
    return text.replace(quote, "&quot;" if quote == '"' else "&#39;")


def title(text: str, quote: str) -> str:
    """Write a link's title between quotes of the given kind."""
    marks = "()" if quote == "(" else quote
    pattern = rf"\\(?=[{_PUNCTUATION}]|$)|&(?=#?\w+;)|[{re.escape(marks)}]"
    return re.sub(pattern, r"\\\g<0>", text)
