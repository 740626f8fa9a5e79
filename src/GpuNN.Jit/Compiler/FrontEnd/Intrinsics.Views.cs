using System.Reflection;
using GpuNN.Jit.Compiler.Ir;
using Barrier = GpuNN.Jit.Compiler.Ir.Barrier;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>Views, and the memory they come from.</summary>
internal static partial class Intrinsics
{
    private const int SharedAlignment = 16;

    private static void AddViews(Dictionary<(Type, string), Intrinsic> table)
    {
        var view = typeof(ArrayView<>);
        table[(view, "get_Item")] = static (frame, _, arguments) =>
            Element(View(frame, arguments[0]), frame.Builder.Scalar(arguments[1]));
        table[(view, "get_Length")] = static (frame, _, arguments) => new ScalarValue(View(frame, arguments[0]).Length);
        table[(view, "get_IntLength")] = static (frame, _, arguments) =>
            new ScalarValue(frame.Builder.Make(Operator.Truncate, ScalarType.Int32, View(frame, arguments[0]).Length));
        table[(view, "get_LengthInBytes")] = static (frame, _, arguments) =>
        {
            var value = View(frame, arguments[0]);
            return new ScalarValue(frame.Builder.Make(
                Operator.Multiply, ScalarType.Int64, value.Length, Constant.Of((long)TypeShape.SizeOf(value.Element))));
        };
        table[(view, "get_Extent")] = static (frame, _, arguments) => new StructValue(
            typeof(LongIndex1D), [new ScalarValue(View(frame, arguments[0]).Length)]);
        table[(view, "get_IntExtent")] = static (frame, _, arguments) => new StructValue(typeof(Index1D), [new ScalarValue(
            frame.Builder.Make(Operator.Truncate, ScalarType.Int32, View(frame, arguments[0]).Length))]);
        table[(view, "get_ElementSize")] = static (_, method, _) =>
            new ScalarValue(Constant.Of(TypeShape.SizeOf(method.DeclaringType!.GetGenericArguments()[0])));
        table[(view, "get_IsValid")] = static (_, _, _) => new ScalarValue(Constant.Of(true));
        table[(view, "SubView")] = SubView;
        table[(view, "Cast")] = Cast;
        table[(typeof(ArrayViewExtensions), "AsAligned")] = static (frame, _, arguments) => arguments[0] is StructValue or ViewValue
            ? arguments[0] : throw frame.Builder.Refuse("a view is needed here");
    }

    private static void AddMemory(Dictionary<(Type, string), Intrinsic> table)
    {
        table[(typeof(SharedMemory), "Allocate")] = static (frame, method, arguments) =>
            Allocate(frame, method, arguments, AddressSpace.Shared);
        table[(typeof(LocalMemory), "Allocate")] = static (frame, method, arguments) =>
            Allocate(frame, method, arguments, AddressSpace.Local);
        table[(typeof(SharedMemory), "GetDynamic")] = Dynamic;
        table[(typeof(Group), "Barrier")] = static (frame, _, _) => Emit(frame, new Barrier(warp: false) { Position = frame.Position });
        table[(typeof(Warp), "Barrier")] = static (frame, _, _) => Emit(frame, new Barrier(warp: true) { Position = frame.Position });
        table[(typeof(MemoryFence), "GroupLevel")] = static (frame, _, _) => Emit(frame, new Fence(FenceScope.Group));
        table[(typeof(MemoryFence), "DeviceLevel")] = static (frame, _, _) => Emit(frame, new Fence(FenceScope.Device));
        table[(typeof(MemoryFence), "SystemLevel")] = static (frame, _, _) => Emit(frame, new Fence(FenceScope.System));
        foreach (var (name, kind) in new[]
        {
            ("Shuffle", ShuffleKind.Index), ("ShuffleDown", ShuffleKind.Down), ("ShuffleUp", ShuffleKind.Up), ("ShuffleXor", ShuffleKind.Xor),
        })
        {
            table[(typeof(Warp), name)] = (frame, _, arguments) => Exchange(frame, kind, arguments);
        }
        foreach (string name in new[] { "Add", "Max", "Min", "And", "Or", "Xor", "Exchange", "CompareExchange" })
            table[(typeof(Atomic), name)] = static (frame, method, arguments) => Access(frame, method, arguments);
    }

    private static Value? Emit(Interpreter frame, Statement statement)
    {
        frame.Builder.Emit(statement);
        return null;
    }

    private static ViewValue View(Interpreter frame, Value value) => value switch
    {
        ViewValue view => view,
        ValueReference { Target: ViewValue view } => view,
        LocalReference local when local.Target.Read(frame.Builder) is ViewValue view => view,
        _ => throw frame.Builder.Refuse("a view is needed here"),
    };

    private static MemoryReference Element(ViewValue view, Expression index) => new(
        view.Element, view.Space, view.Pointer, index, TypeShape.SizeOf(view.Element), 0, view.Length);

    private static ViewValue SubView(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        var view = View(frame, arguments[0]);
        var index = builder.Coerce(builder.Scalar(arguments[1]), ScalarType.Int64);
        if (arguments.Length == 2)
            index = builder.Stable(index);
        var length = arguments.Length > 2
            ? builder.Coerce(builder.Scalar(arguments[2]), ScalarType.Int64)
            : builder.Make(Operator.Subtract, ScalarType.Int64, view.Length, index);
        var pointer = builder.Make(Operator.PointerAdd, ScalarType.Pointer, view.Pointer, builder.Make(
            Operator.Multiply, ScalarType.Int64, index, Constant.Of((long)TypeShape.SizeOf(view.Element))));
        return new(view.Element, view.Space, builder.StablePointer(pointer, view.Space), builder.Stable(length));
    }

