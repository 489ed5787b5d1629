"""Damage the files that commands read, and see that each is told and all others are served.

    python -m tools.mutated [--count 1000] [--first 1] [--minutes 60]

A newsroom has a file of every kind: articles, review files, settings, glossaries, memories, files
for translators, what Dragoman remembers, a model package. In each round one of them is damaged:
bytes change, stretches vanish, come twice or change places, and what breaks parsers is put in.
Members of archives are damaged as well as archives. Then all commands run that read it. None may
show a traceback, take longer than `PATIENCE` or more memory than `MEMORY`, or end otherwise than
with exit code 0, 1 or 2, and a new article must be translated whatever the file was.

A round is made of its number alone. Needs a system that can fork.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.packages import pack, package_folder
from tools.faults import MEMORY as SHARED
from tools.faults import Fault, begin, options_of, try_all, warm

PATIENCE = 40.0
"""Seconds that a command may take: most take 0.1."""

MEMORY = 2_000_000_000
"""Bytes of addresses that a command may have."""

SENTENCES = "The convoy of 64 trucks left on Monday, 3 May 2027. Nobody slept. *All* is well.\n"

ARTICLES = {
    "a.txt": SENTENCES,
    "b.md": "---\ntitle: Rain\ndate: 2026-05-03\ntags: [a, b]\n---\n# Rain\n\n- one\n"
    "- {{< x a=1 >}}\n\n| a | b |\n|---|---|\n| c | d[^1] |\n\n[^1]: A note.\n",
    "c.md": '+++\ntitle = "Rain"\ndate = 2026-05-03\n[params]\nx = [1, 2]\n+++\nIt rained.\n',
    "d.html": '<!doctype html><html lang="en"><head><title>Rain</title></head><body><p>It <b>rained'
    '</b>.</p><table><tr><td>One</td></tr></table><img alt="A cloud"></body></html>\n',
    "e.srt": "1\n00:00:01,000 --> 00:00:03,000\nIt rained.\n\n"
    "2\n00:00:04,000 --> 00:00:05,000\nNo.\n",
    "f.vtt": "WEBVTT\n\nNOTE mine\n\n00:01.000 --> 00:03.000 align:start\nIt rained.\n",
    "g.xml": '<?xml version="1.0"?><nitf><head><title>Rain</title></head><body><body.head><hedline>'
    "<hl1>Rain</hl1></hedline></body.head><body.content><p>It rained.</p>"
    "</body.content></body></nitf>",
    "h.json": '{"uri": "x", "language": "en", "type": "text", "version": "1", "headlines": '
    '[{"value": "Rain"}], "body_xhtml": "<p>It rained.</p>"}',
}
TMX = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en"
o-tmf="x" creationtool="x" creationtoolversion="1"/><body><tu><tuv xml:lang="en"><seg>It rained.
</seg></tuv><tuv xml:lang="fa"><seg>باران آمد.</seg></tuv></tu></body></tmx>
"""
GLOSSARY = """- term: relief truck
  fa: کامیون امدادی
  ru: [грузовик, грузовика]
  note: Since 2020.
- term: Lorven
  do-not-translate: true
- term: convoy
  fa: [کاروان]
  forbidden: {ru: фура}
"""
CSV = "term,fa,ru\nrelief truck,کامیون,грузовик\nconvoy,کاروان,колонна\n"
SETTINGS = """targets: [fa, ru]
engine: pseudo
reviewer: Sima
typography: {fa: {digits: true}}
checks: {fa: {script: error}}
site: {title: News}
"""

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "read": (("translate",), ("status",), ("check",), ("approve", ".", "--force"), ("effort",),
             ("export", "--stale", "publish"), ("site",), ("preview",), ("diff",), ("audit",)),
    "glossary": (("translate",), ("glossary", "check"), ("glossary", "list"), ("check",),
                 ("glossary", "suggest"), ("glossary", "export", "new.csv")),
    "table": (("glossary", "import", "FILE"),),
    "memory": (("memory", "import", "FILE"), ("memory", "list"), ("translate",),
               ("memory", "export", "new.tmx")),
    "exchange": (("exchange", "import", "FILE"), ("exchange", "import", "--dry-run", "FILE")),
    "model": (("models", "install", "FILE", "--models", "m"), ("models", "list", "--models", "m"),
              ("models", "verify", "--models", "m"),
              ("models", "bundle", "out.zip", "--models", "m")),
}  # fmt: skip
"""What reads each kind of file; `FILE` stands for its name."""

