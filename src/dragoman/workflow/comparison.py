"""Compare installed models on what this newsroom's people wrote.

Published scores say how good a model is on other people's text. Here it is the newsroom's own:
sentences that a person translated, or changed. What a person accepted as a machine wrote it is left
out: it would prove the machine that wrote it. The newest come first: the later a text, the less
likely a model was trained on it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path

from dragoman import checks, engines, inline, languages
from dragoman import translate as pipeline
from dragoman.engines import Engine
from dragoman.errors import DragomanError, EngineError, ModelError
from dragoman.files import anywhere
from dragoman.model import Key, Machine, Segment, Status, Unit
from dragoman.models.choice import direct
from dragoman.models.kinds import ARGOS, FIREFOX
from dragoman.models.places import folder_for
from dragoman.preview import blind
from dragoman.preview.blind import Votes
from dragoman.workflow.scope import Scope
from dragoman.workflow.typeset import typesetter

SENTENCES = 200
"""How many are translated by each model, if nothing else is said."""

LEAST = 20
"""Sentences below which chance decides more than the models do."""

CHOICES = 40
"""Sentences of a page on which people choose: more are not answered with care."""

SURE = 2.0
"""Standard errors by which one model's mean chrF must be above another's to count as better."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence that a person translated."""

    article: str
    segment: Segment
    unit: Unit

    when: str
    """When it was accepted; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one model, or a pair of them, made of the sample."""

    label: str
    """Its signature; of a pair, both."""

    chrf: float
    """Higher is closer to what people wrote; 100 is the same."""

    ter: float
    """Edits for each 100 words of what people wrote."""

    findings: int
    """What checks say of all sentences together."""

    broken: int
    """Sentences that no rescue helped."""

    rescued: int
    speed: float
    """Source words a second, once the model is loaded."""

    texts: Mapping[Key, str]
    scores: tuple[float, ...]
    """The chrF of each sentence, in the order of the sample."""

    single: bool = True
    """Whether it is one model alone."""

    keep: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All trials in one locale."""

    locale: str
    samples: tuple[Sample, ...]
    left_out: int
    """Sentences that were accepted as a machine wrote them."""

    trials: tuple[Trial, ...]
    """The best first."""


@dataclass(slots=True)
class CompareReport:
    """How the installed models do on the newsroom's own text."""

    comparisons: list[Comparison] = field(default_factory=list)
    page: str = ""
    """The page for a blind choice, if one was written."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything asked for was not done."""
        return bool(self.problems)


@dataclass(frozen=True, slots=True)
class _Contender:
    engine: Engine
    second: Engine | None = None


def compare(scope: Scope, places: Sequence[str] = (), sentences: int = SENTENCES) -> CompareReport:
    """Translate people's sentences by every installed model, and by pairs of them.

    `places` are folders of models, by default the settings'. Nothing is written, and nothing that
    was translated before is used.
    """
    report = CompareReport()
    for locale in scope.locales:
        samples, left_out = _samples(scope, locale)
        try:
            if len(samples) < LEAST:
                raise _too_few(locale, len(samples), left_out)
            contenders = list(_contenders(scope, places or (scope.project.models,), locale))
            if len(contenders) < 2:
                raise _nothing_to_compare(locale, len(contenders))
            newest = tuple(sorted(samples, key=lambda each: each.when, reverse=True)[:sentences])
            trials = list(_trials(scope, locale, contenders, newest))
            if len(trials) < 2:
                raise _nothing_to_compare(locale, len(trials))
            judged = tuple(_judged(trials))
        except DragomanError as error:
            scope.note(error)
            continue
        report.comparisons.append(Comparison(locale, newest, left_out, judged))
    report.problems = scope.problems
    return report


