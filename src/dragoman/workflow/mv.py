"""Rename or move an article together with its reviews, and with what is known of its copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dragoman import review
from dragoman.errors import ArticleError, DragomanError, StoreError
from dragoman.files import Contents
from dragoman.model import Catalog, one_line
from dragoman.project import Project
from dragoman.publishing import manifest
from dragoman.store import LOCALES, SEEDS, Store
from dragoman.workflow import renamed
from dragoman.workflow.reading import decoded, read_review
from dragoman.workflow.scope import Scope


@dataclass(slots=True)
class MoveReport:
    """What went to another place: pairs of paths as messages show them."""

    moved: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What else names the articles: what was changed there, and what a person must see to."""

    problems: list[DragomanError] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything stayed where it was."""
        return bool(self.problems)


def move(project: Project, old: str, new: str, here: Path) -> MoveReport:
    """Give an article, or all in a folder, another path in `seeds/`, its review files too.

    The article may be at its new path already, moved by hand. `new` may be a folder that is
    there; then the article keeps its name. Nothing is replaced, but review files that no person
    touched. Raises `DragomanError` if there is no such article, or another one at the new path.
    """
    store = Store(project)
    report = MoveReport()
    source, target = _inside(store, old, here), _inside(store, new, here)
    if new.endswith("/") and not store.is_folder(store.article_path(source)):
        target = (PurePosixPath(target) / PurePosixPath(source).name).as_posix()
    with store.lock():
        pairs = _pairs(store, source, target)
        for before, after in pairs:
            if store.is_file(store.article_path(before)):
                _move(store, store.article_path(before), store.article_path(after), report)
        for before, after in pairs:
            for locale in store.locale_folders():
                old_review = store.review_path(before, locale.name)
                if store.stamp(old_review) is None:
                    continue
                try:
                    new_review = store.review_path(after, locale.name)
                    _review(project, old_review, new_review, report)
                    _name(store, new_review, after)
                except DragomanError as error:
                    report.problems.append(error)
        _list(store, dict(pairs))
        report.notes += renamed.everywhere(project, store, dict(pairs), report.problems)
    return report


def _inside(store: Store, name: str, here: Path) -> str:
    """Return the path in `seeds/` that a person means, whether there is anything or not."""
    article = store.place(name, here)
    if article is None:
        raise ArticleError(
            "this is not a path of an article",
            path=name,
            advice=f"Articles are files in the folder {store.root / SEEDS}.",
        )
    return article


def _pairs(store: Store, source: str, target: str) -> list[tuple[str, str]]:
    """Return the old and the new path of each article that moves."""
    present = store.articles()
    known = {*present, *_reviewed(store)}
    inside = sorted(name for name in known if PurePosixPath(name).is_relative_to(source))
    if source in present or source in known:
        if store.is_folder(store.article_path(target)):
            target = (PurePosixPath(target) / PurePosixPath(source).name).as_posix()
        inside = [source]
    if not inside or source == target:
        raise ArticleError(
            "there is no such article, and no review file of one",
            path=source,
            advice="Name the article as it was called before, and then its new path.",
        )
    pairs = [
        (name, (PurePosixPath(target) / PurePosixPath(name).relative_to(source)).as_posix())
        for name in inside
    ]
    for before, after in pairs:
        both = before in present and after in present
        neither = before not in present and after not in present
        if both or neither:
            raise ArticleError(
                "there is an article of that name already"
                if both
                else f"neither {before} nor {after} is there",
                path=store.shown(store.article_path(after)),
                advice="Nothing was moved. "
                + ("Choose another name." if both else "Put the article there first."),
            )
    return pairs


def _reviewed(store: Store) -> Iterator[str]:
    """Yield the articles of all review files."""
    for file in store.reviews():
        _, *parts = file.relative_to(store.root / LOCALES).parts
        yield PurePosixPath(*parts).as_posix().removesuffix(".yaml")


def _review(project: Project, old: Path, new: Path, report: MoveReport) -> None:
    """Move a review file; one in its place that nobody touched gives way, any other takes it in."""
    store = Store(project)
    there = store.read(new)
    if there is None:
        _move(store, old, new, report)
        return
    catalog = read_review(there, store.shown(new))
    if any(unit.touched for unit in (*catalog.units, *catalog.retired)):
        _join(project, old, new, there, catalog.article)
        report.moved.append((store.shown(old), store.shown(new)))
        return
    store.remove(new, there)
    _move(store, old, new, report)


def _join(project: Project, old: Path, new: Path, there: bytes, article: str) -> None:
    """Make two review files one, where people worked on both: two articles became one.

    Raises `StoreError` if they gave a sentence different texts.
    """
    store = Store(project)
    shown, shown_old = store.shown(new), store.shown(old)
    data = store.read(old) or b""
    here, goes = read_review(there, shown), read_review(data, shown_old)
    text = review.serialize(replace(goes, article=article), decoded(data, shown_old), shown_old)
    merged = review.merge(None, decoded(there, shown), text, shown)
    made = merged.text
    if merged.conflicts:
        # Equal sentences of which the article has as many as people worked on are no rivals.
        standing = _standing(project, article)
        every = (*here.units, *goes.units)
        worked = Counter(one_line(unit.source) for unit in every if unit.touched)
        sources = [one_line(unit.source) for unit in merged.conflicts]
        rivals = [source for source in sources if standing[source] < worked[source]]
        if rivals:
            more = f", and {len(rivals) - 1} more" if len(rivals) > 1 else ""
            raise StoreError(
                "people worked on this review file, and on the one that should take its place, "
                f"and gave the same sentence different texts: “{rivals[0]}”{more}",
                path=shown,
                advice=f"{shown_old} was left where it is. Make the two alike in both files, and "
                "run the command again.",
            )
        made = review.append(_worked_on(here, there, shown), text, shown)
    store.write(new, made.encode(), there)
    store.remove(old, data)


def _standing(project: Project, article: str) -> Counter[str]:
    """Return how often each sentence stands in an article; none if it cannot be read."""
    found = Scope(project, (), (), project.root).article(article)
    return Counter(segment.source for segment in found.segments) if found else Counter()


def _worked_on(catalog: Catalog, data: bytes, path: str) -> str:
    """Return a review file without the sentences that no person touched."""
    pairs = [
        (unit, label)
        for unit, label in zip(catalog.units, catalog.labels, strict=True)
        if unit.touched
    ]
    left = replace(
        catalog,
        units=tuple(unit for unit, _ in pairs),
        labels=tuple(label for _, label in pairs),
    )
    return review.serialize(left, decoded(data, path), path)


def _name(store: Store, file: Path, article: str) -> None:
    """Enter the article's new name in its review file."""
    shown = store.shown(file)
    data = store.read(file)
    if data is not None:
        catalog = replace(read_review(data, shown), article=article)
        text = review.serialize(catalog, decoded(data, shown), shown)
        store.write(file, text.encode(), data)


def _move(store: Store, old: Path, new: Path, report: MoveReport) -> None:
    store.move(old, new)
    report.moved.append((store.shown(old), store.shown(new)))


def _list(store: Store, names: dict[str, str]) -> None:
    """Enter the new names in the list of exports."""
    path = store.output_path(manifest.NAME)
    data = store.contents(path)
    if data is None:
        return
    found = manifest.parse(data, store.shown(path))
    copies = {
        name: replace(copy, article=names.get(copy.article, copy.article))
        for name, copy in found.copies.items()
    }
    renamed = replace(
        found,
        copies=copies,
        due={names.get(name, name): at for name, at in found.due.items()},
        withdrawn={names.get(name, name): each for name, each in found.withdrawn.items()},
    )
    if renamed != found:
        store.write(path, Contents(manifest.lines(renamed)), data)
