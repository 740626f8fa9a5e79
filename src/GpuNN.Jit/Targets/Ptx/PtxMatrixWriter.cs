using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Ptx;

/// <summary>Writes products of matrices by a warp, their loads from shared memory, and asynchronous copies to it.</summary>
internal sealed class PtxMatrixWriter(
    PtxRegisters registers,
    PtxExpressionWriter expressions,
    PtxMemoryWriter memory,
    Action<string> emit,
    PtxTarget target,
    string kernelName)
{
    /// <summary>Writes a product.</summary>
    public void Write(MatrixProduct product)
    {
        Require("products of matrices by a warp");
        (string shape, string type) = product.Element switch
        {
            MatrixElement.TensorFloat => ("m16n8k8", "tf32"),
            MatrixElement.Float16 => ("m16n8k16", "f16"),
            _ => ("m16n8k16", "bf16"),
        };
        emit($"mma.sync.aligned.{shape}.row.col.f32.{type}.{type}.f32 {Results(product.Results)}, {Values(product.A)}, {Values(product.B)}, {Values(product.C)};");
    }

    /// <summary>Writes a rounding.</summary>
    public void Write(TensorFloatRounding rounding)
    {
        Require("TF32 numbers");
        emit($"cvt.rna.tf32.f32 {registers.Of(rounding.Result)}, {expressions.InRegister(expressions.Write(rounding.Value), rounding.Value)};");
    }

    /// <summary>Writes a load of four matrices.</summary>
    public void Write(MatrixLoad load)
    {
        Require("loads of matrices by a warp");
        string place = memory.PlaceOf(load.Source);
        emit($"ldmatrix.sync.aligned.m8n8.x4{(load.IsTransposed ? ".trans" : "")}.shared.b16 {Results(load.Results)}, {place};");
    }

    /// <summary>Writes a copy of 16 bytes; fewer than that are filled up with zeros.</summary>
    public void Write(AsynchronousCopy copy)
    {
        Require("asynchronous copies");
        string to = memory.PlaceOf(copy.Target), from = memory.PlaceOf(copy.Source);
        string bytes = copy.Bytes is Constant { Int32: 16 } ? "" : $", {expressions.InRegister(expressions.Write(copy.Bytes), copy.Bytes)}";
        emit($"cp.async.cg.shared.global {to}, {from}, 16{bytes};");
    }

    /// <summary>Writes the end of a group of copies, or the wait for groups.</summary>
    public void Write(CopyGroup group)
    {
        Require("asynchronous copies");
        emit(group.Pending is { } pending
            ? FormattableString.Invariant($"cp.async.wait_group {pending};")
            : "cp.async.commit_group;");
    }

    private void Require(string what)
    {
        if (target.HasWarpMatrices)
            return;
        throw new KernelCompilationException(kernelName, FormattableString.Invariant(
            $"{what} need sm_80 and PTX 7.0; this is sm_{target.Architecture} and PTX {target.Isa / 10}.{target.Isa % 10}"));
    }

    private string Results(Variable[] results) => $"{{{string.Join(", ", results.Select(registers.Of))}}}";

    private string Values(Expression[] values) =>
        $"{{{string.Join(", ", values.Select(value => expressions.InRegister(expressions.Write(value), value)))}}}";
}
