using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// 1 × 1 convolution of stride one without padding: y[n] = w·x[n], a product per image and group with the image itself as the
/// right operand; the gradient by the image is the same with wᵀ.
/// </summary>
internal static unsafe class PointwiseConvolution
{
    /// <summary>Whether a geometry is one of these.</summary>
    public static bool Fits(in ConvolutionGeometry geometry)
    {
        for (int axis = 0; axis < geometry.Rank; axis++)
        {
            if (geometry.Kernel[axis] != 1 || geometry.Stride[axis] != 1
                || geometry.PaddingLow[axis] != 0 || geometry.PaddingHigh[axis] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>y = e(x ∗ w).</summary>
    public static void Forward<T, TEpilogue>(
        in ConvolutionGeometry geometry, T* x, T* w, T* y, in TEpilogue epilogue, CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        int inputs = geometry.InputChannels / geometry.Groups;
        int outputs = geometry.OutputChannels / geometry.Groups;
        Run(geometry, x, inputs, w, inputs, 1, y, outputs, epilogue, instructionSet);
    }

    /// <summary>dx = e(the gradient of x ∗ w by x).</summary>
    public static void DataGradient<T, TEpilogue>(
        in ConvolutionGeometry geometry, T* dy, T* w, T* dx, in TEpilogue epilogue, CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        int inputs = geometry.InputChannels / geometry.Groups;
        int outputs = geometry.OutputChannels / geometry.Groups;
        Run(geometry, dy, outputs, w, 1, inputs, dx, inputs, epilogue, instructionSet);
    }

    private static void Run<T, TEpilogue>(
        in ConvolutionGeometry geometry,
        T* image,
        int depth,
        T* w,
        nint wRow,
        nint wDepth,
        T* result,
        int rows,
        in TEpilogue epilogue,
        CpuInstructionSet? instructionSet)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        int planes = geometry.Batch * geometry.Groups;
        Body<T, TEpilogue> body = new()
        {
            Groups = geometry.Groups,
            Pixels = (int)geometry.Input.Product,
            Image = image,
            Depth = depth,
            W = w,
            WRow = wRow,
            WDepth = wDepth,
            Result = result,
            Rows = rows,
            Epilogue = epilogue,
            InstructionSet = instructionSet,
        };
        if (planes >= 2 * CpuThreading.ThreadCount)
        {
            ParallelLoop.For(planes, 1, body);
        }
        else
        {
            body.Invoke(0, planes);
        }
    }

    private struct Body<T, TEpilogue> : IRangeBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        public int Groups;
        public int Pixels;
        public T* Image;
        public int Depth;
        public T* W;
        public nint WRow;
        public nint WDepth;
        public T* Result;
        public int Rows;
        public TEpilogue Epilogue;
        public CpuInstructionSet? InstructionSet;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Invoke(int start, int end)
        {
            for (int plane = start; plane < end; plane++)
            {
                int group = plane % Groups;
                Gemm.Gemm.Multiply(
                    Rows,
                    Pixels,
                    Depth,
                    T.One,
                    W + ((nint)group * Rows * Depth),
                    WRow,
                    WDepth,
                    Image + ((long)plane * Depth * Pixels),
                    Pixels,
                    1,
                    T.Zero,
                    Result + ((long)plane * Rows * Pixels),
                    Pixels,
                    new FromRow<T, TEpilogue>(Epilogue, group * Rows),
                    GemmVariant.Automatic,
                    InstructionSet);
            }
        }
    }

    /// <summary>An epilogue whose rows start at a group's first channel.</summary>
    private readonly struct FromRow<T, TEpilogue>(TEpilogue inner, int first) : IGemmEpilogue<T>
        where T : unmanaged
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        public static bool IsEmpty => TEpilogue.IsEmpty;

        public void Apply(T* block, nint blockRow, int rows, int columns, int row, int column) =>
            inner.Apply(block, blockRow, rows, columns, first + row, column);
    }
}
