using GpuNN.Backends;
using GpuNN.Bench.Limits;
using GpuNN.Optimizers;

namespace GpuNN.Bench.Cases.Families;

/// <summary>Forward, backward and optimiser step of whole models; the outputs are the first step's loss and parameters.</summary>
internal sealed class TrainingSteps : CaseFamily
{
    private const int Hidden1 = 16, Classes = 7;

    public override IReadOnlyList<string> Names => ["step"];

    public override string Group => "training step";

    public override string Operator(BenchmarkCase one) => Model(one) switch { "mlp" => "MLP", "lenet" => "LeNet", "gru" => "GRU language model", _ => "GCN" };

    public override void Fill(BenchmarkCase one, CaseInputs inputs)
    {
        int batch = Batch(one);
        switch (Model(one))
        {
            case "mlp":
                inputs.Uniform("x", 1, batch, 784).Indices("labels", 10, batch);
                Layer(inputs, 1, 784, 256, 784);
                Layer(inputs, 2, 256, 10, 256);
                break;
            case "lenet":
                inputs.Uniform("x", 1, batch, 1, 28, 28).Indices("labels", 10, batch);
                Layer(inputs, 1, 25, 6, 1, 5, 5);
                Layer(inputs, 2, 150, 16, 6, 5, 5);
                Layer(inputs, 3, 400, 120, 400);
                Layer(inputs, 4, 120, 84, 120);
                Layer(inputs, 5, 84, 10, 84);
                break;
            case "gru":
                (int steps, int hidden, int vocabulary) = Language(one);
                inputs.Indices("tokens", vocabulary, steps, batch).Indices("targets", vocabulary, steps, batch);
                inputs.Uniform("embedding", 1, vocabulary, hidden);
                Recurrences.FillWeights(inputs, 3, hidden, hidden);
                inputs.Uniform("w_out", 1 / MathF.Sqrt(hidden), vocabulary, hidden).Uniform("b_out", 1 / MathF.Sqrt(hidden), vocabulary);
                break;
            case "gcn":
                (int nodes, int edges, int features) = Graph(one);
                SparseMatrix.DrawNormalized(inputs, nodes, edges).AddTo(inputs);
                inputs.Uniform("x", 1, nodes, features).Indices("labels", Classes, nodes);
                inputs.Uniform("w1", 2 / MathF.Sqrt(features), features, Hidden1).Uniform("b1", 0.1f, Hidden1);
                inputs.Uniform("w2", 0.5f, Hidden1, Classes).Uniform("b2", 0.5f, Classes);
                break;
            default:
                throw new InvalidDataException($"Case '{one.Id}': the model is not known.");
        }
    }

    /// <summary>Three products per weight: forward, data gradient, weight gradient (the first layer needs no data gradient).</summary>
    public override Work Work(BenchmarkCase one, CaseInputs inputs)
    {
        double parameters = inputs.All.Where(t => t.Floats is not null && t.Name is not ("x" or "values")).Sum(t => (double)t.Length);
        double batch = Batch(one);
        (double steps, double hidden, double vocabulary) = Language(one);
        (double nodes, double edges, double features) = Graph(one);
        double flops = Model(one) switch
        {
            "mlp" => 2 * batch * (2 * 784 * 256 + 3 * 256 * 10),
            "lenet" => 2 * batch * (2 * 784 * 150 + 3 * (100 * 16 * 150 + 400 * 120 + 120 * 84 + 84 * 10)),
            "gru" => 6 * steps * batch * hidden * (6 * hidden + vocabulary),
            _ => 4 * nodes * features * Hidden1 + 4 * (edges + nodes) * (Hidden1 + Classes) + 6 * nodes * Hidden1 * Classes,
        };
        double data = inputs.Has("x") ? inputs["x"].Length : 0;
        return new Work(flops, Floats(data + 3 * parameters), Floats(2 * parameters));
    }

    /// <summary>Sums over the batch and over a layer's inputs; through time, over all steps.</summary>
    public override double Budget(BenchmarkCase one) => Model(one) switch
    {
        "gcn" => SumBudget((double)Graph(one).Features * Hidden1),
        "gru" => SumBudget((double)Language(one).Hidden * Language(one).Steps * Batch(one)),
        _ => SumBudget(Batch(one) * 784.0),
    };

    private static int Batch(BenchmarkCase one) => one.Integer("batch", Model(one) == "gru" ? 32 : 256);

    private static (int Steps, int Hidden, int Vocabulary) Language(BenchmarkCase one) =>
        (one.Integer("steps", 35), one.Integer("hidden", 256), one.Integer("vocabulary", 1000));

