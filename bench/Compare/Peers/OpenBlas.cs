using System.Runtime.InteropServices;

namespace GpuNN.Bench.Compare.Peers;

/// <summary>The functions of libopenblas that are compared with, bound in this process.</summary>
internal static partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";

    public const int RowMajor = 101;

    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Library, out _);

    public static string Version
    {
        get
        {
            string config = Marshal.PtrToStringUTF8(Config()) ?? "";
            string[] words = config.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length > 1 && words[0] == "OpenBLAS" ? $"{words[1]} {Marshal.PtrToStringUTF8(CoreName())}" : config;
        }
    }

    /// <summary>CblasNoTrans is 111, CblasTrans is 112.</summary>
    public static int Transposition(bool transposed) => transposed ? 112 : 111;

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "openblas_get_num_threads")]
    public static partial int GetThreads();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    public static unsafe partial void Gemm(
        int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc);

    [LibraryImport(Library, EntryPoint = "cblas_sgemv")]
    public static unsafe partial void Gemv(
        int order, int transposeA, int m, int n,
        float alpha, float* a, int lda, float* x, int incrementX, float beta, float* y, int incrementY);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial IntPtr Config();

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    private static partial IntPtr CoreName();
}
