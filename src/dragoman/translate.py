"""Machine-translate sentences: mask → engine → guard → project → finish, all articles at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman import guard, inline, segment, signature
from dragoman.checks import NOTHING_KNOWN, Context
from dragoman.engines.base import USUAL, Translator
from dragoman.guard import Languages, Settled
from dragoman.model import Attention, Finding, Key, Machine, Syntax, one_line
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
    """Sets a text as typesetters of its language do."""

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
) -> Iterator[tuple[Key, Machine]]:
    """Yield the machine translation of each sentence, in no certain order, each key once.

    `language` is that of the sentences. `done` hears the source words of every sentence that is
    ready. All sentences go to the engine together; those whose protected parts did not come
    through go once more with other masks, and then to be translated around these parts. With
    `target`, the language of the translation, broken sentences are rescued or marked, for one
    more call a step of `guard.LADDER`; without it, what the engine gives is taken as it is. The
    text of each translation is given through `finisher`. Of `context`, the names are protected,
    and the terms are kept where the engine has a choice.
    """
    languages = Languages(language, target, context) if target else None
    known: dict[str, Settled] = {}
    waiting = [_job(key, language, context.names) for key in dict.fromkeys(keys)]
    broken: dict[Key, Machine] = {}
    for way in _WAYS:
        jobs, waiting = [way.prepare(job, language) for job in waiting], []
        for job in _ready(jobs, translator, languages, way.ladder, known):
            projection = way.project(job.masked, _joined(job, known), _attention(job, known))
            machine = _machine(job, projection, known, translator.signature, *way.named)
            if way is not _WAYS[-1] and job.masked.items and machine.broken:
                waiting.append(job)
                if projection.complete:
                    broken.setdefault(job.key, machine)
                continue
            if machine.broken:
                machine = broken.pop(job.key, machine)
            done(len(job.key[1].split()))
            yield job.key, _finished(machine, job.key, finisher)


def _finished(machine: Machine, key: Key, finisher: Finisher) -> Machine:
    finished = finisher(machine.text, *key)
    return replace(machine, text=finished.text, finish=finished.rules)


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

    ladder: tuple[guard.Step, ...] = guard.LADDER


_WAYS = (
    _Way(lambda job, language: job, inline.project),
    _Way(_other_masks, inline.project, (guard.OTHER_MASKS,), ladder=()),
    _Way(
        _pieces,
        lambda masked, translated, _: inline.project_pieces(masked, translated),
        (guard.AROUND,),
    ),
)
"""The first is for all sentences, the others for those with protected parts that did not come
through, or not in a sentence that may be shown: masks of another form, then what stands between
the protected parts, piece by piece."""


def _sentences(text: str, language: str) -> tuple[str, ...]:
    """The engine takes single sentences; a unit with emphasis over several holds more."""
    return tuple(text[start:end].strip() for start, end in segment.split(text, language))


def _ready(
    jobs: Sequence[_Job],
    translator: Translator,
    languages: Languages | None,
    ladder: Sequence[guard.Step],
    known: dict[str, Settled],
) -> Iterator[_Job]:
    """Yield each job as soon as all it needs is `known`, which grows.

    What is evidence and nothing else is not rescued: that would be for nobody to see.
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
            if each not in known or (ladder and each in shown and known[each].faults)
        ]
        missing.append(len(needed))
        for sentence in needed:
            waiting.setdefault(sentence, []).append(number)
        if not needed:
            yield job
    asked = _Asked(list(waiting), shown, attended)
    for text, settled in _settled(asked, translator, languages, ladder):
        known[text] = settled
        for number in waiting[text]:
            missing[number] -= 1
            if not missing[number]:
                yield jobs[number]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The sentences that the engine is asked for."""

    texts: Sequence[str]
    shown: Set[str]
    attended: Set[str]


def _settled(
    asked: _Asked,
    translator: Translator,
    languages: Languages | None,
    ladder: Sequence[guard.Step],
) -> Iterator[tuple[str, Settled]]:
    """Yield each text with its translation, the broken ones that are shown last."""
    broken: dict[str, list[Settled]] = {}
    texts = asked.texts
    found = translator.translate(texts, attended=asked.attended) if texts else ()
    for index, hypothesis in found:
        text = texts[index]
        if languages is None:
            yield text, Settled(hypothesis)
            continue
        settled = guard.chosen(text, hypothesis, languages)
        if not settled.faults:
            yield text, settled
        elif text in asked.shown:
            broken[text] = [settled]
        else:
            yield text, guard.given_up(text, [settled], (), languages)
    if languages is not None:
        yield from _rescued(broken, translator, languages, ladder)


def _rescued(
    broken: dict[str, list[Settled]],
    translator: Translator,
    languages: Languages,
    ladder: Sequence[guard.Step],
) -> Iterator[tuple[str, Settled]]:
    """Climb the ladder with all broken sentences, and mark those that stay broken at its end.

    `broken` holds what there is of each so far, and is used up.
    """
    tried: dict[str, list[str]] = {text: [] for text in broken}
    for step in ladder:
        if step.decoding != USUAL and not translator.searches:
            continue
        # Sorted: batches must be the same in every run, in whatever order the engine answered.
        wanted = {
            text: guard.proposals(step, text, broken[text][0].faults, languages.source)
            for text in sorted(broken)
        }
        sent = list(dict.fromkeys(part for parts in wanted.values() for part in parts))
        answers = translator.translate(sent, step.decoding) if sent else ()
        made = {sent[index]: hypothesis for index, hypothesis in answers}
        for text, parts in wanted.items():
            if not parts:
                continue
            tried[text].append(step.name)
            pairs = [(part, made[part]) for part in parts]
            broken[text] += guard.outcomes(step, text, pairs, languages)
            best = guard.best(text, broken[text], languages)
            if not best.faults:
                del broken[text]
                yield text, best
    for text, candidates in broken.items():
        yield text, guard.given_up(text, candidates, tried[text], languages)


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


def _machine(
    job: _Job,
    projection: inline.Projection,
    known: Mapping[str, Settled],
    engine: str,
    *rescues: str,
) -> Machine:
    parts = [known[sentence] for sentence in job.sentences(projection.housed)]
    hypotheses = [part.hypothesis for part in parts]
    sure = [each.confidence for each in hypotheses if each.confidence is not None]
    found: list[Finding] = [finding for each in hypotheses for finding in each.findings]
    ways = dict.fromkeys((*rescues, *(part.rescue for part in parts if part.rescue)))
    failed = any(part.faults for part in parts)
    if failed:
        ways |= dict.fromkeys(name for part in parts for name in part.tried)
    made_by = signature.parse(engine)
    names = tuple(ways)
    made_by = replace(made_by, tried=names) if failed else replace(made_by, rescues=names)
    return Machine(
        text=one_line(projection.text),
        signature=made_by,
        # A sentence is as sure as its least sure part.
        confidence=min(sure, default=None),
        findings=tuple(dict.fromkeys((*found, *projection.findings))),
        rescued=bool(ways) and not failed,
    )
