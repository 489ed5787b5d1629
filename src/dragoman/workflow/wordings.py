"""Other wordings of a sentence, and the rest of one that a person types: for the review page.

`Wordings` is a small service inside the process. Models are loaded when they are first needed, and
once; they are released when nobody asked for a while.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from dragoman import guard, inline, languages
from dragoman import translate as pipeline
from dragoman.engines import Decoding, Hypothesis, Translator
from dragoman.engines.base import USUAL
from dragoman.engines.completing import Completer, completer
from dragoman.errors import DragomanError, ModelError
from dragoman.guard import Languages
from dragoman.model import Machine, Segment, Syntax
from dragoman.project import Project
from dragoman.workflow.engines import Engines, engines_for
from dragoman.workflow.recall import Remembered
from dragoman.workflow.reviewed import Reviewed
from dragoman.workflow.scope import Scope
from dragoman.workflow.typeset import typesetter

IDLE = 300.0
"""Seconds without a question after which models are released."""

T = TypeVar("T")


class WordingKind(Enum):
    """Who had a wording."""

    BEAM = "beam"
    """The engine that translates the locale: its first choice, or another one."""

    ENGINE = "engine"
    """Another engine."""

    MEMORY = "memory"
    """People approved it for the same sentence or a like one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Another way to say a sentence."""

    text: str
    """Set by the locale's typography, with the source's markup, as a target is."""

    signature: str
    """What made it: `argos en-fa 1.5`, `firefox en-fa tiny 2.1`, `memory 87% flood.md`."""

    kind: WordingKind


class Wordings:
    """Answers questions on single sentences. May be used from several threads.

    A question waits for those before it of the same kind: completions do not wait for
    alternatives.
    """

    def __init__(self, project: Project, idle: float = IDLE) -> None:
        """Answer by the settings of the project; no model is looked for or loaded yet."""
        self._project = project
        self._translating = _WordingThread("dragoman-wordings", idle)
        self._completing = _WordingThread("dragoman-completing", idle)

    def alternatives(
        self, project: Project, review: Reviewed, segment_id: str
    ) -> tuple[Wording, ...]:
        """Return what the memory, the beam and the second engine have for a segment.

        In that order, each text once, and without the text that stands in the review. What the
        engines made before is remembered; a model is loaded only for what is not. A text that is
        broken, or has lost what is protected, is left out. An engine without a model has nothing
        to offer, and is no error. From now on, `project` is what `complete` goes by. Raises
        `DragomanError` where the review has no such segment, or a glossary or setting is wrong.
        """
        self._project = project
        found = zip(review.article.segments, review.catalog.units, strict=True)
        pair = next((pair for pair in found if pair[1].id == segment_id), None)
        if pair is None:
            raise DragomanError(f"there is no segment `{segment_id}`", path=review.path)
        segment, unit = pair
        asked = _Asked(project, review, segment)

        def answer(held: _OpenModels) -> tuple[Wording, ...]:
            every: dict[str, Wording] = {}
            for wording in asked.wordings(held):
                every.setdefault(wording.text, wording)
            every.pop(unit.target, None)
            return tuple(every.values())

        return self._translating.ask(answer)

    def complete(
        self, source: str, typed: str, locale: str, syntax: Syntax = Syntax.PLAIN
    ) -> str | None:
        """Return what may follow after `typed` in a translation of the source into the locale.

        About seven words at most; asked again with these, it goes on. It is to be put right behind
        `typed`, and begins with a space where one is needed. `None` where no model of the `argos`
        engine translates the locale, or none has anything that fits. `syntax` is that of the
        source; the completion has no markup, but what is protected in the source stands in it as it
        is there.
        """
        models = self._project.models
        origin = languages.language(self._project.settings.source)

        def answer(held: _OpenModels) -> str | None:
            made = held.open(
                ("completer", models, origin, locale),
                lambda stack: stack.enter_context(completer(models, origin, locale)),
            )
            return _completed(made, source, typed, syntax) if made is not None else None

        return self._completing.ask(answer)

    def close(self) -> None:
        """Release all models, and end."""
        self._translating.close()
        self._completing.close()


class _Asked:
    """One segment, and what is to be found for it."""

    def __init__(self, project: Project, review: Reviewed, segment: Segment) -> None:
        self.locale = review.locale
        self.segment = segment
        self.scope = Scope(project, (review.article.path,), (review.locale,), project.root)

    def wordings(self, held: _OpenModels) -> Iterator[Wording]:
        """Yield them, the same text perhaps more than once."""
        yield from self._of_memory()
        source, target = self.scope.language, self.locale
        engines = engines_for(self.scope, _unheard)
        first = self._opened(held, engines, source, target, None)
        if first is None:
            return
        yield from self._of_engine(first, WordingKind.BEAM)
        second = self._opened(held, engines, source, target, first.signature)
        if second is not None:
            yield from self._of_engine(second, WordingKind.ENGINE)

    def _of_memory(self) -> Iterator[Wording]:
        memory = Remembered(self.scope.store, self.scope.project.settings.memory)
        try:
            text, said = memory.offered(self.locale, self.segment.key)
        finally:
            memory.close()
        if text:
            yield Wording(text, said, WordingKind.MEMORY)

    def _opened(
        self, held: _OpenModels, engines: Engines, source: str, target: str, first: str | None
    ) -> Translator | None:
        """Open the engine of the locale; with the signature of the first, the second one."""
        if first is None:
            engine = engines.others.get(self.locale, engines.usual)
        else:
            other = engines.second(first, source, target)
            if other is None:
                return None
            engine = other
        try:
            signed = engine.signature(source, target)
            settings = repr(self.scope.project.settings.engine_settings)
            key = (str(self.scope.project.root), engine.name, signed, settings)
            return held.open(key, lambda stack: stack.enter_context(engine.open(source, target)))
        except ModelError:
            return None

    def _of_engine(self, translator: Translator, kind: WordingKind) -> Iterator[Wording]:
        """Yield the engine's first choice, and what else was in its beam."""
        scope, locale = self.scope, self.locale
        context = scope.context(locale)
        target = languages.language(locale)
        choices = _Choices(translator, Languages(scope.language, target, context))
        place = 0
        while place == 0 or place <= choices.most:
            choices.place = place
            made = pipeline.translate(
                [self.segment.key],
                choices,
                scope.language,
                finisher=typesetter(scope, locale),
                context=context,
            )
            yield from (
                Wording(machine.text, str(machine.signature), kind)
                for _, machine in made
                if _fit(machine)
            )
            place += 1


