using System.Runtime.CompilerServices;

namespace Sparkify.Tests.Template;

/// <summary>Derived output that a person has read and approved, in a file beside the test.</summary>
internal static class Approved
{
    /// <param name="name">The file is <c>name.approved.txt</c>.</param>
    public static void Check(string name, string actual, [CallerFilePath] string caller = "")
    {
        var folder = Path.Combine(Deployment.Root, "tests", "Sparkify.Tests", Path.GetFileName(Path.GetDirectoryName(caller))!);
        var (approved, received) = (Path.Combine(folder, $"{name}.approved.txt"), Path.Combine(folder, $"{name}.received.txt"));
        if (File.Exists(approved) && File.ReadAllText(approved) == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{name} is not what was approved. Read {received}; if it is right, move it over {approved}.");
    }
}
