namespace GpuNN.Backends;

/// <summary>A function of one, two or three elements; α and β are the attributes of
/// <see cref="ElementwisePrimitive"/>.</summary>
public enum ElementwiseFunction
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x · y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,

    /// <summary>−x.</summary>
    Negate,

    /// <summary>x + α·y.</summary>
    AddScaled,

    /// <summary>α·x + β.</summary>
    Affine,

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    ReLU,

    /// <summary>The gradient of <see cref="ReLU"/>: x where y &gt; 0, else 0; x the incoming gradient, y the result.</summary>
    ReLUGradient,
}
