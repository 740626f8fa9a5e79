using System.Text.RegularExpressions;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Targets.Ptx;
using GpuNN.Jit.Tests.Kernels;

namespace GpuNN.Jit.Tests.Targets.Ptx;

/// <summary>The text of PTX kernels: what no machine without a GPU can run is at least read.</summary>
public sealed class PtxTextTests
{
    private static readonly PtxTarget s_ampere = PtxTarget.For(12040, 80);
    private static readonly PtxTarget s_volta = PtxTarget.For(12040, 70);

    [Theory]
    [InlineData(10000, 70, 63, 70)]
    [InlineData(11000, 86, 70, 80)]
    [InlineData(11080, 89, 78, 89)]
    [InlineData(12040, 90, 84, 90)]
    [InlineData(13000, 120, 90, 90)]
    [InlineData(12060, 75, 85, 75)]
    public void TheTargetFollowsDriverAndDevice(int driver, int capability, int isa, int architecture) =>
        Assert.Equal(new PtxTarget(isa, architecture), PtxTarget.For(driver, capability));

    [Fact]
    public void WhatIsTooOldIsRefusedWithTheReason()
    {
        Assert.Contains("6.1", Assert.Throws<NotSupportedException>(() => PtxTarget.For(12040, 61)).Message, StringComparison.Ordinal);
        Assert.Contains("9.2", Assert.Throws<NotSupportedException>(() => PtxTarget.For(9020, 70)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EverySampleKernelIsWrittenAndWellFormed()
    {
        foreach (string text in SampleTexts(s_ampere).Concat(SampleTexts(s_volta)))
            PtxChecker.Check(text);
    }

    [Fact]
    public void VectorsAre128BitsWideAndReadOnlyOnesGoThroughTheirCache()
    {
        string text = PtxModule.Write(CopyOfVectors(ElementType.Float32, 4), s_ampere);
        PtxChecker.Check(text);
        Assert.Single(Regex.Matches(text, @"ld\.global\.nc\.v4\.f32 \{"));
        Assert.Single(Regex.Matches(text, @"st\.global\.v4\.f32 \["));
        Assert.DoesNotContain(".local", text, StringComparison.Ordinal);
        string aliased = PtxModule.Write(CopyOfVectors(ElementType.Float32, 4), s_ampere, default, readOnlyCache: false);
        Assert.DoesNotContain(".nc", aliased, StringComparison.Ordinal);
        Assert.Matches(@"ld\.global\.v4\.f32 \{", aliased);
        // Four doubles are two accesses of 16 bytes.
        string wide = PtxModule.Write(CopyOfVectors(ElementType.Float64, 4), s_ampere);
        PtxChecker.Check(wide);
        Assert.Equal(2, Regex.Count(wide, @"ld\.global\.nc\.v2\.f64 \{"));
        Assert.Matches(@"ld\.global\.nc\.v2\.f64 \{.*\}, \[%rd\d+\+16\];", wide);
    }

    [Fact]
    public void BarriersStandWhereTheKernelHasThem()
    {
        string text = Write<ArrayView<int>>(SampleKernels.ReverseGroup);
        Assert.Single(Regex.Matches(text, @"bar\.sync 0;"));
        Assert.Matches(@"\.shared \.align 16 \.b8 \w+\[256\];", text);
        string dynamic = Write<ArrayView<float>, ArrayView<float>>(SampleKernels.SumGroup);
        Assert.Matches(@"\.extern \.shared \.align 16 \.b8 dynamic_shared\[\];", dynamic);
        Assert.True(Regex.Count(dynamic, @"bar\.sync 0;") >= 2);
    }

    [Fact]
    public void ShufflesAndAtomicsAreNative()
    {
        string shuffles = Write<ArrayView<float>, ArrayView<float>>(SampleKernels.SumWarp);
        Assert.Matches(@"shfl\.sync\.down\.b32 %f\d+, %f\d+, (%r\d+|\d+), 31, 0xffffffff;", shuffles);
        Assert.DoesNotContain(".shared", shuffles, StringComparison.Ordinal);
        string atomics = PtxModule.Write(
            KernelCompiler.Compile(
                ((Action<Index1D, ArrayView<int>, ArrayView<int>, ArrayView<float>>)SampleKernels.Count).Method,
                new CompilationOptions { IndexRank = 1 }),
            s_ampere);
        Assert.Matches(@"(red|atom)\.global\.add\.u32 ", atomics);
        Assert.Matches(@"(red|atom)\.global\.add\.f32 ", atomics);
        Assert.Matches(@"(red|atom)\.global\.max\.s32 ", atomics);
        Assert.DoesNotContain(".cas", atomics, StringComparison.Ordinal);
    }

    [Fact]
    public void SumsAndProductsAreNeverContracted()
    {
        string text = PtxModule.Write(
            KernelCompiler.Compile(
                ((Action<Index1D, ArrayView<float>, ArrayView<float>, float>)SampleKernels.AddIndexed).Method,
                new CompilationOptions { IndexRank = 1 }),
            s_ampere);
        Assert.Matches(@"mul\.rn\.f32", text);
        Assert.Matches(@"add\.rn\.f32", text);
        Assert.DoesNotContain("fma", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(add|mul|sub)\.f32", text);
    }

    [Fact]
    public void FunctionsWithoutAnInstructionAreInlined()
    {
        string text = PtxModule.Write(
            KernelCompiler.Compile(
                ((Action<Index1D, ArrayView<float>>)MathKernel).Method,
                new CompilationOptions { IndexRank = 1, MathFunctions = PtxMath.Find }),
            s_ampere);
        PtxChecker.Check(text);
        Assert.DoesNotContain("approx", text, StringComparison.Ordinal);
        Assert.DoesNotContain("call", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LaunchBoundsAreDeclared()
    {
        string text = PtxModule.Write(
            KernelCompiler.Compile(((Action<ArrayView<int>>)SampleKernels.ReverseGroup).Method), s_ampere, new KernelSpecialization(256, 2));
        Assert.Contains(".maxntid 256, 1, 1", text, StringComparison.Ordinal);
        Assert.Contains(".minnctapersm 2", text, StringComparison.Ordinal);
    }

    internal static void MathKernel(Index1D index, ArrayView<float> x)
    {
        float v = x[index];
        float sum = MathF.Exp(v) + MathF.Log(v) + MathF.Sin(v) + MathF.Tanh(v) + MathF.Pow(v, 1.5f) + MathF.Atan2(v, 2f);
        x[index] = sum + v % 3f + MathF.Cbrt(v) + MathF.Sqrt(v) + MathF.Max(v, 0f);
    }

    /// <summary>target[i] = source[i] for vectors of elements.</summary>
    private static KernelIr CopyOfVectors(ElementType type, int lanes)
    {
        var builder = new IrBuilder();
        Variable source = builder.View(type, out _), target = builder.View(type, out _);
        builder.Kernel.Parameters[0].IsReadOnly = true;
        Variable[] values = [.. Enumerable.Range(0, lanes).Select(_ => builder.Kernel.NewVariable(type.Scalar()))];
        Block block = builder.Block();
        MemoryOperand At(Variable pointer) => IrBuilder.At(pointer, IrBuilder.GlobalX(), type) with { Stride = lanes * type.Size() };
        block.Statements.Add(new Load(values, At(source)));
        block.Statements.Add(new Store(At(target), values));
        return builder.Kernel;
    }

    private static string Write<T>(Action<T> kernel) => PtxModule.Write(KernelCompiler.Compile(kernel.Method), s_ampere);

    private static string Write<T1, T2>(Action<T1, T2> kernel) => PtxModule.Write(KernelCompiler.Compile(kernel.Method), s_ampere);

    private static IEnumerable<string> SampleTexts(PtxTarget target)
    {
        foreach (var method in typeof(SampleKernels).GetMethods().Where(method => method is { IsStatic: true } && method.ReturnType == typeof(void)))
        {
            var kernel = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(SampleKernels.Squared)) : method;
            Type first = kernel.GetParameters()[0].ParameterType;
            int rank = first == typeof(Index1D) ? 1 : first == typeof(Index2D) ? 2 : 0;
            yield return PtxModule.Write(
                KernelCompiler.Compile(kernel, new CompilationOptions { IndexRank = rank, Constants = [2], MathFunctions = PtxMath.Find }), target);
        }
    }
}