def _fit(machine: Machine) -> bool:
    return bool(machine.text.strip()) and not machine.broken


class _Choices:
    """A translator that gives the choice at one place in the beam, and its best where none is."""

    searches = True

    def __init__(self, translator: Translator, languages: Languages) -> None:
        self._translator = translator
        self._languages = languages
        self._made: dict[tuple[str, bool], tuple[Hypothesis, ...]] = {}
        self.place = 0

    @property
    def signature(self) -> str:
        """That of the translator itself."""
        return self._translator.signature

    @property
    def most(self) -> int:
        """The last place at which a text that was asked for has a choice."""
        return max((len(made) - 1 for made in self._made.values()), default=0)

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the choices; each text is translated once, whatever the place."""
        wanted = [text for text in texts if (text, text in attended) not in self._made]
        for index, made in self._translator.translate(wanted, decoding, attended):
            text = wanted[index]
            others = (
                other
                for other in made.alternatives
                if not guard.broken(text, other, self._languages)
            )
            self._made[text, text in attended] = (made, *others)
        for index, text in enumerate(texts):
            found = self._made[text, text in attended]
            yield index, found[self.place] if self.place < len(found) else found[0]


def _completed(model: Completer, source: str, typed: str, syntax: Syntax) -> str | None:
    """Complete with what is protected behind masks, as the model knows it from translating."""
    masked = inline.mask(source, syntax)
    if not masked.requests:
        return None
    begun = inline.plain(typed, syntax)
    for number, item in enumerate(masked.items, start=1):
        begun = begun.replace(item, masked.form.mask(number))
    if typed[-1:].isspace() and not begun[-1:].isspace():
        begun += typed[-1]
    rest = model.complete(masked.plain, begun)
    if rest is None:
        return None
    known = range(1, len(masked.items) + 1)
    end = next(
        (
            match.start()
            for match in masked.form.pattern.finditer(rest)
            if int(match[1]) not in known
        ),
        len(rest),
    )
    if not masked.items:
        return rest
    shown = masked.form.pattern.sub(lambda match: masked.items[int(match[1]) - 1], rest[:end])
    return shown.rstrip() or None


def _unheard(message: str) -> None:
    """Say nothing: a memory of engines that cannot be written costs time alone."""


class _OpenModels:
    """What is open, by what it was opened for."""

    def __init__(self) -> None:
        self._open: dict[object, tuple[ExitStack, Any]] = {}

    def open(self, key: object, make: Callable[[ExitStack], T]) -> T:
        """Return what is held under the key, made if need be."""
        if key not in self._open:
            with ExitStack() as stack:
                opened = make(stack)
                self._open[key] = stack.pop_all(), opened
        made: T = self._open[key][1]
        return made

    def close(self) -> None:
        """Close all."""
        held, self._open = self._open, {}
        for stack, _ in held.values():
            stack.close()


class _WordingThread:
    """A thread that answers one question after the other, and lets go of its models when idle.

    SQLite's connections and a pool of processes belong to the thread that opened them.
    """

    def __init__(self, name: str, idle: float) -> None:
        self._idle = idle
        self._thread = ThreadPoolExecutor(1, name)
        self._held = _OpenModels()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def ask(self, question: Callable[[_OpenModels], T]) -> T:
        """Wait for the answer, or raise what the question raises."""
        answer = self._thread.submit(question, self._held)
        try:
            return answer.result()
        finally:
            self._wait_anew()

    def close(self) -> None:
        """Answer what was asked, let go of all, and end."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
        with suppress(RuntimeError):  # It was closed before.
            self._thread.submit(self._held.close)
        self._thread.shutdown()

    def _wait_anew(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._idle, self._let_go)
            self._timer.daemon = True
            self._timer.start()

    def _let_go(self) -> None:
        with suppress(RuntimeError):  # It was closed meanwhile.
            self._thread.submit(self._held.close)
