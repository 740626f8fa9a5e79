using GpuNN.Layers;

namespace GpuNN;

/// <summary>Is told of every module that runs: summaries.</summary>
internal interface IModuleObserver
{
    /// <summary>Called before a module computes.</summary>
    void Entering(Module module);

    /// <summary>Called after a module has computed.</summary>
    void Left(Module module, Tensor[] outputs);
}
