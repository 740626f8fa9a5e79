using System.Text;

namespace GpuNN.Jit.Drivers.OpenCl;

/// <summary>Reads what OpenCL says about platforms and devices; what it does not answer is empty or zero.</summary>
internal static unsafe class OpenClInfo
{
    public static string PlatformString(nint platform, uint name)
    {
        nuint size;
        if (OpenClNative.clGetPlatformInfo(platform, name, 0, null, &size) != OpenClError.Success || size == 0)
            return "";
        byte[] text = new byte[size];
        fixed (byte* pointer = text)
        {
            return OpenClNative.clGetPlatformInfo(platform, name, size, pointer, null) == OpenClError.Success
                ? Text(text) : "";
        }
    }

    public static string DeviceString(nint device, uint name)
    {
        nuint size;
        if (OpenClNative.clGetDeviceInfo(device, name, 0, null, &size) != OpenClError.Success || size == 0)
            return "";
        byte[] text = new byte[size];
        fixed (byte* pointer = text)
        {
            return OpenClNative.clGetDeviceInfo(device, name, size, pointer, null) == OpenClError.Success
                ? Text(text) : "";
        }
    }

    public static T DeviceValue<T>(nint device, uint name)
        where T : unmanaged
    {
        T value = default;
        return OpenClNative.clGetDeviceInfo(device, name, (nuint)sizeof(T), &value, null) == OpenClError.Success
            ? value : default;
    }

    public static nuint[] DeviceSizes(nint device, uint name, int count)
    {
        var values = new nuint[count];
        fixed (nuint* pointer = values)
        {
            return OpenClNative.clGetDeviceInfo(device, name, (nuint)(count * sizeof(nuint)), pointer, null)
                == OpenClError.Success ? values : new nuint[count];
        }
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
}
