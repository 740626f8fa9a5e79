"""PyTorch and SciPy as the other side of a comparison.

Usage: peer.py THREADS [DEVICE]; DEVICE is cpu or one of CUDA's. Reads one JSON request a line from stdin, answers one JSON line on stdout:
  load      {case, inputs, cold}     builds the case from raw files and makes its first call; a case with "graph" is then
                                     captured; cold overwrites the second-level cache before every timed call
  outputs   {folder}                 what that first call returned, as raw float32 files
  warm_up   {calls, seconds, limit}  calls until both are reached, or the limit in seconds
  turn      {seconds}                calls for so long, at least once; the seconds of each sample
  release                            forgets the case
An answer with "error" says why a request failed. Times are taken here, so the pipe costs nothing; on a GPU they are those
of its own events.
"""
import gc
import json
import math
import os
import sys
import time
import warnings

import numpy as np

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = None
try:
    import scipy
    import scipy.sparse
except ImportError:
    scipy = None

DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cpu"
ON_GPU = DEVICE != "cpu"
SHORTEST_SAMPLE = 1e-3 if ON_GPU else 20e-6
FLUSHED_BYTES = 256 << 20
CASES = {}


def case(*families):
    def register(build):
        for family in families:
            CASES[family] = build
        return build
    return register


# Every builder takes the case and its inputs, a dictionary of arrays, and returns the call to time.
# The call returns a dictionary of named results, or one tensor where a dictionary would cost time that counts.

@case("gemm", "gemm-skinny", "gemm-transposed", "gemv")
def gemm(c, x):
    trans = c.get("trans", "NN")
    a = x["a"].t() if trans[0] == "T" else x["a"]
    b = x["b"].t() if trans[1] == "T" else x["b"]
    return lambda: {"c": a @ b}


@case("gemm-batched")
def gemm_batched(c, x):
    return lambda: {"c": torch.bmm(x["a"], x["b"])}


def pair(c, name, default, rank=2):
    return [c.get(name, default)] * rank


@case("conv-forward")
def conv_forward(c, x):
    settings = dict(stride=c.get("stride", 1), padding=c.get("padding", 0), dilation=c.get("dilation", 1),
                    groups=c.get("groups", 1))
    return lambda: {"y": F.conv2d(x["x"], x["w"], None, **settings)}


@case("conv3d-forward")
def conv3d_forward(c, x):
    return lambda: {"y": F.conv3d(x["x"], x["w"], None, stride=c.get("stride", 1), padding=c.get("padding", 0))}


@case("conv-transposed-forward")
def conv_transposed_forward(c, x):
    return lambda: {"y": F.conv_transpose2d(x["x"], x["w"], None, stride=c.get("stride", 1), padding=c.get("padding", 0))}


def conv_backward(c, x, mask):
    return torch.ops.aten.convolution_backward(
        x["dy"], x["x"], x["w"], None, pair(c, "stride", 1), pair(c, "padding", 0), pair(c, "dilation", 1),
        False, [0, 0], c.get("groups", 1), mask)


@case("conv-backward-data")
def conv_backward_data(c, x):
    return lambda: {"dx": conv_backward(c, x, [True, False, False])[0]}


@case("conv-backward-weight")
def conv_backward_weight(c, x):
    return lambda: {"dw": conv_backward(c, x, [False, True, False])[1]}


@case("maxpool-forward")
def maxpool_forward(c, x):
    k, s, p = c["kernel"], c["stride"], c.get("padding", 0)
    return lambda: {"y": F.max_pool2d_with_indices(x["x"], k, s, p)[0]}


@case("maxpool-backward")
def maxpool_backward(c, x):
    k, s, p = pair(c, "kernel", 1), pair(c, "stride", 1), pair(c, "padding", 0)
    _, indices = F.max_pool2d_with_indices(x["x"], k, s, p)
    return lambda: {"dx": torch.ops.aten.max_pool2d_with_indices_backward(x["dy"], x["x"], k, s, p, [1, 1], False, indices)}


