using System.Reflection.Emit;
using GpuNN.Jit.Compiler.Ir;
using GpuNN.Jit.Launching;

namespace GpuNN.Jit.Targets.Clr;

/// <summary>The IL locals of generated code: the launch, the group, the item at hand, and the kernel's variables.</summary>
internal sealed class ItemState
{
    private readonly ILGenerator _il;
    private readonly KernelIr _kernel;
    private readonly VariablePlan _plan;
    private readonly Dictionary<Variable, LocalBuilder> _variables = [];
    private readonly LocalBuilder[] _group;
    private readonly LocalBuilder[] _gridSize;
    private readonly LocalBuilder[] _groupSize;
    private readonly LocalBuilder _dynamicSize;
    private readonly Dictionary<Allocation, LocalBuilder> _shared = [];

    public ItemState(ILGenerator il, KernelIr kernel, VariablePlan plan)
    {
        _il = il;
        _kernel = kernel;
        _plan = plan;
        _group = Locals();
        _gridSize = Locals();
        _groupSize = Locals();
        Index = Locals();
        Item = il.DeclareLocal(typeof(int));
        _dynamicSize = il.DeclareLocal(typeof(int));
        Items = il.DeclareLocal(typeof(nint));

        LocalBuilder[] Locals() => [il.DeclareLocal(typeof(int)), il.DeclareLocal(typeof(int)), il.DeclareLocal(typeof(int))];
    }

    /// <summary>The item's X, Y and Z.</summary>
    public LocalBuilder[] Index { get; }

    /// <summary>The item's linear index in its group.</summary>
    public LocalBuilder Item { get; }

    /// <summary>The memory of the items.</summary>
    public LocalBuilder Items { get; }

    /// <summary>The group's extent.</summary>
    public LocalBuilder[] GroupSize => _groupSize;

    public LocalBuilder LocalOf(Variable variable)
    {
        if (!_variables.TryGetValue(variable, out var local))
            _variables[variable] = local = _il.DeclareLocal(ExpressionEmitter.ClrType(variable.Type));
        return local;
    }

