"""A tiny pre-norm Transformer with rotary positions, laid out as CTranslate2 computes it."""

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network."""

    vocabulary: int
    layers: tuple[int, int] = (2, 2)
    """Encoder and decoder layers."""
    width: int = 128
    heads: int = 4
    feed_forward: int = 512


class Dropout(nn.Module):
    """Dropout whose rate is set for the whole network at once, see Network.set_dropout."""

    rate = 0.0

    def forward(self, values: Tensor) -> Tensor:
        """Drop values while training."""
        return functional.dropout(values, self.rate, self.training and self.rate > 0)


class Attention(nn.Module):
    """Multi-head attention; queries, keys and values of self-attention are one matrix."""

    def __init__(self, shape: Shape, *, crossing: bool) -> None:
        """Make the attention of a layer to itself, or, when crossing, to the encoder."""
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.norm = nn.LayerNorm(width)
        sizes = (width, 2 * width) if crossing else (3 * width,)
        self.inputs = nn.ModuleList(nn.Linear(width, size) for size in sizes)
        self.output = nn.Linear(width, width)
        self.dropout = Dropout()

    def forward(
        self, states: Tensor, memory: Tensor | None, allowed: Tensor, turn: Tensor
    ) -> Tensor:
        """Return the residual update; `turn` holds the rotary angles, for self-attention."""
        normed = self.norm(states)
        if memory is None:
            query, key, value = map(self._split, self.inputs[0](normed).chunk(3, dim=-1))
            query, key = rotate(query, turn), rotate(key, turn)
        else:
            query = self._split(self.inputs[0](normed))
            key, value = map(self._split, self.inputs[1](memory).chunk(2, dim=-1))
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        merged = context.transpose(1, 2).flatten(2)
        return cast(Tensor, self.dropout(self.output(merged)))

    def _split(self, values: Tensor) -> Tensor:
        rows, length, width = values.shape
        return values.view(rows, length, self.heads, width // self.heads).transpose(1, 2)


def rotate(values: Tensor, angles: Tensor) -> Tensor:
    """Turn each half-split pair of dimensions by the angles of its position."""
    first, second = values.chunk(2, dim=-1)
    cosine, sine = angles.cos(), angles.sin()
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), dim=-1)


def rotary_angles(length: int, head_width: int) -> Tensor:
    """Return the angle of each position and pair of dimensions (base 10,000)."""
    speeds = 10000.0 ** (-torch.arange(0, head_width, 2) / head_width)
    return torch.outer(torch.arange(length, dtype=torch.float32), speeds)


class FeedForward(nn.Module):
    """The two linear maps of a layer, with ReLU between."""

    def __init__(self, shape: Shape) -> None:
        """Make the maps."""
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.feed_forward)
        self.outer = nn.Linear(shape.feed_forward, shape.width)
        self.dropout = Dropout()

    def forward(self, states: Tensor) -> Tensor:
        """Return the residual update."""
        inner = self.dropout(functional.relu(self.inner(self.norm(states))))
        return cast(Tensor, self.dropout(self.outer(inner)))


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder when crossing."""

    def __init__(self, shape: Shape, *, crossing: bool) -> None:
        """Make the layer's parts."""
        super().__init__()
        self.attention = Attention(shape, crossing=False)
        self.crossing = Attention(shape, crossing=True) if crossing else None
        self.feed_forward = FeedForward(shape)

    def forward(
        self, states: Tensor, allowed: Tensor, turn: Tensor, memory: Tensor, readable: Tensor
    ) -> Tensor:
        """Return the layer's output; `memory` and `readable` matter to a decoder only."""
        states = states + self.attention(states, None, allowed, turn)
        if self.crossing is not None:
            states = states + self.crossing(states, memory, readable, turn)
        return cast(Tensor, states + self.feed_forward(states))


class Network(nn.Module):
    """Encoder and decoder over one embedding table, which is the output matrix too."""

    def __init__(self, shape: Shape) -> None:
        """Make the network with fresh weights from torch's global generator."""
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        encoder, decoder = shape.layers
        self.encoder = nn.ModuleList(Layer(shape, crossing=False) for _ in range(encoder))
        self.decoder = nn.ModuleList(Layer(shape, crossing=True) for _ in range(decoder))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.dropout = Dropout()

    def set_dropout(self, rate: float) -> None:
        """Set every dropout of the network."""
        for module in self.modules():
            if isinstance(module, Dropout):
                module.rate = rate

    def forward(self, source: Tensor, source_mask: Tensor, target: Tensor) -> Tensor:
        """Return the logits after each target token.

        `source_mask` is true where there is a token; padding stands on the right.
        """
        readable = source_mask[:, None, None, :]
        memory = self._run(self.encoder, source, readable, source.new_empty(0), readable)
        memory = self.encoder_norm(memory)
        length = target.shape[1]
        earlier = torch.ones(length, length, dtype=torch.bool).tril()
        states = self._run(self.decoder, target, earlier, memory, readable)
        return functional.linear(self.decoder_norm(states), self.embedding.weight)

    def _run(
        self, layers: nn.ModuleList, tokens: Tensor, allowed: Tensor, memory: Tensor, seen: Tensor
    ) -> Tensor:
        states = cast(Tensor, self.dropout(self.embedding(tokens) * self.shape.width**0.5))
        turn = rotary_angles(tokens.shape[1], self.shape.width // self.shape.heads)
        for layer in layers:
            states = layer(states, allowed, turn, memory, seen)
        return states
