"""A loaded CTranslate2 model that translates all texts at once, in batches."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.engines.base import USUAL, Decoding, Hypothesis
from dragoman.engines.batching import batches, decoding_limit, windows
from dragoman.engines.clauses import cut
from dragoman.errors import EngineError
from dragoman.model import Attention, Finding, Severity
from dragoman.models.loading import FAILURES, Loaded

LONGEST_PART = 200
"""Tokens of one sentence; the models were trained on sentences up to about that."""

LENGTH_PENALTY = 0.2
"""As argostranslate 1.11, so that the choice among the beam is the one people know."""

BATCHES_IN_FLIGHT = 2
"""For each worker: one being translated and one waiting, so that an interrupt acts soon."""

SHORTEST_WAIT, LONGEST_WAIT = 0.0005, 0.02
"""Seconds between looks at the batches in flight. Waiting inside CTranslate2 hears no signal."""

TEXTS_AT_A_TIME = 64
"""Texts tokenized in one call."""


@dataclass(slots=True)
class _BeamJob:
    """One distinct text."""

    text: str
    indexes: list[int]
    attended: bool
    parts: list[_BeamPart] = field(default_factory=list)
    waiting: int = 0


@dataclass(slots=True)
class _BeamPart:
    """What is translated in one go: a text, or a clause of a long one."""

    job: _BeamJob
    pieces: list[str]
    limit: int
    """Output tokens after which it is given up: the same for all of a batch."""

    outputs: tuple[_PartOutput, ...] = ()
    """What is left of the beam, the best first."""


@dataclass(frozen=True, slots=True)
class _PartOutput:
    """What the model made of a part."""

    text: str
    finished: bool
    lost: int
    """Symbols that the model could not write."""

    log_probability: float
    """Of all output tokens together, `steps` of them."""

    steps: int

    attention: Attention = ()


class BeamTranslator:
    """Searches with a beam, and keeps what is left of it as alternatives."""

    searches = True

    def __init__(self, loaded: Loaded, signature: str, beam_size: int, workers: int) -> None:
        self._loaded = loaded
        self._signature = signature
        self._beam_size = beam_size
        self._workers = workers

    @property
    def signature(self) -> str:
        """Such as `argos en-fa 1.5`; then what differs from the default settings."""
        return self._signature

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Yield the translations as their batches complete.

        Equal texts are translated once. Texts over `LONGEST_PART` tokens are translated clause by
        clause and carry the finding `split`.
        """
        indexes: dict[str, list[int]] = {}
        for index, text in enumerate(texts):
            indexes.setdefault(text, []).append(index)
        jobs = (_BeamJob(text, places, text in attended) for text, places in indexes.items())
        for job in self._finished(jobs, decoding):
            hypothesis = _hypothesis(job)
            for index in job.indexes:
                yield index, hypothesis

    def _finished(self, jobs: Iterator[_BeamJob], decoding: Decoding) -> Iterator[_BeamJob]:
        blank: list[_BeamJob] = []
        for batch in self._translated(self._parts(jobs, blank, decoding), decoding):
            for part in batch:
                part.job.waiting -= 1
                if not part.job.waiting:
                    yield part.job
            yield from _drain(blank)
        yield from blank

    def _parts(
        self, jobs: Iterator[_BeamJob], blank: list[_BeamJob], decoding: Decoding
    ) -> Iterator[_BeamPart]:
        """Tokenize; jobs in which there is nothing to translate go to `blank`."""
        for group in _groups(jobs, TEXTS_AT_A_TIME):
            encoded = self._loaded.tokenizer.encode([job.text for job in group])
            for job, pieces in zip(group, encoded, strict=True):
                if not job.text.strip() or not pieces:
                    blank.append(job)
                    continue
                job.parts = [
                    _BeamPart(job, part, _limit(part, decoding))
                    for part in self._cut(job.text, pieces)
                ]
                job.waiting = len(job.parts)
                yield from job.parts

    def _cut(self, text: str, pieces: list[str]) -> list[list[str]]:
        if len(pieces) <= LONGEST_PART:
            return [pieces]
        encode = self._loaded.tokenizer.encode
        parts = cut(text, lambda part: len(encode([part])[0]) <= LONGEST_PART)
        return [part for part in encode(parts) if part]

    def _translated(
        self, parts: Iterator[_BeamPart], decoding: Decoding
    ) -> Iterator[list[_BeamPart]]:
        """Keep the workers busy and yield each batch once it is done."""
        flying: list[tuple[list[_BeamPart], list[Any]]] = []
        for batch in _batches(parts, self._workers):
            flying.append((batch, self._submit(batch, decoding)))
            while len(flying) >= BATCHES_IN_FLIGHT * self._workers:
                yield self._landed(flying)
        while flying:
            yield self._landed(flying)

    def _submit(self, parts: Sequence[_BeamPart], decoding: Decoding) -> list[Any]:
        prefix = list(self._loaded.prefix)
        results: list[Any] = self._loaded.model.translate_batch(
            [part.pieces for part in parts],
            target_prefix=[prefix] * len(parts) if prefix else None,
            asynchronous=True,
            beam_size=self._beam_size,
            num_hypotheses=self._beam_size,  # costs nothing beside the beam itself
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            length_penalty=LENGTH_PENALTY,
            max_input_length=0,
            max_decoding_length=parts[0].limit + len(prefix),
            return_end_token=True,
            return_scores=True,
            return_attention=any(part.job.attended for part in parts),
        )
        return results

    def _landed(self, flying: list[tuple[list[_BeamPart], list[Any]]]) -> list[_BeamPart]:
        """Wait for a batch, take it out and read its results."""
        wait = SHORTEST_WAIT
        while True:
            for place, (parts, results) in enumerate(flying):
                if all(result.done() for result in results):
                    del flying[place]
                    for part, result in zip(parts, results, strict=True):
                        self._read(part, result)
                    return parts
            time.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)

    def _read(self, part: _BeamPart, result: Any) -> None:
        """Take over one result."""
        try:
            output = result.result()
        except FAILURES as error:
            raise EngineError(
                f"CTranslate2 cannot translate: {error}",
                path=self._loaded.package.path,
                advice=f"Run: dragoman models verify {self._loaded.package.to_code}",
            ) from error
        part.outputs = tuple(
            self._output(part, list(pieces), score)
            for pieces, score in zip(output.hypotheses, output.scores, strict=True)
        )
        if part.job.attended and part.outputs[0].finished and not part.outputs[0].lost:
            pieces, rows = output.hypotheses[0], output.attention[0]
            first = len(pieces) - part.outputs[0].steps  # behind the prefix
            text = part.outputs[0].text
            attention = self._attention(part, pieces[first:-1], text, rows[first:])
            part.outputs = (replace(part.outputs[0], attention=attention), *part.outputs[1:])

    def _output(self, part: _BeamPart, pieces: list[str], score: float) -> _PartOutput:
        """Read one hypothesis.

        CTranslate2 divides the sum of the tokens' log-probabilities by n ** LENGTH_PENALTY, n
        being the tokens of the hypothesis, here with the end symbol. Tokens of the prefix count
        in n with a log-probability of 0.
        """
        prefix = self._loaded.prefix
        log_probability = score * len(pieces) ** LENGTH_PENALTY
        if pieces[: len(prefix)] == list(prefix):
            del pieces[: len(prefix)]
        steps = len(pieces)
        finished = pieces[-1:] == [self._loaded.end]
        if finished:
            pieces.pop()
        pieces, lost = self._with_symbols(pieces, part.pieces)
        text = self._loaded.tokenizer.decode(pieces).strip()
        return _PartOutput(text, finished, lost, log_probability, steps)

    def _attention(
        self, part: _BeamPart, pieces: Sequence[str], text: str, rows: Sequence[Sequence[float]]
    ) -> Attention:
        """Add up the attention of pieces by words, where the pieces tell what the words are.

        Where a beam is searched, CTranslate2 gives the first piece of a text the attention of some
        text of the batch: of that piece nothing is known. A word of which nothing is known is
        taken to look at all words alike.
        """
        given, made = (self._loaded.tokenizer.words(row) for row in (part.pieces, pieces))
        source, target = part.job.text.split(), text.split()
        if max(given, default=-1) + 1 != len(source) or max(made, default=-1) + 1 != len(target):
            return ()
        found = [[0.0] * len(source) for _ in target]
        for step, (word, row) in enumerate(zip(made, rows, strict=False)):
            if not step and self._beam_size > 1:
                continue
            for place, weight in zip(given, row, strict=False):
                if word >= 0 and place >= 0:
                    found[word][place] += weight
        known = (row if any(row) else [1.0] * len(source) for row in found)
        return tuple(tuple(round(weight / sum(row), 3) for weight in row) for row in known)

    def _with_symbols(self, pieces: list[str], source: Sequence[str]) -> tuple[list[str], int]:
        """Fill in what the model could not write, and count what stays lost.

        Where it writes as many unknown symbols as it was given (an emoji, a rare letter), they
        are those, in order. CTranslate2's `replace_unknowns` would copy any piece of the source
        that attention points at, wrong ones too, and nobody would see it.
        """
        unknown = self._loaded.unknown
        wanted = pieces.count(unknown)
        if not wanted:
            return pieces, 0
        given = [piece for piece in source if not self._loaded.tokenizer.knows(piece)]
        if len(given) != wanted:
            return [piece for piece in pieces if piece != unknown], wanted
        supply = iter(given)
        return [next(supply) if piece == unknown else piece for piece in pieces], 0


