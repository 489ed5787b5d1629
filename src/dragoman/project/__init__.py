"""The project's settings: `dragoman.yaml`, checked with line numbers.

source: en                    # the language of the articles in seeds/
targets: [ru, fa, tr, ar]     # the locales to translate into
engine: auto                  # or argos, firefox, pseudo; or {ru: argos, tr: firefox}
models: installed             # or demo, or a folder of model packages
offline: false                # true forbids the network to every command
follow-links: false           # true lets links lead out of the project
timezone: Asia/Tehran         # of dates that name none; else the machine's
articles: {PATTERN: {…}}      # what holds for some articles alone
front-matter: [title, …]      # the front-matter keys to translate, at any depth
shortcodes: [caption, …]      # the parameters of shortcodes and template tags to translate

`settings` holds these and the table of all keys. Each section has a module of its own, with its
dataclass where no other layer has it, and the function that reads it.
"""

from dragoman.project import articles
from dragoman.project.folder import Project, around, find
from dragoman.project.publish import Missing, Publish, accept, override, percentage
from dragoman.project.settings import FILE, Settings, parse

__all__ = [
    "FILE",
    "Missing",
    "Project",
    "Publish",
    "Settings",
    "accept",
    "around",
    "articles",
    "find",
    "override",
    "parse",
    "percentage",
]
