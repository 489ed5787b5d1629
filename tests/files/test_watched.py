"""No module but `dragoman.files` opens, lists, looks at, moves or removes a newsroom's files."""

from __future__ import annotations

import subprocess
import textwrap
from pathlib import Path

from tests.conftest import Run
from tests.processes import python

DRIVER = """
import contextlib, io, os, sys
from pathlib import Path

import dragoman
from dragoman import engines, workflow
from dragoman.cli import cli

sys.path.remove("")  # an import would look into the newsroom
root = str(Path.cwd())
package = str(Path(dragoman.__file__).parent)
EVENTS = {
    "open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "os.utime",
}
busy = False

def look(event, path):
    global busy
    if busy or not isinstance(path, (str, bytes, os.PathLike)):
        return
    busy = True
    try:
        whole = os.path.abspath(os.fsdecode(path))
        if whole != root and not whole.startswith(root + os.sep):
            return
        frame = sys._getframe(2)
        while frame is not None and not frame.f_code.co_filename.startswith(package):
            frame = frame.f_back
        if frame is None:
            return
        module = os.path.relpath(frame.f_code.co_filename, package)
        # Click looks whether what a person named is a folder.
        if not module.startswith(("files" + os.sep, "cli" + os.sep)):
            name = os.path.relpath(whole, root)
            sys.__stdout__.write(f"{module}:{frame.f_lineno}: {event} {name}\\n")
    finally:
        busy = False

def hook(event, arguments):
    if event in EVENTS:
        look(event, arguments[0])

def watched(name):
    real = getattr(os, name)
    def call(path, *arguments, **keywords):
        look(name, path)
        return real(path, *arguments, **keywords)
    setattr(os, name, call)

sys.addaudithook(hook)
for name in ("stat", "lstat"):
    watched(name)

for line in sys.stdin.read().splitlines():
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main(line.split(), prog_name="dragoman", standalone_mode=False)
"""

COMMANDS = """
translate --dry-run
translate
translate
status --risky 3
check
approve . --to fa --force
reject flood.md --to ru
diff
effort
export --accept reviewed
export --accept reviewed --dry-run
export --accept reviewed --force --prune
export --accept draft --to-folder drafts
preview
preview --out pages
site
site --templates
site
memory list
memory export ours.tmx --to fa
memory import ours.tmx
memory remove ours
glossary check
glossary list
glossary export terms.csv
glossary import terms.csv
glossary suggest
finish --locale fa note.txt
init inner
"""


def test_only_one_module_touches_a_newsrooms_files(newsroom: Path, run: Run) -> None:
    (newsroom / "note.txt").write_text("x - y\n", encoding="utf-8")
    (newsroom / "glossary.yaml").write_text("- term: truck\n  fa: کامیون\n", encoding="utf-8")
    with (newsroom / "dragoman.yaml").open("a", encoding="utf-8") as file:
        file.write("site: {templates: templates}\n")
    done = subprocess.run(
        [*python(), "-c", textwrap.dedent(DRIVER)],
        input=COMMANDS.strip(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("", "")