def _hypothesis(job: _BeamJob) -> Hypothesis:
    """Join the best outputs of a finished job's parts, then the second best, and so on."""
    if not job.text.strip():
        return Hypothesis("")
    if not job.parts:  # signs of which the tokenizer makes spaces
        return _joined(())
    # Parts may differ in how many hypotheses are left of their beams.
    ranks = zip(*(part.outputs for part in job.parts), strict=False)
    best, *others = (_joined(outputs) for outputs in ranks)
    if len(job.parts) == 1:
        best = replace(best, attention=job.parts[0].outputs[0].attention)
    different: dict[str, Hypothesis] = {}
    for other in others:
        if other.text and other.text != best.text:
            different.setdefault(other.text, other)
    return replace(best, alternatives=tuple(different.values()))


def _joined(outputs: Sequence[_PartOutput]) -> Hypothesis:
    """Join outputs by spaces; the confidence is that of all tokens together."""
    text = " ".join(output.text for output in outputs if output.text)
    steps = sum(output.steps for output in outputs)
    findings = tuple(_findings(outputs, text))
    if not text or not steps:
        return Hypothesis("", None, findings)
    mean = sum(output.log_probability for output in outputs) / steps
    return Hypothesis(text, round(min(math.exp(mean), 1.0), 2), findings)


