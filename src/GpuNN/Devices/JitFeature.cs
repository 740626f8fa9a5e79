using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace GpuNN;

/// <summary>Whether kernels can be compiled in this process. Trimmed and ahead-of-time compiled programs set the switch
/// <c>GpuNN.Jit.IsSupported</c> to false, and the compiler is left out of them.</summary>
internal static class JitFeature
{
    /// <summary>For those who ask for a device that this switch took away.</summary>
    public const string WhyNot =
        "this program was trimmed or compiled ahead of time without the kernels' compiler: set <GpuNNJitSupport>true</GpuNNJitSupport> in its project";

    private const string Switch = "GpuNN.Jit.IsSupported";

    /// <summary>True unless switched off, or code cannot be made at run time.</summary>
    [FeatureSwitchDefinition(Switch)]
    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    public static bool IsSupported { get; } =
        AppContext.TryGetSwitch(Switch, out bool isOn) ? isOn : RuntimeFeature.IsDynamicCodeSupported;
}
