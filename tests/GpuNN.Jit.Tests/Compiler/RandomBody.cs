using System.Reflection;
using System.Reflection.Emit;

namespace GpuNN.Jit.Tests.Compiler;

/// <summary>A function of two integers that a random body implements.</summary>
public interface IRandomBody
{
    /// <summary>The function.</summary>
    static abstract int Run(int a, int b);
}

/// <summary>Makes random structs with a body of integer and float arithmetic, conditions and bounded loops.</summary>
internal sealed class RandomBody
{
    private const int Locals = 5;

    private readonly Random _random;
    private readonly ILGenerator _il;
    private int _loops;

    private RandomBody(Random random, ILGenerator il)
    {
        _random = random;
        _il = il;
    }

    /// <summary>A new struct that implements <see cref="IRandomBody"/>.</summary>
    public static Type Make(Random random)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("RandomBodies"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("RandomBodies").DefineType(
            "Body", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.SequentialLayout, typeof(ValueType));
        type.DefineField("unused", typeof(int), FieldAttributes.Public);
        type.AddInterfaceImplementation(typeof(IRandomBody));
        var run = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(int), typeof(int)]);
        new RandomBody(random, run.GetILGenerator()).EmitBody();
        type.DefineMethodOverride(run, typeof(IRandomBody).GetMethod("Run")!);
        return type.CreateType();
    }

    private void EmitBody()
    {
        for (int i = 0; i < Locals; i++)
            _il.DeclareLocal(typeof(int));
        for (int i = 0; i < Locals; i++)
        {
            EmitInteger(2, readsLocals: false);
            _il.Emit(OpCodes.Stloc, i);
        }
        EmitStatements(4, 3);
        _il.Emit(OpCodes.Ldloc_0);
        for (int i = 1; i < Locals; i++)
        {
            _il.Emit(OpCodes.Ldc_I4, 31);
            _il.Emit(OpCodes.Mul);
            _il.Emit(OpCodes.Ldloc, i);
            _il.Emit(OpCodes.Xor);
        }
        _il.Emit(OpCodes.Ret);
    }

    private void EmitStatements(int count, int depth)
    {
        for (int i = 0; i < count; i++)
        {
            int kind = depth == 0 ? 0 : _random.Next(5);
            if (kind == 3)
                EmitCondition(depth);
            else if (kind == 4 && _loops < 4)
                EmitLoop(depth);
            else
                EmitAssignment();
        }
    }

    private void EmitAssignment()
    {
        EmitInteger(3, readsLocals: true);
        _il.Emit(OpCodes.Stloc, _random.Next(Locals));
    }

    private void EmitCondition(int depth)
    {
        var otherwise = _il.DefineLabel();
        var end = _il.DefineLabel();
        EmitTruth(2);
        _il.Emit(OpCodes.Brfalse, otherwise);
        EmitStatements(_random.Next(1, 3), depth - 1);
        if (_random.Next(6) == 0)
        {
            _il.Emit(OpCodes.Ldloc_1);
            _il.Emit(OpCodes.Ret);
        }
        else
        {
            _il.Emit(OpCodes.Br, end);
        }
        _il.MarkLabel(otherwise);
        if (_random.Next(2) == 0)
            EmitStatements(_random.Next(1, 3), depth - 1);
        _il.MarkLabel(end);
    }

    /// <summary>for (n = 0; n &lt; bound; n++): the bound a constant, or up to seven by the data.</summary>
    private void EmitLoop(int depth)
    {
        _loops++;
        var counter = _il.DeclareLocal(typeof(int));
        var bound = _il.DeclareLocal(typeof(int));
        var body = _il.DefineLabel();
        var test = _il.DefineLabel();
        var exit = _il.DefineLabel();
        bool isConstant = _random.Next(2) == 0;
        if (!isConstant)
        {
            EmitInteger(1, readsLocals: true);
            _il.Emit(OpCodes.Ldc_I4_7);
            _il.Emit(OpCodes.And);
            _il.Emit(OpCodes.Stloc, bound);
        }
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Stloc, counter);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        EmitStatements(_random.Next(1, 3), depth - 1);
        _il.Emit(OpCodes.Ldloc_0);
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc_0);
        if (_random.Next(3) == 0)
        {
            EmitTruth(1);
            _il.Emit(OpCodes.Brtrue, exit);
        }
        _il.Emit(OpCodes.Ldloc, counter);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, counter);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, counter);
        if (isConstant)
            _il.Emit(OpCodes.Ldc_I4, _random.Next(1, 6));
        else
            _il.Emit(OpCodes.Ldloc, bound);
        _il.Emit(OpCodes.Blt, body);
        _il.MarkLabel(exit);
        _loops--;
    }

    private void EmitTruth(int depth)
    {
        OpCode[] codes = [OpCodes.Ceq, OpCodes.Cgt, OpCodes.Cgt_Un, OpCodes.Clt, OpCodes.Clt_Un];
        if (_random.Next(4) == 0)
        {
            EmitFloat(depth);
            EmitFloat(depth);
        }
        else
        {
            EmitInteger(depth, readsLocals: true);
            EmitInteger(depth, readsLocals: true);
        }
        _il.Emit(codes[_random.Next(codes.Length)]);
        if (_random.Next(3) == 0)
        {
            _il.Emit(OpCodes.Ldc_I4_0);
            _il.Emit(OpCodes.Ceq);
        }
    }

    private void EmitInteger(int depth, bool readsLocals)
    {
        if (depth == 0)
        {
            EmitLeaf(readsLocals);
            return;
        }
        switch (readsLocals ? _random.Next(11) : 10)
        {
            case 0:
                EmitInteger(depth - 1, readsLocals);
                OpCode[] unary = [OpCodes.Neg, OpCodes.Not, OpCodes.Conv_I1, OpCodes.Conv_U1, OpCodes.Conv_I2, OpCodes.Conv_U2];
                _il.Emit(unary[_random.Next(unary.Length)]);
                break;
            case 1:
                EmitInteger(depth - 1, readsLocals);
                EmitInteger(depth - 1, readsLocals);
                _il.Emit(OpCodes.Ldc_I4, 31);
                _il.Emit(OpCodes.And);
                OpCode[] shifts = [OpCodes.Shl, OpCodes.Shr, OpCodes.Shr_Un];
                _il.Emit(shifts[_random.Next(3)]);
                break;
            case 2:
                EmitInteger(depth - 1, readsLocals);
                EmitInteger(depth - 1, readsLocals);
                _il.Emit(OpCodes.Ldc_I4, 0x7fe);
                _il.Emit(OpCodes.And);
                _il.Emit(OpCodes.Ldc_I4_1);
                _il.Emit(OpCodes.Or);
                OpCode[] divisions = [OpCodes.Div, OpCodes.Div_Un, OpCodes.Rem, OpCodes.Rem_Un];
                _il.Emit(divisions[_random.Next(4)]);
                break;
            case 3:
                EmitTruth(depth - 1);
                break;
            case 4:
                EmitFloat(depth - 1);
                if (_random.Next(2) == 0)
                    _il.Emit(_random.Next(2) == 0 ? OpCodes.Conv_I4 : OpCodes.Conv_U4);
                else
                    _il.Emit(OpCodes.Call, typeof(BitConverter).GetMethod(nameof(BitConverter.SingleToInt32Bits))!);
                break;
            case 5:
                EmitInteger(depth - 1, readsLocals);
                _il.Emit(_random.Next(2) == 0 ? OpCodes.Conv_I8 : OpCodes.Conv_U8);
                EmitInteger(depth - 1, readsLocals);
                _il.Emit(OpCodes.Conv_I8);
                OpCode[] wide = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.Xor];
                _il.Emit(wide[_random.Next(4)]);
                _il.Emit(OpCodes.Ldc_I4, _random.Next(64));
                _il.Emit(OpCodes.Shr);
                _il.Emit(OpCodes.Conv_I4);
                break;
            case 6:
                EmitInteger(depth - 1, readsLocals);
                EmitInteger(depth - 1, readsLocals);
                string name = _random.Next(2) == 0 ? "Min" : "Max";
                var type = _random.Next(2) == 0 ? typeof(int) : typeof(uint);
                _il.Emit(OpCodes.Call, typeof(Math).GetMethod(name, [type, type])!);
                break;
            default:
                EmitInteger(depth - 1, readsLocals);
                EmitInteger(depth - 1, readsLocals);
                OpCode[] binary = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.And, OpCodes.Or, OpCodes.Xor];
                _il.Emit(binary[_random.Next(binary.Length)]);
                break;
        }
    }

    /// <summary>A float that is no NaN whose bits a target may choose: sums and products of converted integers.</summary>
    private void EmitFloat(int depth)
    {
        EmitLeaf(readsLocals: true);
        _il.Emit(OpCodes.Conv_R4);
        if (depth == 0)
            return;
        EmitLeaf(readsLocals: true);
        _il.Emit(OpCodes.Conv_R4);
        OpCode[] codes = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul];
        int kind = _random.Next(6);
        if (kind < 3)
            _il.Emit(codes[kind]);
        else if (kind < 5)
            _il.Emit(OpCodes.Call, typeof(MathF).GetMethod(kind == 3 ? "Min" : "Max", [typeof(float), typeof(float)])!);
        else
            _il.Emit(OpCodes.Pop);
        if (_random.Next(3) == 0)
        {
            string[] names = ["Abs", "Floor", "Ceiling", "Truncate", "Round"];
            _il.Emit(OpCodes.Call, typeof(MathF).GetMethod(names[_random.Next(names.Length)], [typeof(float)])!);
        }
    }

    private void EmitLeaf(bool readsLocals)
    {
        int kind = _random.Next(readsLocals ? 6 : 3);
        if (kind == 0)
            _il.Emit(OpCodes.Ldarg_0);
        else if (kind == 1)
            _il.Emit(OpCodes.Ldarg_1);
        else if (kind == 2)
            _il.Emit(OpCodes.Ldc_I4, _random.Next(4) == 0 ? _random.Next(int.MinValue, int.MaxValue) : _random.Next(-9, 33));
        else
            _il.Emit(OpCodes.Ldloc, _random.Next(Locals));
    }
}
