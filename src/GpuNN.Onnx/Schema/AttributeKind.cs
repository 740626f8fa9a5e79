namespace GpuNN.Onnx.Schema;

/// <summary>What an attribute holds, by its number in the format.</summary>
internal enum AttributeKind
{
    /// <summary>Not said: files of the first versions of the format.</summary>
    Undefined = 0,
    Float = 1,
    Integer = 2,
    Text = 3,
    Tensor = 4,
    Graph = 5,
    Floats = 6,
    Integers = 7,
    Texts = 8,
    Tensors = 9,
    Graphs = 10,
    SparseTensor = 11,
    SparseTensors = 12,
    Type = 13,
    Types = 14,
}
