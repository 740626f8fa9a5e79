using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr.Checked;

/// <summary>What checked code refers to by number: its accesses, and where its integer divisions stand.</summary>
internal sealed record CheckedSites(AccessSite[] Accesses, string[] Divisions);

/// <summary>An access in the code: what it does, to what, and where it stands.</summary>
internal sealed record AccessSite(
    string Buffer, AddressSpace Space, ElementType Type, int Count, int Stride, int Offset, bool Reads, bool Writes, bool IsAtomic,
    string Position)
{
    /// <summary>The site of a load, a store or an atomic operation.</summary>
    public static AccessSite Of(Statement statement, MemoryOperand memory)
    {
        int count = statement switch
        {
            Load load => load.Targets.Length,
            Store store => store.Values.Length,
            _ => 1,
        };
        return new(
            NameOf(memory.Pointer), memory.Space, memory.Type, count, memory.Stride, memory.Offset,
            statement is not Store, statement is not Load, statement is Compiler.Ir.Atomic,
            statement.Position?.ToString() ?? "");
    }

    private static string NameOf(Expression pointer) => pointer switch
    {
        AllocationAddress address => address.Allocation.Name,
        Variable { IsParameter: true } parameter => parameter.Name,
        Variable { Origin: { } origin } => NameOf(origin),
        Variable variable => variable.Name,
        _ => "",
    };
}
