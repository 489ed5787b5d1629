"""The review page: a translation desk in the browser, over the same YAML files, on this machine.

`fence` lets nobody else in, `app` answers, `rows` says what goes to the page as JSON, `words`
says it in the reviewer's language. `static/desk.js` is the page's one script; there is no build.
"""

from dragoman.web.app import create
from dragoman.web.serve import serving

__all__ = ["create", "serving"]
