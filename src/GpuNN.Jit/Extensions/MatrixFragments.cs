namespace GpuNN.Jit.Extensions;

/// <summary>A lane's part of four 8×8 matrices of 16 bits: of A (16×16 elements of 16 bits, or 16×8 of 32), or of B twice.</summary>
/// <remarks>
/// With g = lane / 4 and t = lane mod 4. A of 16 bits: R0 holds (g, 2t) in its lower and (g, 2t+1) in its upper half; R1 the
/// same of row g + 8; R2 and R3 the same of columns 8 further. A of 32 bits: (g, t), (g+8, t), (g, t+4), (g+8, t+4).
/// </remarks>
public struct MatrixA
{
    /// <summary>The bits of a register.</summary>
    public uint R0, R1, R2, R3;

    /// <summary>R0 and R1 as a part of B.</summary>
    public readonly MatrixB First => new() { R0 = R0, R1 = R1 };

    /// <summary>R2 and R3 as a part of B.</summary>
    public readonly MatrixB Second => new() { R0 = R2, R1 = R3 };
}

/// <summary>A lane's part of B: 16×8 elements of 16 bits, or 8×8 of 32.</summary>
/// <remarks>
/// With g = lane / 4 and t = lane mod 4. Of 16 bits: R0 holds (2t, g) in its lower and (2t+1, g) in its upper half, R1 the same
/// of rows 8 further. Of 32 bits: (t, g) and (t+4, g).
/// </remarks>
public struct MatrixB
{
    /// <summary>The bits of a register.</summary>
    public uint R0, R1;
}

/// <summary>A lane's part of a 16×8 sum: C0 and C1 are (g, 2t) and (g, 2t+1), C2 and C3 the same of row g + 8, with
/// g = lane / 4 and t = lane mod 4.</summary>
public struct MatrixSum
{
    /// <summary>An element.</summary>
    public float C0, C1, C2, C3;
}
