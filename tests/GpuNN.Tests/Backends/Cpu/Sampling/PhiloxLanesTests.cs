using GpuNN.Backends;
using GpuNN.Backends.Cpu.Sampling;

namespace GpuNN.Tests.Backends.Cpu.Sampling;

public sealed unsafe class PhiloxLanesTests
{
    [Theory]
    [InlineData(0ul, 0ul)]
    [InlineData(1ul, 12345ul)]
    [InlineData(0xFFFFFFFFFFFFFFFFul, 0xFFFFFF80ul)]
    [InlineData(0x9E3779B97F4A7C15ul, 0x1FFFFFFFFFFul)]
    [InlineData(42ul, 0xFFFFFFFFFFFFFF10ul)]
    public void EightCountersAtATimeGiveEachItsWords(ulong seed, ulong counter)
    {
        uint[] words = new uint[2 * PhiloxLanes.Strip];
        fixed (uint* pointer = words)
        {
            PhiloxLanes.Words(seed, counter, pointer, pointer + PhiloxLanes.Strip);
        }

        for (int i = 0; i < PhiloxLanes.Strip; i++)
        {
            (uint x, uint y, _, _) = Philox.Block(seed, unchecked(counter + (ulong)i));
            Assert.Equal((x, y), (words[i], words[PhiloxLanes.Strip + i]));
        }
    }
}
