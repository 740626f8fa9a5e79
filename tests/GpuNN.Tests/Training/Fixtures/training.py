"""Writes training.csv: the losses of ten training steps of five small models, for every optimiser, by PyTorch 1.13.

Run it here: PYTHONPATH=../../Optimizers/Fixtures python3 training.py. Nothing is stored but the losses: weights and inputs
are made from names by `numbers`, which the test repeats. Every line is model,optimiser,precision,loss after each of ten
steps. The learning rates are those of optimizers.py times RATES.
"""
import math
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from optimizers import OPTIMIZERS, write

STEPS = 10
RATES = {"Mlp": 0.2, "LeNet": 0.02, "GruLanguageModel": 0.3, "Gcn": 0.5, "Transformer": 0.2}


def numbers(name, count):
    """`count` numbers in [-1, 1) that depend on the name alone: FNV-1a, then a mixing of the index."""
    seed = 2166136261
    for byte in name.encode():
        seed = (seed ^ byte) * 16777619 % 2**32
    x = (seed + np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B9)) % np.uint64(2**32)
    for shift, factor in ((16, 0x21F0AAAD), (15, 0x735A2D97)):
        x = ((x ^ (x >> np.uint64(shift))) * np.uint64(factor)) % np.uint64(2**32)
    x ^= x >> np.uint64(15)
    return x.astype(np.float64) / 2.0**31 - 1


def tensor(name, *shape):
    return torch.tensor(numbers(name, math.prod(shape)).astype(np.float32).reshape(shape))


def integers(name, bound, *shape):
    values = np.floor((numbers(name, math.prod(shape)) + 1) / 2 * bound).astype(np.int64)
    return torch.tensor(values.reshape(shape))


def initialise(model):
    for name, parameter in model.named_parameters():
        values = numbers(name, parameter.numel())
        if "norm" in name and name.endswith("weight"):
            values = 1 + 0.1 * values
        elif parameter.dim() == 1:
            values = 0.1 * values
        else:
            values = values / math.sqrt(parameter.numel() // parameter.shape[0])
        with torch.no_grad():
            parameter.copy_(torch.tensor(values.astype(np.float32).reshape(parameter.shape)))
    return model


class Mlp(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 5))

    def loss(self, step, dtype):
        return F.cross_entropy(self(tensor(f"x{step % 3}", 8, 20).to(dtype)), integers(f"y{step % 3}", 5, 8))


class LeNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))

    def loss(self, step, dtype):
        return F.cross_entropy(self(tensor(f"x{step % 3}", 4, 1, 32, 32).to(dtype)), integers(f"y{step % 3}", 10, 4))


class GruLanguageModel(nn.Module):
    """Adjacent batches: the state goes on from batch to batch, detached."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 8)
        self.gru = nn.GRU(8, 12, 2)
        self.output = nn.Linear(12, 11)
        self.state = None

    def loss(self, step, dtype):
        tokens = integers("text", 11, 3, 7 * STEPS + 1)[:, 7 * step:7 * step + 8]
        features, state = self.gru(self.embedding(tokens[:, :-1].T), self.state)
        self.state = state.detach()
        return F.cross_entropy(self.output(features).reshape(-1, 11), tokens[:, 1:].T.reshape(-1))


EDGES = [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6), (6, 7), (7, 8), (8, 9), (7, 9), (2, 9)]


class GraphConvolution(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, inputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, adjacency, x):
        return adjacency @ x @ self.weight.T + self.bias


class Gcn(nn.Module):
    """Two graph convolutions; only the first six of eleven nodes, of which the last has no edge, have a label."""

    def __init__(self):
        super().__init__()
        self.first = GraphConvolution(6, 8)
        self.second = GraphConvolution(8, 3)

    def loss(self, step, dtype):
        a = torch.eye(11, dtype=torch.float64)
        for s, t in EDGES:
            a[s, t] = a[t, s] = 1
        d = a.sum(1).rsqrt()
        a = (d[:, None] * a * d).to(dtype)
        x = torch.relu(self.first(a, tensor("nodes", 11, 6).to(dtype)))
        labels = integers("labels", 3, 11)
        labels[6:] = -100
        return F.cross_entropy(self.second(a, x), labels)


class Transformer(nn.Module):
    """A causal language model of two encoder layers."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(9, 8)
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(8, 2, 16, dropout=0, activation="gelu", batch_first=True), 2)
        self.output = nn.Linear(8, 9)

    def loss(self, step, dtype):
        tokens = integers(f"x{step % 3}", 9, 2, 7)
        position = np.arange(6)[:, None] / 10000 ** (np.arange(0, 8, 2)[None] / 8)
        table = torch.tensor(np.stack([np.sin(position), np.cos(position)], 2).reshape(6, 8).astype(np.float32)).to(dtype)
        mask = torch.triu(torch.full((6, 6), -math.inf, dtype=dtype), 1)
        features = self.encoder(self.embedding(tokens[:, :-1]) + table, mask)
        return F.cross_entropy(self.output(features).reshape(-1, 9), tokens[:, 1:].reshape(-1))


def rows():
    for model_type in (Mlp, LeNet, GruLanguageModel, Gcn, Transformer):
        for name, make in OPTIMIZERS.items():
            for dtype in (torch.float32, torch.float64):
                model = initialise(model_type()).to(dtype)
                optimizer = make(list(model.parameters()))
                for group in optimizer.param_groups:
                    group["lr"] *= RATES[model_type.__name__]
                losses = []
                for step in range(STEPS):
                    optimizer.zero_grad()
                    loss = model.loss(step, dtype)
                    loss.backward()
                    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                    optimizer.step()
                    losses.append(loss.item())
                yield [model_type.__name__, name, str(dtype).split(".")[1]] + losses


if __name__ == "__main__":
    torch.manual_seed(0)
    torch.set_num_threads(1)
    write("training.csv", rows())
