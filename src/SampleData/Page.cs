using System.Text;

namespace Sparkify.SampleData;

/// <summary>A page of the app, with how it is asked for and how it answers.</summary>
public sealed class Page(string name, string method, int status)
{
    public static readonly Page NextSong = new("NextSong", "PUT", 200);
    public static readonly Page Home = new("Home", "GET", 200);
    public static readonly Page Login = new("Login", "PUT", 307);
    public static readonly Page Logout = new("Logout", "PUT", 307);
    public static readonly Page Upgrade = new("Upgrade", "GET", 200);
    public static readonly Page SubmitUpgrade = new("Submit Upgrade", "PUT", 307);
    public static readonly Page Downgrade = new("Downgrade", "GET", 200);
    public static readonly Page SubmitDowngrade = new("Submit Downgrade", "PUT", 307);

    /// <summary>What someone looks at between songs, the most usual the most often.</summary>
    public static readonly Page[] Others =
    [
        Home, Home, Home, Home, Home, Home, new("Settings", "GET", 200), new("Help", "GET", 200), new("About", "GET", 200),
        new("Save Settings", "PUT", 307), new("Error", "GET", 404),
    ];

    public byte[] Name { get; } = Encoding.ASCII.GetBytes(name);

    public byte[] Method { get; } = Encoding.ASCII.GetBytes(method);

    public int Status => status;
}
