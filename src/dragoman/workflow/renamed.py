"""Enter an article's new name where the newsroom's own files name it: settings, withdrawals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from dragoman.errors import DragomanError
from dragoman.handyaml.patch import Edit, patched
from dragoman.handyaml.scalars import Style, written
from dragoman.project import Project
from dragoman.project.settings import FILE
from dragoman.publishing import withdrawals
from dragoman.store import Store
from dragoman.workflow.reading import decoded


def everywhere(
    project: Project, store: Store, names: Mapping[str, str], problems: list[DragomanError]
) -> Iterator[str]:
    """Rename articles in `withdrawn.yaml` and below `articles:` in the settings.

    Yield what was changed, and which patterns that held for an article do so no more. What cannot
    be written is added to `problems`.
    """
    for name, section in ((withdrawals.FILE, ""), (FILE, "articles")):
        path = project.root / name
        try:
            if _rename(store, path, section, names):
                yield f"{name}: the new name stands there, too"
        except DragomanError as error:
            problems.append(error)
    for rule in project.settings.articles:
        for old, new in names.items():
            if rule.fits(old) and not rule.fits(new) and rule.pattern != old:
                yield f"{FILE}: what `{rule.pattern}` says of {old} does not hold for {new}"


def _rename(store: Store, path: Path, section: str, names: Mapping[str, str]) -> bool:
    """Write the new names in place of keys of a file's section; say whether there were any."""
    data = store.read(path)
    if data is None:
        return False
    text = decoded(data, store.shown(path))
    edits = [
        Edit(
            key.start_mark.index,
            key.end_mark.index,
            written(names[key.value], Style.PLAIN, "", in_flow=mapping.flow_style or False),
        )
        for mapping in _mappings(yaml.compose(text, Loader=yaml.SafeLoader), section)
        for key, _ in mapping.value
        if key.value in names
    ]
    if edits:
        store.write(path, patched(text, edits).encode(), data)
    return bool(edits)


def _mappings(root: yaml.Node | None, section: str) -> Iterator[yaml.MappingNode]:
    """Yield the mapping whose keys are articles."""
    if not isinstance(root, yaml.MappingNode):
        return
    if not section:
        yield root
    for key, value in root.value:
        if section and key.value == section and isinstance(value, yaml.MappingNode):
            yield value
