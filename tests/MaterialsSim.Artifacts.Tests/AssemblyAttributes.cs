// One at a time: some tests measure what the whole process allocates, others race with all cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
