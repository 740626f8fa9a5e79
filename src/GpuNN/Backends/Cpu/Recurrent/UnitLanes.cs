namespace GpuNN.Backends.Cpu.Recurrent;

/// <summary>Units of a state, which are computed eight at once.</summary>
internal static unsafe class UnitLanes
{
    /// <summary>Units computed at once.</summary>
    public const int Count = 8;

    /// <summary>Writes zeros to units of rows <paramref name="row"/> apart.</summary>
    public static void Clear(float* target, int units, int rows, nint row)
    {
        for (int r = 0; r < rows; r++)
        {
            new Span<float>(target + (r * row), units).Clear();
        }
    }
}
