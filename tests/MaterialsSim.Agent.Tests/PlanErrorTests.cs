using System.IO.Compression;
using System.Text;
using MaterialsSim.Screening.Contracts;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Agent.Tests;

/// <summary>What can be wrong with a dataset, and the whole of what the operator and a person are told.</summary>
public sealed class PlanErrorTests : IDisposable
{
    private const string Uri = "file:///lab/crystals.csv";

    private readonly AgentRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("", "DatasetEmpty", "file:///lab/crystals.csv: the dataset is empty. A CSV begins with a header line.")]
    [InlineData("id,a\n", "DatasetEmpty", "file:///lab/crystals.csv: the dataset has no rows. Add candidates.")]
    [InlineData("name,a\nx,1\n", "IdColumnMissing", "file:///lab/crystals.csv, line 1: no column 'id'. Set spec.candidates.idColumn to one of the columns 'name, a'.")]
    [InlineData("id,a\nx,1\ny,2\nx,3\n", "DuplicateId", "file:///lab/crystals.csv: lines 2 and 4 have the same id 'x'. Every candidate needs its own id: remove one, rename it, or filter it out.")]
    [InlineData("id,a\nx,1\ny\n", "RaggedRow", "file:///lab/crystals.csv, line 3: 1 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'y?'.")]
    [InlineData("id,a\nx,1\ny,2,3\n", "RaggedRow", "file:///lab/crystals.csv, line 3: 3 cells, but the header has 2. Complete the row, or quote a cell that holds a comma. It begins 'y,2,3?'.")]
    [InlineData("id,a\nx,\"1\ny,2\n", "UnclosedQuote", "file:///lab/crystals.csv, line 2: the quote that opens here has no end. Close it, or double it if it is part of the text.")]
    [InlineData("id,a\n,1\n", "InvalidId", "file:///lab/crystals.csv, line 2: the id is empty. Ids are 1 to 128 bytes without control characters.")]
    [InlineData("id,a,a\nx,1,2\n", "InvalidHeader", "file:///lab/crystals.csv, line 1: columns 2 and 3 are both called 'a'. Rename one.")]
    public async Task A_broken_dataset_is_told_whole(string text, string reason, string message)
    {
        _rig.WriteDataset("lab/crystals.csv", text);
        await _rig.RequestAsync();
        // A repaired dataset helps without an edit of the campaign.
        await FailsAsync(new PlanFailure(reason, message, WaitsForEdit: false));
    }

    [Theory]
    [InlineData("file:///lab/missing.csv", "DatasetNotFound", false, "'file:///lab/missing.csv' is not there. Put it below the dataset root, or correct spec.candidates.uri.")]
    [InlineData("file:///nothing/missing.csv", "DatasetNotFound", false, "'file:///nothing/missing.csv' is not there. Put it below the dataset root, or correct spec.candidates.uri.")]
    [InlineData("file:///../outside.csv", "DatasetOutsideRoot", true, "'file:///../outside.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///lab/../../outside.csv", "DatasetOutsideRoot", true, "'file:///lab/../../outside.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///lab/%2e%2e/%2E%2E/outside.csv", "DatasetOutsideRoot", true, "'file:///lab/%2e%2e/%2E%2E/outside.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///..%2foutside.csv", "DatasetOutsideRoot", true, "'file:///..%2foutside.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///link", "DatasetOutsideRoot", true, "'file:///link' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///linked/outside.csv", "DatasetOutsideRoot", true, "'file:///linked/outside.csv' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///broken", "DatasetOutsideRoot", true, "'file:///broken' leads out of the folder that file:// datasets are served from. Move the dataset into it, and name it there.")]
    [InlineData("file:///lab", "DatasetUnreadable", false, "'file:///lab': it is a folder, not a regular file. Name a file.")]
    [InlineData("file:///fifo", "DatasetUnreadable", false, "'file:///fifo': it is a FIFO, socket or device, not a regular file. Name a file.")]
    [InlineData("file:///lab/crystals.csv/x", "DatasetUnreadable", false, "'file:///lab/crystals.csv/x': a part of the path is a file, not a regular file. Name a file.")]
    [InlineData("file://host/lab/crystals.csv", "DatasetUriInvalid", true, "'file://host/lab/crystals.csv': a file dataset is written file:///folder/name, without a host.")]
    [InlineData("file:///lab//crystals.csv", "DatasetUriInvalid", true, "'file:///lab//crystals.csv': a part of the path is empty, '.' or no name. Write file:///folder/name.")]
    [InlineData("file:///lab/%00", "DatasetUriInvalid", true, "'file:///lab/%00': a part of the path is empty, '.' or no name. Write file:///folder/name.")]
    [InlineData("s3://lab/crystals.csv", "NotYetServed", true, "'s3://lab/crystals.csv': s3:// datasets are not served yet. Use file://, an inline or a ConfigMap dataset.")]
    [InlineData("ftp://lab/crystals.csv", "DatasetUriInvalid", true, "'ftp://lab/crystals.csv' is no dataset. Write file:///folder/name in spec.candidates.uri.")]
    [InlineData("crystals.csv", "DatasetUriInvalid", true, "'crystals.csv' is no dataset. Write file:///folder/name in spec.candidates.uri.")]
    [InlineData("run:../../other/1/dataset.jsonl", "DatasetUriInvalid", true, "'run:../../other/1/dataset.jsonl' is no dataset. Write file:///folder/name in spec.candidates.uri.")]
    public async Task A_uri_that_leads_nowhere_is_told_whole(string uri, string reason, bool waitsForEdit, string message)
    {
        _rig.WriteDataset("lab/crystals.csv", "id\nx\n");
        await File.WriteAllTextAsync(Path.Join(_rig.Outside, "outside.csv"), "id\nsecret\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Join(_rig.DatasetRoot, "link"), Path.Join(_rig.Outside, "outside.csv"));
        File.CreateSymbolicLink(Path.Join(_rig.DatasetRoot, "broken"), "nowhere");
        Directory.CreateSymbolicLink(Path.Join(_rig.DatasetRoot, "linked"), _rig.Outside);
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Join(_rig.DatasetRoot, "fifo")]))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await _rig.RequestAsync(request => request with { Uri = uri });
        await FailsAsync(new PlanFailure(reason, message, waitsForEdit));
    }

    [Fact]
    public async Task Without_a_dataset_root_no_file_is_served()
    {
        _rig[AgentContract.DatasetRoot] = null;
        await _rig.RequestAsync();
        await FailsAsync(new PlanFailure(
            "DatasetOutsideRoot",
            $"'{Uri}': this cluster serves no file:// datasets. Give the operator a dataset root, or use an inline or ConfigMap dataset.",
            true));
    }

    [Fact]
    public async Task A_dataset_root_that_is_not_mounted_is_tried_again()
    {
        _rig[AgentContract.DatasetRoot] = "/nothing/there";
        await _rig.RequestAsync();
        await FailsAsync(new PlanFailure(
            "DatasetUnreadable", $"'{Uri}': Cannot open /nothing/there: a folder on the way is gone. Create it or mount the volume.", false));
    }

    [Fact]
    public async Task A_batch_size_that_needs_too_many_batches_waits_for_an_edit()
    {
        _rig.WriteDataset("lab/crystals.csv", "id\n" + string.Join('\n', Enumerable.Range(0, 10_001)) + "\n");
        await _rig.RequestAsync(request => request with { BatchSize = 1 });
        await FailsAsync(new PlanFailure(
            "TooManyBatches", $"{Uri}: 10001 candidates in batches of 1 are more than 10000 batches. Set spec.execution.batchSize to 2 or more.", true));
    }

    [Fact]
    public async Task A_required_input_that_is_missing_is_named()
    {
        _rig.WriteDataset("lab/crystals.csv", "id,a\nx,1\n");
        await _rig.RequestAsync(request => request with { RequiredInputs = ["formula"] });
        await FailsAsync(new PlanFailure(
            "MissingInput",
            $"{Uri}: the campaign's objectives, constraints, distinctBy or report name the input 'formula', which the dataset does not have (the id is not an input). " +
            "Its inputs are 'a'. Correct the name.",
            false));
    }

    [Fact]
    public async Task A_filter_that_leaves_nothing_is_told()
    {
        _rig.WriteDataset("lab/crystals.csv", "id,a\nx,1\n");
        await _rig.RequestAsync(request => request with { Filter = [new InputFilter { Property = "a", Min = 2 }] });
        await FailsAsync(new PlanFailure(
            "FilterLeavesNothing", $"{Uri}: none of the 1 rows passes spec.candidates.filter. Widen the filter.", false));
    }

    [Fact]
    public async Task A_gzip_that_was_cut_is_told()
    {
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("id\n" + string.Join('\n', Enumerable.Range(0, 10_000).Select(i => i * 7919))), TestContext.Current.CancellationToken);
        }

        Directory.CreateDirectory(Path.Join(_rig.DatasetRoot, "lab"));
        await File.WriteAllBytesAsync(Path.Join(_rig.DatasetRoot, "lab/crystals.csv"), bytes.ToArray()[..^2000], TestContext.Current.CancellationToken);
        await _rig.RequestAsync(request => request with { Gzip = true });
        var end = await _rig.RunAsync("plan");
        Assert.Equal((65, "TruncatedGzip"), (end.ExitCode, end.Reason));
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("{", "damaged")]
    [InlineData("{\"version\":2}", "another version of MaterialsSim wrote it")]
    public async Task A_request_that_cannot_be_read_is_told(string text, string? words)
    {
        if (words is not null)
        {
            await _rig.WriteAsync(RunPaths.PlanRequest, Encoding.UTF8.GetBytes(text));
        }

        var end = await _rig.RunAsync("plan");
        Assert.Equal(words is null ? (75, "ArtifactMissing") : (65, "DocumentDamaged"), (end.ExitCode, end.Reason));
        Assert.StartsWith($"file://{_rig.StoreFolder}/{AgentRig.Run}/plan-request.json", end.Message);
        Assert.Contains(words ?? "is not there", end.Message);
    }

    private async Task FailsAsync(PlanFailure failure)
    {
        var end = await _rig.RunAsync("plan");
        Assert.Equal((65, failure.Reason, failure.Message), (end.ExitCode, end.Reason, end.Message));
        Assert.Equal(failure, await _rig.DocumentAsync<PlanFailure>(RunPaths.PlanFailure("job-uid-1")));
        Assert.Equal(["plan-failures/job-uid-1.json", "plan-request.json"], await _rig.ListAsync());
        Assert.Empty(Directory.GetFiles(_rig.Work));
    }
}
