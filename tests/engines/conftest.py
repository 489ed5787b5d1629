"""Real packages and opened engines, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dragoman.engines import Translator, create
from dragoman.engines.argos import ArgosSettings
from tests.packages import Kind, package_folder

Open = Callable[[Kind], Translator]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Kind], Path]:
    """A folder that holds one package of a kind."""
    made: dict[Kind, Path] = {}

    def folder(kind: Kind) -> Path:
        if kind not in made:
            made[kind] = tmp_path_factory.mktemp(kind.value)
            package_folder(made[kind], kind, version="demo-1")
        return made[kind]

    return folder


@pytest.fixture(scope="session")
def opened(packages: Callable[[Kind], Path]) -> Iterator[Open]:
    """The translator of a kind of package, with two workers."""
    made: dict[Kind, Translator] = {}
    with ExitStack() as stack:

        def translator(kind: Kind) -> Translator:
            if kind not in made:
                engine = create("argos", str(packages(kind)), ArgosSettings(threads=2))
                made[kind] = stack.enter_context(engine.open("en", "fa"))
            return made[kind]

        yield translator
