"""Find the newsroom's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import ProjectError, StoreError
from dragoman.files import Files
from dragoman.project.settings import FILE, Settings, parse


@dataclass(frozen=True, slots=True)
class Project:
    """A newsroom's folder with its settings."""

    root: Path
    settings: Settings

    @property
    def models(self) -> str:
        """Where its models are: a folder, or a name of `models.places`.

        What the settings say of a folder is said from their own, wherever a command runs.
        """
        from dragoman.models.places import DEMO, INSTALLED  # models take time to load

        named = self.settings.models
        is_folder = named not in (INSTALLED, DEMO) and not named.startswith("~")
        return str(self.root / named) if is_folder else named


def find(start: Path) -> Project:
    """Return the project that holds the folder `start`.

    It is the nearest folder upwards with a `dragoman.yaml`, else `start` itself if it has a
    folder `seeds`. Raises `ProjectError` where there is neither, or the settings are wrong.
    """
    if found := around(start):
        return found
    raise ProjectError(
        f"there is no {FILE} here, nor in any folder above",
        path=start,
        advice="Go to your newsroom's folder, or make one here with: dragoman init",
    )


def around(start: Path) -> Project | None:
    """Return the project that `find` finds, or `None` where there is none.

    Raises `ProjectError` for wrong settings.
    """
    for folder in (start, *start.parents):
        # What has that name and is no file is an error: the defaults are not what was asked for.
        if Files(folder).holds(folder / FILE):
            return Project(folder, _load(folder / FILE))
    if Files(start).is_folder(start / "seeds"):
        return Project(start, Settings())
    return None


def _load(file: Path) -> Settings:
    try:
        # A link is followed here: whether one may lead out of the project stands in this file.
        data = Files(file.parent, follow=True).read(file)
    except StoreError as error:
        raise ProjectError(error.problem, path=file, advice=error.advice) from None
    if data is None:
        raise ProjectError(
            "this is a link, and there is nothing where it leads",
            path=file,
            advice="Put the settings there, or remove the link.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError(f"the settings cannot be read: {error}", path=file) from None
    return parse(text, str(file))
