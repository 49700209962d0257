namespace MaterialsSim.Campaigns.Preflight;

/// <summary>Names of environment variables that usually hold secrets.</summary>
internal static class SecretNames
{
    private static readonly string[] s_words = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "CREDENTIALS", "APIKEY"];
    private static readonly string[] s_kinds = ["API", "ACCESS", "PRIVATE", "SIGNING", "ENCRYPTION"];

    /// <summary>True for names such as DB_PASSWORD or AWS_SECRET_ACCESS_KEY; false for TOKENIZER_PATH.</summary>
    public static bool LooksSecret(string name)
    {
        var words = name.ToUpperInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
        return words.Any(s_words.Contains)
            || words.Zip(words.Skip(1)).Any(pair => pair.Second == "KEY" && s_kinds.Contains(pair.First));
    }
}
