"""Huge newsrooms, written directly: articles with the review files that `pseudo` would make.

    python tools/bench/newsroom.py FOLDER [--articles 100000] [--sentences 10] [--verify 20]

The first articles are translated by the program, and all others are made of these. Each sentence
has a word that stands for the number of its article: no sentence is twice in the newsroom,
and nothing else differs but the ids. Then some of the articles, as many as `--verify` says, are
translated anew in another folder and compared byte by byte. The exit code is 1 if one differs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from curve import LOCALES
from speed import ROOT, default_text
from work import ARTICLE, PARAGRAPH

from dragoman import review
from dragoman.engines.pseudo import MARKED, PLAIN

FOLDER = 1_000
"""Articles of a folder."""

TRANSLATED = 40
"""Articles that the program translates, of which the others are made."""

DIGITS = str.maketrans("0123456789", "bcdfghjklm")
"""Numbers are written in letters that make no word: checks compare numbers."""

MARKS = str.maketrans(PLAIN, MARKED)
"""What the engine makes of letters."""

A_DAY = 10
"""Articles of a day; the first are the oldest."""

DAY = date(1995, 1, 1)

SETTINGS = f"targets: [{LOCALES}]\nengine: pseudo\npublish: {{accept: draft}}\n"


def name(number: int) -> str:
    """Return what an article is called."""
    return f"{number // FOLDER:04}/{number:07}.md"


def code(number: int) -> str:
    """Return the word for an article, which is of the same length for all."""
    return f"{number:07}".translate(DIGITS)


def article(lines: Sequence[str], number: int, sentences: int = ARTICLE) -> str:
    """Return the text of an article; the first of its sentences is the title."""
    start = number % TRANSLATED * sentences
    title, *body = (
        f"In {code(number)}, {lines[(start + at) % len(lines)]}" for at in range(sentences)
    )
    paragraphs = (" ".join(body[at : at + PARAGRAPH]) for at in range(0, len(body), PARAGRAPH))
    day = DAY + timedelta(number // A_DAY)
    return "\n\n".join((f"---\ndate: {day}\n---", f"# {title}", *paragraphs)) + "\n"


@dataclass(frozen=True)
class Pattern:
    """A review file, cut at what is another text in each article."""

    sources: tuple[tuple[str, str], ...]
    """The ids of its sentences, and the sentences."""

    parts: tuple[str, ...]
    """The odd ones are to be replaced."""

    number: int

    @classmethod
    def of(cls, text: str, number: int) -> Pattern:
        """Cut the review file of an article."""
        units = review.parse(text, name(number)).units
        own = [name(number), code(number), code(number).translate(MARKS)]
        own += [unit.id for unit in units]
        parts = re.split(f"({'|'.join(map(re.escape, own))})", text)
        sources = ((unit.id, unit.source) for unit in units)
        return cls(tuple(sources), tuple(parts), number)

    def filled(self, number: int) -> str:
        """Return the review file of another article."""
        before, now = code(self.number), code(number)
        new = {name(self.number): name(number), before: now}
        new[before.translate(MARKS)] = now.translate(MARKS)
        for key, source in self.sources:
            digest = hashlib.sha256(source.replace(before, now).encode()).hexdigest()
            new[key] = digest[: len(key)]
        parts = list(self.parts)
        parts[1::2] = [new[part] for part in parts[1::2]]
        return "".join(parts)


def make(root: Path, articles: int, sentences: int = ARTICLE) -> None:
    """Write a newsroom with so many articles of so many sentences in every locale."""
    lines = default_text()
    root.mkdir(parents=True, exist_ok=True)
    (root / "dragoman.yaml").write_text(SETTINGS, encoding="utf-8")
    folders = {locale: root / "locales" / locale for locale in LOCALES.split(", ")}
    for number in range(articles):
        write(root / "seeds" / name(number), article(lines, number, sentences))
        if number == min(articles, TRANSLATED) - 1:
            translate(root)
            patterns = {
                (locale, first): Pattern.of(
                    (folder / f"{name(first)}.yaml").read_text(encoding="utf-8"), first
                )
                for locale, folder in folders.items()
                for first in range(number + 1)
            }
        elif number >= TRANSLATED:
            for locale, folder in folders.items():
                text = patterns[locale, number % TRANSLATED].filled(number)
                write(folder / f"{name(number)}.yaml", text)


def write(path: Path, text: str) -> None:
    """Write a file; the first of a folder makes the folder."""
    try:
        path.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def translate(root: Path) -> None:
    """Let the program translate what is new."""
    command = [sys.executable, "-m", "dragoman", "translate", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, cwd=root, env=environment, check=True)


def differing(root: Path, numbers: Sequence[int]) -> list[str]:
    """Translate some of the articles anew, and return whose review files differ."""
    with TemporaryDirectory() as folder:
        other = Path(folder)
        shutil.copy(root / "dragoman.yaml", other)
        for number in numbers:
            path = other / "seeds" / name(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / "seeds" / name(number), path)
        translate(other)
        files = sorted((other / "locales").rglob("*.yaml"))
        assert len(files) == len(numbers) * len(LOCALES.split(", "))
        return [
            str(path.relative_to(other))
            for path in files
            if path.read_bytes() != (root / path.relative_to(other)).read_bytes()
        ]


def main() -> None:
    """Write, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=ARTICLE, help="of an article")
    parser.add_argument("--verify", type=int, default=20, help="articles to translate anew")
    options = parser.parse_args()
    begun = time.perf_counter()
    make(options.folder, options.articles, options.sentences)
    print(f"{options.articles:,} articles in {time.perf_counter() - begun:.1f} s", flush=True)
    chosen = random.Random(7).sample(range(options.articles), options.verify)
    wrong = differing(options.folder, chosen) if chosen else []
    print("\n".join([*wrong, f"{len(wrong)} files differ from what `translate` makes"]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
