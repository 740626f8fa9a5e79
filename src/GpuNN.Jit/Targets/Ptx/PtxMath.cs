using System.Reflection;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Which operators of the IR a PTX kernel computes by the functions here.</summary>
internal static partial class PtxMath
{
    private static readonly Dictionary<(Operator, ScalarType), MethodInfo> s_functions = FunctionTable();

    /// <summary>The function that computes an operator on a type, or null where PTX has an instruction.</summary>
    public static MethodInfo? Find(Operator op, ScalarType type) => s_functions.GetValueOrDefault((op, type));

    private static Dictionary<(Operator, ScalarType), MethodInfo> FunctionTable()
    {
        (Operator Op, string Name)[] functions =
        [
            (Operator.Exponential, nameof(Exp)),
            (Operator.Logarithm, nameof(Log)),
            (Operator.Logarithm2, nameof(Log2)),
            (Operator.Logarithm10, nameof(Log10)),
            (Operator.Sine, nameof(Sin)),
            (Operator.Cosine, nameof(Cos)),
            (Operator.Tangent, nameof(Tan)),
            (Operator.ArcSine, nameof(Asin)),
            (Operator.ArcCosine, nameof(Acos)),
            (Operator.ArcTangent, nameof(Atan)),
            (Operator.HyperbolicSine, nameof(Sinh)),
            (Operator.HyperbolicCosine, nameof(Cosh)),
            (Operator.HyperbolicTangent, nameof(Tanh)),
            (Operator.CubeRoot, nameof(Cbrt)),
            (Operator.Power, nameof(Pow)),
            (Operator.ArcTangent2, nameof(Atan2)),
            (Operator.Remainder, nameof(Remainder)),
        ];
        var table = new Dictionary<(Operator, ScalarType), MethodInfo>();
        foreach ((Operator op, string name) in functions)
        {
            int operands = op is Operator.Power or Operator.ArcTangent2 or Operator.Remainder ? 2 : 1;
            table.Add((op, ScalarType.Float32), Function(name, typeof(float), operands));
            table.Add((op, ScalarType.Float64), Function(name, typeof(double), operands));
        }
        return table;
    }

    private static MethodInfo Function(string name, Type type, int operands) =>
        typeof(PtxMath).GetMethod(name, [.. Enumerable.Repeat(type, operands)])!;
}
