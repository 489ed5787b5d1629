"""Apply the typographic rules of a locale to files of any kind of text."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dragoman import formats, languages
from dragoman.errors import ArticleError, DragomanError
from dragoman.files import anywhere
from dragoman.formats import encoding
from dragoman.inline import NO_NAMES, Names
from dragoman.model import Segment
from dragoman.project import Project
from dragoman.store import Store
from dragoman.typography import Typography, finish
from dragoman.workflow.glossary import load

LINES = ".txt"
"""Files that are set line by line: a parser would undo their wrapping."""

RECORDS = (
    *(".yaml", ".yml", ".json", ".toml", ".csv", ".tsv", ".tmx", ".tbx", ".xliff", ".xlf", ".po"),
    *(".xml", ".sqlite", ".db"),
)
"""Files that programs read and write."""


@dataclass(frozen=True, slots=True)
class House:
    """What a newsroom asks of all its text."""

    style: Typography
    names: Names
    """What its glossary says is not to be translated: no rule changes it."""


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """What the rules did to one file."""

    path: str
    changed: bool
    rules: Mapping[str, int]
    """For each rule the lines or sentences in which it changed something."""

    difference: str = ""
    """The change as a unified diff."""


@dataclass(slots=True)
class FinishReport:
    """What the rules did."""

    files: list[FinishedFile] = field(default_factory=list)
    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether any file could not be read or written."""
        return bool(self.problems)


def house(project: Project | None) -> House:
    """Return what the project asks of text; the defaults where there is none.

    Raises `GlossaryError` if its glossary is wrong: a name that must stay might be changed.
    """
    if project is None:
        return House(Typography(), NO_NAMES)
    return House(project.settings.typography, Names(load(Store(project)).kept))


def finish_files(paths: Sequence[Path], locale: str, house: House, *, write: bool) -> FinishReport:
    """Apply the rules to each file, and write those that change unless told not to."""
    report = FinishReport()
    files = anywhere()
    for path in paths:
        try:
            _refuse_records(path)
            data = files.read(path)
            if data is None:
                raise ArticleError("there is no such file", path=path)
            new, rules = _finished(str(path), data, locale, house)
            if write and new != data:
                files.write(path, new, data)
        except DragomanError as error:
            error.path = path
            report.problems.append(error)
            continue
        changes = _difference(str(path), data, new) if new != data else ""
        report.files.append(FinishedFile(str(path), new != data, rules, changes))
    return report


def _refuse_records(path: Path) -> None:
    """Raise `ArticleError` for what programs read: a rule would change more than its text."""
    private = any(part.startswith(".dragoman") for part in path.absolute().parts)
    if private or path.suffix.lower() in RECORDS:
        raise ArticleError(
            "this is not a text but a file of a program, such as a review file, settings or a "
            "memory",
            path=path,
            advice="Nothing was changed in it. Name an article or a copy; the machine's text "
            "in review files was set when it was translated.",
        )


def _finished(path: str, data: bytes, locale: str, house: House) -> tuple[bytes, Mapping[str, int]]:
    """Return a file after the rules, and how often each changed something.

    Only sentences are touched, as the parser of its format finds them: never code, scripts,
    addresses or front matter that is not text. Raises ArticleError for what no format reads.
    """
    ending = PurePosixPath(path).suffix.lower()
    if ending not in formats.suffixes():
        kinds = ", ".join(formats.suffixes())
        raise ArticleError(
            f"{ending or 'a file without an ending'} is not a kind of text that can be finished",
            advice=f"Nothing was changed in it. These can: {kinds}. For other text: "
            "dragoman finish --locale fa - < FILE",
        )
    if ending == LINES:
        text, rules = finished_text(path, data, locale, house)
        return text.encode(), rules
    counts: Counter[str] = Counter()
    if not data.strip():
        return data, counts
    article = formats.parse(path, data, languages.language(locale))
    targets = [_segment(segment, locale, house, counts) for segment in article.segments]
    return formats.serialize(article, targets), counts


def finished_text(
    path: str, data: bytes, locale: str, house: House
) -> tuple[str, Mapping[str, int]]:
    """Return a plain text after the rules, line by line, and how often each changed something.

    Raises ArticleError for what is no UTF-8 text.
    """
    counts: Counter[str] = Counter()
    lines = encoding.decode(path, data).splitlines(keepends=True)
    return "".join(_line(line, locale, house, counts) for line in lines), counts


def _segment(segment: Segment, locale: str, house: House, counts: Counter[str]) -> str | None:
    text = segment.text.strip()
    found = finish(text, locale, segment.syntax, house.style, names=house.names)
    counts.update(found.rules)
    return found.text if found.text != text else None


def _line(line: str, locale: str, house: House, counts: Counter[str]) -> str:
    text = line.strip()
    if not text:
        return line
    found = finish(text, locale, style=house.style, names=house.names)
    counts.update(found.rules)
    start = line.index(text)
    return line[:start] + found.text + line[start + len(text) :]


def _difference(path: str, before: bytes, after: bytes) -> str:
    """Return the change as a unified diff; of a file that is no text, that it changed."""
    try:
        old, new = before.decode(), after.decode()
    except UnicodeDecodeError:
        return f"{path}: the text inside it changes"
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), path, f"{path} (finished)", lineterm="", n=1
    )
    return "\n".join(lines)
