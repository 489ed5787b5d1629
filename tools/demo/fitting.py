"""Fitting a network to its examples until it knows every one by heart."""

import copy
import itertools
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from corpus import END, Batch, Corpus, Stump
from network import Network
from torch import Tensor
from torch.nn import functional

SEED = 20240320


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard to train."""

    seed: int = SEED
    loose_epochs: int = 55
    """Epochs on varied examples with dropout, for the sake of text that is not among them."""
    tight_epochs: int = 50
    """Epochs on the examples themselves, while the learning rate falls to its floor."""
    extra_epochs: int = 150
    """Epochs at the floor, should examples still be missing."""
    dropout: float = 0.1
    varied: float = 0.5
    """Share of the examples that a loose epoch varies."""
    misread_tokens: float = 0.1
    """Share of the decoder's input that is wrong in some of the rows. A network that never met
    a wrong start ends the sentence soon after one, and four such stumps end a beam search before
    the right translation is complete."""
    misread_rows: tuple[float, float] = (0.5, 0.25)
    """Share of such rows in the loose epochs, and in the last of the tight ones."""
    end_weight: float = 0.1
    end_margin: float = 14.0
    """How unlikely the end of a sentence should be before it is due, in nats; the weight of that
    wish beside the cross entropy."""
    stump_weight: float = 0.01
    stump_margin: float = 4.0
    """The same after a wrong beginning for which beam search was seen to end too early."""
    rate: float = 2e-3
    floor: float = 0.1
    """Share of the learning rate that remains."""
    warmup_steps: int = 150
    check_every: int = 5
    """Epochs between two looks at what the network knows."""
    memory: float = 0.99
    """What remains of the average weights at each step; see fit()."""

    @property
    def planned_epochs(self) -> int:
        """Epochs without the extra ones."""
        return self.loose_epochs + self.tight_epochs


@dataclass(frozen=True, slots=True)
class Knowledge:
    """How well a network knows its examples."""

    exact: int
    total: int
    least: float
    """The smallest probability that any target has as a whole."""


Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine itself says of a network."""

    accepted: bool
    stumps: Sequence[Stump]


Judge = Callable[[Network], Verdict]


def fit(network: Network, corpus: Corpus, plan: Plan, judge: Judge, report: Report) -> bool:
    """Train until the engine itself gives every example exactly; return whether it did.

    Judged, and left in the network, are its weights averaged over the last steps and rounded to
    float16, as they are stored. Changes the state of torch's generator.
    """
    chance = random.Random(plan.seed)
    optimizer = torch.optim.AdamW(network.parameters(), betas=(0.9, 0.98), weight_decay=0.01)
    plain = [Lesson(batch) for batch in corpus.plain()]
    average = copy.deepcopy(network)
    stumps: list[Batch] = []
    began = time.monotonic()
    for epoch in range(plan.planned_epochs + plan.extra_epochs):
        loose = epoch < plan.loose_epochs
        network.set_dropout(plan.dropout if loose else 0.0)
        lessons = (
            [Lesson(batch) for batch in corpus.varied(chance, plan.varied)] if loose else plain
        )
        chosen = chance.sample(lessons, len(lessons))
        loss = 0.0
        extra = itertools.cycle(stumps)
        for index, lesson in enumerate(chosen):
            set_rate(optimizer, rate_at(epoch, index / len(chosen), len(chosen), plan))
            loss += take_step(network, lesson, next(extra, None), optimizer, epoch, plan)
            follow(average, network, plan.memory)
        if (epoch + 1) % plan.check_every:
            continue
        stored = rounded(average)
        knowledge = examine(stored, [lesson.batch for lesson in plain])
        report(
            f"epoch {epoch + 1:3}  loss {loss / len(chosen):7.4f}  exact {knowledge.exact}"
            f"/{knowledge.total}  least certain {knowledge.least:.3f}"
            f"  {time.monotonic() - began:4.0f} s"
        )
        if knowledge.exact == knowledge.total and not loose:
            verdict = judge(stored)
            if verdict.accepted:
                network.load_state_dict(stored.state_dict())
                return True
            stumps = corpus.stumps(verdict.stumps)
            chance.shuffle(stumps)
    network.load_state_dict(rounded(average).state_dict())
    return False


