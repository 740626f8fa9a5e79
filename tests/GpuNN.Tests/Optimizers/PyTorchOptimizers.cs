using GpuNN.Optimizers;

namespace GpuNN.Tests.Optimizers;

/// <summary>The optimisers of Fixtures/optimizers.py: every one that PyTorch has too.</summary>
internal static class PyTorchOptimizers
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Parameter>, Optimizer>> Makers =
        new Dictionary<string, Func<IEnumerable<Parameter>, Optimizer>>
        {
            ["sgd"] = parameters => new Sgd(parameters, 0.1, weightDecay: 0.01),
            ["momentum"] = parameters => new Sgd(parameters, 0.1, momentum: 0.9),
            ["dampened"] = parameters => new Sgd(parameters, 0.1, momentum: 0.9, weightDecay: 0.01) { Dampening = 0.3 },
            ["nesterov"] = parameters => new Sgd(parameters, 0.1, momentum: 0.9, isNesterov: true, weightDecay: 0.01),
            ["adagrad"] = parameters => new AdaGrad(parameters, 0.1, weightDecay: 0.01),
            ["adadelta"] = parameters => new AdaDelta(parameters, 0.5, 0.8, 1e-4, 0.01),
            ["rmsprop"] = parameters => new RmsProp(parameters, 0.05, 0.9, weightDecay: 0.01),
            ["rmsprop centred with momentum"] = parameters => new RmsProp(parameters, 0.05, 0.9, momentum: 0.7) { IsCentred = true },
            ["adam"] = parameters => new Adam(parameters, 0.1, 0.8, 0.95, weightDecay: 0.01),
            ["amsgrad"] = parameters => new Adam(parameters, 0.1, 0.8, 0.95) { IsAmsGrad = true },
            ["adamw"] = parameters => new AdamW(parameters, 0.1, 0.8, 0.95, weightDecay: 0.05),
        };

    public static Optimizer Make(string name, params Parameter[] parameters) => Makers[name](parameters);
}
