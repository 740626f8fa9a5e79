namespace GpuNN.Tests;

/// <summary>The folder of the solution, found from the test's own.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "GpuNN.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"no GpuNN.sln above {AppContext.BaseDirectory}");
    }
}