def _findings(outputs: Sequence[_PartOutput], text: str) -> Iterator[Finding]:
    if not text:
        yield Finding("empty", "the model gave no text", Severity.ERROR)
    if not all(output.finished for output in outputs):
        message = "the model did not stop: the text is truncated or repeats itself"
        yield Finding("truncated", message, Severity.ERROR)
    if lost := sum(output.lost for output in outputs):
        yield Finding("unknown", f"{lost} × the model had no symbol for what it meant")
    if len(outputs) > 1:
        message = f"too long for the model: translated in {len(outputs)} parts"
        yield Finding("split", message)


def _limit(pieces: Sequence[str], decoding: Decoding) -> int:
    return int(decoding_limit(len(pieces), LONGEST_PART) * decoding.limit_factor)


def _batches(parts: Iterable[_BeamPart], workers: int) -> Iterator[list[_BeamPart]]:
    for window in windows(parts, lambda part: len(part.pieces), workers):
        lengths = [len(part.pieces) for part in window.items]
        for rows in batches(lengths, window.room, LONGEST_PART, window.workers):
            yield [window.items[row] for row in rows]


def _groups(jobs: Iterator[_BeamJob], size: int) -> Iterator[list[_BeamJob]]:
    group: list[_BeamJob] = []
    for job in jobs:
        group.append(job)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _drain(jobs: list[_BeamJob]) -> Iterable[_BeamJob]:
    drained, jobs[:] = jobs[:], []
    return drained
