using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>
/// How eight neighbouring units are read and written, as a type: a loop over full registers then holds no call, for which
/// every register would be saved.
/// </summary>
internal unsafe interface IUnitLanes
{
    /// <summary>Loads <paramref name="lanes"/> units.</summary>
    static abstract Lanes256<float> Load(float* source, int lanes);

    /// <summary>Stores <paramref name="lanes"/> units.</summary>
    static abstract void Store(Lanes256<float> value, float* target, int lanes);
}

/// <summary>Always eight.</summary>
internal readonly unsafe struct AllLanes : IUnitLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<float> Load(float* source, int lanes) => Lanes256<float>.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256<float> value, float* target, int lanes) => Lanes256<float>.Store(value, target);
}

/// <summary>Eight, or the fewer that the end of the state leaves.</summary>
internal readonly unsafe struct FewLanes : IUnitLanes
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes256<float> Load(float* source, int lanes)
    {
        float* all = stackalloc float[UnitLanes.Count];
        for (int i = 0; i < UnitLanes.Count; i++)
        {
            all[i] = i < lanes ? source[i] : 0f;
        }

        return Lanes256<float>.Load(all);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store(Lanes256<float> value, float* target, int lanes)
    {
        float* all = stackalloc float[UnitLanes.Count];
        Lanes256<float>.Store(value, all);
        for (int i = 0; i < lanes; i++)
        {
            target[i] = all[i];
        }
    }
}
