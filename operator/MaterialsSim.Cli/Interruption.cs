using System.Runtime.InteropServices;

namespace MaterialsSim.Cli;

/// <summary>Turns Ctrl-C, SIGTERM and a closed terminal into a cancellation, so that the command ends what it started. A second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Handle(c, ExitCodes.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Handle(c, ExitCodes.Terminated)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => Handle(c, ExitCodes.Terminated)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the process exits with when it was interrupted.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context, int exitCode)
    {
        if (_source.IsCancellationRequested)
        {
            return; // not cancelled: the default action ends the process
        }

        context.Cancel = true;
        ExitCode = exitCode;
        _source.Cancel();
    }
}
