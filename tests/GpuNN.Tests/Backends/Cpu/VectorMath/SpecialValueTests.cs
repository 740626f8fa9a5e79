using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.Elementwise.Operators;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Tests.Backends.Cpu.VectorMath;

/// <summary>The values at the ends of the functions' domains.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class SpecialValueTests
{
    [Theory]
    [InlineData(-1f, float.NegativeInfinity)]
    [InlineData(float.NegativeInfinity, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(-2f, float.NaN)]
    [InlineData(-0f, -0f)]
    [InlineData(1e-30f, 1e-30f)]
    public void LogarithmOfOnePlus(float x, float expected)
    {
        Check<float, Log1pFunction>(x, expected);
        Check<double, Log1pFunction>(x, expected);
    }

    [Theory]
    [InlineData(0f, float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(-1f, float.NaN)]
    [InlineData(1f, 0f)]
    public void Logarithm(float x, float expected) => Check<float, LogFunction>(x, expected);

    [Fact]
    public void LogarithmOfMinusZero() => Check<float, LogFunction>(-0f, float.NegativeInfinity);

    [Theory]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(0f, 1f)]
    [InlineData(-104f, 0f)]
    [InlineData(89f, float.PositiveInfinity)]
    public void Exponential(float x, float expected) => Check<float, ExpFunction>(x, expected);

    [Theory]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(0f, 0.5f)]
    public void Sigmoid(float x, float expected) => Check<float, SigmoidFunction>(x, expected);

    private static void Check<T, TFunction>(float x, float expected)
        where T : unmanaged, System.Numerics.INumberBase<T>
        where TFunction : struct, IElementaryFunction
    {
        foreach (int bits in new[] { 128, 256, 512 })
        {
            using WidthScope width = new(bits);
            T value = T.CreateChecked(x);
            T result;
            ElementwiseEngine.Unary(default(Elementary<T, TFunction>), &value, &result, IterationSpace.Contiguous(1, 2));
            float actual = float.CreateTruncating(result);
            Assert.True(actual.Equals(expected), $"{typeof(TFunction).Name}({x}) = {actual}, expected {expected}, {bits} bits");
        }
    }
}
