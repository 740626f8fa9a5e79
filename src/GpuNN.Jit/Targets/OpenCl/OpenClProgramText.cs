using System.Text;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.OpenCl;

/// <summary>The source of a program of one or more kernels.</summary>
/// <param name="Text">The source: the same for the same kernels, since drivers cache by it.</param>
/// <param name="KernelNames">The kernels' names in the source, in order.</param>
internal sealed record OpenClProgramText(string Text, IReadOnlyList<string> KernelNames)
{
    /// <summary>
    /// What kernels for OpenCL are compiled with: its compilers share values themselves, and unroll long loops better than
    /// text that was unrolled for them.
    /// </summary>
    public static readonly CompilationOptions Options = new() { UnrollLimit = 64, ShareValues = false, SelectValues = false };

    /// <summary>Writes a program of kernels, whose IR it takes over.</summary>
    /// <exception cref="Extensions.KernelCompilationException">A kernel needs what the device lacks.</exception>
    public static OpenClProgramText Write(IReadOnlyList<KernelIr> kernels, OpenClDialect dialect)
    {
        var functions = new OpenClFunctionSet();
        var names = new List<string>();
        var bodies = new StringBuilder();
        for (int i = 0; i < kernels.Count; i++)
        {
            ArmEnds.Run(kernels[i]);
            string name = FormattableString.Invariant($"{Identifier(kernels[i].Name)}_{i}");
            names.Add(name);
            bodies.Append('\n').Append(OpenClKernelWriter.Write(kernels[i], name, dialect, functions));
        }

        var text = new StringBuilder();
        text.Append("#pragma OPENCL FP_CONTRACT OFF\n");
        if (kernels.Any(OpenClKernelWriter.UsesFloat64))
            text.Append("#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n");
        if (kernels.Any(UsesWideAtomics))
        {
            text.Append("#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable\n");
            text.Append("#pragma OPENCL EXTENSION cl_khr_int64_extended_atomics : enable\n");
        }
        if (dialect.SubGroupShuffles && kernels.Any(OpenClKernelWriter.UsesSubGroups))
        {
            text.Append("#pragma OPENCL EXTENSION cl_khr_subgroups : enable\n");
            text.Append("#pragma OPENCL EXTENSION cl_khr_subgroup_shuffle : enable\n");
        }
        text.Append("#define GROUP_ITEMS (int)(get_local_size(0) * get_local_size(1) * get_local_size(2))\n");
        text.Append("#define LINEAR_ITEM (int)((get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0))\n");
        foreach (string typedef in MemoryTypes(kernels))
            text.Append(typedef).Append('\n');
        foreach (string function in functions.Texts())
            text.Append(function.ReplaceLineEndings("\n")).Append('\n');
        text.Append(bodies);
        return new OpenClProgramText(text.ToString(), names);
    }

    private static bool UsesWideAtomics(KernelIr kernel) =>
        kernel.Statements.Any(statement => statement is Compiler.Ir.Atomic atomic && atomic.Target.Type.Size() == 8);

    /// <summary>The types of memory accesses, which may alias each other as views of one buffer do.</summary>
    private static IEnumerable<string> MemoryTypes(IReadOnlyList<KernelIr> kernels)
    {
        var types = new SortedSet<(ElementType Type, int Count)>();
        foreach (Statement statement in kernels.SelectMany(kernel => kernel.Statements))
        {
            if (statement is Load load)
                types.Add((load.Source.Type, load.Targets.Length));
            else if (statement is Store store)
                types.Add((store.Target.Type, store.Values.Length));
        }
        foreach ((ElementType type, int count) in types)
        {
            string vector = count == 1 ? "" : FormattableString.Invariant($"{count}");
            yield return $"typedef {OpenClTypes.Name(type)}{vector} __attribute__((may_alias)) {OpenClTypes.MemoryName(type, count)};";
        }
    }

    private static string Identifier(string name)
    {
        var text = new StringBuilder("k_");
        foreach (char c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        return text.ToString();
    }
}
