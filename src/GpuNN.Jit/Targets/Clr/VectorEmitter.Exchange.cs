using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Clr;

/// <content>
/// Shuffles. Where a whole warp runs at once, exchanged values stay in registers, and a shuffle by a constant permutes them;
/// every other one reads what all lanes left in memory.
/// </content>
internal sealed partial class VectorEmitter
{
    private readonly SortedDictionary<int, (ScalarType Type, LocalBuilder[] Vectors)> _exchanged = [];

    private bool IsWholeWarp => items == IrTypes.WarpSize;

    /// <summary>Takes what was exchanged from its slot, as lanes left it there one by one.</summary>
    public void ReloadExchange(ExchangeLoad exchange)
    {
        var type = exchange.Shuffle.Result.Type;
        ForEachVector(type, () =>
        {
            EmitExchangeAddress(exchange.Slot, type);
            Call(LoadName(type), typeof(byte*));
            il.Emit(OpCodes.Stloc, Part(ExchangedIn(exchange.Slot, type)));
        });
    }

    /// <summary>Puts what was exchanged into its slots, for lanes that read it one by one.</summary>
    public void SaveExchanges(ExchangeRead read)
    {
        foreach (var (slot, (type, vectors)) in _exchanged.Where(entry => read.Reads(entry.Key)))
        {
            ForEachVector(type, () =>
            {
                EmitExchangeAddress(slot, type);
                il.Emit(OpCodes.Ldloc, Part(vectors));
                Call("Store", typeof(byte*), VectorType(type));
            });
        }
    }

    private LocalBuilder[] ExchangedIn(int slot, ScalarType type)
    {
        if (!_exchanged.TryGetValue(slot, out var exchanged))
            _exchanged[slot] = exchanged = (type, NewVectors(type));
        return exchanged.Vectors;
    }

    private void EmitExchangeAddress(int slot, ScalarType type)
    {
        state.EmitSlotAddress(plan.ExchangeSlot(slot), type, state.Item);
        AddOffset(_first * type.Size());
    }

    private void EmitExchangeStore(ExchangeStore exchange)
    {
        var type = exchange.Value.Type;
        ForEachVector(type, () =>
        {
            if (!IsWholeWarp)
                EmitExchangeAddress(exchange.Slot, type);
            EmitValue(exchange.Value);
            if (IsWholeWarp)
                il.Emit(OpCodes.Stloc, Part(ExchangedIn(exchange.Slot, type)));
            else
                Call("Store", typeof(byte*), VectorType(type));
        });
    }

    private void EmitExchangeLoad(ExchangeLoad exchange)
    {
        var shuffle = exchange.Shuffle;
        var type = shuffle.Result.Type;
        if (IsWholeWarp)
        {
            if (shuffle is { Width: Constant { Int32: IrTypes.WarpSize }, Lane: Constant { Int32: >= 0 and < IrTypes.WarpSize } lane })
            {
                EmitPermutation(exchange, lane.Int32);
                return;
            }
            SaveExchanges(exchange);
        }
        ForEachVector(type, () =>
        {
            EmitWarpAddress(exchange.Slot, type);
            state.EmitSpecial(SpecialRegister.LaneIndex);
            il.Emit(OpCodes.Ldc_I4, _first);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldc_I4, (int)shuffle.Kind);
            scalars.Emit(shuffle.Lane);
            scalars.Emit(shuffle.Width);
            Call($"Exchange{type}", typeof(byte*), typeof(int), typeof(int), typeof(int), typeof(int));
            il.Emit(OpCodes.Stloc, Part(VectorsOf(shuffle.Result)));
        });
    }

    /// <summary>Where lane 0 of the warp left its value.</summary>
    private void EmitWarpAddress(int slot, ScalarType type)
    {
        state.EmitSlotAddress(plan.ExchangeSlot(slot), type, state.Item);
        state.EmitSpecial(SpecialRegister.LaneIndex);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Ldc_I4, type.Size());
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Sub);
    }

    /// <summary>A shuffle of the warp's registers by a constant.</summary>
    private void EmitPermutation(ExchangeLoad exchange, int argument)
    {
        var shuffle = exchange.Shuffle;
        var type = shuffle.Result.Type;
        var source = ExchangedIn(exchange.Slot, type);
        int width = Width(type), vectors = argument / width, rest = argument % width;
        ForEachVector(type, () =>
        {
            int part = _first / width;
            switch (shuffle.Kind)
            {
                case ShuffleKind.Index:
                    il.Emit(OpCodes.Ldloc, source[vectors]);
                    il.Emit(OpCodes.Ldc_I4, rest);
                    Call("OneLane", VectorType(type), typeof(int));
                    break;
                case ShuffleKind.Xor:
                    il.Emit(OpCodes.Ldloc, source[part ^ vectors]);
                    if (rest != 0)
                    {
                        il.Emit(OpCodes.Ldc_I4, rest);
                        Call("XorLanes", VectorType(type), typeof(int));
                    }
                    break;
                case ShuffleKind.Down:
                    EmitShift(source, part + vectors, part + vectors + 1, rest, part);
                    break;
                default:
                    EmitShift(source, part - vectors, part - vectors - 1, rest, part);
                    break;
            }
            il.Emit(OpCodes.Stloc, Part(VectorsOf(shuffle.Result)));
        });
    }

    /// <summary>
    /// Lanes of the vector <paramref name="near"/> and then of <paramref name="far"/>, moved by <paramref name="count"/>; own
    /// ones where there are no such vectors.
    /// </summary>
    private void EmitShift(LocalBuilder[] source, int near, int far, int count, int own)
    {
        var type = source[own].LocalType;
        bool hasNear = near >= 0 && near < source.Length;
        if (!hasNear || count == 0)
        {
            il.Emit(OpCodes.Ldloc, source[hasNear ? near : own]);
            return;
        }
        bool hasFar = far >= 0 && far < source.Length;
        il.Emit(OpCodes.Ldloc, source[near]);
        il.Emit(OpCodes.Ldloc, source[hasFar ? far : own]);
        il.Emit(OpCodes.Ldc_I4, count);
        if (hasFar)
            Call(far > near ? "LanesDown" : "LanesUp", type, type, typeof(int));
        else
            Call(far > near ? "LanesDownOrOwn" : "LanesUpOrOwn", type, type, typeof(int));
    }
}
