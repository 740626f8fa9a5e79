using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace GpuNN.Jit.Launching;

/// <summary>Where the runtime really puts the fields of a value type.</summary>
internal static class ManagedLayout
{
    private static readonly MethodInfo s_byteOffset = typeof(Unsafe)
        .GetMethods()
        .Single(method => method.Name == nameof(Unsafe.ByteOffset));

    /// <summary>The byte offset of <paramref name="field"/> in its declaring value type.</summary>
    public static int OffsetOf(FieldInfo field)
    {
        Type owner = field.DeclaringType!;
        var method = new DynamicMethod(
            "OffsetOf", typeof(nint), Type.EmptyTypes, typeof(ManagedLayout).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        LocalBuilder local = il.DeclareLocal(owner);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Call, s_byteOffset.MakeGenericMethod(typeof(byte)));
        il.Emit(OpCodes.Ret);
        return (int)(nint)method.Invoke(null, null)!;
    }

    /// <summary>The size of a value type in memory.</summary>
    public static int SizeOf(Type type) => (int)typeof(Unsafe)
        .GetMethod(nameof(Unsafe.SizeOf))!
        .MakeGenericMethod(type)
        .Invoke(null, null)!;
}
