"""Checks of quotation marks, brackets and the mark at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.pair import Pair
from dragoman.checks.scripts import CYRILLIC, script
from dragoman.facts.writing import ANGLED, BRACKET, QUOTING
from dragoman.languages import record
from dragoman.patterns import lazily

_ANY_QUOTE = lazily(r"[\"“”„‟«»‹›「」『』《》〈〉｢｣＂〝〞〟״]")
_SINGLE = lazily(
    r"(?<!\w)[‘‚‛'`’](?=\w)[^‘‚‛'`’]*[\w.,!?][’'‘]|(?<=[.,!?…])[’‘](?!\w)|(?<=[,])'(?!\w)"
)
"""A quotation in single marks, after which an ending may follow: 'Sarmaşık'taki. Or the end of one
that began before."""

_INCH = lazily(r"(?<=\d)[\"”“](?=[\s,.)x×]|$)")
"""A mark that may be an inch, or the end of a quotation that ends in a figure."""

_ENDS = lazily(r"^[^\"“”]*(?:[.,!?][\"”](?!\w)[^\"“”]*|\w[\"”]\W*)$")
"""The end of a quotation that began in another sentence."""


def check_quotes_lost(pair: Pair) -> Iterator[str]:
    """Find quotations that have no quotation mark at all in the target."""
    if not pair.given.plain_signs & QUOTING:
        return
    source, target = pair.given.plain, pair.made.plain
    marks = source.count('"') + source.count("“") + source.count("”")
    if not marks or _ANY_QUOTE.search(target) or _SINGLE.search(target):
        return
    own = script(pair.target_language)
    if (own is None or (own == CYRILLIC and marks == 1)) and _BY_DASH.search(target) is not None:
        return
    if marks == 1:
        if _ENDS.search(_INCH.sub("", source)):
            yield "the source closes a quotation, the target has no quotation mark"
    elif _ANY_QUOTE.search(_INCH.sub("", source)) and not (
        _names(pair) or _so_called(source) or _titles(source)
    ):
        yield "the source has quotation marks, the target has none"


_WRAPPED = lazily(
    r"(?:\"[^\"]+\"|[“„‟”][^“”„‟]+[“”]|«[^«»]+»|»[^«»]+«|‹[^‹›]+›|「[^「」]+」|『[^『』]+』|[‘‚'][^‘’‚']+[’'])"
    r"[.!?…؟۔。]?"
)
"""A text that stands in quotation marks, from its beginning to its end."""

_OPENERS = frozenset("\"“„‟”«»‹›「『‘‚'")


def check_quotes_added(pair: Pair) -> Iterator[str]:
    """Find quotation marks round the whole target where the source has none.

    They come along when a translation is copied out of an answer: `The bridge is closed.` →
    `«Мост закрыт.»`. A name, such as that of a film, stands in them in many languages.
    """
    target = pair.made.plain.strip()
    if target[:1] not in _OPENERS or _WRAPPED.fullmatch(target) is None:
        return
    source = pair.given.plain.strip()
    if _ANY_QUOTE.search(source) or source[:1] in "'‘’`" or source.rstrip(".!?")[-1:] in "'’":
        return
    if len(source.split()) > NAME or source[-1:] in ".!?":
        yield "quotation marks stand round the whole text, and the source has none"


_BY_DASH = lazily(r"[,!?…՞]\s?[—–-]\s\w")
"""A dash after somebody's words: in Russian, it stands for the mark that closes them, and in
Armenian for both."""

_QUOTED = lazily(r"[\"“”]([^\"“”]*)[\"“”]")
NAME = 4
"""The most words of what may be a name in quotation marks."""


def _so_called(text: str) -> bool:
    """Whether all that is quoted are single words used in some other sense, and nobody's words."""
    quoted: list[str] = _QUOTED.findall(text)
    if not quoted or _REPORTED.search(text) is not None:
        return False
    return all(_SENSE.fullmatch(each) is not None for each in quoted)


def _titles(text: str) -> bool:
    """Whether all that is quoted are names and titles, which have capitals to show it."""
    quoted = [each.strip(" ,.").split() for each in _QUOTED.findall(text)]
    return bool(quoted) and _REPORTED.search(text) is None and all(map(_title, quoted))


