"""Settle sentences: ask the engine, choose; ask in other ways what is broken, or another engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from dragoman import guard, rescue
from dragoman.checks import DISAGREE
from dragoman.engines.agreement import agreement
from dragoman.engines.base import USUAL, Hypothesis, Translator
from dragoman.guard import Languages, Settled
from dragoman.model import Finding, Severity
from dragoman.models.ranking import is_better
from dragoman.patterns import lazily
from dragoman.signature import parse

UNLIKE = 0.3
"""The agreement below which a better engine's other text is a finding: of such sentences, 73 in a
hundred and more were among the worst tenth (`tools/measure_second.py`); of those on which a weaker
engine disagrees, between 9 and 50."""

APART, MUCH = 0.5, 0.05
"""The agreement below which the text of a much better engine is taken, and by how much more its
published score must be. Measured on Argos and Firefox in Turkish and Arabic, .09 apart: the better
engine's is the better text in 95 of such sentences in a hundred, in 89 if a person's translation
alone is the truth."""

MOST_CHARACTERS, MOST_TIMES = 1_000, 20
"""The longest text that is looked at: so many characters, and so many for each of the source."""

TEXTS_AT_A_TIME = 256
"""Texts that both engines translate before any is handed on, where there is a second one."""

SECOND_ENGINE = "second engine"
"""The rescue by another engine's text, as signatures name it."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The sentences that are to be settled."""

    texts: Sequence[str]

    shown: Set[str]
    """Those that readers will see; the others tell where markup belongs, and need no rescue."""

    attended: Set[str]
    """Those of which the attention is of use."""


@dataclass(frozen=True, slots=True)
class EnginePair:
    """Who translates."""

    first: Translator

    second: Translator | None = None
    """Whose text the first one's is compared with, and which may take its place."""


def settle(
    asked: Unsettled,
    engines: EnginePair,
    languages: Languages | None,
    ladder: Sequence[rescue.RescueStep],
) -> Iterator[tuple[str, Settled]]:
    """Yield each text with its translation as it is ready; those that need help come last.

    Without `languages`, what the engine gives is taken as it is.
    """
    if languages is None:
        texts = asked.texts
        answers = engines.first.translate(texts, attended=asked.attended) if texts else ()
        for index, hypothesis in answers:
            yield texts[index], Settled(hypothesis)
        return
    settling = _Settling(asked, engines, languages)
    size = len(asked.texts) if engines.second is None else TEXTS_AT_A_TIME
    for begin in range(0, len(asked.texts), max(size, 1)):
        yield from settling.ask(asked.texts[begin : begin + size])
    yield from settling.climb(ladder)


