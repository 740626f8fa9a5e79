using System.Runtime.CompilerServices;

namespace GpuNN.Bench.Jit;

/// <summary>What <see cref="JitKernels.Tile16"/> becomes if a person cuts it at its barriers, in scalar C#.</summary>
internal static unsafe class HandWrittenSegments
{
    private const int Tile = JitKernels.Tile;
    private const int Items = Tile * Tile;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Tile16(float* a, float* b, float* c, int n)
    {
        float* tileA = stackalloc float[Items];
        float* tileB = stackalloc float[Items];
        float* sums = stackalloc float[Items];
        for (int groupY = 0; groupY < n / Tile; groupY++)
        {
            for (int groupX = 0; groupX < n / Tile; groupX++)
            {
                new Span<float>(sums, Items).Clear();
                for (int start = 0; start < n; start += Tile)
                {
                    for (int y = 0; y < Tile; y++)
                    {
                        for (int x = 0; x < Tile; x++)
                        {
                            tileA[y * Tile + x] = a[(groupY * Tile + y) * n + start + x];
                            tileB[y * Tile + x] = b[(start + y) * n + groupX * Tile + x];
                        }
                    }
                    for (int y = 0; y < Tile; y++)
                    {
                        for (int x = 0; x < Tile; x++)
                        {
                            float sum = sums[y * Tile + x];
                            for (int k = 0; k < Tile; k++)
                                sum += tileA[y * Tile + k] * tileB[k * Tile + x];
                            sums[y * Tile + x] = sum;
                        }
                    }
                }
                for (int y = 0; y < Tile; y++)
                {
                    for (int x = 0; x < Tile; x++)
                        c[(groupY * Tile + y) * n + groupX * Tile + x] = sums[y * Tile + x];
                }
            }
        }
    }
}
