"""Send a folder of files through `translate` and `export`, and see what became of them.

    (cd tools/roundtrip && npm install)
    PYTHONPATH=src python tools/roundtrip FOLDER [--from LOCALE] [--to LOCALE] [--show KIND]

The engine accents every letter and adds nothing, so a copy must have the structure of its article
and no word without accents. The structure is read by markdown-it in JavaScript, which needs Node,
and by html5lib; that of documents, exports of WordPress and news of agencies by their XML or JSON,
of Word's by pandoc, too; and subtitles by the libraries srt and webvtt. `--show` lists the files of
a row of the table, such as `structure`.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import captions
import news
import opendocument
import word
import wxr
from opaque import TAGS, altered
from pseudo import Accents, bare
from structure import difference, left

from dragoman import formats, project, workflow
from dragoman.errors import DragomanError
from dragoman.formats import encoding
from dragoman.model import Status
from dragoman.project import Publish
from dragoman.publishing import Disclosure, Metadata, Position
from dragoman.workflow.export import ExportOptions

HERE = Path(__file__).parent
KINDS = ("refused", "not reviewed", "withheld", "structure", "opaque", "left", "left untold")
_FRONT = re.compile(
    r"\A\ufeff?(?:---[ \t]*\r?\n.*?^(?:---|\.\.\.)"
    r"|(?:[ \t]*\r?\n)*\+\+\+[ \t]*\r?\n.*?^\+\+\+)[ \t]*(?=\r?$)",
    re.DOTALL | re.MULTILINE,
)


def main() -> None:
    """Run the round and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", default="en", dest="source")
    parser.add_argument("--to", default="tr")
    parser.add_argument("--show", choices=KINDS, action="append", default=[])
    parser.add_argument("--keep", type=Path, help="a folder that does not exist, for the project")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = asked.keep or Path(folder) / "project"
        names = _project(asked.folder, root, asked.source, asked.to)
        found = _round(root, names, asked.source, asked.to)
        _compare(root, names, asked.to, found)
    for kind in asked.show:
        for name, why in sorted(found[kind].items()):
            print(f"{kind}: {name}: {why}")
    _table(names, found)