@case("avgpool-forward")
def avgpool_forward(c, x):
    k, s, p = c["kernel"], c["stride"], c.get("padding", 0)
    return lambda: {"y": F.avg_pool2d(x["x"], k, s, p)}


@case("avgpool-backward")
def avgpool_backward(c, x):
    k, s, p = pair(c, "kernel", 1), pair(c, "stride", 1), pair(c, "padding", 0)
    return lambda: {"dx": torch.ops.aten.avg_pool2d_backward(x["dy"], x["x"], k, s, p, False, True, None)}


@case("globalavgpool-forward")
def globalavgpool_forward(c, x):
    return lambda: {"y": F.adaptive_avg_pool2d(x["x"], 1)}


@case("batchnorm-train-forward")
def batchnorm_train_forward(c, x):
    mean, variance = torch.zeros(c["c"]), torch.ones(c["c"])
    return lambda: {"y": F.batch_norm(x["x"], mean, variance, x["gamma"], x["beta"], True, 0.1, 1e-5)}


@case("batchnorm-train-backward")
def batchnorm_train_backward(c, x):
    mean, variance = torch.zeros(c["c"]), torch.ones(c["c"])
    _, saved_mean, saved_scale = torch.native_batch_norm(x["x"], x["gamma"], x["beta"], mean, variance, True, 0.1, 1e-5)

    def run():
        dx, dgamma, dbeta = torch.ops.aten.native_batch_norm_backward(
            x["dy"], x["x"], x["gamma"], mean, variance, saved_mean, saved_scale, True, 1e-5, [True, True, True])
        return {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}
    return run


@case("batchnorm-inference")
def batchnorm_inference(c, x):
    return lambda: {"y": F.batch_norm(x["x"], x["mean"], x["variance"], x["gamma"], x["beta"], False, 0.1, 1e-5)}


@case("layernorm-forward")
def layernorm_forward(c, x):
    return lambda: {"y": F.layer_norm(x["x"], [c["cols"]], x["gamma"], x["beta"], 1e-5)}


@case("softmax-forward")
def softmax_forward(c, x):
    return lambda: {"y": torch.softmax(x["x"], 1)}


@case("cross-entropy-train")
def cross_entropy_train(c, x):
    logits, labels = x["x"].requires_grad_(), x["labels"].long()

    def run():
        with torch.enable_grad():
            loss = F.cross_entropy(logits, labels)
            dx, = torch.autograd.grad(loss, logits)
        return {"loss": loss, "dx": dx}
    return run


@case("elementwise-exp")
def elementwise_exp(c, x):
    return lambda: {"y": torch.exp(x["x"])}


@case("elementwise-tanh")
def elementwise_tanh(c, x):
    return lambda: {"y": torch.tanh(x["x"])}


@case("elementwise-sigmoid")
def elementwise_sigmoid(c, x):
    return lambda: {"y": torch.sigmoid(x["x"])}


@case("elementwise-gelu")
def elementwise_gelu(c, x):
    return lambda: {"y": F.gelu(x["x"])}


@case("elementwise-relu")
def elementwise_relu(c, x):
    return lambda: {"y": torch.relu(x["x"])}


@case("elementwise-add", "broadcast-add", "dispatch-add")
def add(c, x):
    a, b = x["x"], x["y"]
    return lambda: a + b


@case("reduce-sum")
def reduce_sum(c, x):
    return lambda: {"y": torch.sum(x["x"], c["axis"])}


@case("transpose")
def transpose(c, x):
    return lambda: {"y": x["x"].t().contiguous()}


@case("attention-forward")
def attention_forward(c, x):
    q, k, v = x["q"], x["k"], x["v"]
    scale = 1 / math.sqrt(q.shape[-1])
    return lambda: {"y": torch.matmul(torch.softmax(torch.matmul(q * scale, k.transpose(-2, -1)), -1), v)}


def recurrent(kind, x):
    module = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](x["w_ih"].shape[1], x["w_hh"].shape[1])
    with torch.no_grad():
        for name in ("w_ih", "w_hh", "b_ih", "b_hh"):
            getattr(module, name.replace("w_", "weight_").replace("b_", "bias_") + "_l0").copy_(x[name])
    return module


