using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Reference;

namespace GpuNN.Tests.Backends.Cpu.Gemm;

/// <summary>The CPU's product against the reference's on the same views.</summary>
public sealed class MatrixMultiplyHandlerTests
{
    private static readonly CpuBackend Cpu = new();
    private static readonly ReferenceBackend Reference = new();

    [Theory]
    [InlineData(false, Activation.Identity, 0)]
    [InlineData(true, Activation.Identity, 0)]
    [InlineData(true, Activation.ReLU, 0)]
    [InlineData(true, Activation.Sigmoid, 0)]
    [InlineData(false, Activation.Tanh, 0)]
    [InlineData(true, Activation.ReLU, 0.5)]
    public void Epilogues_equal_the_reference(bool hasBias, Activation activation, double beta)
    {
        MatrixMultiplyPrimitive primitive = new(0.75, hasBias, activation, beta);
        foreach (DType dtype in new[] { DType.Float32, DType.Float64, DType.Float16, DType.BFloat16 })
        {
            foreach ((int m, int k, int n) in new[] { (1, 20, 13), (9, 70, 1), (5, 33, 19), (70, 40, 130) })
            {
                List<BufferView> inputs =
                    [View(dtype, [m, k], Strides.Contiguous([m, k]), 1), View(dtype, [k, n], [1, k], 2)];
                if (hasBias)
                {
                    inputs.Add(View(dtype, [n], [2], 3));
                }

                Check(primitive, [.. inputs], dtype, [m, n]);
            }
        }
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.BFloat16)]
    public void Batches_broadcast_and_fold_into_rows(DType dtype)
    {
        MatrixMultiplyPrimitive primitive = new();
        BufferView left = View(dtype, [3, 4, 5, 6], Strides.Contiguous([3, 4, 5, 6]), 1);
        Check(primitive, [left, View(dtype, [3, 4, 6, 7], Strides.Contiguous([3, 4, 6, 7]), 2)], dtype, [3, 4, 5, 7]);
        Check(primitive, [left, View(dtype, [3, 4, 6, 7], [0, 0, 7, 1], 2)], dtype, [3, 4, 5, 7]);
        Check(primitive, [left, View(dtype, [3, 4, 6, 7], [0, 42, 7, 1], 2)], dtype, [3, 4, 5, 7]);
        Check(
            primitive,
            [View(dtype, [3, 4, 5, 6], [0, 30, 1, 5], 1), View(dtype, [3, 4, 6, 7], [42, 0, 7, 1], 2)],
            dtype,
            [3, 4, 5, 7]);
    }

    [Fact]
    public void The_choice_is_explained()
    {
        Assert.Contains("read where it lies", Explained(200));
        Assert.Contains("A into blocks", Explained(600));

        static string Explained(int extent)
        {
            BufferView square = View(DType.Float32, [extent, extent], Strides.Contiguous([extent, extent]), 1);
            return Cpu.Explain(new MatrixMultiplyPrimitive(), [square, square], [square]);
        }
    }

    private static void Check(MatrixMultiplyPrimitive primitive, BufferView[] inputs, DType dtype, Shape shape)
    {
        BufferView ours = View(dtype, shape, Strides.Contiguous(shape), 9);
        BufferView theirs = View(dtype, shape, Strides.Contiguous(shape), 9);
        Assert.True(Cpu.Supports(primitive, inputs, [ours]).IsSupported);
        Cpu.Execute(primitive, inputs, [ours]);
        Reference.Execute(primitive, inputs, [theirs]);
        double[] expected = Read(theirs);
        double[] found = Read(ours);

        // 16 bits: both round a sum once to the type's last place, and may stand on different sides of a tie.
        double tolerance = dtype switch
        {
            DType.Float32 => 1e-5,
            DType.Float16 => Math.ScaleB(1, -10),
            DType.BFloat16 => Math.ScaleB(1, -7),
            _ => 1e-13,
        };
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(found[i] - expected[i]);
            Assert.True(error <= tolerance * (1 + Math.Abs(expected[i])), $"{primitive} {shape}: element {i} off by {error}");
        }
    }

    private static unsafe BufferView View(DType dtype, Shape shape, Strides strides, int seed)
    {
        long last = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            last += (shape[axis] - 1) * strides[axis];
        }

        HostBuffer buffer = new((last + 1) * dtype.Size());
        Random random = new(seed);
        for (long i = 0; i <= last; i++)
        {
            double value = random.NextDouble() - 0.5;
            switch (dtype)
            {
                case DType.Float32: ((float*)buffer.HostAddress)[i] = (float)value; break;
                case DType.Float16: ((Half*)buffer.HostAddress)[i] = (Half)value; break;
                case DType.BFloat16: ((BFloat16*)buffer.HostAddress)[i] = (BFloat16)value; break;
                default: ((double*)buffer.HostAddress)[i] = value; break;
            }
        }

        return new BufferView(buffer, dtype, shape, strides);
    }

    private static unsafe double[] Read(BufferView view)
    {
        double[] values = new double[view.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = view.DType switch
            {
                DType.Float32 => ((float*)view.Buffer.HostAddress)[i],
                DType.Float16 => (double)((Half*)view.Buffer.HostAddress)[i],
                DType.BFloat16 => (float)((BFloat16*)view.Buffer.HostAddress)[i],
                _ => ((double*)view.Buffer.HostAddress)[i],
            };
        }

        return values;
    }
}
