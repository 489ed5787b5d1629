"""Rules about what closes with a quotation: who spoke, a title, a speech that goes on."""

import re
from dataclasses import dataclass

from dragoman.patterns import lazily
from dragoman.segment.lexicon import Words
from dragoman.segment.site import OPENERS, SplitSite, caseless
from dragoman.segment.verdict import SplitVerdict

# How far back the opening mark of a quotation is looked for: titles are short.
_REACH = 240
_PAIRS = {"”": "“„", "“": "„", "»": "«", "›": "‹", "’": "‘", '"': '"', "'": "'"}
_ASKS = frozenset("?!؟…")
_INTRODUCES = frozenset(":,;،؛.…?!؟۔")
_CLAUSE = lazily(r"(?P<words>[^.!?…؟۔,:;،؛\"“”«»]{1,80})(?:[.!?…؟۔,]|$)")
# A clause that says who spoke is short: no more is read of it than this.
_AHEAD = 240
# A slogan or a title without a noun that leads to it is no longer than this.
_SLOGAN_WORDS = 5
_BRIEF_WORDS = 5
_SPEAKER_WORDS, _APPOSITION_WORDS, _TOLD_WORDS = 8, 14, 12
_QUOTED = lazily(r"[\"“„«]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation that opened in the sentence that its end might end."""

    lead: str
    """The sentence up to the opening mark, without the space before it."""

    inside: str


def quotation(site: SplitSite) -> Quotation | None:
    """Find the quotation that closes here; None if it opened in an earlier sentence."""
    low = max(site.start, site.mark_at - _REACH)
    for closer in site.closers:
        opens = [site.text.rfind(mark, low, site.mark_at) for mark in _PAIRS.get(closer, "")]
        place = max(opens, default=-1)
        if place >= 0:
            return Quotation(
                site.text[low:place].rstrip(), site.text[place + 1 : site.mark_at].strip()
            )
    return None


def attribution(site: SplitSite) -> SplitVerdict | None:
    """A short clause after a quotation that only says who spoke, as in "“Why?” Smith asked".

    Either a few words with a saying verb first or last, or a name, perhaps with an
    apposition, a saying verb, and to whom, when or where: "“Why?” Jo Ray, the mayor, asked
    reporters on Monday." A clause that tells more, or that opens a new quotation, is a sentence:
    "“Why?” Smith said the matter was closed."
    """
    if not site.closes_quote or site.lead or not site.word:
        return None
    if caseless(site.word[0]):
        return SplitVerdict.JOIN if _says_who(site) else None
    if site.starter_follows and site.after != "." and not _begins_name(site):
        return None  # "“Why?” He asked": in one sentence, "he" would have no capital
    return SplitVerdict.JOIN if _says_who(site) or _names_speaker(site) else None


def _begins_name(site: SplitSite) -> bool:
    """Whether a word that may open a sentence opens a name here: "Police Chief Ana Ruiz"."""
    words = site.text[site.at : site.at + _AHEAD].split()[:2]
    capitals = len(words) > 1 and words[1][:1].isupper()
    return capitals and not _has(site, Words.ADJUNCTS, site.word.lower())


def _says_who(site: SplitSite) -> bool:
    clause = _CLAUSE.match(site.text, site.at)
    if clause is None:
        return False
    words = clause["words"].split()
    last = (words[-1:], words[-2:])
    edges = (words[:1], words[:2], *last) if len(words) <= _BRIEF_WORDS else last
    return any(site.lexicon.has(Words.SAYING, " ".join(edge)) for edge in edges)


def _names_speaker(site: SplitSite) -> bool:
    words = site.text[site.at : site.at + _AHEAD].split()
    at = _past_name(site, words)
    while at < len(words) and (words[at].endswith("ly") or _has(site, Words.ADVERBS, words[at])):
        at += 1
    if not 0 < at < len(words) or not _says(site, words[at]):
        return False
    verb = words[at].rstrip(".,!?…")
    return verb != words[at] or _only_adds(site, verb, words[at + 1 :])


def _past_name(site: SplitSite, words: list[str]) -> int:
    """Return how many words name the speaker, with an apposition between commas.

    Words in lower case may stand inside: "Kremlin spokesman Dmitry Peskov".
    """
    past = 0
    for at, word in enumerate(words[:_SPEAKER_WORDS]):
        if not word[:1].isupper():
            if _says(site, word) or _has(site, Words.AUXILIARIES, word):
                return past
            continue
        past = at + 1
        if word.endswith(","):
            ends = range(past, min(len(words), past + _APPOSITION_WORDS))
            return next((end + 1 for end in ends if words[end].endswith(",")), past)
    return past


def _says(site: SplitSite, word: str) -> bool:
    verb = word.rstrip(".,!?…")
    return _has(site, Words.SAYING, verb) or _has(site, Words.TELLING, verb)


def _only_adds(site: SplitSite, verb: str, rest: list[str]) -> bool:
    """Whether the words after a saying verb say no more than to whom, when and where."""
    end = next((i + 1 for i, word in enumerate(rest) if word[-1] in ".!?…,:;"), len(rest))
    rest = rest[:end]
    if not rest or len(rest) > _TOLD_WORDS or rest[-1].endswith(":"):
        return False
    if any(_has(site, Words.CONTENT, word) for word in rest[1:]) or _QUOTED.search(" ".join(rest)):
        return False
    first = rest[0].rstrip(".,")
    if _has(site, Words.AFTER_SAYING, first) or first.endswith("ly"):
        return True
    return _has(site, Words.TELLING, verb) and not _has(site, Words.CONTENT, rest[0])


def _has(site: SplitSite, words: Words, word: str) -> bool:
    return site.lexicon.has(words, word)


def inside_title(site: SplitSite) -> SplitVerdict | None:
    """Marks between the words of a title or slogan: "the show “What? Where? When?” is back".

    The quotation is short, something leads to it that is not a colon, and the sentence goes on
    after it in lower case; or each part of it is a word or two.
    """
    if site.closers or not _ASKS.issuperset(site.marks) or site.lead:
        return None
    low = max(site.start, site.mark_at - _REACH)
    opening = max(site.text.rfind(mark, low, site.mark_at) for mark in "«“„")
    if opening < 0 or any(mark in site.text[opening : site.mark_at] for mark in "»”"):
        return None
    closing = min(
        (at for mark in "»”" if (at := site.text.find(mark, site.at, site.at + 80)) >= 0),
        default=-1,
    )
    lead = site.text[low:opening].rstrip()
    if closing < 0 or not lead or _leads_to_speech(site, lead):
        return None
    parts = re.split(r"[?!؟…]+", site.text[opening + 1 : closing])
    brief = all(len(part.split()) <= 2 for part in parts)
    after = site.text[closing + 1 : closing + 3].lstrip()
    named = _leads_to_title(site, lead)
    return SplitVerdict.JOIN if brief or named or after[:1].islower() else None


def title(site: SplitSite) -> SplitVerdict | None:
    """A title or slogan in quotation marks may end in a mark of its own: "on “Jeopardy!” Friday".

    A title is what a word such as "film" leads to, or what is written in capitals throughout.
    Known to fail: a speech in capitals before a sentence that begins with a name.
    """
    if not site.closes_quote or not _ASKS.issuperset(site.marks.replace(" ", "")):
        return None
    if site.lead or site.starter_follows or not site.word or caseless(site.word[0]):
        return None
    quoted = quotation(site)
    if quoted is None or _introduced(site, quoted):
        return None
    words = quoted.inside.split() or [""]
    if _leads_to_title(site, quoted.lead):
        return SplitVerdict.JOIN
    last = quoted.lead.split()[-1].lstrip(OPENERS) if quoted.lead else ""
    capitals = words[0][:1].isupper() and all(
        word[:1].isupper() or _has(site, Words.SMALL, word) for word in words
    )
    shouted = all(word.isupper() for word in words) and len(words) > 1
    long_enough = len(words) > 1 or (last and (last[0].islower() or len(quoted.lead.split()) > 1))
    return SplitVerdict.JOIN if capitals and long_enough and not shouted else None


def caseless_quotation(site: SplitSite) -> SplitVerdict | None:
    """Where no capital shows it, a quotation that asks or calls out is mostly part of a sentence.

    Persian and Arabic: "فیلم «خانه دوست کجاست؟» در جشنواره". What a colon or a saying verb led to
    is a speech, after which only some words go on; so is a quotation that begins the sentence.
    """
    if not site.closes_quote or _ASKS.isdisjoint(site.marks) or "." in site.marks.strip("."):
        return None
    if site.lead or not site.word or not caseless(site.word[0]):
        return None
    quoted = quotation(site)
    if quoted is None:
        return None
    if not quoted.lead or _introduced(site, quoted):
        lists = [Words.AFTER_SPEECH]
        if not quoted.lead.endswith(":"):
            lists.append(Words.AFTER_ASKING)
        return SplitVerdict.JOIN if any(_goes_on(site, words) for words in lists) else None
    named = _leads_to_title(site, quoted.lead)
    brief = len(quoted.inside.split()) <= _SLOGAN_WORDS
    return SplitVerdict.JOIN if (named or brief) and not _opens(site) else None


def _goes_on(site: SplitSite, words: Words) -> bool:
    """Whether the next word is listed; a beginning such as `و*` counts less than a starter."""
    if site.word in site.lexicon.words[words]:
        return not _pair_opens(site)
    return not _opens(site) and _has(site, words, site.word)


def _opens(site: SplitSite) -> bool:
    return site.starter_follows or _pair_opens(site)


def _pair_opens(site: SplitSite) -> bool:
    """Whether the next two words open a sentence: "در حال", "حتى الآن"."""
    pair = [word.rstrip("،,") for word in site.text[site.at : site.at + 40].split()[:2]]
    return " ".join(pair) in site.lexicon.words[Words.STARTERS]


def _introduced(site: SplitSite, quoted: Quotation) -> bool:
    return bool(quoted.lead) and _leads_to_speech(site, quoted.lead)


def _leads_to_title(site: SplitSite, lead: str) -> bool:
    last = lead.split()[-1].lstrip(OPENERS).lower() if lead else ""
    return bool(last) and _has(site, Words.WORKS, last)


def _leads_to_speech(site: SplitSite, lead: str) -> bool:
    if lead[-1] in _INTRODUCES:
        return True
    words = [word.lstrip(OPENERS) for word in lead.split()[-2:]]
    return any(site.lexicon.has(Words.SAYING, word) for word in (words[-1], " ".join(words)))
