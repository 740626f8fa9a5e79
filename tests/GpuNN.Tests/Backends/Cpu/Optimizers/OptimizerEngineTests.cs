using GpuNN.Backends.Cpu.Optimizers;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Optimizers;

/// <summary>Whole registers, tails and several threads do the same step; the formulas are the registry's matter.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class OptimizerEngineTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void AdamFollowsItsFormulaAtEveryLength(int bits)
    {
        using WidthScope width = new(bits);
        foreach (int count in new[] { 1, 7, 8, 9, 15, 16, 17, 33, 1000, 70_001 })
        {
            using GuardedArray<float> gradient = new(count, seed: 1);
            using GuardedArray<float> parameter = new(count, seed: 2);
            using GuardedArray<float> first = new(count, seed: 3);
            using GuardedArray<float> second = new(count, seed: 4);
            for (int i = 0; i < count; i++)
            {
                second.Values[i] = Math.Abs(second.Values[i]);
            }

            float[] before = parameter.Values.ToArray();
            float[] m = first.Values.ToArray();
            float[] v = second.Values.ToArray();
            AdamStep<float> step = new(0.01, 0.9, 0.99, 1e-8, 0.19, 0.0199, 0.1, isDecoupled: true, epsilonInside: false);
            OptimizerEngine.Run(step, gradient.Pointer, parameter.Pointer, first.Pointer, second.Pointer, null, count);
            parameter.AssertBandsUntouched();
            first.AssertBandsUntouched();
            second.AssertBandsUntouched();
            for (int i = 0; i < count; i++)
            {
                double g = gradient.Pointer[i];
                double newM = 0.9 * m[i] + 0.1 * g;
                double newV = 0.99 * v[i] + 0.01 * g * g;
                double expected = before[i] * (1 - 0.001) - 0.01 * (newM / 0.19) / (Math.Sqrt(newV / 0.0199) + 1e-8);
                Assert.True(Math.Abs(parameter.Pointer[i] - expected) <= 1e-6, $"{count}: {i}");
                Assert.True(Math.Abs(first.Pointer[i] - newM) <= 1e-6, $"{count}: m {i}");
                Assert.True(Math.Abs(second.Pointer[i] - newV) <= 1e-6, $"{count}: v {i}");
            }
        }
    }
}