    /// <summary>Reads the launch into locals; the kernel's parameters too.</summary>
    public void EmitPrologue()
    {
        LoadLaunch(nameof(ClrLaunch.GridX), _gridSize[0]);
        LoadLaunch(nameof(ClrLaunch.GridY), _gridSize[1]);
        LoadLaunch(nameof(ClrLaunch.GridZ), _gridSize[2]);
        LoadLaunch(nameof(ClrLaunch.GroupX), _groupSize[0]);
        LoadLaunch(nameof(ClrLaunch.GroupY), _groupSize[1]);
        LoadLaunch(nameof(ClrLaunch.GroupZ), _groupSize[2]);
        LoadLaunch(nameof(ClrLaunch.DynamicSharedSize), _dynamicSize);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Stloc, Items);
        foreach (var parameter in _kernel.Parameters)
            LoadParameter(parameter);
        int offset = 0;
        foreach (var allocation in _kernel.Allocations.Where(allocation => allocation.Space == AddressSpace.Shared)
            .OrderBy(allocation => allocation.IsDynamic))
        {
            offset = (offset + allocation.Alignment - 1) / allocation.Alignment * allocation.Alignment;
            var local = _il.DeclareLocal(typeof(nint));
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, local);
            _shared[allocation] = local;
            offset += allocation.Size;
        }
    }

    /// <summary>Finds the group's X, Y and Z from its linear index.</summary>
    public void EmitGroup(LocalBuilder group)
    {
        var rest = _il.DeclareLocal(typeof(long));
        _il.Emit(OpCodes.Ldloc, group);
        _il.Emit(OpCodes.Stloc, rest);
        for (int axis = 0; axis < 3; axis++)
        {
            _il.Emit(OpCodes.Ldloc, rest);
            _il.Emit(OpCodes.Ldloc, _gridSize[axis]);
            _il.Emit(OpCodes.Conv_I8);
            _il.Emit(OpCodes.Rem);
            _il.Emit(OpCodes.Conv_I4);
            _il.Emit(OpCodes.Stloc, _group[axis]);
            _il.Emit(OpCodes.Ldloc, rest);
            _il.Emit(OpCodes.Ldloc, _gridSize[axis]);
            _il.Emit(OpCodes.Conv_I8);
            _il.Emit(OpCodes.Div);
            _il.Emit(OpCodes.Stloc, rest);
        }
    }

    /// <summary>Goes on to the next group.</summary>
    public void EmitNextGroup()
    {
        var done = _il.DefineLabel();
        for (int axis = 0; axis < 3; axis++)
        {
            Increment(_group[axis]);
            if (axis == 2)
                break;
            _il.Emit(OpCodes.Ldloc, _group[axis]);
            _il.Emit(OpCodes.Ldloc, _gridSize[axis]);
            _il.Emit(OpCodes.Blt, done);
            Set(_group[axis], 0);
        }
        _il.MarkLabel(done);
    }

    /// <summary>Finds the item's X, Y and Z from its linear index; in the first row without a division.</summary>
    public void EmitIndexOfItem()
    {
        var divide = _il.DefineLabel();
        var done = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Ldloc, _groupSize[0]);
        _il.Emit(OpCodes.Bge, divide);
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Stloc, Index[0]);
        Set(Index[1], 0);
        Set(Index[2], 0);
        _il.Emit(OpCodes.Br, done);
        _il.MarkLabel(divide);
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Ldloc, _groupSize[0]);
        _il.Emit(OpCodes.Rem);
        _il.Emit(OpCodes.Stloc, Index[0]);
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Ldloc, _groupSize[0]);
        _il.Emit(OpCodes.Div);
        _il.Emit(OpCodes.Ldloc, _groupSize[1]);
        _il.Emit(OpCodes.Rem);
        _il.Emit(OpCodes.Stloc, Index[1]);
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Ldloc, _groupSize[0]);
        _il.Emit(OpCodes.Ldloc, _groupSize[1]);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Div);
        _il.Emit(OpCodes.Stloc, Index[2]);
        _il.MarkLabel(done);
    }

    /// <summary>Goes on to the next item, or several further in the same row.</summary>
    public void EmitNextItem(int step = 1)
    {
        Increment(Item, step);
        var done = _il.DefineLabel();
        Increment(Index[0], step);
        _il.Emit(OpCodes.Ldloc, Index[0]);
        _il.Emit(OpCodes.Ldloc, _groupSize[0]);
        _il.Emit(OpCodes.Blt, done);
        Set(Index[0], 0);
        Increment(Index[1]);
        _il.Emit(OpCodes.Ldloc, Index[1]);
        _il.Emit(OpCodes.Ldloc, _groupSize[1]);
        _il.Emit(OpCodes.Blt, done);
        Set(Index[1], 0);
        Increment(Index[2]);
        _il.MarkLabel(done);
    }

    public void EmitSpecial(SpecialRegister register)
    {
        switch (register)
        {
            case <= SpecialRegister.GroupIndexZ:
                _il.Emit(OpCodes.Ldloc, _group[register - SpecialRegister.GroupIndexX]);
                break;
            case <= SpecialRegister.ItemIndexZ:
                _il.Emit(OpCodes.Ldloc, Index[register - SpecialRegister.ItemIndexX]);
                break;
            case <= SpecialRegister.GridSizeZ:
                _il.Emit(OpCodes.Ldloc, _gridSize[register - SpecialRegister.GridSizeX]);
                break;
            case <= SpecialRegister.GroupSizeZ:
                _il.Emit(OpCodes.Ldloc, _groupSize[register - SpecialRegister.GroupSizeX]);
                break;
            case SpecialRegister.LaneIndex:
                _il.Emit(OpCodes.Ldloc, Item);
                _il.Emit(OpCodes.Ldc_I4, IrTypes.WarpSize - 1);
                _il.Emit(OpCodes.And);
                break;
            default:
                _il.Emit(OpCodes.Ldloc, _dynamicSize);
                break;
        }
    }

    public void EmitAddress(Allocation allocation)
    {
        if (allocation.Space == AddressSpace.Shared)
        {
            _il.Emit(OpCodes.Ldloc, _shared[allocation]);
            return;
        }
        _il.Emit(OpCodes.Ldloc, Items);
        _il.Emit(OpCodes.Ldc_I4, _plan.LocalOffsetOf(allocation));
        _il.Emit(OpCodes.Add);
        if (!_plan.LocalsPerItem)
            return;
        _il.Emit(OpCodes.Ldloc, Item);
        _il.Emit(OpCodes.Ldc_I4, _plan.LocalSize);
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
    }

    /// <summary>Leaves the address of an item's entry in a slot; the item is a local.</summary>
    public void EmitSlotAddress(int slot, ScalarType type, LocalBuilder item)
    {
        _il.Emit(OpCodes.Ldloc, Items);
        _il.Emit(OpCodes.Ldloc, item);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Ldc_I4, type.Size());
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldc_I4, slot);
        _il.Emit(OpCodes.Add);
    }

    private void Set(LocalBuilder local, int value)
    {
        _il.Emit(OpCodes.Ldc_I4, value);
        _il.Emit(OpCodes.Stloc, local);
    }

    private void Increment(LocalBuilder local, int step = 1)
    {
        _il.Emit(OpCodes.Ldloc, local);
        _il.Emit(OpCodes.Ldc_I4, step);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, local);
    }

    private void LoadLaunch(string field, LocalBuilder local)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, typeof(ClrLaunch).GetField(field)!);
        _il.Emit(OpCodes.Stloc, local);
    }

    private unsafe void LoadParameter(KernelParameter parameter)
    {
        const int Value = 8, Length = 16;
        Load(parameter.Kind == ParameterKind.ViewPointer ? 0 : parameter.Kind == ParameterKind.ViewLength ? Length : Value);
        switch (parameter.Kind)
        {
            case ParameterKind.ViewPointer:
                _il.Emit(OpCodes.Ldind_I8);
                Load(Value);
                _il.Emit(OpCodes.Ldind_I8);
                _il.Emit(OpCodes.Add);
                _il.Emit(OpCodes.Conv_I);
                break;
            case ParameterKind.ViewLength:
                _il.Emit(OpCodes.Ldind_I8);
                break;
            default:
                _il.Emit(MemoryEmitter.LoadCode(parameter.Type));
                break;
        }
        _il.Emit(OpCodes.Stloc, LocalOf(parameter.Variable));

        void Load(int field)
        {
            _il.Emit(OpCodes.Ldarg_0);
            _il.Emit(OpCodes.Ldfld, typeof(ClrLaunch).GetField(nameof(ClrLaunch.Arguments))!);
            _il.Emit(OpCodes.Ldc_I4, parameter.ArgumentIndex * sizeof(KernelArgument) + field);
            _il.Emit(OpCodes.Add);
        }
    }
}
