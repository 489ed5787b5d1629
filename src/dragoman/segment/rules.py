"""The rules that tell a sentence end from any other final mark, in order.

Each rule gives its verdict on a candidate, or None to leave it to the next; what no rule objects
to is a sentence end. The order matters: cheap and certain rules first, and from `number_sign` on
all of them are about the full stop.
"""

import re
from collections.abc import Callable
from enum import Enum

from dragoman.segment.lexicon import Kind, Trait, Words
from dragoman.segment.site import DASHES, OPENERS, Site


class Verdict(Enum):
    """What a rule says of a candidate."""

    SPLIT = "a sentence ends here"
    JOIN = "the sentence goes on"


Rule = Callable[[Site], Verdict | None]

_LIST_MARKER = re.compile(r"(?:\d{1,3}|[^\W\d_]|[IVX]{1,5})")
_BEFORE_MARKER = re.compile(r"[:;]\s*\(?1$")
_ROMAN = re.compile(r"[IVXLC]+")
_BRAND = re.compile(r"[^\W\d_]{1,2}[A-Z]")
_SPEECH_TAG = re.compile(r"[,!?…»”\"]\s*[—–-]\s+[^\W\d_][^.!?…,—–]*$")
_SPEECH_DASH = re.compile(r"\s*[—–-]\s")
_QUOTED = re.compile(r"""(?:^|\s)["'“”‘’«„](\S+(?:\s+[^\s"“”«»„]+){0,3})$""")
_CLAUSE = re.compile(r"(?P<words>[^.!?…؟۔,:;،؛\"“”«»]{1,60})(?:[.!?…؟۔,]|$)")
_CLOCK_OF = re.compile(r"\w+\s+[Tt]ime\b")


def ends_sentence(site: Site) -> bool:
    """Tell whether a sentence ends at the candidate."""
    for rule in RULES:
        verdict = rule(site)
        if verdict is not None:
            return verdict is Verdict.SPLIT
    return True


def nothing_yet(site: Site) -> Verdict | None:
    """Marks before the first word of a sentence end nothing: "… And then", "?! Yes"."""
    wordless = len(site.before) < 40 and not any(map(str.isalnum, site.before))
    return Verdict.JOIN if wordless else None


def broken_off(site: Site) -> Verdict | None:
    """Marks after a comma or an opening bracket stand for left-out words: "read, ... a", "[…]"."""
    return Verdict.JOIN if site.before.rstrip()[-1:] in {*",;،؛([{"} else None


def list_marker(site: Site) -> Verdict | None:
    """A number or letter that is all of the sentence so far counts an item: "2. The deputy".

    The first item may also follow a colon: "Two rules: 1. Wash your hands."
    Known to fail: a sentence that is one number, "How many? 120. Nobody knew."
    """
    if not site.is_stop or site.closers:
        return None
    if len(site.before) < 12 and _LIST_MARKER.fullmatch(site.before.strip().lstrip(OPENERS)):
        return Verdict.JOIN
    return Verdict.JOIN if _BEFORE_MARKER.search(site.before) else None


def lower_case(site: Site) -> Verdict | None:
    """A sentence does not begin in lower case: "tents, etc. for sale", "“Why?” he asked".

    Brands may ("iPhone sales"), handles ("@user") and list markers ("(b) Two"). After a word in
    a script without capitals, case says nothing.
    """
    if not site.word[:1].islower():
        return None
    if _BRAND.match(site.word) or site.lead.endswith(("@", "#")):
        return None
    if len(site.word) == 1 and site.after == ")":
        return None
    return None if _caseless(site.token[-1:]) else Verdict.JOIN


def dash_after_quote(site: Site) -> Verdict | None:
    """A dash after a quotation leads to who said it: "«Стоп!» — Иван не двигался"."""
    return Verdict.JOIN if site.closes_quote and site.lead[:1] in DASHES else None


def speech_tag(site: Site) -> Verdict | None:
    """Who spoke, set in dashes, interrupts a speech: "Мы уйдём, — сказал он. — Но не сейчас".

    The speech goes on after another dash, or was itself opened by one: "— We lost, — he said."
    """
    if not site.is_stop or not _SPEECH_TAG.search(site.before):
        return None
    opened = _SPEECH_DASH.match(site.text, site.start)
    return Verdict.JOIN if opened or site.lead[:1] in DASHES else None


def agency(site: Site) -> Verdict | None:
    """An agency between slashes is still the dateline: "МОСКВА, 5 мая. /ТАСС/."."""
    return Verdict.JOIN if site.lead[:1] == "/" else None


def attribution(site: Site) -> Verdict | None:
    """A short clause after a quotation that only says who spoke, as in "“Why?” Smith asked".

    The clause has at most five words, and a saying verb first or last. A longer one, or one that
    opens a new quotation, is a sentence: "“Why?” Smith said the matter was closed."
    """
    if not site.closes_quote or site.lead:
        return None
    clause = _CLAUSE.match(site.text, site.at)
    if clause is None:
        return None
    words = clause["words"].split()
    if not 1 <= len(words) <= 5:
        return None
    edges = (words[0], words[-1], " ".join(words[-2:]))
    says = any(site.lexicon.has(Words.SAYING, edge) for edge in edges)
    return Verdict.JOIN if says else None


def continuation(site: Site) -> Verdict | None:
    """Some words carry on what an ellipsis or a quotation broke off: "ایستاد... و خندید".

    Languages with capitals need no such list; see `lower_case`.
    """
    if site.lead:
        return None
    if site.closes_quote:
        goes_on = site.lexicon.has(Words.AFTER_QUOTE, site.word)
    else:
        ellipsis = "…" in site.marks or ".." in site.marks
        goes_on = ellipsis and site.lexicon.has(Words.AFTER_ELLIPSIS, site.word)
    return Verdict.JOIN if goes_on else None


