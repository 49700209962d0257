using MaterialsSim.Api;
using MaterialsSim.Api.Spec;
using MaterialsSim.Campaigns.Preflight;

namespace MaterialsSim.Campaigns.Tests.Preflight;

public sealed class PreflightChecksTests
{
    private static readonly Dictionary<string, Action<SimulationCampaignSpec>> s_edits = new()
    {
        ["name with a dot"] = _ => { },
        ["several objectives without low"] = s => s.Objectives.Add(new ObjectiveSpec { Property = "b", Goal = Goals.Maximize }),
        ["low above high"] = s => (s.Objectives[0].Low, s.Objectives[0].High) = (2, 1),
        ["target outside"] = s => (s.Objectives[0].Goal, s.Objectives[0].Target, s.Objectives[0].Low, s.Objectives[0].High) = (Goals.Target, 5, 1, 2),
        ["log from zero"] = s => (s.Objectives[0].Scale, s.Objectives[0].Low, s.Objectives[0].High) = (Scales.Log, 0, 2),
        ["two sources"] = s => s.Candidates.Inline = [new InlineCandidate { Id = "x" }],
        ["no source"] = s => s.Candidates.Uri = null,
        ["no image"] = s => s.Kernel.Image = null,
        ["empty constraint"] = s => s.Constraints = [new ConstraintSpec { Property = "a" }],
        ["empty filter"] = s => s.Candidates.Filter = [new FilterSpec { Property = "a" }],
        ["reserved variable"] = s => s.Kernel.Env = [new EnvVarSpec { Name = "MATERIALSSIM_INPUT", Value = "x" }],
        ["two limits of failure"] = s => s.FailurePolicy = new FailurePolicySpec { MaxFailedPercent = 1, MaxFailedCandidates = 1 },
        ["secret by value"] = s => s.Kernel.Env = [new EnvVarSpec { Name = "A", Value = "x" }, new EnvVarSpec { Name = "DB_PASSWORD", Value = "hunter2" }],
        ["unknown ending"] = s => s.Candidates.Uri = "file:///a.dat",
        ["parent folder"] = s => s.Candidates.Uri = "file:///../a.csv",
        ["host in the URI"] = s => s.Candidates.Uri = "file://host/a.csv",
        ["gzipped config map"] = s => (s.Candidates.Uri, s.Candidates.ConfigMap) = (null, new ConfigMapSource { Name = "m", Key = "a.csv.gz" }),
        ["input. alone"] = s => s.Objectives[0].Property = "input.",
        ["report with prefix"] = s => s.Report = ["formula", "input.name"],
        ["report twice"] = s => s.Report = ["formula", "formula"],
        ["distinct by prefix"] = s => s.DistinctBy = "input.formula",
        ["S3"] = s => s.Candidates.Uri = "s3://b/a.csv",
        ["Parquet by name"] = s => s.Candidates.Uri = "file:///a.parquet",
        ["candidate files"] = s => s.Candidates.Files = [new CandidateFileSpec { Column = "cif", BaseUri = "s3://b/" }],
        ["kernel files"] = s => s.Kernel.Files = [new KernelFileSpec { Uri = "s3://b/m", Path = "m" }],
        ["Lambda section"] = s => s.Execution = new ExecutionSpec { Lambda = new LambdaSpec { FunctionName = "f" } },
        ["budget"] = s => s.Execution = new ExecutionSpec { Budget = new BudgetSpec { Usd = "1" } },
        ["queue"] = s => s.Execution = new ExecutionSpec { Jobs = new JobsSpec { LocalQueueName = "q" } },
        ["pod"] = s => s.Execution = new ExecutionSpec { Jobs = new JobsSpec { Pod = new PodSpec() } },
        ["delete results"] = s => s.Results = new ResultsSpec { Retention = Retentions.Delete },
        ["Parquet results"] = s => s.Results = new ResultsSpec { Format = DatasetFormats.Parquet },
        ["rerun"] = s => s.Rerun = new RerunSpec { Failed = 1 },
        ["notify"] = s => s.Notify = [new NotifySpec { Url = "https://x" }],
    };

    [Fact]
    public void A_sound_campaign_has_no_problem() => Assert.Empty(PreflightChecks.Run(Campaign()));

    [Fact]
    public void Values_that_ask_for_nothing_are_no_problem()
    {
        var campaign = Campaign();
        campaign.Spec.Rerun = new RerunSpec { All = 0, Failed = 0 };
        campaign.Spec.Notify = [];
        campaign.Spec.Results = new ResultsSpec { Retention = Retentions.Retain, Format = DatasetFormats.JsonLines };
        campaign.Spec.Execution = new ExecutionSpec { Backend = Backends.Auto, Jobs = new JobsSpec { ServiceAccountName = "kernels" } };
        campaign.Spec.Kernel.Env = [new EnvVarSpec { Name = "TOKENIZER_PATH", Value = "/x" }, new EnvVarSpec { Name = "API_KEY", ValueFrom = new EnvVarSource { SecretKeyRef = new KeyReference { Name = "s", Key = "k" } } }];

        Assert.Empty(PreflightChecks.Run(campaign));
    }

