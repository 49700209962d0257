using MaterialsSim.Operator.Options;

namespace MaterialsSim.Operator.Tests.Options;

public sealed class OperatorOptionsTests
{
    [Theory]
    [InlineData(nameof(OperatorOptions.Store), "", "Option --store names the artifact root, such as file:///var/lib/materialssim.")]
    [InlineData(nameof(OperatorOptions.Listen), "8080", "Option --listen is an address such as http://0.0.0.0:8080.")]
    [InlineData(nameof(OperatorOptions.Workers), 0, "Option --workers lies between 1 and 64.")]
    [InlineData(nameof(OperatorOptions.Workers), 65, "Option --workers lies between 1 and 64.")]
    [InlineData(nameof(OperatorOptions.LeaseSeconds), 2, "Option --leaseSeconds lies between 3 and 300.")]
    [InlineData(nameof(OperatorOptions.ApiRequestsPerSecond), 0.0, "Option --apiRequestsPerSecond lies above 0 and at most at 10000.")]
    [InlineData(nameof(OperatorOptions.ApiRequestsPerSecond), double.NaN, "Option --apiRequestsPerSecond lies above 0 and at most at 10000.")]
    [InlineData(nameof(OperatorOptions.DatasetRoot), "data", "Option --datasetRoot is an absolute path.")]
    public void A_broken_option_is_named_with_its_rule(string option, object value, string message)
    {
        var options = Valid();
        typeof(OperatorOptions).GetProperty(option)!.SetValue(options, value);

        Assert.Equal(message, Assert.Throws<ArgumentException>(options.Validate).Message);
    }

    [Fact]
    public void A_store_that_is_not_served_is_refused() => Assert.Throws<NotSupportedException>(new OperatorOptions { Store = "s3://bucket" }.Validate);

    [Fact]
    public void The_defaults_and_a_store_are_enough() => Valid().Validate();

    private static OperatorOptions Valid() => new() { Store = "file:///artifacts" };
}
