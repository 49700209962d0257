namespace MaterialsSim.ControllerRuntime.Tests.Support;

/// <summary>The one time limit of all waits for signals: far beyond what a busy machine needs, so that only a real hang meets it.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task Patiently(this Task task) => task.WaitAsync(Limit, Token);

    public static Task<T> Patiently<T>(this Task<T> task) => task.WaitAsync(Limit, Token);

    public static Task<T> Patiently<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit, Token);
}
