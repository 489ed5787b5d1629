"""Translate articles with `argostranslate.translate`, as its users call it.

Runs in Argos's own environment. Its sentence splitter would download a model at the first call;
here it is told where the sentences end, and takes no time.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from argostranslate import sbd, translate
from work import CODES, Result, articles, peak, sentences, tell

AWAKE = "thread"
"""The model is loaded by another thread, which leaves CTranslate2 both of its threads."""

GLUED = "glued"
"""All sentences are one paragraph, the only way to fill its batches. The result is one text, in
which nobody can tell where an article ends: a limit, not a way to work. Otherwise each article
is one call, with its paragraphs as they are."""


def main() -> None:
    """Translate the sentences of the file that is named first, in the ways that follow."""
    file, *ways = sys.argv[1:]
    texts = _texts(sentences(Path(file)), glued=GLUED in ways)
    started = time.time()
    source, target = CODES
    begun = time.perf_counter()
    if AWAKE in ways:
        thread = threading.Thread(target=translate.translate, args=("Hello.", source, target))
        thread.start()
        thread.join()
    else:
        translate.translate("Hello.", source, target)
    loaded = time.perf_counter()
    for text in texts:
        translate.translate(text, source, target)
    seconds = time.perf_counter() - loaded
    tell(Result(seconds, loaded - begun, peak(), started=started))


def _texts(lines: list[str], *, glued: bool) -> list[str]:
    """Return the texts of the calls; the splitter knows their paragraphs by heart."""
    texts = [[lines]] if glued else articles(lines)
    known = {" ".join(paragraph): paragraph for text in texts for paragraph in text}

    def split(self: object, text: str) -> list[str]:
        return known.get(text, [text])

    sbd.MiniSBDSentencizer.split_sentences = split
    return ["\n".join(" ".join(paragraph) for paragraph in text) for text in texts]


if __name__ == "__main__":
    main()
