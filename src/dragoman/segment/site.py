"""One candidate boundary and what can be seen from it."""

import re
from dataclasses import dataclass, field

from dragoman.patterns import lazily
from dragoman.segment.lexicon import AbbreviationKind, SentenceLexicon, Words

# No rule looks further back than this many characters, so that long texts cost no more each.
BACK = 60

DASHES = frozenset("—–-")
QUOTES = frozenset("\"'”“’»›")
OPENERS = (
    "\"'“”‘’«»‹›„‚([{¿¡*_/#—–-\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
TAG = r"\{%[^%{}\n]{0,200}%\}|\{\{[<%#][^{}\n]{0,200}\}\}|<%[^%<>\n]{0,200}%>"
"""A tag of a template language. It says nothing to a reader."""

_JOINTS = lazily(r"[-–—/]")
_INITIAL = r"(?<![^\W_])[^\W\d_]\."
_CHAIN = lazily(rf"(?<!{_INITIAL})(?<!{_INITIAL}\s)(?:{_INITIAL}\s?)+[^\W\d_]$")
_TAGS = lazily(rf"(?:(?:{TAG})\s*)*+")
_NEXT = lazily(r"(?P<lead>(?:(?:[^\w\s]|_){1,8}\s?){0,4})(?P<word>\w*)(?P<after>.?)", re.DOTALL)


@dataclass(slots=True)
class SplitSite:
    """A candidate: the text before it, its marks, the text after it."""

    text: str
    """The paragraph."""
    start: int
    """Where the sentence that may end here began."""
    mark_at: int
    marks: str
    """The final marks, perhaps with spaces between them."""
    closers: str
    """Closing quotes, brackets and the like after the marks."""
    at: int
    """Where the next sentence would begin; the text goes on with a letter or digit from there."""
    lexicon: SentenceLexicon

    before: str = field(init=False)
    """The end of the sentence so far, up to the marks, at most `BACK` characters."""
    token: str = field(init=False)
    """The last word before the marks, without quotes and brackets before it."""
    previous: str = field(init=False)
    """The word before that, likewise; perhaps empty."""
    chain: str | None = field(init=False)
    """The single letters with full stops that lead up to it, two or more, without spaces: "т.е"."""
    kind: AbbreviationKind | None = field(init=False)
    """The kind of abbreviation before a single full stop; None where none is known."""
    lead: str = field(init=False)
    """Opening quotes, brackets, dashes and spaces before the next word."""
    word: str = field(init=False)
    """The next word, up to its first apostrophe, hyphen or other mark; perhaps empty."""
    after: str = field(init=False)
    """The character after the next word."""

    def __post_init__(self) -> None:
        self.before = self.text[max(self.start, self.mark_at - BACK) : self.mark_at]
        tokens = ["", "", *self.before.split()]
        self.previous, self.token = (token.lstrip(OPENERS) for token in tokens[-2:])
        self.chain, self.kind = self._chain(), None
        if self.marks == ".":
            self.kind = self._kind()
        if self.text.startswith(("{", "<"), self.at):
            tags = _TAGS.match(self.text, self.at)
            self.at = tags.end() if tags is not None else self.at
        ahead = _NEXT.match(self.text, self.at)
        assert ahead is not None, "every part of the pattern may be empty"
        self.lead, self.word, self.after = ahead["lead"], ahead["word"], ahead["after"]

    @property
    def is_stop(self) -> bool:
        """Whether the mark is one full stop: the only mark that abbreviations share."""
        return self.marks == "."

    @property
    def whole(self) -> bool:
        """Whether `before` is all of the sentence so far."""
        return self.start + len(self.before) == self.mark_at

    @property
    def closes_quote(self) -> bool:
        return not QUOTES.isdisjoint(self.closers)

    @property
    def capital_follows(self) -> bool:
        """Whether the next word could begin a sentence: a capital, or a letter without case."""
        first = self.word[:1]
        return first.isalpha() and not first.islower()

    @property
    def starter_follows(self) -> bool:
        """Whether the next word is one that, capitalised, hardly occurs inside a sentence.

        A quotation mark counts where the language lists it. A letter with a full stop is an
        initial, and "No." or "In-" are not the words they look like.
        """
        starts = self.lexicon.words[Words.STARTERS]
        if self.lead and self.lead[0] in starts:
            return True
        if self.after in (".", "-"):
            return self.word + self.after in starts
        return self.word in starts

    def _chain(self) -> str | None:
        if not self.token[-1:].isalpha() or self.token[-2:-1] not in ("", "."):
            return None
        found = _CHAIN.search(self.before)
        return "".join(found[0].split()) if found else None

    def _kind(self) -> AbbreviationKind | None:
        """Look up the last two words, the chain, the last word, and parts of it.

        The parts are what follows a hyphen ("D-Calif.") or a prefix ("وم.").
        """
        kinds = self.lexicon.kinds
        if kind := kinds.get(f"{self.previous} {self.token}"):
            return kind
        if self.chain and (kind := kinds.get(self.chain)):
            return kind
        if kind := kinds.get(self.token) or kinds.get(_JOINTS.split(self.token)[-1]):
            return kind
        prefixed = self.token[:1] in self.lexicon.words[Words.PREFIXES]
        return kinds.get(self.token[1:]) if prefixed else None


def caseless(letter: str) -> bool:
    """Whether a character is a letter of a script without capitals."""
    return letter.isalpha() and letter.lower() == letter.upper()
