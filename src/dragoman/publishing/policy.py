"""What may be published, and how: the policy that an editor sets once."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum

from dragoman.formats import Subtitling
from dragoman.model import Status

ORDER = (Status.DRAFT, Status.REVIEWED, Status.APPROVED)
"""The statuses that can be published, lowest first. The others never are by themselves: `new` has
no text, `needs-work` was rejected, and `stale` speaks of a source that is no more."""


class Missing(Enum):
    """What becomes of an article with units that may not be published."""

    FAIL = "fail"
    """It is not exported, and the run fails."""

    SKIP = "skip"
    """It is not exported."""

    SOURCE = "source"
    """It is exported with the source's paragraphs in their place."""


class Stale(Enum):
    """What becomes of a text whose source changed after it was accepted."""

    WITHHOLD = "withhold"
    """It counts as missing."""

    PUBLISH = "publish"
    """It goes out as it was accepted, and the copy says that the original has changed since."""


class Outdated(Enum):
    """What becomes of a copy that is out already when its article has changed since."""

    MARK = "mark"
    """It stays, and says at its top that the original has changed, and which version it follows."""

    WITHHOLD = "withhold"
    """It is taken back until its translation is up to date."""


class Position(Enum):
    """Where a copy says how it was translated."""

    END = "end"
    START = "start"
    OFF = "off"


class Labels(Enum):
    """Whose rules say when a copy may go out without a label."""

    NEWSROOM = "newsroom"
    """The newsroom's: `disclosure` decides."""

    EU_AI_ACT = "eu-ai-act"
    """A machine's text keeps its label unless every sentence was reviewed by a named person and
    somebody answers for the article: article 50(4) of the EU's AI Act."""


class Preset(Enum):
    """For which site generator copies are named and what stands in their front matter."""

    PLAIN = "plain"
    HUGO = "hugo"
    PELICAN = "pelican"
    JEKYLL = "jekyll"
    MKDOCS = "mkdocs"
    ELEVENTY = "eleventy"


class Metadata(Enum):
    """Which copies say in their front matter what they are."""

    EXISTING = "existing"
    """Those whose article has a front matter."""

    ALWAYS = "always"
    """All whose format can have one."""

    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Where copies of each format say how they were translated."""

    text: Position = Position.END
    markdown: Position = Position.END
    html: Position = Position.END
    word: Position = Position.END
    opendocument: Position = Position.END
    subtitles: Position = Position.END

    @classmethod
    def everywhere(cls, position: Position) -> Disclosure:
        """Return the same for all formats."""
        return cls(*(position for _ in fields(cls)))

    def of(self, name: str) -> Position:
        """Return that of the format with a name; a format of another package has that of text."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        position: Position = known.get(name, self.text)
        return position


@dataclass(frozen=True, slots=True)
class Publish:
    """What may be published, and how."""

    accept: Status = Status.APPROVED
    """The lowest status that may be published: draft, reviewed or approved."""

    missing: Missing = Missing.FAIL
    stale: Stale = Stale.WITHHOLD

    minimum: int = 0
    """With `Missing.SOURCE`, the percentage of an article's words that must be translated. One
    without a single translated paragraph is never a localized copy."""

    disclosure: Disclosure = field(default_factory=Disclosure)

    preset: Preset = Preset.PLAIN

    metadata: Metadata | None = None
    """`None` leaves it to the preset."""

    original: str = ""
    """The address of an article in the source language, with `{path}` for its path without the
    ending. Empty where it is not to be linked."""

    direction_marks: bool = True
    """Whether right-to-left copies get the marks that keep Latin addresses and names in place."""

    outdated: Outdated = Outdated.MARK

    labels: Labels = Labels.NEWSROOM

    responsible: str = ""
    """Who holds editorial responsibility for the article, as readers are told; empty where they
    are told nobody. Names of reviewers never go out by themselves."""

    unedited: int | None = None
    """The share of an article's accepted machine text, in percent, that may stand as the machine
    wrote it; from there on the copy is withheld. `None` withholds none."""

    address: str = ""
    """The address of a copy, with `{locale}` and `{path}`. Pages that say their own address say
    this one then; empty where they keep what the article says."""

    subtitles: Subtitling = field(default_factory=Subtitling)

    comments: bool = False
    """Whether what editors say to each other in an article goes out in its copies."""

    anchors: bool = True
    """Whether headings of copies keep the names that the generator gives to the source's."""

    @property
    def keys(self) -> Metadata:
        """Which copies say in their front matter what they are."""
        if self.metadata is not None:
            return self.metadata
        return Metadata.EXISTING if self.preset is Preset.PLAIN else Metadata.ALWAYS
