using System.Numerics;
using System.Reflection;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Mathematics and bits.</summary>
internal static partial class Intrinsics
{
    private static void AddMath(Dictionary<(Type, string), Intrinsic> table)
    {
        foreach (var type in new[] { typeof(Math), typeof(MathF) })
        {
            AddSame(table, type, "Sqrt", Operator.SquareRoot);
            AddSame(table, type, "Exp", Operator.Exponential);
            AddSame(table, type, "Log", Operator.Logarithm, operands: 1);
            AddSame(table, type, "Log2", Operator.Logarithm2);
            AddSame(table, type, "Log10", Operator.Logarithm10);
            AddSame(table, type, "Sin", Operator.Sine);
            AddSame(table, type, "Cos", Operator.Cosine);
            AddSame(table, type, "Tan", Operator.Tangent);
            AddSame(table, type, "Asin", Operator.ArcSine);
            AddSame(table, type, "Acos", Operator.ArcCosine);
            AddSame(table, type, "Atan", Operator.ArcTangent);
            AddSame(table, type, "Sinh", Operator.HyperbolicSine);
            AddSame(table, type, "Cosh", Operator.HyperbolicCosine);
            AddSame(table, type, "Tanh", Operator.HyperbolicTangent);
            AddSame(table, type, "Cbrt", Operator.CubeRoot);
            AddSame(table, type, "Floor", Operator.Floor);
            AddSame(table, type, "Ceiling", Operator.Ceiling);
            AddSame(table, type, "Truncate", Operator.RoundTowardZero);
            AddSame(table, type, "Round", Operator.RoundToEven, operands: 1);
            AddSame(table, type, "Pow", Operator.Power);
            AddSame(table, type, "Atan2", Operator.ArcTangent2);
            AddSame(table, type, "CopySign", Operator.CopySign);
            AddSame(table, type, "FusedMultiplyAdd", Operator.FusedMultiplyAdd);
            AddSame(table, type, "Abs", Operator.Absolute);
            table[(type, "Min")] = static (frame, method, arguments) =>
                Same(frame, method, IsUnsigned(method) ? Operator.MinimumUnsigned : Operator.Minimum, arguments);
            table[(type, "Max")] = static (frame, method, arguments) =>
                Same(frame, method, IsUnsigned(method) ? Operator.MaximumUnsigned : Operator.Maximum, arguments);
        }
        table[(typeof(Half), "op_Implicit")] = static (frame, method, arguments) =>
        {
            var bits = frame.Builder.Scalar(arguments[0]);
            var single = frame.Builder.Make(Operator.HalfToSingle, ScalarType.Float32, bits);
            return new ScalarValue(((MethodInfo)method).ReturnType == typeof(double)
                ? frame.Builder.Make(Operator.FloatToFloat, ScalarType.Float64, single) : single);
        };
        table[(typeof(Half), "op_Explicit")] = static (frame, _, arguments) =>
        {
            var single = frame.Builder.Coerce(frame.Builder.Scalar(arguments[0]), ScalarType.Float32);
            var bits = frame.Builder.Make(Operator.SingleToHalf, ScalarType.Int32, single);
            return new StructValue(typeof(Half), [new ScalarValue(bits)]);
        };
    }

    private static void AddBits(Dictionary<(Type, string), Intrinsic> table)
    {
        foreach (string name in new[] { "SingleToInt32Bits", "SingleToUInt32Bits" })
            AddConversion(table, name, Operator.FloatToBits, ScalarType.Float32, ScalarType.Int32);
        foreach (string name in new[] { "DoubleToInt64Bits", "DoubleToUInt64Bits" })
            AddConversion(table, name, Operator.FloatToBits, ScalarType.Float64, ScalarType.Int64);
        foreach (string name in new[] { "Int32BitsToSingle", "UInt32BitsToSingle" })
            AddConversion(table, name, Operator.BitsToFloat, ScalarType.Int32, ScalarType.Float32);
        foreach (string name in new[] { "Int64BitsToDouble", "UInt64BitsToDouble" })
            AddConversion(table, name, Operator.BitsToFloat, ScalarType.Int64, ScalarType.Float64);
        AddCount(table, nameof(BitOperations.PopCount), Operator.PopulationCount);
        AddCount(table, nameof(BitOperations.LeadingZeroCount), Operator.LeadingZeroCount);
        AddCount(table, nameof(BitOperations.TrailingZeroCount), Operator.TrailingZeroCount);
    }

    private static bool IsUnsigned(MethodBase method) => Type.GetTypeCode(method.GetParameters()[0].ParameterType)
        is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64;

    private static void AddSame(Dictionary<(Type, string), Intrinsic> table, Type type, string name, Operator op, int operands = 0) =>
        table[(type, name)] = (frame, method, arguments) =>
        {
            if (operands > 0 && arguments.Length != operands)
                throw frame.Builder.Refuse($"{KernelBuilder.Describe(method)} with {arguments.Length} arguments is not possible in a kernel");
            return Same(frame, method, op, arguments);
        };

    /// <summary>Operands and result have the type of the method's first parameter.</summary>
    private static ScalarValue Same(Interpreter frame, MethodBase method, Operator op, Value[] arguments)
    {
        var element = TypeShape.ElementOf(method.GetParameters()[0].ParameterType)
            ?? throw frame.Builder.Refuse($"{KernelBuilder.Describe(method)} of this type is not possible in a kernel");
        var type = element.Scalar();
        if (frame.Builder.MathFunction(op, type) is { } function)
            return frame.InlineFunction(function, arguments);
        var operands = new Expression[arguments.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = frame.Builder.Coerce(frame.Builder.Scalar(arguments[i]), type);
        return new(frame.Builder.Make(op, type, operands));
    }

    private static void AddConversion(
        Dictionary<(Type, string), Intrinsic> table, string name, Operator op, ScalarType from, ScalarType to) =>
        table[(typeof(BitConverter), name)] = (frame, _, arguments) => new ScalarValue(
            frame.Builder.Make(op, to, frame.Builder.Coerce(frame.Builder.Scalar(arguments[0]), from)));

    private static void AddCount(Dictionary<(Type, string), Intrinsic> table, string name, Operator op) =>
        table[(typeof(BitOperations), name)] = (frame, _, arguments) =>
            new ScalarValue(frame.Builder.Make(op, ScalarType.Int32, frame.Builder.Scalar(arguments[0])));
}
