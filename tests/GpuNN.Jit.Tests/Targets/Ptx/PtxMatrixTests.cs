using System.Text.RegularExpressions;
using GpuNN.Jit.Compiler;
using GpuNN.Jit.Extensions;
using GpuNN.Jit.Targets.Ptx;
using GpuNN.Jit.Tests.Extensions;

namespace GpuNN.Jit.Tests.Targets.Ptx;

/// <summary>The text of products of warps: forms, registers, versions.</summary>
public sealed class PtxMatrixTests
{
    private static readonly PtxTarget s_ampere = PtxTarget.For(12040, 80);

    [Fact]
    public void ProductsAreTheInstructionsOfTheirTypes()
    {
        string tensorFloat = Write(WarpMatrixKernels.TensorFloat);
        Assert.Equal(3, Regex.Count(tensorFloat, Product("m16n8k8", "tf32")));
        Assert.Single(Regex.Matches(Write(WarpMatrixKernels.Float16), Product("m16n8k16", "f16")));
        Assert.Single(Regex.Matches(Write(WarpMatrixKernels.BFloat16), Product("m16n8k16", "bf16")));
        Assert.Equal(6, Regex.Count(tensorFloat, @"cvt\.rna\.tf32\.f32 %r\d+, %f\d+;"));
        Assert.DoesNotContain("shfl", tensorFloat, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", tensorFloat, StringComparison.Ordinal);

        static string Product(string shape, string type) =>
            $@"mma\.sync\.aligned\.{shape}\.row\.col\.f32\.{type}\.{type}\.f32 {Set("f", 4)}, {Set("r", 4)}, {Set("r", 2)}, {Set("f", 4)};";
    }

    [Fact]
    public void LoadsAndCopiesAreInstructionsToo()
    {
        string text = Write(WarpMatrixKernels.ThroughSharedMemory);
        Assert.Single(Regex.Matches(text, $@"ldmatrix\.sync\.aligned\.m8n8\.x4\.shared\.b16 {Set("r", 4)}, \[%r\d+(\+\d+)?\];"));
        Assert.Single(Regex.Matches(text, $@"ldmatrix\.sync\.aligned\.m8n8\.x4\.trans\.shared\.b16 {Set("r", 4)}, \[%r\d+(\+\d+)?\];"));
        Assert.Single(Regex.Matches(text, @"cp\.async\.cg\.shared\.global \[%r\d+(\+\d+)?\], \[%rd\d+(\+\d+)?\], 16;"));
        Assert.Single(Regex.Matches(text, @"cp\.async\.cg\.shared\.global \[%r\d+(\+\d+)?\], \[%rd\d+(\+\d+)?\], 16, %r\d+;"));
        Assert.Matches(@"cp\.async\.commit_group;\n\s+cp\.async\.wait_group 0;\n\s+bar\.sync 0;", text);
        Assert.Matches(@"\.shared \.align 16 ", text);
        Assert.DoesNotContain("ld.global", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(12040, 75, "sm_75")]
    [InlineData(10020, 80, "PTX 6.5")]
    public void WhatIsTooOldForThemIsNamed(int driver, int capability, string named)
    {
        var refusal = Assert.Throws<KernelCompilationException>(
            () => PtxModule.Write(Compile(WarpMatrixKernels.TensorFloat), PtxTarget.For(driver, capability)));
        Assert.Contains("sm_80", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private static string Set(string register, int count) =>
        $@"\{{{string.Join(", ", Enumerable.Repeat($@"%{register}\d+", count))}\}}";

    private static string Write(Delegate kernel)
    {
        string text = PtxModule.Write(Compile(kernel), s_ampere);
        PtxChecker.Check(text);
        return text;
    }

    private static GpuNN.Jit.Compiler.Ir.KernelIr Compile(Delegate kernel) => KernelCompiler.Compile(kernel.Method, PtxModule.Options);
}
