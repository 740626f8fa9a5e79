namespace GpuNN.Backends;

/// <summary>A computation on memory that stays: what <see cref="IBackend.Execute"/> is asked for.</summary>
/// <param name="Primitive">What is computed.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Outputs">What it writes.</param>
public readonly record struct PreparedComputation(Primitive Primitive, BufferView[] Inputs, BufferView[] Outputs);
