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

PATTERNS = ("paragraphs", "at once")
"""Article by article, its paragraphs as they are; or all sentences as one paragraph, with the
model loaded by another thread, which leaves CTranslate2 both of its threads."""


def main() -> None:
    """Translate what the arguments name: a file of sentences, and a pattern."""
    file, pattern = sys.argv[1:]
    texts = _texts(sentences(Path(file)), pattern)
    started = time.time()
    source, target = CODES
    begun = time.perf_counter()
    if pattern == "at once":
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


def _texts(lines: list[str], pattern: str) -> list[str]:
    """Return the texts of the calls; the splitter knows their paragraphs by heart."""
    texts = [[lines]] if pattern == "at once" else articles(lines)
    known = {" ".join(paragraph): paragraph for text in texts for paragraph in text}

    def split(self: object, text: str) -> list[str]:
        return known.get(text, [text])

    sbd.MiniSBDSentencizer.split_sentences = split
    return ["\n".join(" ".join(paragraph) for paragraph in text) for text in texts]


if __name__ == "__main__":
    main()
