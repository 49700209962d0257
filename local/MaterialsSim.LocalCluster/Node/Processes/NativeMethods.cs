using System.Runtime.InteropServices;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>The C library's process calls, alike on Linux (glibc, musl) and macOS but for some constants.</summary>
internal static unsafe partial class NativeMethods
{
    public const int SigHup = 1;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    /// <summary>POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK.</summary>
    public const int SpawnSignalFlags = 0x04 | 0x08;

    public const int ByPid = 1;
    public const int WaitNoHang = 1;
    public const int WaitExited = 4;

    /// <summary>Bytes that surely hold a posix_spawnattr_t, posix_spawn_file_actions_t, sigset_t or siginfo_t (the largest has 336).</summary>
    public const int OpaqueSize = 512;

    /// <summary>POSIX_SPAWN_SETSID.</summary>
    public static readonly int SpawnSetSid = OperatingSystem.IsMacOS() ? 0x400 : 0x80;

    /// <summary>POSIX_SPAWN_CLOEXEC_DEFAULT, where there is one.</summary>
    public static readonly int SpawnCloseOthers = OperatingSystem.IsMacOS() ? 0x4000 : 0;

    public static readonly int WaitNoReap = OperatingSystem.IsMacOS() ? 0x20 : 0x01000000;

    /// <summary>Offset of si_pid in siginfo_t (64-bit).</summary>
    public static readonly int SigInfoPidOffset = OperatingSystem.IsMacOS() ? 12 : 16;

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PosixSpawn(out int pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int ActionsInit(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int ActionsDestroy(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int ActionsDup2(byte* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ActionsOpen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ActionsChangeFolder(byte* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    public static partial int ActionsCloseFrom(byte* actions, int first);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static partial int AttributesInit(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static partial int AttributesDestroy(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static partial int AttributesSetFlags(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int AttributesSetDefaultSignals(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int AttributesSetSignalMask(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    public static partial int SignalsEmpty(byte* signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    public static partial int SignalsAdd(byte* signals, int signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int idType, int id, byte* info, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int WaitPid(int pid, out int status, int options);
}
