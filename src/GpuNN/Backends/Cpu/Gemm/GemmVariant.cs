namespace GpuNN.Backends.Cpu.Gemm;

/// <summary>The ways to compute a product on the CPU.</summary>
internal enum GemmVariant
{
    /// <summary>Chosen by shape.</summary>
    Automatic,

    /// <summary>Matrix times vector: bound by reading the matrix, no tiles.</summary>
    MatrixVector,

    /// <summary>Tiles straight from both operands where they lie, apart from a narrow last strip.</summary>
    InPlace,

    /// <summary>B packed into strips; A read where it lies.</summary>
    PackRight,

    /// <summary>B packed into strips and A into blocks.</summary>
    PackBoth,
}
