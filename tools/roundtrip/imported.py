"""Import a WordPress export and its copy into a real WordPress each, and compare what comes of it.

    (cd tools/roundtrip/wordpress && npm install --ignore-scripts)
    PYTHONPATH=src python tools/roundtrip/imported.py EXPORT --importer FOLDER [--to LOCALE]

WordPress runs in Node, without a network. `FOLDER` holds the plug-in WordPress Importer, the file
wordpress-importer.php in it. Files of pictures are not fetched, so attachments are not imported.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pseudo import accented

from dragoman import formats

HERE = Path(__file__).parent / "wordpress"
_PACKAGES = HERE / "node_modules" / "@wp-playground"
_LANGUAGE = "_wpml_import_language_code"
_GROUP = "_wpml_import_translation_group"


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """A post as WordPress has it after the import."""

    title: str
    type: str
    status: str
    blocks: list[str]
    fields: dict[str, str]

    @property
    def shape(self) -> tuple[str, str, list[str]]:
        """What a translation has in common with its original."""
        return self.type, self.status, self.blocks


def main() -> int:
    """Say how many posts were imported, and what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--importer", type=Path, required=True)
    parser.add_argument("--to", default="tr")
    asked = parser.parse_args()
    source = asked.export.read_bytes()
    article = formats.parse("export.xml", source, "en")
    targets = [accented(segment.source) for segment in article.segments]
    copy = formats.serialize(article, targets, asked.to)
    before, after = (_imported(data, asked.importer) for data in (source, copy))
    told = _differences(before, after, asked.to)
    for line in told:
        print(line)
    blocks = sum(len(post.blocks) for post in after)
    print(f"{len(before)} posts of the export, {len(after)} of its copy with {blocks} blocks")
    return 1 if told else 0


def _differences(
    before: Sequence[ImportedPost], after: Sequence[ImportedPost], locale: str
) -> list[str]:
    if len(before) != len(after):
        return ["other posts were imported of the copy"]
    told = [
        f"{one.title!r}: other blocks, or another type or status"
        for one, other in zip(before, after, strict=True)
        if one.shape != other.shape
    ]
    groups = [post.fields.get(_GROUP) for post in after if _LANGUAGE in post.fields]
    if any(post.fields.get(_LANGUAGE, locale) != locale for post in after) or not groups:
        told.append("the copy does not say its language")
    if None in groups or len(set(groups)) < len(groups):
        told.append("the copy does not say what each post translates")
    return told


def _imported(export: bytes, importer: Path) -> list[ImportedPost]:
    """Return the posts of a new WordPress after an import."""
    with tempfile.TemporaryDirectory() as folder:
        site, files = Path(folder, "site"), Path(folder, "files")
        builds = _PACKAGES / "wordpress-builds" / "src" / "wordpress"
        newest = max(path for path in builds.glob("wp-*.zip") if path.stem[3].isdigit())
        with zipfile.ZipFile(newest) as package:
            package.extractall(site)
        files.mkdir()
        (files / "export.xml").write_bytes(export)
        shutil.copyfile(HERE / "import.php", files / "import.php")
        step = {"step": "runPHP", "code": "<?php require '/files/import.php';"}
        plan = Path(folder, "plan.json")
        plan.write_text(json.dumps({"steps": [step]}), encoding="utf-8")
        subprocess.run(
            ["node", str(_PACKAGES / "cli" / "wp-playground.js"), "run-blueprint",
             "--wordpress-install-mode=install-from-existing-files", f"--blueprint={plan}",
             "--mount-dir-before-install", str(site), "/wordpress",
             "--mount-dir", str(files), "/files",
             "--mount-dir", str(importer.absolute()), "/importer"],
            check=True, capture_output=True,
        )  # fmt: skip
        posts = json.loads((files / "posts.json").read_bytes())
        return [ImportedPost(**post) for post in posts]


if __name__ == "__main__":
    raise SystemExit(main())
