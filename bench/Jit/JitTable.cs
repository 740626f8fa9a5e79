using System.Globalization;

namespace GpuNN.Bench.Jit;

/// <summary>The measurements, each beside what it is compared with and what it should be.</summary>
internal sealed class JitTable
{
    private readonly TextTable _table = new(["measurement", "ours", "peer", "ratio", "target", "met"], "lrrrll");

    /// <summary>A speed that should be at least so many times the peer's.</summary>
    public void Faster(string what, double ours, double peer, string unit, double target) => _table.Add(
        what, Number(ours, unit), Number(peer, unit), Number(ours / peer, ""), $">= {Number(target, "")}", Met(ours >= target * peer));

    /// <summary>A time that should be at most so many times the peer's.</summary>
    public void Slower(string what, double ours, double peer, string unit, double target) => _table.Add(
        what, Number(ours, unit), Number(peer, unit), Number(ours / peer, ""), $"<= {Number(target, "")}", Met(ours <= target * peer));

    /// <summary>An amount with a limit of its own.</summary>
    public void Below(string what, double ours, string unit, double limit) =>
        _table.Add(what, Number(ours, unit), "", "", $"< {Number(limit, unit)}", Met(ours < limit));

    /// <summary>A time of ours above the peer's, with a limit.</summary>
    public void Above(string what, double ours, double peer, string unit, double limit) => _table.Add(
        what, Number(ours, unit), Number(peer, unit), "", $"< {Number(limit, unit)} above", Met(ours - peer < limit));

    /// <summary>An amount that should be nothing.</summary>
    public void Zero(string what, double ours, string unit) => _table.Add(what, Number(ours, unit), "", "", "0", Met(ours == 0));

    /// <summary>An amount for information.</summary>
    public void Note(string what, double value, string unit) => _table.Add(what, Number(value, unit), "", "", "", "");

    /// <summary>What cannot be measured here.</summary>
    public void Skip(string what, string reason) => _table.Add(what, reason, "", "", "", "");

    public override string ToString() => _table.ToString();

    private static string Met(bool isMet) => isMet ? "yes" : "no";

    private static string Number(double value, string unit)
    {
        string text = value.ToString(Math.Abs(value) >= 100 ? "f0" : Math.Abs(value) >= 10 ? "f1" : "f2", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? text : $"{text} {unit}";
    }
}
