"""Argos Translate packages, and other models that CTranslate2 runs.

`argostranslate.translate` is not used: it translates sentence by sentence, cuts long sentences
off in silence and brings sentence splitters that download models.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib.metadata import version

from dragoman.engines import options
from dragoman.engines.base import Provider, Translator
from dragoman.engines.beams import BeamTranslator
from dragoman.engines.pivot import PivotTranslator, joined
from dragoman.errors import EngineError
from dragoman.machine import cores
from dragoman.models.assured import assure
from dragoman.models.choice import route
from dragoman.models.installed import Installed, fingerprint
from dragoman.models.loading import Loaded, default_compute_type, load
from dragoman.models.places import folder_for

RULES = 3
"""Raise it with a change here or in `beams` that makes another text or finding of the same model's
output: what was remembered before is then not used."""

DEFAULT_BEAM_SIZE = 4
"""The beam of `argostranslate.settings`, for which the published quality figures hold."""

LARGEST_BEAM = 10

MOST_THREADS = 256
"""CTranslate2 ends the process where the system gives it no more."""

COMPUTE_TYPES = (
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
)
"""What CTranslate2 knows; the processor must support it."""

DEVICES = ("cpu", "cuda", "auto")


@dataclass(frozen=True, slots=True)
class ArgosSettings:
    """How hard the engine works.

    The defaults are what `make bench` found best on a processor. A beam of 4 is what the models'
    quality was measured with; 2 takes two thirds of its time, 1 a third. One batch for each core,
    on one thread each, is several times as fast as one batch on all cores. float32 takes half
    again as long as int8.
    """

    beam_size: int = DEFAULT_BEAM_SIZE
    """Hypotheses kept at each step: 1 is fastest, more than 5 gains nothing."""

    threads: int | None = None
    """Batches translated at the same time; `None` means one for each core of this machine."""

    compute_type: str | None = None
    """A compute type of CTranslate2, such as `int8` or `float32`; `None` leaves it to the
    model."""

    device: str = "cpu"
    """`cpu`, `cuda` or `auto`."""

    def __post_init__(self) -> None:
        for name, value in (("beam_size", self.beam_size), ("threads", self.threads)):
            if value is not None and value < 1:
                raise EngineError(f"{name} is {value}", advice=f"Give {name} as 1 or more.")


class ArgosEngine:
    """Translates with the packages of one folder."""

    name = "argos"
    guarded = True
    opens_in_thread = True

    def __init__(self, models: str, settings: ArgosSettings) -> None:
        self._models = models
        self._settings = settings

    def searches(self, source: str, target: str) -> bool:
        """Say yes: CTranslate2 has a beam."""
        return True

    def signature(self, source: str, target: str) -> str:
        """Return the signature of the newest package, or packages, for the direction."""
        parts = [signature(package, self._settings) for package in self._route(source, target)]
        return reduce(joined, parts)

    def identity(self, source: str, target: str) -> str:
        """Name all that decides the text: the model's bytes, the settings, the rules here."""
        from dragoman.engines import habits

        packages, settings = self._route(source, target), self._settings
        return json.dumps(
            [
                self.name,
                RULES,
                [fingerprint(package) for package in packages],
                *(["habits", habits.RULES] if any(one.habits for one in packages) else []),
                settings.beam_size,
                [settings.compute_type or default_compute_type(package) for package in packages],
                settings.device,
                version("ctranslate2"),
            ]
        )

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        """Load the newest package for the direction, or the two that lead there."""
        with ExitStack() as stack:
            packages = self._route(source, target)
            opened = [stack.enter_context(self._opened(package)) for package in packages]
            yield reduce(PivotTranslator, opened)

    @contextmanager
    def _opened(self, package: Installed) -> Iterator[Translator]:
        settings = self._settings
        device = device_of(settings)
        workers = settings.threads or (1 if device == "cuda" else cores())
        assure(package)
        loaded = load(package, device=device, compute_type=settings.compute_type, workers=workers)
        try:
            made = BeamTranslator(loaded, signature(package, settings), settings.beam_size, workers)
            yield _habitual(made, package, loaded) if package.habits else made
        finally:
            loaded.release()

    def _route(self, source: str, target: str) -> tuple[Installed, ...]:
        return route(source, target, folder_for(self._models))


def _habitual(translator: Translator, package: Installed, loaded: Loaded) -> Translator:
    """Give the translator its texts in the form that the package asks for."""
    from dragoman.engines import habits

    def reads(character: str) -> bool:
        (pieces,) = loaded.tokenizer.encode([character])
        return all(map(loaded.tokenizer.knows, pieces))

    known = habits.KnownModel(package.from_code, package.to_code, reads)
    return habits.Habitual(translator, habits.chosen(package.habits or ()), known)


def signature(package: Installed, settings: ArgosSettings) -> str:
    """Name engine, direction and version, and the settings that change the text."""
    parts = ["argos", package.direction, *filter(None, [package.name]), package.version]
    if settings.beam_size != DEFAULT_BEAM_SIZE:
        parts.append(f"beam-{settings.beam_size}")
    if settings.compute_type not in (None, default_compute_type(package)):
        parts.append(str(settings.compute_type))
    return " ".join(parts)


def device_of(settings: ArgosSettings) -> str:
    """Return `cpu` or `cuda`, as the settings want it and the machine has it.

    Raises `EngineError` where `cuda` is asked for and there is none.
    """
    if settings.device == "cpu":
        return "cpu"
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        return "cuda"
    if settings.device == "cuda":
        raise EngineError(
            "this machine has no CUDA device that CTranslate2 can use",
            advice="In dragoman.yaml write `argos: {device: cpu}`, or `device: auto`.",
        )
    return "cpu"


def _beam_size(text: str) -> int:
    found = options.number(text)
    if found > LARGEST_BEAM:
        raise ValueError(f"Use 1 to {LARGEST_BEAM}; more than 5 gains nothing.")
    return found


PROVIDER = Provider(
    ArgosEngine,
    ArgosSettings(),
    {
        "beam-size": _beam_size,
        "threads": options.or_auto(options.number_up_to(MOST_THREADS)),
        "compute-type": options.or_auto(options.one_of(*COMPUTE_TYPES)),
        "device": options.one_of(*DEVICES),
    },
)
