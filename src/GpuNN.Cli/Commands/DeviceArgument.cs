using System.Diagnostics.CodeAnalysis;

namespace GpuNN.Cli.Commands;

/// <summary>The device that a command is told to use.</summary>
internal static class DeviceArgument
{
    /// <summary>Finds the device; where there is none, says why.</summary>
    public static bool TryParse(string name, TextWriter error, [NotNullWhen(true)] out Device? device)
    {
        try
        {
            device = Device.Parse(name);
            return true;
        }
        catch (DeviceMismatchException exception)
        {
            error.WriteLine(exception.Message);
            device = null;
            return false;
        }
    }
}
