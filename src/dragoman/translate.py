"""Machine-translate sentences: mask → engine → project, over any number of articles at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman import inline, segment
from dragoman.engines.base import Hypothesis, Translator
from dragoman.model import Finding, Key, Machine, one_line

COPIED = "copy 1"
"""The signature of sentences without a word, such as `12,400`, which no engine need see."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One source sentence on its way."""

    key: Key
    masked: inline.Masked
    parts: Mapping[str, tuple[str, ...]]
    """For each text that the engine should translate, the sentences it is sent in."""


def copies(keys: Iterable[Key]) -> dict[Key, Machine]:
    """Return the sentences that hold nothing to translate, as they are. Loads no model."""
    return {
        key: Machine(key[1], COPIED) for key in keys if not inline.mask(key[1], key[0]).requests
    }


def translate(
    keys: Sequence[Key],
    translator: Translator,
    language: str,
    done: Callable[[int], None] = lambda words: None,
) -> Iterator[tuple[Key, Machine]]:
    """Yield the machine translation of each sentence, in no certain order, each key once.

    `language` is that of the sentences. `done` hears the source words of every sentence that is
    ready. All sentences go to the engine together, and no more than twice: those whose
    protected parts did not come through are then translated around them.
    """
    jobs = [_job(key, language) for key in dict.fromkeys(keys)]
    broken: list[_Job] = []
    for job, known in _ready(jobs, translator):
        projection = inline.project(job.masked, _joined(job, known))
        if not projection.complete:
            broken.append(_pieces(job, language))
            continue
        done(len(job.key[1].split()))
        yield job.key, _machine(job, projection, known, translator.signature)
    for job, known in _ready(broken, translator):
        projection = inline.project_pieces(job.masked, _joined(job, known))
        done(len(job.key[1].split()))
        yield job.key, _machine(job, projection, known, translator.signature)


def _job(key: Key, language: str) -> _Job:
    syntax, source = key
    masked = inline.mask(source, syntax)
    return _Job(key, masked, {text: _sentences(text, language) for text in masked.requests})


def _pieces(job: _Job, language: str) -> _Job:
    """The same job, to be translated piece by piece around its protected parts."""
    texts = (*job.masked.pieces, *job.masked.requests[1:])
    return _Job(job.key, job.masked, {text: _sentences(text, language) for text in texts})


def _sentences(text: str, language: str) -> tuple[str, ...]:
    """The engine takes single sentences; a unit with emphasis over several holds more."""
    return tuple(text[start:end].strip() for start, end in segment.split(text, language))


def _ready(
    jobs: Sequence[_Job], translator: Translator
) -> Iterator[tuple[_Job, Mapping[str, Hypothesis]]]:
    """Yield each job as soon as the engine has translated all it needs."""
    waiting: dict[str, list[int]] = {}
    missing = []
    for number, job in enumerate(jobs):
        # A dict, not a set: batches must be the same in every run.
        needed = dict.fromkeys(each for sentences in job.parts.values() for each in sentences)
        missing.append(len(needed))
        for sentence in needed:
            waiting.setdefault(sentence, []).append(number)
        if not needed:
            yield job, {}
    known: dict[str, Hypothesis] = {}
    texts = list(waiting)
    for index, hypothesis in translator.translate(texts) if texts else ():
        known[texts[index]] = hypothesis
        for number in waiting[texts[index]]:
            missing[number] -= 1
            if not missing[number]:
                yield jobs[number], known


def _joined(job: _Job, known: Mapping[str, Hypothesis]) -> dict[str, str]:
    return {
        text: " ".join(filter(None, (known[sentence].text for sentence in sentences)))
        for text, sentences in job.parts.items()
    }


def _machine(
    job: _Job, projection: inline.Projection, known: Mapping[str, Hypothesis], signature: str
) -> Machine:
    hypotheses = [known[sentence] for sentences in job.parts.values() for sentence in sentences]
    sure = [each.confidence for each in hypotheses if each.confidence is not None]
    found: list[Finding] = [finding for each in hypotheses for finding in each.findings]
    return Machine(
        text=one_line(projection.text),
        engine=signature,
        # A sentence is as sure as its least sure part.
        confidence=min(sure, default=None),
        findings=tuple(dict.fromkeys((*found, *projection.findings))),
    )