def _project(folder: Path, root: Path, source: str, locale: str) -> list[str]:
    """Make a project of the files, and return their names."""
    (root / "seeds").mkdir(parents=True)
    settings = f"source: {source}\ntargets: [{locale}]\nmemory: {{reuse: false}}\n"
    # Accents look like another language, and hide what a sentence speaks of.
    settings += (
        "checks: {wrong_language: false, other_text: false, junk: false, untranslated: false}\n"
    )
    (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
    names = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in formats.suffixes():
            name = path.relative_to(folder).as_posix()
            (root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, root / "seeds" / name)
            names.append(name)
    return names


def _round(root: Path, names: list[str], source: str, locale: str) -> dict[str, dict[str, str]]:
    """Translate and export, and return for each kind of failure the files and why."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    scope = workflow.Scope(project.find(root), (), (locale,), root)
    for name in names:
        data = (root / "seeds" / name).read_bytes()
        try:
            article = formats.parse(name, data, source)
        except DragomanError as error:
            found["refused"][name] = str(error).splitlines()[0]
            continue
        if formats.serialize(article, [None] * len(article.segments)) != data:
            found["structure"][name] = "an unchanged copy has other bytes"
        if article.findings:
            found["told"][name] = article.findings[0].message
    begun = time.perf_counter()
    report = workflow.translate(scope, Accents())
    print(f"translated in {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    for problem in report.problems:
        name = str(getattr(problem, "path", "")).removeprefix("seeds/")
        if name not in found["refused"]:
            found["not reviewed"][name] = str(problem).splitlines()[0]
    publish = Publish(metadata=Metadata.NEVER)
    off = Disclosure.everywhere(Position.OFF)
    scope = workflow.Scope(project.find(root), (), (locale,), root)
    policy = {"accept": Status.DRAFT, "disclosure": off}
    exported = workflow.export(scope, publish, ExportOptions(policy=policy))
    for file in exported.files:
        if file.reason.startswith("it is marked as"):
            found["refused"][file.article] = file.reason
        elif file.reason:
            lacks = "; ".join(f"{x.reason}: {x.source[:90]!r}" for x in file.lacks[:2])
            found["withheld"][file.article] = f"{file.reason} {lacks}"
    return found


def _compare(root: Path, names: list[str], locale: str, found: dict[str, dict[str, str]]) -> None:
    pairs: dict[str, tuple[str, str]] = {}
    for name in names:
        copy = root / "output" / locale / name
        if not copy.exists() or not copy.read_bytes().strip():
            continue  # nothing stays of an article that is comments alone
        paths = (root / "seeds" / name, copy)
        if name.lower().endswith(".docx"):
            old, new = (path.read_bytes() for path in paths)
            differs = word.difference(old, new) or word.by_pandoc(*paths)
            _note(found, name, differs, word.left(new))
        elif name.lower().endswith(".odt"):
            old, new = (path.read_bytes() for path in paths)
            _note(found, name, opendocument.difference(old, new), opendocument.left(new))
        elif name.lower().endswith((".srt", ".vtt")):
            before, after = (captions.decoded(name, path.read_bytes()) for path in paths)
            differs = captions.difference(name, before, after)
            _note(found, name, differs, captions.left(name, after))
        elif formats.of(name).name in ("ninjs", "NITF"):
            before, after = (encoding.decode(name, path.read_bytes()) for path in paths)
            if formats.of(name).name == "ninjs":
                _note(found, name, news.of_ninjs(before, after), news.left_in_ninjs(after))
            else:
                _note(found, name, news.of_nitf(before, after), news.left_in_nitf(after))
        elif formats.of(name).name == "WordPress":
            before, after = (encoding.decode(name, path.read_bytes()) for path in paths)
            _note(found, name, wxr.difference(before, after), wxr.left(after))
        else:
            texts = [encoding.decode(name, path.read_bytes()) for path in paths]
            if formats.of(name).name == "HTML":
                texts = [_FRONT.sub("", text, count=1) for text in texts]
            pairs[name] = (texts[0], texts[1])
    pages = _rendered(pairs) if pairs else {}
    for name, (before, after) in pages.items():
        wrong = altered(*pairs[name], page=formats.of(name).name == "HTML")
        if wrong:
            found["opaque"][name] = "; ".join(wrong[:2])
        _note(found, name, difference(before, after), left(after))


def _note(found: dict[str, dict[str, str]], name: str, differs: str, stays: list[str]) -> None:
    if differs:
        found["structure"][name] = differs
    if stays:
        found["left"][name] = f"{len(stays)}: {stays[:3]}"
        if name not in found["told"]:
            found["left untold"][name] = found["left"][name]


def _rendered(pairs: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the pages of all pairs, Markdown rendered."""
    markdown = [name for name in pairs if name.lower().endswith((".md", ".markdown", ".mdx"))]
    texts: list[str] = []
    for name in markdown:
        tags: dict[str, str] = {}
        bodies = [_without_tags(_FRONT.sub("", text), tags) for text in pairs[name]]
        bodies = [*map(_without_admonitions, _with_definitions(bodies))]
        texts += map(_without_terms, bodies) if name.lower().endswith(".mdx") else bodies
    run = subprocess.run(
        ["node", str(HERE / "render.mjs")],
        input=json.dumps(texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    pages: list[str] = json.loads(run.stdout)
    rendered = {name: (pages[2 * i], pages[2 * i + 1]) for i, name in enumerate(markdown)}
    seen = {
        name: (_REMARK.sub("", one), _REMARK.sub("", two)) for name, (one, two) in pairs.items()
    }
    return seen | rendered


_REMARK = re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}|\{#\s.*?#\}", re.DOTALL)
"""A comment of a template, which may hold tags that no parser should see."""

_REFERENCE = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")


def _with_definitions(bodies: list[str]) -> list[str]:
    """Define the references that the text leaves to a file which the site's generator includes."""
    labels = {" ".join((m[2] or m[1]).split()) for m in _REFERENCE.finditer(bodies[0])}
    known = bodies[0].lower()
    missing = sorted(label for label in labels if f"[{label.lower()}]:" not in known)
    added = "".join(f"\n[{label}]: #" for label in missing)
    return [f"{body}\n{added}\n" for body in bodies]


def _without_terms(text: str) -> str:
    """Let no line be a definition: MDX has none."""
    return _TERM.sub(r"\g<indent>&#58;", text)


_TERM = re.compile(r"^(?P<indent>[ \t]*):(?=[ \t])", re.MULTILINE)

_TITLED = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+(.*)")
_QUOTED = re.compile(r"[\"'](.*)[\"']")


def _without_admonitions(text: str) -> str:
    """Make blocks of HTML of admonitions and tabs, whose indented lines are no code."""
    lines: list[str] = []
    open_at: list[int] = []
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        while bare and open_at and indent < open_at[-1]:
            open_at.pop()
            lines += ["", "</div>", ""]
        match = _TITLED.match(line)
        if match and not line.startswith("    " * (len(open_at) + 1)):
            open_at.append(indent + 4)
            title = _QUOTED.search(match[2])
            lines += ["", "<div>", "", title[1] if title else "", ""]
        else:
            lines.append(line[4 * len(open_at) :] if bare else line)
    return "\n".join([*lines, *["\n</div>\n"] * len(open_at)])


_UNREAD = re.compile(
    r"\{%-?\s*(?P<kept>set|capture)\s+\w*[Cc]ode\w*\s*-?%\}.*?\{%-?\s*end(?P=kept)\s*-?%\}"
    r"|\{[{%][<%]?-?\s*(?P<name>comment|highlight|raw|code(?:block)?)\b.*?"
    r"\{[{%][<%]?-?\s*(?:end|/\s*)(?P=name)\s*-?[%>]?[%}]\}",
    re.DOTALL,
)
"""Tags with what stands between them, where that is code."""

_MODULE = re.compile(
    r"^(?:import\b[^\n]*['\"];?|export (?:const|default)\b[^\n]*)[ \t]*$", re.MULTILINE
)
"""Lines of code in MDX, which no reader sees."""

_CONTENTS = re.compile(r"^[ \t]*(?:[-*+]|1\.)[ \t].*\n\{:[^{}\n]*\btoc\b[^{}\n]*\}", re.MULTILINE)
"""A list for which kramdown puts the contents of the page."""

_COMMENT = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
"""One of MDX, which a copy may leave out."""

_CODE_VALUE = re.compile(r"=\{`[^`]*[{}=;][^`]*`\}")
"""A value in MDX that holds code, in which a parser of HTML sees tags."""

_SPACED_ADDRESS = re.compile(r"(?<=\]\()(?:[a-z]+:|#)[^\s()<>\"]*(?: [^\s()<>\"']+)+(?=\))")
"""An address with spaces, which makes a link where kramdown reads it."""

_ABOVE_DEFINITION = re.compile(r"^Q\d+Z[ \t]*\n(?=\[[^\]\n]+\]:)", re.MULTILINE)
"""A tag in a line of its own, which is no paragraph that a definition could not end."""


def _without_tags(text: str, tags: dict[str, str]) -> str:
    """Put a word for each template tag, as site generators do before they read Markdown."""

    def word(match: re.Match[str]) -> str:
        return tags.setdefault(" ".join(bare(match[0]).split()), f"Q{len(tags)}Z")

    unseen = _CODE_VALUE.sub("=''", _CONTENTS.sub("", _COMMENT.sub("", text)))
    unseen = _SPACED_ADDRESS.sub(lambda address: address[0].replace(" ", "%20"), unseen)
    return _ABOVE_DEFINITION.sub(
        r"\g<0>\n", TAGS.sub(word, _UNREAD.sub(word, _MODULE.sub(word, unseen)))
    )


def _table(names: list[str], found: dict[str, dict[str, str]]) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_kind[formats.of(name).name].append(name)
    print(f"{'format':12}{'files':>7}{'passed':>8}{'%':>7}  " + "  ".join(KINDS))
    for kind, own in by_kind.items():
        counts = [sum(name in found[row] for name in own) for row in KINDS]
        failing = ("not reviewed", "withheld", "structure", "opaque")
        failed = {name for row in failing for name in found[row]} & set(own)
        read = [name for name in own if name not in found["refused"]]
        passed = len(read) - len(failed)
        cells = "  ".join(f"{count:>{len(row)}}" for row, count in zip(KINDS, counts, strict=True))
        print(f"{kind:12}{len(own):>7}{passed:>8}{100 * passed / max(len(read), 1):>7.1f}  {cells}")


if __name__ == "__main__":
    main()
