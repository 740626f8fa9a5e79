using GpuNN.Autograd;
using GpuNN.Backends;

namespace GpuNN;

/// <content>SparseMatMul and SampledDenseDense. Each is bilinear and its gradients are made of the other and of products with
/// the transposed pattern: derivatives of any order.</content>
public static partial class Operators
{
    /// <summary>A·X for a sparse A: y[i, f] = Σ a[i, j]·x[j, f] over A's entries. Gradients: Aᵀ·g by X, and g·Xᵀ at A's entries
    /// by its values.</summary>
    /// <param name="matrix">A [rows, columns].</param>
    /// <param name="x">X [columns, F].</param>
    /// <returns>[rows, F].</returns>
    /// <exception cref="ShapeMismatchException">X is no matrix, or has not as many rows as A has columns.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor SparseMatMul(this CsrTensor matrix, Tensor x) =>
        MultiplySparse(nameof(SparseMatMul), matrix.Pattern, matrix.Values, x);

    /// <summary>A·Bᵀ where a pattern has entries: d[e] = Σ_f a[i, f]·b[j, f] for entry e in row i and column j.</summary>
    /// <param name="pattern">The entries.</param>
    /// <param name="a">A [rows, F].</param>
    /// <param name="b">B [columns, F].</param>
    /// <returns>[entries].</returns>
    /// <exception cref="ShapeMismatchException">The matrices do not fit the pattern or one another.</exception>
    /// <exception cref="DTypeMismatchException">The types differ or are not floating point.</exception>
    public static Tensor SampledDenseDense(this SparsePattern pattern, Tensor a, Tensor b)
    {
        const string Name = nameof(SampledDenseDense);
        CheckDense(Name, nameof(a), a, pattern.Rows, a.DType);
        CheckDense(Name, nameof(b), b, pattern.Columns, a.DType);
        if (b.Shape[1] != a.Shape[1]) throw new ShapeMismatchException(Name, nameof(b), $"{b.Shape}", $"{a.Shape[1]} columns, as A has");
        Tensor result = Dispatcher.Run(
            Name, new SampledDenseDensePrimitive(), a.DType, [pattern.EntryCount], pattern.Offsets, pattern.ColumnIndices, a, b);
        if (!Tape.Records(a, b)) return result;
        SavedTensor savedA = Tape.Save(a, Name), savedB = Tape.Save(b, Name);
        return Tape.Record(Name, result, [a, b], gradient =>
        [
            a.RequiresGrad ? MultiplySparse($"{Name}Gradient", pattern, gradient, savedB.Value) : null,
            b.RequiresGrad
                ? MultiplySparse($"{Name}Gradient", pattern.Transpose(out Tensor order), gradient.TakeRows(order), savedA.Value)
                : null,
        ]);
    }

    private static Tensor MultiplySparse(string name, SparsePattern pattern, Tensor? values, Tensor x)
    {
        CheckDense(name, nameof(x), x, pattern.Columns, values?.DType ?? x.DType);
        var primitive = new CsrMatrixMultiplyPrimitive(values is not null);
        Shape shape = [pattern.Rows, x.Shape[1]];
        Tensor result = values is null
            ? Dispatcher.Run(name, primitive, x.DType, shape, pattern.Offsets, pattern.ColumnIndices, x)
            : Dispatcher.Run(name, primitive, x.DType, shape, pattern.Offsets, pattern.ColumnIndices, x, values);
        if (!Tape.Records(x, values)) return result;
        SavedTensor savedX = Tape.Save(x, name);
        SavedTensor? savedValues = values is null ? null : Tape.Save(values, name);
        return Tape.Record(name, result, values is null ? [x] : [x, values], gradient =>
        {
            Tensor? dx = x.RequiresGrad
                ? MultiplySparse($"{name}Gradient", pattern.Transpose(out Tensor order), savedValues?.Value.TakeRows(order), gradient)
                : null;
            return values is null
                ? [dx]
                : [dx, values.RequiresGrad ? pattern.SampledDenseDense(gradient, savedX.Value) : null];
        });
    }

    private static void CheckDense(string name, string argument, Tensor x, long rows, DType dtype)
    {
        if (!x.DType.IsFloatingPoint()) throw new DTypeMismatchException(name, argument, $"{x.DType}", "a floating-point type");
        if (x.DType != dtype) throw new DTypeMismatchException(name, argument, $"{x.DType}", $"{dtype}, as the other factor has");
        if (x.Rank != 2 || x.Shape[0] != rows) throw new ShapeMismatchException(name, argument, $"{x.Shape}", $"[{rows}, features]");
    }
}
