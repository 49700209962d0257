using MaterialsSim.Cli;
using MaterialsSim.Cli.Commands;

using var interruption = new Interruption();
return await CommandLine.InvokeAsync(args, interruption);
