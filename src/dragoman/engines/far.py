"""Engines that run on other machines: a Dask scheduler gives texts to its workers.

Articles, review files and the memory stay on this machine. What goes out are tasks of some dozens
of sentences, a few for each core at a time, and what a task gives depends on its texts alone. So
how many workers there are, and which of them die, changes no byte.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from dragoman import engines
from dragoman.engines import auto, far_worker
from dragoman.engines.around import AroundEngine
from dragoman.engines.base import USUAL, Decoding, Engine, Hypothesis, Identified, Translator
from dragoman.engines.far_worker import EngineRequest, ModelsWantedError
from dragoman.errors import EngineError
from dragoman.machine import cores
from dragoman.models.bundle import bundle
from dragoman.models.choice import route
from dragoman.models.kinds import KINDS
from dragoman.models.places import folder_for

LOCAL = "local"
"""Instead of an address: workers of this machine, one for each core."""

TEXTS, CHARACTERS = 32, 4_000
"""Most of a task: a second or two of work for a model of base size on one core."""

WINDOW = 512
"""Texts that are put in order of length, so that those of a task are about as long."""

PART = 32_000
"""Characters that are asked for together, some twelve tasks. So little waits together for the few
sentences of it that have to be asked for again. In parts of half the size, sentences of one task
would be so unlike in length that workers had 5 % more to do."""

PARTS, MOST_PARTS = 3, 64
"""Parts on their way at once for each thread, and at most: with them, a worker has its next task by
the time it is done with one, while other parts wait for a few sentences."""

MOST, ENOUGH = 4_000_000, 40_000
"""Characters on their way, which bound the memory, and a thread's share in spite of that."""

RETRIES = 5
"""How often a task may be lost with its worker."""

BLOCK = 8 << 20
"""Bytes of a model that are sent at once."""

GIVEN_UP = "the work of Dask's workers was given up"

ANSWER = 10.0
"""Seconds in which a scheduler must answer."""

PATIENCE = 5.0
"""Seconds after which a person is told that no worker answers."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Far:
    """A connection to workers."""

    client: Any
    folder: Path
    """Where models are packed up to be shipped."""

    say: Say
    shipped: set[tuple[str, str]] = field(default_factory=set)
    """Files that were sent, and the workers that got them."""

    shipping: threading.Lock = field(default_factory=threading.Lock)
    at_work: _OnTheWay = field(default_factory=lambda: _OnTheWay())

    @property
    def threads(self) -> int:
        """How many tasks the workers do at once now, at least one."""
        found: int = sum(self.client.nthreads().values())
        return max(1, found)

    @property
    def parts(self) -> int:
        """How many parts of the text, at most `MOST_PARTS`, keep all threads busy."""
        return min(PARTS * self.threads, MOST_PARTS)

    @property
    def window(self) -> int:
        """How much text a part is, in characters, for the threads that there are now."""
        threads = self.threads
        whole = max(min(PART * PARTS * threads, MOST), ENOUGH * threads)
        return max(PART, whole // MOST_PARTS)

    def stop(self) -> None:
        """Give up all that is on its way: whoever waits for it gets an `EngineError`."""
        self.at_work.stop(self.client)

    def create(self, name: str, models: str, settings: object) -> Engine:
        """Make an engine that runs there. The models are those of this machine."""
        chosen = settings
        if chosen is None and (provider := engines.provider(name)) is not None:
            chosen = provider.defaults
        here = engines.create(name, models, settings)
        made = _IdentifiedFar if isinstance(here, Identified) else _FarEngine
        if isinstance(chosen, auto.AutoSettings):  # whose mapping may be one that cannot be sent
            chosen = replace(chosen, engines=dict(chosen.engines))
        return made(self, here, models, chosen)

    def ship(self, package: str, worker: str) -> None:
        """Send a file with models to a worker, unless it was. Raises `ModelError`.

        Several tasks of the worker may find at once that they are missing.
        """
        with self.shipping:
            if (package, worker) in self.shipped:
                return
            self.shipped.add((package, worker))
            place = 0
            with (self.folder / package).open("rb") as stream:
                while block := stream.read(BLOCK):
                    self.client.run(far_worker.receive, package, place, block, workers=[worker])
                    place += len(block)
            self.client.run(far_worker.unpack, package, workers=[worker])


class _OnTheWay:
    """What is on its way for the threads that wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flying: set[Any] = set()
        self._stopped = threading.Event()

    def begun(self) -> threading.Event:
        """Return what is set when the work that begins now is to be given up."""
        with self._lock:
            return self._stopped

    def add(self, future: Any) -> None:
        with self._lock:
            self._flying.add(future)

    def remove(self, futures: Iterable[Any]) -> None:
        with self._lock:
            self._flying.difference_update(futures)

    def stop(self, client: Any) -> None:
        with self._lock:
            self._stopped.set()
            self._stopped = threading.Event()
            flying = list(self._flying)
        client.cancel(flying)