def aside(site: Site) -> Verdict | None:
    """An exclamation in brackets inside a sentence: "won (again!) Tuesday"."""
    if site.closers[:1] != ")" or site.marks.endswith((".", "…")) or site.starter_follows:
        return None
    opened = site.before.rfind("(")
    inside = opened > 0 and site.before[:opened].rstrip()[-1:] not in ("", *".!?…؟۔")
    return Verdict.JOIN if inside else None


def marked_name(site: Site) -> Verdict | None:
    """Some names end in a mark: "Yahoo! Mail"; before a starter it is taken for a final one."""
    if site.marks not in ("!", "?") or site.closers or site.starter_follows:
        return None
    names = site.lexicon.words[Words.NAMES]
    name = site.token + site.marks
    return Verdict.JOIN if name in names or f"{site.previous} {name}" in names else None


def number_sign(site: Site) -> Verdict | None:
    """Abbreviations that need a number: "No. 5", "p. 12"; but "Did it? No. They left"."""
    if site.kind is not Kind.BEFORE_NUMBER:
        return None
    if site.word[:1].isdigit():
        return Verdict.JOIN
    return None if len(site.token) == 1 else Verdict.SPLIT  # a letter may be an initial


def time_of_day(site: Site) -> Verdict | None:
    """A time goes on with its zone, place or day: "8 p.m. Eastern", "3 p.m. (1900 GMT)"."""
    if site.kind is not Kind.TIME:
        return None
    if site.lexicon.has(Words.AFTER_TIME, site.word) or _CLOCK_OF.match(site.text, site.at):
        return Verdict.JOIN
    aside_follows = site.lead[:1] in {"(", "[", *DASHES} and not site.starter_follows
    return Verdict.JOIN if aside_follows else Verdict.SPLIT


def never_ends(site: Site) -> Verdict | None:
    """Titles and the like need the next word: "Gen. Smith", "им. Ленина", "Prof. Dr. Kaya".

    After a number the same letters may be a measure: "см. рис. 5", but "10 см. Для".
    """
    if site.kind is not Kind.NEVER or site.closers:
        return None
    measure = site.previous[-1:].isdigit() and site.token[:1].islower()
    return None if measure else Verdict.JOIN


def may_end(site: Site) -> Verdict | None:
    """Abbreviations that may end a sentence do so before a word that starts one.

    "in the U.S. He left" is split, "the U.S. Senate" is not. Any chain of letters with full stops
    is taken for such an abbreviation, whether listed or not. Known to fail: a sentence that
    begins with a name, "left the U.S. Smith stayed".
    """
    if not site.is_stop:
        return None
    kind = site.kind
    if kind is None and site.chain is None:
        return None
    if kind is Kind.WORD and site.lead[:1] not in DASHES:
        return Verdict.SPLIT
    return _before_starter(site)


def initial(site: Site) -> Verdict | None:
    """A single letter abbreviates a name or a unit: "George W. Bush", "А. Пушкин", "с. Ивановка".

    It ends a sentence before a word that starts one: "vitamin C. It". A quote does not count,
    nicknames stand there: "Joe B. “Buddy” Smith". Letters in a row without stops are an acronym,
    as Arabic spells agencies: "أ ف ب." (AFP).
    """
    if not site.is_stop or not (len(site.token) == 1 and site.token.isalpha()):
        return None
    if len(site.previous) == 1 and _caseless(site.previous) and _caseless(site.token):
        return Verdict.SPLIT
    if site.lead and not site.closers:
        return Verdict.JOIN
    return _before_starter(site)


def letter_name(site: Site) -> Verdict | None:
    """An initial written out, as Arabic and Persian do: "جورج دبليو. بوش" (George W. Bush).

    Two letter names in a row are an acronym, which ends a sentence like any word: "بي بي سي."
    """
    if not site.is_stop or site.closers or not site.lexicon.has(Words.LETTERS, site.token):
        return None
    if site.starter_follows or site.lexicon.has(Words.LETTERS, site.previous):
        return Verdict.SPLIT
    return Verdict.JOIN


def ordinal(site: Site) -> Verdict | None:
    """Where a full stop makes ordinals: "2. Dünya Savaşı", "II. Abdülhamid", "125. Cadde".

    Years and longer numbers end sentences far more often than they count anything.
    """
    if not site.is_stop or site.closers or Trait.ORDINAL_STOP not in site.lexicon.traits:
        return None
    short = site.token.isdigit() and len(site.token) <= 3
    if not short and not _ROMAN.fullmatch(site.token):
        return None
    return None if site.starter_follows or not site.word[:1].isalpha() else Verdict.JOIN


def _caseless(letter: str) -> bool:
    """Whether a character is a letter of a script without capitals."""
    return letter.isalpha() and letter.lower() == letter.upper()


def _before_starter(site: Site) -> Verdict:
    """Split before a starter, and where a quotation closes that is more than a name.

    A dash joins: it follows the place of a dateline, "WASHINGTON, D.C. — The".
    """
    if site.lead[:1] in DASHES:
        return Verdict.JOIN
    if site.starter_follows:
        return Verdict.SPLIT
    quoted = _QUOTED.search(site.before) if site.closes_quote else None
    name = quoted and not any(word[0].islower() for word in quoted[1].split())
    return Verdict.SPLIT if site.closes_quote and not name else Verdict.JOIN


RULES: tuple[Rule, ...] = (
    nothing_yet,
    broken_off,
    list_marker,
    lower_case,
    dash_after_quote,
    speech_tag,
    agency,
    attribution,
    continuation,
    aside,
    marked_name,
    number_sign,
    time_of_day,
    never_ends,
    may_end,
    initial,
    letter_name,
    ordinal,
)
