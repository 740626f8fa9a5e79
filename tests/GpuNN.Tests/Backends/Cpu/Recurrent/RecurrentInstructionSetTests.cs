using GpuNN.Backends;
using GpuNN.Backends.Cpu;
using GpuNN.Backends.Cpu.Recurrent;
using GpuNN.Tests.Backends.Cpu.Gemm;

namespace GpuNN.Tests.Backends.Cpu.Recurrent;

/// <summary>Recurrences with every instruction set forced: strips of other widths, the same states.</summary>
public sealed unsafe class RecurrentInstructionSetTests
{
    private const int Steps = 3;

    public static TheoryData<CpuInstructionSet> InstructionSets => [.. Enum.GetValues<CpuInstructionSet>()];

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void States_are_those_of_the_default_set(CpuInstructionSet instructionSet)
    {
        foreach ((int batch, int hidden) in new[] { (1, 40), (3, 16), (7, 33), (50, 70) })
        {
            foreach (RecurrentKind kind in Enum.GetValues<RecurrentKind>())
            {
                using States expected = new(kind, batch, hidden, CpuInstructionSets.Default);
                using States found = new(kind, batch, hidden, instructionSet);
                AssertNear(expected.H.Values, found.H.Values, $"{kind} {instructionSet} N{batch} H{hidden} h");
                AssertNear(expected.Cell.Values, found.Cell.Values, $"{kind} {instructionSet} N{batch} H{hidden} c");
                AssertNear(expected.Last.Values, found.Last.Values, $"{kind} {instructionSet} N{batch} H{hidden} last");
            }
        }
    }

    private static void AssertNear(Span<float> expected, Span<float> found, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= 2e-5f, $"{what}[{i}]: {found[i]}, not {expected[i]}");
        }
    }

    /// <summary>A forward run on random numbers, all memory between guards.</summary>
    private sealed class States : IDisposable
    {
        private readonly GuardedArray<float> _projected;
        private readonly GuardedArray<float> _weights;
        private readonly GuardedArray<float> _bias;
        private readonly GuardedArray<float> _initial;

        public States(RecurrentKind kind, int batch, int hidden, CpuInstructionSet instructionSet)
        {
            int gates = kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };
            _projected = new GuardedArray<float>(Steps * batch * gates * hidden, 1);
            _weights = new GuardedArray<float>(gates * hidden * hidden, 2);
            _bias = new GuardedArray<float>(gates * hidden, 3);
            _initial = new GuardedArray<float>(batch * hidden, 4);
            H = new GuardedArray<float>(Steps * batch * hidden);
            Last = new GuardedArray<float>(batch * hidden);
            Cell = new GuardedArray<float>(batch * hidden, 5);
            for (int i = 0; i < _weights.Values.Length; i++)
            {
                _weights.Values[i] /= MathF.Sqrt(hidden);
            }

            RecurrentSequence sequence = new(Steps, batch, hidden, false, null);
            switch (kind)
            {
                case RecurrentKind.Lstm:
                    Run(sequence, new LstmCell { Batch = batch, Hidden = hidden, Projected = _projected.Pointer, Bias = _bias.Pointer, H = H.Pointer, Cell = Cell.Pointer }, instructionSet);
                    break;
                case RecurrentKind.Gru:
                    Run(sequence, new GruCell { Batch = batch, Hidden = hidden, Projected = _projected.Pointer, Bias = _bias.Pointer, H = H.Pointer }, instructionSet);
                    break;
                default:
                    Run(sequence, new ElmanCell { Batch = batch, Hidden = hidden, Projected = _projected.Pointer, Bias = _bias.Pointer, H = H.Pointer, Activation = Activation.Tanh }, instructionSet);
                    break;
            }
        }

        public GuardedArray<float> H { get; }

        public GuardedArray<float> Last { get; }

        public GuardedArray<float> Cell { get; }

        public void Dispose()
        {
            foreach (GuardedArray<float> array in new[] { _projected, _weights, _bias, _initial, H, Last, Cell })
            {
                array.Dispose();
            }
        }

        private void Run<TCell>(RecurrentSequence sequence, TCell cell, CpuInstructionSet instructionSet)
            where TCell : struct, IRecurrentCell =>
            RecurrentForward.Run(sequence, cell, _weights.Pointer, _initial.Pointer, H.Pointer, Last.Pointer, instructionSet);
    }
}
