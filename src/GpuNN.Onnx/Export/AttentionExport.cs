using GpuNN.Backends;

namespace GpuNN.Onnx.Export;

/// <summary>Writes attention as its formula: softmax(α·q·kᵀ, masked)·v.</summary>
internal static class AttentionExport
{
    public static void Write(StepWriter writer, AttentionPrimitive primitive)
    {
        Shape q = writer.Input(0).Shape, k = writer.Input(1).Shape;
        string keys = writer.Node("Transpose", [writer.Read(1)], GraphWriter.Attribute("perm", [0L, 2, 1]));
        string scores = writer.Affine(writer.Node("MatMul", writer.Read(0), keys), primitive.Scale);
        if (primitive.Mask == AttentionMask.Added) scores = writer.Node("Add", scores, writer.Read(3));
        if (primitive.Mask == AttentionMask.Allowed) scores = writer.Node("Where", [writer.Read(3), scores, writer.Number(double.NegativeInfinity)]);
        if (primitive.IsCausal)
        {
            var isAllowed = new byte[q[1] * k[1]];
            for (int index = 0; index < isAllowed.Length; index++) isAllowed[index] = index % k[1] <= index / k[1] ? (byte)1 : (byte)0;
            string mask = writer.Graph.Constant(DType.Bool, [q[1], k[1]], isAllowed);
            scores = writer.Node("Where", [mask, scores, writer.Number(double.NegativeInfinity)]);
        }

        string weights = writer.Node("Softmax", [scores], GraphWriter.Attribute("axis", -1));
        writer.Write(0, writer.Node("MatMul", weights, writer.Read(2)));
    }
}
