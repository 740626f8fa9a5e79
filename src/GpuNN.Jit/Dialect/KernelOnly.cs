namespace GpuNN.Jit;

/// <summary>What the host sees of a member that has a meaning only in a kernel.</summary>
internal static class KernelOnly
{
    internal static InvalidOperationException Exception([System.Runtime.CompilerServices.CallerMemberName] string member = "") =>
        new($"'{member}' has a meaning only inside a kernel; launch the method instead of calling it.");
}
