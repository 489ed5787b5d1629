"""Firefox Translations' models, run by fxtranslate: small, fast, one text after the other.

fxtranslate gives a text and nothing else: no confidence, no alternatives, no attention. It cuts
off in silence what is longer than its model reads, so long texts are cut at clauses before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, reduce
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unicodedata import category

from dragoman.engines import options
from dragoman.engines.base import USUAL, Decoding, Hypothesis, Provider, Translator
from dragoman.engines.clauses import cut
from dragoman.engines.pivot import PivotTranslator, joined
from dragoman.engines.pool import Pool
from dragoman.errors import EngineError, ModelError
from dragoman.machine import cores
from dragoman.model import Finding, Severity
from dragoman.models import firefox as model
from dragoman.models.assured import assure
from dragoman.models.choice import route
from dragoman.models.installed import Installed, fingerprint
from dragoman.models.kinds import FIREFOX
from dragoman.models.loading import FAILURES, broken
from dragoman.models.places import folder_for

RULES = 1
"""Raise it with a change here that makes another text or finding of the same model's output."""

LONGEST_PART = 100
"""Tokens of one text. The time that a text takes grows with the square of its length from about
there, and what is made of it is the worse the longer it is."""

MOST_PROCESSES = 128

WINDOW = 32
"""Texts for each process that are put in order of length: the longest first, so that all
processes end at about the same time."""


@dataclass(frozen=True, slots=True)
class FirefoxSettings:
    """How hard the engine works."""

    processes: int | None = None
    """Texts translated at the same time; `None` means one for each core of this machine. Each
    takes as much memory as the model has bytes, three times over."""


@dataclass(slots=True)
class _PivotJob:
    """One distinct text."""

    text: str
    indexes: list[int]
    parts: list[str] = field(default_factory=list)
    outputs: dict[int, str | None] = field(default_factory=dict)
    """What came back, by the number of the part."""


