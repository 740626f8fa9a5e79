using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Targets.Clr.Checked;

/// <summary>Watches one launch, whose groups run one after another in one thread; generated code calls it.</summary>
internal sealed class CheckedExecution(string kernel, CheckedSites sites, string[] synchronizations, ClrLaunch launch)
{
    private const int NobodyYet = -2;

    [ThreadStatic]
    private static CheckedExecution? t_current;

    private readonly AccessShadow _global = new();
    private readonly AccessShadow _shared = new();
    private readonly ClrLaunch _launch = launch;
    private readonly CheckedSites _sites = sites;
    private long _group;
    private int _epoch;
    private int _warpEpoch;
    private int _next;

    /// <summary>Runs an action while this watches the calling thread.</summary>
    public void Watch(Action action)
    {
        t_current = this;
        try
        {
            action();
        }
        finally
        {
            t_current = null;
        }
    }

    /// <summary>Before the first item of a group.</summary>
    public static void BeginGroup(long group)
    {
        var self = t_current!;
        self._group = group;
        self._epoch = 0;
        self._warpEpoch = 0;
        self._shared.Clear();
    }

    /// <summary>Before the first item of a segment: a synchronisation of the group or of the warp lies behind.</summary>
    public static void BeginSegment(bool afterWarp)
    {
        var self = t_current!;
        self._next = NobodyYet;
        if (afterWarp)
            self._warpEpoch++;
    }

    /// <summary>All items have reached a barrier.</summary>
    public static void BeginRound() => t_current!._epoch++;

    /// <summary>An item has come to the end of its segment; the next one is <paramref name="next"/>, −1 for none.</summary>
    public static void EndItem(int item, int next)
    {
        var self = t_current!;
        if (self._next == NobodyYet)
            self._next = next;
        if (self._next == next)
            return;
        string position = self.PositionOf(Math.Max(next, self._next));
        throw self.Fault(
            KernelFault.DivergentBarrier, "", 0, item, position,
            next < 0 || self._next < 0 ? "a barrier or shuffle is not reached by all items" : "items wait at different barriers");
    }

    /// <summary>An access is about to happen.</summary>
    public static unsafe void Access(int item, int site, byte* address, long index, long length)
    {
        var self = t_current!;
        self.Check(item, site, (long)address, index, length);
    }

    /// <summary>An integer is about to be divided.</summary>
    public static void Divisor(long divisor, int item, int division)
    {
        if (divisor != 0)
            return;
        var self = t_current!;
        throw self.Fault(
            KernelFault.DivisionByZero, "", 0, item, self._sites.Divisions[division], "an integer is divided by zero");
    }

    private void Check(int item, int number, long address, long index, long length)
    {
        var site = _sites.Accesses[number];
        if (length >= 0 && (index < 0 || index >= length))
        {
            throw Fault(KernelFault.OutOfBounds, site.Buffer, index, item, site.Position, FormattableString.Invariant(
                $"an index is outside a view of {length} elements"));
        }
        int size = site.Type.Size();
        if (site.Count > 1 && address % (size * site.Count) != 0)
        {
            throw Fault(KernelFault.MisalignedVector, site.Buffer, index, item, site.Position, FormattableString.Invariant(
                $"a vector access of {size * site.Count} bytes is not aligned"));
        }
        if (site.Space == AddressSpace.Local)
            return;
        var shadow = site.Space == AddressSpace.Shared ? _shared : _global;
        for (int i = 0; i < site.Count; i++)
        {
            long place = address + i * size;
            if (site.Space == AddressSpace.Shared && site.Reads && !shadow.IsWritten(place))
            {
                throw Fault(
                    KernelFault.UninitializedRead, site.Buffer, index, item, site.Position,
                    "shared memory is read that no item of the group wrote");
            }
            var accessor = new Accessor(_group, item, _epoch, _warpEpoch, site.IsAtomic, number);
            if (shadow.Note(place, site.Writes, accessor) is { } other)
            {
                throw Fault(KernelFault.Race, site.Buffer, index, item, site.Position, FormattableString.Invariant(
                    $"a race with item {ItemIndex(other.Item)} of group {GroupIndex(other.Group)} in {_sites.Accesses[other.Site].Position}"));
            }
        }
    }

    private string PositionOf(int segment) => segment >= 0 && segment < synchronizations.Length ? synchronizations[segment] : "";

    private KernelFaultException Fault(KernelFault fault, string buffer, long index, int item, string position, string detail) =>
        new(fault, kernel, buffer, index, GroupIndex(_group), ItemIndex(item), position, detail);

    private Index3D GroupIndex(long group) => new(
        (int)(group % _launch.GridX), (int)(group / _launch.GridX % _launch.GridY),
        (int)(group / _launch.GridX / _launch.GridY));

    private Index3D ItemIndex(int item) => new(
        item % _launch.GroupX, item / _launch.GroupX % _launch.GroupY, item / _launch.GroupX / _launch.GroupY);
}
