using GpuNN.Bench.Limits;
using GpuNN.Bench.Suite;

namespace GpuNN.Bench.Tests;

/// <summary>A made-up run of two devices, with variants, an unstable row and one that did not run.</summary>
internal static class SyntheticRun
{
    private static readonly (string Family, string Operator, double Flops, double Bytes, double Share)[] Operators =
    [
        ("gemm", "MatMul", 2.7e8, 3.1e6, 0.93), ("gemm", "skinny MatMul", 4.6e6, 1.1e6, 0.7),
        ("convolution", "Conv2D 3×3", 2.3e8, 3.2e6, 1.6), ("convolution", "depthwise Conv2D", 5.4e6, 2.4e6, 0.62),
        ("pooling", "MaxPool2D", 1.6e6, 8e6, 0.71), ("pooling", "AvgPool2D", 1.6e6, 8e6, 0.8),
        ("normalisation", "BatchNorm", 1.3e7, 1.9e7, 0.66), ("normalisation", "LayerNorm", 3e6, 3e6, 0.6),
        ("softmax", "Softmax", 1.6e6, 3.2e6, 0.55), ("elementwise", "GELU", 1e6, 8e6, 0.9), ("elementwise", "Add", 1e6, 1.2e7, 0.95),
        ("recurrent", "LstmSequence", 4.4e8, 6e6, 0.8), ("aggregation", "SparseMatMul", 6e6, 7e6, 0.4),
        ("training step", "LeNet", 2.2e8, 2e6, 0.45),
    ];

    public static BenchmarkRun Create(double slowdown = 1, int seed = 1)
    {
        var machine = new MachineDescription(
            "Example 9000 & Sons", 2, "AVX2 + FMA", 3.1, new CacheSizes(32 << 10, 512 << 10, 32 << 20), 24L << 30, "Example OS 12", ".NET 10.0");
        DeviceSection[] devices =
        [
            new("cpu", "Example 9000", "AVX2 + FMA, 2 threads", 201e9, [new("L2", 170e9, 1 << 20), new("L3", 94e9, 32 << 20), new("memory", 35e9, long.MaxValue)]),
            new("opencl:0", "Portable Computing Language", "OpenCL C 1.2", 150e9, [new("memory", 25e9, long.MaxValue)]),
        ];
        var random = new Random(seed);
        var rows = new List<BenchmarkRow>();
        foreach (DeviceSection device in devices)
        {
            foreach (var one in Operators)
            {
                foreach (string direction in one.Family == "training step" ? new[] { "step" } : ["forward", "backward"])
                {
                    foreach ((string size, double scale) in new[] { ("small", 0.1), ("medium", 1.0), ("large", 10.0) })
                    {
                        string[] variants = one.Operator == "Conv2D 3×3" && direction == "forward" ? ["Winograd F(4×4,3×3)", "implicit GEMM", "direct"] : [""];
                        for (int variant = 0; variant < variants.Length; variant++)
                            rows.Add(Row(device, one, direction, size, scale, variants[variant], (1 + 0.7 * variant) * slowdown, random));
                    }
                }
            }
        }
        rows.Add(new BenchmarkRow
        {
            Device = "opencl:0",
            Family = "attention",
            Operator = "Attention",
            Direction = "forward",
            Size = "small",
            Shape = "B1",
            Variant = "",
            Note = "not supported: \"double\", really",
        });
        return new BenchmarkRun(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 201, machine, devices, rows);
    }

    private static BenchmarkRow Row(
        DeviceSection device, (string Family, string Operator, double Flops, double Bytes, double Share) one,
        string direction, string size, double scale, string variant, double factor, Random random)
    {
        double flops = one.Flops * scale * (direction == "backward" ? 2 : 1), bytes = one.Bytes * scale;
        double limit = Math.Max(flops / device.FlopsPerSecond, bytes / device.Roofs[^1].BytesPerSecond);
        double share = one.Share * (0.8 + 0.25 * random.NextDouble()) * (size == "small" ? 0.5 : 1) / factor;
        return new BenchmarkRow
        {
            Device = device.Name,
            Family = one.Family,
            Operator = one.Operator,
            Direction = direction,
            Size = size,
            Shape = $"{size} {scale * 100:0}×64",
            Variant = variant,
            MedianMs = limit / share * 1e3,
            DeviceMs = device.Name == "cpu" ? 0 : limit / share * 0.9e3,
            Spread = 0.02 + 0.1 * random.NextDouble() * random.NextDouble(),
            Samples = 40,
            Flops = flops,
            Bytes = bytes,
            PercentOfLimit = 100 * share,
            Checked = true,
            UsedBudget = 0.2,
        };
    }
}
