"""Dates as people write them in the metadata of an article, with or without a time of day."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dragoman.patterns import lazily

EARLIEST = 1900
"""The first year that is taken for one of the Gregorian calendar: 1405 is a Persian year."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_TIME = (
    r"(?:(?:[T\s]|,\s{0,9}|\s{1,9}at\s{1,9})\s{0,9}(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s{0,9}(?P<half>[ap]\.?m\.?)?"
    r"\s{0,9}(?P<zone>(?:GMT|UTC)[+-]\d{1,2}:?\d{2}|Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?|[ECMP][SD]T|[A-Z][A-Za-z_]+/[A-Za-z_/+-]+)?"
    # JavaScript says in brackets what the zone is called.
    r"(?:\s{1,9}\([^()]{1,60}\))?)?"
)
_WEEKDAY = r"(?:[A-Za-z]{1,20},\s{0,9}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,7}\.?\s{1,9})?"
_FORMS = tuple(
    lazily(rf"{_WEEKDAY}{form}\Z", re.IGNORECASE)
    for form in (
        *(
            f"{day}{_TIME}"
            for day in (
                r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
                r"(?P<day>1[3-9]|2\d|3[01])[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})",
                r"(?P<month>\d{1,2})[-/](?P<day>1[3-9]|2\d|3[01])[-/](?P<year>\d{4})",
                r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
                r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s{1,9}(?:of\s{1,9})?(?P<name>[A-Za-z]{3,20})\.?,?\s{1,9}(?P<year>\d{4})",
                r"(?P<name>[A-Za-z]{3,20})\.?\s{1,9}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,9}(?P<year>\d{4})",
                r"(?P<day>\d{1,2})-(?P<name>[A-Za-z]{3,9})-(?P<year>\d{4})",
            )
        ),
        # As the command `date` writes it.
        r"(?P<name>[A-Za-z]{3,9})\s{1,9}(?P<day>\d{1,2})\s{1,9}(?P<hour>\d{2}):(?P<minute>\d{2})"
        r":(?P<second>\d{2})(?P<half>)\s{1,9}(?:(?P<zone>Z|UTC|GMT|[ECMP][SD]T)\s{1,9})?(?P<year>\d{4})",
    )
)
"""Orders that cannot be mistaken: `03/09/2027` is two different days, and is none of them, but
`23/09/2027` is one."""

_COUNTED = lazily(r"(1[0-8]\d{8})(?:\d{3})?\Z")
"""Seconds, or thousandths of them, since 1970: from 2001 to 2030. With 19 and 20 begin days that
are written in digits alone."""