class FirefoxTokenizer:
    """What the model makes of a text before it reads it. Loaded when it is first asked."""

    def __init__(self, package: Installed, vocabulary: Path) -> None:
        self._package = package
        self._vocabulary = vocabulary

    def length(self, text: str) -> int:
        """Return how many tokens a text has."""
        return len(self._processor.encode(text))

    def reads(self, character: str) -> bool:
        """Whether the model knows a character; of others it sees that there is something."""
        return self._processor.unk_id() not in self._processor.encode(character)

    @cached_property
    def _processor(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        try:
            return SentencePieceProcessor(model_file=str(self._vocabulary))
        except FAILURES as error:
            problem = f"the package's tokenizer cannot be read: {error}"
            raise broken(self._package, problem) from error


class FirefoxTranslator:
    """A loaded model."""

    searches = False

    def __init__(
        self, package: Installed, pool: Pool, tokenizer: FirefoxTokenizer, processes: int
    ) -> None:
        self._package = package
        self._pool = pool
        self._tokenizer = tokenizer
        self._processes = processes

    @property
    def signature(self) -> str:
        """Such as `firefox en-fa tiny 2.1`."""
        return signature(self._package)

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the translations as they are ready; there is but one way of decoding.

        Equal texts are translated once. Texts over `LONGEST_PART` tokens are translated clause by
        clause and carry the finding `split`.
        """
        indexes: dict[str, list[int]] = {}
        for index, text in enumerate(texts):
            indexes.setdefault(text, []).append(index)
        jobs = [_PivotJob(text, places) for text, places in indexes.items()]
        for job in jobs:
            if not job.text.strip():
                yield from ((index, Hypothesis("")) for index in job.indexes)
        sent: list[tuple[_PivotJob, int]] = []
        for number, made in self._made(self._parts(jobs, sent)):
            job, part = sent[number]
            job.outputs[part] = made
            if len(job.outputs) == len(job.parts):
                hypothesis = self._hypothesis(job)
                yield from ((index, hypothesis) for index in job.indexes)

    def _made(self, parts: Iterator[str]) -> Iterator[tuple[int, str | None]]:
        """Yield what the processes make. An error of theirs says which model it was."""
        try:
            yield from self._pool.translate(parts)
        except EngineError as error:
            error.path = error.path or str(self._package.path)
            raise

    def _parts(self, jobs: Sequence[_PivotJob], sent: list[tuple[_PivotJob, int]]) -> Iterator[str]:
        """Yield what to translate, and note in `sent` of which job it is which part."""
        size = WINDOW * self._processes
        for begin in range(0, len(jobs), size):
            window = [job for job in jobs[begin : begin + size] if job.text.strip()]
            for job in sorted(window, key=lambda job: -len(job.text)):
                job.parts = cut(job.text, self._fits)
                for number, part in enumerate(job.parts):
                    sent.append((job, number))
                    yield part

    def _hypothesis(self, job: _PivotJob) -> Hypothesis:
        made = [job.outputs[number] for number in range(len(job.parts))]
        text = " ".join(filter(None, (part.strip() for part in made if part is not None)))
        found = [*_findings(made, text)]
        if lost := [sign for sign in _signs(job.text) if sign not in text]:
            unread = [sign for sign in lost if not self._tokenizer.reads(sign)]
            if unread:
                message = f"the model does not know what was lost: {' '.join(unread)}"
                found.append(Finding("unknown", message))
        return Hypothesis(text, None, tuple(found))

    def _fits(self, text: str) -> bool:
        if len(text) <= LONGEST_PART:
            return True  # A token has a character or more.
        return self._tokenizer.length(text) <= LONGEST_PART


class FirefoxEngine:
    """Translates with the packages of one folder."""

    name = FIREFOX
    guarded = True
    opens_in_thread = True

    def __init__(self, models: str, settings: FirefoxSettings) -> None:
        self._models = models
        self._settings = settings

    def searches(self, source: str, target: str) -> bool:
        """Say no: fxtranslate gives one text."""
        return False

    def signature(self, source: str, target: str) -> str:
        """Return the signature of the newest package, or packages, for the direction."""
        return reduce(joined, map(signature, self._route(source, target)))

    def identity(self, source: str, target: str) -> str:
        """Name all that decides the text: the model's bytes and the rules here."""
        packages = self._route(source, target)
        made = [fingerprint(package) for package in packages]
        from dragoman.engines import habits

        return json.dumps([self.name, RULES, habits.RULES, made, version("fxtranslate")])

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        """Load the newest package for the direction, or the two that lead there."""
        with ExitStack() as stack:
            packages = self._route(source, target)
            opened = [stack.enter_context(self._opened(package)) for package in packages]
            yield reduce(PivotTranslator, opened)

    @contextmanager
    def _opened(self, package: Installed) -> Iterator[Translator]:
        from dragoman.engines import habits

        processes = self._settings.processes or cores()
        files = model.files(package.path)
        assure(package)
        try:
            model.refuse_cut_off(files)
            pool = Pool(model.command(files), processes)
        except (ModelError, OSError) as error:
            problem = error.problem if isinstance(error, ModelError) else error.strerror
            raise broken(package, f"fxtranslate cannot load the model: {problem}") from error
        except EngineError as error:
            error.path = str(package.path)
            raise
        try:
            tokenizer = FirefoxTokenizer(package, files.source_vocabulary)
            translator = FirefoxTranslator(package, pool, tokenizer, processes)
            known = habits.KnownModel(package.from_code, package.to_code, tokenizer.reads)
            names = habits.NAMES if package.habits is None else package.habits
            yield habits.Habitual(translator, habits.chosen(names), known)
        finally:
            pool.close()

    def _route(self, source: str, target: str) -> tuple[Installed, ...]:
        return route(source, target, folder_for(self._models), FIREFOX)


def signature(package: Installed) -> str:
    """Name engine, direction, size and version."""
    parts = [FIREFOX, package.direction, *filter(None, [package.name]), package.version]
    return " ".join(parts)


PROVIDER = Provider(
    FirefoxEngine,
    FirefoxSettings(),
    {"processes": options.or_auto(options.number_up_to(MOST_PROCESSES))},
)


def _findings(made: Sequence[str | None], text: str) -> Iterator[Finding]:
    if None in made:
        yield Finding("empty", "the model failed on this text", Severity.ERROR)
    elif not text:
        yield Finding("empty", "the model gave no text", Severity.ERROR)
    if len(made) > 1:
        yield Finding("split", f"too long for the model: translated in {len(made)} parts")


def _signs(text: str) -> list[str]:
    """Return the signs of a text that are neither letters nor usual marks, each once."""
    if text.isascii():
        return []
    signs = (sign for sign in text if not sign.isascii() and category(sign)[0] == "S")
    return list(dict.fromkeys(signs))