    [Theory]
    [InlineData("name with a dot", "InvalidSpec", "metadata.name: metadata.name must be a DNS label: no dots, at most 63 characters")]
    [InlineData("several objectives without low", "InvalidSpec", "spec.objectives: several objectives need low and high each: the score is their overall desirability")]
    [InlineData("low above high", "InvalidSpec", "spec.objectives[0].low: low must be less than high")]
    [InlineData("target outside", "InvalidSpec", "spec.objectives[0].target: goal Target needs low <= target <= high")]
    [InlineData("log from zero", "InvalidSpec", "spec.objectives[0].low: scale Log needs low above 0")]
    [InlineData("two sources", "InvalidSpec", "spec.candidates: exactly one of uri, inline and configMap must be set")]
    [InlineData("no source", "InvalidSpec", "spec.candidates: exactly one of uri, inline and configMap must be set")]
    [InlineData("no image", "InvalidSpec", "spec.kernel.image: kernel.image may be absent only with backend Lambda")]
    [InlineData("empty constraint", "InvalidSpec", "spec.constraints[0]: a constraint needs min or max")]
    [InlineData("empty filter", "InvalidSpec", "spec.candidates.filter[0]: a filter needs min, max, in or notIn")]
    [InlineData("reserved variable", "InvalidSpec", "spec.kernel.env[0].name: names that start with MATERIALSSIM_ are kept for the contract with the kernel")]
    [InlineData("two limits of failure", "InvalidSpec", "spec.failurePolicy: at most one of maxFailedPercent and maxFailedCandidates may be set")]
    [InlineData("secret by value", "InvalidSpec", "spec.kernel.env[1].value: 'DB_PASSWORD' looks like a secret, which everybody who can read the campaign would read; put it into a Secret and use valueFrom.secretKeyRef")]
    [InlineData("unknown ending", "InvalidSpec", "spec.candidates.format: the name 'file:///a.dat' does not tell the format; set format to CSV or JSONLines")]
    [InlineData("parent folder", "InvalidSpec", "spec.candidates.uri: a file dataset is file:/// and a path of plain names below the operator's dataset root, without '..', such as file:///elastic.csv")]
    [InlineData("host in the URI", "InvalidSpec", "spec.candidates.uri: a file dataset is file:/// and a path of plain names below the operator's dataset root, without '..', such as file:///elastic.csv")]
    [InlineData("gzipped config map", "InvalidSpec", "spec.candidates.configMap.key: a dataset in a config map is plain text, not gzipped")]
    [InlineData("input. alone", "InvalidSpec", "spec.objectives[0].property: input. names no input; write input.NAME with the name of a column")]
    [InlineData("report with prefix", "InvalidSpec", "spec.report[1]: only inputs can stand here, so they go without prefix: write 'name'")]
    [InlineData("report twice", "InvalidSpec", "spec.report[1]: 'formula' stands here twice")]
    [InlineData("distinct by prefix", "InvalidSpec", "spec.distinctBy: only inputs can stand here, so they go without prefix: write 'formula'")]
    [InlineData("S3", "NotYetServed", "spec.candidates.uri: this version does not serve it yet; use a file:// dataset, inline or configMap")]
    [InlineData("Parquet by name", "NotYetServed", "spec.candidates.format: this version does not serve it yet; use CSV or JSONLines")]
    [InlineData("candidate files", "NotYetServed", "spec.candidates.files: this version does not serve it yet; remove it, or put the files into the kernel's image")]
    [InlineData("kernel files", "NotYetServed", "spec.kernel.files: this version does not serve it yet; remove it, or put the files into the kernel's image")]
    [InlineData("Lambda section", "NotYetServed", "spec.execution.lambda: this version does not serve it yet; remove it, and the campaign runs on Jobs")]
    [InlineData("budget", "NotYetServed", "spec.execution.budget: this version does not serve it yet; remove it")]
    [InlineData("queue", "NotYetServed", "spec.execution.jobs.localQueueName: this version does not serve it yet; remove it")]
    [InlineData("pod", "NotYetServed", "spec.execution.jobs.pod: this version does not serve it yet; remove it")]
    [InlineData("delete results", "NotYetServed", "spec.results.retention: this version does not serve it yet; use Retain and delete the results by hand")]
    [InlineData("Parquet results", "NotYetServed", "spec.results.format: this version does not serve it yet; use JSONLines")]
    [InlineData("rerun", "NotYetServed", "spec.rerun: this version does not serve it yet; remove it, or change a kernel parameter to start a new run")]
    [InlineData("notify", "NotYetServed", "spec.notify: this version does not serve it yet; remove it and watch the condition Complete")]
    public void A_problem_is_told_with_its_field_and_what_to_do(string edit, string reason, string text)
    {
        var campaign = Campaign(edit == "name with a dot" ? "a.b" : "c");
        s_edits[edit](campaign.Spec);

        var problem = Assert.Single(PreflightChecks.Run(campaign));

        Assert.Equal((reason, text, true), (problem.Reason, problem.Text, problem.WaitsForEdit));
    }

    [Fact]
    public void What_is_invalid_comes_before_what_is_not_served()
    {
        var campaign = Campaign();
        campaign.Spec.Notify = [new NotifySpec { Url = "https://x" }];
        campaign.Spec.Report = ["a", "a"];

        Assert.Equal([Reasons.InvalidSpec, Reasons.NotYetServed], PreflightChecks.Run(campaign).Select(p => p.Reason));
    }

    private static SimulationCampaign Campaign(string name = "c") => new()
    {
        Metadata = new() { Name = name },
        Spec = new SimulationCampaignSpec
        {
            Candidates = new CandidatesSpec { Uri = "file:///data/a.csv" },
            Kernel = new KernelSpec { Image = "kernel" },
            Objectives = [new ObjectiveSpec { Property = "a", Goal = Goals.Maximize }],
        },
    };
}
