using MaterialsSim.Api;

namespace MaterialsSim.Campaigns.Execution;

/// <summary>A piece of work to start.</summary>
/// <param name="Campaign">The owner.</param>
/// <param name="Role">Plan or wave.</param>
/// <param name="Name">Name of the work, see <see cref="WorkName"/>.</param>
/// <param name="Run">Number of the run.</param>
/// <param name="Wave">Number of the wave; 0 for a plan.</param>
/// <param name="RunPath">Path of the run below the artifact root.</param>
/// <param name="Batches">Indexes; 1 for a plan.</param>
/// <param name="Parallelism">Pods at a time.</param>
/// <param name="Seed">Seed for the kernel's randomness, the same for every attempt.</param>
public sealed record WorkOrder(SimulationCampaign Campaign, WorkRole Role, string Name, int Run, int Wave, string RunPath, int Batches, int Parallelism, uint Seed);
