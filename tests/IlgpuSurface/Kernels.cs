namespace ILGPU;

/// <summary>What kernels use.</summary>
public static class Grid
{
    public static int IdxX => throw Surface.Only;

    public static Index3D GlobalIndex => throw Surface.Only;
}

public static class Group
{
    public static int IdxX => throw Surface.Only;

    public static void Barrier() => throw Surface.Only;
}

public static class SharedMemory
{
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => throw Surface.Only;
}

public static class Atomic
{
    public static int Add(ref int target, int value) => throw Surface.Only;

    public static float Add(ref float target, float value) => throw Surface.Only;
}

public static class Interop
{
    public static uint FloatAsInt(float value) => throw Surface.Only;

    public static ulong FloatAsInt(double value) => throw Surface.Only;

    public static float IntAsFloat(uint value) => throw Surface.Only;
}

internal static class Surface
{
    public static InvalidOperationException Only => new("These are declarations without ILGPU behind them.");
}
