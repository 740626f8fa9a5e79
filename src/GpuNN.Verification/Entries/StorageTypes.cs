namespace GpuNN.Verification.Entries;

/// <summary>Cases whose tensors are float16 or bfloat16.</summary>
internal static class StorageTypes
{
    /// <summary>Runs in a storage type whose numbers the inputs are; the float64 oracle takes them as they are and rounds
    /// nothing.</summary>
    public static Tensor Run(CaseInputs inputs, DType storage, Func<Tensor[], Tensor> run) =>
        RunAll(inputs, storage, tensors => [run(tensors)])[0];

    /// <summary>The same with several results.</summary>
    public static Tensor[] RunAll(CaseInputs inputs, DType storage, Func<Tensor[], Tensor[]> run) => inputs.Precision == DType.Float64
        ? run(inputs.Tensors)
        : [.. run([.. inputs.Tensors.Select(tensor => tensor.Cast(storage))]).Select(result => result.Cast(inputs.Precision))];
}
