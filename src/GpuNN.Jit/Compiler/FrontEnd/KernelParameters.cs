using System.Reflection;
using GpuNN.Jit.Compiler.Ir;

namespace GpuNN.Jit.Compiler.FrontEnd;

/// <summary>The kernel's parameters as values, and the guard of an implicit index.</summary>
internal sealed partial class KernelBuilder
{
    private int _argument;
    private int _constant;

    private Value[] BindParameters(MethodInfo method, out Variable[] extents)
    {
        var parameters = method.GetParameters();
        var values = new Value[parameters.Length];
        extents = new Variable[_options.IndexRank];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = Parameter(ScalarType.Int32, "extent" + "XYZ"[i]);
            AddParameter(ParameterKind.Extent, extents[i], extents[i].Name, ElementType.Int32, 4);
            _argument++;
        }
        for (int i = 0; i < parameters.Length; i++)
        {
            values[i] = i == 0 && extents.Length > 0
                ? ImplicitIndex(parameters[i].ParameterType)
                : Bind(parameters[i].ParameterType, parameters[i].Name ?? "p", isConstant: false);
        }
        return values;
    }

    private Value Bind(Type type, string name, bool isConstant)
    {
        switch (TypeShape.KindOf(type))
        {
            case TypeKind.Scalar:
                var element = TypeShape.ElementOf(type)!.Value;
                return new ScalarValue(isConstant ? NextConstant(element) : BindScalar(element, name));
            case TypeKind.View:
                var elementType = type.GetGenericArguments()[0];
                var leaves = TypeShape.LeavesOf(elementType);
                var leaf = leaves.Length == 0 ? ElementType.UInt8 : leaves[0].Type;
                int size = TypeShape.SizeOf(elementType);
                var pointer = Parameter(ScalarType.Pointer, name);
                var length = Parameter(ScalarType.Int64, name + "_length");
                AddParameter(ParameterKind.ViewPointer, pointer, name, leaf, size);
                AddParameter(ParameterKind.ViewLength, length, name, leaf, size);
                _argument++;
                return new ViewValue(elementType, AddressSpace.Global, pointer, length);
            case TypeKind.Struct:
                isConstant |= type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SpecializedValue<>);
                var fields = TypeShape.FieldsOf(type);
                var values = new Value[fields.Length];
                for (int i = 0; i < fields.Length; i++)
                {
                    string field = fields[i].Name is ['<', ..] and var full ? full[1..full.IndexOf('>')] : fields[i].Name;
                    values[i] = Bind(fields[i].FieldType, $"{name}_{field}", isConstant);
                }
                return new StructValue(type, values);
            default:
                throw Refuse($"the parameter {name} is of type {type.Name}; only scalars, views and structs of them can be passed");
        }
    }

    private Variable BindScalar(ElementType element, string name)
    {
        var variable = Parameter(element.Scalar(), name);
        AddParameter(ParameterKind.Scalar, variable, name, element, element.Size());
        _argument++;
        return variable;
    }

    private Constant NextConstant(ElementType element)
    {
        if (_constant >= _options.Constants.Count)
            throw Refuse("the value of a specialised parameter is not given");
        long bits = _options.Constants[_constant++];
        return element switch
        {
            ElementType.Int8 => Constant.Of((int)(sbyte)bits),
            ElementType.UInt8 => Constant.Of((int)(byte)bits),
            ElementType.Int16 => Constant.Of((int)(short)bits),
            ElementType.UInt16 => Constant.Of((int)(ushort)bits),
            ElementType.Int64 => Constant.Of(bits),
            ElementType.Float64 => new(ScalarType.Float64, bits),
            _ => new(element.Scalar(), (int)bits),
        };
    }

    private Variable Parameter(ScalarType type, string name)
    {
        var variable = new Variable(Ir.Variables.Count, type, name) { IsParameter = true };
        Ir.Variables.Add(variable);
        return variable;
    }

    private void AddParameter(ParameterKind kind, Variable variable, string name, ElementType type, int size) =>
        Ir.Parameters.Add(new()
        {
            Name = name,
            Kind = kind,
            Variable = variable,
            Type = type,
            ElementSize = size,
            ArgumentIndex = _argument,
        });

    private StructValue ImplicitIndex(Type type)
    {
        int rank = type == typeof(Index1D) ? 1 : type == typeof(Index2D) ? 2 : type == typeof(Index3D) ? 3 : 0;
        if (rank != _options.IndexRank)
            throw Refuse($"the first parameter is {type.Name} and cannot be an implicit index of rank {_options.IndexRank}");
        var values = new Value[rank];
        for (int i = 0; i < rank; i++)
        {
            var group = new SpecialValue(SpecialRegister.GroupIndexX + (byte)i);
            var size = new SpecialValue(SpecialRegister.GroupSizeX + (byte)i);
            var item = new SpecialValue(SpecialRegister.ItemIndexX + (byte)i);
            values[i] = new ScalarValue(Stable(Make(
                Operator.Add, ScalarType.Int32, Make(Operator.Multiply, ScalarType.Int32, group, size), item)));
        }
        return new StructValue(type, values);
    }

    private void Guard(StructValue index, Variable[] extents, Block end)
    {
        for (int i = 0; i < extents.Length; i++)
        {
            var inside = NewBlock();
            var condition = Make(Operator.Less, ScalarType.Int32, Scalar(index.Fields[i]), extents[i]);
            Current.Terminator = new Branch(condition, inside, end);
            Continue(inside);
        }
    }
}
