using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>Prod.</content>
public static partial class Operators
{
    /// <summary>The product of all elements, a scalar; 1 of none.</summary>
    public static Tensor Prod(this Tensor x) => Prod(x, []);

    /// <summary>The product over axes; over all of them where none is named. Integers and bools are multiplied in int64. The
    /// derivative by an element is the product of the others, also where elements are 0.</summary>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/param"/>
    /// <inheritdoc cref="Sum(Tensor, ReadOnlySpan{int}, bool)" path="/exception"/>
    public static Tensor Prod(this Tensor x, ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        DType dtype = x.DType.IsFloatingPoint() ? x.DType : DType.Int64;
        Tensor result = Reduce(nameof(Prod), ReduceFunction.Prod, x, axes, keepAxes, out Shape kept, dtype);
        if (!Tape.Records(x)) return result;
        SavedTensor saved = Tape.Save(x, nameof(Prod));
        int[] reduced = axes.ToArray();
        return Tape.Record(nameof(Prod), result, x, gradient =>
        {
            Tensor product;
            using (NoGrad.Begin()) product = gradient.Reshape(kept).Multiply(ProductOfOthers(saved.Value, reduced));
            return Tape.RecordFirstOrderOnly("ProdGradient", product, gradient, saved.Value);
        });
    }

    /// <summary>With no zero it is the product over x; beside a single zero it is 0 except at the zero itself; beside two or
    /// more it is 0.</summary>
    private static Tensor ProductOfOthers(Tensor x, int[] axes)
    {
        Tensor isZero = x.Equal(0);
        Tensor zeros = isZero.Sum(axes, keepAxes: true);
        Tensor nonZero = x.MaskedFill(isZero, 1);
        Tensor product = nonZero.Prod(axes, keepAxes: true);
        Tensor withoutZeros = zeros.Equal(0).Where(product.Divide(nonZero), 0);
        return zeros.Equal(1).And(isZero).Where(product, withoutZeros);
    }
}