def _samples(scope: Scope, locale: str) -> tuple[list[Sample], int]:
    """Return what people wrote in a locale, each sentence once, and how much is left out."""
    found: dict[str, Sample] = {}
    left_out = 0
    for article in scope.articles():
        try:
            reviewed = scope.reviewed(article, locale)
        except DragomanError as error:
            scope.note(error)
            continue
        for segment, unit in zip(article.segments, reviewed.catalog.units, strict=True):
            if unit.status not in (Status.APPROVED, Status.REVIEWED) or not unit.target:
                continue
            if not inline.mask(segment.source, segment.syntax).requests:
                continue
            if not unit.edited:
                left_out += 1
                continue
            accepted = unit.record.accepted if unit.record else None
            when = accepted.when if accepted else ""
            found[segment.source] = Sample(article.path, segment, unit, when)
    return list(found.values()), left_out


def _contenders(scope: Scope, places: Iterable[str], locale: str) -> Iterator[_Contender]:
    """Yield an engine for each model, or way through another language, and each ordered pair."""
    settings = scope.project.settings.engine_settings
    made: dict[str, Engine] = {}
    for place in places:
        single = direct(scope.language, locale, folder_for(place))
        named = [(package.engine, str(package.path)) for package in single]
        for name, models in (*named, (FIREFOX, place), (ARGOS, place)):
            engine = engines.create(name, models, settings.get(name))
            try:
                made.setdefault(engine.signature(scope.language, locale), engine)
            except ModelError:
                continue
    yield from map(_Contender, made.values())
    yield from (_Contender(first, second) for first, second in permutations(made.values(), 2))


def _trials(
    scope: Scope, locale: str, contenders: Sequence[_Contender], samples: Sequence[Sample]
) -> Iterator[Trial]:
    """Yield what each makes of the samples. A model that fails is told, and is in no pair."""
    failed: list[Engine] = []
    for contender in contenders:
        if contender.engine in failed or contender.second in failed:
            continue
        try:
            yield _trial(scope, locale, contender, samples)
        except EngineError as error:
            scope.note(error)
            failed.append(contender.engine)


def _trial(scope: Scope, locale: str, contender: _Contender, samples: Sequence[Sample]) -> Trial:
    keys = list(dict.fromkeys(sample.segment.key for sample in samples))
    language, context = languages.language(locale), scope.context(locale)
    with contender.engine.open(scope.language, locale) as translator:
        label = translator.signature
        if contender.second is None:
            made, seconds = _timed(scope, keys, translator, None, language, locale)
        else:
            with contender.second.open(scope.language, locale) as judge:
                label = f"{label}, second opinion {judge.signature}"
                made, seconds = _timed(scope, keys, translator, judge, language, locale)
    found = [
        checks.findings(
            replace(sample.unit, target=made[sample.segment.key].text, status=Status.DRAFT),
            sample.segment.syntax,
            scope.language,
            locale,
            scope.project.settings.checks,
            context,
        )
        for sample in samples
    ]
    chrf, ter, scores = _measured(samples, made)
    return Trial(
        label,
        chrf,
        ter,
        sum(map(len, found)),
        sum(machine.broken for machine in made.values()),
        sum(machine.rescued for machine in made.values()),
        sum(len(source.split()) for _, source in keys) / max(seconds, 1e-6),
        {key: machine.text for key, machine in made.items()},
        scores,
        single=contender.second is None,
    )


def _timed(
    scope: Scope,
    keys: Sequence[Key],
    translator: engines.Translator,
    judge: engines.Translator | None,
    language: str,
    locale: str,
) -> tuple[dict[Key, Machine], float]:
    began = time.perf_counter()
    made = dict(
        pipeline.translate(
            keys,
            translator,
            scope.language,
            target=language,
            finisher=typesetter(scope, locale),
            context=scope.context(locale),
            second=judge,
        )
    )
    return made, time.perf_counter() - began


