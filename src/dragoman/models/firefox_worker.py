"""A process that translates with fxtranslate, text by text. It is run as a script.

fxtranslate keeps Python's lock while it works, so that one process can keep only one core busy.
The files of the model are the arguments: model, source vocabulary, target vocabulary, shortlist or
nothing. Over standard input comes a line of JSON for each text, `[number, text]`; over standard
output goes `[number, translation]`. The first line out is `[-1, ""]` once the model is loaded, or
`[-1, why not]`. Nothing of dragoman is imported: it starts the sooner.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

PROBE = "The report was published on Monday."

READY = -1
"""The number of the first answer."""


def main() -> None:
    """Work until standard input ends, as it does when the process at its other end is gone."""
    # Ctrl-C reaches all processes of a terminal; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def answer(number: int, text: str) -> None:
        answers.write(json.dumps([number, text]).encode() + b"\n")
        answers.flush()

    try:
        from fxtranslate import Translator

        model, source, target, *shortlist = (Path(name).read_bytes() for name in sys.argv[1:])
        translator = Translator(model, source, target, *shortlist)
        if not translator.translate(PROBE).strip():  # as with a tokenizer that is damaged
            answer(READY, "it makes nothing of a sentence")
            return
    except BaseException as error:  # A panic of fxtranslate is no Exception.
        answer(READY, str(error) or type(error).__name__)
        return
    try:
        answer(READY, "")
        for line in sys.stdin.buffer:
            number, text = json.loads(line)
            answer(number, translator.translate(text))
    except BrokenPipeError:
        os._exit(1)  # Nobody is there to hear of it.


if __name__ == "__main__":
    main()
