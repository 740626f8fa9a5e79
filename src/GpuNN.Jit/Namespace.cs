namespace GpuNN.Jit;

internal static class PlaceholderForNamespace;
