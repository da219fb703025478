using System.CommandLine;

namespace Sparkify.Cli.Commands;

/// <summary><c>completion SHELL</c>: the script by which a shell completes these commands.</summary>
/// <remarks>The script asks this program, by the directive <c>[suggest:POSITION]</c> of System.CommandLine.</remarks>
internal sealed class CompletionCommand() : SparkifyCommand(
    "completion", "Prints a script for a shell to complete commands and options: eval \"$(./sparkify completion bash)\"", Shell)
{
    private const string Bash =
        """
        _sparkify() {
            local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
            COMPREPLY=($(compgen -W "$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _sparkify sparkify ./sparkify
        """;

    private const string Zsh =
        """
        _sparkify() {
            local line=${BUFFER[1,CURSOR]}
            local -a found=(${(f)"$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)"})
            compadd -- $found || _files
        }
        compdef _sparkify sparkify ./sparkify
        """;

    private const string Fish =
        """
        function __sparkify_complete
            set -l line (commandline -cp)
            set -l program (commandline -opc)[1]
            $program "[suggest:"(string length -- $line)"]" $line 2>/dev/null
        end
        complete -c sparkify -a '(__sparkify_complete)'
        """;

    private static readonly Argument<string> Shell = OneOf();

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        output.Answer.WriteLine(asked.GetRequiredValue(Shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
        return Task.FromResult(ExitCode.AllWell);
    }

    private static Argument<string> OneOf()
    {
        var shell = new Argument<string>("SHELL");
        CommandLines.AcceptOnly(shell, "bash", "zsh", "fish");
        return shell;
    }
}
