using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>Eight neighbouring units of a state, or the fewer that its end leaves.</summary>
internal static unsafe class UnitLanes
{
    /// <summary>Units computed at once.</summary>
    public const int Count = 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<float> Load(float* source, int lanes) =>
        lanes == Count ? Lanes256<float>.Load(source) : LoadFew(source, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<float> value, float* target, int lanes)
    {
        if (lanes == Count)
        {
            Lanes256<float>.Store(value, target);
        }
        else
        {
            StoreFew(value, target, lanes);
        }
    }

    public static void Clear(float* target, int lanes) => new Span<float>(target, lanes).Clear();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Lanes256<float> LoadFew(float* source, int lanes)
    {
        float* all = stackalloc float[Count];
        for (int i = 0; i < Count; i++)
        {
            all[i] = i < lanes ? source[i] : 0f;
        }

        return Lanes256<float>.Load(all);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFew(Lanes256<float> value, float* target, int lanes)
    {
        float* all = stackalloc float[Count];
        Lanes256<float>.Store(value, all);
        for (int i = 0; i < lanes; i++)
        {
            target[i] = all[i];
        }
    }
}
