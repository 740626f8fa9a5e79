using System.Numerics;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>Many products of one shape: threads over the batch where it is long, inside each product where it is short.</summary>
internal static unsafe class BatchedGemm
{
    /// <summary>One operand of all products: where product i lies follows from the strides of the batch axes.</summary>
    /// <param name="first">The first element of the first product.</param>
    /// <param name="strides">Strides of all axes, those of the matrix last.</param>
    public readonly struct Operand<T>(T* first, Strides strides)
        where T : unmanaged
    {
        public nint Row => (nint)strides[-2];

        public nint Column => (nint)strides[-1];

        /// <summary>The operand of one product; <paramref name="shape"/> is that of all results.</summary>
        public T* At(long index, in Shape shape)
        {
            T* address = first;
            for (int axis = shape.Rank - 3; axis >= 0; axis--)
            {
                long outer = index / shape[axis];
                address += (index - (outer * shape[axis])) * strides[axis];
                index = outer;
            }

            return address;
        }
    }

    /// <summary>
    /// C[i] = e(α·A[i]·B[i] + β·C[i]) for every product i of the batch; <paramref name="shape"/> is that of C, not empty, all
    /// strides have its rank.
    /// </summary>
    public static void Multiply<T, TEpilogue>(
        Shape shape,
        int depth,
        T alpha,
        Operand<T> left,
        Operand<T> right,
        T beta,
        Operand<T> result,
        in TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        int rows = (int)shape[-2];
        int columns = (int)shape[-1];
        int count = (int)(shape.Count / ((long)rows * columns));
        Body<T, TEpilogue> body = new(shape, depth, alpha, left, right, beta, result, epilogue);
        int threads = CpuThreading.ThreadCount;
        const int ProductsPerThread = 2;
        if (count >= ProductsPerThread * threads)
        {
            const double FlopsWorthATask = 400_000;
            double flops = 2.0 * rows * columns * Math.Max(depth, 1);
            ParallelLoop.For(count, (int)Math.Clamp(FlopsWorthATask / flops, 1, count), body);
        }
        else
        {
            body.Invoke(0, count);
        }
    }

    private readonly struct Body<T, TEpilogue>(
        Shape shape,
        int depth,
        T alpha,
        Operand<T> left,
        Operand<T> right,
        T beta,
        Operand<T> result,
        TEpilogue epilogue) : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        public void Invoke(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                Gemm.Multiply(
                    (int)shape[-2],
                    (int)shape[-1],
                    depth,
                    alpha,
                    left.At(i, shape),
                    left.Row,
                    left.Column,
                    right.At(i, shape),
                    right.Row,
                    right.Column,
                    beta,
                    result.At(i, shape),
                    result.Row,
                    epilogue);
            }
        }
    }
}
