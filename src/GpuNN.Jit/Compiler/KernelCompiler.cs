using System.Reflection;
using GpuNN.Jit.Compiler.FrontEnd;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Compiler;

/// <summary>What a compilation depends on besides the method.</summary>
internal sealed record CompilationOptions
{
    /// <summary>
    /// 1, 2 or 3 if the first parameter is an index that the launch gives implicitly: it becomes the global index of the
    /// item, items outside the extent (that many Int32 parameters, which come first) do nothing. Otherwise 0.
    /// </summary>
    public int IndexRank { get; init; }

    /// <summary>The bits of the leaves of SpecializedValue parameters, in order; they become constants.</summary>
    public IReadOnlyList<long> Constants { get; init; } = [];

    /// <summary>
    /// Loops of a constant trip count are unrolled if the result has at most this many statements; 0 unrolls none.
    /// </summary>
    public int UnrollLimit { get; init; } = 256;

    /// <summary>
    /// False leaves common subexpressions and loop invariants to the target's own compiler: where a value computed once has
    /// to be kept across a barrier for every item, computing it again is cheaper, and that compiler knows which.
    /// </summary>
    public bool ShareValues { get; init; } = true;

    /// <summary>False leaves it to the target's own compiler to choose between values without a branch.</summary>
    public bool SelectValues { get; init; } = true;

    /// <summary>True to keep the lengths of views at every access, for checks.</summary>
    public bool KeepLengths { get; init; }

    /// <summary>
    /// The method that computes an operator on floats of a type where the target has no instruction for it, or null: calls
    /// of it are inlined.
    /// </summary>
    public Func<Operator, ScalarType, MethodInfo?>? MathFunctions { get; init; }

    /// <summary>
    /// True if the target has instructions that load the matrices of a warp and copy asynchronously; else their portable
    /// meaning is inlined.
    /// </summary>
    public bool HasWarpMatrices { get; init; }

    /// <summary>False leaves the code as the front end makes it, to compare with.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Called with the name of each pass that has run, and what it left: tests look at it, or spoil it.</summary>
    public Action<string, KernelIr>? AfterPass { get; init; }
}

/// <summary>Turns a C# method into <see cref="KernelIr"/>.</summary>
internal static class KernelCompiler
{
    /// <summary>Compiles one kernel. Nothing of a kernel is remembered between calls; any thread may call.</summary>
    /// <exception cref="Extensions.KernelCompilationException">The method does what a kernel may not.</exception>
    public static KernelIr Compile(MethodInfo method, CompilationOptions? options = null)
    {
        options ??= new CompilationOptions();
        var dynamicPlaces = new HashSet<string>();
        while (true)
        {
            try
            {
                var kernel = new KernelBuilder(method, options, dynamicPlaces).Build();
                PassPipeline.Run(kernel, options);
                return kernel;
            }
            catch (DynamicPlaceException place)
            {
                dynamicPlaces.Add(place.Key);
            }
        }
    }
}
