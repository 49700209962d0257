using System.Text;
using MaterialsSim.Screening.Planning;

namespace MaterialsSim.Screening.Tests.Planning;

public sealed class BatchRecordTests
{
    private const string Line = "      7       0              1234                99          3500       500\n";

    private static readonly BatchRecord Record = new(7, 0, 1234, 99, 3500, 500);

    [Fact]
    public void A_record_is_a_line_of_fixed_width()
    {
        var line = new byte[BatchRecord.Width];
        Record.Format(line);
        Assert.Equal(Line, Encoding.ASCII.GetString(line));
        Assert.Equal(Record, BatchRecord.Parse(line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_record_reads_back(int seed)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, 2000).Select(_ => new BatchRecord(
            (int)Value(random, 7), (int)Value(random, 7), Value(random, 17), Value(random, 17), Value(random, 13), (int)Value(random, 9))).ToList();
        Assert.Equal(records, BatchTable.Read(BatchTable.Write(records)));
    }

    [Fact]
    public void Any_other_byte_anywhere_is_refused_or_another_record()
    {
        var line = Encoding.ASCII.GetBytes(Line);
        for (var at = 0; at < line.Length; at++)
        {
            for (var value = 0; value < 256; value++)
            {
                var broken = line.ToArray();
                broken[at] = (byte)value;
                if (BatchRecord.TryParse(broken, out var record))
                {
                    var again = new byte[BatchRecord.Width];
                    record.Format(again);
                    Assert.Equal(broken, again);
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("      7       0              1234                99          3500       500")]
    [InlineData("      7       0              1234                99          3500       500 ")]
    [InlineData("     07       0              1234                99          3500       500\n")]
    [InlineData("     -7       0              1234                99          3500       500\n")]
    [InlineData("              0              1234                99          3500       500\n")]
    [InlineData("    7 7       0              1234                99          3500       500\n")]
    [InlineData("7             0              1234                99          3500       500\n")]
    public void What_is_not_a_record_is_refused(string line)
    {
        Assert.False(BatchRecord.TryParse(Encoding.ASCII.GetBytes(line), out _));
        Assert.Throws<FormatException>(() => BatchRecord.Parse(Encoding.ASCII.GetBytes(line)));
    }

    [Fact]
    public void A_field_that_does_not_fit_is_refused_when_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchTable.Write([Record with { Batch = 10_000_000 }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchTable.Write([Record with { Length = -1 }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchTable.Write([Record with { FirstRow = long.MaxValue }]));
    }

    [Fact]
    public void A_table_cut_in_a_record_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => BatchTable.Read(Encoding.ASCII.GetBytes((Line + Line)[..^1])));
        Assert.Equal("151 bytes are no whole number of batch records of 76: the batch table or manifest is damaged.", error.Message);
    }

    private static long Value(Random random, int digits) => random.NextInt64((long)Math.Pow(10, random.Next(digits + 1)));
}
