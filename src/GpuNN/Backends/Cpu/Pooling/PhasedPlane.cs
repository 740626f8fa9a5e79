using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Pooling;

/// <summary>
/// A plane with its padding filled in and each row dealt out by column modulo the stride: then one tap of neighbouring
/// windows is contiguous, whatever the stride, dilation and padding.
/// </summary>
internal readonly unsafe struct PhasedPlane
{
    private readonly PlanePooling _pooling;
    private readonly float* _memory;
    private readonly int _length;

    public PhasedPlane(in PlanePooling pooling, float* memory, int slack)
    {
        _pooling = pooling;
        _memory = memory;
        _length = Length(pooling, slack);
    }

    /// <summary>The elements that a plane needs.</summary>
    public static long Size(in PlanePooling pooling, int slack) =>
        (long)pooling.Height * pooling.StrideWidth * Length(pooling, slack);

    /// <summary>The phases of a row, one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Row(int row) => _memory + (long)row * _pooling.StrideWidth * _length;

    /// <summary>
    /// For each tap of the window's rows, where in a row of the plane the elements under it begin, the first window first.
    /// </summary>
    public void Taps(int* taps)
    {
        for (int c = 0; c < _pooling.KernelWidth; c++)
        {
            int column = c * _pooling.DilationWidth;
            taps[c] = column % _pooling.StrideWidth * _length + column / _pooling.StrideWidth;
        }
    }

    /// <summary>Deals the plane out, <paramref name="fill"/> standing where there is no element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Scatter<V>(float* plane, float fill)
        where V : struct, IVector<V, float>
    {
        for (int row = 0; row < _pooling.Height; row++)
        {
            float* phases = _memory + (long)row * _pooling.StrideWidth * _length;
            float* line = plane + (long)row * _pooling.Width;
            new Span<float>(phases, _pooling.StrideWidth * _length).Fill(fill);
            if (_pooling.StrideWidth == 1)
            {
                int count = Math.Min(_pooling.Width, _length - _pooling.PaddingLeft);
                Unsafe.CopyBlockUnaligned(phases + _pooling.PaddingLeft, line, (uint)count * sizeof(float));
            }
            else if (_pooling.StrideWidth == 2)
            {
                ScatterTwo<V>(line, phases, phases + _length);
            }
            else
            {
                for (int j = 0; j < _pooling.Width; j++)
                {
                    int column = j + _pooling.PaddingLeft;
                    int place = column / _pooling.StrideWidth;
                    if (place < _length)
                    {
                        phases[column % _pooling.StrideWidth * _length + place] = line[j];
                    }
                }
            }
        }
    }

    /// <summary>Collects the plane again, without its padding.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Gather<V>(float* plane)
        where V : struct, IVector<V, float>
    {
        for (int row = 0; row < _pooling.Height; row++)
        {
            float* phases = _memory + (long)row * _pooling.StrideWidth * _length;
            float* line = plane + (long)row * _pooling.Width;
            int j = 0;
            if (_pooling.StrideWidth == 2 && _pooling.PaddingLeft % 2 == 0)
            {
                float* even = phases + _pooling.PaddingLeft / 2;
                int vectorised = Math.Min(_pooling.Width, 2 * (_length - _pooling.PaddingLeft / 2));
                for (; j <= vectorised - 2 * V.Count; j += 2 * V.Count)
                {
                    V.StoreInterleaved(V.Load(even + j / 2), V.Load(even + _length + j / 2), line + j);
                }
            }

            for (; j < _pooling.Width; j++)
            {
                int column = j + _pooling.PaddingLeft;
                int place = column / _pooling.StrideWidth;
                line[j] = place < _length ? phases[column % _pooling.StrideWidth * _length + place] : 0;
            }
        }
    }

    public void Clear() => new Span<float>(_memory, _pooling.Height * _pooling.StrideWidth * _length).Clear();

    private static int Length(in PlanePooling pooling, int slack)
    {
        int reach = (pooling.KernelWidth - 1) * pooling.DilationWidth / pooling.StrideWidth;
        return pooling.OutputWidth + reach + slack;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ScatterTwo<V>(float* line, float* even, float* odd)
        where V : struct, IVector<V, float>
    {
        int left = _pooling.PaddingLeft;
        int place = (left + 1) / 2;
        if ((left & 1) == 1)
        {
            odd[place - 1] = line[0];
        }

        int column = 2 * place - left;
        for (; column <= _pooling.Width - 2 * V.Count && place <= _length - V.Count; column += 2 * V.Count, place += V.Count)
        {
            V.LoadInterleaved(line + column, out V evens, out V odds);
            V.Store(evens, even + place);
            V.Store(odds, odd + place);
        }

        for (; column < _pooling.Width && place < _length; column += 2, place++)
        {
            even[place] = line[column];
            if (column + 1 < _pooling.Width)
            {
                odd[place] = line[column + 1];
            }
        }
    }
}