ODD = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", "\u202e".encode(), "\x85".encode(), b"\x1b[31m", b"\r",
    b"&a [*a, *a]", b"? [a]\n: b\n", b"!!python/object:os.system x", b"!!binary zzz", b"<<: *x\n",
    b"[" * 3000, b"{" * 3000, b"9" * 5000, b"1e999", b"-.inf", b"2026-02-30", b"9999-12-31",
    b"0000-00-00", b"<!DOCTYPE x [<!ENTITY e \"x\">]>", b"&e;", b"<" * 2000, b"<div>" * 1500,
    b"{{ x.__class__ }}", b"{% for x in range(10**9) %}", b"../../x", b"/etc/passwd", b"=1+1",
    b"\xf0\x9f\x98\x80" * 50, b"\xed\xa0\x80", b"%s%n", b"null", b"true", b"---\n", b"...\n", b"#",
    b"a: a: a", b"\t", b"'", b'"', b"|-\n", b"*" * 3000, b"`" * 3000, b"]]>", b"-1", b"\\u0000",
)  # fmt: skip
"""What breaks parsers."""


OUTSIDE = "/tmp/written-by-a-damaged-package"


@dataclass(frozen=True)
class Kind:
    """Files of a kind, and what reads them."""

    pattern: str
    commands: str
    stops: bool = False
    """Whether nothing goes on without such a file."""


KINDS = (
    Kind("seeds/*.*", "read"),
    Kind("locales/*/*.yaml", "read"),
    Kind("dragoman.yaml", "read", stops=True),
    Kind("glossary.yaml", "glossary", stops=True),
    Kind("sent/*.csv", "table"),
    Kind("sent/*.tbx", "table"),
    Kind("sent/*.tmx", "memory"),
    Kind("exchange/*.*", "exchange"),
    Kind("sent/*.argosmodel", "model"),
    Kind(".dragoman/*", "read"),
    Kind(".dragoman/*/*", "memory"),
    Kind("output/.*", "read"),
    Kind("site/.*", "read"),
)


def make(root: Path, output: Path) -> None:
    """Make the newsroom whose files are damaged."""
    for folder in ("seeds", "sent", "m"):
        (root / folder).mkdir(parents=True)
    for name, text in ARTICLES.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    (root / "dragoman.yaml").write_text(SETTINGS, "utf-8")
    (root / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (root / "sent/terms.csv").write_text(CSV, "utf-8")
    (root / "sent/memory.tmx").write_text(TMX, "utf-8")
    pack(package_folder(root / "made", target="fa"), root / "sent/model.argosmodel")
    shutil.rmtree(root / "made")
    rounds: Sequence[tuple[str, ...]] = (
        ("translate",),
        ("memory", "import", "sent/memory.tmx"),
        ("glossary", "export", "sent/terms.tbx"),
        *(("exchange", "export", "--format", form, "--to", "fa", "a.txt", "b.md")
          for form in ("xlsx", "docx", "po", "xliff", "xliff2")),
        ("approve", ".", "--force"),
        ("export",),
        ("site",),
    )  # fmt: skip
    for words in rounds:
        _, status = os.waitpid(begin(root, words, Fault(), output), 0)
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{words}: {output.read_text()}")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes that are damaged; of an archive, mostly a member is."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _with_damaged_member(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 4, 40, len(data))))
        stretch = data[start:end]
        new = chance.choice(CHANGES)(stretch, chance)
        data = data[:start] + new + data[end:]
    return data


