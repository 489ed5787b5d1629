"""A process that tries a package which CTranslate2 runs, and says what does not work.

It is run as a module, with the package's folder. On standard output comes what `verify.judged`
found, as JSON: problem, path and advice, or `null`. A model that is damaged, or made to, may end
the process that loads it; so it ends this one.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from dragoman.errors import ModelError
from dragoman.models.installed import read
from dragoman.models.verify import judged


def main() -> None:
    """Try the package that is named."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        found = judged(read(Path(sys.argv[1])))
    except ModelError as error:
        found = error
    json.dump(found and [found.problem, str(found.path or ""), found.advice], answers)
    answers.close()


if __name__ == "__main__":
    main()
