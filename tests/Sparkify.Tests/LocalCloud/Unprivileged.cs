using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Sparkify.Tests.LocalCloud;

/// <summary>
/// Does something as a user without rights, also where the tests run as root, who may read everything: Linux asks who a thread is when it
/// opens a file.
/// </summary>
internal static class Unprivileged
{
    private const uint Nobody = 65_534;

    public static bool IsPossible => !OperatingSystem.IsWindows() && (!Environment.IsPrivilegedProcess || OperatingSystem.IsLinux());

    /// <param name="action">Opens its files on the thread that it is called on.</param>
    public static void Run(Action action)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            action();
            return;
        }

        ExceptionDispatchInfo? failure = null;
        // It is nobody for as long as it lives.
        var thread = new Thread(() =>
        {
            try
            {
                _ = SetFileSystemUser(Nobody);
                // No such user: it changes nothing, and says who it is.
                Assert.Equal((int)Nobody, SetFileSystemUser(uint.MaxValue));
                action();
            }
            catch (Exception failed)
            {
                failure = ExceptionDispatchInfo.Capture(failed);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>https://man7.org/linux/man-pages/man2/setfsuid.2.html</summary>
    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(uint user);
}
