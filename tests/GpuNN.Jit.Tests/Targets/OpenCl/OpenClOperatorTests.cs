using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Drivers.OpenCl;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit.Tests.Targets.OpenCl;

/// <summary>The edges of the IR's operators, on an OpenCL device.</summary>
public sealed class OpenClOperatorTests
{
    private static readonly float[] s_floats =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
        float.Epsilon, -float.Epsilon, 1e-40f, float.MaxValue, float.MinValue, 2147483648f, -2147483648f, 4294967296f,
        9.3e18f, -9.3e18f, 1.9e19f, 65504f, 65519f, 65520f, 6e-8f, 2.9e-8f, 6.1e-5f, 100.7f,
    ];

    private static readonly int[] s_integers =
        [0, 1, -1, 2, -2, 3, 7, -8, 8, 31, 32, 33, 255, 256, -129, 32767, -32768, 65536, int.MaxValue, int.MinValue, 0x12345678];

    [SkippableFact]
    public void IntegerOperatorsAreThoseOfCSharp()
    {
        (Operator Op, Func<int, int, int> Expected)[] cases =
        [
            (Operator.Add, (a, b) => a + b),
            (Operator.Subtract, (a, b) => a - b),
            (Operator.Multiply, (a, b) => a * b),
            (Operator.Divide, (a, b) => b is 0 ? 0 : b is -1 ? -a : a / b),
            (Operator.Remainder, (a, b) => b is 0 or -1 ? 0 : a % b),
            (Operator.DivideUnsigned, (a, b) => b == 0 ? 0 : (int)((uint)a / (uint)b)),
            (Operator.RemainderUnsigned, (a, b) => b == 0 ? 0 : (int)((uint)a % (uint)b)),
            (Operator.And, (a, b) => a & b),
            (Operator.Or, (a, b) => a | b),
            (Operator.Xor, (a, b) => a ^ b),
            (Operator.ShiftLeft, (a, b) => a << b),
            (Operator.ShiftRight, (a, b) => a >> b),
            (Operator.ShiftRightUnsigned, (a, b) => a >>> b),
            (Operator.Minimum, Math.Min),
            (Operator.Maximum, Math.Max),
            (Operator.MinimumUnsigned, (a, b) => (int)Math.Min((uint)a, (uint)b)),
            (Operator.MaximumUnsigned, (a, b) => (int)Math.Max((uint)a, (uint)b)),
            (Operator.Equal, (a, b) => a == b ? 1 : 0),
            (Operator.NotEqual, (a, b) => a != b ? 1 : 0),
            (Operator.Less, (a, b) => a < b ? 1 : 0),
            (Operator.LessOrEqual, (a, b) => a <= b ? 1 : 0),
            (Operator.Greater, (a, b) => a > b ? 1 : 0),
            (Operator.GreaterOrEqual, (a, b) => a >= b ? 1 : 0),
            (Operator.LessUnsigned, (a, b) => (uint)a < (uint)b ? 1 : 0),
            (Operator.LessOrEqualUnsigned, (a, b) => (uint)a <= (uint)b ? 1 : 0),
            (Operator.GreaterUnsigned, (a, b) => (uint)a > (uint)b ? 1 : 0),
            (Operator.GreaterOrEqualUnsigned, (a, b) => (uint)a >= (uint)b ? 1 : 0),
            (Operator.Not, (a, _) => ~a),
            (Operator.Negate, (a, _) => -a),
            (Operator.Absolute, (a, _) => a == int.MinValue ? a : Math.Abs(a)),
            (Operator.NarrowInt8, (a, _) => (sbyte)a),
            (Operator.NarrowUInt8, (a, _) => (byte)a),
            (Operator.NarrowInt16, (a, _) => (short)a),
            (Operator.NarrowUInt16, (a, _) => (ushort)a),
            (Operator.PopulationCount, (a, _) => int.PopCount(a)),
            (Operator.LeadingZeroCount, (a, _) => int.LeadingZeroCount(a)),
            (Operator.TrailingZeroCount, (a, _) => int.TrailingZeroCount(a)),
        ];
        (int A, int B)[] pairs = [.. s_integers.SelectMany(a => s_integers.Select(b => (a, b)))];
        int[] x = [.. pairs.Select(pair => pair.A)], y = [.. pairs.Select(pair => pair.B)];
        int[][] found = Run<int, int>(
            [.. cases.Select(c => (Func<Expression, Expression, Expression>)((a, b) => new Operation(c.Op, ScalarType.Int32, IsUnary(c.Op) ? [a] : [a, b])))],
            ElementType.Int32, ElementType.Int32, x, y);
        for (int c = 0; c < cases.Length; c++)
        {
            for (int i = 0; i < x.Length; i++)
                Assert.True(cases[c].Expected(x[i], y[i]) == found[c][i], $"{cases[c].Op}({x[i]}, {y[i]}) = {found[c][i]}");
        }
    }

    [SkippableFact]
    public void FloatOperatorsAreThoseOfCSharp()
    {
        (Operator Op, Func<float, float, float> Expected)[] cases =
        [
            (Operator.Add, (a, b) => a + b),
            (Operator.Subtract, (a, b) => a - b),
            (Operator.Multiply, (a, b) => a * b),
            (Operator.Divide, (a, b) => a / b),
            (Operator.Remainder, (a, b) => a % b),
            (Operator.Minimum, MathF.Min),
            (Operator.Maximum, MathF.Max),
            (Operator.CopySign, MathF.CopySign),
            (Operator.Negate, (a, _) => -a),
            (Operator.Absolute, (a, _) => MathF.Abs(a)),
            (Operator.SquareRoot, (a, _) => MathF.Sqrt(a)),
            (Operator.Floor, (a, _) => MathF.Floor(a)),
            (Operator.Ceiling, (a, _) => MathF.Ceiling(a)),
            (Operator.RoundTowardZero, (a, _) => MathF.Truncate(a)),
            (Operator.RoundToEven, (a, _) => MathF.Round(a)),
        ];
        (float A, float B)[] pairs = [.. s_floats.SelectMany(a => s_floats.Select(b => (a, b)))];
        float[] x = [.. pairs.Select(pair => pair.A)], y = [.. pairs.Select(pair => pair.B)];
        float[][] found = Run<float, float>(
            [.. cases.Select(c => (Func<Expression, Expression, Expression>)((a, b) => new Operation(c.Op, ScalarType.Float32, IsUnary(c.Op) ? [a] : [a, b])))],
            ElementType.Float32, ElementType.Float32, x, y);
        for (int c = 0; c < cases.Length; c++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                float expected = cases[c].Expected(x[i], y[i]);
                bool same = float.IsNaN(expected) ? float.IsNaN(found[c][i])
                    : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(found[c][i]);
                Assert.True(same, $"{cases[c].Op}({x[i]:R}, {y[i]:R}) = {found[c][i]:R}, expected {expected:R}");
            }
        }
    }

    [SkippableFact]
    public void FloatComparisonsAndConversionsAreThoseOfCSharp()
    {
        (Operator Op, Func<float, float, int> Expected)[] cases =
        [
            (Operator.Equal, (a, b) => a == b ? 1 : 0),
            (Operator.NotEqual, (a, b) => a != b ? 1 : 0),
            (Operator.Less, (a, b) => a < b ? 1 : 0),
            (Operator.LessOrEqual, (a, b) => a <= b ? 1 : 0),
            (Operator.Greater, (a, b) => a > b ? 1 : 0),
            (Operator.GreaterOrEqual, (a, b) => a >= b ? 1 : 0),
            (Operator.LessUnordered, (a, b) => !(a >= b) ? 1 : 0),
            (Operator.LessOrEqualUnordered, (a, b) => !(a > b) ? 1 : 0),
            (Operator.GreaterUnordered, (a, b) => !(a <= b) ? 1 : 0),
            (Operator.GreaterOrEqualUnordered, (a, b) => !(a < b) ? 1 : 0),
            (Operator.FloatToSigned, (a, _) => (int)a),
            (Operator.FloatToUnsigned, (a, _) => (int)(uint)a),
            (Operator.FloatToBits, (a, _) => BitConverter.SingleToInt32Bits(a)),
            (Operator.SingleToHalf, (a, _) => float.IsNaN(a) ? 0x7E00 : BitConverter.HalfToUInt16Bits((System.Half)a)),
        ];
        (float A, float B)[] pairs = [.. s_floats.SelectMany(a => s_floats.Select(b => (a, b)))];
        float[] x = [.. pairs.Select(pair => pair.A)], y = [.. pairs.Select(pair => pair.B)];
        int[][] found = Run<float, int>(
            [.. cases.Select(c => (Func<Expression, Expression, Expression>)((a, b) => new Operation(c.Op, ScalarType.Int32, IsUnary(c.Op) ? [a] : [a, b])))],
            ElementType.Float32, ElementType.Int32, x, y);
        for (int c = 0; c < cases.Length; c++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                int value = cases[c].Op == Operator.SingleToHalf && float.IsNaN(x[i]) ? found[c][i] & 0x7E00 : found[c][i];
                Assert.True(cases[c].Expected(x[i], y[i]) == value, $"{cases[c].Op}({x[i]:R}, {y[i]:R}) = {found[c][i]}");
            }
        }
    }

    [SkippableFact]
    public void LongConversionsAreThoseOfCSharp()
    {
        (Operator Op, Func<float, long> Expected)[] cases =
        [
            (Operator.FloatToSigned, a => (long)a),
            (Operator.FloatToUnsigned, a => (long)(ulong)a),
        ];
        long[][] found = Run<float, long>(
            [.. cases.Select(c => (Func<Expression, Expression, Expression>)((a, _) => new Operation(c.Op, ScalarType.Int64, a)))],
            ElementType.Float32, ElementType.Int64, s_floats, s_floats);
        for (int c = 0; c < cases.Length; c++)
        {
            for (int i = 0; i < s_floats.Length; i++)
                Assert.True(cases[c].Expected(s_floats[i]) == found[c][i], $"{cases[c].Op}({s_floats[i]:R}) = {found[c][i]}");
        }
    }

    [SkippableFact]
    public void EveryHalfBecomesTheSameSingleAsInCSharp()
    {
        int[] x = [.. Enumerable.Range(0, 65536)];
        float[] found = Run<int, float>(
            [(a, _) => IrBuilder.Float(Operator.HalfToSingle, a)], ElementType.Int32, ElementType.Float32, x, x)[0];
        for (int i = 0; i < x.Length; i++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)i);
            Assert.True(float.IsNaN(expected) ? float.IsNaN(found[i]) : expected.Equals(found[i]), $"half {i:X4} = {found[i]:R}");
        }
    }

    private static bool IsUnary(Operator op) => op is Operator.Not or Operator.Negate or Operator.Absolute
        or (>= Operator.NarrowInt8 and <= Operator.RoundToEven) or (>= Operator.PopulationCount and <= Operator.TrailingZeroCount);

    /// <summary>One kernel computes all operators of one pair of operands in each item: a kernel costs PoCL 0.3 s.</summary>
    private static unsafe TOut[][] Run<TIn, TOut>(
        Func<Expression, Expression, Expression>[] operators, ElementType from, ElementType to, TIn[] x, TIn[] y)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        using Context context = OpenClDevices.Context();
        using CLAccelerator accelerator = context.CreateCLAccelerator(0);
        using var left = accelerator.Allocate1D(x);
        using var right = accelerator.Allocate1D(y);
        using var result = accelerator.Allocate1D<TOut>(x.Length * operators.Length);

        var builder = new IrBuilder();
        Variable a = builder.View(from, out Variable length), b = builder.View(from, out _), c = builder.View(to, out _);
        Variable va = builder.Kernel.NewVariable(from.Scalar()), vb = builder.Kernel.NewVariable(from.Scalar());
        Variable index = builder.Kernel.NewVariable(ScalarType.Int32);
        Block head = builder.Block(), body = builder.Block(), end = builder.Block();
        head.Statements.Add(new Assign(index, IrBuilder.GlobalX()));
        var inside = new Operation(
            Operator.Less, ScalarType.Int32, new Operation(Operator.ExtendSigned, ScalarType.Int64, index), length);
        head.Terminator = new Branch(inside, body, end);
        body.Statements.Add(new Load([va], IrBuilder.At(a, index, from)));
        body.Statements.Add(new Load([vb], IrBuilder.At(b, index, from)));
        for (int i = 0; i < operators.Length; i++)
        {
            Expression place = IrBuilder.Int(Operator.Add, index, Constant.Of(i * x.Length));
            body.Statements.Add(new Store(IrBuilder.At(c, place, to), [operators[i](va, vb)]));
        }
        body.Terminator = new Jump(end);

        OpenClKernel kernel = accelerator.Load(builder.Kernel);
        KernelArgument* arguments = stackalloc KernelArgument[]
        {
            new() { Handle = left.NativePtr, Length = x.Length },
            new() { Handle = right.NativePtr, Length = x.Length },
            new() { Handle = result.NativePtr, Length = result.Length },
        };
        kernel.Launch(accelerator.DefaultStream, new KernelConfig((x.Length + 63) / 64, 64), arguments, 3);
        return [.. result.GetAsArray1D().Chunk(x.Length)];
    }
}
