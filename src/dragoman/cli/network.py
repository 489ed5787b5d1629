"""Whether a command may use the network."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import ModelError


def allow_network(offline: bool) -> None:
    """Raise ModelError if the command line or the project around forbids the network."""
    from dragoman import project

    forbidding = "`--offline`" if offline else None
    if not offline and (around := project.around(Path.cwd())) and around.settings.offline:
        forbidding = f"`offline: true` in {around.root / project.FILE}"
    if forbidding:
        raise ModelError(
            f"this needs the network, which {forbidding} forbids",
            advice="Bring the package file on a stick and run: dragoman models install FILE",
        )
