"""Writes structured.json: small inputs, results and gradients of convolution, pooling, normalisation, recurrent, attention
and embedding operators as PyTorch 1.13 computes them in float64. The gradient is that of half the sum of the squared
floating-point results. Run beside the data: python3 structured.py"""
import json
import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(5)
cases = []


def numbers(*shape, low=-16, high=17):
    """Multiples of 1/8, which are short to write and exact."""
    return (torch.randint(low, high, shape).double() / 8)


def case(name, run, **inputs):
    leaves = {}
    for key, value in inputs.items():
        leaves[key] = value.clone().requires_grad_() if value.is_floating_point() and not key.startswith("const") else value
    results = run(**leaves)
    results = [r for r in (results if isinstance(results, (tuple, list)) else [results])]
    loss = sum((r * r).sum() / 2 for r in results if r.is_floating_point() and r.requires_grad)
    loss.backward()

    def pack(t):
        flat = t.detach().reshape(-1).tolist()
        values = [int(v) if float(v) == int(v) else float("%.11g" % v) for v in flat]
        return {"shape": list(t.shape), "float": t.is_floating_point(), "data": values}

    cases.append({
        "name": name,
        "inputs": {k: pack(v) for k, v in leaves.items()},
        "results": [pack(r) for r in results],
        "gradients": {k: pack(v.grad) for k, v in leaves.items() if v.requires_grad and v.grad is not None},
    })


case("conv1d", lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=3, dilation=2, groups=2),
     x=numbers(2, 4, 9), w=numbers(6, 2, 3), b=numbers(6))
case("conv2d", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2),
     x=numbers(2, 4, 5, 6), w=numbers(4, 2, 3, 2), b=numbers(4))
case("conv2d same", lambda x, w: F.conv2d(x, w, padding="same", dilation=(1, 2)), x=numbers(1, 2, 4, 5), w=numbers(2, 2, 2, 4))
case("conv3d", lambda x, w: F.conv3d(x, w, stride=(1, 2, 1), padding=(0, 1, 1), dilation=(2, 1, 1)),
     x=numbers(1, 2, 4, 3, 4), w=numbers(2, 2, 2, 2, 3))
case("conv_transpose1d", lambda x, w, b: F.conv_transpose1d(x, w, b, stride=3, padding=1, output_padding=2, dilation=2, groups=2),
     x=numbers(2, 4, 4), w=numbers(4, 1, 3), b=numbers(2))
case("conv_transpose2d", lambda x, w: F.conv_transpose2d(x, w, stride=(2, 3), padding=(1, 0), output_padding=(1, 2), dilation=(2, 1)),
     x=numbers(2, 3, 3, 2), w=numbers(3, 2, 2, 3))
case("conv_transpose2d output padding below dilation", lambda x, w: F.conv_transpose2d(x, w, output_padding=1, dilation=2),
     x=numbers(1, 1, 2, 3), w=numbers(1, 2, 2, 2))
case("conv_transpose3d", lambda x, w: F.conv_transpose3d(x, w, stride=(1, 2, 2), output_padding=(0, 1, 0)),
     x=numbers(1, 2, 2, 2, 2), w=numbers(2, 1, 2, 2, 1))

