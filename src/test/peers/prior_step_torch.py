"""The prior's training step that `jobs/unclip bench prior` is measured against, in PyTorch on one CPU thread (CPU time of
the whole process).

    OMP_NUM_THREADS=1 /usr/bin/python3 src/test/peers/prior_step_torch.py [--batch 32] [--steps 50]

The prior of reference.conf (666 thousand parameters) on one of its micro-batches: a causal Transformer of width 128,
3 layers, 4 heads over 16 encoded text tokens, text embedding, timestep, noised image embedding (64 values each) and a
learned query, from which it predicts the image embedding; dropped text is replaced by learned tokens. Mean squared
error, Adam. Prints CPU milliseconds per training step and per forward pass, medians.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from clip_step_torch import Layer, arguments, causal_mask, report


class Prior(nn.Module):
    def __init__(self, width=128, layers=3, heads=4, embedding=64, context=16, text_width=128):
        super().__init__()
        self.tokens, self.null_tokens = nn.Linear(text_width, width), nn.Parameter(torch.randn(context, width) * 0.02)
        self.text, self.null_text = nn.Linear(embedding, width), nn.Parameter(torch.randn(width) * 0.02)
        self.image, self.query = nn.Linear(embedding, width), nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.time1, self.time2 = nn.Linear(width // 2, width), nn.Linear(width, width)
        self.position = nn.Parameter(torch.randn(context + 4, width) * 0.02)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.norm, self.out = nn.LayerNorm(width), nn.Linear(width, embedding)
        self.register_buffer("mask", causal_mask(context + 4))
        self.register_buffer("rates", torch.exp(-math.log(10_000) / (width // 4) * torch.arange(width // 4)))

    def forward(self, x, t, text, tokens, dropped):
        waves = t * self.rates
        time = self.time2(F.silu(self.time1(torch.cat([waves.cos(), waves.sin()], -1))))
        known = self.tokens(tokens) + dropped[:, :, None] * self.null_tokens
        vectors = [self.text(text) + dropped * self.null_text, time, self.image(x)]
        h = torch.cat([known, *(v[:, None] for v in vectors), self.query.expand(len(x), -1, -1)], 1) + self.position
        for layer in self.layers:
            h = layer(h, self.mask)
        return self.out(self.norm(h[:, -1]))


def main():
    a = arguments(batch=32)
    target = torch.randn(a.batch, 64)
    dropped = (torch.rand(a.batch, 1) < 0.1).float()
    kept = 1 - dropped
    inputs = (
        torch.randn(a.batch, 64),
        torch.randint(1000, (a.batch, 1)).float(),
        torch.randn(a.batch, 64) * kept,
        torch.randn(a.batch, 16, 128) * kept[:, :, None],
        dropped,
    )
    report(Prior(), lambda output: F.mse_loss(output, target), inputs, a.steps)


if __name__ == "__main__":
    main()
