"""What a Dask worker does: load an engine once, and translate the few texts of each task.

The worker's own models serve if they are the very ones that were asked for. Otherwise those that
were shipped do, which lie in the user's cache under the digest of the file that they came in.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

from dragoman import engines
from dragoman.engines import auto
from dragoman.engines.base import Decoding, Engine, Hypothesis, Identified, Translator
from dragoman.errors import EngineError, ModelError
from dragoman.models.archive import install_bundle
from dragoman.models.places import shipped


@dataclass(frozen=True, slots=True)
class EngineRequest:
    """An engine and a direction, as one machine tells another."""

    name: str
    models: str
    settings: object
    source: str
    target: str
    identity: str | None
    """What decides the text; `None` for engines that cannot say it."""

    package: str | None
    """The digest of the file with the models; `None` for engines without any."""


class ModelsWantedError(Exception):
    """A worker lacks the models: ship them to it, and ask again."""

    def __init__(self, worker: str) -> None:
        super().__init__(worker)
        self.worker = worker


_lock = threading.Lock()
_opened: dict[str, Translator] = {}
_stack = ExitStack()
"""Models stay loaded as long as the process lives: its end is their end."""


def work(
    wanted: EngineRequest,
    texts: Sequence[str],
    decoding: Decoding,
    attended: Set[str],
    worker: str | None = None,
) -> list[tuple[int, Hypothesis]]:
    """Translate the texts of one task; the threads of a worker take turns.

    Raises `ModelsWantedError` where the models are missing, and `EngineError`.
    """
    with _lock:
        key = repr(wanted)
        if key not in _opened:
            _opened[key] = _open(wanted, worker)
        translator = _opened[key]
        return list(translator.translate(texts, decoding, attended))


def _open(wanted: EngineRequest, worker: str | None) -> Translator:
    threads = 1
    if worker is None:
        from distributed import get_worker

        worker, threads = get_worker().address, get_worker().state.nthreads
    settings = _with_threads(wanted.settings, threads)
    way = wanted.source, wanted.target
    places = [wanted.models]
    if wanted.package is not None:
        places.append(str(shipped(wanted.package)))
    for place in places:
        engine = engines.create(wanted.name, place, settings)
        if _is_it(engine, wanted):
            return _stack.enter_context(engine.open(*way))
    if wanted.package is None:
        raise EngineError(
            f"the worker {worker} has another engine {wanted.name}",
            advice="Install the same version of Dragoman, and of its engines, on all machines.",
        )
    raise ModelsWantedError(worker)


def _is_it(engine: Engine, wanted: EngineRequest) -> bool:
    if wanted.identity is None or not isinstance(engine, Identified):
        return True
    try:
        return engine.identity(wanted.source, wanted.target) == wanted.identity
    except ModelError:
        return False


def _with_threads(settings: Any, threads: int) -> Any:
    """Let an engine use what its worker has, unless the settings say how much."""
    if isinstance(settings, auto.AutoSettings):
        own = {name: _with_threads(each, threads) for name, each in settings.engines.items()}
        return replace(settings, engines=own)
    if is_dataclass(settings) and not isinstance(settings, type):
        for name in ("threads", "processes"):
            if getattr(settings, name, threads) is None:
                return replace(settings, **{name: threads})
    return settings


def receive(package: str, place: int, block: bytes) -> None:
    """Add a block to the file that is being shipped; the first one is at 0."""
    file = _arriving(package)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab" if place else "wb") as stream:
        stream.write(block)


def unpack(package: str) -> None:
    """Install what was shipped. Raises `ModelError` if it is not what was sent."""
    file = _arriving(package)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != package:
        raise ModelError("the models did not arrive whole", path=file, advice="Run it again.")
    for outcome in install_bundle(file, shipped(package)):
        if isinstance(outcome, ModelError):
            raise outcome
    file.unlink()


def _arriving(package: str) -> Path:
    # Several processes of a machine may be sent the same.
    return shipped(package).with_name(f"{package}.{os.getpid()}.arriving")
