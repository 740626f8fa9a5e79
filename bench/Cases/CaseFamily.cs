using GpuNN.Bench.Limits;

namespace GpuNN.Bench.Cases;

/// <summary>The cases that share what stands before the slash of their id: their inputs, their work, our side of them.</summary>
internal abstract class CaseFamily
{
    /// <summary>Half a unit in the last place of float32, relative.</summary>
    protected const double Epsilon = 5.960464477539063e-8;

    /// <summary>What stands before the slash in the ids of this family.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The chapter it belongs to: gemm, convolution, pooling, ...</summary>
    public abstract string Group { get; }

    /// <summary>The operator's name in the library.</summary>
    public abstract string Operator(BenchmarkCase one);

    /// <summary>Adds the inputs under the names that <c>peer.py</c> uses; "dy" where a gradient is asked for.</summary>
    public abstract void Fill(BenchmarkCase one, CaseInputs inputs);

    /// <summary>The textbook's arithmetic and the compulsory traffic.</summary>
    public abstract Work Work(BenchmarkCase one, CaseInputs inputs);

    /// <summary>The largest difference allowed between two sides, over the largest output.</summary>
    public abstract double Budget(BenchmarkCase one);

    /// <summary>
    /// The inputs whose first axis counts independent rows, so that a few rows of them give the same rows of the result;
    /// empty where every output depends on all of them.
    /// </summary>
    public virtual IReadOnlyList<string> RowInputs(BenchmarkCase one) => [];

    /// <summary>Our side of the case on the tensors' device; it owns the tensors.</summary>
    public abstract IOurCase Prepare(BenchmarkCase one, CaseTensors tensors);

    /// <summary>The registry's bound of a sum of <paramref name="length"/> products, 4·√K·ε of its magnitude
    /// (<see cref="GpuNN.Verification.Budget.Sum"/>), which either side may use up; the largest output stands for the
    /// magnitude, which is never smaller.</summary>
    protected static double ProductBudget(double length) => 2 * 4 * Math.Sqrt(length) * Epsilon;

    /// <summary>Bytes of float32.</summary>
    protected static double Floats(double count) => 4 * count;
}
