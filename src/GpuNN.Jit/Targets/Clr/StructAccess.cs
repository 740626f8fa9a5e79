using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>Structs of 16 bytes, loaded and stored by one access, as generated code for single items calls it.</summary>
internal static unsafe class StructAccess
{
    /// <summary>The bytes of such a struct.</summary>
    public const int Size = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(byte* address) => Vector128.Load(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PartInt32(Vector128<byte> value, int part) => value.AsInt32().GetElement(part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PartInt64(Vector128<byte> value, int part) => value.AsInt64().GetElement(part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PartFloat32(Vector128<byte> value, int part) => value.AsSingle().GetElement(part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PartFloat64(Vector128<byte> value, int part) => value.AsDouble().GetElement(part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, int a, int b, int c, int d) => Vector128.Create(a, b, c, d).Store((int*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, float a, float b, float c, float d) => Vector128.Create(a, b, c, d).Store((float*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, long a, long b) => Vector128.Create(a, b).Store((long*)address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* address, double a, double b) => Vector128.Create(a, b).Store((double*)address);
}
