using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Events;

internal static partial class EventLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "An event was not written and is dropped: {Problem}")]
    public static partial void Dropped(ILogger logger, string problem);
}
