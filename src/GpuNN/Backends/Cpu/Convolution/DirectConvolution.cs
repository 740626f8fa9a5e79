using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// Convolution of any geometry as a product straight from the image, without a buffer of patches: the image is laid out once
/// with its border (<see cref="PaddedImage"/>), and the micro-kernel finds row k of its right operand, channel and tap, at an
/// offset from a table.
/// </summary>
/// <remarks>
/// The rows that a strip of outputs needs overlap for the taps of one filter row, so that they stay in the first cache and
/// no copy of them is made: k·k reads of a patch, but one write.
/// </remarks>
internal static unsafe class DirectConvolution
{
    private const int TasksPerThread = 4;

    /// <summary>y = e(x ∗ w).</summary>
    public static void Forward<T, TEpilogue>(
        in ConvolutionGeometry geometry, T* x, T* w, T* y, in TEpilogue epilogue, CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        ConvolutionAxes axes = ConvolutionAxes.Of(geometry);
        PaddedImage layout = PaddedImage.ForForward(axes);
        int groups = geometry.Groups;
        int channels = geometry.InputChannels / groups;
        int outputs = geometry.OutputChannels / groups;
        int depth = channels * axes.Taps;
        using ScratchMemory scratch = ScratchMemory.Rent<nint>(Math.Max(depth, 1));
        nint* offsets = scratch.As<nint>();
        ForwardOffsets(axes, layout, channels, sizeof(T), offsets);
        TapProblem<T> phase = new()
        {
            Weights = w,
            WeightRow = depth,
            WeightGroup = (nint)outputs * depth,
            Channels = outputs,
            Depth = depth,
            DepthBlock = DepthBlock(axes, channels, sizeof(T)),
            Offsets = offsets,
            SharedTaps = TapProblem<T>.CountSharedTaps(offsets, depth, (nint)axes.Y.Stride * layout.Pitch),
            ImageZ = (nint)axes.Z.Stride * layout.Rows * layout.Pitch,
            ImageY = (nint)axes.Y.Stride * layout.Pitch,
            OutputZ = axes.Z.Output,
            OutputY = axes.Y.Output,
            OutputX = axes.X.Output,
            ResultChannel = (nint)axes.OutputCount,
            ResultZ = (nint)axes.Y.Output * axes.X.Output,
            ResultY = axes.X.Output,
            ResultX = 1,
        };
        Work<T, TEpilogue> work = new()
        {
            Phases = &phase,
            PhaseCount = 1,
            Layout = layout,
            Batch = geometry.Batch,
            Groups = groups,
            Image = x,
            ImageChannels = channels,
            ImageSize = axes.InputCount,
            Result = y,
            ResultChannels = outputs,
            ResultSize = axes.OutputCount,
            Epilogue = epilogue,
        };
        KernelDispatch.Run<T, Work<T, TEpilogue>>(instructionSet ?? CpuInstructionSets.Default, work);
    }

    /// <summary>
    /// Runs phases over all images and groups. Image and Result of a phase are offsets into a padded image and into a group's
    /// result.
    /// </summary>
    internal struct Work<T, TEpilogue> : IKernelWork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        public TapProblem<T>* Phases;
        public int PhaseCount;
        public PaddedImage Layout;
        public int Batch;
        public int Groups;
        public T* Image;
        public int ImageChannels;
        public long ImageSize;
        public T* Result;
        public int ResultChannels;
        public long ResultSize;
        public TEpilogue Epilogue;

        public readonly void Run<TKernel>()
            where TKernel : struct, IGemmKernel<T>
        {
            int planes = Batch * Groups;
            if (CpuThreading.ThreadCount == 1 || planes >= 2 * CpuThreading.ThreadCount)
            {
                ParallelLoop.For(planes, 1, new WholeImages<TKernel>(this));
                return;
            }

            using ScratchMemory scratch = ScratchMemory.Rent<T>((Layout.ChannelSize * ImageChannels) + PaddedImage.Slack);
            for (int plane = 0; plane < planes; plane++)
            {
                ParallelLoop.For(ImageChannels, 1, new Padding(Layout, Source(plane), scratch.As<T>()));
                for (int i = 0; i < PhaseCount; i++)
                {
                    TapProblem<T> problem = At(i, plane, scratch.As<T>());
                    int rows = problem.OutputZ * problem.OutputY;
                    int wanted = TasksPerThread * CpuThreading.ThreadCount;
                    int band = Math.Max(1, rows / wanted);
                    int bands = (rows + band - 1) / band;
                    int cuts = Math.Clamp(wanted / Math.Max(bands, 1), 1, Math.Max(1, problem.Channels / 12));
                    int share = (((problem.Channels + cuts - 1) / cuts) + 11) / 12 * 12;
                    int shares = (problem.Channels + share - 1) / share;
                    ParallelLoop.For(bands * shares, 1, new Bands<TKernel>(problem, Epilogue, band, share, shares));
                }
            }
        }

