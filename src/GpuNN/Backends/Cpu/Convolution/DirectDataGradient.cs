using System.Numerics;
using System.Runtime.CompilerServices;
using GpuNN.Backends.Cpu.Gemm.Epilogues;
using GpuNN.Backends.Cpu.Gemm.Kernels;
using GpuNN.Backends.Cpu.Threading;

namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// The gradient by the image, and so the transposed convolution, of any geometry: inputs i with the same i mod stride meet the
/// same taps, so each of these phases is a convolution of stride one of dy with some of the filter's taps; nothing is multiplied
/// with zeros and nothing is added to memory twice.
/// </summary>
internal static unsafe class DirectDataGradient
{
    /// <summary>dx = e(the gradient of x ∗ w by x).</summary>
    public static void Run<T, TEpilogue>(
        in ConvolutionGeometry geometry, T* dy, T* w, T* dx, in TEpilogue epilogue, CpuInstructionSet? instructionSet = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IGemmEpilogue<T>
    {
        ConvolutionAxes axes = ConvolutionAxes.Of(geometry);
        PhaseRange z = PhaseRange.Of(axes.Z);
        PhaseRange y = PhaseRange.Of(axes.Y);
        PhaseRange x = PhaseRange.Of(axes.X);
        PaddedImage layout = new(
            axes.Z.Output, axes.Y.Output, axes.X.Output, z.Low, y.Low, x.Low, z.Extent, y.Extent, x.Extent, 1);
        int groups = geometry.Groups;
        int channels = geometry.InputChannels / groups;
        int outputs = geometry.OutputChannels / groups;
        int phaseCount = axes.Z.Stride * axes.Y.Stride * axes.X.Stride;
        long weights = (long)groups * channels * outputs * axes.Taps;
        using ScratchMemory weightScratch = ScratchMemory.Rent<T>(weights);
        using ScratchMemory offsetScratch = ScratchMemory.Rent<nint>((long)outputs * axes.Taps);
        using ScratchMemory phaseScratch = ScratchMemory.Rent<TapProblem<T>>(phaseCount);
        TapProblem<T>* phases = phaseScratch.As<TapProblem<T>>();
        T* phaseWeights = weightScratch.As<T>();
        nint* offsets = offsetScratch.As<nint>();
        int built = 0;
        for (int pz = 0; pz < axes.Z.Stride; pz++)
        {
            for (int py = 0; py < axes.Y.Stride; py++)
            {
                for (int px = 0; px < axes.X.Stride; px++)
                {
                    Phase phase = new(new PhaseTaps(axes.Z, pz), new PhaseTaps(axes.Y, py), new PhaseTaps(axes.X, px));
                    if (phase.OutputCount == 0)
                    {
                        continue;
                    }

                    int depth = outputs * phase.TapCount;
                    phase.Gather(geometry, axes, layout, w, phaseWeights, offsets);
                    phases[built++] = new TapProblem<T>
                    {
                        Weights = phaseWeights,
                        WeightRow = depth,
                        WeightGroup = (nint)channels * depth,
                        Channels = channels,
                        Depth = depth,
                        DepthBlock = DirectConvolution.DepthBlock(axes with { X = axes.X with { Stride = 1 } }, outputs, sizeof(T))
                            / axes.Taps * Math.Max(phase.TapCount, 1),
                        Image = null,
                        Offsets = offsets,
                        SharedTaps = TapProblem<T>.CountSharedTaps(offsets, depth, layout.Pitch),
                        ImageZ = (nint)layout.Rows * layout.Pitch,
                        ImageY = layout.Pitch,
                        OutputZ = phase.Z.Count,
                        OutputY = phase.Y.Count,
                        OutputX = phase.X.Count,
                        Result = (T*)null + (((((long)pz * axes.Y.Input) + py) * axes.X.Input) + px),
                        ResultChannel = (nint)axes.InputCount,
                        ResultZ = (nint)axes.Z.Stride * axes.Y.Input * axes.X.Input,
                        ResultY = (nint)axes.Y.Stride * axes.X.Input,
                        ResultX = axes.X.Stride,
                    };
                    phaseWeights += (nint)groups * channels * depth;
                    offsets += depth;
                }
            }
        }

        DirectConvolution.Work<T, TEpilogue> work = new()
        {
            Phases = phases,
            PhaseCount = built,
            Layout = layout,
            Batch = geometry.Batch,
            Groups = groups,
            Image = dy,
            ImageChannels = outputs,
            ImageSize = axes.OutputCount,
            Result = dx,
            ResultChannels = channels,
            ResultSize = axes.InputCount,
            Epilogue = epilogue,
        };
        KernelDispatch.Run<T, DirectConvolution.Work<T, TEpilogue>>(
            instructionSet ?? CpuInstructionSets.Default, work);
    }

    /// <summary>How far dy must be padded along an axis so that every phase's taps find their element.</summary>
    private readonly record struct PhaseRange(int Low, int Extent)
    {
        public static PhaseRange Of(in ConvolutionAxis axis)
        {
            int low = 0;
            int end = axis.Output;
            for (int phase = 0; phase < axis.Stride; phase++)
            {
                PhaseTaps taps = new(axis, phase);
                for (int i = 0; i < taps.TapCount && taps.Count > 0; i++)
                {
                    low = Math.Max(low, -taps.Shift(i));
                    end = Math.Max(end, taps.Shift(i) + taps.Count);
                }
            }

            return new PhaseRange(low, low + end);
        }
    }

    /// <summary>
    /// The inputs i = phase + stride·q of an axis: how many there are, and which taps r meet them, at output q + shift.
    /// </summary>
    private readonly record struct PhaseTaps
    {
        private readonly ConvolutionAxis _axis;
        private readonly int _phase;
        private readonly int _first;
        private readonly int _step;

        public PhaseTaps(ConvolutionAxis axis, int phase)
        {
            _axis = axis;
            _phase = phase;
            Count = phase >= axis.Input ? 0 : ((axis.Input - 1 - phase) / axis.Stride) + 1;
            _first = -1;
            for (int r = 0; r < axis.Kernel; r++)
            {
                if ((phase + axis.Padding - (r * axis.Dilation)) % axis.Stride == 0)
                {
                    if (_first < 0)
                    {
                        _first = r;
                    }
                    else if (_step == 0)
                    {
                        _step = r - _first;
                    }

                    TapCount++;
                }
            }
        }

        public int Count { get; }

        public int TapCount { get; }

        public int Tap(int index) => _first + (index * _step);

        public int Shift(int index) => (_phase + _axis.Padding - (Tap(index) * _axis.Dilation)) / _axis.Stride;
    }

    private readonly record struct Phase(PhaseTaps Z, PhaseTaps Y, PhaseTaps X)
    {
        public int TapCount => Z.TapCount * Y.TapCount * X.TapCount;

        public long OutputCount => (long)Z.Count * Y.Count * X.Count;

        /// <summary>weights[g, c, (k, taps of the phase)] and where each of them finds dy in its padded layout.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Gather<T>(
            in ConvolutionGeometry geometry,
            in ConvolutionAxes axes,
            in PaddedImage layout,
            T* w,
            T* weights,
            nint* offsets)
            where T : unmanaged
        {
            int channels = geometry.InputChannels / geometry.Groups;
            int outputs = geometry.OutputChannels / geometry.Groups;
            nint depth = (nint)outputs * TapCount;
            int k = 0;
            for (int output = 0; output < outputs; output++)
            {
                for (int z = 0; z < Z.TapCount; z++)
                {
                    for (int y = 0; y < Y.TapCount; y++)
                    {
                        for (int x = 0; x < X.TapCount; x++)
                        {
                            long row = ((long)(layout.LowZ + Z.Shift(z)) * layout.Rows) + layout.LowY + Y.Shift(y);
                            offsets[k] = (nint)(((output * layout.ChannelSize)
                                + (row * layout.Pitch) + layout.LowX + X.Shift(x)) * sizeof(T));
                            int tap = (((Z.Tap(z) * axes.Y.Kernel) + Y.Tap(y)) * axes.X.Kernel) + X.Tap(x);
                            for (int g = 0; g < geometry.Groups; g++)
                            {
                                T* from = w + (((nint)((g * outputs) + output) * channels * axes.Taps) + tap);
                                T* to = weights + ((nint)g * channels * depth) + k;
                                for (int c = 0; c < channels; c++)
                                {
                                    to[c * depth] = from[(nint)c * axes.Taps];
                                }
                            }

                            k++;
                        }
                    }
                }
            }
        }
    }
}
