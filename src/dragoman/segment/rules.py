"""The rules that tell a sentence end from any other final mark, in order.

Each rule gives its verdict on a candidate, or None to leave it to the next; what no rule objects
to is a sentence end. The order matters: cheap and certain rules first, and from `number_sign` on
all of them are about the full stop.
"""

import unicodedata

from dragoman.patterns import lazily
from dragoman.segment.lexicon import AbbreviationKind, Words
from dragoman.segment.numbers import (
    address,
    dated,
    measure,
    number_sign,
    numbered,
    ordinal,
    time_of_day,
)
from dragoman.segment.quotations import attribution, caseless_quotation, inside_title, title
from dragoman.segment.site import DASHES, OPENERS, SplitSite, caseless
from dragoman.segment.verdict import Rule, SplitVerdict

_LIST_MARKER = lazily(r"(?:\d{1,3}|[^\W\d_]|[IVX]{1,5})")
_BEFORE_MARKER = lazily(r"[:;]\s+\(?[1۱١]$")
_BRAND = lazily(r"[^\W\d_]{1,2}[A-Z]")
_SPEECH_TAG = lazily(r"[,!?…»”\"]\s*[—–-]\s+[^\W\d_][^.!?…,—–]{0,400}$")
_SPEECH_DASH = lazily(r"\s*[—–-]\s")
_QUOTED = lazily(r"""(?:^|\s)["'“”‘’«„](\S+(?:\s+[^\s"“”«»„]+){0,3})$""")
_LETTER_PAIR = lazily(r"(?:^|\s)[^\W\d_],?\s+(?P<between>\w{1,3})\s+[^\W\d_]$")
_ADDRESS = lazily(r"www\.|https?:|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|ru|ir|tr)\b")
_PLACEHOLDER = ("@", "#", "{", "%", "$", "<", "[")


def ends_sentence(site: SplitSite) -> bool:
    """Tell whether a sentence ends at the candidate."""
    if plainly_ends(site):
        return True
    for rule in RULES:
        verdict = rule(site)
        if verdict is not None:
            return verdict is SplitVerdict.SPLIT
    return True


def plainly_ends(site: SplitSite) -> bool:
    """Whether no rule can object: a full stop after a usual word, and a capital after a space.

    Most candidates are of this kind. To ask all rules takes ten times as long.
    """
    token, lexicon = site.token, site.lexicon
    if not site.is_stop or site.closers or site.lead or not site.word[:1].isupper():
        return False
    if site.kind or site.chain or len(token) < 2 or not (token.islower() and token.isalpha()):
        return False
    if lexicon.has(Words.DATES, token) or lexicon.has(Words.LETTERS, token):
        return False
    return _SPEECH_DASH.match(site.text, site.start) is None


def nothing_yet(site: SplitSite) -> SplitVerdict | None:
    """Marks before the first word of a sentence end nothing: "… And then", "?! Yes"."""
    wordless = len(site.before) < 40 and not any(map(str.isalnum, site.before))
    return SplitVerdict.JOIN if wordless else None


def broken_off(site: SplitSite) -> SplitVerdict | None:
    """Marks after a comma or an opening bracket stand for left-out words: "read, ... a", "[…]".

    A closed bracket before a capital ends what was left out: "It is thin [...] Ozone is a gas".
    """
    last = site.before.rstrip()[-1:]
    if last in {*"([{"}:
        whole = site.closers[:1] in {")", "]", "}"} and site.word[:1].isupper()
        words = any(map(str.isalnum, site.before))
        return None if whole and words else SplitVerdict.JOIN
    return SplitVerdict.JOIN if last in {*",;،؛"} else None


def list_marker(site: SplitSite) -> SplitVerdict | None:
    """A number or letter that is all of the sentence so far counts an item: "2. The deputy".

    The first item may also follow a colon: "Two rules: 1. Wash your hands."
    Known to fail: a sentence that is one number, "How many? 120. Nobody knew."
    """
    if not site.is_stop or site.closers:
        return None
    if len(site.before) < 12 and _LIST_MARKER.fullmatch(site.before.strip().lstrip(OPENERS)):
        return SplitVerdict.JOIN
    return SplitVerdict.JOIN if _BEFORE_MARKER.search(site.before) else None


def lower_case(site: SplitSite) -> SplitVerdict | None:
    """A sentence does not begin in lower case: "tents, etc. for sale", "“Why?” he asked".

    Brands may ("iPhone sales"), handles ("@user"), placeholders ("{name}"), web addresses
    ("www.example.org") and list markers ("(b) Two"). After a word in a script without capitals,
    case says nothing.
    """
    if not site.word[:1].islower():
        return None
    if _BRAND.match(site.word) or site.lead.rstrip().endswith(_PLACEHOLDER):
        return None
    if _ADDRESS.match(site.text, site.at + len(site.lead)):
        return None
    if len(site.word) == 1 and site.after == ")":
        return None
    return None if caseless(site.token[-1:]) else SplitVerdict.JOIN


