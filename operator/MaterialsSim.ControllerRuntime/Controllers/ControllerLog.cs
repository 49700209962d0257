using Microsoft.Extensions.Logging;

namespace MaterialsSim.ControllerRuntime.Controllers;

internal static partial class ControllerLog
{
    public static readonly Func<ILogger, string, NamespacedName, long, IDisposable?> Scope =
        LoggerMessage.DefineScope<string, NamespacedName, long>("{Controller} {Object} #{ReconcileId}");

    [LoggerMessage(Level = LogLevel.Information, Message = "Controller {Controller} starts {Workers} workers")]
    public static partial void Starting(ILogger logger, string controller, int workers);

    [LoggerMessage(Level = LogLevel.Information, Message = "Controller {Controller} has stopped")]
    public static partial void Stopped(ILogger logger, string controller);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Controller} {Object} reconciled: {Outcome} in {Milliseconds:0.0} ms")]
    public static partial void Reconciled(ILogger logger, string controller, NamespacedName @object, string outcome, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Controller} {Object} had changed meanwhile ({Problem}); trying again")]
    public static partial void Conflict(ILogger logger, string controller, NamespacedName @object, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} {Object} cannot go on until it is changed")]
    public static partial void Terminal(ILogger logger, Exception exception, string controller, NamespacedName @object);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Controller} {Object} failed {Failures} times in a row; trying again")]
    public static partial void Failed(ILogger logger, Exception exception, string controller, NamespacedName @object, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Controller {Controller} did not drain within {Seconds} s; cancelling what runs")]
    public static partial void DrainTimedOut(ILogger logger, string controller, double seconds);
}
