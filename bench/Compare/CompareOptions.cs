namespace GpuNN.Bench.Compare;

/// <summary>What the compare command was asked for.</summary>
/// <param name="CasesFile">A case list, or null for the one beside the program.</param>
/// <param name="Filter">Runs the ids that contain it.</param>
/// <param name="Threads">One number of threads, or null for 1 and 2.</param>
/// <param name="JsonFile">Where the rows go.</param>
/// <param name="Python">The interpreter to use instead of searching for one.</param>
/// <param name="Quick">Fewer and shorter turns.</param>
internal sealed record CompareOptions(
    string? CasesFile, string? Filter, int? Threads, string? JsonFile, string? Python, bool Quick);
