using MaterialsSim.Api;
using MaterialsSim.CrdGen;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: MaterialsSim.CrdGen FOLDER    writes the custom resource definitions of MaterialsSim.Api into FOLDER");
    return 64;
}

var definition = CustomResourceDefinition.Of<SimulationCampaign>(CampaignNames.Value);
var path = Path.Combine(Directory.CreateDirectory(folder).FullName, definition.FileName);
File.WriteAllText(path, definition.ToYaml());
Console.WriteLine($"wrote {path}");
return 0;