def _measured(
    samples: Sequence[Sample], made: Mapping[Key, Machine]
) -> tuple[float, float, tuple[float, ...]]:
    """Return chrF and TER of all sentences, and the chrF of each."""
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    texts, references = [], []
    for sample in samples:
        syntax = sample.segment.syntax
        texts.append(inline.plain(made[sample.segment.key].text, syntax))
        references.append(inline.plain(sample.unit.target, syntax))
    chrf, ter = CHRF(), TER()
    scores = tuple(
        chrf.sentence_score(text, [reference]).score
        for text, reference in zip(texts, references, strict=True)
    )
    return (
        round(chrf.corpus_score(texts, [references]).score, 1),
        round(ter.corpus_score(texts, [references]).score, 1),
        scores,
    )


def _judged(trials: Sequence[Trial]) -> Iterator[Trial]:
    """Say which to keep: the fastest of those that none is surely better than."""
    ranked = sorted(trials, key=lambda trial: mean(trial.scores), reverse=True)
    best = ranked[0]
    level = [trial for trial in ranked if not surely_better(best.scores, trial.scores)]
    kept = max(level, key=lambda trial: trial.speed)
    for trial in ranked:
        if trial is kept:
            why = "the best" if trial is best else "as good as the best, and faster"
            yield replace(trial, keep=True, why=why)
        elif trial in level:
            yield replace(trial, why="as good, as far as these sentences tell")
        else:
            yield replace(trial, why=f"{mean(best.scores) - mean(trial.scores):.1f} chrF behind")


def surely_better(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether one's scores are higher, sentence by sentence, by more than chance."""
    differences = [a - b for a, b in zip(one, other, strict=True)]
    if len(differences) < 2:
        return False
    middle, count = mean(differences), len(differences)
    spread = sum((difference - middle) ** 2 for difference in differences) / (count - 1)
    return bool(middle > SURE * (spread / count) ** 0.5)


def mean(values: Sequence[float]) -> float:
    """Return the mean of some values, of which there is at least one."""
    return sum(values) / len(values)


def _too_few(locale: str, found: int, left_out: int) -> DragomanError:
    more = f"; {left_out} more were accepted as a machine wrote them" if left_out else ""
    return DragomanError(
        f"{locale}: people wrote or changed {found} approved sentences{more}; {LEAST} are needed",
        advice="Approve more of what you correct, and compare then.",
    )


def _nothing_to_compare(locale: str, found: int) -> DragomanError:
    number = "one model translates" if found else "no model translates"
    code = languages.language(locale)
    return DragomanError(
        f"{number} into {locale}: there is nothing to compare",
        advice=f"Install another one: dragoman models install {code} --from argos, "
        "or --from firefox. Other folders of models: --models FOLDER.",
    )


def write_page(report: CompareReport, file: Path, source: str) -> None:
    """Write a page for people to choose by eye, and beside it the key that goes to none of them.

    It holds what the two best single models of the first locale made differently.
    """
    found = next(iter(report.comparisons), None)
    rivals = [trial for trial in found.trials if trial.single][:2] if found else []
    if found is None or len(rivals) < 2:
        raise DragomanError("there are no two models to choose between")
    one, other = rivals
    choices = []
    for syntax, text in (sample.segment.key for sample in found.samples):
        texts = [inline.plain(trial.texts[syntax, text], syntax) for trial in rivals]
        if texts[0] != texts[1]:
            choices.append(blind.Pairing(inline.plain(text, syntax), *texts))
    if not choices:
        raise DragomanError("the two best models made the same of every sentence")
    page, held = blind.blind(choices[:CHOICES], (one.label, other.label), source, found.locale)
    files = anywhere()
    files.replace(file, page.encode())
    files.replace(key_of(file), held.encode())
    report.page = str(file)


def key_of(page: Path) -> Path:
    """Return where the key of a page is."""
    return page.with_suffix(".key.json")


def judged(result: Path, key: Path) -> Votes:
    """Return what a saved result says. Raises `DragomanError` for files that are none."""
    try:
        data = [json.loads((anywhere().read(file) or b"").decode()) for file in (result, key)]
        return blind.counted(*data)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        advice = "Give the file that the page saved, and the key that stands beside the page."
        raise DragomanError(f"this is not a result: {error}", path=result, advice=advice) from error
