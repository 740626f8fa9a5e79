using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Compiler.Passes;

namespace GpuNN.Jit.Targets.Clr.Checked;

/// <summary>Emits the calls of <see cref="CheckedExecution"/>.</summary>
internal sealed class CheckEmitter(ILGenerator il)
{
    private readonly List<AccessSite> _sites = [];
    private readonly List<string> _divisions = [];

    public CheckedSites Sites => new([.. _sites], [.. _divisions]);

    /// <summary>Before an access.</summary>
    public void EmitAccess(Statement statement, MemoryEmitter memory, ItemState state, ExpressionEmitter expressions)
    {
        if (statement.Memory() is not { } place)
            return;
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, _sites.Count);
        memory.EmitAddress(place);
        EmitLong(place.Index ?? Constant.Of(0), expressions);
        EmitLong(place.Length ?? Constant.Of(-1), expressions);
        Call(nameof(CheckedExecution.Access));
        _sites.Add(AccessSite.Of(statement, place));
    }

    /// <summary>Before an integer division, whose divisor is on the stack and stays there.</summary>
    public void EmitDivisor(ItemState state, ScalarType type, SourcePosition? position)
    {
        il.Emit(OpCodes.Dup);
        if (type != ScalarType.Int64)
            il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldc_I4, _divisions.Count);
        Call(nameof(CheckedExecution.Divisor));
        _divisions.Add(position?.ToString() ?? "");
    }

    public void EmitBeginGroup(LocalBuilder group)
    {
        il.Emit(OpCodes.Ldloc, group);
        Call(nameof(CheckedExecution.BeginGroup));
    }

    public void EmitBeginSegment(bool afterWarp)
    {
        il.Emit(afterWarp ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        Call(nameof(CheckedExecution.BeginSegment));
    }

    public void EmitBeginRound() => Call(nameof(CheckedExecution.BeginRound));

    public void EmitEndItem(ItemState state, LocalBuilder next)
    {
        il.Emit(OpCodes.Ldloc, state.Item);
        il.Emit(OpCodes.Ldloc, next);
        Call(nameof(CheckedExecution.EndItem));
    }

    private void EmitLong(Expression value, ExpressionEmitter expressions)
    {
        expressions.Emit(value);
        if (value.Type != ScalarType.Int64)
            il.Emit(OpCodes.Conv_I8);
    }

    private void Call(string name) => il.Emit(OpCodes.Call, typeof(CheckedExecution).GetMethod(name)!);
}
