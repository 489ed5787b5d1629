"""A newsroom's files: what stands where.

    glossary.yaml                           read and written
    seeds/<article path>                    read, and moved by `dragoman mv`
    locales/<locale>/<article path>.yaml    read and written
    output/<locale>/<article path>          written, or elsewhere in it by the preset
    output/.dragoman-manifest.json          the list of what was written there
    .dragoman/                              a lock, the engine's finished translations, and who
                                            works on what; can be deleted when no run is on

How they are read and written is the business of `dragoman.files`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from posixpath import basename

from dragoman.errors import ArticleError, StoreError
from dragoman.files import PRIVATE, ChangedMeanwhileError, Files
from dragoman.glossary import FILE as GLOSSARY
from dragoman.project import Project

__all__ = ["GLOSSARY", "LOCALES", "OUTPUT", "PRIVATE", "SEEDS", "ChangedMeanwhileError", "Store"]

SEEDS, LOCALES, OUTPUT = "seeds", "locales", "output"
MEMORIES = "memories"
LARGEST = 250_000_000
"""Bytes of an article. To read one takes some twenty times its size of memory."""

LOCK = "~$"
"""How the names of files begin that say who has a document open."""


class Store(Files):
    """The files of one project."""

    def __init__(self, project: Project) -> None:
        super().__init__(project.root, follow=project.settings.follow_links)

    def articles(self) -> tuple[str, ...]:
        """Return every file in `seeds/`, whatever its kind, in order.

        Hidden ones are left out, and those that Word keeps beside a document while it is open.
        """
        seeds = self.root / SEEDS
        if not self.is_folder(seeds):
            raise StoreError(
                "the project has no folder `seeds`",
                path=seeds,
                advice="Make it, and put your articles into it.",
            )
        every = self.names(seeds)
        return tuple(sorted(name for name in every if not basename(name).startswith(LOCK)))

    def named(self, name: str, here: Path) -> tuple[str, ...]:
        """Return what a person means by `name`: a path in `seeds/` or from `here`.

        A folder means every file in it. Raises `ArticleError` where there is nothing.
        """
        refuse_unreadable(name)
        for place in self._places(name, here):
            path = self.article_path(place)
            if self.is_file(path):
                return (place,)
            if self.is_folder(path):
                return tuple(
                    each for each in self.articles() if PurePosixPath(each).is_relative_to(place)
                )
        raise ArticleError(
            "there is no such article",
            path=name,
            advice=f"Articles are files in the folder {self.root / SEEDS}.",
        )

    def place(self, name: str, here: Path) -> str | None:
        """Return the path in `seeds/` that a person means, whether there is anything or not."""
        refuse_unreadable(name)
        places = [place for place in self._places(name, here) if place != "."]
        there = [place for place in places if self.stamp(self.article_path(place)) is not None]
        return next(iter([*there, *reversed(places)]), None)

    def _places(self, name: str, here: Path) -> list[str]:
        """The paths in `seeds/` that a name may mean: there, from `here`, or through a link."""
        seeds = self.root / SEEDS
        real = os.path.relpath(self.real(here / name), self.real(seeds))
        found = [self.inside(path, seeds) for path in (seeds / real, seeds / name, here / name)]
        # Through a link last.
        return [place.as_posix() for place in (*found[1:], found[0]) if place is not None]

    def inside(self, path: Path, folder: Path) -> PurePosixPath | None:
        """Return the path from the folder, `None` if it leads elsewhere."""
        whole, top = (Path(os.path.normpath(each.absolute())) for each in (path, folder))
        return PurePosixPath(whole.relative_to(top)) if whole.is_relative_to(top) else None

    def article_path(self, article: str) -> Path:
        """Return where the article stands."""
        return self.root / SEEDS / PurePosixPath(article)

    def article(self, name: str) -> bytes | None:
        """Return what an article holds, `None` if there is none.

        Raises `ArticleError` for a file that is too large to be one, and `StoreError` as `read`.
        """
        path = self.article_path(name)
        stamp = self.stamp(path)
        if stamp is not None and stamp[0] > LARGEST:
            raise ArticleError(
                f"the file holds {stamp[0] // 1_000_000:,} MB, which is too much for an article",
                path=self.shown(path),
                advice=f"Divide it into files of at most {LARGEST // 1_000_000} MB, or move it out "
                "of seeds/.",
            )
        return self.read(path)

    def stand(self, articles: Mapping[str, Sequence[int] | None]) -> bool:
        """Whether articles still have the stamps that they had."""
        now = {name: self.stamp(self.article_path(name)) for name in articles}
        return all(now[name] == (each and tuple(each)) for name, each in articles.items())

    def review_path(self, article: str, locale: str) -> Path:
        """Return where the article's review file stands."""
        return self.root / LOCALES / locale / f"{article}.yaml"

    def names_of(self, article: str, locale: str) -> tuple[str, str]:
        """Return what messages call the article and its review file."""
        return f"{SEEDS}/{article}", f"{LOCALES}/{locale}/{article}.yaml"

    def output_path(self, name: str) -> Path:
        """Return where a file among the exports stands.

        Raises `StoreError` for a name that leads out of their folder.
        """
        return self.within(self.root / OUTPUT, name)

    @property
    def glossary_path(self) -> Path:
        """Return where the newsroom's terms stand."""
        return self.root / GLOSSARY

    @property
    def cache_path(self) -> Path:
        """Where engines keep finished translations.

        It lies in the project, not with the user: who deletes or hands over a newsroom's folder
        has all of its texts, and no copy stays behind elsewhere on the machine.
        """
        return self.root / PRIVATE / "translations.sqlite"

    @property
    def memory_path(self) -> Path:
        """Return where the index of the translation memory stands."""
        return self.root / PRIVATE / "memory.sqlite"

    def imported_path(self, locale: str, name: str) -> Path:
        """Return where an imported translation memory stands."""
        return self.root / MEMORIES / locale / f"{name}.tmx"

    def imported(self) -> tuple[Path, ...]:
        """Return the imported translation memories, in order."""
        memories = self.root / MEMORIES
        return tuple(
            path
            for path in self.below(memories)
            if path.suffix == ".tmx" and path.parent.parent == memories
        )

    def reviews(self) -> tuple[Path, ...]:
        """Return every review file, in order; hidden ones left out."""
        return tuple(sorted(self.root / name for name in self.review_names()))

    def review_names(self) -> list[str]:
        """Return what messages call each review file, in no certain order."""
        found = (name for name in self.names(self.root / LOCALES) if "/" in name)
        return [f"{LOCALES}/{name}" for name in found if name.endswith(".yaml")]

    def locale_folders(self) -> tuple[Path, ...]:
        """Return the folders of review files, in order; hidden ones left out."""
        return self.folders(self.root / LOCALES)

    def index_path(self, name: str) -> Path:
        """Return where the index of that name stands: what was found in files."""
        return self.root / PRIVATE / f"{name}.json"

    def decision_path(self, number: int) -> Path:
        """Return where what a decision by command changes is remembered."""
        return self.root / PRIVATE / "decisions" / f"{number:06}.jsonl"

    def decisions(self) -> tuple[Path, ...]:
        """Return those places that are there, the oldest first."""
        found = self.below(self.root / PRIVATE / "decisions")
        return tuple(sorted(each for each in found if each.stem.isdigit()))

    @property
    def work_path(self) -> Path:
        """Return the folder in which processes that share the work say what they do."""
        return self.root / PRIVATE / "work"

    @property
    def exporting(self) -> IntentLog:
        """Return what tells of exports that are about to be written."""
        return IntentLog(self, self.root / PRIVATE / "exporting")

    @property
    def making_site(self) -> IntentLog:
        """Return what tells of pages of the site that are about to be written."""
        return IntentLog(self, self.root / PRIVATE / "making-site")


class IntentLog:
    """What is about to be written, noted for the case that this run is cut off."""

    def __init__(self, files: Files, path: Path) -> None:
        self._files = files
        self._path = path

    def begin(self, name: str, digest: str) -> None:
        """Note that a file with this digest is about to be written."""
        self._files.append(self._path, f"{digest} {name}\n".encode())

    def begun(self) -> frozenset[tuple[str, str]]:
        """Return what a run that was cut off was about to write: names and digests."""
        data = self._files.contents(self._path)
        lines = data.lines() if data is not None else iter(())
        pairs = (line.decode("utf-8", "replace").rstrip("\n").partition(" ") for line in lines)
        return frozenset((name, digest) for digest, _, name in pairs)

    def finish(self) -> None:
        """Forget what was begun: all of it is in a list of what was written."""
        self._files.discard(self._path)


def refuse_unreadable(name: str) -> None:
    """Raise `ArticleError` for a name that is not UTF-8: nothing could show or keep it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise ArticleError(
            "this name is not UTF-8",
            path=os.fsencode(name).decode("utf-8", "backslashreplace"),
            advice="Rename the file, and run the command again.",
        ) from None
