using GpuNN.Bench.Limits;
using GpuNN.Verification;

namespace GpuNN.Bench.Cases;

/// <summary>The cases that share what stands before the slash of their id: their inputs, their work, our side of them.</summary>
internal abstract class CaseFamily
{
    /// <summary>Half a unit in the last place of float32, relative.</summary>
    private const double Epsilon = Comparer.Epsilon;

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

    /// <summary>What the registry allows an operator, for either side, whose longest sum has so many terms: nothing where its
    /// results are exact, its units in the last place, else 4·√K·ε of a sum of K. The largest output stands for the magnitude
    /// of the terms, which is never smaller. A registered composite is held to its longest sum.</summary>
    /// <exception cref="InvalidOperationException">The registry has no such operator.</exception>
    protected static double Registered(string operatorName, double length = 1)
    {
        OperatorEntry entry = OperatorRegistry.Entries.FirstOrDefault(entry => entry.Name == operatorName)
            ?? throw new InvalidOperationException($"The registry has no operator '{operatorName}'.");
        // The plain case stands first; others may add operators around it.
        Budget plain = entry.Cases[0].Budget;
        return plain.Kind switch
        {
            BudgetKind.Exact when length <= 1 => 0,
            BudgetKind.Ulps => 2 * 2 * plain.Amount * Epsilon,
            _ => SumBudget(length),
        };
    }

    /// <summary>The registry's bound of a sum of K terms, which either side may use up.</summary>
    protected static double SumBudget(double length) => 2 * GpuNN.Verification.Budget.SumShare(length);

    /// <summary>Bytes of float32.</summary>
    protected static double Floats(double count) => 4 * count;
}
