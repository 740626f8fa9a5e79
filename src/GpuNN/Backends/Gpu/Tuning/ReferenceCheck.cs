using System.Runtime.InteropServices;

namespace GpuNN.Backends.Gpu;

/// <summary>Holds a candidate's results to the reference in float64, by the registry's rule for composites: an element may be
/// off by 8 times the largest error of the reference's own arithmetic in the operands' type, plus 8·2⁻²⁴ of the largest element.
/// Beyond <see cref="MostFlops"/>, where the scalar reference would take longer than a second, the CPU backend stands in for it,
/// which the registry holds to the reference.</summary>
internal sealed class ReferenceCheck
{
    /// <summary>The work above which the CPU backend is asked.</summary>
    private const double MostFlops = 1 << 28;

    private const double Factor = 8, Roundoff = 1.0 / (1 << 24);

    /// <summary>float64's unit roundoff over float32's.</summary>
    private const double DoubleShare = 1.0 / (1 << 29);

    private readonly GpuBackend _backend;
    private readonly double[][] _expected;
    private readonly double[] _tolerances;

    /// <summary>Computes what is expected of the operands as they are.</summary>
    public ReferenceCheck(GpuBackend backend, Primitive primitive, TrialOperands operands)
    {
        _backend = backend;
        operands.Restore();
        bool isLarge = primitive.Flops(operands.Inputs, operands.Outputs) > MostFlops;
        IBackend oracle = isLarge && GpuNN.Device.Cpu.Backend.Supports(primitive, operands.Inputs, operands.Outputs).IsSupported
            ? GpuNN.Device.Cpu.Backend
            : GpuNN.Device.Reference.Backend;
        bool isDouble = Array.Exists(operands.Outputs, view => view.DType == DType.Float64);
        _expected = Run(oracle, primitive, operands, DType.Float64);
        double[][] plain = Run(oracle, primitive, operands, isDouble ? DType.Float32 : null);
        _tolerances = new double[_expected.Length];
        for (int i = 0; i < _tolerances.Length; i++)
        {
            if (operands.Outputs[i].DType.IsFloatingPoint())
                _tolerances[i] = Tolerance(_expected[i], plain[i]) * (isDouble ? DoubleShare : 1);
        }
    }

    /// <summary>What is wrong with results; nothing where they are right.</summary>
    public string? Failure(BufferView[] results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            double[] found = ToDoubles(GpuNN.Device.Reference.Backend, Download(results[i]), results[i]);
            for (int element = 0; element < found.Length; element++)
            {
                double expected = _expected[i][element], actual = found[element];
                bool agrees = double.IsFinite(expected)
                    ? Math.Abs(actual - expected) <= _tolerances[i]
                    : expected.Equals(actual);
                if (!agrees) return $"element {element} of result {i} is {actual:G9}, the reference has {expected:G9}, and {_tolerances[i]:G3} is allowed";
            }
        }

        return null;
    }

    private static double Tolerance(double[] expected, double[] plain)
    {
        double error = 0, largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (!double.IsFinite(expected[i]) || !double.IsFinite(plain[i])) continue;
            largest = Math.Max(largest, Math.Abs(expected[i]));
            error = Math.Max(error, Math.Abs(expected[i] - plain[i]));
        }

        return (Factor * error) + (Factor * Roundoff * largest);
    }

    private double[][] Run(IBackend oracle, Primitive primitive, TrialOperands operands, DType? precision)
    {
        var memory = new List<DeviceBuffer>();
        try
        {
            BufferView[] inputs = Array.ConvertAll(operands.Inputs, Place), outputs = Array.ConvertAll(operands.Outputs, Place);
            oracle.Execute(primitive, inputs, outputs);
            return Array.ConvertAll(outputs, view => ToDoubles(oracle, view));
        }
        finally
        {
            memory.ForEach(static buffer => buffer.Dispose());
        }

        BufferView Place(BufferView view)
        {
            BufferView stored = Upload(oracle, Download(view), view);
            memory.Add(stored.Buffer);
            if (precision is not { } wanted || !view.DType.IsFloatingPoint()) return stored;
            BufferView converted = Converted(oracle, stored, wanted);
            memory.Add(converted.Buffer);
            return converted;
        }
    }

    private static double[] ToDoubles(IBackend host, byte[] elements, BufferView like)
    {
        BufferView stored = Upload(host, elements, like);
        using DeviceBuffer memory = stored.Buffer;
        return ToDoubles(host, stored);
    }

    private static double[] ToDoubles(IBackend host, BufferView view)
    {
        BufferView converted = Converted(host, view, DType.Float64);
        using DeviceBuffer memory = converted.Buffer;
        var numbers = new double[view.Count];
        host.Download(memory, 0, MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    private static BufferView Upload(IBackend host, byte[] elements, BufferView like)
    {
        var view = new BufferView(host.Allocate(elements.Length), like.DType, like.Shape);
        host.Upload(elements, view.Buffer, 0);
        return view;
    }

    private static BufferView Converted(IBackend host, BufferView view, DType dtype)
    {
        var converted = new BufferView(host.Allocate(view.Count * dtype.Size()), dtype, view.Shape);
        host.Execute(CopyPrimitive.Instance, [view], [converted]);
        return converted;
    }

    /// <summary>The elements on the host in row-major order, as they are stored.</summary>
    private byte[] Download(BufferView view)
    {
        var rented = new List<GpuBuffer>();
        BufferView contiguous = _backend.RentView(view.DType, view.Shape, rented);
        CopyOperator.Run(_backend, view, contiguous);
        var elements = new byte[view.Count * view.DType.Size()];
        _backend.Download(contiguous.Buffer, 0, elements);
        _backend.Return(rented);
        return elements;
    }
}
