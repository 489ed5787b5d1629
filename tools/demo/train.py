"""Train the demo models: bitext of the sample newsroom in, Argos packages out.

    python tools/demo/train.py [--only ru] [--jobs 2]

The packages hold what the bitext says and nothing more: every pair must come back exactly, at
beam 1 and 4, or the run fails, names the pairs and leaves the old package in place. On one
machine the same bitext and seed give the same bytes.
"""

import argparse
import io
import itertools
import multiprocessing
import os
import string
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import sentencepiece
import torch
from bitext import MASKS, BitextError, Example, collect, load_lines
from corpus import Corpus
from fitting import SEED, Plan, Verdict, fit
from network import Network, Shape
from package import NAMES, Failure, build, find_stumps, package_name, verify, vocabulary

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = tuple(code for code in NAMES if code != "en")
BATCH_TOKENS = 1200
SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One language to train."""

    language: str
    bitext: Path
    output: Path
    plan: Plan
    pieces: int


def main() -> int:
    """Train what the command line asks for; return the exit code."""
    options = parse_options()
    jobs = [
        Job(language, options.bitext, options.output, Plan(seed=options.seed), options.pieces)
        for language in options.only or LANGUAGES
    ]
    try:
        for job in jobs:
            collect(load_lines(job.bitext, job.language))
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(options.jobs, mp_context=context) as pool:
            return 0 if all(list(pool.map(train, jobs))) else 1
    except BitextError as error:
        print(error, file=sys.stderr)
        return 1


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train the demo models from tools/demo/bitext.")
    parser.add_argument("--only", action="append", choices=LANGUAGES, help="this language only")
    parser.add_argument(
        "--jobs",
        type=int,
        default=min(2, os.cpu_count() or 1),
        help="languages trained side by side, one core each",
    )
    parser.add_argument("--bitext", type=Path, default=ROOT / "tools/demo/bitext")
    parser.add_argument("--output", type=Path, default=ROOT / "src/dragoman/demo")
    parser.add_argument("--pieces", type=int, default=1500, help="size of the vocabulary")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser.parse_args()


def train(job: Job) -> bool:
    """Train, check and write one language's package; return whether all pairs came back."""
    torch.set_num_threads(1)
    torch.manual_seed(job.plan.seed)
    began = time.monotonic()

    def report(text: str) -> None:
        print(f"{job.language}  {text}", flush=True)

    examples = collect(load_lines(job.bitext, job.language))
    model = train_pieces(examples, job.pieces)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    check_pieces(pieces, examples)
    network = Network(Shape(vocabulary=pieces.get_piece_size()))
    report(f"{len(examples)} pairs, {pieces.get_piece_size()} pieces")
    corpus = Corpus(job.language, examples, pieces, BATCH_TOKENS, frozenset(vocabulary(model)))

    def judge(candidate: Network) -> Verdict:
        package = build(candidate, model, job.language)
        accepted = next(verify(package, examples), None) is None
        return Verdict(accepted, find_stumps(package, examples))

    fitted = fit(network, corpus, job.plan, judge, report)
    package = build(network, model, job.language)
    if not fitted:
        report_failures(list(verify(package, examples)), report)
        return False
    path = job.output / f"{package_name(job.language)}.argosmodel"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(package)
    report(
        f"{path}: {len(package) / 1e6:.2f} MB, all {len(examples)} pairs exact, "
        f"{time.monotonic() - began:.0f} s"
    )
    return True


def train_pieces(examples: Sequence[Example], size: int) -> bytes:
    """Return a SentencePiece model of both sides; every mask and digit is a piece of its own."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text for each in examples for text in (each.source, each.target)]),
        model_writer=model,
        model_type="unigram",
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        byte_fallback=False,
        normalization_rule_name="identity",
        split_digits=True,
        required_chars=string.ascii_letters + string.digits + string.punctuation,
        user_defined_symbols=list(MASKS),
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def check_pieces(pieces: sentencepiece.SentencePieceProcessor, examples: Sequence[Example]) -> None:
    """Raise BitextError where a target would not survive its own pieces (double spaces, say)."""
    for each in examples:
        if pieces.decode(pieces.encode(each.target)) != each.target:
            raise BitextError(f"{each.place}: SentencePiece changes {each.target!r}")


def report_failures(failures: Sequence[Failure], report: Callable[[str], None]) -> None:
    """Name the pairs that did not come back, each with the first setting in which it did not."""
    firsts = {failure.example: failure for failure in reversed(failures)}
    report(f"FAILED: {len(firsts)} pairs did not come back exactly; nothing was written")
    for example, failure in itertools.islice(firsts.items(), SHOWN_FAILURES):
        report(f"{example.place} ({failure.setting}): {example.source!r}")
        report(f"  wanted {example.target!r}")
        report(f"  got    {failure.output!r}")
    if len(firsts) > SHOWN_FAILURES:
        report(f"and {len(firsts) - SHOWN_FAILURES} more")


if __name__ == "__main__":
    sys.exit(main())
