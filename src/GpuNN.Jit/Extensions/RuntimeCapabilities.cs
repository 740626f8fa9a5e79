namespace GpuNN.Jit.Extensions;

/// <summary>What a runtime can do beyond ILGPU.</summary>
internal static class RuntimeCapabilities;