def _title(words: list[str]) -> bool:
    return (
        1 < len(words) <= NAME
        and words[0][0].isupper()
        and all(len(word) <= NAME or word[0].isupper() for word in words)
    )


_SENSE = lazily(r"[a-z]+(?:-[a-z]+)?[,.]?")
_REPORTED = lazily(
    r"\b(?<!so-)(?:sa(?:id|ys?|ying)|told|tells|call(?:ed|s|ing)|descri|accus|den(?:y|ie|ounc)|brand|label|"
    r"blam|dismiss|condemn|liken|claim|vow|warn|insist|admit|promis|term(?:ed|s)|dubb|slam|wrote)"
)
"""Words that make somebody's words of a quotation."""


def _names(pair: Pair) -> bool:
    """Whether what is quoted may be names, which stand in quotation marks outside English."""
    if pair.from_english:
        return False
    quoted: list[str] = _QUOTED.findall(pair.given.plain)
    return all(len(each.split()) <= NAME for each in quoted)


_BY_SINGLE = lazily(r"(?:^|[\s:,(])['‘](?=\w)|['’]$|[,.!?]['’](?=\s)|['’](?=,\s)")
"""A single mark that opens or closes a quotation, in which a translation may have double ones."""

_NESTED = lazily(r"[\"“”'’]\s?[\"“”]\W*(?:$|\s)")
"""A quotation that ends within another: one mark may close both."""

_OPENING = lazily(r"(?:(?<=^)|(?<=[\s(\[—–-]))[\"“](?=\w)")
_CLOSING = lazily(r"(?<=[\w.,!?…])[\"”](?!\w)")


def _nested(text: str) -> bool:
    """Whether a quotation stands within another, whose end one mark may close for both."""
    if _NESTED.search(text):
        return True
    first, second, *_ = [*(each.start() for each in _OPENING.finditer(text)), -1, -1]
    return 0 <= first < second and _CLOSING.search(text, first + 1, second) is None


def check_quotes_unbalanced(pair: Pair) -> Iterator[str]:
    """Find quotations that open and never close, or the reverse."""
    if not pair.made.plain_signs & (QUOTING | ANGLED):
        return
    target, source = pair.made.plain, pair.given.plain
    wrong = _unbalanced(target)
    if not wrong or _BY_SINGLE.search(source) or _nested(source):
        return
    if _for_apostrophe(source, target):
        return
    if record(pair.target_language).own_marks and _goes_on(source, target):
        return
    if not _unbalanced(source):
        yield wrong
    elif _last_opens(target) and not _last_opens(source):
        yield f"{wrong}; the source closes the quotation, the target only opens it"


_INTERRUPTED = lazily(r"^\W*[\"“][^\"“”]+[,?!…][\"”][^\"“”]+$")
"""A quotation with who said it after it, which may go on in the next sentence."""

_TO_THE_END = lazily(r"^[^\"“”«»„]*[:,،]?\s?[\"“”«„](?=\w)[^\"“”«»„]*[.!?؟…]$")


def _goes_on(source: str, target: str) -> bool:
    """Whether a target says first who speaks, and leaves the end of the words to what follows.

    `"A," he said. "B."` becomes `He said: "A. B."`, and its first sentence opens a quotation.
    """
    if _INTERRUPTED.search(source) is None:
        return False
    return _TO_THE_END.search(target.strip()) is not None


_APOSTROPHE_LIKE = lazily(r"(?<=\w)\"(?=[^\W\d_]{1,8}\b)")


def _for_apostrophe(source: str, target: str) -> bool:
    """Whether a straight mark was typed for an apostrophe: `NATO"nun`, of a source without any."""
    if not _ANY_QUOTE.search(_APOSTROPHE_LIKE.sub("'", target)):
        return _ANY_QUOTE.search(source) is None
    return False


def _last_opens(text: str) -> bool:
    """Whether the last quotation mark of the text opens a quotation."""
    text = _outward(text)
    place = max(map(text.rfind, '"“”„‟«»‹›'))
    if place < 0 or text[place] in "»›”":
        return False
    if text[place] in "«‹„":
        return True
    before, after = text[:place][-1:], text[place + 1 :][:1]
    return (not before or not before.isalnum()) and after.isalnum()


