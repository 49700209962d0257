using MaterialsSim.Agent.Running;

return await AgentProgram.MainAsync(args);