Change = Callable[[bytes, random.Random], bytes]

CHANGES: tuple[Change, ...] = (
    lambda old, chance: old + chance.choice(ODD),
    lambda old, chance: chance.choice(ODD),
    lambda old, chance: old + old,
    lambda old, chance: b"",
    lambda old, chance: bytes(byte ^ 1 << chance.randrange(8) for byte in old[:100]) + old[100:],
    lambda old, chance: chance.randbytes(len(old[:100])),
)


def _with_damaged_member(data: bytes, chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            body = old.read(name)
            if name != victim:
                new.writestr(name, body)
                continue
            match chance.randrange(6):
                case 0:
                    pass
                case 1:
                    new.writestr(
                        chance.choice(("../../x", OUTSIDE, "a/../../../x", "\x1bx", " ")), body
                    )
                case 2:
                    new.writestr(name, bytes(50_000_000))
                case 3:
                    link = zipfile.ZipInfo(name)
                    link.external_attr = 0o120777 << 16
                    new.writestr(link, "/etc/passwd")
                case _:
                    new.writestr(name, damaged(body, chance) if body else chance.choice(ODD))
    return made.getvalue()


def look(root: Path, output: Path, words: tuple[str, ...]) -> str:
    """Run a command; return what is wrong with it."""
    output.write_bytes(b"")
    process = begin(root, words, Fault(), output)
    end = time.monotonic() + PATIENCE
    while (ended := os.waitpid(process, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return f"{' '.join(words)}: takes too long"
        time.sleep(0.005)
    code = os.waitstatus_to_exitcode(ended[1])
    said = output.read_bytes()
    text = said.decode("utf-8", "replace")
    if code not in (0, 1, 2) or "Traceback" in text or "error in dragoman itself" in text:
        details = root / ".dragoman/errors.txt"
        more = details.read_text("utf-8", "replace") if details.exists() else ""
        return f"{' '.join(words)}: exit code {code}\n{text[-3000:]}\n{more[-3000:]}"
    if b"\x1b" in said or "\u202e" in text:
        return f"{' '.join(words)}: prints control characters: {text[-1000:]!r}"
    return ""


def live(number: int, template: Path, end: float) -> str | None:
    """Damage a file and run what reads it. Return what is wrong; `None` if it is past the end."""
    if time.monotonic() > end:
        return None
    chance = random.Random(number)
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        root, output = Path(folder) / "newsroom", Path(folder) / "output"
        shutil.copytree(template, root, symlinks=True)
        kind = chance.choice(KINDS)
        files = sorted(file for file in root.glob(kind.pattern) if file.is_file())
        if not files:
            return f"no file is like {kind.pattern}"
        file = chance.choice(files)
        name = str(file.relative_to(root))
        file.write_bytes(damaged(file.read_bytes(), chance))
        (root / "seeds/z.txt").write_text("One more came.\n", "utf-8")
        for words in COMMANDS[kind.commands]:
            said = look(root, output, tuple(name if word == "FILE" else word for word in words))
            if said:
                return f"round {number}, {name}: {said}"
        if ("translate",) in COMMANDS[kind.commands] and not kind.stops:
            for locale in ("fa", "ru"):
                if not (root / f"locales/{locale}/z.txt.yaml").exists():
                    return f"round {number}, {name}: another article was not served"
        if Path(OUTSIDE).exists() or any(root.parent.rglob("x")):
            return f"round {number}, {name}: a package wrote outside its folder"
    return ""


def main() -> None:
    """Run the rounds, and say how many went wrong."""
    options = options_of(__doc__).parse_args()
    warm()
    shared = SHARED if SHARED.is_dir() else None
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        template = Path(folder) / "template"
        make(template, Path(folder) / "output")
        try_all(partial(live, template=template), options, "rounds", memory=MEMORY)


if __name__ == "__main__":
    main()
