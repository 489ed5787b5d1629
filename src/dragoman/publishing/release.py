"""When an article may go out, by what it and the newsroom say of it.

The names are those that site generators know, compared without case, hyphens and underscores:

draft          `draft: true`, `published: false`, `publish: false`, `status: draft`,
               `permalink: false`, or a folder `_drafts`; and what else keeps a page from the
               public: `private`, `hidden`, `unlisted`, `visibility`, `state`, `password` …
goes out       `publishDate`, `pubDate`, `published`, `date`, `article:published_time` …
               and `embargo`, which may only put it off; without any, the day that the name of
               the file begins with, as Jekyll and Hugo read it
is taken back  `expiryDate`, `unpublishDate`, `expires`, `article:expiration_time` …
withdrawn      `withdrawn: true`, `retracted: true`

Hugo, Jekyll, Pelican, Eleventy, MkDocs Material, Zola, Astro, Docusaurus, Ghost, Grav and WordPress
are covered by it. Some of them show such a page to who knows its address, or to members. Here it is
held back, for a copy elsewhere would be for everybody. A value that cannot be understood holds
an article back, too: it was written to say something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import Enum
from pathlib import PurePosixPath

from dragoman.errors import ArticleError
from dragoman.patterns import lazily
from dragoman.publishing import moments
from dragoman.publishing.metadata import Value, Values
from dragoman.publishing.moments import Moment

YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")

_HIDDEN = (
    "draft", "hidden", "private", "pending", "future", "unpublished", "embargoed", "trash",
    "incomplete", "withdrawn", "retracted", "unlisted", "scheduled", "embargo", "autodraft", "idea",
    "inprogress", "wip", "inreview", "needsreview", "onhold", "hold", "spiked", "rejected",
    "deleted", "removed", "internal", "restricted", "confidential", "members", "paid",
    "subscribers", "password", "noone", "never", "withheld", "canceled", "cancelled",
)  # fmt: skip
"""Words for how far an article is, or who may see it, that mean that not everybody may."""

_DRAFT = ("draft", "isdraft", "private", "isprivate", "hidden", "unlisted", "unpublished")
"""Names of which yes means that the article is not for everybody."""

_HEADLESS = ("headless",)
_PUBLISHED = ("published", "publish", "permalink", "public", "ispublished", "visible", "listed",
              "render", "output", "build.render", "build.list")  # fmt: skip
"""Names of which no means that."""

_SWITCHES = ("published", "publish", "permalink", "scheduled")
"""Names that hold yes or no as well as a date."""

_STATUS = ("status", "creativeworkstatus", "poststatus", "state", "poststate", "workflow",
           "workflowstate", "publicationstatus", "publicationstate", "publishstatus", "visibility",
           "pubstatus", "postvisibility", "access", "accesslevel", "audience")  # fmt: skip
_PASSWORD = ("password", "postpassword")
_FOLDERS = frozenset(
    ("_drafts", "drafts", "_draft", "draft", "_unpublished", "unpublished", "_private", "private",
     "_trash", "trash", "_embargo", "embargo", "embargoed")
)  # fmt: skip
"""Folders, in small letters, whose articles are not for everybody."""

_OPENS = (
    "publishdate", "pubdate", "publishedat", "publishon", "publishedon", "published", "scheduled",
    "scheduledfor", "publicationdate", "releasedate", "article:publishedtime", "datepublished",
    "dcterms.issued", "dc.date.issued", "dc.date", "date",
)  # fmt: skip
"""Those nearer the front hold where an article has several, as with Hugo."""

_YEARS = ("pubyear", "publishyear", "publicationyear", "year")
"""Names that hold the year of a day that stands elsewhere without one."""

_EMBARGO = ("embargo", "embargountil", "embargoeduntil", "embargoed")
_CLOSES = (
    "expirydate", "expiry", "expiredate", "expires", "expirationdate", "expiration",
    "unpublishdate", "unpublishon", "article:expirationtime", "unavailableafter", "validuntil",
)  # fmt: skip
_WITHDRAWN = ("withdrawn", "retracted")
_CHANGED = ("lastmod", "lastmodified", "modified", "updated", "updateddate", "dateupdated",
            "datemodified", "article:modifiedtime")  # fmt: skip

NAMES = frozenset(
    ("draft", "isdraft", "private", "unlisted", "unpublished", "published", "publish", "permalink",
     *_OPENS, *_EMBARGO, *_CLOSES, *_WITHDRAWN)
)  # fmt: skip
"""Names that say when an article may go out, as `flat` writes them, and have no other use."""

_NEVER = ("never", "none", "no", "false")


class Why(Enum):
    """Why an article is held back."""

    DRAFT = "draft"
    EMBARGO = "embargo"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNCLEAR = "unclear"
    """What it says cannot be understood."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why an article may not go out now."""

    why: Why
    said: str
    """For people: what holds it, and until when."""

    until: datetime | None = None
    """When it may go out; `None` if no time will change it."""


