using GpuNN.Backends;
using GpuNN.Backends.Cpu;

namespace GpuNN.Tests.Backends.Cpu.Recurrent;

/// <summary>
/// The recurrent primitives on the CPU: states against the formulas, gradients against central differences of the formulas.
/// </summary>
public sealed unsafe class RecurrentHandlersTests
{
    private static readonly CpuBackend Cpu = new();

    [Theory]
    [InlineData("Elman")]
    [InlineData("Gru")]
    [InlineData("Lstm")]
    public void States_follow_the_formulas(string name)
    {
        RecurrentKind kind = Enum.Parse<RecurrentKind>(name);
        foreach ((int steps, int batch, int hidden) in new[]
        {
            (1, 1, 1), (3, 1, 16), (4, 2, 40), (2, 3, 7), (5, 7, 33), (2, 50, 20), (3, 13, 130), (2, 6, 300),
        })
        {
            for (int variant = 0; variant < 8; variant++)
            {
                Case c = new(kind, steps, batch, hidden, (variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0);
                (double[] h, double[] lastH, double[] lastC) = c.Expected();
                BufferView[] found = c.RunForward();
                AssertNear(h, found[0], 2e-6 * (1 + hidden), $"{c} h");
                AssertNear(lastH, found[1], 2e-6 * (1 + hidden), $"{c} last h");
                if (kind == RecurrentKind.Lstm)
                {
                    AssertNear(lastC, found[2], 2e-6 * (1 + hidden), $"{c} last c");
                }
            }
        }
    }

    [Theory]
    [InlineData("Elman")]
    [InlineData("Gru")]
    [InlineData("Lstm")]
    public void Gradients_equal_central_differences(string name)
    {
        RecurrentKind kind = Enum.Parse<RecurrentKind>(name);
        foreach ((int steps, int batch, int hidden) in new[] { (3, 4, 10), (4, 1, 17), (1, 3, 5) })
        {
            for (int variant = 0; variant < 8; variant++)
            {
                Case c = new(kind, steps, batch, hidden, (variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0);
                BufferView[] found = c.RunBackward();
                int next = 0;
                AssertNear(c.Difference(c.P), found[next++], 2e-4, $"{c} dp");
                AssertNear(c.Difference(c.H0), found[next++], 2e-4, $"{c} dh0");
                if (kind == RecurrentKind.Lstm)
                {
                    AssertNear(c.Difference(c.C0), found[next++], 2e-4, $"{c} dc0");
                }

                AssertNear(c.Difference(c.U), found[next++], 2e-4, $"{c} dU");
                if (c.HasBias)
                {
                    AssertNear(c.Difference(c.B), found[next], 2e-4, $"{c} db");
                }
            }
        }
    }

    [Fact]
    public void States_do_not_depend_on_the_number_of_threads()
    {
        int threads = CpuThreading.ThreadCount;
        try
        {
            float[]? first = null;
            foreach (int count in new[] { 1, 2, 5 })
            {
                CpuThreading.ThreadCount = count;
                Case c = new(RecurrentKind.Lstm, 3, 20, 150, false, false, true);
                float[] h = Values(c.RunForward()[0]).ToArray();
                first ??= h;
                Assert.Equal(first, h);
            }
        }
        finally
        {
            CpuThreading.ThreadCount = threads;
        }
    }

    private static void AssertNear(double[] expected, BufferView found, double tolerance, string what)
    {
        Assert.Equal(expected.Length, (int)found.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(Values(found)[i] - expected[i]);
            Assert.True(error <= tolerance * (1 + Math.Abs(expected[i])), $"{what}[{i}]: {Values(found)[i]}, not {expected[i]}");
        }
    }

    private static Span<float> Values(BufferView view) => new((void*)view.Buffer.HostAddress, (int)view.Count);

    private static BufferView View(double[] values, Shape shape)
    {
        HostBuffer buffer = new(values.Length * sizeof(float));
        BufferView view = new(buffer, DType.Float32, shape);
        for (int i = 0; i < values.Length; i++)
        {
            Values(view)[i] = (float)values[i];
        }

        return view;
    }

    private static BufferView Result(params ReadOnlySpan<long> shape)
    {
        Shape extents = Shape.Create(shape);
        double[] poison = new double[extents.Count];
        Array.Fill(poison, double.NaN);
        return View(poison, extents);
    }

    private sealed class Case
    {
        private readonly RecurrentKind _kind;
        private readonly int _steps;
        private readonly int _batch;
        private readonly int _hidden;
        private readonly bool _isReversed;
        private readonly long[]? _lengths;
        private readonly PlainRecurrence _plain;
        private readonly double[] _dh;
        private readonly double[] _dLast;
        private readonly double[] _dCell;

        public Case(RecurrentKind kind, int steps, int batch, int hidden, bool isReversed, bool hasLengths, bool hasBias)
        {
            _kind = kind;
            _steps = steps;
            _batch = batch;
            _hidden = hidden;
            _isReversed = isReversed;
            _lengths = hasLengths ? [.. Enumerable.Range(0, batch).Select(n => 1L + (n * 2 % steps))] : null;
            HasBias = hasBias;
            _plain = new PlainRecurrence(kind, steps, batch, hidden, isReversed, _lengths);
            Random random = new(5);
            double[] Draw(int count, double scale) =>
                [.. Enumerable.Range(0, count).Select(_ => (double)(float)((random.NextDouble() - 0.5) * scale))];
            int columns = _plain.Gates * hidden;
            P = Draw(steps * batch * columns, 2);
            H0 = Draw(batch * hidden, 2);
            C0 = Draw(batch * hidden, 2);
            U = Draw(columns * hidden, 2 / Math.Sqrt(hidden));
            B = hasBias ? Draw(columns, 1) : new double[columns];
            _dh = Draw(steps * batch * hidden, 2);
            _dLast = Draw(batch * hidden, 2);
            _dCell = kind == RecurrentKind.Lstm ? Draw(batch * hidden, 2) : new double[batch * hidden];
        }

        public bool HasBias { get; }

        public double[] P { get; }

        public double[] H0 { get; }

        public double[] C0 { get; }

        public double[] U { get; }

        public double[] B { get; }

        public override string ToString() =>
            $"{_kind} T{_steps} N{_batch} H{_hidden} reversed {_isReversed} lengths {_lengths is not null} bias {HasBias}";

        public (double[] H, double[] LastH, double[] LastC) Expected() => _plain.Forward(P, H0, C0, U, B);

        public double[] Difference(double[] variable)
        {
            const double Step = 1e-5;
            double[] gradient = new double[variable.Length];
            for (int i = 0; i < variable.Length; i++)
            {
                double old = variable[i];
                variable[i] = old + Step;
                double above = Loss();
                variable[i] = old - Step;
                double below = Loss();
                variable[i] = old;
                gradient[i] = (above - below) / (2 * Step);
            }

            return gradient;
        }

        public BufferView[] RunForward()
        {
            int columns = _plain.Gates * _hidden;
            List<BufferView> inputs = [View(P, [_steps, _batch, columns]), View(H0, [_batch, _hidden])];
            if (_kind == RecurrentKind.Lstm)
            {
                inputs.Add(View(C0, [_batch, _hidden]));
            }

            inputs.Add(View(U, [columns, _hidden]));
            if (HasBias)
            {
                inputs.Add(View(B, [columns]));
            }

            AddLengths(inputs);
            List<BufferView> outputs = [Result(_steps, _batch, _hidden), Result(_batch, _hidden)];
            if (_kind == RecurrentKind.Lstm)
            {
                outputs.Add(Result(_batch, _hidden));
            }

            if (_kind != RecurrentKind.Elman)
            {
                outputs.Add(Result(_steps, _batch, columns));
                outputs.Add(Result(_steps, _batch, _hidden));
            }

            bool hasLengths = _lengths is not null;
            Primitive primitive = _kind switch
            {
                RecurrentKind.Elman => new ElmanSequencePrimitive(Activation.Tanh, _isReversed, HasBias, hasLengths),
                RecurrentKind.Gru => new GruSequencePrimitive(true, _isReversed, HasBias, hasLengths, true),
                _ => new LstmSequencePrimitive(_isReversed, HasBias, hasLengths, true),
            };
            Assert.DoesNotContain("scalar", Cpu.Explain(primitive, [.. inputs], [.. outputs]));
            Cpu.Execute(primitive, [.. inputs], [.. outputs]);
            return [.. outputs];
        }

        public BufferView[] RunBackward()
        {
            BufferView[] forward = RunForward();
            int columns = _plain.Gates * _hidden;
            List<BufferView> inputs = [View(_dh, [_steps, _batch, _hidden]), View(_dLast, [_batch, _hidden])];
            if (_kind == RecurrentKind.Lstm)
            {
                inputs.Add(View(_dCell, [_batch, _hidden]));
            }

            inputs.Add(forward[0]);
            inputs.AddRange(forward[(_kind == RecurrentKind.Lstm ? 3 : 2)..]);
            inputs.Add(View(H0, [_batch, _hidden]));
            if (_kind == RecurrentKind.Lstm)
            {
                inputs.Add(View(C0, [_batch, _hidden]));
            }

            inputs.Add(View(U, [columns, _hidden]));
            AddLengths(inputs);
            List<BufferView> outputs = [Result(_steps, _batch, columns), Result(_batch, _hidden)];
            if (_kind == RecurrentKind.Lstm)
            {
                outputs.Add(Result(_batch, _hidden));
            }

            outputs.Add(Result(columns, _hidden));
            if (HasBias)
            {
                outputs.Add(Result(columns));
            }

            bool hasLengths = _lengths is not null;
            Primitive primitive = _kind switch
            {
                RecurrentKind.Elman => new ElmanSequenceGradientPrimitive(Activation.Tanh, _isReversed, HasBias, hasLengths),
                RecurrentKind.Gru => new GruSequenceGradientPrimitive(true, _isReversed, HasBias, hasLengths),
                _ => new LstmSequenceGradientPrimitive(_isReversed, HasBias, hasLengths),
            };
            Cpu.Execute(primitive, [.. inputs], [.. outputs]);
            return [.. outputs];
        }

        private double Loss()
        {
            (double[] h, double[] lastH, double[] lastC) = Expected();
            double loss = 0;
            for (int i = 0; i < h.Length; i++)
            {
                loss += h[i] * _dh[i];
            }

            for (int i = 0; i < lastH.Length; i++)
            {
                loss += (lastH[i] * _dLast[i]) + (lastC[i] * _dCell[i]);
            }

            return loss;
        }

        private void AddLengths(List<BufferView> inputs)
        {
            if (_lengths is null)
            {
                return;
            }

            HostBuffer buffer = new(_lengths.Length * sizeof(long));
            _lengths.CopyTo(new Span<long>((void*)buffer.HostAddress, _lengths.Length));
            inputs.Add(new BufferView(buffer, DType.Int64, [_lengths.Length]));
        }
    }
}
