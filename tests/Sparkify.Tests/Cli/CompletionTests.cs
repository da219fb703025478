using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Cli;

/// <summary>The scripts, in the shells that this machine has.</summary>
public sealed class CompletionTests : IDisposable
{
    private const string Bash =
        """
        complete_line() {
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _sparkify sparkify
            printf '%s\n' "${COMPREPLY[@]}"
        }
        """;

    private const string Zsh =
        """
        compdef() { :; }
        compadd() { shift; print -l -- ${(M)@:#$words[-1]*}; }
        complete_line() {
            BUFFER=$1 CURSOR=${#1}
            words=(${=1})
            [[ $1 == *' ' ]] && words+=('')
            _sparkify
        }
        """;

    private const string Fish = "function complete_line; complete -C $argv[1] | string replace -r '\\t.*' ''; end";

    /// <summary>How env ends where there is no such program.</summary>
    private const int NotFound = 127;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bash", Bash)]
    [InlineData("zsh", Zsh)]
    [InlineData("fish", Fish)]
    public void A_shell_completes_commands_options_and_values(string shell, string ask)
    {
        File.WriteAllText(
            _folder["sparkify"], $"#!/bin/sh\nexec '{Repository.Dotnet}' exec '{AppContext.BaseDirectory}sparkify.dll' \"$@\"\n");
        Tool.Run("chmod", ["+x", _folder["sparkify"]]);
        File.WriteAllText(
            _folder["try"],
            $"""
            {EndToEnd.Sparkify.RunBare(new Dictionary<string, string>(), "completion", shell).Output}
            {ask}
            complete_line 'sparkify ba'
            echo next
            complete_line 'sparkify backfill s'
            echo next
            complete_line 'sparkify files --sta'
            """);

        var shown = Tool.Run("env", [$"PATH={_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}", shell, _folder["try"]])!;
        Assert.SkipWhen(shown.ExitCode == NotFound, $"{shell} is not on this machine");

        var parts = shown.Output.Split("next\n").Select(part => part.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(["backfill"], parts[0]);
        Assert.Contains("song_data", parts[1]);
        Assert.DoesNotContain("log_data", parts[1]);
        Assert.Equal(["--stack", "--status"], parts[2].Order());
    }
}
