using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GpuNN.Jit.Tests.RandomKernels;

/// <summary>The kernels of consecutive seeds, compiled by the C# compiler with or without its optimisation.</summary>
internal sealed class RandomKernelAssembly
{
    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Assembly _assembly;

    private RandomKernelAssembly(Assembly assembly) => _assembly = assembly;

    /// <summary>The kernels of the seeds from <paramref name="first"/> on, from optimised and from Debug IL.</summary>
    public static (RandomKernelAssembly Optimized, RandomKernelAssembly Debug) Compile(int first, int count)
    {
        string[] texts = [RandomKernelWriter.Frame, .. Enumerable.Range(first, count).Select(RandomKernelWriter.Write)];
        SyntaxTree[] trees = Array.ConvertAll(texts, text => CSharpSyntaxTree.ParseText(text));
        return (Emit(trees, Microsoft.CodeAnalysis.OptimizationLevel.Release), Emit(trees, Microsoft.CodeAnalysis.OptimizationLevel.Debug));
    }

    /// <summary>The kernel of a seed.</summary>
    public MethodInfo Kernel(int seed) => _assembly.GetType($"Random{seed}", throwOnError: true)!.GetMethod("Run")!;

    private static RandomKernelAssembly Emit(SyntaxTree[] trees, Microsoft.CodeAnalysis.OptimizationLevel level)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level);
        var compilation = CSharpCompilation.Create($"RandomKernels{Guid.NewGuid():N}", trees, s_references, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        return new RandomKernelAssembly(Assembly.Load(image.ToArray()));
    }
}
