namespace MaterialsSim.Campaigns.Tests.World;

/// <summary>What becomes of a batch's pod.</summary>
internal enum Fate
{
    /// <summary>It publishes.</summary>
    Succeed,

    /// <summary>Its index fails for good.</summary>
    Fail,

    /// <summary>Its index succeeds, but no commit is ever written.</summary>
    Vanish,

    /// <summary>It publishes, but its index counts as failed all the same.</summary>
    PublishThenFail,

    /// <summary>It never ends.</summary>
    Hang,
}
