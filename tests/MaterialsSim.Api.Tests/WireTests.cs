using System.Text.Json.Nodes;
using k8s;
using MaterialsSim.Api.Spec;
using MaterialsSim.Api.Status;

namespace MaterialsSim.Api.Tests;

public sealed class WireTests
{
    [Fact]
    public void Only_set_values_are_written()
    {
        var spec = new SimulationCampaignSpec
        {
            Candidates = new CandidatesSpec { Uri = "file:///a.csv" },
            Kernel = new KernelSpec { Image = "kernel" },
            Objectives = [new ObjectiveSpec { Property = "hardness", Goal = Goals.Maximize }],
        };

        Assert.Equal(
            """{"candidates":{"uri":"file:///a.csv"},"kernel":{"image":"kernel"},"objectives":[{"property":"hardness","goal":"Maximize"}]}""",
            KubernetesJson.Serialize(spec));
    }

    [Fact]
    public void A_campaign_with_every_field_comes_back_as_it_was()
    {
        const string Text = """
            {"apiVersion":"materialssim.io/v1alpha1","kind":"SimulationCampaign","metadata":{"name":"c","namespace":"n"},
             "spec":{
              "candidates":{"uri":"s3://b/k.csv","format":"CSV","idColumn":"i","filter":[{"property":"p","min":1.5,"max":2,"in":["a"],"notIn":["b"]}],"files":[{"column":"cif","baseUri":"s3://b/cif/"}]},
              "kernel":{"image":"i","command":["c"],"args":["a"],"env":[{"name":"E","valueFrom":{"secretKeyRef":{"name":"s","key":"k","optional":true}}}],"parameters":{"t":"300"},
               "files":[{"uri":"s3://b/m.pt","path":"m.pt","sha256":"00"}],"resources":{"requests":{"cpu":"500m"},"limits":{"memory":"1Gi"}},"timeoutSeconds":60,"secondsPerCandidate":0.5},
              "objectives":[{"property":"h","unit":"GPa","goal":"Target","target":3,"scale":"Log","low":1,"high":4,"weight":0.25}],
              "constraints":[{"property":"input.d","max":5}],"topK":3,"distinctBy":"formula","report":["formula"],
              "execution":{"backend":"Auto","parallelism":5,"batchSize":7,"retries":0,
               "jobs":{"serviceAccountName":"k","localQueueName":"q","ttlSecondsAfterFinished":1,"pod":{"labels":{"a":"b"},"annotations":{"a":"b"},"nodeSelector":{"a":"b"},
                "tolerations":[{"key":"k","operator":"Exists","effect":"NoSchedule"}],"affinity":{"futureField":{"x":[1]}},"priorityClassName":"p","runtimeClassName":"r",
                "imagePullSecrets":[{"name":"s"}],"volumes":[{"name":"v","mountPath":"/v","readOnly":true,"persistentVolumeClaim":"c"}]}},
               "lambda":{"functionName":"f","payload":"Batch","maxCandidates":1,"timeoutSeconds":2},"budget":{"usd":"25.00"}},
              "failurePolicy":{"maxFailedPercent":5},"results":{"retention":"Delete","format":"Parquet"},"rerun":{"all":1,"failed":2},
              "notify":[{"url":"https://x","events":["Complete"],"signingKey":{"name":"s","key":"k"}}],"suspend":true},
             "status":{"observedGeneration":3,"phase":"Running",
              "conditions":[{"lastTransitionTime":"2026-11-22T20:00:00Z","message":"m","observedGeneration":3,"reason":"Running","status":"True","type":"Ready"}],
              "run":{"number":1,"id":"7f3a","identityVersion":1,"generation":0,"ranking":"ab","startTime":"2026-11-22T20:00:00Z","completionTime":"2026-11-22T20:01:00Z"},
              "plan":{"attempts":1,"batchSize":7,"filteredOut":2},"candidates":{"total":9,"succeeded":5,"failed":1,"infeasible":1,"unranked":2},
              "batches":{"total":2,"succeeded":1,"running":1,"failed":0},"waves":[{"number":1,"backend":"Jobs","state":"Running","batches":2}],
              "checkpoint":{"sha256":"cd","batches":1},"best":[{"rank":1,"id":"x","formula":"C","score":"0.93","properties":{"h":"93.4"},"report":{"name":"diamond"}}],
              "paretoFront":{"size":1,"ids":["x"]},"failures":[{"reason":"KernelError","count":1,"example":{"id":"y","message":"m"}}],
              "results":{"uri":"file:///r"},"previousRun":{"number":1,"result":"Complete","uri":"file:///q"}}}
            """;

        var campaign = KubernetesJson.Deserialize<SimulationCampaign>(Text);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Text), JsonNode.Parse(KubernetesJson.Serialize(campaign))), KubernetesJson.Serialize(campaign));
    }

    [Theory]
    [InlineData("""{"cpu":1}""", "1")]
    [InlineData("""{"cpu":0.5}""", "0.5")]
    [InlineData("""{"cpu":"500m"}""", "500m")]
    [InlineData("""{"cpu":"1e3"}""", "1e3")]
    public void A_quantity_is_kept_as_it_was_written(string limits, string text)
    {
        var resources = KubernetesJson.Deserialize<ResourcesSpec>($$$"""{"limits":{{{limits}}}}""");

        Assert.Equal(text, resources.Limits!["cpu"].Text);
        Assert.Equal($$$"""{"limits":{"cpu":"{{{text}}}"}}""", KubernetesJson.Serialize(resources));
    }

    [Fact]
    public void A_campaign_without_required_fields_still_reads_so_that_one_broken_object_never_fails_a_list()
    {
        var campaign = KubernetesJson.Deserialize<SimulationCampaign>("""{"metadata":{"name":"c"},"spec":{"objectives":[{}]},"status":{"run":{},"best":[{}]}}""");

        Assert.Equal("", campaign.Spec.Objectives[0].Property);
        Assert.Equal(0, campaign.Status!.Run!.Number);
    }

    [Fact]
    public void The_largest_status_stays_under_10_kB()
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"mp-{i:D8}").ToList();
        var status = new SimulationCampaignStatus
        {
            Best = [.. ids.Select((id, i) => new BestStatus
            {
                Rank = i + 1, Id = id, Formula = "Ba2YCu3O7", Score = "0.123456789012", Properties = Enumerable.Range(0, 8).ToDictionary(n => $"property_{n}", _ => "1234.5678901234567"),
            })],
            ParetoFront = new ParetoFrontStatus { Size = 10_000_000, Ids = ids },
        };

        Assert.InRange(KubernetesJson.Serialize(status).Length, 1, 10_000);
    }
}
