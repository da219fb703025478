using System.Reflection;
using System.Runtime.ExceptionServices;
using Amazon.Lambda.Core;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>
/// The method that a template's Handler names, called as the managed runtime calls it: the assembly's serializer reads the input from bytes
/// and writes the answer to bytes.
/// </summary>
internal sealed class HandlerMethod
{
    private readonly ConstructorInfo _constructor;
    private readonly MethodInfo _method;
    private readonly ILambdaSerializer _serializer;
    private readonly MethodInfo _deserialize;
    private readonly MethodInfo? _serialize;
    private readonly PropertyInfo? _taskResult;

    private HandlerMethod(ConstructorInfo constructor, MethodInfo method, ILambdaSerializer serializer)
    {
        _constructor = constructor;
        _method = method;
        _serializer = serializer;
        _deserialize = Generic(nameof(ILambdaSerializer.Deserialize), method.GetParameters()[0].ParameterType);
        if (method.ReturnType is { IsGenericType: true } task)
        {
            _taskResult = task.GetProperty(nameof(Task<>.Result));
            _serialize = Generic(nameof(ILambdaSerializer.Serialize), task.GetGenericArguments()[0]);
        }
    }

    /// <param name="handler"><c>Assembly::Namespace.Class::Method</c>.</param>
    /// <param name="ports">The type of the constructor's one parameter.</param>
    public static HandlerMethod Find(string handler, Type ports)
    {
        if (handler.Split("::") is not [var assemblyName, var typeName, var methodName])
        {
            throw new InvalidOperationException($"The handler '{handler}' is not of the form Assembly::Namespace.Class::Method");
        }

        var assembly = Assembly.Load(assemblyName);
        var type = assembly.GetType(typeName)
            ?? throw new InvalidOperationException($"The handler '{handler}' names no class of {assemblyName}");
        var method = type.GetMethod(methodName, BindingFlags.Instance | BindingFlags.Public)
            ?? throw new InvalidOperationException($"The handler '{handler}' names no public method of {typeName}");
        if (method.GetParameters() is not [_, { ParameterType: var context }]
            || context != typeof(ILambdaContext)
            || !method.ReturnType.IsAssignableTo(typeof(Task)))
        {
            throw new InvalidOperationException($"The handler '{handler}' must take an input and an ILambdaContext, and return a Task");
        }

        var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [ports])
            ?? throw new InvalidOperationException(
                $"{typeName} has no constructor that takes {ports.Name}: the local run gives it its ports by that one");
        var serializer = method.GetCustomAttribute<LambdaSerializerAttribute>() ?? assembly.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? throw new InvalidOperationException($"{assemblyName} has no [assembly: LambdaSerializer]");
        return new HandlerMethod(constructor, method, (ILambdaSerializer)Activator.CreateInstance(serializer.SerializerType)!);
    }

    public object CreateInstance(object ports) => Unwrapped(() => _constructor.Invoke([ports]));

    public async Task<byte[]> InvokeAsync(object instance, ReadOnlyMemory<byte> payload, ILambdaContext context)
    {
        using var stream = new MemoryStream(payload.ToArray());
        var input = Unwrapped(() => _deserialize.Invoke(_serializer, [stream]));
        var task = (Task)Unwrapped(() => _method.Invoke(instance, [input, context]))!;
        await task;
        if (_taskResult is null || _serialize is null)
        {
            return "null"u8.ToArray();
        }

        using var answer = new MemoryStream();
        Unwrapped(() => _serialize.Invoke(_serializer, [_taskResult.GetValue(task), answer]));
        return answer.ToArray();
    }

    private static MethodInfo Generic(string name, Type argument) => typeof(ILambdaSerializer).GetMethod(name)!.MakeGenericMethod(argument);

    /// <summary>The exception that the method threw, not the one that reflection wraps it in: its class name is the error.</summary>
    private static T Unwrapped<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }
    }
}
