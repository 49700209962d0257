namespace MaterialsSim.Operator.Hosting;

/// <summary>Stops the host when standard input ends: the parent that held the other end is gone, however it went.</summary>
internal sealed class StandardInput(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer, stoppingToken) > 0)
        {
            // Nothing is said here; only the end counts.
        }

        lifetime.StopApplication();
    }
}
