namespace GpuNN.Bench.Compare;

/// <summary>What the compare command was asked for.</summary>
/// <param name="CasesFile">A case list, or null for the one beside the program.</param>
/// <param name="Filter">Runs the ids that contain it.</param>
/// <param name="Device">The device of our side; PyTorch runs on the same GPU, or on the processor.</param>
/// <param name="Threads">One number of threads, or null for 1 and 2.</param>
/// <param name="JsonFile">Where the rows go.</param>
/// <param name="MarkdownFile">The document that table and reasons go to.</param>
/// <param name="Python">The interpreter to use instead of searching for one.</param>
/// <param name="Quick">Fewer and shorter turns.</param>
/// <param name="Cold">Flushes the second-level cache before every timed call of an accelerator.</param>
/// <param name="Also">Another device of ours, timed in turn with the two sides.</param>
internal sealed record CompareOptions(
    string? CasesFile, string? Filter, string Device, int? Threads, string? JsonFile, string? MarkdownFile, string? Python, bool Quick, bool Cold = false, string? Also = null)
{
    /// <summary>The options that say what was run, as on the command line.</summary>
    public string Arguments => string.Concat(
        Filter is null ? "" : $" --filter {Filter}",
        Threads is { } count ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" --threads {count}") : "",
        JsonFile is null ? "" : $" --json {JsonFile}",
        MarkdownFile is null ? "" : $" --markdown {MarkdownFile}",
        Quick ? " --quick" : "",
        Cold ? " --cold" : "",
        Also is null ? "" : $" --also {Also}");
}