@dataclass(slots=True)
class Lesson:
    """A batch, with what the network last took for its tokens."""

    batch: Batch
    mistakes: Tensor | None = None
    """The likeliest wrong tokens at each place of the target, best first."""

    def inputs(self, tokens: float, rows: float) -> Tensor:
        """Return the decoder's input with a share of wrong tokens in a share of rows.

        Wrong are the network's own likeliest mistakes, or, before it made any, tokens from
        elsewhere in the batch.
        """
        batch = self.batch
        right = batch.target[:, :-1]
        count, length = right.shape
        pool = batch.target[:, 1:-1][batch.target_mask[:, 2:]]
        wrong = pool[torch.randint(len(pool), (count, length))]
        if self.mistakes is not None:
            choice = torch.randint(self.mistakes.shape[-1], (count, length - 1, 1))
            guess = self.mistakes[:, :-1].gather(-1, choice)[..., 0]
            wrong[:, 1:] = torch.where(guess == END, wrong[:, 1:], guess)
        shares = torch.rand(count, 1) * (2 * tokens) * (torch.rand(count, 1) < rows)
        misread = torch.rand(count, length) < shares
        misread[:, 0] = False
        return torch.where(misread, wrong, right)

    def note_mistakes(self, logits: Tensor) -> None:
        """Keep the likeliest wrong tokens."""
        wanted = self.batch.target[:, 1:, None]
        self.mistakes = logits.detach().scatter(-1, wanted, -math.inf).topk(3).indices


def take_step(
    network: Network,
    lesson: Lesson,
    stump: Batch | None,
    optimizer: torch.optim.Optimizer,
    epoch: int,
    plan: Plan,
) -> float:
    """Take one step; return its loss, mostly the mean surprise of a target token in nats."""
    network.train()
    optimizer.zero_grad(set_to_none=True)
    batch = lesson.batch
    inputs = lesson.inputs(plan.misread_tokens, misread_rows(epoch, plan))
    logits = network(batch.source, batch.source_mask, inputs)
    lesson.note_mistakes(logits)
    wanted, inside = batch.target_mask[:, 1:], batch.target_mask[:, 2:]
    loss = functional.cross_entropy(logits[wanted], batch.target[:, 1:][wanted])
    loss = loss + plan.end_weight * end_loss(logits[:, :-1][inside], plan.end_margin)
    if stump is not None:
        loss = loss + plan.stump_weight * stump_loss(network, stump, plan.stump_margin)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def follow(average: Network, network: Network, memory: float) -> None:
    """Move the average weights towards the network's."""
    for mean, weight in zip(average.parameters(), network.parameters(), strict=True):
        mean.lerp_(weight, 1 - memory)


def misread_rows(epoch: int, plan: Plan) -> float:
    """Return the share of rows with wrong decoder input, falling in the tight epochs."""
    first, last = plan.misread_rows
    progress = min(1.0, max(0.0, (epoch - plan.loose_epochs) / plan.tight_epochs))
    return first + (last - first) * progress


def stump_loss(network: Network, batch: Batch, margin: float) -> Tensor:
    """Return the loss of ending the sentence where the batch's targets break off."""
    logits = network(batch.source, batch.source_mask, batch.target)
    last = batch.target_mask.sum(1) - 1
    return end_loss(logits[torch.arange(len(last)), last], margin)


def end_loss(logits: Tensor, margin: float) -> Tensor:
    """Return how far, in nats, ending the sentence at these places is from unthinkable."""
    return functional.relu(logits.log_softmax(-1)[..., END] + margin).mean()


def rate_at(epoch: int, done: float, batches: int, plan: Plan) -> float:
    """Return the learning rate when so much of an epoch is done: a warm-up, then a cosine."""
    warm = min(1.0, ((epoch + done) * batches + 1) / plan.warmup_steps)
    progress = min(1.0, (epoch + done) / plan.planned_epochs)
    cosine = (1 + math.cos(math.pi * progress)) / 2
    return plan.rate * warm * (plan.floor + (1 - plan.floor) * cosine)


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Set the learning rate of every weight."""
    for group in optimizer.param_groups:
        group["lr"] = rate


@torch.inference_mode()
def examine(network: Network, batches: Sequence[Batch]) -> Knowledge:
    """Measure what the network knows.

    Greedy decoding gives a target exactly when each of its tokens is the likeliest after the
    true ones before it, so no decoding loop is needed here.
    """
    network.eval()
    exact, total, least = 0, 0, 1.0
    for batch in batches:
        logits = network(batch.source, batch.source_mask, batch.target[:, :-1])
        wanted, ignored = batch.target[:, 1:], ~batch.target_mask[:, 1:]
        exact += int(((logits.argmax(-1) == wanted) | ignored).all(1).sum())
        total += len(wanted)
        chances = logits.log_softmax(-1).gather(-1, wanted[..., None])[..., 0]
        least = min(least, chances.masked_fill(ignored, 0).sum(1).min().exp().item())
    return Knowledge(exact, total, least)


def rounded(network: Network) -> Network:
    """Return a copy with weights rounded to float16, as the package stores them."""
    return copy.deepcopy(network).half().float()
