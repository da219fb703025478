using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace Sparkify.Tests.Page;

/// <summary>axe-core, the checker of accessibility, as its .NET package carries it.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() =>
    {
        var assembly = typeof(AxeResult).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(
            assembly.GetManifestResourceNames().Single(name => name.EndsWith("axe.min.js", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    });

    /// <summary>A line for each fault that is serious or critical.</summary>
    public static async Task<string> SeriousFaultsAsync(IPage page)
    {
        await page.EvaluateExpressionAsync(Script.Value + "\n;0");
        return await page.EvaluateExpressionAsync<string>(
            """
            axe.run().then(result => result.violations.filter(fault => fault.impact === 'serious' || fault.impact === 'critical')
              .map(fault => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 5).map(node => `${node.target} (${node.any[0]?.message ?? ''})`).join(', ')}`).join('\n'))
            """);
    }
}
