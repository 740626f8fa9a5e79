namespace GpuNN.Models.Vision;

/// <summary>Channels of an <see cref="InceptionBlock"/>.</summary>
/// <param name="One">Of the 1×1 convolution.</param>
/// <param name="ThreeReduced">Of the 1×1 before the 3×3.</param>
/// <param name="Three">Of the 3×3.</param>
/// <param name="FiveReduced">Of the 1×1 before the 5×5.</param>
/// <param name="Five">Of the 5×5.</param>
/// <param name="Pool">Of the 1×1 behind the pooling.</param>
public readonly record struct InceptionSizes(int One, int ThreeReduced, int Three, int FiveReduced, int Five, int Pool)
{
    /// <summary>The same block with its channels divided.</summary>
    internal InceptionSizes DividedBy(int divisor) => new(
        One / divisor, ThreeReduced / divisor, Three / divisor, FiveReduced / divisor, Five / divisor, Pool / divisor);
}