class _Settling:
    """The sentences of one call, with those that are not settled yet."""

    def __init__(self, asked: Unsettled, engines: EnginePair, languages: Languages) -> None:
        self.asked = asked
        self.engines = engines
        self.languages = languages
        self.open: dict[str, list[Settled]] = {}
        """For each text that needs help, the candidates there are; the engine's own is first."""

    def ask(self, texts: Sequence[str]) -> Iterator[tuple[str, Settled]]:
        """Ask the engine, or both; yield what needs no help."""
        good: dict[str, Settled] = {}
        for text, settled in self._own(texts):
            if text in self.asked.shown and self._needs_help(text, settled):
                self.open[text] = [settled]
            elif self.engines.second is None or text not in self.asked.shown:
                yield text, settled
            else:
                good[text] = settled
        if self.engines.second is not None:
            yield from self._compared(texts, good, self.engines.second)

    def _own(self, texts: Sequence[str]) -> Iterator[tuple[str, Settled]]:
        answers = self.engines.first.translate(texts, attended=self.asked.attended) if texts else ()
        for index, hypothesis in _bounded(texts, answers):
            text = texts[index]
            settled = guard.chosen(text, hypothesis, self.languages)
            if settled.faults and text not in self.asked.shown:
                settled = guard.given_up(text, [settled], (), self.languages)
            yield text, settled

    def _needs_help(self, text: str, settled: Settled) -> bool:
        """Whether a text is broken, or lost something that no beam was searched for."""
        if settled.faults:
            return True
        alone = self.engines.first.searches and self.engines.second is None
        return not alone and any(self._lost(text, settled))

    def _lost(self, text: str, settled: Settled) -> tuple[int, ...]:
        if settled.lost is not None:
            return settled.lost
        return guard.lost(text, settled.hypothesis, self.languages)

    def _compared(
        self, texts: Sequence[str], good: dict[str, Settled], second: Translator
    ) -> Iterator[tuple[str, Settled]]:
        """Note how far the second engine agrees; yield what is good by now."""
        signatures = second.signature, self.engines.first.signature
        most = APART if is_better(*signatures, by=MUCH) else 0.0
        least = UNLIKE if is_better(*signatures) else 0.0
        wanted = [text for text in texts if text in good or text in self.open]
        for index, hypothesis in _bounded(wanted, second.translate(wanted) if wanted else ()):
            text = wanted[index]
            is_good = text in good
            own = good.pop(text) if is_good else self.open[text][0]
            level = agreement(own.hypothesis.text, hypothesis.text)
            if is_good and level >= most:
                told = _disagreeing(own, second) if level < least else own
                yield text, replace(told, agreement=level)
                continue
            other = self._of_second(text, hypothesis, second, level)
            if is_good:
                taken = not other.faults and not self._better(text, own, other)
                told = _disagreeing(own, second) if level < least else own
                yield text, other if taken else replace(told, agreement=level)
                continue
            candidates = self.open[text]
            self.open[text] = [*(replace(each, agreement=level) for each in candidates), other]
            if not other.faults and self._better(text, other, own):
                del self.open[text]
                yield text, other
        yield from good.items()  # of which it had nothing to say: it failed

    def _of_second(
        self, text: str, hypothesis: Hypothesis, second: Translator, level: float
    ) -> Settled:
        chosen = guard.chosen(text, hypothesis, self.languages)
        bare = replace(chosen.hypothesis, attention=(), alternatives=())
        return replace(
            chosen, hypothesis=bare, rescue=SECOND_ENGINE, by=second.signature, agreement=level
        )

    def _better(self, text: str, candidate: Settled, own: Settled) -> bool:
        """Whether a candidate without faults may take the place of the engine's own text."""
        return bool(own.faults) or self._lost(text, candidate) < self._lost(text, own)

    def climb(self, ladder: Sequence[rescue.RescueStep]) -> Iterator[tuple[str, Settled]]:
        """Climb the ladder with what needs help; mark what stays broken at its end."""
        translator, languages = self.engines.first, self.languages
        tried: dict[str, list[str]] = {text: [] for text in self.open}
        for step in ladder:
            if step.decoding != USUAL and not translator.searches:
                continue
            # Sorted: batches must be the same in every run, in whatever order the engine answered.
            wanted = {
                text: rescue.proposals(step, text, self.open[text][0].faults, languages.source)
                for text in sorted(self.open)
            }
            sent = list(dict.fromkeys(part for parts in wanted.values() for part in parts))
            answers = translator.translate(sent, step.decoding) if sent else ()
            made = {sent[index]: hypothesis for index, hypothesis in _bounded(sent, answers)}
            for text, parts in wanted.items():
                if parts:
                    tried[text].append(step.name)
                    pairs = [(part, made[part]) for part in parts]
                    yield from self._helped(text, rescue.outcomes(step, text, pairs, languages))
        for text, candidates in self.open.items():
            if candidates[0].faults:
                yield text, guard.given_up(text, candidates, tried[text], languages)
            else:
                yield text, guard.best(text, candidates, languages)

    def _helped(self, text: str, outcomes: Iterator[Settled]) -> Iterator[tuple[str, Settled]]:
        """Take the outcomes of a step in; yield the text if it needs no more help."""
        candidates = self.open[text]
        level = candidates[0].agreement
        candidates += [replace(outcome, agreement=level) for outcome in outcomes]
        best = guard.best(text, candidates, self.languages)
        if not best.faults and (candidates[0].faults or not any(self._lost(text, best))):
            del self.open[text]
            yield text, best


def _bounded(
    texts: Sequence[str], answers: Iterable[tuple[int, Hypothesis]]
) -> Iterator[tuple[int, Hypothesis]]:
    """Yield the answers, without what steers a screen, and none longer than a translation can be.

    All that is asked of a text takes time in proportion to it, and a model that goes round in
    circles may go on for as long as it is let.
    """
    for index, hypothesis in answers:
        if any(_STEERING.search(each.text) for each in (hypothesis, *hypothesis.alternatives)):
            hypothesis = _quiet(hypothesis)
        most = MOST_CHARACTERS + MOST_TIMES * len(texts[index])
        others = tuple(each for each in hypothesis.alternatives if len(each.text) <= most)
        if len(others) < len(hypothesis.alternatives):
            hypothesis = replace(hypothesis, alternatives=others)
        yield index, hypothesis if len(hypothesis.text) <= most else _cut(hypothesis, most)


_STEERING = lazily(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]+"
)
"""What no text needs. Typography would delete it, but not where markup has nothing else in it."""


def _quiet(hypothesis: Hypothesis) -> Hypothesis:
    text = _STEERING.sub("", hypothesis.text)
    others: dict[str, Hypothesis] = {}
    for each in hypothesis.alternatives:
        if (other := _STEERING.sub("", each.text)).strip():
            others.setdefault(other, replace(each, text=other))
    same = len(text.split()) == len(hypothesis.text.split())
    attention = hypothesis.attention if same else ()
    return replace(hypothesis, text=text, alternatives=tuple(others.values()), attention=attention)


def _cut(hypothesis: Hypothesis, most: int) -> Hypothesis:
    message = "the model did not stop: the text is truncated or repeats itself"
    found = (*hypothesis.findings, Finding("truncated", message, Severity.ERROR))
    return replace(hypothesis, text=hypothesis.text[:most], findings=found, attention=())


def _disagreeing(own: Settled, second: Translator) -> Settled:
    """Put the finding on a text that a better engine does not agree with."""
    engine = parse(second.signature).engine
    finding = Finding(DISAGREE, f"{engine}, the better engine here, makes something else of it")
    found = (*own.hypothesis.findings, finding)
    return replace(own, hypothesis=replace(own.hypothesis, findings=found))
