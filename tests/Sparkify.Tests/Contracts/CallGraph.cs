using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Sparkify.Tests.Contracts;

/// <summary>
/// Which methods a method can reach, read from the compiled code: calls, delegates, and the bodies that the compiler made of async methods.
/// </summary>
/// <remarks>Methods outside this project are leaves, and so are calls through an interface.</remarks>
internal static class CallGraph
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static readonly Dictionary<MethodBase, IReadOnlyList<MethodBase>> Seen = [];

    public static IReadOnlySet<MethodBase> ReachedFrom(params IEnumerable<MethodBase> starts)
    {
        var reached = new HashSet<MethodBase>();
        var open = new Stack<MethodBase>(starts);
        while (open.TryPop(out var method))
        {
            if (reached.Add(method) && IsOurs(method.Module.Assembly.GetName().Name!))
            {
                foreach (var called in CalledBy(method))
                {
                    open.Push(called);
                }
            }
        }

        return reached;
    }

    private static bool IsOurs(string assembly) => assembly is "sparkify" || assembly.StartsWith("Sparkify.", StringComparison.Ordinal);

    private static IReadOnlyList<MethodBase> CalledBy(MethodBase method)
    {
        lock (Seen)
        {
            if (!Seen.TryGetValue(method, out var called))
            {
                called = [.. Read(method)];
                Seen.Add(method, called);
            }

            return called;
        }
    }

    private static IEnumerable<MethodBase> Read(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            var type = machine.StateMachineType is { IsGenericTypeDefinition: true } open && method.IsGenericMethod
                ? open.MakeGenericType(method.GetGenericArguments())
                : machine.StateMachineType;
            yield return type.GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!;
        }

        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[] typeArguments = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : [];
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var instruction = OpCodesByValue[value];
            at += instruction.Size;
            if (instruction.OperandType == OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            }

            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
