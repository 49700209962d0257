using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Hosting;

internal static partial class ManagerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "All {Caches} caches are filled")]
    public static partial void Synced(ILogger logger, int caches);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Loop} ended although nobody asked it to; stopping the process")]
    public static partial void Ended(ILogger logger, string loop);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Loop} failed; stopping the process")]
    public static partial void Failed(ILogger logger, Exception exception, string loop);
}