@dataclass(frozen=True, slots=True)
class Release:
    """When an article may go out, and whether at all."""

    draft: str = ""
    """The words that say that it is a draft; empty if it is none. So are the next two."""

    withdrawn: str = ""
    unclear: str = ""

    about: str = ""
    """The name of the entry that is not clear."""

    line: int | None = None
    """Where it stands in the article's file; `None` where that is not known."""

    opens: datetime | None = None
    closes: datetime | None = None
    date: Moment | None = None
    """The day under which the article is published."""

    changed: Moment | None = None
    """When it was last revised, by its own account."""

    def hold(self, now: datetime) -> Hold | None:
        """Return why the article may not go out now; `None` if it may."""
        if self.withdrawn:
            return Hold(Why.WITHDRAWN, f"it is withdrawn ({self.withdrawn})")
        if self.draft:
            draft = "draft" in self.draft.lower() or "publish" in self.draft.lower()
            what = "a draft" if draft else "not for everybody"
            return Hold(Why.DRAFT, f"it is marked as {what} ({self.draft})")
        if self.unclear:
            return Hold(Why.UNCLEAR, self.unclear)
        if self.closes is not None and self.closes <= now:
            return Hold(Why.EXPIRED, f"it expired on {clock(self.closes)}")
        if self.opens is not None and self.opens > now:
            return Hold(Why.EMBARGO, f"it goes out on {clock(self.opens)}", self.opens)
        return None

    def turns(self, now: datetime) -> datetime | None:
        """Return when time alone lets the article out or takes it back next, if it does."""
        if self.withdrawn or self.draft or self.unclear:
            return None
        return min((at for at in (self.opens, self.closes) if at and at > now), default=None)

    def strictest(self, other: Release) -> Release:
        """Return what both allow. The dates are this one's, where it has them."""
        opens = [at for at in (self.opens, other.opens) if at is not None]
        closes = [at for at in (self.closes, other.closes) if at is not None]
        return replace(
            self,
            draft=self.draft or other.draft,
            withdrawn=self.withdrawn or other.withdrawn,
            unclear=self.unclear or other.unclear,
            about=self.about if self.unclear else other.about,
            line=self.line if self.unclear else other.line,
            opens=max(opens, default=None),
            closes=min(closes, default=None),
            date=self.date or other.date,
            changed=self.changed or other.changed,
        )


def unclear(hold: Hold, release: Release, path: str) -> ArticleError:
    """Return what is to be said of an article that an unclear entry holds back."""
    advice = "Correct it; until then the article is not published."
    return ArticleError(hold.said, path=path, line=release.line, advice=advice)


def clock(at: datetime) -> str:
    """Write a moment for people, with its zone: `2027-03-09 08:00 (+03:30)`."""
    zone = f"{at:%z}"
    return f"{at:%Y-%m-%d %H:%M} ({zone[:3]}:{zone[3:5]})"


