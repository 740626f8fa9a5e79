using System.Numerics;
using System.Runtime.InteropServices;

namespace GpuNN.Tests.Backends.Cpu.Gemm;

/// <summary>Native memory between two bands of NaN: what is read there poisons the result, what is written there shows.</summary>
internal sealed unsafe class GuardedArray<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Band = 64;
    private readonly T* _memory;
    private readonly int _count;

    public GuardedArray(int count)
    {
        _count = count;
        _memory = (T*)NativeMemory.AlignedAlloc((nuint)(count + (2 * Band)) * (nuint)sizeof(T), 64);
        new Span<T>(_memory, count + (2 * Band)).Fill(T.NaN);
    }

    public GuardedArray(int count, int seed)
        : this(count)
    {
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            Pointer[i] = T.CreateChecked((random.NextDouble() * 2) - 1);
        }
    }

    public T* Pointer => _memory + Band;

    public Span<T> Values => new(Pointer, _count);

    public void AssertBandsUntouched()
    {
        for (int i = 0; i < Band; i++)
        {
            Assert.True(T.IsNaN(_memory[i]), $"written {Band - i} elements before the start");
            Assert.True(T.IsNaN(Pointer[_count + i]), $"written {i} elements past the end");
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
