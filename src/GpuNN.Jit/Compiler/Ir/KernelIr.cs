using System.Globalization;
using System.Reflection;
using System.Text;

namespace GpuNN.Jit.Compiler.Ir;

/// <summary>Shared memory of a group or local memory of an item.</summary>
internal sealed class Allocation(int id, AddressSpace space, ElementType type, int length, int size, int alignment)
{
    /// <summary>Its number among the kernel's allocations.</summary>
    public int Id { get; internal set; } = id;

    public AddressSpace Space { get; } = space;

    /// <summary>The scalar type of the (first) leaf of an element.</summary>
    public ElementType Type { get; } = type;

    /// <summary>The number of elements; 0 if dynamic.</summary>
    public int Length { get; } = length;

    /// <summary>The size in bytes; 0 if dynamic.</summary>
    public int Size { get; } = size;

    public int Alignment { get; } = alignment;

    /// <summary>True for the shared memory whose size the launch gives; there is at most one.</summary>
    public bool IsDynamic => Size == 0;

    public string Name => FormattableString.Invariant($"{(Space == AddressSpace.Shared ? "shared" : "local")}{Id}");
}

/// <summary>What a flattened parameter is.</summary>
internal enum ParameterKind : byte
{
    /// <summary>The address of a view's first element.</summary>
    ViewPointer,

    /// <summary>A view's number of elements, an Int64.</summary>
    ViewLength,

    /// <summary>A scalar, or a scalar field of a struct.</summary>
    Scalar,

    /// <summary>A component of the extent of a kernel with an implicit index, X first: an Int32.</summary>
    Extent,
}

/// <summary>One scalar or pointer that a launch passes, in the order of the arguments.</summary>
internal sealed record KernelParameter
{
    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    /// <summary>The variable that holds it in the body.</summary>
    public required Variable Variable { get; init; }

    /// <summary>The element type of a pointer (of its first leaf), or the managed type of a scalar.</summary>
    public required ElementType Type { get; init; }

    /// <summary>The size of a view's element in bytes; of a scalar, its own.</summary>
    public required int ElementSize { get; init; }

    /// <summary>
    /// The <see cref="Launching.KernelArgument"/> it is read from: extents come first, then the leaves of the C#
    /// parameters. The pointer and the length of one view share an argument.
    /// </summary>
    public required int ArgumentIndex { get; init; }

    /// <summary>For pointers: no statement writes through it or a pointer derived from it.</summary>
    public bool IsReadOnly { get; set; }
}

/// <summary>A straight piece of code.</summary>
internal sealed class Block(int id)
{
    /// <summary>Its position in <see cref="KernelIr.Blocks"/>.</summary>
    public int Id { get; internal set; } = id;

    public List<Statement> Statements { get; } = [];

    public Terminator Terminator { get; set; } = new Return();

    /// <summary>The blocks after this one.</summary>
    public IEnumerable<Block> Successors => Terminator switch
    {
        Jump jump => [jump.Target],
        Branch branch when branch.IfTrue == branch.IfFalse => [branch.IfTrue],
        Branch branch => [branch.IfTrue, branch.IfFalse],
        _ => [],
    };
}

/// <summary>
/// A kernel between the front end and a target: everything is inlined, structs are scalars, every pointer has a space.
/// </summary>
/// <remarks>
/// Blocks are in reverse postorder and the first is the entry; every block is reachable; the graph is reducible
/// (Passes.ControlFlowGraph gives loops and dominators). Not SSA: variables may be assigned anywhere, and a
/// variable that no path has assigned is undefined.
/// </remarks>
internal sealed class KernelIr(MethodInfo method)
{
    public MethodInfo Method { get; } = method;

    /// <summary>The method's name, with type arguments.</summary>
    public string Name { get; } = NameOf(method);

    public List<KernelParameter> Parameters { get; } = [];

    public List<Variable> Variables { get; } = [];

    public List<Allocation> Allocations { get; } = [];

    public List<Block> Blocks { get; set; } = [];

    /// <summary>The bytes of shared memory that do not depend on the launch.</summary>
    public int StaticSharedSize
    {
        get
        {
            int size = 0;
            foreach (var allocation in Allocations)
                if (allocation.Space == AddressSpace.Shared && !allocation.IsDynamic)
                    size = (size + allocation.Alignment - 1) / allocation.Alignment * allocation.Alignment + allocation.Size;
            return size;
        }
    }

    public Variable NewVariable(ScalarType type, string name = "", AddressSpace space = AddressSpace.Global)
    {
        var variable = new Variable(Variables.Count, type, name) { Space = space };
        Variables.Add(variable);
        return variable;
    }

    /// <summary>All statements of all blocks.</summary>
    public IEnumerable<Statement> Statements
    {
        get
        {
            foreach (var block in Blocks)
                foreach (var statement in block.Statements)
                    yield return statement;
        }
    }

    /// <summary>The whole kernel as text, for people and tests.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"kernel {Name}(");
        text.AppendJoin(", ", Parameters.Select(p => $"{p.Type} {p.Variable}{(p.Kind == ParameterKind.ViewPointer ? "*" : "")}"));
        text.AppendLine(")");
        foreach (var allocation in Allocations)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {allocation.Name}: {allocation.Type}, {allocation.Size} bytes");
        foreach (var block in Blocks)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{block.Id}:");
            foreach (var statement in block.Statements)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {statement}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {block.Terminator}");
        }
        return text.ToString();
    }

    private static string NameOf(MethodInfo method)
    {
        string name = method.Name;
        if (method.IsGenericMethod)
            name += "<" + string.Join(",", method.GetGenericArguments().Select(t => t.Name)) + ">";
        return name;
    }
}