def flat(name: str) -> str:
    """Return a name as it is compared."""
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def read(path: str, values: Values, zone: tzinfo | None) -> Release:
    """Return what the values say of when the article at `path` may go out.

    `zone` is that of dates that name none; `None` is the machine's.
    """
    named = _day_of(path)
    reader = _EntryReader(zone, named)
    for name, value in _spread(values):
        reader.take(name, value)
    opens, day = reader.opens()
    embargo = reader.moment(_EMBARGO)
    closes = reader.moment(_CLOSES)
    later = [each.begins(zone) for each in (opens, embargo) if each is not None]
    if opens is None and embargo is None and named is not None:
        later.append(named.begins(zone))
    folder = next((each for each in PurePosixPath(path).parts if each.lower() in _FOLDERS), "")
    return Release(
        draft=f"in the folder {folder}" if folder else reader.draft(dated=bool(later)),
        withdrawn=reader.withdrawn(),
        opens=max(later, default=None),
        closes=closes.begins(zone) if closes is not None else None,
        date=day,
        changed=reader.moment(_CHANGED, strict=False),
        unclear=reader.unclear,
        about=reader.about,
    )


def _day_of(path: str) -> Moment | None:
    """Return the day that the name of a file begins with: `2027-03-09-flood.md`."""
    match = re.match(r"\d{4}-\d\d-\d\d(?=[-_. ])", PurePosixPath(path).name)
    return moments.read(match[0], None) if match else None


def stray(text: str) -> Release:
    """Return what holds an article back whose front matter is none, by a blank line or a typo.

    What decides on publishing stands there for everybody to see, and would go out as text.
    """
    fenced = _FENCE.match(text)
    for match in _ENTRY.finditer(text, fenced.end(), fenced.end() + _TOP) if fenced else ():
        if flat(match["name"]) in NAMES:
            said = (
                f"`{match[0].strip()}` stands where a front matter would be, and there is none: it "
                "begins in the first line with `---`, and ends with such a line"
            )
            line = text.count("\n", 0, match.start("name")) + 1
            return Release(unclear=said, about=match["name"], line=line)
    return Release()


_FENCE = lazily(r"\ufeff?\s*(?:<!--(?:(?!-->).)*-->\s*)?(?:---|\+\+\+)[ \t]*\r?\n", re.DOTALL)
_ENTRY = lazily(r"^[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*[:=][ \t]*[^\s].*$", re.MULTILINE)
_TOP = 4000
"""Characters in which a front matter without an end is looked for."""


def _spread(values: Values) -> Iterator[tuple[str, Value]]:
    """Yield the values by name, those within `date` and `publish` too."""
    for name, value in values.items():
        if name == "date" and isinstance(value, Mapping) and not value.keys().isdisjoint(_DATES):
            # As MkDocs Material has them.
            yield from ((_DATES[key], inner) for key, inner in value.items() if key in _DATES)
        elif name == "publish" and isinstance(value, Mapping):
            yield from value.items()
        elif name in ("build", "_build") and isinstance(value, Mapping):
            yield from ((f"build.{key}", inner) for key, inner in value.items())
        else:
            yield name, value


_DATES = {"created": "date", "updated": "updated"}


