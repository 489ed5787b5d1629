"""Machine-translate sentences: mask → engine → guard → project → finish, all articles at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from dragoman import inline, rescue, segment, signature
from dragoman.checks import NOTHING_KNOWN, Context
from dragoman.engines.base import Translator
from dragoman.guard import Languages, Settled
from dragoman.model import Attention, Finding, Key, Machine, Syntax, one_line
from dragoman.settle import EnginePair, Unsettled, settle
from dragoman.signature import COPIED
from dragoman.typography import Finished


@dataclass(frozen=True, slots=True)
class _Job:
    """One source sentence on its way."""

    key: Key
    masked: inline.Masked
    parts: Mapping[str, tuple[str, ...]]
    """For each text that the engine should translate, the sentences it is sent in."""

    evidence: frozenset[str] = frozenset()
    """The texts whose translations do not stand in the sentence's, most of the time: they tell
    where links and emphasis belong."""

    @property
    def attended(self) -> tuple[str, ...]:
        """The sentences with spans: what the engine looked at may help to place them."""
        return self.parts.get(self.masked.plain, ()) if self.masked.nodes else ()

    def sentences(self, more: Sequence[str] = ()) -> Iterator[str]:
        """Yield what the translation is made of, `more` naming evidence that it holds."""
        for text, sentences in self.parts.items():
            if text not in self.evidence or text in more:
                yield from sentences


class Finisher(Protocol):
    """Applies the typography rules of its language to a text."""

    def __call__(self, text: str, syntax: Syntax, source: str) -> Finished:
        """Return the finished text of a translation of `source`."""


def untouched(text: str, syntax: Syntax, source: str) -> Finished:
    """Leave a text as it is."""
    return Finished(text)


def copies(
    keys: Iterable[Key], finisher: Finisher = untouched, context: Context = NOTHING_KNOWN
) -> dict[Key, Machine]:
    """Return the sentences that hold nothing to translate, finished. Loads no model."""
    return {
        (syntax, source): _finished(Machine(source, COPIED), (syntax, source), finisher)
        for syntax, source in keys
        if not inline.mask(source, syntax, context.names).requests
    }


def translate(
    keys: Sequence[Key],
    translator: Translator,
    language: str,
    done: Callable[[int], None] = lambda words: None,
    target: str | None = None,
    finisher: Finisher = untouched,
    context: Context = NOTHING_KNOWN,
    second: Translator | None = None,
) -> Iterator[tuple[Key, Machine]]:
    """Yield the machine translation of each sentence, in no certain order, each key once.

    `language` is that of the sentences. `done` hears the source words of every sentence that is
    ready. All sentences go to the engine together; those whose protected parts did not come
    through go once more with other masks, and then to be translated around these parts. With
    `target`, the language of the translation, broken sentences are rescued or marked, for one
    more call a step of `rescue.LADDER`; without it, what the engine gives is taken as it is. The
    text of each translation is given through `finisher`. A `second` engine translates all of it
    too: how far it agrees is noted, and where the first one's text is broken or loses values and
    its own does not, its own is taken. Of `context`, the names are protected,
    and the terms are kept where the engine has a choice.
    """
    languages = Languages(language, target, context) if target else None
    known: dict[str, Settled] = {}
    waiting = [_job(key, language, context.names) for key in dict.fromkeys(keys)]
    whole: dict[Key, Machine] = {}
    """Broken texts that are complete, for sentences that no other way makes better."""
    for way in _WAYS:
        engines = EnginePair(translator, second if way is _WAYS[0] else None)
        settled = partial(settle, engines=engines, languages=languages, ladder=way.ladder)
        jobs, waiting = [way.prepare(job, language) for job in waiting], []
        for job in _as_ready(jobs, known, settled, rescuing=bool(way.ladder)):
            machine, complete = _assembled(job, way, known, translator.signature)
            if way is not _WAYS[-1] and job.masked.items and machine.broken:
                waiting.append(job)
                if complete:
                    whole.setdefault(job.key, machine)
                continue
            if machine.broken:
                machine = whole.pop(job.key, machine)
            done(len(job.key[1].split()))
            yield job.key, _finished(machine, job.key, finisher)


def asked(keys: Iterable[Key], language: str, context: Context = NOTHING_KNOWN) -> Iterator[str]:
    """Yield what `translate` asks the engine for first, sentence by sentence."""
    for key in keys:
        for sentences in _job(key, language, context.names).parts.values():
            yield from sentences


def _finished(machine: Machine, key: Key, finisher: Finisher) -> Machine:
    finished = finisher(machine.text, *key)
    # What is deleted may have stood round a space: `<joiner> word`.
    return replace(machine, text=finished.text.strip(), finish=finished.rules)


def _job(key: Key, language: str, names: inline.Names) -> _Job:
    syntax, source = key
    return _sent(key, inline.mask(source, syntax, names), language)


def _sent(key: Key, masked: inline.Masked, language: str) -> _Job:
    parts = {text: _sentences(text, language) for text in masked.requests}
    return _Job(key, masked, parts, masked.evidence)


def _other_masks(job: _Job, language: str) -> _Job:
    """The same job with masks of another form."""
    syntax, source = job.key
    masked = inline.mask(source, syntax, job.masked.names, inline.brackets)
    return _sent(job.key, masked, language)


def _pieces(job: _Job, language: str) -> _Job:
    """The same job, to be translated piece by piece around its protected parts."""
    masked = job.masked
    parts = {
        text: _sentences(text, language)
        for text in (*masked.pieces, *masked.requests)
        if text != masked.plain
    }
    return _Job(job.key, masked, parts, masked.evidence.difference(masked.pieces))


@dataclass(frozen=True, slots=True)
class _Way:
    """How sentences are sent and put together again; the next way is for those that it fails."""

    prepare: Callable[[_Job, str], _Job]
    project: Callable[[inline.Masked, Mapping[str, str], Attention], inline.Projection]
    named: tuple[str, ...] = ()
    """The rescue that it is, if it is one."""

    ladder: tuple[rescue.RescueStep, ...] = rescue.LADDER


_WAYS = (
    _Way(lambda job, language: job, inline.project),
    _Way(_other_masks, inline.project, (rescue.OTHER_MASKS,), ladder=()),
    _Way(
        _pieces,
        lambda masked, translated, _: inline.project_pieces(masked, translated),
        (rescue.AROUND,),
    ),
)
"""The first is for all sentences, the others for those with protected parts that did not come
through, or not in a sentence that may be shown: masks of another form, then what stands between
the protected parts, piece by piece."""


def _sentences(text: str, language: str) -> tuple[str, ...]:
    """The engine takes single sentences; a unit with emphasis over several holds more."""
    return tuple(text[start:end].strip() for start, end in segment.split(text, language))


def _as_ready(
    jobs: Sequence[_Job],
    known: dict[str, Settled],
    settled: Callable[[Unsettled], Iterator[tuple[str, Settled]]],
    *,
    rescuing: bool,
) -> Iterator[_Job]:
    """Settle what the jobs need and yield each as soon as all of it is `known`, which grows.

    This is the one place where results stream: a sentence that several jobs need is settled once,
    and one that is known, but broken, again where there is a rescue that was not tried.
    """
    waiting: dict[str, list[int]] = {}
    missing = []
    shown = {sentence for job in jobs for sentence in job.sentences()}
    attended = {sentence for job in jobs for sentence in job.attended}
    for number, job in enumerate(jobs):
        # A dict, not a set: batches must be the same in every run.
        every = dict.fromkeys(each for sentences in job.parts.values() for each in sentences)
        needed = [
            each
            for each in every
            if each not in known or (rescuing and each in shown and known[each].faults)
        ]
        missing.append(len(needed))
        for sentence in needed:
            waiting.setdefault(sentence, []).append(number)
        if not needed:
            yield job
    for text, result in settled(Unsettled(list(waiting), shown, attended)):
        known[text] = result
        for number in waiting[text]:
            missing[number] -= 1
            if not missing[number]:
                yield jobs[number]


def _joined(job: _Job, known: Mapping[str, Settled]) -> dict[str, str]:
    return {
        text: " ".join(filter(None, (known[each].hypothesis.text for each in sentences)))
        for text, sentences in job.parts.items()
    }


def _attention(job: _Job, known: Mapping[str, Settled]) -> Attention:
    """Join the attention of the sentences with markup; nothing if one's is not known."""
    made = [known[sentence].hypothesis for sentence in job.attended]
    if not made or not all(each.attention for each in made):
        return ()
    widths = [len(each.attention[0]) for each in made]
    rows: list[list[float]] = []
    for place, each in enumerate(made):
        before, behind = [0.0] * sum(widths[:place]), [0.0] * sum(widths[place + 1 :])
        rows += [[*before, *row, *behind] for row in each.attention]
    return rows


