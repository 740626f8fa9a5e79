using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GpuNN.Jit.Drivers.Cuda;

/// <summary>CUDA's error codes.</summary>
internal static unsafe class CudaError
{
    public const int Success = 0;
    public const int InvalidValue = 1;
    public const int OutOfMemory = 2;
    public const int NotSupported = 801;

    /// <summary>The driver's name and text of an error.</summary>
    public static string NameOf(int code)
    {
        byte* name = null;
        byte* text = null;
        if (CudaNative.cuGetErrorName(code, &name) != Success || CudaNative.cuGetErrorString(code, &text) != Success)
            return FormattableString.Invariant($"CUDA error {code}");
        return $"{Marshal.PtrToStringUTF8((nint)name)} ({Marshal.PtrToStringUTF8((nint)text)})";
    }

    /// <summary>Throws unless the call succeeded.</summary>
    /// <exception cref="AcceleratorException">The code is an error.</exception>
    public static void Check(int code, string device, [CallerArgumentExpression(nameof(code))] string call = "")
    {
        if (code != Success)
            Throw(code, device, call);
    }

    private static void Throw(int code, string device, string call)
    {
        int end = call.IndexOf('(', StringComparison.Ordinal);
        string function = end < 0 ? call : call[(call.LastIndexOf('.', end) + 1)..end];
        throw new AcceleratorException(AcceleratorType.Cuda, $"{device}: {function} failed with {NameOf(code)}.");
    }
}