    private static (int Nodes, int Edges, int Features) Graph(BenchmarkCase one) =>
        (one.Integer("nodes", 2708), one.Integer("edges", 10556), one.Integer("features", 1433));

    public override IOurCase Prepare(BenchmarkCase one, CaseTensors tensors) => Model(one) switch
    {
        "mlp" => PrepareMlp(tensors),
        "lenet" => PrepareLeNet(tensors),
        "gru" => PrepareLanguageModel(tensors),
        _ => PrepareGcn(tensors, Graph(one).Nodes),
    };

    private static TrainingCase PrepareMlp(CaseTensors tensors)
    {
        (string, Parameter)[] parameters = Parameters(tensors, "w1", "b1", "w2", "b2");
        (Tensor x, Tensor labels) = (tensors["x"], tensors["labels"]);
        (Parameter w1, Parameter b1, Parameter w2, Parameter b2) =
            (parameters[0].Item2, parameters[1].Item2, parameters[2].Item2, parameters[3].Item2);
        return new TrainingCase(
            tensors, parameters,
            () => x.LinearActivation(w1, b1, Activation.ReLU).Linear(w2, b2).CrossEntropy(labels),
            all => new Sgd(all, learningRate: 0.01));
    }

    private static TrainingCase PrepareLeNet(CaseTensors tensors)
    {
        (string Name, Parameter Parameter)[] parameters = Parameters(tensors, "w1", "b1", "w2", "b2", "w3", "b3", "w4", "b4", "w5", "b5");
        Parameter[] p = [.. parameters.Select(one => one.Parameter)];
        (Tensor x, Tensor labels) = (tensors["x"], tensors["labels"]);
        var padded = new Conv2DOptions { Padding = 2 };
        return new TrainingCase(
            tensors, parameters,
            () =>
            {
                Tensor y = x.Conv2D(p[0], p[1], padded, Activation.Sigmoid).MaxPool2D(2);
                y = y.Conv2D(p[2], p[3], activation: Activation.Sigmoid).MaxPool2D(2).Flatten(1);
                y = y.LinearActivation(p[4], p[5], Activation.Sigmoid).LinearActivation(p[6], p[7], Activation.Sigmoid);
                return y.Linear(p[8], p[9]).CrossEntropy(labels);
            },
            all => new Sgd(all, learningRate: 0.01));
    }

    private static TrainingCase PrepareLanguageModel(CaseTensors tensors)
    {
        (string Name, Parameter Parameter)[] parameters = Parameters(tensors, "embedding", "w_out", "b_out", "w_ih", "w_hh", "b_ih", "b_hh");
        Parameter[] p = [.. parameters.Select(one => one.Parameter)];
        RecurrentWeights[] weights = [new(p[3], p[4], p[5], p[6])];
        (Tensor tokens, Tensor targets) = (tensors["tokens"], tensors["targets"]);
        Tensor labels = targets.Reshape(targets.Count);
        return new TrainingCase(
            tensors, parameters,
            () => p[0].Embedding(tokens).GruSequence(null, weights).Output.Flatten(0, 1).Linear(p[1], p[2]).CrossEntropy(labels),
            all => new Sgd(all, learningRate: 0.01));
    }

    private static TrainingCase PrepareGcn(CaseTensors tensors, int nodes)
    {
        (string Name, Parameter Parameter)[] parameters = Parameters(tensors, "w1", "b1", "w2", "b2");
        Parameter[] p = [.. parameters.Select(one => one.Parameter)];
        (Tensor x, Tensor labels) = (tensors["x"], tensors["labels"]);
        CsrTensor adjacency = SparseMatrix.Upload(tensors, nodes);
        return new TrainingCase(
            tensors, parameters,
            () =>
            {
                Tensor hidden = adjacency.SparseMatMul(x.MatMul(p[0])).Add(p[1]).ReLU();
                return adjacency.SparseMatMul(hidden.MatMul(p[2])).Add(p[3]).CrossEntropy(labels);
            },
            all => new Adam(all, learningRate: 0.01));
    }

    private static (string, Parameter)[] Parameters(CaseTensors tensors, params string[] names) =>
        [.. names.Select(name => (name, tensors.Parameter(name)))];

    private static string Model(BenchmarkCase one) => one.Id["step/".Length..].Split('-')[0];

    private static void Layer(CaseInputs inputs, int index, int fanIn, params int[] weight)
    {
        float scale = 1 / MathF.Sqrt(fanIn);
        inputs.Uniform("w" + (char)('0' + index), scale, weight).Uniform("b" + (char)('0' + index), scale, weight[0]);
    }
}
