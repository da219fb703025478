using System.Security.Cryptography;
using System.Text;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Page;

/// <summary>
/// The secret in the page's address: whoever has it may read and put. A port of this machine is open to all of its users; the home's file
/// with the token is open to one.
/// </summary>
/// <remarks>It lives as long as the home: a bookmark and an open tab outlive the process.</remarks>
internal sealed class PageToken
{
    private const int Bytes = 24;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _value;

    private PageToken(string value) => _value = Encoding.ASCII.GetBytes(value);

    /// <summary>Hexadecimal digits: it needs no escaping in an address.</summary>
    public string Value => Encoding.ASCII.GetString(_value);

    /// <summary>The home's, or a new one where it has none, and where others may have read it.</summary>
    public static PageToken Of(HomeFolder home) => new(Read(home.PageToken) ?? Write(home.PageToken));

    /// <summary>In a time that says nothing of how much of it is right.</summary>
    public bool Is(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _value);

    private static string? Read(string path)
    {
        if (!File.Exists(path) || (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0))
        {
            return null;
        }

        var value = File.ReadAllText(path).Trim();
        return value.Length == 2 * Bytes && value.All(char.IsAsciiHexDigitLower) ? value : null;
    }

    private static string Write(string path)
    {
        var value = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
        // A new file: one that somebody else made keeps his rights, whatever is written into it.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new StreamWriter(path, options);
        file.WriteLine(value);
        return value;
    }
}
