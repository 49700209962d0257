namespace MaterialsSim.Screening.Datasets;

/// <summary>Why a dataset cannot be used: condition reasons.</summary>
public static class DatasetReason
{
    /// <summary>No rows at all.</summary>
    public const string DatasetEmpty = "DatasetEmpty";

    /// <summary>Rows, but none that the filter lets through.</summary>
    public const string FilterLeavesNothing = "FilterLeavesNothing";

    /// <summary>No column or key with the id's name.</summary>
    public const string IdColumnMissing = "IdColumnMissing";

    /// <summary>An id that is empty, longer than 128 bytes, or holds control characters.</summary>
    public const string InvalidId = "InvalidId";

    /// <summary>Two candidates with one id.</summary>
    public const string DuplicateId = "DuplicateId";

    /// <summary>A column without a name, or two of one name.</summary>
    public const string InvalidHeader = "InvalidHeader";

    /// <summary>More than 10,000 columns or keys.</summary>
    public const string TooManyColumns = "TooManyColumns";

    /// <summary>A CSV row with more or fewer cells than the header.</summary>
    public const string RaggedRow = "RaggedRow";

    /// <summary>A CSV quote that has no end.</summary>
    public const string UnclosedQuote = "UnclosedQuote";

    /// <summary>Bytes that are not UTF-8.</summary>
    public const string InvalidUtf8 = "InvalidUtf8";

    /// <summary>A row above the bound of bytes.</summary>
    public const string RowTooLong = "RowTooLong";

    /// <summary>A row that breaks the rules of its format.</summary>
    public const string MalformedRow = "MalformedRow";

    /// <summary>A gzip stream that stops before its end.</summary>
    public const string TruncatedGzip = "TruncatedGzip";

    /// <summary>Bytes that are not gzip, or damaged.</summary>
    public const string CorruptGzip = "CorruptGzip";

    /// <summary>A gzip stream that grows beyond any plausible ratio.</summary>
    public const string DecompressionBomb = "DecompressionBomb";

    /// <summary>A format that this version does not read.</summary>
    public const string FormatNotServed = "FormatNotServed";

    /// <summary>The user's batch size needs more batches than a run may have.</summary>
    public const string TooManyBatches = "TooManyBatches";

    /// <summary>A filter, objective, constraint or report names an input that the dataset does not have.</summary>
    public const string MissingInput = "MissingInput";

    /// <summary>What is read is not what was planned.</summary>
    public const string DatasetChanged = "DatasetChanged";
}
