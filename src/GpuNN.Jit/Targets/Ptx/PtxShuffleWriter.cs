using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Writes shuffles.</summary>
internal sealed class PtxShuffleWriter(PtxRegisters registers, PtxExpressionWriter expressions, Action<string> emit)
{
    private const string AllLanes = "0xffffffff";

    /// <summary>Writes a shuffle; 64-bit values go in two halves.</summary>
    public void Write(Shuffle shuffle)
    {
        string value = expressions.InRegister(expressions.Write(shuffle.Value), shuffle.Value);
        string lane = expressions.Write(shuffle.Lane);
        string width = expressions.Write(shuffle.Width);
        bool wholeWarp = shuffle.Width is Constant { Int32: IrTypes.WarpSize };
        string mode = shuffle.Kind switch
        {
            ShuffleKind.Down => "down",
            ShuffleKind.Up => "up",
            ShuffleKind.Xor when wholeWarp => "bfly",
            _ => "idx",
        };
        if (shuffle.Kind == ShuffleKind.Xor && !wholeWarp)
            lane = LaneWithinSubWarp(lane, width);
        // The last operand: the sub-warp's mask in bits 8 to 12, and the bound that the source lane may not pass.
        string bound = shuffle.Kind == ShuffleKind.Up ? "0" : "31";
        if (shuffle.Kind == ShuffleKind.Xor && !wholeWarp)
            width = "32";
        string clamp = Clamp(width, bound, shuffle);
        string result = registers.Of(shuffle.Result);
        if (shuffle.Value.Type.Size() == 4)
        {
            emit($"shfl.sync.{mode}.b32 {result}, {value}, {lane}, {clamp}, {AllLanes};");
            return;
        }
        string low = registers.New(PtxRegisterKind.Int32), high = registers.New(PtxRegisterKind.Int32);
        string lowResult = registers.New(PtxRegisterKind.Int32), highResult = registers.New(PtxRegisterKind.Int32);
        emit($"mov.b64 {{{low}, {high}}}, {value};");
        emit($"shfl.sync.{mode}.b32 {lowResult}, {low}, {lane}, {clamp}, {AllLanes};");
        emit($"shfl.sync.{mode}.b32 {highResult}, {high}, {lane}, {clamp}, {AllLanes};");
        emit($"mov.b64 {result}, {{{lowResult}, {highResult}}};");
    }

    private string Clamp(string width, string bound, Shuffle shuffle)
    {
        if (int.TryParse(width, System.Globalization.CultureInfo.InvariantCulture, out int constant))
        {
            int mask = (IrTypes.WarpSize - constant) << 8 | (shuffle.Kind == ShuffleKind.Up ? 0 : 31);
            return FormattableString.Invariant($"{mask}");
        }
        string clamp = registers.New(PtxRegisterKind.Int32);
        emit($"sub.s32 {clamp}, 32, {width};");
        emit($"shl.b32 {clamp}, {clamp}, 8;");
        emit($"or.b32 {clamp}, {clamp}, {bound};");
        return clamp;
    }

    /// <summary>The butterfly's lane where it stays in the sub-warp, else the own: the instruction checks one side only.</summary>
    private string LaneWithinSubWarp(string mask, string width)
    {
        string own = registers.New(PtxRegisterKind.Int32), other = registers.New(PtxRegisterKind.Int32);
        string distance = registers.New(PtxRegisterKind.Int32), lane = registers.New(PtxRegisterKind.Int32);
        string inside = registers.New(PtxRegisterKind.Predicate);
        emit($"mov.u32 {own}, %laneid;");
        emit($"xor.b32 {other}, {own}, {mask};");
        emit($"and.b32 {distance}, {mask}, 31;");
        emit($"setp.lt.u32 {inside}, {distance}, {width};");
        emit($"selp.b32 {lane}, {other}, {own}, {inside};");
        return lane;
    }
}
