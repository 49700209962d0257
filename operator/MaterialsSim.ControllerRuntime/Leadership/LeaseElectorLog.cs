using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Leadership;

internal static partial class LeaseElectorLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} stands for lease {Lease}")]
    public static partial void Standing(ILogger logger, string identity, string lease);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} leads by lease {Lease}")]
    public static partial void Leading(ILogger logger, string identity, string lease);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lease {Lease} is held by {Holder}")]
    public static partial void HeldBy(ILogger logger, string lease, string holder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lease {Lease} could not be {Action} ({Problem}); trying again")]
    public static partial void TryFailed(ILogger logger, string lease, string action, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Identity} has lost lease {Lease}: {Problem}")]
    public static partial void Lost(ILogger logger, string identity, string lease, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} has released lease {Lease}")]
    public static partial void Released(ILogger logger, string identity, string lease);
}
