using System.Reflection;
using System.Reflection.Emit;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>One IL instruction; branch targets are absolute offsets.</summary>
internal readonly record struct IlInstruction(int Offset, OpCode OpCode, long Operand, int[]? Targets, int Next)
{
    /// <summary>The operand as a float, for ldc.r4 and ldc.r8.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Operand);

    /// <summary>The operand as a token, an index or a branch target.</summary>
    public int Int32 => (int)Operand;
}

/// <summary>Decodes the bytes of a method's body.</summary>
internal static class IlDecoder
{
    private static readonly OpCode[] s_oneByte = new OpCode[256];
    private static readonly OpCode[] s_twoByte = new OpCode[256];

    static IlDecoder()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            if (code.Size == 1)
                s_oneByte[code.Value & 0xff] = code;
            else
                s_twoByte[code.Value & 0xff] = code;
        }
    }

    public static List<IlInstruction> Decode(byte[] code)
    {
        var instructions = new List<IlInstruction>(code.Length / 2 + 1);
        int position = 0;
        while (position < code.Length)
        {
            int offset = position;
            byte first = code[position++];
            var opCode = first == 0xfe ? s_twoByte[code[position++]] : s_oneByte[first];
            long operand = 0;
            int[]? targets = null;
            switch (opCode.OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineI:
                    operand = (sbyte)code[position++];
                    break;
                case OperandType.ShortInlineVar:
                    operand = code[position++];
                    break;
                case OperandType.InlineVar:
                    operand = BitConverter.ToUInt16(code, position);
                    position += 2;
                    break;
                case OperandType.ShortInlineBrTarget:
                    operand = (sbyte)code[position++];
                    operand += position;
                    break;
                case OperandType.InlineBrTarget:
                    operand = BitConverter.ToInt32(code, position);
                    position += 4;
                    operand += position;
                    break;
                case OperandType.InlineI8:
                    operand = BitConverter.ToInt64(code, position);
                    position += 8;
                    break;
                case OperandType.ShortInlineR:
                    operand = BitConverter.DoubleToInt64Bits(BitConverter.ToSingle(code, position));
                    position += 4;
                    break;
                case OperandType.InlineR:
                    operand = BitConverter.ToInt64(code, position);
                    position += 8;
                    break;
                case OperandType.InlineSwitch:
                    targets = new int[BitConverter.ToInt32(code, position)];
                    position += 4;
                    int origin = position + 4 * targets.Length;
                    for (int i = 0; i < targets.Length; i++, position += 4)
                        targets[i] = origin + BitConverter.ToInt32(code, position);
                    break;
                default:
                    operand = BitConverter.ToInt32(code, position);
                    position += 4;
                    break;
            }
            instructions.Add(new(offset, opCode, operand, targets, position));
        }
        return instructions;
    }
}
