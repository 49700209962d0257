using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MaterialsSim.Campaigns.Execution;

/// <summary>
/// Names work so that the same wave always gets the same name and no two campaigns share one: at most 32 characters of the campaign's name and
/// 10 of a hash. Short enough that pod names with index and suffix stay within the 63 characters of a label.
/// </summary>
public static class WorkName
{
    private const int MaxPrefix = 32;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Name of a wave's work; wave 0 is the plan.</summary>
    public static string Of(string campaignName, string campaignUid, int run, int wave)
    {
        var prefix = campaignName.Length <= MaxPrefix ? campaignName : campaignName[..MaxPrefix];
        var key = string.Create(CultureInfo.InvariantCulture, $"{campaignUid}/{run}/{wave}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var suffix = string.Create(10, hash, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Alphabet[bytes[i] & 31];
            }
        });
        return $"{prefix.TrimEnd('-')}-{suffix}";
    }
}
