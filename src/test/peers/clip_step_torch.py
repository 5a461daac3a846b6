"""The CLIP training step that `jobs/unclip bench clip-step` is measured against, in PyTorch on one CPU thread (CPU time of the
whole process).

    apt-get install -y python3-torch libopenblas0-pthread
    OMP_NUM_THREADS=1 /usr/bin/python3 src/test/peers/clip_step_torch.py [--batch 64] [--steps 50]

The CLIP of reference.conf (911 thousand parameters) on one of its micro-batches: 32x32 RGB through 3x3 convolutions of
32, 64, 128 and 128 channels, each behind the other with GroupNorm and SiLU, to 64 values; 16 tokens of a vocabulary of
1024 through a causal Transformer of width 128, 2 layers, 4 heads, to 64 values; learned temperature, contrastive loss,
Adam. Prints CPU milliseconds per training step and per forward pass, medians.
"""
import argparse
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Layer(nn.Module):
    """A pre-norm Transformer block with QuickGELU; a mask is added to the attention scores."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        b, n, c = x.shape
        q, k, v = [t.view(b, n, self.heads, -1).transpose(1, 2) for t in self.qkv(self.norm1(x)).chunk(3, -1)]
        weights = (q @ k.transpose(-1, -2) / (c // self.heads) ** 0.5 + mask).softmax(-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(b, n, c))
        h = self.fc1(self.norm2(x))
        return x + self.fc2(h * torch.sigmoid(1.702 * h))


def causal_mask(length):
    return torch.full((length, length), float("-inf")).triu(1)


class Vision(nn.Module):
    def __init__(self, channels=(32, 64, 128, 128), side=32, out=64):
        super().__init__()
        layers, width = [], 3
        for i, c in enumerate(channels):
            stride = 2 if i < len(channels) - 1 else 1
            layers += [nn.Conv2d(width, c, 3, stride=stride, padding=1), nn.GroupNorm(min(32, c // 4), c), nn.SiLU()]
            width, side = c, side // stride
        self.layers, self.proj = nn.Sequential(*layers), nn.Linear(side * side * width, out)

    def forward(self, x):
        return F.normalize(self.proj(self.layers(x).flatten(1)), dim=-1)


class Text(nn.Module):
    def __init__(self, vocabulary=1024, context=16, width=128, layers=2, heads=4, out=64):
        super().__init__()
        self.token, self.position = nn.Embedding(vocabulary, width), nn.Parameter(torch.randn(context, width) * 0.01)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.norm, self.proj = nn.LayerNorm(width), nn.Linear(width, out, bias=False)
        self.register_buffer("mask", causal_mask(context))

    def forward(self, tokens):
        x = self.token(tokens) + self.position
        for layer in self.layers:
            x = layer(x, self.mask)
        ends = self.norm(x)[torch.arange(len(x)), tokens.argmax(-1)]
        return F.normalize(self.proj(ends), dim=-1)


class Clip(nn.Module):
    def __init__(self):
        super().__init__()
        self.vision, self.text, self.scale = Vision(), Text(), nn.Parameter(torch.tensor(2.659))

    def forward(self, pictures, tokens):
        return self.scale.exp().clamp(max=100) * self.vision(pictures) @ self.text(tokens).T


def median_ms(run, steps):
    for _ in range(5):
        run()
    times = []
    for _ in range(steps):
        start = time.process_time()
        run()
        times.append((time.process_time() - start) * 1e3)
    return statistics.median(times)


def report(net, loss, inputs, steps):
    """Prints the figures of a network trained with Adam on the loss of its output for the inputs."""
    adam = torch.optim.Adam(net.parameters(), 1e-3)

    def train():
        adam.zero_grad()
        loss(net(*inputs)).backward()
        adam.step()

    def forward():
        with torch.no_grad():
            net(*inputs)

    print(f"parameters {sum(p.numel() for p in net.parameters())}")
    print(f"train_step_cpu_ms {median_ms(train, steps):.1f}")
    print(f"forward_cpu_ms {median_ms(forward, steps):.1f}")


def arguments(batch):
    args = argparse.ArgumentParser()
    args.add_argument("--batch", type=int, default=batch)
    args.add_argument("--steps", type=int, default=50)
    torch.set_num_threads(1)
    torch.manual_seed(0)
    return args.parse_args()


def main():
    a = arguments(batch=64)
    partners = torch.arange(a.batch)

    def contrastive(logits):
        return (F.cross_entropy(logits, partners) + F.cross_entropy(logits.T, partners)) / 2

    report(Clip(), contrastive, (torch.randn(a.batch, 3, 32, 32), torch.randint(1024, (a.batch, 16))), a.steps)


if __name__ == "__main__":
    main()
