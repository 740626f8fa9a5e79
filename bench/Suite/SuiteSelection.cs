namespace GpuNN.Bench.Suite;

/// <summary>Which devices, cases and sizes a run was asked for.</summary>
internal sealed record SuiteSelection(IReadOnlyList<string> DeviceNames, string? Filter, IReadOnlyList<string> Sizes, bool Quick)
{
    /// <summary>Unless named, the oracle and the debugging devices stay out: they time nothing that anybody waits for.</summary>
    private static readonly string[] OnlyWhenNamed = ["reference", "jit-cpu:checked"];

    /// <exception cref="ArgumentException">Nothing is left.</exception>
    public IReadOnlyList<SuiteCase> Cases()
    {
        SuiteCase[] cases =
        [
            .. SuiteCase.ReadList()
                .Where(one => Filter is null || one.Case.Id.Contains(Filter, StringComparison.OrdinalIgnoreCase))
                .Where(one => Sizes.Count == 0 || Sizes.Contains(one.Size))
                .Where(one => !Quick || Sizes.Count > 0 || one.Size != "large"),
        ];
        return cases.Length > 0 ? cases : throw new ArgumentException($"No case id contains '{Filter}'; --list shows them.");
    }

    /// <summary>The devices named, or every usable one; those that cannot be used are said with the reason.</summary>
    /// <exception cref="ArgumentException">A device named does not exist or cannot be used.</exception>
    public IReadOnlyList<DeviceInformation> Devices(TextWriter log)
    {
        IReadOnlyList<DeviceInformation> all = Device.Enumerate();
        if (DeviceNames.Count == 0)
        {
            foreach (DeviceInformation missing in all.Where(device => device.UnavailableReason is not null))
                log.WriteLine($"{missing.Name}: {missing.UnavailableReason}");
            return [.. all.Where(device => device.UnavailableReason is null && !OnlyWhenNamed.Contains(device.Name))];
        }
        return [.. DeviceNames.Select(name => Named(all, name))];
    }

    private static DeviceInformation Named(IReadOnlyList<DeviceInformation> all, string name)
    {
        DeviceInformation? found = all.FirstOrDefault(device => device.Name == name);
        if (found is null)
            throw new ArgumentException($"There is no device '{name}'. Devices: {string.Join(", ", all.Select(device => device.Name))}.");
        return found.UnavailableReason is null ? found : throw new ArgumentException($"Device '{name}' cannot be used: {found.UnavailableReason}");
    }
}
