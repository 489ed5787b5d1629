"""Finding out whether installed packages work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models import firefox, record
from dragoman.models.codes import usual
from dragoman.models.installed import Installed, installed, stray
from dragoman.models.kinds import ARGOS, FIREFOX, PIECES, SEPARATE
from dragoman.models.loading import FAILURES, broken, load
from dragoman.models.pieces import refuse_wrong

PROBE = "The report was published on Monday."

PATIENCE = 600
"""Seconds for a package to be loaded and to translate the probe; a model of a billion parameters
on a slow disk takes a minute."""

_LIMIT = 60
"""Tokens of the probe's translation; more are not waited for."""


@dataclass(frozen=True, slots=True)
class PackageVerdict:
    """What is known of one folder among the packages."""

    path: Path

    package: Installed | None
    """`None` for a folder that is no complete package."""

    problem: ModelError | None
    """`None` for a package that works."""

    compared: bool = True
    """Whether its files were compared with what was installed: it may not have been noted."""


def verify(folder: Path, codes: Collection[str] = ()) -> tuple[PackageVerdict, ...]:
    """Check every folder in `folder`: complete, as installed, loads, translates a probe.

    With `codes`, only packages into those languages. What the probe's translation says is not
    judged. A direction of `codes` without a package raises ModelError.
    """
    codes = [usual(code) for code in codes]
    packages = [one for one in installed(folder) if not codes or one.to_code in codes]
    for code in codes:
        if code not in {package.to_code for package in packages}:
            advice = f"Run: dragoman models install {code}"
            raise ModelError(f"no package into {code} is installed", path=folder, advice=advice)
    verdicts = [_judged(package) for package in packages]
    if not codes:
        verdicts += [
            PackageVerdict(Path(problem.path or folder), None, problem) for problem in stray(folder)
        ]
    return tuple(verdicts)


def _judged(package: Installed) -> PackageVerdict:
    try:
        noted = record.origin(package.path) is not None
        found = record.changes(package.path)
    except ModelError as error:
        return PackageVerdict(package.path, package, error)
    problem = broken(package, ", ".join(found)) if found else trial(package)
    return PackageVerdict(package.path, package, problem, noted)


def trial(package: Installed) -> ModelError | None:
    """Load the package and translate the probe; return what does not work."""
    return _TRIALS[package.engine](package)


def _try_argos(package: Installed) -> ModelError | None:
    return _apart(package)


def _in_process(package: Installed) -> ModelError | None:
    """Try a package in a process of its own, which a model may end; see `trying`."""
    command = [sys.executable, "-P", "-m", "dragoman.models.trying", str(package.path)]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return broken(package, f"the model translates no sentence within {PATIENCE} s")
    except ValueError:
        problem = f"CTranslate2 ends its process over the model (exit status {done.returncode})"
        return broken(package, problem)
    if found is None:
        return None
    problem, path, advice = found
    return ModelError(problem, path=path or None, advice=advice)


_apart = _in_process
"""Tests of what packages come to need no process for each."""


def judged(package: Installed) -> ModelError | None:
    """Load a package with CTranslate2 and translate the probe; return what does not work."""
    try:
        loaded = load(package, device="cpu", compute_type=None, workers=1)
    except ModelError as error:
        return error
    try:
        refuse_strangers(package)
    except ModelError as error:
        loaded.release()
        return broken(package, _of_file(error))
    try:
        prefix = [list(loaded.prefix)] if loaded.prefix else None
        pieces = loaded.tokenizer.encode([PROBE])
        results = loaded.model.translate_batch(
            pieces, target_prefix=prefix, beam_size=1, max_decoding_length=_LIMIT
        )
        loaded.tokenizer.decode(results[0].hypotheses[0])
    except FAILURES as error:
        return broken(package, f"the model does not translate: {error}")
    finally:
        loaded.release()
    return None


def refuse_strangers(package: Installed) -> None:
    """Raise ModelError for a tokenizer, or pieces round a text, that the model does not know."""
    separate = tuple(package.path / name for name in SEPARATE)
    sides = separate if all(file.is_file() for file in separate) else (package.path / PIECES,)
    if sides[0].is_file():
        around = (*package.source_prefix, *package.source_suffix)
        refuse_wrong(package.path / "model", sides, around, package.target_prefix, package.path)


def _of_file(error: ModelError) -> str:
    """Say what is wrong with a file of a package, in a message on the package."""
    name = Path(error.path).name if error.path is not None else ""
    return f"{name}: {error.problem}" if name else error.problem


def _try_firefox(package: Installed) -> ModelError | None:
    try:
        files = firefox.files(package.path)
        firefox.refuse_damaged(files)
        if find_spec("fxtranslate") is None:
            return ModelError("the engine is not installed: no fxtranslate", path=package.path)
        failure = firefox.failure(files)
    except ModelError as error:
        return broken(package, _of_file(error))
    except OSError as error:
        return broken(package, f"fxtranslate cannot load the model: {error}")
    return broken(package, f"fxtranslate cannot load the model: {failure}") if failure else None


_TRIALS: Mapping[str, Callable[[Installed], ModelError | None]] = {
    ARGOS: _try_argos,
    FIREFOX: _try_firefox,
}
