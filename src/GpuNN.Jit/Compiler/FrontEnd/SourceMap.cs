using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Source lines of methods, from portable PDBs beside or inside their assemblies.</summary>
internal static class SourceMap
{
    private static readonly ConditionalWeakTable<Module, DebugFile> s_files = [];

    /// <summary>The positions of a method by IL offset; at least one, without a file if no PDB is found.</summary>
    public static MethodPositions Of(MethodBase method)
    {
        string name = method.DeclaringType is null ? method.Name : $"{method.DeclaringType.Name}.{method.Name}";
        var reader = s_files.GetValue(method.Module, DebugFile.Open).Reader;
        var offsets = new List<int> { 0 };
        var positions = new List<SourcePosition> { new(name, "", 0) };
        if (reader is null)
            return new(offsets, positions);
        var information = reader.GetMethodDebugInformation(
            MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xffffff));
        foreach (var point in information.GetSequencePoints())
        {
            if (point.IsHidden)
                continue;
            string file = reader.GetString(reader.GetDocument(point.Document).Name);
            offsets.Add(point.Offset);
            positions.Add(new(name, file, point.StartLine));
        }
        return new(offsets, positions);
    }

    private sealed class DebugFile(MetadataReader? reader, object? owner)
    {
        public MetadataReader? Reader { get; } = reader;

        /// <summary>Keeps the memory behind the reader alive.</summary>
        public object? Owner { get; } = owner;

        public static DebugFile Open(Module module)
        {
            string path = module.FullyQualifiedName;
            if (!File.Exists(path))
                return new(null, null);
            try
            {
                var file = new PEReader(new MemoryStream(File.ReadAllBytes(path)));
                bool found = file.TryOpenAssociatedPortablePdb(
                    path,
                    pdb => File.Exists(pdb) ? new MemoryStream(File.ReadAllBytes(pdb)) : null,
                    out var provider,
                    out _);
                return found ? new(provider!.GetMetadataReader(), (file, provider)) : new(null, null);
            }
            catch (Exception exception) when (exception is IOException or BadImageFormatException)
            {
                return new(null, null);
            }
        }
    }
}

/// <summary>The source positions of one method.</summary>
internal sealed class MethodPositions(List<int> offsets, List<SourcePosition> positions)
{
    public SourcePosition At(int offset)
    {
        int index = offsets.BinarySearch(1, offsets.Count - 1, offset, null);
        if (index < 0)
            index = ~index - 1;
        return positions[index == 0 && positions.Count > 1 ? 1 : Math.Max(index, 0)];
    }
}
