"""What a translation that the page started came to, line by line in the reviewer's language.

The command gives its report as scripts get it. So the lines are made here from counts and names,
and no sentence of the command is taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dragoman import languages
from dragoman.catalog import Outcome
from dragoman.errors import named, visible
from dragoman.publishing.messages import FALLBACK, Messages, messages
from dragoman.web.runs import State
from dragoman.web.told import is_english, told
from dragoman.web.words import words

MANY = 40
"""Review files that are listed before it says how many more there are."""

LISTED = 5
"""Texts of people in a file that are named before it says how many more there are."""

SHOWN = 80
"""Characters of a sentence that a line shows."""

Line = dict[str, Any]
Report = Mapping[str, Any]


def state(found: State, ui: str = FALLBACK) -> dict[str, Any]:
    """Return how far a run is, for a page in the language `ui`."""
    plain = asdict(found)
    for name in ("lines", "said", "report"):
        del plain[name]
    return {**plain, "lines": list(_lines(found, ui))}


def _lines(found: State, ui: str) -> Iterator[Line]:
    for said in found.said:
        yield from (_told(line, ui) for line in said.split("\n"))
    if found.report is not None:
        yield from _RunLines(found.report, ui).lines()
    elif found.stopped:
        gettext = messages(ui).gettext
        count = messages(ui).number(found.written)
        yield _line(gettext("Review files written: %(count)s.") % {"count": count})
    elif not found.running:  # Until then, a report may come that says the same.
        yield from (_told(line, ui) for line in found.lines)


def _line(text: str) -> Line:
    return {"text": visible(text), "english": False}


def _told(text: str, ui: str) -> Line:
    """Return a line that the command said in English, as far as it has words here."""
    begins = text.lstrip().startswith("→ ")
    said = text.lstrip().removeprefix("→ ") if begins else text
    arrow = f"{_arrow(ui)} " if begins else ""
    return {"text": visible(arrow + told(said, ui)), "english": is_english(said, ui)}


def _arrow(ui: str) -> str:
    """Return the arrow that points to what follows."""
    return "←" if languages.direction(ui) == "rtl" else "→"


class _RunLines:
    def __init__(self, report: Report, ui: str) -> None:
        self.report = report
        self.ui = ui
        self.messages: Messages = messages(ui)
        self.gettext = self.messages.gettext
        self.words = words(ui)

    def lines(self) -> Iterator[Line]:
        """Yield all of them."""
        # A command that could not begin says nothing but why.
        if "files" in self.report:
            yield from map(_line, self.accounts())
            yield from map(_line, self.summary())
        for problem in (*self.report["problems"], *self.report.get("notices", ())):
            yield from self.problem(problem)

    def accounts(self) -> Iterator[str]:
        """Yield what became of each review file."""
        yield from self.listed(self.report["moved"], self.moved)
        changed = [each for each in self.report["files"] if each["written"]]
        yield from self.listed(changed, self.file)

    def listed(
        self, files: Sequence[Report], tell: Callable[[Report], Iterator[str]]
    ) -> Iterator[str]:
        for each in files[:MANY]:
            yield from tell(each)
        if len(files) > MANY:
            yield self.more(len(files) - MANY)

    def more(self, count: int) -> str:
        return self.said(self.gettext("… and %(count)s more"), count=count)

    def moved(self, gone: Report) -> Iterator[str]:
        names = {"path": gone["path"], "old": gone["from"]}
        if gone["segments"] is None:
            yield self.said(
                self.gettext("%(path)s: the review of %(old)s went with the article."), **names
            )
        else:
            yield self.said(
                self.gettext(
                    "%(path)s: segments that came with their review from %(old)s: %(count)s."
                ),
                **names,
                count=gone["segments"],
            )
        if gone["doubted"]:
            yield self.said(
                self.gettext(
                    "Texts that became stale, because another article lost the same sentences or "
                    "their neighbours went elsewhere: %(count)s."
                ),
                count=gone["doubted"],
            )

    def file(self, found: Report) -> Iterator[str]:
        parts = [(self.words["segments"], found["segments"])]
        parts += [(name, found[outcome.value]) for outcome, name in _outcomes(self.gettext).items()]
        parts.append((self.words["findings"], found["findings"]))
        counts = [f"{name}: {self.messages.number(count)}" for name, count in parts if count]
        yield f"{_isolated(found['path'])} – {' · '.join(counts)}"
        for affected in found["affected"][:LISTED]:
            yield self.affected(affected)
        if len(found["affected"]) > LISTED:
            yield self.more(len(found["affected"]) - LISTED)

    def affected(self, found: Report) -> str:
        """Say what happened to a person's work on a sentence."""
        flat = " ".join(found["source"].split())
        short = flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"
        return self.said(
            self.gettext("%(what)s (it was: %(status)s): %(text)s"),
            what=_outcomes(self.gettext)[Outcome(found["outcome"])],
            status=self.words[f"status.{found['status']}"],
            text=_isolated(short),
        )

    def summary(self) -> Iterator[str]:
        """Yield what the run came to."""
        report, gettext = self.report, self.gettext
        written = sum(each["written"] for each in report["files"])
        kept = len(report["files"]) - written
        if report["sentences"]:
            yield self.said(
                gettext(
                    "Sentences translated: %(count)s, words: %(countwords)s. Engine: %(engine)s."
                ),
                count=report["sentences"],
                countwords=report["words"],
                engine=_isolated(", ".join(report["engines"])),
            )
        if report["seconds"]:
            engine = _isolated(", ".join(report["seconds"]))
            yield self.said(gettext("Second opinion on each of them: %(engine)s."), engine=engine)
        if report["renewed"]:
            yield self.said(
                gettext("Asked again: %(count)s; with another text now: %(countother)s."),
                count=report["renewed"],
                countother=report["reworded"],
            )
        if report["remembered"] or report["suggested"]:
            yield self.said(
                gettext("From the memory: %(count)s; suggestions: %(countsuggested)s."),
                count=report["remembered"],
                countsuggested=report["suggested"],
            )
        if report["rescued"] or report["broken"]:
            yield self.said(
                gettext(
                    "Broken sentences that were rescued: %(count)s; that stayed broken, and are "
                    "marked with an error: %(countbroken)s."
                ),
                count=report["rescued"],
                countbroken=report["broken"],
            )
        if written:
            yield self.said(gettext("Review files written: %(count)s."), count=written)
        elif report["files"] and not report["problems"]:
            yield self.said(
                gettext("Nothing to do: review files up to date: %(count)s."), count=kept
            )
        yield from self.rest()

    def rest(self) -> Iterator[str]:
        """Yield what else a person should know."""
        report, gettext = self.report, self.gettext
        if report["sentences"] and any(" demo" in engine for engine in report["engines"]):
            codes = " ".join(dict.fromkeys(each["locale"] for each in report["files"]))
            yield self.said(
                gettext(
                    "These texts are signed “demo”: the models for trying out know only the "
                    "words of the sample articles. Install real ones: %(command)s"
                ),
                command=_isolated(f"dragoman models install {codes}"),
            )
        waiting = sum(each["waiting"] for each in report["files"])
        if waiting:
            yield self.said(
                gettext("Segments still without a translation: %(count)s."), count=waiting
            )
        if report["unsupported"]:
            names = ", ".join(map(named, report["unsupported"][:LISTED]))
            yield self.said(gettext("Not articles, left alone: %(names)s"), names=_isolated(names))
            if len(report["unsupported"]) > LISTED:
                yield self.more(len(report["unsupported"]) - LISTED)
        if not report["files"] and not report["problems"]:
            yield self.said(
                gettext("There are no articles in %(folder)s. Put some there."),
                folder=_isolated("seeds/"),
            )
        if report["problems"] and not any(each["written"] for each in report["files"]):
            yield gettext("Nothing was written.")

    def problem(self, found: Report) -> Iterator[Line]:
        places = (found["file"], found["line"], found["column"])
        where = ":".join(named(place) for place in places if place is not None)
        head = f"{_isolated(where)} – " if where else ""
        problem = _told(found["problem"], self.ui)
        yield {**problem, "text": f"{head}{problem['text']}"}
        if found["advice"]:
            advice = _told(found["advice"], self.ui)
            yield {**advice, "text": f"{_arrow(self.ui)} {advice['text']}"}

    def said(self, template: str, **parts: object) -> str:
        """Fill a template; counts have the digits of the language, names their direction."""
        return template % {
            name: self.messages.number(part)
            if isinstance(part, int)
            else _isolated(str(part))
            if name in ("path", "old")
            else part
            for name, part in parts.items()
        }


def _isolated(text: str) -> str:
    """Return a name or a command in a line of another direction."""
    return f"\u2068{text}\u2069"


def _outcomes(gettext: Callable[[str], str]) -> dict[Outcome, str]:
    return {
        Outcome.NEW: gettext("new"),
        Outcome.RETRANSLATED: gettext("translated again"),
        Outcome.STALE: gettext("stale, the source changed under a person's text"),
        Outcome.SPLIT: gettext("split, the first part has the old text"),
        Outcome.JOINED: gettext("joined, with all old texts"),
        Outcome.GUESSED: gettext("stale, other sentences stand around it now"),
        Outcome.RETIRED: gettext("retired, the sentence is gone"),
        Outcome.REVIVED: gettext("back from the retired"),
        Outcome.REFILLED: gettext("emptied by hand, and filled with the machine's text again"),
    }