_UNSET = lazily(
    r"000[01]-0?[01]-0?[01](?:[T\s]\s{0,9}00:00(?::00(?:\.0+)?)?\s{0,9}(?:Z|UTC|[+-]00:?00)?)?\Z"
)
_TWO_DAYS = lazily(
    r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})(,?\s{1,9}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)?\Z",
    re.IGNORECASE,
)
_IN_SOME_YEAR = tuple(
    lazily(form, re.IGNORECASE)
    for form in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s{1,9}(?:of\s{1,9})?(?P<name>[A-Za-z]{3,20})\.?\Z",
        r"(?P<name>[A-Za-z]{3,20})[.,]?\s{1,9}(?P<day>\d{1,2})(?:st|nd|rd|th)?\Z",
    )
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as far as somebody told it."""

    day: date
    """As it was written, whatever the time zone."""

    at: datetime | None = None
    """With its zone; `None` where only the day was told."""

    @property
    def text(self) -> str:
        """The moment as ISO 8601 writes it."""
        return self.at.isoformat() if self.at is not None else self.day.isoformat()

    def begins(self, zone: tzinfo | None) -> datetime:
        """Return the moment itself, or the first one of its day in the zone."""
        return self.at or placed(datetime.combine(self.day, time()), zone)


def read(text: str, zone: tzinfo | None) -> Moment | None:
    """Return the moment that a text tells, `None` if it tells none.

    `zone` holds for a time of day that names none; `None` is the machine's.
    """
    flat = "".join(_ascii(letter) for letter in text.strip())
    if re.fullmatch(r"\d{8}(T\d{6}\S*)?", flat):
        flat = _spread(flat)
    if counted := _COUNTED.match(flat):
        at = datetime.fromtimestamp(int(counted[1]), UTC)
        return Moment(at.date(), at)
    match = next(filter(None, (form.match(flat) for form in _FORMS)), None)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), _month(match), int(match["day"]))
        if day.year < EARLIEST:
            return None
        if match["hour"] is None:
            return Moment(day)
        clock = time(_hour(match), int(match["minute"]), int(match["second"] or 0))
        whole = datetime.combine(day, clock)
        known = match["zone"]
        return Moment(day, placed(whole, _zone(known) if known else zone))
    except (ValueError, OverflowError):
        return None


def is_unset(text: str) -> bool:
    """Whether it is what programs write for no date: the first day of the year 1, or of none."""
    return _UNSET.match(text.strip()) is not None


_PERIODS = tuple(
    lazily(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2}))?\Z",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})\Z",
        r"(?P<name>[A-Za-z]{3,20})\.?,?\s{1,9}(?P<year>\d{4})\Z",
    )
)


def last_of(text: str) -> Moment | None:
    """Return the last day of the month or year that a text tells alone; `None` if it does not."""
    flat = "".join(_ascii(letter) for letter in text.strip())
    match = next(filter(None, (form.match(flat) for form in _PERIODS)), None)
    if match is None:
        return None
    groups = match.groupdict()
    try:
        month = 12 if groups.get("month", "") is None else _month(match)
        day = date(int(match["year"]), month, monthrange(int(match["year"]), month)[1])
    except (ValueError, OverflowError):
        return None
    return Moment(day) if day.year >= EARLIEST else None


def later(text: str) -> str | None:
    """Write `03/09/2027` as the later of the two days that it may be, a time of day with it.

    `None` for any other text.
    """
    match = _TWO_DAYS.match(text.strip())
    if match is None:
        return None
    one, other, year = map(int, match.groups()[:3])
    try:
        day = max(date(year, one, other), date(year, other, one))
        return f"{day.isoformat()}{match[4] or ''}"
    except ValueError:
        return None


def of_year(text: str, year: int | None, near: date | None) -> Moment | None:
    """Return the day that `9 March` is in a year, else the one nearest to another day.

    `None` where the text tells no day, or nothing says its year.
    """
    flat = "".join(_ascii(letter) for letter in text.strip())
    match = next(filter(None, (form.match(flat) for form in _IN_SOME_YEAR)), None)
    if match is None:
        return None
    years = [year] if year else [near.year - 1, near.year, near.year + 1] if near else []
    days = []
    for each in years:
        try:
            days.append(date(each, _month(match), int(match["day"])))
        except (ValueError, StopIteration):
            continue
    day = min(days, key=lambda day: abs(day - (near or day)), default=None)
    return Moment(day) if day is not None and day.year >= EARLIEST else None


def placed(at: datetime, zone: tzinfo | None) -> datetime:
    """Return a time of day as one of the zone; `None` is the machine's."""
    return at.replace(tzinfo=zone) if zone is not None else at.astimezone()


def named(name: str) -> tzinfo:
    """Return the zone of that name, or of an offset such as `+03:30`.

    Raises `ValueError` where there is none.
    """
    try:
        return _zone(name)
    except ValueError:
        raise ValueError("Name a time zone: Asia/Tehran, Europe/Istanbul, UTC or +03:30.") from None


def _ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def _spread(text: str) -> str:
    """`20270309T080000Z` as `2027-03-09T08:00:00Z`."""
    day = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    return day if len(text) == 8 else f"{day}T{text[9:11]}:{text[11:13]}:{text[13:]}"


def _month(match: re.Match[str]) -> int:
    if "name" not in match.re.groupindex:
        return int(match["month"])
    name = match["name"].lower()
    return next(n for n, month in enumerate((*_MONTHS, name), 1) if month.startswith(name))


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    if not match["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("a half day has twelve hours")
    return hour % 12 + (12 if match["half"].lower().startswith("p") else 0)


def _zone(name: str) -> tzinfo:
    if name.upper() in ("Z", "UTC", "GMT"):
        return UTC
    american = re.fullmatch(r"([ECMP])([SD])T", name.upper())
    if american:
        return timezone(timedelta(hours="PMCE".index(american[1]) - 8 + (american[2] == "D")))
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?", name)
    if offset:
        span = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-span if offset[1] == "-" else span)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError(f"no time zone is called {name}") from None