def dash_after_quote(site: SplitSite) -> SplitVerdict | None:
    """A dash after a quotation leads to who said it: "«Стоп!» — Иван не двигался"."""
    return SplitVerdict.JOIN if site.closes_quote and site.lead[:1] in DASHES else None


def speech_tag(site: SplitSite) -> SplitVerdict | None:
    """Who spoke, set in dashes, interrupts a speech: "Мы уйдём, — сказал он. — Но не сейчас".

    The speech goes on after another dash, or was itself opened by one: "— We lost, — he said."
    """
    if not site.is_stop or not _SPEECH_TAG.search(site.before):
        return None
    opened = _SPEECH_DASH.match(site.text, site.start)
    return SplitVerdict.JOIN if opened or site.lead[:1] in DASHES else None


def agency(site: SplitSite) -> SplitVerdict | None:
    """An agency between slashes is still the dateline: "МОСКВА, 5 мая. /ТАСС/."."""
    return SplitVerdict.JOIN if site.lead[:1] == "/" else None


def continuation(site: SplitSite) -> SplitVerdict | None:
    """Some words carry on what an ellipsis or a quotation broke off: "ایستاد... و خندید".

    An ellipsis after "and" stands for "and so on": "نفت، اقتصاد و... در جلسه". Languages with
    capitals need no such lists; see `lower_case`.
    """
    if site.lead:
        return None
    ellipsis = "…" in site.marks or ".." in site.marks
    if site.closes_quote:
        goes_on = site.lexicon.has(Words.AFTER_QUOTE, site.word)
    elif ellipsis and site.lexicon.has(Words.AND_SO_ON, site.token):
        return None if site.starter_follows else SplitVerdict.JOIN
    else:
        goes_on = ellipsis and site.lexicon.has(Words.AFTER_ELLIPSIS, site.word)
    return SplitVerdict.JOIN if goes_on else None


def aside(site: SplitSite) -> SplitVerdict | None:
    """An exclamation in brackets inside a sentence: "won (again!) Tuesday"."""
    if site.closers[:1] != ")" or site.marks.endswith((".", "…")) or site.starter_follows:
        return None
    opened = site.before.rfind("(")
    inside = opened > 0 and site.before[:opened].rstrip()[-1:] not in ("", *".!?…؟۔")
    return SplitVerdict.JOIN if inside else None


def marked_name(site: SplitSite) -> SplitVerdict | None:
    """Some names end in a mark: "Yahoo! Mail"; before a starter it is taken for a final one."""
    if site.marks not in ("!", "?") or site.closers or site.starter_follows:
        return None
    names = site.lexicon.words[Words.NAMES]
    name = site.token + site.marks
    return SplitVerdict.JOIN if name in names or f"{site.previous} {name}" in names else None


def never_ends(site: SplitSite) -> SplitVerdict | None:
    """Titles and the like need the next word: "Gen. Smith", "им. Ленина", "Prof. Dr. Kaya".

    Some do so before a full name only: "Sen. Bernie Sanders", but "Sen. Ahmet biliyor".
    """
    if site.closers:
        return None
    if site.kind is AbbreviationKind.FULL_NAME:
        words = site.text[site.at : site.at + 40].split()[:2]
        name = len(words) > 1 and all(word[0].isupper() for word in words)
        return SplitVerdict.JOIN if name else SplitVerdict.SPLIT
    return SplitVerdict.JOIN if site.kind is AbbreviationKind.NEVER else None


def may_end(site: SplitSite) -> SplitVerdict | None:
    """Abbreviations that may end a sentence do so before a word that starts one.

    "in the U.S. He left" is split, "the U.S. Senate" is not. Any chain of letters with full stops
    is taken for such an abbreviation, whether listed or not. A name counts where a verb follows
    it: "left the U.S. Smith has stayed". Known to fail: "left the U.S. Smith stayed".
    """
    if not site.is_stop:
        return None
    kind = site.kind
    if kind is None and site.chain is None:
        return None
    if kind is AbbreviationKind.WORD and site.lead[:1] not in DASHES:
        return SplitVerdict.SPLIT
    if site.whole and not site.closers and site.before.strip().lstrip(OPENERS) == site.token:
        return SplitVerdict.JOIN  # nothing has been said yet
    if site.chain and (_is_subject(site) or _changes_script(site)):
        return SplitVerdict.SPLIT
    if site.chain and site.closes_quote and site.capital_follows and not site.lead:
        goes_on = site.lexicon.has(Words.AFTER_TIME, site.word)
        return SplitVerdict.JOIN if goes_on else SplitVerdict.SPLIT  # a title such as “E.T.”
    return _before_starter(site)


