namespace GpuNN.Backends;

/// <summary>A function of one, two or three elements x, y, z; α and β are the attributes of
/// <see cref="ElementwisePrimitive"/>. The gradient of an activation takes the incoming gradient as x and, as y, what the
/// activation was given, except where it says that y is the result.</summary>
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

    /// <summary>x raised to y, as IEEE 754's pow.</summary>
    Power,

    /// <summary>x raised to α, as IEEE 754's pow.</summary>
    PowerScalar,

    /// <summary>−x.</summary>
    Negate,

    /// <summary>x + α·y.</summary>
    AddScaled,

    /// <summary>α·x + β.</summary>
    Affine,

    /// <summary>x + z·(y − x).</summary>
    Lerp,

    /// <summary>x + α·(y − x).</summary>
    LerpScalar,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>−1, 0 or 1; 0 of ±0 and NaN.</summary>
    Sign,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>1 / √x.</summary>
    ReciprocalSqrt,

    /// <summary>x².</summary>
    Square,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>eˣ − 1, exact near 0.</summary>
    Expm1,

    /// <summary>ln x.</summary>
    Log,

    /// <summary>ln(1 + x), exact near 0.</summary>
    Log1p,

    /// <summary>The logarithm to base 2.</summary>
    Log2,

    /// <summary>sin x.</summary>
    Sin,

    /// <summary>cos x.</summary>
    Cos,

    /// <summary>The error function, 2/√π · ∫₀ˣ exp(−t²) dt.</summary>
    Erf,

    /// <summary>The largest integer not above x.</summary>
    Floor,

    /// <summary>The smallest integer not below x.</summary>
    Ceiling,

    /// <summary>The nearest integer, ties to even.</summary>
    Round,

    /// <summary>The smaller of x and y; NaN where either is.</summary>
    Minimum,

    /// <summary>The larger of x and y; NaN where either is.</summary>
    Maximum,

    /// <summary>The share of the incoming gradient x that goes to y of <see cref="Minimum"/> or <see cref="Maximum"/> of y
    /// and z: α·y &lt; α·z gives 0, y = z gives x/2, else x. α is 1 for the maximum, −1 for the minimum.</summary>
    ExtremumGradient,

    /// <summary>min(max(x, α), β); NaN stays NaN.</summary>
    Clamp,

    /// <summary>The gradient of <see cref="Clamp"/>: x where α ≤ y ≤ β, else 0.</summary>
    ClampGradient,

    /// <summary>y where x, a bool, is set, else z.</summary>
    Where,

    /// <summary>α where y, a bool, is set, else x.</summary>
    MaskedFill,

    /// <summary>x = y, a bool; like all comparisons false where either is NaN.</summary>
    Equal,

    /// <summary>x ≠ y, a bool; true where either is NaN.</summary>
    NotEqual,

    /// <summary>x &lt; y, a bool.</summary>
    Less,

    /// <summary>x ≤ y, a bool.</summary>
    LessOrEqual,

    /// <summary>x &gt; y, a bool.</summary>
    Greater,

    /// <summary>x ≥ y, a bool.</summary>
    GreaterOrEqual,

    /// <summary>x ≠ 0 and y ≠ 0, a bool; NaN counts as ≠ 0.</summary>
    And,

    /// <summary>x ≠ 0 or y ≠ 0, a bool; NaN counts as ≠ 0.</summary>
    Or,

    /// <summary>x = 0, a bool.</summary>
    Not,

    /// <summary>Whether x is NaN, a bool.</summary>
    IsNaN,

    /// <summary>Whether x is neither infinite nor NaN, a bool.</summary>
    IsFinite,

    /// <summary>max(x, 0); NaN stays NaN.</summary>
    ReLU,

    /// <summary>The gradient of <see cref="ReLU"/>: x where y is not ≤ 0, else 0; y the result.</summary>
    ReLUGradient,

    /// <summary>x where x &gt; 0, else α·x.</summary>
    LeakyReLU,

    /// <summary>The gradient of <see cref="LeakyReLU"/>: x where y &gt; 0, else α·x.</summary>
    LeakyReLUGradient,

    /// <summary>x where x &gt; 0, else y·x: the slope y is learned.</summary>
    PReLU,

    /// <summary>The gradient of <see cref="PReLU"/> by its input: x where y &gt; 0, else z·x; z the slope.</summary>
    PReLUGradient,

    /// <summary>The gradient of <see cref="PReLU"/> by its slope: 0 where y &gt; 0, else x·y.</summary>
    PReLUSlopeGradient,

    /// <summary>β·x where x &gt; 0, else β·α·(eˣ − 1): ELU with β = 1, SELU with its two constants.</summary>
    ELU,

    /// <summary>The gradient of <see cref="ELU"/>: β·x where y &gt; 0, else β·α·eʸ·x.</summary>
    ELUGradient,

    /// <summary>x where x &gt; 0, else α·(e^(x/α) − 1).</summary>
    CELU,

    /// <summary>The gradient of <see cref="CELU"/>: x where y &gt; 0, else e^(y/α)·x.</summary>
    CELUGradient,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The gradient of <see cref="Sigmoid"/>: x·y·(1 − y); y the result.</summary>
    SigmoidGradient,

    /// <summary>ln of the sigmoid, min(x, 0) − ln(1 + e^(−|x|)).</summary>
    LogSigmoid,

    /// <summary>The gradient of <see cref="LogSigmoid"/>: x / (1 + eʸ).</summary>
    LogSigmoidGradient,

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    HardSigmoid,

    /// <summary>The gradient of <see cref="HardSigmoid"/>: x/6 where −3 &lt; y &lt; 3, else 0.</summary>
    HardSigmoidGradient,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>The gradient of <see cref="Tanh"/>: x·(1 − y²); y the result.</summary>
    TanhGradient,

    /// <summary>The gradient of <see cref="Clamp"/> as an activation: x where α &lt; y &lt; β, or y is NaN, else 0.</summary>
    HardTanhGradient,

    /// <summary>ln(1 + e^(α·x)) / α; x itself where α·x &gt; β.</summary>
    Softplus,

    /// <summary>The gradient of <see cref="Softplus"/>: x / (1 + e^(−α·y)); x itself where α·y &gt; β.</summary>
    SoftplusGradient,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>The gradient of <see cref="Softsign"/>: x / (1 + |y|)².</summary>
    SoftsignGradient,

    /// <summary>x·Φ(x), with Φ(x) = (1 + erf(x/√2)) / 2.</summary>
    GELU,

    /// <summary>The gradient of <see cref="GELU"/>: x·(Φ(y) + y·φ(y)), with φ(y) = exp(−y²/2) / √(2π).</summary>
    GELUGradient,

    /// <summary>x·(1 + tanh u)/2, with u = √(2/π)·(x + 0.044715·x³).</summary>
    GELUTanh,

    /// <summary>The gradient of <see cref="GELUTanh"/>: x·((1 + tanh u)/2 + y·(1 − tanh² u)/2·√(2/π)·(1 + 3·0.044715·y²)),
    /// u of y.</summary>
    GELUTanhGradient,

    /// <summary>x / (1 + e⁻ˣ).</summary>
    SiLU,

    /// <summary>The gradient of <see cref="SiLU"/>: x·σ(y)·(1 + y·(1 − σ(y))).</summary>
    SiLUGradient,

    /// <summary>x·min(max(x + 3, 0), 6) / 6.</summary>
    HardSwish,

    /// <summary>The gradient of <see cref="HardSwish"/>: 0 where y &lt; −3, x·(y/3 + 1/2) where y ≤ 3, else x.</summary>
    HardSwishGradient,

    /// <summary>x·tanh(ln(1 + eˣ)).</summary>
    Mish,

    /// <summary>The gradient of <see cref="Mish"/>: x·(t + y·σ(y)·(1 − t²)), with t = tanh(ln(1 + eʸ)).</summary>
    MishGradient,

    /// <summary>(x − y)².</summary>
    SquaredDifference,

    /// <summary>|x − y|.</summary>
    AbsoluteDifference,

    /// <summary>d²/2 where |d| ≤ α, else α·(|d| − α/2), with d = x − y.</summary>
    Huber,

    /// <summary>max(0, α − x·y); NaN stays NaN.</summary>
    Hinge,

    /// <summary>The gradient of <see cref="Hinge"/> by y: −x·z where y·z &lt; α, else 0; x the incoming gradient, y and z
    /// the operands.</summary>
    HingeGradient,

    /// <summary>−(y·max(ln x, −100) + (1 − y)·max(ln(1 − x), −100)), of a probability x and a target y.</summary>
    BinaryCrossEntropy,

    /// <summary>The gradient of <see cref="BinaryCrossEntropy"/> by the probability y, with the target z:
    /// x·(y − z) / max(y·(1 − y), 10⁻¹²).</summary>
    BinaryCrossEntropyGradient,

    /// <summary>−(α·y·ln σ(x) + (1 − y)·ln(1 − σ(x))), of a logit x and a target y, where α weighs the positive class;
    /// computed as (1 − y)·x + (1 + (α − 1)·y)·(ln(1 + e^(−|x|)) + max(−x, 0)).</summary>
    BinaryCrossEntropyWithLogits,

    /// <summary>The gradient of <see cref="BinaryCrossEntropyWithLogits"/> by the logit y, with the target z:
    /// x·((1 + (α − 1)·z)·σ(y) − α·z).</summary>
    BinaryCrossEntropyWithLogitsGradient,

    /// <summary>y·ln y − y·x, with 0·ln 0 = 0, of a log-probability x and a target y.</summary>
    KLDivergence,
}
