namespace GpuNN.Backends.Cpu.Elementwise.Operators;

/// <summary>λ and α of self-normalising networks (Klambauer et al. 2017).</summary>
internal static class SeluConstants
{
    public const double Scale = 1.0507009873554804934193349852946;
    public const double Alpha = 1.6732632423543772848170429916717;
}

/// <summary>2·√(2/π), and the same times 0.044715.</summary>
internal static class GeluConstants
{
    public const double Linear = 1.5957691216057307117597842397375;
    public const double Cubic = 0.044715 * Linear;
}
