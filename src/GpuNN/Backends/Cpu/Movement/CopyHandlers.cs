using System.Numerics;
using GpuNN.Backends.Cpu.Elementwise;
using GpuNN.Backends.Cpu.VectorMath;

namespace GpuNN.Backends.Cpu.Movement;

/// <summary>Copies, conversions and fills on the CPU.</summary>
internal static unsafe class CopyHandlers
{
    public static void Register(PrimitiveTable<CpuBackend> table)
    {
        table.Add<CopyPrimitive>(Copy, SupportsCopy);
        table.Add<FillPrimitive>(FillAll, SupportsFill);
    }

    /// <summary>Whether elements are converted as .NET's own numbers; a bool is a byte.</summary>
    private static bool IsNumber(DType dtype) => !NarrowFloats.IsNarrow(dtype);

    private static Support SupportsCopy(
        CpuBackend backend, CopyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        DType from = inputs[0].DType;
        DType to = outputs[0].DType;
        return from == to
            || NarrowFloats.Converts(from, to)
            || (IsNumber(from) && IsNumber(to))
            || (from == DType.Float64 && to == DType.Float16)
            ? Support.Yes
            : Support.No($"{from} to {to} is converted one by one");
    }

    private static void Copy(
        CpuBackend backend, CopyPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        BufferView x = inputs[0];
        BufferView z = outputs[0];
        if (NarrowFloats.Converts(x.DType, z.DType))
        {
            NarrowCopy.Run(x, z);
            return;
        }

        IterationSpace space = HostOperands.Space(z, inputs);
        if (x.DType == z.DType)
        {
            switch (x.DType.Size())
            {
                case 1:
                    StridedCopy.Run(x.Pointer<byte>(), z.Pointer<byte>(), space);
                    break;
                case 2:
                    StridedCopy.Run(x.Pointer<short>(), z.Pointer<short>(), space);
                    break;
                case 4:
                    StridedCopy.Run(x.Pointer<int>(), z.Pointer<int>(), space);
                    break;
                default:
                    StridedCopy.Run(x.Pointer<long>(), z.Pointer<long>(), space);
                    break;
            }

            return;
        }

        if (z.DType == DType.Bool)
        {
            ReadOnlySpan<BufferView> twice = [x, x];
            NonZero.Find(x, z.Pointer<byte>(), HostOperands.Space(z, twice));
            return;
        }

        switch (x.DType)
        {
            case DType.Float32:
                Convert(x.Pointer<float>(), z, space);
                break;
            case DType.Float64:
                Convert(x.Pointer<double>(), z, space);
                break;
            case DType.Int32:
                Convert(x.Pointer<int>(), z, space);
                break;
            case DType.Int64:
                Convert(x.Pointer<long>(), z, space);
                break;
            default:
                Convert(x.Pointer<byte>(), z, space);
                break;
        }
    }

    private static void Convert<T>(T* x, BufferView z, in IterationSpace space)
        where T : unmanaged, INumberBase<T>
    {
        switch (z.DType)
        {
            case DType.UInt8:
                ElementwiseEngine.Convert(x, z.Pointer<byte>(), space);
                break;
            case DType.Float32:
                ElementwiseEngine.Convert(x, z.Pointer<float>(), space);
                break;
            case DType.Float64:
                ElementwiseEngine.Convert(x, z.Pointer<double>(), space);
                break;
            case DType.Int32:
                ElementwiseEngine.Convert(x, z.Pointer<int>(), space);
                break;
            case DType.Float16:
                ElementwiseEngine.Convert(x, z.Pointer<Half>(), space);
                break;
            default:
                ElementwiseEngine.Convert(x, z.Pointer<long>(), space);
                break;
        }
    }

    private static Support SupportsFill(
        CpuBackend backend, FillPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs) =>
        outputs[0].IsContiguous ? Support.Yes : Support.No("contiguous results are vectorised");

    private static void FillAll(
        CpuBackend backend, FillPrimitive primitive, ReadOnlySpan<BufferView> inputs, ReadOnlySpan<BufferView> outputs)
    {
        BufferView z = outputs[0];
        switch (z.DType)
        {
            case DType.Float32:
                Fill.Run(z.Pointer<float>(), z.Count, (float)primitive.Value);
                break;
            case DType.Float64:
                Fill.Run(z.Pointer<double>(), z.Count, primitive.Value);
                break;
            case DType.Int32:
                Fill.Run(z.Pointer<int>(), z.Count, int.CreateSaturating(primitive.Value));
                break;
            case DType.Int64:
                Fill.Run(z.Pointer<long>(), z.Count, long.CreateSaturating(primitive.Value));
                break;
            case DType.Float16:
                Fill.Run(z.Pointer<short>(), z.Count, BitConverter.HalfToInt16Bits(Half.CreateSaturating(primitive.Value)));
                break;
            case DType.BFloat16:
                Fill.Run(z.Pointer<short>(), z.Count, (short)((BFloat16)(float)primitive.Value).Bits);
                break;
            case DType.UInt8:
                Fill.Run(z.Pointer<byte>(), z.Count, byte.CreateSaturating(primitive.Value));
                break;
            default:
                Fill.Run(z.Pointer<byte>(), z.Count, (byte)(primitive.Value == 0 ? 0 : 1));
                break;
        }
    }
}
