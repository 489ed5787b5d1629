"""Rules of Russian."""

from __future__ import annotations

import re

from dragoman.patterns import lazily
from dragoman.typography.passage import ATOM, MARKUP, Passage

NBSP = "\u00a0"
_DASH = lazily(rf"(?<=[^\s-])[ {NBSP}]+[-–—] +(?=\S)")


def lengthen_dashes(passage: Passage) -> str:
    """Write a dash between words as `—`, with a no-break space before it.

    `Москва - столица` → `Москва — столица`. A hyphen without spaces, and a dash between numbers,
    stay as they are.
    """

    def dash(match: re.Match[str]) -> str:
        text = passage.text
        numbers = text[match.start() - 1].isdigit() and text[match.end()].isdigit()
        return match[0] if numbers else f"{NBSP}— "

    return _DASH.sub(dash, passage.text)


_NUMBER_SIGN = lazily(r"№ *(?=[\d\w])")


def space_number_sign(passage: Passage) -> str:
    """Put a no-break space after the number sign: `№5` → `№ 5`."""
    return _NUMBER_SIGN.sub(f"№{NBSP}", passage.text)


_NAME = r"[А-ЯЁ][а-яё]+"
_INITIALS = lazily(rf"\b([А-ЯЁ]\.) ?(?:([А-ЯЁ]\.) ?)?(?={_NAME})")
_AFTER_NAME = lazily(rf"(?<=[а-яё]) (?=[А-ЯЁ]\.{NBSP}?[А-ЯЁ]\.)")


def bind_initials(passage: Passage) -> str:
    """Keep initials with their surname: no-break spaces in `А. С. Пушкин`."""

    def bound(match: re.Match[str]) -> str:
        return "".join(f"{part}{NBSP}" for part in match.groups() if part)

    return _AFTER_NAME.sub(NBSP, _INITIALS.sub(bound, passage.text))


_SHORT = lazily(
    rf"(?<![\w{NBSP}-])(в|во|к|ко|с|со|о|об|у|и|а|на|по|за|из|от|до|не|ни|но)"
    rf"([{MARKUP}]*) (?=[{MARKUP}]*[\w«„{ATOM}])",
    re.IGNORECASE,
)
_UNIT = lazily(
    r"(?<=\d) (?=(?:тыс|млн|млрд|трлн|руб|коп|км|кг|см|мм|м|г|л|га|ч|мин|сек|лет|"
    r"век[аеу]?|год[ау]?)\b)"
)
_PARTICLE = lazily(r" (?=(?:же?|бы?|ли?)\b)")
_SHORTENED = lazily(r"\b(г|гг|ул|пр|д|стр|рис|им|св|т)\. (?=[\w«])")


def bind_short_words(passage: Passage) -> str:
    """Keep short words and units with their neighbour: no-break spaces in `в 20 км`."""
    text = _SHORT.sub(rf"\1\2{NBSP}", passage.text)
    text = _UNIT.sub(NBSP, text)
    text = _SHORTENED.sub(rf"\1.{NBSP}", text)
    return _PARTICLE.sub(NBSP, text)