@case("rnn-forward", "lstm-forward", "gru-forward")
def recurrent_forward(c, x):
    module = recurrent(c["id"].split("-")[0], x).eval()
    return lambda: {"y": module(x["x"])[0]}


@case("rnn-train", "lstm-train", "gru-train")
def recurrent_train(c, x):
    module = recurrent(c["id"].split("-")[0], x)
    data = x["x"].requires_grad_()
    wanted = [data, module.weight_ih_l0, module.weight_hh_l0, module.bias_ih_l0, module.bias_hh_l0]

    def run():
        with torch.enable_grad():
            y = module(data)[0]
            gradients = torch.autograd.grad(y, wanted, x["dy"])
        return dict(zip(("y", "dx", "dw_ih", "dw_hh", "db_ih", "db_hh"), (y, *gradients)))
    return run


def csr(c, x):
    return torch.sparse_csr_tensor(x["row_starts"].long(), x["columns"].long(), x["values"], (c["nodes"], c["nodes"]))


@case("aggregate-forward")
def aggregate_forward(c, x):
    if c["peer"] == "scipy":
        matrix = scipy.sparse.csr_matrix(
            tuple(np.asarray(x[name]) for name in ("values", "columns", "row_starts")), shape=(c["nodes"], c["nodes"]))
        features = np.asarray(x["x"])
        return lambda: {"y": matrix @ features}
    matrix, features = csr(c, x), x["x"]
    return lambda: {"y": matrix @ features}


@case("embedding-train")
def embedding_train(c, x):
    weight, tokens = x["weight"].requires_grad_(), x["tokens"].long()

    def run():
        with torch.enable_grad():
            y = F.embedding(tokens, weight)
            gradient, = torch.autograd.grad(y, weight, x["dy"])
        return {"y": y, "dweight": gradient}
    return run


@case("adam-step")
def adam_step(c, x):
    parameter = torch.nn.Parameter(x["parameter"])
    parameter.grad = x["gradient"]
    optimizer = adam([parameter], c, lr=1e-3)

    def run():
        optimizer.step()
        return {"parameter": parameter}
    return run


@case("sgd-momentum-step")
def sgd_momentum_step(c, x):
    parameter = torch.nn.Parameter(x["parameter"])
    parameter.grad = x["gradient"]
    optimizer = torch.optim.SGD([parameter], lr=1e-3, momentum=0.9)

    def run():
        optimizer.step()
        return {"parameter": parameter}
    return run


@case("dispatch-linear")
def dispatch_linear(c, x):
    a, w, b = x["x"], x["w"], x["b"]
    return lambda: F.linear(a, w, b)


def adam(parameters, c, **settings):
    """A captured step counts on the device."""
    return torch.optim.Adam(parameters, **settings, **({"capturable": True} if c.get("graph") else {}))


def training_step(forward, parameters, optimizer):
    """Forward, backward and update; returns the loss and its gradients."""
    def run():
        with torch.enable_grad():
            optimizer.zero_grad(set_to_none=True)
            loss = forward()
            loss.backward()
            optimizer.step()
        return {"loss": loss, **{name: parameter.grad for name, parameter in parameters.items()}}
    return run


def parameters_of(x, *names):
    return {name: torch.nn.Parameter(x[name]) for name in names}


@case("step-mlp")
def step_mlp(c, x):
    p = parameters_of(x, "w1", "b1", "w2", "b2")
    labels = x["labels"].long()

    def forward():
        hidden = torch.relu(F.linear(x["x"], p["w1"], p["b1"]))
        return F.cross_entropy(F.linear(hidden, p["w2"], p["b2"]), labels)
    return training_step(forward, p, torch.optim.SGD(p.values(), lr=0.01))


