"""What a site shows from its top, and where a newsroom has it beside `seeds/`.

`/img/map.png` is in Hugo's `static/img/`, in the `public/img/` of Astro, VitePress and others, and
in Jekyll and Eleventy where its address says: `/assets/map.png` in `assets/`.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from dragoman.store import Store

_ROOTS = ("static", "public")
_FOLDERS = ("assets", "images", "img", "media", "uploads", "files")


def has_folders(store: Store) -> bool:
    """Whether the newsroom has any such folder."""
    return any(store.is_folder(store.root / name) for name in (*_ROOTS, *_FOLDERS))


def place(store: Store, address: str) -> Path | None:
    """Return the file that an address from the top means, such as `/img/map.png`."""
    parts = PurePosixPath(address.lstrip("/")).parts
    if not parts or ".." in parts:
        return None
    own = (store.root,) if parts[0] in _FOLDERS and len(parts) > 1 else ()
    places = (folder.joinpath(*parts) for folder in (*(store.root / r for r in _ROOTS), *own))
    return next((each for each in places if store.is_file(each)), None)
