namespace GpuNN.Tests.Devices;

/// <summary>Devices asked for by name.</summary>
public sealed class DeviceNameTests
{
    [Fact]
    public void Every_usable_device_opens_under_the_name_it_is_listed_by()
    {
        foreach (DeviceInformation device in Device.Enumerate().Where(entry => entry.UnavailableReason is null))
            Assert.Equal(device.Name, Device.Parse(device.Name).Name);
    }

    [Fact]
    public void Kernels_run_as_the_CSharp_they_are_on_a_device_that_is_not_listed()
    {
        Device direct = Device.Parse("jit-cpu:direct");
        Assert.DoesNotContain(direct.Name, Device.Enumerate().Select(device => device.Name));
        using IDisposable restoration = NoGrad.Begin();
        Tensor x = Tensor.From([1f, -2f, 3f], direct);
        Assert.Equal([2f, -4f, 6f], (x + x).ToArray<float>());
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        DeviceMismatchException error = Assert.Throws<DeviceMismatchException>(() => Device.Parse("gpu:0"));
        Assert.Contains("'gpu:0'", error.Message, StringComparison.Ordinal);
        Assert.Contains("jit-cpu:checked", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A kind of device that is not there at all is listed without a number.</summary>
    [SkippableFact]
    public void A_device_that_cannot_be_used_says_why()
    {
        DeviceInformation? missing = Device.Enumerate().FirstOrDefault(entry => entry.UnavailableReason is not null);
        Skip.If(missing is null, "every kind of device can be used here");
        string name = missing.Name.Contains(':', StringComparison.Ordinal) ? missing.Name : missing.Name + ":0";
        DeviceMismatchException error = Assert.Throws<DeviceMismatchException>(() => Device.Parse(name));
        Assert.Contains(missing.UnavailableReason!, error.Message, StringComparison.Ordinal);
    }
}
