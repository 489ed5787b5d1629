"""Translate the bare sentences in one call of CTranslate2, the longest first: the ceiling."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import ctranslate2
import sentencepiece
from work import Result, peak, sentences, tell

BATCH = 1024
"""Padded tokens."""


def main() -> None:
    """Translate what the arguments name: a file of sentences, and the folder of the package."""
    file, package = map(Path, sys.argv[1:])
    lines = sentences(file)
    started = time.time()
    begun = time.perf_counter()
    model = ctranslate2.Translator(
        str(package / "model"),
        compute_type="int8",
        inter_threads=len(os.sched_getaffinity(0)),
        intra_threads=1,
    )
    processor = sentencepiece.SentencePieceProcessor(str(package / "sentencepiece.model"))
    loaded = time.perf_counter()
    pieces = sorted(processor.encode(lines, out_type=str), key=len, reverse=True)
    results = model.translate_batch(
        pieces,
        beam_size=4,
        length_penalty=0.2,
        max_batch_size=BATCH,
        batch_type="tokens",
        max_input_length=0,
    )
    for result in results:
        processor.decode(result.hypotheses[0])
    seconds = time.perf_counter() - loaded
    tell(Result(seconds, loaded - begun, peak(), started=started))


if __name__ == "__main__":
    main()