    private static ViewValue Cast(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        var view = View(frame, arguments[0]);
        var element = method.GetGenericArguments()[0];
        int oldSize = TypeShape.SizeOf(view.Element), newSize = TypeShape.SizeOf(element);
        var length = view.Length;
        if (newSize < oldSize && oldSize % newSize == 0)
        {
            length = builder.Make(Operator.Multiply, ScalarType.Int64, length, Constant.Of((long)(oldSize / newSize)));
        }
        else if (newSize != oldSize)
        {
            var bytes = builder.Make(Operator.Multiply, ScalarType.Int64, length, Constant.Of((long)oldSize));
            length = builder.Make(Operator.DivideUnsigned, ScalarType.Int64, bytes, Constant.Of((long)newSize));
        }
        return new(element, view.Space, view.Pointer, builder.Stable(length));
    }

    private static Value Allocate(Interpreter frame, MethodBase method, Value[] arguments, AddressSpace space)
    {
        var builder = frame.Builder;
        var element = method.GetGenericArguments()[0];
        int extent = 1;
        if (arguments.Length > 0)
        {
            if (builder.Scalar(arguments[0]) is not Constant { Int32: > 0 } constant)
                throw builder.Refuse("the size of shared or local memory must be a positive compile-time constant");
            extent = constant.Int32;
        }
        int size = checked(extent * TypeShape.SizeOf(element));
        var leaves = TypeShape.LeavesOf(element);
        var allocation = new Allocation(
            builder.Ir.Allocations.Count, space, leaves[0].Type, size / leaves[0].Type.Size(), size, SharedAlignment);
        builder.Ir.Allocations.Add(allocation);
        var view = new ViewValue(element, space, new AllocationAddress(allocation), Constant.Of((long)extent));
        return arguments.Length > 0 ? view : Element(view, Constant.Of(0));
    }

    private static ViewValue Dynamic(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        var element = method.GetGenericArguments()[0];
        var allocation = builder.Ir.Allocations.Find(static allocation => allocation.IsDynamic);
        if (allocation is null)
        {
            allocation = new(
                builder.Ir.Allocations.Count, AddressSpace.Shared, TypeShape.LeavesOf(element)[0].Type, 0, 0, SharedAlignment);
            builder.Ir.Allocations.Add(allocation);
        }
        var length = builder.Make(
            Operator.DivideUnsigned, ScalarType.Int32, new SpecialValue(SpecialRegister.DynamicSharedSize),
            Constant.Of(TypeShape.SizeOf(element)));
        return new(
            element, AddressSpace.Shared, new AllocationAddress(allocation),
            builder.Stable(builder.Make(Operator.ExtendSigned, ScalarType.Int64, length)));
    }

    private static Value Exchange(Interpreter frame, ShuffleKind kind, Value[] arguments)
    {
        var builder = frame.Builder;
        var lane = builder.Stable(builder.Scalar(arguments[1]));
        var width = arguments.Length > 2 ? builder.Scalar(arguments[2]) : Constant.Of(IrTypes.WarpSize);
        return Apply(arguments[0]);

        Value Apply(Value value)
        {
            switch (value)
            {
                case ScalarValue scalar:
                    var result = builder.NewTemporary(scalar.Expression.Type);
                    builder.Emit(new Shuffle(result, kind, scalar.Expression, lane, width) { Position = frame.Position });
                    return new ScalarValue(result);
                case StructValue structure:
                    return new StructValue(structure.Type, [.. structure.Fields.Select(Apply)]);
                default:
                    throw builder.Refuse("a shuffle exchanges scalars and structs of them only");
            }
        }
    }

    private static ScalarValue Access(Interpreter frame, MethodBase method, Value[] arguments)
    {
        var builder = frame.Builder;
        if (arguments[0] is not MemoryReference memory)
            throw builder.Refuse("an atomic operation needs an element of a view");
        var type = method.GetParameters()[1].ParameterType;
        bool isUnsigned = type == typeof(uint) || type == typeof(ulong);
        var leaf = new Leaf(0, TypeShape.ElementOf(type)!.Value);
        var op = method.Name switch
        {
            "Add" => AtomicOperator.Add,
            "Max" => isUnsigned ? AtomicOperator.MaximumUnsigned : AtomicOperator.Maximum,
            "Min" => isUnsigned ? AtomicOperator.MinimumUnsigned : AtomicOperator.Minimum,
            "And" => AtomicOperator.And,
            "Or" => AtomicOperator.Or,
            "Xor" => AtomicOperator.Xor,
            "Exchange" => AtomicOperator.Exchange,
            _ => AtomicOperator.CompareExchange,
        };
        var result = builder.NewTemporary(leaf.Type.Scalar());
        bool compares = op == AtomicOperator.CompareExchange;
        var value = builder.Coerce(builder.Scalar(arguments[compares ? 2 : 1]), result.Type);
        var compare = compares ? builder.Coerce(builder.Scalar(arguments[1]), result.Type) : null;
        builder.Emit(new Ir.Atomic(result, op, memory.Operand(leaf), value, compare) { Position = frame.Position });
        return new(result);
    }
}
