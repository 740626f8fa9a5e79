namespace GpuNN.Bench.Micro;

public class GemmBenchmarks() : CaseBenchmarks("gemm");

public class ConvolutionBenchmarks() : CaseBenchmarks("convolution");

public class PoolingBenchmarks() : CaseBenchmarks("pooling");

public class NormalizationBenchmarks() : CaseBenchmarks("normalisation");

public class SoftmaxBenchmarks() : CaseBenchmarks("softmax");

public class ElementwiseBenchmarks() : CaseBenchmarks("elementwise");

public class RecurrentBenchmarks() : CaseBenchmarks("recurrent");

public class AttentionBenchmarks() : CaseBenchmarks("attention");

public class AggregationBenchmarks() : CaseBenchmarks("aggregation");

public class EmbeddingBenchmarks() : CaseBenchmarks("embedding");

public class OptimizerBenchmarks() : CaseBenchmarks("optimiser");

public class TrainingStepBenchmarks() : CaseBenchmarks("training step");
