using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.Operator.Hosting;
using MaterialsSim.Operator.Metrics;
using MaterialsSim.Operator.Options;
using Prometheus;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args });
builder.Configuration.AddEnvironmentVariables("MATERIALSSIM_OPERATOR_").AddCommandLine(args);
OperatorOptions options;
try
{
    options = builder.Configuration.Get<OperatorOptions>() ?? new OperatorOptions();
    options.Validate();
}
catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException)
{
    // A rule that is broken, a store that is not served, a value that is no number.
    await Console.Error.WriteLineAsync(exception.Message);
    return 64;
}

builder.WebHost.UseUrls(options.Listen);
builder.Logging.ClearProviders().AddJsonConsole(console =>
{
    console.UseUtcTimestamp = true;
    console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
});
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddOperator(options);
if (options.ExitWithStdin)
{
    builder.Services.AddHostedService<StandardInput>();
}

await using var app = builder.Build();
var manager = app.Services.GetRequiredService<ControllerManager>();
app.Services.GetRequiredService<CampaignMetrics>();
app.MapGet("/healthz", () => Answer(manager.Faults()));
app.MapGet("/readyz", () => Answer(manager.NotReady()));
app.MapMetrics();
await app.RunAsync();
return manager.Failure is null ? 0 : 1;

static IResult Answer(IReadOnlyList<string> problems)
    => problems.Count == 0 ? Results.Text("ok") : Results.Text(string.Join('\n', problems), statusCode: StatusCodes.Status503ServiceUnavailable);
