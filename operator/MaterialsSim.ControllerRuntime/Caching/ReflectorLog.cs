using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Caching;

internal static partial class ReflectorLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Cache {Cache} listed {Count} objects at version {Version}")]
    public static partial void Listed(ILogger logger, string cache, int count, string version);

    [LoggerMessage(Level = LogLevel.Information, Message = "Cache {Cache}: the history after version {Version} is gone; listing again")]
    public static partial void Expired(ILogger logger, string cache, string version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cache {Cache}: {Problem}; listing again")]
    public static partial void Malformed(ILogger logger, string cache, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cache {Cache} leaves out an object that does not fit its type, {Problem}; correct the object")]
    public static partial void Unreadable(ILogger logger, string cache, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cache {Cache}: the API server is busy ({Code}): {Problem}; trying again")]
    public static partial void Refused(ILogger logger, string cache, int code, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cache {Cache}: the API server refused; check the rights and that the kind is installed; listing again")]
    public static partial void Failed(ILogger logger, string cache, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Cache {Cache}: the connection broke ({Problem}); going on where it ended")]
    public static partial void Broken(ILogger logger, string cache, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cache {Cache}: the watch ended within a second without a change; slowing down")]
    public static partial void TooShort(ILogger logger, string cache);
}
