using Sparkify.Operations;

namespace Sparkify.LocalCloud.Home;

/// <summary>How a command that is shown to a person names the home that it is for.</summary>
public static class HomeOption
{
    /// <summary>The home of a command that names none.</summary>
    public const string Usual = ".sparkify";

    /// <param name="asked">The home as the one who asks calls it; null: as it was opened.</param>
    public static string Of(string? asked, HomeFolder home) => Of(asked ?? home.Called);

    /// <returns>Nothing for the usual home, else <c> --home FOLDER</c>, written so that a shell reads it as one word.</returns>
    public static string Of(string called) => called == Usual ? "" : $" --home {ShellWord.Of(called)}";
}