distinct = lambda *shape: (torch.randperm(torch.Size(shape).numel()).double() / 8).reshape(shape)
case("max_pool2d", lambda x: F.max_pool2d(x, (3, 2), (2, 3), (1, 0), (1, 2), ceil_mode=True, return_indices=True), x=distinct(2, 2, 6, 8))
case("max_pool2d ceil with padding", lambda x: F.max_pool2d(x, 2, 2, 1, ceil_mode=True, return_indices=True), x=distinct(1, 1, 5, 7))
case("max_unpool2d", lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2), x=distinct(1, 2, 4, 6))
case("avg_pool2d", lambda x: F.avg_pool2d(x, (3, 2), (2, 3), (1, 1), ceil_mode=True), x=numbers(1, 2, 6, 7))
case("avg_pool2d without padding", lambda x: F.avg_pool2d(x, (3, 4), (2, 3), (1, 2), ceil_mode=True, count_include_pad=False), x=numbers(1, 2, 6, 7))
case("avg_pool1d", lambda x: F.avg_pool1d(x, 3, 2, 1, ceil_mode=True), x=numbers(2, 2, 8))
case("avg_pool3d", lambda x: F.avg_pool3d(x, 2, (1, 2, 1), 1, divisor_override=3), x=numbers(1, 1, 3, 4, 3))
case("lp_pool2d", lambda x: F.lp_pool2d(x, 3.0, (2, 3), 2, ceil_mode=True), x=numbers(1, 2, 5, 6, low=1))
case("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, (3, 4)), x=numbers(1, 2, 7, 6))
case("adaptive_max_pool2d", lambda x: F.adaptive_max_pool2d(x, (3, 4), return_indices=True), x=distinct(1, 2, 7, 6))
case("bilinear", lambda x: F.interpolate(x, (7, 5), mode="bilinear", align_corners=False), x=numbers(1, 2, 3, 4))
case("bilinear aligned", lambda x: F.interpolate(x, (7, 5), mode="bilinear", align_corners=True), x=numbers(1, 2, 3, 4))
case("bilinear smaller", lambda x: F.interpolate(x, (2, 3), mode="bilinear", align_corners=False), x=numbers(1, 2, 5, 7))
case("nearest", lambda x: F.interpolate(x, (7, 5), mode="nearest"), x=numbers(1, 2, 3, 4))


def batch_norm(x, w, b, const_mean, const_variance):
    mean, variance = const_mean.clone(), const_variance.clone()
    return F.batch_norm(x, mean, variance, w, b, training=True, momentum=0.3), mean, variance


def instance_norm(x, const_mean, const_variance):
    mean, variance = const_mean.clone(), const_variance.clone()
    return F.instance_norm(x, mean, variance, use_input_stats=True, momentum=0.3), mean, variance


positive = lambda *shape: numbers(*shape, low=1)
case("batch_norm", batch_norm, x=numbers(3, 2, 4), w=numbers(2), b=numbers(2), const_mean=numbers(2), const_variance=positive(2))
case("batch_norm prediction", lambda x, w, b, const_mean, const_variance: F.batch_norm(x, const_mean, const_variance, w, b),
     x=numbers(3, 2, 4), w=numbers(2), b=numbers(2), const_mean=numbers(2), const_variance=positive(2))
case("instance_norm", instance_norm, x=numbers(3, 2, 4), const_mean=numbers(2), const_variance=positive(2))
case("layer_norm", lambda x, w, b: F.layer_norm(x, (2, 4), w, b), x=numbers(3, 2, 4), w=numbers(2, 4), b=numbers(2, 4))
case("group_norm", lambda x, w, b: F.group_norm(x, 2, w, b), x=numbers(2, 6, 3), w=numbers(6), b=numbers(6))
case("local_response_norm", lambda x: F.local_response_norm(x, 4, alpha=0.5, beta=0.6, k=2.0), x=numbers(1, 6, 3))
case("softmax", lambda x: F.softmax(x, 1), x=numbers(2, 3, 4))
case("log_softmax", lambda x: F.log_softmax(x, 1), x=numbers(2, 3, 4))


def recurrent(kind, layers, directions, inputs, hidden, **options):
    network = kind(inputs, hidden, layers, bidirectional=directions == 2, **options).double()
    weights = {}
    for key, value in network.named_parameters():
        weights[key] = numbers(*value.shape, low=-6, high=7)
    return network, weights


def run_recurrent(network, x, lengths, states, weights):
    packed = pack_padded_sequence(x, lengths, enforce_sorted=False)
    network._flat_weights = [weights[key] for key in network._flat_weights_names]
    output, last = network(packed, states)
    output, _ = pad_packed_sequence(output, total_length=x.shape[0])
    return (output, *last) if isinstance(last, tuple) else (output, last)


for name, kind, options in [("lstm", torch.nn.LSTM, {}), ("gru", torch.nn.GRU, {}), ("rnn relu", torch.nn.RNN, {"nonlinearity": "relu"})]:
    network, weights = recurrent(kind, 2, 2, 2, 2, **options)
    lengths = torch.tensor([4, 2, 3])
    states = {"h": numbers(4, 3, 2)} if name != "lstm" else {"h": numbers(4, 3, 2), "c": numbers(4, 3, 2)}

    def run(x, lengths, h, c=None, network=network, **weights):
        return run_recurrent(network, x, lengths, h if c is None else (h, c), weights)

    case(name, run, x=numbers(4, 3, 2), lengths=lengths, **states, **weights)

case("attention", lambda q, k, v, mask: F._scaled_dot_product_attention(q, k, v, mask)[0],
     q=numbers(2, 3, 4), k=numbers(2, 5, 4), v=numbers(2, 5, 3), mask=numbers(2, 3, 5))
case("attention causal", lambda q, k, v: F._scaled_dot_product_attention(q, k, v, is_causal=True)[0],
     q=numbers(2, 4, 4), k=numbers(2, 4, 4), v=numbers(2, 4, 3))
case("embedding", lambda w, indices: F.embedding(indices, w, padding_idx=1), w=numbers(4, 3), indices=torch.tensor([[0, 1, 3], [3, 1, 3]]))
for mode in ("sum", "mean", "max"):
    case(f"embedding_bag {mode}", lambda w, indices, offsets, mode=mode: F.embedding_bag(indices, w, offsets, mode=mode),
         w=distinct(5, 3), indices=torch.tensor([0, 4, 4, 2, 1, 0]), offsets=torch.tensor([0, 3, 3]))



def module(name, network, run, **inputs):
    """A whole module: its parameters are inputs of the case, under their names."""
    network = network.double()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(numbers(*parameter.shape, low=-6, high=7))
    weights = {key: value.detach().clone() for key, value in network.named_parameters()}

    def call(**arguments):
        tensors = {key: arguments.pop(key) for key in weights}
        return torch.nn.utils.stateless.functional_call(network, tensors, tuple(run(arguments)[0]), run(arguments)[1])

    case(name, call, **inputs, **weights)


padding = torch.tensor([[0, 0, 1], [0, 0, 0]], dtype=torch.bool)
for norm_first, activation in ((False, "relu"), (True, "gelu")):
    suffix = "first" if norm_first else "last"
    options = dict(d_model=4, nhead=2, dim_feedforward=5, dropout=0.0, activation=activation, batch_first=True, norm_first=norm_first)
    module(f"encoder layer, norm {suffix}", torch.nn.TransformerEncoderLayer(**options),
           lambda a: ((a["x"],), dict(src_key_padding_mask=padding)), x=numbers(2, 3, 4))
    causal = torch.triu(torch.ones(3, 3, dtype=torch.bool), 1)
    module(f"decoder layer, norm {suffix}", torch.nn.TransformerDecoderLayer(**options),
           lambda a: ((a["x"], a["memory"]), dict(tgt_mask=causal, memory_key_padding_mask=torch.tensor([[0, 0, 0, 1], [0, 1, 0, 0]], dtype=torch.bool))),
           x=numbers(2, 3, 4), memory=numbers(2, 4, 4))

with open("structured.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
print(len(cases), "cases")