def _unbalanced(text: str) -> str:
    """Say which marks have no partner; empty if all have.

    One that opens and one of another kind that closes are partners.
    """
    text = _WITHIN_WORD.sub("", text)
    if "«" in text or "»" in text:
        text = _outward(text)
    angled = []
    for opening, closing in ("«»", "‹›"):
        opened, closed = text.count(opening), text.count(closing)
        if opened != closed:
            angled.append((opened - closed, f"{opened} × {opening} and {closed} × {closing}"))
    straight, curly = text.count('"'), sum(map(text.count, "“”„‟"))
    odd = (straight + curly) % 2
    if odd and _CLOSED_BY_DASH.search(text) is not None:
        odd = 0
    if odd and (straight + curly - len(_INCH.findall(text))) % 2 == 0:
        odd = 0
    if len(angled) == 1 and odd and abs(angled[0][0]) == 1:
        return ""
    if angled:
        return angled[0][1]
    if not odd:
        return ""
    counts = {'{} × "': straight, "{} of “ ” „": curly}
    said = ", ".join(form.format(count) for form, count in counts.items() if count)
    return f"an odd number of marks: {said}"


_WITHIN_WORD = lazily(r"(?<=[א-ת])[\"“”״](?=[א-ת](?![א-ת]))")
"""The mark of a Hebrew acronym or unit, which stands before its last letter."""

_OPENS_OUTWARD = lazily(r"«(?=\w)|(?<=[\w.,!?…])»")
_OPENS_INWARD = lazily(r"»(?=\w)|(?<=[\w.,!?…])«")
_TURNED = str.maketrans("«»", "»«")


_CLOSED_BY_DASH = lazily(r"„[^“”„]*\s[–—]\s\w[^“”]*$")
"""Somebody's words that a dash closes, as in Hungarian and Lithuanian, with who said them."""


def _outward(text: str) -> str:
    """Turn angled marks that point inward, »so«, as German and Slovene have them."""
    if _OPENS_OUTWARD.search(text) is None and _OPENS_INWARD.search(text) is not None:
        return text.translate(_TURNED)
    return text


_ITEM = lazily(r"(?:^|(?<=[\s,;:،؛(]))[\w]{1,3}\)")
"""The sign of a list item: `a)`, `12)`."""

_SMILEY = lazily(r"[:;]-?[()]+")


_BRACKETS_TO_SPARE = lazily(
    r"\((?:[A-Z][A-Za-z]{0,3}[A-Z]s?|[A-Z]{2,}[\w.\-/]{0,6}|"
    r"(?:about |some )?[\d.,]+ ?(?:square )?[°A-Za-z² ]{1,14}|[A-Z](?:-[A-Z][a-z.]{1,6})?|"
    r"(?:which|who|whose|where|instead of|the so-called|so-called) [^()]{1,120}|"
    r"(?:or:? |also |that is,? |i\.e\.,? |also (?:known as|called) )?[a-z]+(?:[- ][a-z]+)?)\)"
)
"""Brackets with an acronym, a measure in another unit or a word that means the same, which
translations leave out."""

_GLOSS = lazily(
    r"\((?:[A-Z][\w.&/’'-]*(?:\s[\w.&/’'-]+){0,4}|[a-z][\w’'-]*(?:\s[\w’'-]+){0,2})\)", re.ASCII
)
"""Brackets with an acronym or a few Latin words, which tell the reader of a translation in other
letters what the source calls it."""

_APART = lazily(r"\s[-–—]\s?")
"""A dash, with two of which translations set off what stood in brackets."""