def _changes_script(site: SplitSite) -> bool:
    """Whether a capital of another script follows Latin letters: "суд D.C. Пелоси добавила"."""
    return (
        site.token.isascii()
        and site.word[:1].isupper()
        and not site.word[:1].isascii()
        and ("LATIN" not in unicodedata.name(site.word[0], ""))
    )


def _is_subject(site: SplitSite) -> bool:
    """Whether a name and a verb follow that are no part of "the U.S. Senate has".

    Letters that are not listed are the initials of that name: "the envoy J. R. Smith has".
    """
    if site.kind is None or site.lead or not site.word[:1].isupper():
        return False
    if site.lexicon.has(Words.HEADS, site.word):
        return False
    words = site.text[site.at : site.at + 60].split()[:2]
    return len(words) > 1 and site.lexicon.has(Words.AUXILIARIES, words[1])


def named_letter(site: SplitSite) -> SplitVerdict | None:
    """A letter that is a name of its own: "Group B. Italy", "minus 10 C. Schools".

    What makes it one is the noun before it, another letter, or a number.
    """
    if not site.is_stop or len(site.token) != 1 or not site.token.isalpha() or site.lead:
        return None
    if site.kind is AbbreviationKind.BEFORE_NUMBER and site.word[:1].isdigit():
        return None
    nouns, before = site.lexicon, site.previous
    named = nouns.has(Words.LETTERED, before) or nouns.has(Words.LETTERED, before.lower())
    degrees = site.token.isupper() and before[-1:].isdigit()
    pair = _LETTER_PAIR.search(site.before)
    listed = pair is not None and nouns.has(Words.BETWEEN_LETTERS, pair["between"])
    letters = site.token == site.token.upper()
    return SplitVerdict.SPLIT if named or degrees or (listed and letters) else None


def initial(site: SplitSite) -> SplitVerdict | None:
    """A single letter abbreviates a name or a unit: "George W. Bush", "А. Пушкин", "с. Ивановка".

    It ends a sentence before a word that starts one, "vitamin C. It", and before another script,
    for a Latin initial stands before a Latin name. A quote does not count,
    nicknames stand there: "Joe B. “Buddy” Smith". Letters in a row without stops are an acronym,
    as Arabic spells agencies: "أ ف ب." (AFP).
    """
    if not site.is_stop or not (len(site.token) == 1 and site.token.isalpha()):
        return None
    if _changes_script(site) or (site.token.isascii() and caseless(site.word[:1])):
        return SplitVerdict.SPLIT
    conjunction = site.lexicon.has(Words.AND_SO_ON, site.previous)
    letters = len(site.previous) == 1 and caseless(site.previous) and caseless(site.token)
    if letters and not conjunction:
        return SplitVerdict.SPLIT
    if site.lead and not site.closers:
        return SplitVerdict.JOIN
    return _before_starter(site)


def letter_name(site: SplitSite) -> SplitVerdict | None:
    """An initial written out, as Arabic and Persian do: "جورج دبليو. بوش" (George W. Bush).

    Two letter names in a row are an acronym, which ends a sentence like any word: "بي بي سي."
    """
    if not site.is_stop or site.closers or not site.lexicon.has(Words.LETTERS, site.token):
        return None
    if site.starter_follows or site.lexicon.has(Words.LETTERS, site.previous):
        return SplitVerdict.SPLIT
    return SplitVerdict.JOIN


def _before_starter(site: SplitSite) -> SplitVerdict:
    """Split before a starter, and where a quotation closes that is more than a name.

    A dash joins: it follows the place of a dateline, "WASHINGTON, D.C. — The".
    """
    if site.lead[:1] in DASHES:
        return SplitVerdict.JOIN
    if site.starter_follows:
        return SplitVerdict.SPLIT
    quoted = _QUOTED.search(site.before) if site.closes_quote else None
    name = quoted and not any(word[0].islower() for word in quoted[1].split())
    return SplitVerdict.SPLIT if site.closes_quote and not name else SplitVerdict.JOIN


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
    inside_title,
    title,
    caseless_quotation,
    aside,
    marked_name,
    numbered,
    measure,
    dated,
    address,
    named_letter,
    number_sign,
    time_of_day,
    never_ends,
    may_end,
    initial,
    letter_name,
    ordinal,
)
