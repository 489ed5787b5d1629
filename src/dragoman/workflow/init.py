"""Make a newsroom's project."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import ProjectError
from dragoman.files import Files
from dragoman.glossary import FILE as GLOSSARY
from dragoman.project import FILE
from dragoman.store import LOCALES, OUTPUT, SEEDS

SAMPLE = """\
# The settings of this newsroom. Delete what you do not need: these are the defaults.

source: en                    # the language of the articles in seeds/
targets: [ru, fa, tr, ar]     # the locales to translate into
engine: auto                  # the best model installed; or argos, firefox, pseudo (no model)
models: installed             # or demo, or a folder of model packages
argos: {beam-size: 4, threads: auto, compute-type: auto, device: cpu}
offline: false                # true forbids the network even to `dragoman models install`
front-matter: [title, subtitle, description, summary, caption, excerpt, teaser, tagline,
               linkTitle, sidebar_label]
shortcodes: [alt, caption, title, subtitle, label, summary, heading, description]

checks: {}                    # see `dragoman check --explain all`: false, true, warning or error
typography: {}                # house style: rules of `dragoman finish --list`, true or false
memory: {reuse: true, fuzzy: 75}   # approved translations again; percent to be suggested

publish:
  accept: approved            # the lowest status that may be exported: draft, reviewed, approved
  missing: fail               # below it: fail, skip the article, or put the source's paragraph
  stale: withhold             # or publish, with a mark, what was accepted before the source changed
  minimum: 0%                 # of the words, with `missing: source`
  disclosure: end             # where copies say how they were translated: end, start, off
  preset: plain               # or hugo, pelican, jekyll, mkdocs, eleventy
  direction-marks: true       # keep Latin addresses and names in place in right-to-left copies
"""


GLOSSARY_SAMPLE = """\
# The newsroom's terms: what they are called in each language. Take the # away to use a line.

# - term: relief truck                  # as articles have it; its other forms are found too
#   ru: грузовик с помощью
#   fa: [کامیون امدادی, کامیون کمک]     # several are right, the first is preferred
#   forbidden: {ru: фура}               # these are not
#   note: Not a military truck.

# - term: Dragoman
#   do-not-translate: true              # stays as it is in every language

# - term: US
#   case-sensitive: true                # capitals as here; without it, a capital asks for one
#   part-of-speech: proper-noun         # or noun, verb, adjective, adverb, other
"""


def init(folder: Path) -> tuple[str, ...]:
    """Make the settings and the folders that are not there yet, and return their names.

    Raises `ProjectError` if the folder is a project already, and `StoreError` if it cannot be
    written.
    """
    files = Files(folder)
    if files.stamp(folder / FILE) is not None:
        raise ProjectError(
            "this folder is a project already",
            path=folder / FILE,
            advice="Nothing was changed. Put articles into seeds/ and run: dragoman translate",
        )
    made = [f"{name}/" for name in (SEEDS, LOCALES, OUTPUT) if files.make_folder(folder / name)]
    files.write(folder / FILE, SAMPLE.encode(), None)
    if files.stamp(folder / GLOSSARY) is None:
        files.write(folder / GLOSSARY, GLOSSARY_SAMPLE.encode(), None)
        made.insert(0, GLOSSARY)
    return (FILE, *made)
