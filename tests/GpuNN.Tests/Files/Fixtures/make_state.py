"""Writes state.safetensors: the state_dicts of four small PyTorch models, each with an input and the output that PyTorch
computes in prediction. Put together byte by byte after the format's description, independently of our writer."""
import json
import pathlib
import struct

import torch
from torch import nn

torch.manual_seed(1)
models = {
    "cnn": (nn.Sequential(nn.Conv2d(2, 3, 3, stride=2, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.Flatten(), nn.Linear(36, 4)), torch.randn(2, 2, 7, 5)),
    "lstm": (nn.LSTM(3, 4, num_layers=2, bidirectional=True), torch.randn(5, 2, 3)),
    "gru": (nn.GRU(3, 4), torch.randn(5, 2, 3)),
    "encoder": (nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True), torch.randn(2, 5, 8)),
}

tensors = {}
for name, (model, example) in models.items():
    if name == "cnn":
        model(torch.randn(8, 2, 7, 5))  # Moves the running statistics away from 0 and 1.
    model.eval()
    with torch.no_grad():
        result = model(example)
    for key, value in model.state_dict().items():
        tensors[f"{name}.{key}"] = value
    tensors[f"{name}/input"] = example
    tensors[f"{name}/output"] = result[0] if isinstance(result, tuple) else result

kinds = {torch.float32: "F32", torch.int64: "I64"}
header, data = {"__metadata__": {"format": "pt"}}, b""
for name, tensor in tensors.items():
    raw = tensor.contiguous().numpy().tobytes()
    header[name] = {"dtype": kinds[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
(pathlib.Path(__file__).parent / "state.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
