using System.Runtime.InteropServices;
using System.Text;

namespace MaterialsSim.LocalCluster.Node.Processes;

/// <summary>
/// Starts a process by posix_spawn: in a session and process group of its own, with default signals, nothing on stdin (or a given descriptor), stdout and stderr on one
/// descriptor, and no other descriptor.
/// </summary>
internal static unsafe class Spawner
{
    private const int LastSignal = 31;
    private const int FirstOther = 3;

    private static readonly bool CanCloseFrom = OperatingSystem.IsLinux()
        && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "posix_spawn_file_actions_addclosefrom_np", out _);

    public static int Start(ProcessStart start, int? input, int output)
    {
        var actions = stackalloc byte[NativeMethods.OpaqueSize];
        var attributes = stackalloc byte[NativeMethods.OpaqueSize];
        Check(NativeMethods.ActionsInit(actions));
        Check(NativeMethods.AttributesInit(attributes));
        var arguments = Block(start.Arguments);
        var environment = Block([.. start.Environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        try
        {
            Check(input is { } descriptor ? NativeMethods.ActionsDup2(actions, descriptor, 0) : NativeMethods.ActionsOpen(actions, 0, "/dev/null", 0, 0));
            Check(NativeMethods.ActionsDup2(actions, output, 1));
            Check(NativeMethods.ActionsDup2(actions, output, 2));
            Check(NativeMethods.ActionsChangeFolder(actions, start.Folder));
            CloseOthers(actions);
            SetSignals(attributes);
            var error = NativeMethods.PosixSpawn(out var pid, start.Executable, actions, attributes, arguments, environment);
            return error == 0 ? pid : throw new ProcessStartException($"exec: \"{start.Arguments[0]}\": {Marshal.GetPInvokeErrorMessage(error).ToLowerInvariant()}");
        }
        finally
        {
            Free(environment);
            Free(arguments);
            _ = NativeMethods.AttributesDestroy(attributes);
            _ = NativeMethods.ActionsDestroy(actions);
        }
    }

    /// <summary>
    /// .NET opens its descriptors with close-on-exec, but those that this process inherited itself would go on to containers. C libraries without the
    /// call (glibc before 2.34, musl) leave it at that.
    /// </summary>
    private static void CloseOthers(byte* actions)
    {
        if (CanCloseFrom)
        {
            Check(NativeMethods.ActionsCloseFrom(actions, FirstOther));
        }
    }

    /// <summary>.NET ignores SIGPIPE and handles others; a container starts with none of that.</summary>
    private static void SetSignals(byte* attributes)
    {
        var signals = stackalloc byte[NativeMethods.OpaqueSize];
        Check(NativeMethods.SignalsEmpty(signals));
        Check(NativeMethods.AttributesSetSignalMask(attributes, signals));
        for (var signal = 1; signal <= LastSignal; signal++)
        {
            _ = NativeMethods.SignalsAdd(signals, signal);
        }

        Check(NativeMethods.AttributesSetDefaultSignals(attributes, signals));
        Check(NativeMethods.AttributesSetFlags(attributes, (short)(NativeMethods.SpawnSignalFlags | NativeMethods.SpawnSetSid | NativeMethods.SpawnCloseOthers)));
    }

    private static byte** Block(IReadOnlyList<string> texts)
    {
        var block = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var position = 0; position < texts.Count; position++)
        {
            var length = Encoding.UTF8.GetByteCount(texts[position]);
            block[position] = (byte*)NativeMemory.Alloc((nuint)length + 1);
            Encoding.UTF8.GetBytes(texts[position], new Span<byte>(block[position], length));
            block[position][length] = 0;
        }

        return block;
    }

    private static void Free(byte** block)
    {
        for (var position = 0; block[position] != null; position++)
        {
            NativeMemory.Free(block[position]);
        }

        NativeMemory.Free(block);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new ProcessStartException($"preparing the process failed: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }
}
