using MaterialsSim.Cli.Outcome;

namespace MaterialsSim.Cli.Tests.Outcome;

public sealed class CsvRowsTests
{
    [Fact]
    public void Quotes_commas_and_newlines_in_cells_are_read() => Assert.Equal(
        [["id", "name"], ["a", "x, \"y\"\nz"], ["b", ""]],
        CsvRows.Parse("id,name\r\na,\"x, \"\"y\"\"\nz\"\r\nb,\r\nc,left out\r\n", 3));

    [Fact]
    public void A_row_that_was_cut_off_is_left_out() => Assert.Equal([["id"]], CsvRows.Parse("id\nab", 10));
}
