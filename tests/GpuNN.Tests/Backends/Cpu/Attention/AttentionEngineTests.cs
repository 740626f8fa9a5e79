using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Attention;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Attention;

/// <summary>Tiled attention against the reference in double precision, around the edges of its tiles, between guards.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed unsafe class AttentionEngineTests
{
    private const int Batch = 2;

    /// <summary>Tiles are 64 (backward 128) queries by 256 keys; values and keys are narrower and wider than a register.</summary>
    public static TheoryData<int, int, int, int, bool, AttentionMask> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int, int, bool, AttentionMask>();
            foreach (bool isCausal in (ReadOnlySpan<bool>)[false, true])
            {
                shapes.Add(1, 1, 1, 1, isCausal, AttentionMask.None);
                shapes.Add(63, 255, 7, 5, isCausal, AttentionMask.None);
                shapes.Add(64, 256, 16, 16, isCausal, AttentionMask.Added);
                shapes.Add(65, 257, 17, 33, isCausal, AttentionMask.Allowed);
                shapes.Add(129, 300, 8, 15, isCausal, AttentionMask.None);
                shapes.Add(300, 129, 9, 24, isCausal, AttentionMask.Added);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Tiles_join_to_what_the_reference_computes(
        int queries, int keys, int inner, int size, bool isCausal, AttentionMask kind)
    {
        using GuardedArray<float> q = new(Batch * queries * inner, 1), k = new(Batch * keys * inner, 2), v = new(Batch * keys * size, 3);
        using GuardedArray<float> gradient = new(Batch * queries * size, 4), added = new(queries * keys, 5);
        byte[] allowed = [.. added.Values.ToArray().Select((value, i) => (byte)(value > -0.7 || i % keys == 0 ? 1 : 0))];
        double[][] expected = Reference(q, k, v, gradient, added, allowed, [queries, keys, inner, size], isCausal, kind);
        fixed (byte* allowedMask = allowed)
        {
            AttentionShape shape = new()
            {
                Batch = Batch,
                Queries = queries,
                Keys = keys,
                Inner = inner,
                Size = size,
                Scale = 0.7f,
                IsCausal = isCausal,
                Mask = kind,
                Added = new(added.Pointer, 0, keys, 1),
                Allowed = new(allowedMask, 0, keys, 1),
            };
            AttentionOperand<float> query = new(q.Pointer, queries * inner, inner, 1);
            AttentionOperand<float> key = new(k.Pointer, keys * inner, inner, 1);
            AttentionOperand<float> value = new(v.Pointer, keys * size, size, 1);
            foreach (CpuInstructionSet instructionSet in Enum.GetValues<CpuInstructionSet>())
            {
                using WidthScope width = new(instructionSet switch { CpuInstructionSet.Avx512 => 512, CpuInstructionSet.Avx2 => 256, _ => 128 });
                using GuardedArray<float> o = new(Batch * queries * size), logSums = new(Batch * queries);
                using GuardedArray<float> dq = new(Batch * queries * inner), dk = new(Batch * keys * inner), dv = new(Batch * keys * size);
                AttentionForward.Run(shape, query, key, value, o.Pointer, logSums.Pointer, instructionSet);
                AttentionBackward.Run(
                    shape,
                    new AttentionBackward.Operands
                    {
                        Gradient = new(gradient.Pointer, queries * size, size, 1),
                        Query = query,
                        Key = key,
                        Value = value,
                        Output = new(o.Pointer, queries * size, size, 1),
                        LogSums = new(logSums.Pointer, queries, 1, 1),
                        QueryGradient = dq.Pointer,
                        KeyGradient = dk.Pointer,
                        ValueGradient = dv.Pointer,
                    },
                    instructionSet);
                GuardedArray<float>[] results = [o, logSums, dq, dk, dv];
                for (int i = 0; i < results.Length; i++)
                {
                    results[i].AssertBandsUntouched();
                    AssertClose(expected[i], results[i].Values, keys + queries + inner + size, $"{instructionSet}, output {i}");
                }
            }
        }
    }

    [Fact]
    public void A_query_that_sees_nothing_gives_NaN_and_one_that_sees_its_first_key_late_does_not()
    {
        const int Keys = 300;
        byte[] allowed = new byte[2 * Keys];
        allowed[Keys + 280] = 1;
        using GuardedArray<float> q = new(2 * 4, 1), k = new(Keys * 4, 2), v = new(Keys * 3, 3), o = new(2 * 3), logSums = new(2);
        fixed (byte* mask = allowed)
        {
            AttentionShape shape = new()
            {
                Batch = 1,
                Queries = 2,
                Keys = Keys,
                Inner = 4,
                Size = 3,
                Scale = 1,
                IsCausal = false,
                Mask = AttentionMask.Allowed,
                Allowed = new(mask, 0, Keys, 1),
            };
            AttentionForward.Run(
                shape, new(q.Pointer, 0, 4, 1), new(k.Pointer, 0, 4, 1), new(v.Pointer, 0, 3, 1), o.Pointer, logSums.Pointer);
        }

        Assert.All(o.Values[..3].ToArray(), value => Assert.True(float.IsNaN(value)));
        Assert.Equal(v.Values.Slice(280 * 3, 3).ToArray(), o.Values[3..].ToArray());
    }

    /// <summary>Sums of <paramref name="terms"/> products of numbers up to 1, in any order.</summary>
    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, int terms, string what)
    {
        double unit = Math.Pow(2, -24), largest = expected.Max(Math.Abs);
        double budget = 4 * Math.Sqrt(terms) * unit * Math.Max(largest, 1);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            Assert.True(error <= budget, $"{what}, element {i}: {actual[i]} for {expected[i]}, off by {error / budget:G3} budgets");
        }
    }

    private static double[][] Reference(
        GuardedArray<float> q,
        GuardedArray<float> k,
        GuardedArray<float> v,
        GuardedArray<float> gradient,
        GuardedArray<float> added,
        byte[] allowed,
        int[] extents,
        bool isCausal,
        AttentionMask kind)
    {
        (int queries, int keys, int inner, int size) = (extents[0], extents[1], extents[2], extents[3]);
        Device oracle = Device.Reference;
        Tensor Wide(GuardedArray<float> array, Shape shape) =>
            Tensor.From(Array.ConvertAll(array.Values.ToArray(), value => (double)value), shape, oracle);
        Tensor query = Wide(q, [Batch, queries, inner]), key = Wide(k, [Batch, keys, inner]), value = Wide(v, [Batch, keys, size]);
        Tensor? mask = kind switch
        {
            AttentionMask.Added => Wide(added, [1, queries, keys]).Expand([Batch, queries, keys]),
            AttentionMask.Allowed => Tensor.From(Array.ConvertAll(allowed, one => one != 0), [1, queries, keys], oracle).Expand([Batch, queries, keys]),
            _ => null,
        };
        Tensor o = Tensor.Empty([Batch, queries, size], DType.Float64, oracle), logSums = Tensor.Empty([Batch, queries], DType.Float64, oracle);
        Tensor[] operands = mask is null ? [query, key, value] : [query, key, value, mask];
        oracle.Backend.Execute(new AttentionPrimitive(0.7f, isCausal, kind), Views(operands), Views(o, logSums));
        Tensor dq = Tensor.Empty(query.Shape, DType.Float64, oracle), dk = Tensor.Empty(key.Shape, DType.Float64, oracle);
        Tensor dv = Tensor.Empty(value.Shape, DType.Float64, oracle), upstream = Wide(gradient, [Batch, queries, size]);
        operands = mask is null ? [upstream, query, key, value, o, logSums] : [upstream, query, key, value, o, logSums, mask];
        oracle.Backend.Execute(new AttentionGradientPrimitive(0.7f, isCausal, kind), Views(operands), Views(dq, dk, dv));
        return [.. new[] { o, logSums, dq, dk, dv }.Select(result => result.ToArray<double>())];
    }

    private static BufferView[] Views(params Tensor[] tensors) => [.. tensors.Select(tensor => tensor.View())];
}