@case("step-lenet")
def step_lenet(c, x):
    p = parameters_of(x, "w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4", "w5", "b5")
    labels = x["labels"].long()

    def forward():
        y = F.max_pool2d(torch.sigmoid(F.conv2d(x["x"], p["w1"], p["b1"], padding=2)), 2)
        y = F.max_pool2d(torch.sigmoid(F.conv2d(y, p["w2"], p["b2"])), 2).flatten(1)
        y = torch.sigmoid(F.linear(y, p["w3"], p["b3"]))
        y = torch.sigmoid(F.linear(y, p["w4"], p["b4"]))
        return F.cross_entropy(F.linear(y, p["w5"], p["b5"]), labels)
    return training_step(forward, p, torch.optim.SGD(p.values(), lr=0.01))


@case("step-gru")
def step_gru(c, x):
    module = recurrent("gru", x)
    p = parameters_of(x, "embedding", "w_out", "b_out")
    p.update(w_ih=module.weight_ih_l0, w_hh=module.weight_hh_l0, b_ih=module.bias_ih_l0, b_hh=module.bias_hh_l0)
    tokens, targets = x["tokens"].long(), x["targets"].long().flatten()

    def forward():
        y = module(F.embedding(tokens, p["embedding"]))[0]
        return F.cross_entropy(F.linear(y, p["w_out"], p["b_out"]).flatten(0, 1), targets)
    return training_step(forward, p, torch.optim.SGD(p.values(), lr=0.01))


@case("step-gcn")
def step_gcn(c, x):
    nodes = x["x"].shape[0]
    adjacency = csr({"nodes": nodes}, x)

    class Aggregate(torch.autograd.Function):
        """The adjacency is symmetric, so its transpose is itself."""
        @staticmethod
        def forward(context, features):
            return adjacency @ features

        @staticmethod
        def backward(context, gradient):
            return adjacency @ gradient

    p = parameters_of(x, "w1", "b1", "w2", "b2")
    labels = x["labels"].long()

    def forward():
        hidden = torch.relu(Aggregate.apply(x["x"] @ p["w1"]) + p["b1"])
        return F.cross_entropy(Aggregate.apply(hidden @ p["w2"]) + p["b2"], labels)
    return training_step(forward, p, adam(p.values(), c, lr=0.01))


@case("inference-resnet18")
def inference_resnet18(c, x):
    def normalise(y, name):
        return F.batch_norm(y, x[name + ".running_mean"], x[name + ".running_var"], x[name + ".weight"], x[name + ".bias"],
                            False, 0.1, 1e-5)

    def block(y, name, stride):
        z = torch.relu_(normalise(F.conv2d(y, x[name + ".conv1.weight"], None, stride, 1), name + ".bn1"))
        z = normalise(F.conv2d(z, x[name + ".conv2.weight"], None, 1, 1), name + ".bn2")
        if name + ".downsample.0.weight" in x:
            y = normalise(F.conv2d(y, x[name + ".downsample.0.weight"], None, stride), name + ".downsample.1")
        return torch.relu_(z.add_(y))

    def run():
        y = torch.relu_(normalise(F.conv2d(x["x"], x["conv1.weight"], None, 2, 3), "bn1"))
        y = F.max_pool2d(y, 3, 2, 1)
        for layer in range(1, 5):
            y = block(y, f"layer{layer}.0", 1 if layer == 1 else 2)
            y = block(y, f"layer{layer}.1", 1)
        y = F.adaptive_avg_pool2d(y, 1).flatten(1)
        return {"y": F.linear(y, x["fc.weight"], x["fc.bias"])}
    return run


def captured(run):
    """The call as a CUDA graph: run on a side stream first, as PyTorch asks for, then captured."""
    if not ON_GPU:
        raise RuntimeError("graphs are captured on a GPU only")
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            run()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        kept = run()

    def replay():
        graph.replay()
        return kept
    return replay


