using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Amazon.Lambda.Core;

namespace Sparkify.RuntimeHost;

/// <summary>
/// The method that <c>_HANDLER</c> names, its class made once by its parameterless constructor:
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
internal sealed class FunctionHandler
{
    private readonly object instance;
    private readonly MethodInfo method;
    private readonly ILambdaSerializer serializer;
    private readonly MethodInfo deserialize;
    private readonly MethodInfo serialize;
    private readonly PropertyInfo answerOf;

    private FunctionHandler(object instance, MethodInfo method, ILambdaSerializer serializer)
    {
        (this.instance, this.method, this.serializer) = (instance, method, serializer);
        deserialize = Generic(nameof(ILambdaSerializer.Deserialize), method.GetParameters()[0].ParameterType);
        serialize = Generic(nameof(ILambdaSerializer.Serialize), method.ReturnType.GetGenericArguments()[0]);
        answerOf = method.ReturnType.GetProperty(nameof(Task<>.Result))!;
    }

    /// <param name="folder">
    /// What was published. Amazon.Lambda.Core is this program's own, as it is the managed runtime's: types meet there.
    /// </param>
    /// <param name="handler"><c>Assembly::Namespace.Class::Method</c>.</param>
    public static FunctionHandler Find(string folder, string handler)
    {
        if (handler.Split("::") is not [var assemblyName, var typeName, var methodName])
        {
            throw new InvalidOperationException($"the handler '{handler}' is not of the form Assembly::Namespace.Class::Method");
        }

        AssemblyLoadContext.Default.Resolving += (context, wanted) =>
            Path.Combine(folder, $"{wanted.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, $"{assemblyName}.dll"));
        var type = assembly.GetType(typeName) ?? throw new InvalidOperationException($"{assemblyName} has no class {typeName}");
        var method = type.GetMethod(methodName) ?? throw new InvalidOperationException($"{typeName} has no public method {methodName}");
        var serializer = assembly.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? throw new InvalidOperationException($"{assemblyName} has no [assembly: LambdaSerializer]");
        return new FunctionHandler(
            Bare(() => Activator.CreateInstance(type)!),
            method,
            (ILambdaSerializer)Bare(() => Activator.CreateInstance(serializer.SerializerType)!));
    }

    public async Task<byte[]> InvokeAsync(Invocation invocation)
    {
        using var payload = new MemoryStream(invocation.Payload);
        var input = Bare(() => deserialize.Invoke(serializer, [payload]));
        var running = (Task)Bare(() => method.Invoke(instance, [input, new InvocationContext(invocation)]))!;
        await running;
        using var answer = new MemoryStream();
        Bare(() => serialize.Invoke(serializer, [answerOf.GetValue(running), answer]));
        return answer.ToArray();
    }

    private static MethodInfo Generic(string name, Type argument) => typeof(ILambdaSerializer).GetMethod(name)!.MakeGenericMethod(argument);

    /// <summary>The exception itself, not the one that reflection wraps it in: its class name is the error.</summary>
    private static T Bare<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }
}