        private readonly T* Source(int plane) => Image + (plane * ImageChannels * ImageSize);

        private readonly TapProblem<T> At(int phase, int plane, T* padded)
        {
            TapProblem<T> problem = Phases[phase];
            int group = plane % Groups;
            problem.Image = padded + (problem.Image - (T*)null);
            problem.Weights += group * problem.WeightGroup;
            problem.Result = Result + (plane * ResultChannels * ResultSize) + (problem.Result - (T*)null);
            problem.FirstChannel = group * ResultChannels;
            return problem;
        }

        private readonly struct WholeImages<TKernel>(Work<T, TEpilogue> work) : IRangeBody
            where TKernel : struct, IGemmKernel<T>
        {
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public void Invoke(int start, int end)
            {
                using ScratchMemory scratch = ScratchMemory.Rent<T>(
                    (work.Layout.ChannelSize * work.ImageChannels) + PaddedImage.Slack);
                for (int plane = start; plane < end; plane++)
                {
                    work.Layout.Fill(work.Source(plane), scratch.As<T>(), 0, work.ImageChannels);
                    for (int i = 0; i < work.PhaseCount; i++)
                    {
                        TapProblem<T> problem = work.At(i, plane, scratch.As<T>());
                        problem.NextImage = plane + 1 < work.Batch * work.Groups ? (byte*)work.Source(plane + 1) : null;
                        problem.NextBytes = (nint)(work.ImageChannels * work.ImageSize * sizeof(T));
                        TapConvolution<T, TKernel, TEpilogue>.Run(
                            problem, work.Epilogue, 0, problem.OutputZ * problem.OutputY, 0, problem.Channels);
                    }
                }
            }
        }

        private readonly struct Bands<TKernel>(
            TapProblem<T> problem, TEpilogue epilogue, int band, int share, int shares) : IRangeBody
            where TKernel : struct, IGemmKernel<T>
        {
            [MethodImpl(MethodImplOptions.AggressiveOptimization)]
            public void Invoke(int start, int end)
            {
                int rows = problem.OutputZ * problem.OutputY;
                for (int task = start; task < end; task++)
                {
                    int first = task / shares * band;
                    int channel = task % shares * share;
                    int channels = Math.Min(share, problem.Channels - channel);
                    TapConvolution<T, TKernel, TEpilogue>.Run(
                        problem, epilogue, first, Math.Min(first + band, rows), channel, channels);
                }
            }
        }

        private readonly struct Padding(PaddedImage layout, T* image, T* target) : IRangeBody
        {
            public void Invoke(int start, int end) => layout.Fill(image, target, start, end - start);
        }
    }

    /// <summary>Channels whose rows for one strip of outputs fill the first cache, times the taps.</summary>
    internal static int DepthBlock(in ConvolutionAxes axes, int channels, int elementSize)
    {
        const int BytesOfARow = 128;
        long bytes = (long)axes.Z.Kernel * axes.Y.Kernel * Math.Min(axes.X.Stride, axes.X.Kernel) * BytesOfARow * elementSize / 4;
        long packed = (long)axes.Taps * BytesOfARow * elementSize / 8;
        int block = (int)Math.Clamp(CacheSizes.Detected.Level1 * 3L / 4 / Math.Max(bytes, packed), 1, Math.Max(channels, 1));
        return Math.Max(1, Gemm.GemmStrategy.Balanced(Math.Max(channels, 1), block, 1) * axes.Taps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardOffsets(
        in ConvolutionAxes axes, in PaddedImage layout, int channels, int elementSize, nint* offsets)
    {
        for (int c = 0; c < channels; c++)
        {
            for (int z = 0; z < axes.Z.Kernel; z++)
            {
                for (int y = 0; y < axes.Y.Kernel; y++)
                {
                    nint row = (nint)((c * layout.ChannelSize)
                        + ((((long)z * axes.Z.Dilation * layout.Rows) + (y * axes.Y.Dilation)) * layout.Pitch));
                    for (int x = 0; x < axes.X.Kernel; x++)
                    {
                        *offsets++ = (row + layout.Column(x * axes.X.Dilation)) * elementSize;
                    }
                }
            }
        }
    }
}
