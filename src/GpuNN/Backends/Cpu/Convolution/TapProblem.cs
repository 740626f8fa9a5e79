namespace GpuNN.Backends.Cpu.Convolution;

/// <summary>
/// y[m, z, y, x] = Σₖ w[m, k]·image[z·stepZ + y·stepY + x + offset(k)]: a product whose right operand is the image itself, each
/// tap of each channel a row of it at an offset of its own.
/// </summary>
internal unsafe struct TapProblem<T>
    where T : unmanaged
{
    /// <summary>w[m, k], k contiguous.</summary>
    public T* Weights;
    public nint WeightRow;

    /// <summary>From a group's weights to the next group's.</summary>
    public nint WeightGroup;
    public int Channels;
    public int Depth;

    /// <summary>The depth of a block, whose part of the image stays in the first cache.</summary>
    public int DepthBlock;

    /// <summary>The padded image, and the offset in bytes of each k.</summary>
    public T* Image;
    public nint* Offsets;
    public nint ImageZ;
    public nint ImageY;

    public int OutputZ;
    public int OutputY;
    public int OutputX;

    /// <summary>The taps of one row of the filter where it has three of them, a row of the image apart; else 0.</summary>
    public int SharedTaps;

    /// <summary>Output of channel 0 at (0, 0, 0), and the elements between its neighbours.</summary>
    public T* Result;
    public nint ResultChannel;
    public nint ResultZ;
    public nint ResultY;
    public nint ResultX;

    /// <summary>The image that comes next, to be fetched meanwhile, or null.</summary>
    public byte* NextImage;

    /// <summary>Its size.</summary>
    public nint NextBytes;

    /// <summary>Which channel of the whole tensor channel 0 is, for the epilogue.</summary>
    public int FirstChannel;

    /// <summary>
    /// A third of <paramref name="depth"/> if the taps are three rows that lie where the same taps of the next row of output
    /// lie, <paramref name="imageY"/> elements on; else 0.
    /// </summary>
    public static int CountSharedTaps(nint* offsets, int depth, nint imageY)
    {
        int taps = depth / 3;
        for (int k = 0; k < 2 * taps; k++)
        {
            if (offsets[k + taps] - offsets[k] != imageY * sizeof(T))
            {
                return 0;
            }
        }

        return 3 * taps == depth ? taps : 0;
    }
}
