using GpuNN.Bench.Cases;
using GpuNN.Bench.Compare.Peers;
using GpuNN.Bench.Limits;
using GpuNN.Bench.Timing;

namespace GpuNN.Bench.Compare;

/// <summary>Runs each case at each number of threads: outputs first, then ours and the peer in turns.</summary>
internal sealed class CompareRunner(
    PeerSet peers, IReadOnlyDictionary<int, MachineLimits> limits, IOurSide ours, TimingPlan plan, IOurSide? also = null)
{
    /// <summary>
    /// Both thread counts of a case share its inputs. After each case, <paramref name="end"/> gets the rows there are.
    /// </summary>
    public IReadOnlyList<CompareRow> Run(
        IReadOnlyList<BenchmarkCase> cases, Action<string> begin, Action<IReadOnlyList<CompareRow>>? end = null)
    {
        var rows = new List<CompareRow>();
        foreach (BenchmarkCase one in cases)
        {
            CaseFamily family = CaseFamilies.For(one);
            var inputs = new CaseInputs(one.Id);
            family.Fill(one, inputs);
            foreach (int threads in limits.Keys)
            {
                begin($"{one.Id}, {threads} thread{(threads == 1 ? "" : "s")}, against {one.Peer}");
                rows.Add(RunOne(one, family, inputs, threads));
            }
            peers.Clear();
            end?.Invoke(rows);
        }
        return rows;
    }

    private CompareRow RunOne(BenchmarkCase one, CaseFamily family, CaseInputs inputs, int threads)
    {
        var row = new CompareRow(one.Id, threads, one.Peer, null, null, null, null, null, null, false)
        {
            Target = one.Target,
            Work = family.Work(one, inputs),
        };
        IOurCase? our = null, other = null;
        IPeerCase? theirs = null;
        try
        {
            row = LoadPeer(row, one, inputs, threads, out theirs);
            our = ours.Load(family, one, inputs, threads);
            row = Check(row, our, theirs, family.Budget(one) + one.RoundingBudget);
            other = also?.Load(family, one, inputs, threads);
            if (other is not null) row = row with { Note = CheckOther(row, our, other, family.Budget(one) + one.RoundingBudget) };
            List<IContender> contenders = [ours.Contend(our)];
            if (theirs is not null) contenders.Add(theirs);
            if (other is not null) contenders.Add(also!.Contend(other));
            TimingSummary[] times = AlternatingRunner.Run(contenders, plan);
            row = row with
            {
                Ours = times[0],
                OursMs = times[0].Milliseconds,
                PercentOfLimit = 100 * limits[threads].LeastSeconds(row.Work) / times[0].Median,
            };
            if (other is not null)
                row = row with { AlsoMs = times[^1].Milliseconds };
            if (theirs is not null)
                row = row with { Theirs = times[1], PeerMs = times[1].Milliseconds, Ratio = times[1].Median / times[0].Median };
        }
        catch (PeerException exception)
        {
            peers.Restart(threads);
            row = row with { Note = exception.Message };
        }
        catch (Exception exception) when (exception is GpuNNException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            row = row with { Note = $"{row.Note} ours: {exception.GetType().Name}: {exception.Message}".Trim() };
        }
        finally
        {
            our?.Dispose();
            other?.Dispose();
            Release(theirs, threads);
        }
        return row;
    }

    private CompareRow LoadPeer(CompareRow row, BenchmarkCase one, CaseInputs inputs, int threads, out IPeerCase? loaded)
    {
        try
        {
            IPeer peer = peers.Get(one.Peer, threads);
            loaded = peer.Load(one, inputs);
            return row with { PeerVersion = peer.Version, PeerThreads = peer.Threads };
        }
        catch (PeerException exception)
        {
            loaded = null;
            return row with { Note = $"{one.Peer}: {exception.Message}" };
        }
    }

    private static CompareRow Check(CompareRow row, IOurCase our, IPeerCase? theirs, double budget)
    {
        if (theirs is null)
            return row;
        Agreement agreement = Agreement.Between(our.Outputs(), theirs.Outputs(), budget);
        return row with { OutputsAgree = agreement.Agrees, Note = agreement.Reason };
    }

    /// <summary>The row's note, with what the other device of ours has computed otherwise.</summary>
    private static string CheckOther(CompareRow row, IOurCase our, IOurCase other, double budget)
    {
        Agreement agreement = Agreement.Between(other.Outputs(), our.Outputs(), budget);
        return agreement.Agrees ? row.Note : $"{row.Note} the other device: {agreement.Reason}".Trim();
    }

    private void Release(IPeerCase? theirs, int threads)
    {
        try
        {
            theirs?.Dispose();
        }
        catch (PeerException)
        {
            peers.Restart(threads);
        }
    }
}

/// <summary>Loads our side of a case on a number of threads.</summary>
internal interface IOurSide
{
    /// <exception cref="NotSupportedException">The library has no such operator.</exception>
    IOurCase Load(CaseFamily family, BenchmarkCase one, CaseInputs inputs, int threads);

    /// <summary>Our side of a comparison, timed as its device can be.</summary>
    IContender Contend(IOurCase one);
}