def _assembled(
    job: _Job, way: _Way, known: Mapping[str, Settled], signed: str
) -> tuple[Machine, bool]:
    """Put a sentence together; say whether all that is protected is in it."""
    projection = way.project(job.masked, _joined(job, known), _attention(job, known))
    parts = [known[sentence] for sentence in job.sentences(projection.housed)]
    hypotheses = [part.hypothesis for part in parts]
    sure = [each.confidence for each in hypotheses if each.confidence is not None]
    found: list[Finding] = [finding for each in hypotheses for finding in each.findings]
    ways = dict.fromkeys((*way.named, *(part.rescue for part in parts if part.rescue)))
    failed = any(part.faults for part in parts)
    if failed:
        ways |= dict.fromkeys(name for part in parts for name in part.tried)
    makers = {part.by for part in parts}
    made_by = signature.parse((makers.pop() if len(makers) == 1 else "") or signed)
    names = tuple(ways)
    if names:
        made_by = replace(made_by, tried=names) if failed else replace(made_by, rescues=names)
    levels = [part.agreement for part in parts if part.agreement is not None]
    machine = Machine(
        text=one_line(projection.text),
        signature=made_by,
        # A sentence is as sure as its least sure part.
        confidence=min(sure, default=None),
        findings=tuple(dict.fromkeys((*found, *projection.findings))),
        rescued=bool(ways) and not failed,
        agreement=min(levels, default=None),
    )
    return machine, projection.complete
