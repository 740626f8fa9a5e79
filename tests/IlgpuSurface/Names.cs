// The other public types of ILGPU's namespaces, by name alone: a type of ours with the same name would be ambiguous there.
namespace ILGPU
{
    public abstract class ArithmeticBasicValueType;

    public abstract class ArrayMode;

    public abstract class BasicValueType;

    public abstract class CachingMode;

    public abstract class CapabilityNotSupportedException;

    public abstract class ClearCacheMode;

    public abstract class ContextCodeGenerationPhase;

    public abstract class ContextExtension;

    public abstract class ContextProperties;

    public abstract class DebugSymbolsMode;

    public abstract class Half;

    public abstract class IArrayView<T>;

    public abstract class IArrayView<T, T2>;

    public abstract class IArrayView<T, T2, T3, T4>;

    public abstract class ICache;

    public abstract class ICastableStride<T, T2, T3>;

    public abstract class IContiguousArrayView;

    public abstract class IGenericIndex<T>;

    public abstract class IIndex;

    public abstract class IIntIndex;

    public abstract class IIntIndex<T, T2>;

    public abstract class IIntrinsicIndex;

    public abstract class ILongIndex<T, T2>;

    public abstract class Index2D;

    public abstract class IndexType;

    public abstract class IndexTypeExtensions;

    public abstract class InliningMode;

    public abstract class InternalCompilerException;

    public abstract class IntrinsicMath;

    public abstract class InvalidKernelOperationException;

    public abstract class IStride<T>;

    public abstract class IStride<T, T2>;

    public abstract class IStride2D;

    public abstract class IStride3D;

    public abstract class IStrideCastContext;

    public abstract class IStridedArrayView<T, T2, T3>;

    public abstract class LocalMemory;

    public abstract class LongIndex1D;

    public abstract class LongIndex2D;

    public abstract class LongIndex3D;

    public abstract class MathMode;

    public abstract class MemoryFence;

    public abstract class NotInsideKernelAttribute;

    public abstract class PageLockingMode;

    public abstract class RuntimeAPI;

    public abstract class RuntimeKernelConfig;

    public abstract class RuntimeSharedMemoryConfig;

    public abstract class RuntimeSystem;

    public abstract class SharedMemoryConfig;

    public abstract class StaticFieldMode;

    public abstract class Stride2D;

    public abstract class Stride3D;

    public abstract class StrideExtensions;

    public abstract class VariableView<T>;

    public abstract class Warp;

    public abstract class AlgorithmContext;
}

namespace ILGPU.Runtime
{
    public abstract class AcceleratorExtension;

    public abstract class ArrayView1D<T, T2>;

    public abstract class ArrayView2D<T, T2>;

    public abstract class ArrayView3D<T, T2>;

    public abstract class CapabilityContext;

    public abstract class CudaPageLockScope<T>;

    public abstract class DeviceExtensions;

    public abstract class DeviceRegistry;

    public abstract class DeviceTypeAttribute;

    public abstract class IAcceleratorBuilder;

    public abstract class IAcceleratorExtensionProvider<T>;

    public abstract class IAcceleratorObject;

    public abstract class IDevice;

    public abstract class IMemoryBuffer<T>;

    public abstract class Kernel;

    public abstract class KernelAccelerator<T, T2>;

    public abstract class KernelInfo;

    public abstract class KernelUtil;

    public abstract class MemoryBuffer;

    public abstract class MemoryBuffer<T>;

    public abstract class MemoryBuffer2D<T, T2>;

    public abstract class MemoryBuffer3D<T, T2>;

    public abstract class PageLockedArray<T>;

    public abstract class PageLockedArray1D<T>;

    public abstract class PageLockedArray2D<T>;

    public abstract class PageLockedArray3D<T>;

    public abstract class PageLockedArrayExtensions;

    public abstract class PageLockScope<T>;

    public abstract class ProfilingMarkers;

    public abstract class ScopedAcceleratorBinding;

    public abstract class SpecializedValue;

    public abstract class SpecializedValue<T>;
}

namespace ILGPU.Algorithms
{
    public abstract class AlgorithmObject;

    public abstract class ArrayExtensions;

    public abstract class BatchedSequencer<T, T2, T3>;

    public abstract class BufferedRadixSort<T, T2>;

    public abstract class BufferedRadixSortPairs<T, T2, T3, T4>;

    public abstract class BufferedRadixSortPairs<T, T2, T3, T4, T5>;

    public abstract class BufferedScan<T, T2, T3>;

    public abstract class ConcurrentStreamProcessor;

    public abstract class GridExtensions;

    public abstract class GroupExtensions;

    public abstract class Histogram<T, T2, T3>;

    public abstract class HistogramExtensions;

    public abstract class HistogramUnchecked<T, T2, T3>;

    public abstract class IdentityTransformer<T>;

    public abstract class IGridStrideKernelBody;

    public abstract class IGridStrideLoopBody;

    public abstract class IGridStrideLoopBody<T>;

    public abstract class InitializeExtensions;

    public abstract class Initializer<T, T2>;

    public abstract class ITransformer<T, T2>;

    public abstract class RadixSort<T, T2>;

    public abstract class RadixSortExtensions;

    public abstract class RadixSortPairs<T, T2, T3, T4>;

    public abstract class RadixSortPairs<T, T2, T3, T4, T5>;

    public abstract class RadixSortProvider;

    public abstract class Reduction<T, T2>;

    public abstract class ReductionExtensions;

    public abstract class ReorderExtensions;

    public abstract class ReorderTransformer<T, T2, T3>;

    public abstract class RepeatedBatchedSequencer<T, T2, T3>;

    public abstract class RepeatedSequencer<T, T2, T3>;

    public abstract class Scan<T, T2, T3>;

    public abstract class ScanExtensions;

    public abstract class ScanKind;

    public abstract class ScanProvider;

    public abstract class SequenceExtensions;

    public abstract class Sequencer<T, T2, T3>;

    public abstract class SequentialGroupExecutor;

    public abstract class SequentialGroupExecutor<T>;

    public abstract class TempViewManager;

    public abstract class TileInfo;

    public abstract class Transformer<T, T2, T3>;

    public abstract class Transformer<T, T2, T3, T4, T5>;

    public abstract class TransformExtensions;

    public abstract class Unique<T>;

    public abstract class UniqueExtensions;

    public abstract class VectorExtensions;

    public abstract class WarpExtensions;
}
