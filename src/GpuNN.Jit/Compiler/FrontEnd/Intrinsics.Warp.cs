using System.Reflection;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Extensions;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Products of matrices by a warp, and how shared memory is filled for them.</summary>
internal static partial class Intrinsics
{
    private const int CopiedBytes = 16;

    private static void AddWarpMatrices(Dictionary<(Type, string), Intrinsic> table)
    {
        Product(nameof(WarpMatrix.MultiplyTensorFloat), MatrixElement.TensorFloat);
        Product(nameof(WarpMatrix.MultiplyFloat16), MatrixElement.Float16);
        Product(nameof(WarpMatrix.MultiplyBFloat16), MatrixElement.BFloat16);
        table[(typeof(WarpMatrix), nameof(WarpMatrix.Load))] = static (frame, method, arguments) =>
            LoadMatrices(frame, method, arguments, isTransposed: false);
        table[(typeof(WarpMatrix), nameof(WarpMatrix.LoadTransposed))] = static (frame, method, arguments) =>
            LoadMatrices(frame, method, arguments, isTransposed: true);
        table[(typeof(WarpMatrix), nameof(WarpMatrix.RoundToTensorFloat))] = Round;
        table[(typeof(AsyncCopy), nameof(AsyncCopy.Copy))] = Copy;
        table[(typeof(AsyncCopy), nameof(AsyncCopy.Commit))] = static (frame, _, _) => EndGroup(frame, null);
        table[(typeof(AsyncCopy), nameof(AsyncCopy.Wait))] = static (frame, _, arguments) =>
            frame.Builder.Scalar(arguments[0]) is Constant { Int32: >= 0 } pending
                ? EndGroup(frame, pending.Int32)
                : throw frame.Builder.Refuse("how many groups may be pending must be a compile-time constant");

        void Product(string name, MatrixElement element) => table[(typeof(WarpMatrix), name)] = (frame, _, arguments) =>
            Multiply(frame, element, arguments);
    }

    private static StructValue Multiply(Interpreter frame, MatrixElement element, Value[] arguments)
    {
        var builder = frame.Builder;
        Variable[] results = Temporaries(builder, ScalarType.Float32);
        builder.Emit(new MatrixProduct(element, results, Registers(0), Registers(1), Registers(2)) { Position = frame.Position });
        return Fragment(typeof(MatrixSum), results);

        Expression[] Registers(int argument) => arguments[argument] is StructValue fragment
            ? [.. fragment.Fields.Select(builder.Scalar)]
            : throw builder.Refuse("a fragment is needed here");
    }

    private static Value? Round(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        if (!builder.HasWarpMatrices)
            return frame.InlineBody(method, arguments);
        var result = builder.NewTemporary(ScalarType.Int32);
        builder.Emit(new TensorFloatRounding(result, builder.Scalar(arguments[0])) { Position = frame.Position });
        return new ScalarValue(result);
    }

    private static Value? LoadMatrices(Interpreter frame, MethodBase method, Value[] arguments, bool isTransposed)
    {
        var builder = frame.Builder;
        if (!builder.HasWarpMatrices)
            return frame.InlineBody(method, arguments);
        Variable[] results = Temporaries(builder, ScalarType.Int32);
        MemoryOperand source = Place(builder, View(frame, arguments[0]), arguments[1], AddressSpace.Shared);
        builder.Emit(new MatrixLoad(results, source, isTransposed) { Position = frame.Position });
        return Fragment(typeof(MatrixA), results);
    }

    private static Value? Copy(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        int size = TypeShape.SizeOf(method.GetGenericArguments()[0]);
        if (CopiedBytes % size != 0)
            throw builder.Refuse("16 bytes are no whole number of these elements");
        if (!builder.HasWarpMatrices)
            return frame.InlineBody(method, arguments);
        MemoryOperand target = Place(builder, View(frame, arguments[0]), arguments[1], AddressSpace.Shared);
        MemoryOperand source = Place(builder, View(frame, arguments[2]), arguments[3], AddressSpace.Global);
        Expression bytes = builder.Make(Operator.Multiply, ScalarType.Int32, builder.Scalar(arguments[4]), Constant.Of(size));
        builder.Emit(new AsynchronousCopy(target, source, bytes) { Position = frame.Position });
        return null;
    }

    private static Value? EndGroup(Interpreter frame, int? pending)
    {
        if (frame.Builder.HasWarpMatrices)
            frame.Builder.Emit(new CopyGroup(pending) { Position = frame.Position });
        return null;
    }

    private static MemoryOperand Place(KernelBuilder builder, ViewValue view, Value index, AddressSpace space)
    {
        if (view.Space != space)
            throw builder.Refuse($"{(space == AddressSpace.Shared ? "shared" : "global")} memory is needed here");
        var leaf = TypeShape.LeavesOf(view.Element)[0];
        return Element(view, builder.Scalar(index)).Operand(leaf) with { Length = null };
    }

    private static Variable[] Temporaries(KernelBuilder builder, ScalarType type) =>
        [builder.NewTemporary(type), builder.NewTemporary(type), builder.NewTemporary(type), builder.NewTemporary(type)];

    private static StructValue Fragment(Type type, Variable[] results) =>
        new(type, [.. results.Select(result => new ScalarValue(result))]);
}
