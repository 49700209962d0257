namespace MaterialsSim.LocalCluster.Api;

/// <summary>Makes names and identities. Randomness is injected so that tests can repeat a run.</summary>
internal sealed class Names(Func<double> random)
{
    // Upstream: apimachinery/pkg/util/rand, no vowels and no look-alikes.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A generated name: the prefix, cut to 58 characters, and five random ones.</summary>
    public string Generate(string prefix)
    {
        var head = prefix.Length > 58 ? prefix[..58] : prefix;
        return string.Create(head.Length + 5, (head, random), static (span, state) =>
        {
            state.head.CopyTo(span);
            for (var at = state.head.Length; at < span.Length; at++)
            {
                span[at] = Alphabet[(int)(state.random() * Alphabet.Length)];
            }
        });
    }
}
