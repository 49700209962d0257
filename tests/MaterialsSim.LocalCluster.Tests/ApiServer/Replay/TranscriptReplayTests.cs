using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MaterialsSim.LocalCluster.Tests.ApiServer.Replay;

/// <summary>
/// Sends what real clients sent to a real Kubernetes 1.36 API server, in the same order, and compares the answers. What is known to differ stands in
/// <c>known-differences.txt</c>, a line each; set <c>MATERIALSSIM_REPLAY_ACCEPT=1</c> to write the file anew after a change that was meant.
/// </summary>
public sealed class TranscriptReplayTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Answers_differ_from_those_of_a_real_server_only_where_it_is_known()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await LocalClusterHost.StartAsync(new() { CelValidators = Widgets.Validators }, cancellationToken);
        using var client = TestClients.Http(host);
        var recorded = new Recorded();
        var differences = new List<string>();
        foreach (var step in TranscriptStep.Load())
        {
            if (ReplayLimits.Skip(step) is { } reason)
            {
                differences.Add($"#{step.Line} {step.Method} {step.Path}: skipped: {reason}");
                continue;
            }

            await ReplayLimits.SettleAsync(host, step, cancellationToken);

            foreach (var line in await ReplayAsync(client, recorded, step, cancellationToken))
            {
                differences.Add($"#{step.Line} {step.Method} {step.Path.Split('?')[0]}: {line}");
            }
        }

        var path = Path.Combine(SourceFolder(), "known-differences.txt");
        if (Environment.GetEnvironmentVariable("MATERIALSSIM_REPLAY_ACCEPT") == "1")
        {
            await File.WriteAllLinesAsync(path, differences, cancellationToken);
        }

        var known = await File.ReadAllLinesAsync(path, cancellationToken);
        var (fresh, gone) = (differences.Except(known).ToList(), known.Except(differences).ToList());
        foreach (var line in fresh)
        {
            output.WriteLine("new: " + line);
        }

        foreach (var line in gone)
        {
            output.WriteLine("gone: " + line);
        }

        Assert.True(fresh.Count == 0 && gone.Count == 0, $"{fresh.Count} differences are new, {gone.Count} known ones are gone: see the output");
    }

    private static async Task<List<string>> ReplayAsync(HttpClient client, Recorded recorded, TranscriptStep step, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(step.Method), recorded.Translate(step.Path));
        if (step.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recorded.Translate(body)));
            request.Content.Headers.ContentType = step.Headers.TryGetValue("content-type", out var type) ? MediaTypeHeaderValue.Parse(type) : null;
        }

        request.Headers.TryAddWithoutValidation("Accept", step.Headers.GetValueOrDefault("accept", "*/*"));
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent(step));
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var lines = new List<string>();
        if ((int)response.StatusCode != step.Status)
        {
            lines.Add($"status is {(int)response.StatusCode} (real: {step.Status}) {text[..Math.Min(text.Length, 200)]}");
            return lines;
        }

        var warning = response.Headers.TryGetValues("Warning", out var found) ? string.Join(", ", found) : null;
        if (warning != step.Warning)
        {
            lines.Add($"warning is {warning ?? "absent"} (real: {step.Warning ?? "absent"})");
        }

        var wanted = step.ResponseTree(out var isCut);
        if (wanted is null)
        {
            if (text.Trim() != step.ResponseBody.Trim())
            {
                lines.Add("body differs");
            }

            return lines;
        }

        var actual = JsonNode.Parse(text);
        recorded.Learn(wanted, actual);
        lines.AddRange(Difference.Between(Normal.Tree(ReplayLimits.Blank(wanted)), Normal.Tree(ReplayLimits.Blank(actual)), isCut));
        return lines;
    }

    // The manager of requests without one is the client's name.
    private static string UserAgent(TranscriptStep step) =>
        step.Name.StartsWith("kubectl", StringComparison.Ordinal) ? "kubectl/v1.35.2" : step.Name.StartsWith("helm", StringComparison.Ordinal) ? "helm/v4" : "curl/7.88.1";

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