@contextmanager
def connected(address: str, say: Say) -> Iterator[Far]:
    """Connect to a scheduler, such as `tcp://host:8786`, or begin workers here with `local`.

    Raises `EngineError` where there is no scheduler, or Dask is not installed.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise EngineError(
            "Dask is not installed", advice="Install it: pip install 'dragoman[dask]'"
        ) from None
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            if address == LOCAL:
                cluster = LocalCluster(
                    n_workers=cores(), threads_per_worker=1, dashboard_address=None
                )
                client = Client(stack.enter_context(cluster))
            else:
                client = Client(address, timeout=ANSWER)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"no Dask scheduler answers at {address}",
                advice=f"Start one with `dask scheduler`, or use: --dask {LOCAL} ({error})",
            ) from None
        yield Far(stack.enter_context(client), folder, say)


class _FarEngine(AroundEngine[Engine]):
    """An engine whose texts are translated elsewhere."""

    def __init__(self, far: Far, here: Engine, models: str, settings: object) -> None:
        self._far = far
        super().__init__(here)
        self._models = models
        self._settings = settings

    @contextmanager
    def open(self, source: str, target: str) -> Iterator[Translator]:
        identity = None
        if isinstance(self._engine, Identified):
            identity = self._engine.identity(source, target)
        wanted = EngineRequest(
            self.name,
            self._models,
            self._settings,
            source,
            target,
            identity,
            self._packed(source, target),
        )
        yield _FarTranslator(
            self._far,
            wanted,
            self.signature(source, target),
            searches=self.searches(source, target),
        )

    def _packed(self, source: str, target: str) -> str | None:
        """Pack up the models of a direction, and return the digest of the file."""
        if isinstance(self._engine, auto.AutoEngine):
            packages = self._engine.packages(source, target)
        elif self.name in KINDS:
            packages = route(source, target, folder_for(self._models), self.name)
        else:
            return None
        file = self._far.folder / "packing"
        directions = [package.direction for package in packages]
        made = bundle(file, packages[0].path.parent, directions)
        file.replace(self._far.folder / made.sha256)
        return made.sha256


class _IdentifiedFar(_FarEngine):
    def identity(self, source: str, target: str) -> str:
        assert isinstance(self._engine, Identified)
        return self._engine.identity(source, target)


@dataclass(slots=True)
class _Task:
    """Some texts on their way."""

    places: tuple[int, ...]
    texts: tuple[str, ...]
    lost: int = 0


class _FarTranslator:
    """Gives texts out in tasks, and yields what comes back."""

    def __init__(self, far: Far, wanted: EngineRequest, signature: str, *, searches: bool) -> None:
        self._far = far
        self._wanted = wanted
        self._signature = signature
        self._searches = searches
        self._stopped = far.at_work.begun()

    @property
    def signature(self) -> str:
        return self._signature

    @property
    def searches(self) -> bool:
        return self._searches

    def translate(
        self,
        texts: Sequence[str],
        decoding: Decoding = USUAL,
        attended: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, Hypothesis]]:
        tasks = list(_tasks(texts))
        # What is little is what others wait for: sentences that are asked for again.
        priority = -len(tasks)
        flying: dict[Any, _Task] = {}
        landed: SimpleQueue[Any] = SimpleQueue()

        def send(task: _Task) -> None:
            future = self._sent(task, decoding, attended, priority)
            flying[future] = task
            self._far.at_work.add(future)
            future.add_done_callback(landed.put)

        try:
            for task in tasks:
                send(task)
            while flying:
                future = self._next(landed)
                task = flying.pop(future)
                self._far.at_work.remove([future])
                answer = self._answer(future, task)
                if answer is None:
                    send(task)
                else:
                    yield from ((task.places[at], made) for at, made in answer)
        finally:
            self._far.at_work.remove(flying)
            self._far.client.cancel(list(flying))

    def _sent(self, task: _Task, decoding: Decoding, attended: Set[str], priority: int) -> Any:
        if self._stopped.is_set():
            raise EngineError(GIVEN_UP)
        own = frozenset(task.texts) & attended
        return self._far.client.submit(
            far_worker.work,
            self._wanted,
            task.texts,
            decoding,
            own,
            pure=False,
            priority=priority,
        )

    def _next(self, landed: SimpleQueue[Any]) -> Any:
        told, begun = False, time.monotonic()
        while True:
            try:
                return landed.get(timeout=PATIENCE)
            except Empty:
                if not told and not self._far.client.nthreads():
                    waited = time.monotonic() - begun
                    self._far.say(f"For {waited:.0f} s no worker has answered; waiting for one.")
                    told = True

    def _answer(self, future: Any, task: _Task) -> list[tuple[int, Hypothesis]] | None:
        """Return what a task gave; `None` if it is to be sent once more."""
        from distributed import KilledWorker

        if self._stopped.is_set():
            raise EngineError(GIVEN_UP)
        if future.status == "cancelled":
            raise EngineError(
                "the connection to the Dask scheduler is lost",
                advice="What was finished is saved. Run the command again.",
            )
        error = future.exception()
        if error is None:
            answer: list[tuple[int, Hypothesis]] = future.result()
            return answer
        task.lost += 1
        if isinstance(error, ModelsWantedError) and self._wanted.package is not None:
            self._far.ship(self._wanted.package, error.worker)
        elif not isinstance(error, KilledWorker):
            raise error
        if task.lost > RETRIES:
            raise EngineError(
                f"a task was lost with its worker {task.lost} times",
                advice="See the logs of the workers; they may have too little memory.",
            )
        return None


def _tasks(texts: Sequence[str]) -> Iterator[_Task]:
    """Cut texts into tasks. How depends on the texts alone, not on who is there to do them."""
    for start in range(0, len(texts), WINDOW):
        row = sorted(range(start, min(start + WINDOW, len(texts))), key=lambda at: -len(texts[at]))
        places: list[int] = []
        size = 0
        for place in row:
            if places and (len(places) >= TEXTS or size + len(texts[place]) > CHARACTERS):
                yield _Task(tuple(places), tuple(texts[at] for at in places))
                places, size = [], 0
            places.append(place)
            size += len(texts[place])
        if places:
            yield _Task(tuple(places), tuple(texts[at] for at in places))