class _EntryReader:
    """Reads single entries, and keeps what the first one that is not clear says."""

    def __init__(self, zone: tzinfo | None, named: Moment | None) -> None:
        self._named = named
        self._texts: dict[str, tuple[str, str]] = {}
        self._zone = zone
        self.unclear = self.about = ""

    def take(self, name: str, value: Value) -> None:
        """Take an entry. One that decides whether the article goes out must be one text."""
        key = flat(name)
        if not isinstance(value, str):
            if key in NAMES or (key in _STATUS and _hides(value)):
                self._note(name, f"its `{name}` holds a list or entries, and not one value")
            return
        known = self._texts.setdefault(key, (name, value))
        if known[1] != value and key in NAMES:
            self._note(name, f"its `{name}` is given twice: {known[1]} and {value}")

    def draft(self, *, dated: bool) -> str:
        """Return what says that the article is a draft, or not for everybody, if anything does.

        `dated` says whether it has a time at which it goes out: then `scheduled` leaves it at that.
        """
        for name, text in self._of(_DRAFT):
            if self._switch(name, text):
                return f"{name}: {text}"
        yes = (*_HEADLESS, *(() if dated else ("scheduled",)))
        for names, words in ((yes, YES), (_PUBLISHED, (*NO, "never"))):
            for name, text in self._of(names):
                if text.strip().lower() in words:
                    return f"{name}: {text}"
        for name, text in self._of(_EMBARGO):
            if text.strip().lower() in YES:
                return f"{name}: {text}"
        for name, text in self._of(_STATUS):
            if flat(text.strip()) in _HIDDEN:
                return f"{name}: {text}"
        for name, text in self._of(_PASSWORD):
            if text.strip().lower() not in _NEVER:
                return f"{name}: …"
        return ""

    def withdrawn(self) -> str:
        for name, text in self._of(_WITHDRAWN):
            if moments.is_unset(text):
                continue
            if moments.read(text, self._zone) or self._switch(name, text):
                return f"{name}: {text}"
        return ""

    def opens(self) -> tuple[Moment | None, Moment | None]:
        """Return when the article goes out, and the day under which it is published.

        Of a month or a year alone, it goes out on the last day at the latest, which is not its day.
        """
        found: list[tuple[Moment, bool]] = []
        for name, text in self._of(_OPENS):
            if moments.is_unset(text):
                continue
            if flat(name) in _SWITCHES and text.strip().lower() in (*YES, *NO):
                continue
            last = moments.last_of(text)
            moment = last or self._in_a_year(text) or self._moment(name, text)
            if moment is not None:
                found.append((moment, last is None))
        own = self._texts.get("date")
        day = moments.read(own[1], self._zone) if own else None
        if not found:
            return None, None
        first, exact = found[0]
        return first, day or (first if exact else None)

    def _in_a_year(self, text: str) -> Moment | None:
        """Return the day that a text tells without a year, if another entry or the file tells it.

        The day that the name of the file tells is near: themes show the other one to readers.
        """
        years = [said for _, said in self._of(_YEARS) if said.isdecimal() and len(said) == 4]
        near = self._named.day if self._named else None
        return moments.of_year(text, int(years[0]) if years else None, near)

    def moment(self, names: tuple[str, ...], *, strict: bool = True) -> Moment | None:
        for name, text in self._of(names):
            if text.strip().lower() in (*_NEVER, *(YES if names is _EMBARGO else ())):
                continue
            if moments.is_unset(text):
                continue
            found = self._moment(name, text) if strict else moments.read(text, self._zone)
            if found is not None:
                return found
        return None

    def _of(self, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for name in names:
            if name in self._texts and self._texts[name][1].strip():
                yield self._texts[name]

    def _moment(self, name: str, text: str) -> Moment | None:
        found = moments.read(text, self._zone)
        if found is None:
            wanted = "Write it as 2027-03-09 08:00 +03:30"
            self._note(name, f"its `{name}` is not a date: {text}. {wanted}")
        return found

    def _switch(self, name: str, text: str) -> bool:
        word = text.strip().lower()
        if word not in (*YES, *NO):
            self._note(name, f"its `{name}` is neither true nor false: {text}")
        return word in YES

    def _note(self, name: str, said: str) -> None:
        if not self.unclear:
            self.unclear, self.about = said, name


def _hides(value: Value) -> bool:
    """Whether a list of words holds one that says that the article is not to be seen."""
    return isinstance(value, list) and any(
        isinstance(each, str) and flat(each.strip()) in _HIDDEN for each in value
    )
