using System.Globalization;
using GpuNN.Bench.Cases;

namespace GpuNN.Bench.Suite;

/// <summary>
/// The float64 reference's outputs of a case: all of them, or those of a few sampled rows where all would take too long.
/// Computed once, when the first device asks.
/// </summary>
internal sealed class ReferenceCheck(SuiteCase suiteCase, CaseInputs inputs)
{
    /// <summary>The reference is scalar: about so many operations take a second.</summary>
    private const double FullCheckFlops = 1.5e9;

    /// <summary>So much work a sample may be.</summary>
    private const double SampleFlops = 3e7;

    private IReadOnlyList<HostTensor>? _expected;
    private int[]? _rows;

    /// <summary>Compares a device's outputs; the sampled rows of them where only those are known.</summary>
    public Agreement Check(IReadOnlyList<HostTensor> outputs)
    {
        _expected ??= Compute();
        IReadOnlyList<HostTensor> compared = _rows is null ? outputs : [.. outputs.Select(output => Gather(output, _rows))];
        return Agreement.Between(compared, _expected, suiteCase.Family.Budget(suiteCase.Case));
    }

    /// <summary>"", or how many rows were compared.</summary>
    public string Extent => _rows is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{_rows.Length} rows checked");

    private IReadOnlyList<HostTensor> Compute()
    {
        CaseInputs used = inputs;
        double flops = Math.Max(suiteCase.Family.Work(suiteCase.Case, inputs).Flops, inputs.All.Sum(input => (double)input.Length));
        IReadOnlyList<string> rowInputs = suiteCase.Family.RowInputs(suiteCase.Case);
        if (rowInputs.Count > 0 && flops > SampleFlops)
        {
            int count = inputs[rowInputs[0]].Shape[0];
            int wanted = (int)Math.Clamp(count * (SampleFlops / flops), 1, count);
            _rows = SampleRows(count, wanted);
            used = inputs.With(input => rowInputs.Contains(input.Name) ? Gather(input, _rows) : input);
        }
        else if (flops > FullCheckFlops)
        {
            throw new NotSupportedException("too large to check");
        }
        using IOurCase reference = suiteCase.Family.Prepare(suiteCase.Case, new CaseTensors(Device.Reference, used));
        return reference.Outputs();
    }

    /// <summary>Rows spread over the whole range, the first and the last among them.</summary>
    internal static int[] SampleRows(int count, int wanted)
    {
        if (wanted == 1)
            return [count - 1];
        var rows = new int[wanted];
        for (int i = 0; i < wanted; i++)
            rows[i] = (int)((long)i * (count - 1) / (wanted - 1));
        return rows;
    }

    internal static HostTensor Gather(HostTensor tensor, int[] rows)
    {
        int width = tensor.Length / Math.Max(tensor.Shape[0], 1);
        int[] shape = [rows.Length, .. tensor.Shape[1..]];
        var values = new float[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
            tensor.Floats.AsSpan(rows[i] * width, width).CopyTo(values.AsSpan(i * width));
        return new HostTensor(tensor.Name, shape, values);
    }
}
