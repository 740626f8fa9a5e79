using System.Reflection;
using System.Runtime.CompilerServices;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>What a member means in a kernel, instead of its body.</summary>
internal delegate Value? Intrinsic(Interpreter frame, MethodBase method, Value[] arguments);

/// <summary>
/// The table of members with a meaning of their own. It is asked before inlining: some bodies of the class library call
/// themselves.
/// </summary>
internal static partial class Intrinsics
{
    private static readonly Dictionary<(Type Type, string Name), Intrinsic> s_table = BuildTable();

    /// <summary>The meaning of a method, or null if it is inlined.</summary>
    public static Intrinsic? Find(MethodBase method)
    {
        var type = method.DeclaringType;
        if (type is null)
            return null;
        if (type.IsGenericType)
            type = type.GetGenericTypeDefinition();
        return s_table.GetValueOrDefault((type, method.Name));
    }

    private static Dictionary<(Type Type, string Name), Intrinsic> BuildTable()
    {
        var table = new Dictionary<(Type, string), Intrinsic>();
        AddPositions(table);
        AddViews(table);
        AddMemory(table);
        AddMath(table);
        AddBits(table);
        AddWarpMatrices(table);
        return table;
    }

    private static void AddPositions(Dictionary<(Type, string), Intrinsic> table)
    {
        for (int i = 0; i < 3; i++)
        {
            char axis = "XYZ"[i];
            table[(typeof(Grid), $"get_Idx{axis}")] = Special(SpecialRegister.GroupIndexX + (byte)i);
            table[(typeof(Grid), $"get_Dim{axis}")] = Special(SpecialRegister.GridSizeX + (byte)i);
            table[(typeof(Group), $"get_Idx{axis}")] = Special(SpecialRegister.ItemIndexX + (byte)i);
            table[(typeof(Group), $"get_Dim{axis}")] = Special(SpecialRegister.GroupSizeX + (byte)i);
        }
        table[(typeof(Warp), "get_LaneIdx")] = Special(SpecialRegister.LaneIndex);
        table[(typeof(Warp), "get_WarpSize")] = static (_, _, _) => new ScalarValue(Constant.Of(IrTypes.WarpSize));
        table[(typeof(Type), nameof(Type.GetTypeFromHandle))] = static (_, _, arguments) => arguments[0];
        table[(typeof(Type), "op_Equality")] = static (frame, _, arguments) => SameType(frame, arguments, true);
        table[(typeof(Type), "op_Inequality")] = static (frame, _, arguments) => SameType(frame, arguments, false);
        foreach (string name in typeof(Unsafe).GetMethods().Select(method => method.Name).Distinct())
        {
            table[(typeof(Unsafe), name)] = static (frame, method, _) =>
                throw frame.Builder.Refuse($"Unsafe.{method.Name} is not possible in a kernel");
        }
        table[(typeof(Unsafe), nameof(Unsafe.SizeOf))] = static (_, method, _) =>
            new ScalarValue(Constant.Of(TypeShape.SizeOf(method.GetGenericArguments()[0])));
    }

    private static Intrinsic Special(SpecialRegister register)
    {
        var value = new ScalarValue(new SpecialValue(register));
        return (_, _, _) => value;
    }

    private static ScalarValue SameType(Interpreter frame, Value[] arguments, bool expected)
    {
        if (arguments is not [TypeValue first, TypeValue second])
            throw frame.Builder.Refuse("types can only be compared as typeof(A) == typeof(B)");
        return new(Constant.Of(first.Type == second.Type == expected));
    }
}
