namespace GpuNN.Memory;

/// <summary>Owns the tensors made while it is current, and frees them together. A step, a module call without gradients
/// and a node's backward pass are scopes. It knows storages only: a tensor that nobody holds gives its storage back
/// through its finaliser, and the husk leaves the list when the list is next compacted.</summary>
internal sealed class LifetimeScope
{
    private readonly Lock _lock = new();
    private List<TensorStorage> _made = [];
    private int _compactAt = 1024;

    /// <summary>Whether new tensors join it. An optimiser's step opens with the first operator that the tape records, so
    /// that data prepared before the training belongs to whoever prepared it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>How many storages it holds; a mark for <see cref="FreeSince"/>.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _made.Count;
        }
    }

    public void Add(TensorStorage storage)
    {
        storage.Scope = this;
        lock (_lock)
        {
            _made.Add(storage);
            if (_made.Count < _compactAt) return;
            _made.RemoveAll(made => made.IsReleased);
            _compactAt = Math.Max(1024, _made.Count * 2);
        }
    }

    /// <summary>Frees everything that is neither kept nor carried; what is carried joins <paramref name="next"/>.</summary>
    public void End(string reason, LifetimeScope next)
    {
        List<TensorStorage> made;
        lock (_lock)
        {
            made = _made;
            _made = [];
        }

        foreach (TensorStorage storage in made)
        {
            if (storage.Scope != this) continue;
            if (storage.IsCarried)
            {
                storage.IsCarried = false;
                next.Add(storage);
            }
            else
            {
                storage.Release(reason);
            }
        }
    }

    /// <summary>Frees what was made since a mark, except <paramref name="survivors"/> and gradients that wait for their
    /// use, which stay in the scope.</summary>
    public void FreeSince(int mark, ReadOnlySpan<Tensor?> survivors, string reason)
    {
        lock (_lock)
        {
            int kept = mark;
            for (int index = mark; index < _made.Count; index++)
            {
                TensorStorage storage = _made[index];
                if (storage.Scope != this || storage.IsReleased) continue;
                if (storage.PendingGradients > 0 || Holds(survivors, storage)) _made[kept++] = storage;
                else storage.Release(reason);
            }

            _made.RemoveRange(kept, _made.Count - kept);
        }
    }

    /// <summary>Moves everything to another scope.</summary>
    public void MoveTo(LifetimeScope other)
    {
        List<TensorStorage> made;
        lock (_lock)
        {
            made = _made;
            _made = [];
        }

        foreach (TensorStorage storage in made)
        {
            if (storage.Scope == this) other.Add(storage);
        }
    }

    /// <summary>Hands everything to whoever holds it: the scope frees nothing any more.</summary>
    public void Dissolve()
    {
        lock (_lock)
        {
            foreach (TensorStorage storage in _made)
            {
                if (storage.Scope == this) storage.Scope = null;
            }

            _made.Clear();
        }
    }

    private static bool Holds(ReadOnlySpan<Tensor?> tensors, TensorStorage storage)
    {
        foreach (Tensor? tensor in tensors)
        {
            if (tensor?.Storage == storage) return true;
        }

        return false;
    }
}
