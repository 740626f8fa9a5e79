using GpuNN.Layers;

namespace GpuNN.Onnx.Tests.Export;

/// <summary>A module to be written: what it computes, an input to record it with, and another one of the same shape.</summary>
internal sealed record ExportedModule(Module Module, Func<Tensor[], Tensor> Compute, Tensor[] Example, Tensor[] Other);