def check_brackets(pair: Pair) -> Iterator[str]:
    """Find brackets without a partner, lost ones, and ones that the source has not."""
    if not (pair.given.plain_signs | pair.made.plain_signs) & BRACKET:
        return
    source, target = pair.given.plain, pair.made.plain
    given = "(" in source or "[" in source or ")" in source
    made = "(" in target or "[" in target or ")" in target or "]" in target
    if not given and not made:
        return
    before, after = _brackets(source), _brackets(target)
    for (opened, closed), marks, own in zip(after, ("()", "[]"), before, strict=True):
        if opened != closed and own[0] == own[1]:
            yield f"{opened} × {marks[0]} and {closed} × {marks[1]}"
            return
    pairs, own_pairs = (sum(opened for opened, _ in each) for each in (before, after))
    if pairs and not own_pairs and _BRACKETS_TO_SPARE.sub("", source).count("(") == 0:
        return
    if pairs and not own_pairs:
        if len(_APART.findall(target)) > len(_APART.findall(source)) + 1:
            return
        yield "the source has brackets, the target has none"
    elif after[0][0] and not pairs and record(pair.target_language).stray_brackets:
        if _GLOSS.sub("", target).count("(") == 0:
            return
        yield "the target has brackets, the source has none"


def _brackets(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Count the round and square brackets that open and close."""
    if ")" in text:
        text = _SMILEY.sub("", text)
        if text.count("(") != text.count(")"):
            text = _ITEM.sub("", text)
    return (text.count("("), text.count(")")), (text.count("["), text.count("]"))


_CLOSERS = "\"'”“’‘»›«‹)]}」』）】》〉｣ \u00a0\u202f\u200b\u200e\u200f\u061c*_·"
"""What may stand after the final mark; the engine `pseudo` fills up with middle dots."""

_STOPS = ".。۔।։።။។"
_FINAL = ".!?…؟۔:;؛。．｡！？։।॥။።፧༎།។៕᠃᱾꓿"
"""The marks that end a sentence in the scripts of living languages: most have the property
`Sentence_Terminal` in Unicode."""

_ASKING = "?؟？;\u037e՞፧"
"""Question marks: Greek asks with a semicolon, and Armenian within the word that is stressed."""

_UNMARKED = lazily("[\u0e00-\u0eff]")
"""Letters of Thai and Lao, whose sentences end without a mark."""

_ABBREVIATION = lazily(
    r"(?:\b\w|\b(?:Inc|Jr|Sr|Co|Corp|Ltd|St|No|Mr|Mrs|Dr|Prof|vs|etc|al|a\.m|p\.m|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\.\w)\.$",
    re.IGNORECASE,
)


def check_terminal(pair: Pair) -> Iterator[str]:
    """Find a final mark that is lost, or a question that is no question any more."""
    source = pair.given.plain.rstrip(_CLOSERS)
    mark = source[-1:]
    if mark not in ".!?" or not mark:
        return
    target = pair.made.plain.rstrip(_CLOSERS)
    last = target[-1:]
    if mark == "?":
        asked = last in _ASKING or last == "!" or _UNMARKED.match(last)
        if not asked and not _asks(target, source.count("?")):
            yield "the source ends in a question mark, the target does not"
    elif last not in _FINAL and last not in ",،、，՝-–—" and not _UNMARKED.match(last):
        if mark == "." and (
            record(pair.target_language).bare_stop or _ABBREVIATION.search(source) is not None
        ):
            return
        yield f"the source ends in “{mark}”, the target in no such mark"


def _asks(target: str, questions: int) -> bool:
    """Whether the question stands elsewhere in a text: near its end, or the only one anywhere."""
    asked = target if questions == 1 else target[-25:]
    return any(mark in asked for mark in _ASKING if mark != ";")


_SHORT_END = lazily(r"(?:^|[\s\u00a0(])\w{1,4}\.$|\.\w{1,3}\.$|\d\.$")


_WITHIN = lazily(r"[a-zа-яё)\d][.!?؟][\"”’')]?\s+[^\W\d_]")
"""A sentence that ends within a text, which is no headline then."""

HEADLINE = 120
"""Characters of the longest headline; more are a sentence that lost its full stop."""


def check_headline_period(pair: Pair) -> Iterator[str]:
    """Find a full stop at the end of a headline that has none in the source."""
    target = pair.made.plain.rstrip(_CLOSERS)
    if target[-1:] not in _STOPS or not target or target.endswith(".."):
        return
    source = pair.given.plain.rstrip(_CLOSERS)
    if not source[-1:].isalnum() or len(source) > HEADLINE or _WITHIN.search(source) is not None:
        return
    if _SHORT_END.search(target) is None:
        yield "the target ends in a full stop, the source does not"
