namespace GpuNN.Kernels;

/// <summary>What a tensor core multiplies: which instruction, and how many elements are in a word of 32 bits.</summary>
internal interface ITensorElement
{
    /// <summary>1 or 2.</summary>
    static abstract int PerWord { get; }

    /// <summary>Makes of a word from memory what the instruction takes.</summary>
    static abstract uint Prepare(uint word);

    static abstract MatrixSum Multiply(MatrixA a, MatrixB b, MatrixSum c);
}

/// <summary>float32 in memory, rounded to TF32 on the way.</summary>
internal readonly struct TensorFloatElement : ITensorElement
{
    public static int PerWord => 1;

    public static uint Prepare(uint word) => WarpMatrix.RoundToTensorFloat(Interop.IntAsFloat(word));

    public static MatrixSum Multiply(MatrixA a, MatrixB b, MatrixSum c) => WarpMatrix.MultiplyTensorFloat(a, b, c);
}

/// <summary>float16.</summary>
internal readonly struct TensorFloat16Element : ITensorElement
{
    public static int PerWord => 2;

    public static uint Prepare(uint word) => word;

    public static MatrixSum Multiply(MatrixA a, MatrixB b, MatrixSum c) => WarpMatrix.MultiplyFloat16(a, b, c);
}

/// <summary>bfloat16.</summary>
internal readonly struct TensorBFloat16Element : ITensorElement
{
    public static int PerWord => 2;

    public static uint Prepare(uint word) => word;

    public static MatrixSum Multiply(MatrixA a, MatrixB b, MatrixSum c) => WarpMatrix.MultiplyBFloat16(a, b, c);
}
