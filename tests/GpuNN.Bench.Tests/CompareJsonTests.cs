using System.Text.Json;
using GpuNN.Bench.Compare;

namespace GpuNN.Bench.Tests;

public class CompareJsonTests
{
    private static readonly string[] Fields =
    [
        "id", "threads", "peer", "peer_version", "peer_threads", "ours_ms", "peer_ms", "ratio", "percent_of_limit", "outputs_agree",
    ];

    [Fact]
    public void ARowHasExactlyTheFieldsOfTheContract()
    {
        var row = new CompareRow("gemm/1x1x1", 2, "openblas", "0.3", 2, 1.5, 3, 2, 80, true) { Note = "a remark" };
        using JsonDocument document = JsonDocument.Parse(CompareJson.Write([row]));
        JsonElement one = document.RootElement.EnumerateArray().Single();
        Assert.Equal(Fields, one.EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, one.GetProperty("ratio").GetDouble());
        Assert.True(one.GetProperty("outputs_agree").GetBoolean());
    }

    [Fact]
    public void AMissingPeerIsNullAndDoesNotAgree()
    {
        var row = new CompareRow("gemm/1x1x1", 1, "torch", null, null, 1.5, null, null, 80, false);
        using JsonDocument document = JsonDocument.Parse(CompareJson.Write([row]));
        JsonElement one = document.RootElement[0];
        Assert.Equal(JsonValueKind.Null, one.GetProperty("ratio").ValueKind);
        Assert.Equal(JsonValueKind.Null, one.GetProperty("peer_ms").ValueKind);
        Assert.False(one.GetProperty("outputs_agree").GetBoolean());
    }

    [Fact]
    public void ATargetIsMetOnlyWithAgreeingOutputs()
    {
        var row = new CompareRow("gemm/1x1x1", 1, "torch", "1", 1, 1, 2, 2, 80, true) { Target = 2 };
        Assert.True(row.MeetsTarget);
        Assert.False((row with { OutputsAgree = false }).MeetsTarget);
        Assert.False((row with { Ratio = 1.99 }).MeetsTarget);
        Assert.False((row with { Ratio = null }).MeetsTarget);
    }
}
