namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>2·√(2/π), and the same times 0.044715.</summary>
internal static class GeluConstants
{
    public const double Linear = 1.5957691216057307117597842397375;
    public const double Cubic = 0.044715 * Linear;
}
