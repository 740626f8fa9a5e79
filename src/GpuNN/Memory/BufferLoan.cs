namespace GpuNN.Memory;

/// <summary>Held by the tensors that share a storage, and by nothing else: when the garbage collector finds it unreachable,
/// nobody can dispose the storage any more, and the finaliser gives it back as the last resort. A tensor itself has no
/// finaliser, so that views cost nothing, and a loan that ends by <see cref="Tensor.Dispose()"/> is used again: making a
/// finalisable object costs more than a small operator.</summary>
internal sealed class BufferLoan
{
    private const int Kept = 64;

    [ThreadStatic]
    private static BufferLoan[]? s_free;

    [ThreadStatic]
    private static int s_freeCount;

    private TensorStorage? _storage;

    private BufferLoan()
    {
    }

    /// <summary>Gives the memory back if nobody did.</summary>
    ~BufferLoan()
    {
        if (Tensor.FinalizersReleaseMemory) _storage?.Release("the garbage collector", byFinalizer: true);
    }

    /// <summary>A loan of this storage.</summary>
    public static BufferLoan Of(TensorStorage storage)
    {
        BufferLoan loan = TakeYoung() ?? new BufferLoan();
        loan._storage = storage;
        return loan;
    }

    /// <summary>One that no collection has seen: an older one would be found unreachable only when its generation is
    /// collected, long after the tensors that held it.</summary>
    private static BufferLoan? TakeYoung()
    {
        while (s_freeCount > 0)
        {
            BufferLoan loan = s_free![--s_freeCount];
            if (GC.GetGeneration(loan) == 0) return loan;
            GC.SuppressFinalize(loan);
        }

        return null;
    }

    /// <summary>Ends the loan; no tensor may hold it any more.</summary>
    public void End()
    {
        _storage = null;
        BufferLoan[] free = s_free ??= new BufferLoan[Kept];
        if (s_freeCount < free.Length) free[s_freeCount++] = this;
        else GC.SuppressFinalize(this);
    }
}
