using System.Reflection;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>A method that is called, and what a call of it needs to know.</summary>
/// <param name="Method">The method.</param>
/// <param name="ArgumentCount">The number of its arguments, with `this`.</param>
/// <param name="Meaning">What it means in a kernel instead of its body, or null.</param>
internal sealed record Callee(MethodBase Method, int ArgumentCount, Intrinsic? Meaning)
{
    public static Callee Of(MethodBase method) =>
        new(method, method.GetParameters().Length + (method.IsStatic ? 0 : 1), Intrinsics.Find(method));
}
