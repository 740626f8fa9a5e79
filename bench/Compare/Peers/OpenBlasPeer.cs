using GpuNN.Bench.Cases;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare.Peers;

/// <summary>OpenBLAS in this process: C = op(A)·op(B), row-major, aligned buffers; one column goes to GEMV.</summary>
internal sealed class OpenBlasPeer(int threads) : IPeer
{
    public string Name => "openblas";

    public string Version => OpenBlas.Version;

    public int Threads => threads;

    public IPeerCase Load(BenchmarkCase one, CaseInputs inputs) => new LoadedProduct(one, inputs, threads);

    private sealed class LoadedProduct : IPeerCase
    {
        private readonly int _m, _n, _k, _threads;
        private readonly bool _transposeA, _transposeB;
        private readonly AlignedBuffer _a, _b, _c;
        private readonly ActionContender _contender;

        public LoadedProduct(BenchmarkCase one, CaseInputs inputs, int threads)
        {
            (_m, _n, _k, _threads) = (one.Integer("m"), one.Integer("n"), one.Integer("k"), threads);
            string transposition = one.Text("trans", "NN");
            (_transposeA, _transposeB) = (transposition[0] == 'T', transposition[1] == 'T');
            _a = Buffer(inputs["a"].Floats!);
            _b = Buffer(inputs["b"].Floats!);
            _c = new AlignedBuffer((long)_m * _n);
            _contender = new ActionContender(Name, Multiply);
        }

        public string Name => "openblas";

        public void WarmUp(TimingPlan plan)
        {
            OpenBlas.SetThreads(_threads);
            _contender.WarmUp(plan);
        }

        public IReadOnlyList<double> Turn(double seconds)
        {
            OpenBlas.SetThreads(_threads);
            return _contender.Turn(seconds);
        }

        public unsafe IReadOnlyList<HostTensor> Outputs()
        {
            Multiply();
            return [new HostTensor("c", [_m, _n], new Span<float>(_c.Pointer, _m * _n).ToArray())];
        }

        public void Dispose()
        {
            _a.Dispose();
            _b.Dispose();
            _c.Dispose();
        }

        private unsafe void Multiply()
        {
            int lda = _transposeA ? _m : _k;
            int ldb = _transposeB ? _k : _n;
            if (_n == 1)
            {
                OpenBlas.Gemv(OpenBlas.RowMajor, OpenBlas.Transposition(_transposeA), _transposeA ? _k : _m, _transposeA ? _m : _k,
                    1f, _a.Pointer, lda, _b.Pointer, 1, 0f, _c.Pointer, 1);
                return;
            }
            OpenBlas.Gemm(OpenBlas.RowMajor, OpenBlas.Transposition(_transposeA), OpenBlas.Transposition(_transposeB),
                _m, _n, _k, 1f, _a.Pointer, lda, _b.Pointer, ldb, 0f, _c.Pointer, _n);
        }

        private static unsafe AlignedBuffer Buffer(float[] values)
        {
            var buffer = new AlignedBuffer(values.Length);
            values.CopyTo(new Span<float>(buffer.Pointer, values.Length));
            return buffer;
        }
    }
}
