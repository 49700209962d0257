using k8s.Models;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Tests.Support;

namespace MaterialsSim.ControllerRuntime.Tests.Caching;

public sealed class StoreTests
{
    private static readonly StoreIndex<V1ConfigMap> ByTeam = StoreIndexes.ByLabel<V1ConfigMap>("team");
    private static readonly StoreIndex<V1ConfigMap> ByOwner = StoreIndexes.ByOwnerUid<V1ConfigMap>();

    private readonly Store<V1ConfigMap> store = new(ByTeam, ByOwner);
    private readonly List<string> changes = [];

    public StoreTests() => store.Subscribe(change =>
        changes.Add($"{change.Type} {change.Latest.Metadata.Name} {change.Old?.Metadata.ResourceVersion ?? "-"}>{change.New?.Metadata.ResourceVersion ?? "-"}"));

    [Fact]
    public void An_object_is_found_by_its_key_labels_and_owners()
    {
        store.Put(Make.Map("a", "1", label: "x", owner: "job"));
        store.Put(Make.Map("b", "2", label: "x"));
        Assert.Equal("1", store.Find(Make.Key("a"))!.Metadata.ResourceVersion);
        Assert.Null(store.Find(Make.Key("none")));
        Assert.Equal(["a", "b"], store.ListBy(ByTeam, "x").Select(map => map.Metadata.Name).Order());
        Assert.Equal("a", Assert.Single(store.ListBy(ByOwner, "uid-job")).Metadata.Name);
        Assert.Equal(2, store.Count);
    }

    [Fact]
    public void A_change_moves_the_object_in_its_indexes()
    {
        store.Put(Make.Map("a", "1", label: "x", owner: "job"));
        store.Put(Make.Map("a", "2", label: "y"));
        Assert.Empty(store.ListBy(ByTeam, "x"));
        Assert.Single(store.ListBy(ByTeam, "y"));
        Assert.Empty(store.ListBy(ByOwner, "uid-job"));
        store.Remove(Make.Key("a"));
        Assert.Empty(store.ListBy(ByTeam, "y"));
    }

    [Fact]
    public void The_same_version_again_is_no_change()
    {
        store.Put(Make.Map("a", "1"));
        store.Put(Make.Map("a", "1"));
        Assert.Equal(["Added a ->1"], changes);
    }

    [Fact]
    public void An_object_that_came_back_under_its_name_is_a_change_even_at_the_same_version()
    {
        store.Put(Make.Map("a", "1", uid: "first"));
        store.Put(Make.Map("a", "1", uid: "second"));
        Assert.Equal(["Added a ->1", "Modified a 1>1"], changes);
    }

    [Fact]
    public void A_list_says_what_came_changed_and_went()
    {
        store.Put(Make.Map("kept", "1"));
        store.Put(Make.Map("changed", "2", label: "x"));
        store.Put(Make.Map("gone", "3", label: "x"));
        changes.Clear();
        store.Replace([Make.Map("kept", "1"), Make.Map("changed", "5"), Make.Map("new", "4")]);
        Assert.Equal(["Added new ->4", "Deleted gone 3>-", "Modified changed 2>5"], changes.Order());
        Assert.Empty(store.ListBy(ByTeam, "x"));
    }

    [Fact]
    public void A_late_subscriber_hears_of_what_is_there()
    {
        store.Put(Make.Map("a", "1"));
        var heard = new List<ChangeType>();
        store.Subscribe(change => heard.Add(change.Type));
        Assert.Equal([ChangeType.Added], heard);
    }

    [Fact]
    public void An_index_that_the_store_does_not_have_is_an_error_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => store.ListBy(StoreIndexes.ByLabel<V1ConfigMap>("other"), "x"));
        Assert.Contains("label other", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Removing_what_is_not_there_changes_nothing()
    {
        store.Remove(Make.Key("a"));
        Assert.Empty(changes);
    }
}