class Session:
    """The loaded case, and what the requests do with it."""

    def __init__(self):
        self.run, self.first, self.batch, self.flushed = None, None, 1, None

    def load(self, request):
        c = request["case"]
        family, shape = c["id"].split("/", 1)
        if family in ("dispatch", "step", "inference"):
            family += "-" + shape.split("-")[0]
        inputs = {}
        for tensor in request["inputs"]:
            array = np.fromfile(tensor["file"], dtype=tensor["type"]).reshape(tensor["shape"])
            inputs[tensor["name"]] = array if torch is None else self.place(array, c.get("type", "float32"))
        if ON_GPU:
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = c.get("tf32", False)
        self.run = CASES[family](c, inputs)
        # PyTorch sums bfloat16 in bfloat16 on a processor: that is timed, but ours is held to the same numbers' float32 result.
        short = c.get("type", "float32") != "float32" and not ON_GPU
        result = CASES[family](c, {name: tensor.float() for name, tensor in inputs.items()})() if short else self.run()
        named = result if isinstance(result, dict) else {"y": result}
        self.first = {name: np.array(value.detach().float().cpu().numpy() if hasattr(value, "detach") else value, dtype=np.float32)
                      for name, value in named.items()}
        if c.get("graph"):
            self.run = captured(self.run)
        self.flushed = torch.empty(FLUSHED_BYTES, dtype=torch.uint8, device=DEVICE) if request.get("cold") else None
        return {}

    @staticmethod
    def place(array, dtype):
        tensor = torch.from_numpy(array).to(DEVICE)
        return tensor.to(getattr(torch, dtype)) if tensor.is_floating_point() else tensor

    def outputs(self, request):
        described = []
        for name, array in self.first.items():
            path = os.path.join(request["folder"], "out-" + name + ".raw")
            np.ascontiguousarray(array).tofile(path)
            described.append({"name": name, "shape": list(array.shape), "file": path})
        self.first = None
        return {"outputs": described}

    def warm_up(self, request):
        start, calls, fastest = time.perf_counter(), 0, math.inf
        while True:
            fastest = min(fastest, self.sample(1))
            calls += 1
            elapsed = time.perf_counter() - start
            enough = calls >= request["calls"] and elapsed >= request["seconds"]
            if enough or (elapsed >= request["limit"] and calls >= 2):
                break
        self.batch = 1 if self.flushed is not None or fastest >= SHORTEST_SAMPLE else math.ceil(SHORTEST_SAMPLE / max(fastest, 1e-9))
        return {}

    def turn(self, request):
        samples = []
        self.sample(1)
        gc.disable()
        start = time.perf_counter()
        while True:
            samples.append(self.sample(self.batch))
            if time.perf_counter() - start >= request["seconds"]:
                break
        gc.enable()
        return {"seconds": samples}

    def release(self, request):
        self.run, self.first, self.flushed = None, None, None
        gc.collect()
        return {}

    def sample(self, calls):
        run = self.run
        if self.flushed is not None:
            self.flushed.zero_()
        if ON_GPU:
            begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            begin.record()
            for _ in range(calls):
                run()
            end.record()
            end.synchronize()
            return begin.elapsed_time(end) * 1e-3 / calls
        start = time.perf_counter()
        for _ in range(calls):
            run()
        return (time.perf_counter() - start) / calls


def main():
    answers = os.fdopen(os.dup(1), "w")
    sys.stdout = sys.stderr
    warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
    versions = {}
    if torch is not None:
        torch.set_num_threads(int(sys.argv[1]))
        torch.set_grad_enabled(False)
        if not ON_GPU:
            versions["torch"] = torch.__version__
        elif torch.cuda.is_available():
            # Modules and factories make their tensors there; PyTorch 1 has the older way only.
            if hasattr(torch, "set_default_device"):
                torch.set_default_device(DEVICE)
            else:
                torch.set_default_tensor_type(torch.cuda.FloatTensor)
            torch.zeros(1, device=DEVICE)
            versions["torch"] = f"{torch.__version__}, cuDNN {torch.backends.cudnn.version()}"
    if scipy is not None:
        versions["scipy"] = scipy.__version__
    session = Session()
    answer = {"versions": versions}
    while True:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        line = sys.stdin.readline()
        if not line:
            return
        request = json.loads(line)
        try:
            answer = getattr(session, request["command"])(request)
        except Exception as exception:
            answer = {"error": f"{type(exception).__name__}: {exception}"}


if __name__ == "__main__":
    main()
