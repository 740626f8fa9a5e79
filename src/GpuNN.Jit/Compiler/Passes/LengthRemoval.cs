using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.Passes;

/// <summary>Drops the lengths at memory accesses, which only checked execution looks at.</summary>
internal static class LengthRemoval
{
    public static void Run(KernelIr kernel)
    {
        foreach (var block in kernel.Blocks)
        {
            for (int i = 0; i < block.Statements.Count; i++)
            {
                block.Statements[i] = block.Statements[i] switch
                {
                    Load { Source.Length: not null } load =>
                        new Load(load.Targets, load.Source with { Length = null }) { Position = load.Position },
                    Store { Target.Length: not null } store =>
                        new Store(store.Target with { Length = null }, store.Values) { Position = store.Position },
                    Ir.Atomic { Target.Length: not null } atomic => new Ir.Atomic(
                        atomic.Result, atomic.Operator, atomic.Target with { Length = null }, atomic.Value, atomic.Compare)
                    {
                        Position = atomic.Position,
                    },
                    var other => other,
                };
            }
        }
    }
}
