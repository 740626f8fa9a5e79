using System.CommandLine;

namespace GpuNN.Cli.Commands;

/// <summary><c>gpunn devices</c>: every accelerator, and why one that is there cannot be used.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Lists every device, and why one that is there cannot be used");
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            foreach (DeviceInformation device in Device.Enumerate())
            {
                output.WriteLine(device.UnavailableReason is null
                    ? $"{device.Name,-18} {device.Description}"
                    : $"{device.Name,-18} unavailable: {device.UnavailableReason}");
            }

            return 0;
        });
        return command;
    }
}
