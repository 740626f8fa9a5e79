using GpuNN.Backends;
using GpuNN.Recording;

namespace GpuNN.Onnx.Export;

/// <summary>Writes the nodes for a step of a recorded function.</summary>
internal static class PrimitiveExport
{
    /// <summary>Writes a step; false where its primitive has no form in ONNX here.</summary>
    public static bool TryWrite(RecordedStep step, ExportedValues values)
    {
        var writer = new StepWriter(step, values);
        switch (step.Primitive)
        {
            case FillPrimitive fill: values.Fill(step.Outputs[0], fill.Value); return true;
            case CopyPrimitive: writer.Write(0, writer.Cast(writer.Read(0), step.Inputs[0].DType, step.Outputs[0].DType)); return true;
            case ElementwisePrimitive elementwise: return ElementwiseExport.TryWrite(writer, elementwise);
            case MatrixMultiplyPrimitive product: return ProductExport.TryWrite(writer, product);
            case ConvolutionPrimitive convolution: ProductExport.Write(writer, convolution); return true;
            case ConvolutionDataGradientPrimitive transposed: ProductExport.Write(writer, transposed); return true;
            case ReducePrimitive reduce: return ReductionExport.TryWrite(writer, reduce);
            case ArgReducePrimitive arg: ReductionExport.Write(writer, arg); return true;
            case SortPrimitive sort: ReductionExport.Write(writer, sort); return true;
            case CumulativeSumPrimitive sum: ReductionExport.Write(writer, sum); return true;
            case SoftmaxPrimitive softmax:
                writer.Write(0, writer.Node(softmax.IsLogarithmic ? "LogSoftmax" : "Softmax", [writer.Read(0)], GraphWriter.Attribute("axis", softmax.Axis)));
                return true;
            case MaxPoolPrimitive pool: return PoolingExport.TryWrite(writer, pool);
            case AveragePoolPrimitive pool: return PoolingExport.TryWrite(writer, pool);
            case AdaptiveAveragePoolPrimitive pool: PoolingExport.Write(writer, pool); return true;
            case AdaptiveMaxPoolPrimitive pool: return PoolingExport.TryWrite(writer, pool);
            case UpsamplePrimitive upsample: return PoolingExport.TryWrite(writer, upsample);
            case BatchNormPredictionPrimitive norm: NormalizationExport.Write(writer, norm); return true;
            case LayerNormPrimitive norm: NormalizationExport.Write(writer, norm); return true;
            case GroupNormPrimitive norm: NormalizationExport.Write(writer, norm); return true;
            case RmsNormPrimitive norm: NormalizationExport.Write(writer, norm); return true;
            case EmbeddingPrimitive: writer.Write(0, writer.Node("Gather", [writer.Read(0), writer.Read(1)], GraphWriter.Attribute("axis", 0))); return true;
            case IndexSelectPrimitive select:
                writer.Write(0, writer.Node("Gather", [writer.Read(0), writer.Read(1)], GraphWriter.Attribute("axis", select.Axis)));
                return true;
            case PlaneGatherPrimitive:
                writer.Write(0, writer.Node("GatherElements", [writer.Read(0), writer.Read(1)], GraphWriter.Attribute("axis", 1)));
                return true;
            case GatherPrimitive gather: return GatherAlong(writer, gather);
            case ScatterAddPrimitive scatter: ScatteringExport.Write(writer, scatter); return true;
            case IndexAddPrimitive add: ScatteringExport.Write(writer, add); return true;
            case PlaneScatterPrimitive scatter: ScatteringExport.Write(writer, scatter); return true;
            case CsrMatrixMultiplyPrimitive product: SparseExport.Write(writer, product); return true;
            case CsrMaximumPrimitive: SparseExport.WriteMaximum(writer); return true;
            case SampledDenseDensePrimitive: SparseExport.WriteSampled(writer); return true;
            case CsrRowsPrimitive: SparseExport.WriteRows(writer); return true;
            case CooToCsrPrimitive: SparseExport.WriteSorting(writer); return true;
            case ElmanSequencePrimitive sequence: return RecurrenceExport.TryWrite(writer, sequence);
            case LstmSequencePrimitive sequence: return RecurrenceExport.TryWrite(writer, sequence);
            case GruSequencePrimitive sequence: return RecurrenceExport.TryWrite(writer, sequence);
            case AttentionPrimitive attention: AttentionExport.Write(writer, attention); return true;
            default: return false;
        }
    }

    /// <summary>ONNX wants the indices' other extents to be the data's: data are cut down to them.</summary>
    private static bool GatherAlong(StepWriter writer, GatherPrimitive gather)
    {
        Shape x = writer.Input(0).Shape, indices = writer.Input(1).Shape;
        string data = writer.Read(0);
        if (x.With(gather.Axis, 1) != indices.With(gather.Axis, 1))
        {
            long[] ends = indices.With(gather.Axis, x[gather.Axis]).ToArray();
            data = writer.Node("Slice", [data, writer.Graph.Integers(new long[ends.Length]), writer.Graph.Integers(ends)]);
        }

        writer.Write(0, writer.Node("GatherElements", [data, writer.Read(1)], GraphWriter.Attribute("axis", gather.Axis)));
        return true;
    }
}
