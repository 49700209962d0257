using k8s;
using k8s.Models;
using MaterialsSim.Api;
using MaterialsSim.Artifacts;
using MaterialsSim.Backends.IndexedJobs;
using MaterialsSim.Campaigns.Reconciling;
using MaterialsSim.Campaigns.Reporting;
using MaterialsSim.ControllerRuntime;
using MaterialsSim.ControllerRuntime.Caching;
using MaterialsSim.ControllerRuntime.Client;
using MaterialsSim.ControllerRuntime.Controllers;
using MaterialsSim.ControllerRuntime.Events;
using MaterialsSim.ControllerRuntime.Hosting;
using MaterialsSim.ControllerRuntime.Leadership;
using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Timing;
using MaterialsSim.Operator.Campaigns;
using MaterialsSim.Operator.Metrics;
using MaterialsSim.Operator.Options;
using MaterialsSim.Operator.Plots;
using MaterialsSim.Operator.Store;
using Prometheus;

namespace MaterialsSim.Operator.Hosting;

/// <summary>The composition root: which part gets which.</summary>
internal static class OperatorServices
{
    private const string ControllerName = "campaign";
    private static readonly StoreIndex<V1Job> JobsByOwner = StoreIndexes.ByOwnerUid<V1Job>();

    public static void AddOperator(this IServiceCollection services, OperatorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Prometheus.Metrics.DefaultRegistry);
        services.AddSingleton<IMetricFactory>(Prometheus.Metrics.DefaultFactory);
        services.AddSingleton<IRuntimeMetrics, RuntimeMetrics>();
        services.AddSingleton(CreateApi);
        services.AddSingleton(CreateEvents);
        services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddSingleton(_ => new Store<SimulationCampaign>());
        services.AddSingleton(_ => new Store<V1Job>(JobsByOwner));
        services.AddSingleton(CreateQueue);
        services.AddSingleton<IArtifactStore>(provider => ArtifactStores.Open(options.Store, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(CreateReports);
        services.AddSingleton(CreateReconciler);
        services.AddSingleton<CampaignMetrics>();
        services.AddSingleton(CreateManager);
        services.AddHostedService(provider => provider.GetRequiredService<ControllerManager>());
    }

    private static KubernetesApi CreateApi(IServiceProvider services)
    {
        var options = services.GetRequiredService<OperatorOptions>();
        var config = options.Kubeconfig is { } file
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file)
            : KubernetesClientConfiguration.BuildDefaultConfig();
        var api = new ApiOptions
        {
            UserAgent = Annotations.FieldManager,
            FieldManager = Annotations.FieldManager,
            RequestsPerSecond = options.ApiRequestsPerSecond,
            Burst = (int)Math.Ceiling(2 * options.ApiRequestsPerSecond),
        };
        return new KubernetesApi(config, api, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IRuntimeMetrics>());
    }

    private static EventRecorder CreateEvents(IServiceProvider services) => new(
        services.GetRequiredService<KubernetesApi>(),
        new EventRecorderOptions { Controller = Annotations.FieldManager },
        services.GetRequiredService<ILogger<EventRecorder>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<IRuntimeMetrics>());

    private static WorkQueue<NamespacedName> CreateQueue(IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        return new(ControllerName, new RateLimiter<NamespacedName>(new RateLimiterOptions(), time, Jitter.Create()), time, services.GetRequiredService<IRuntimeMetrics>());
    }

    private static RunReports CreateReports(IServiceProvider services)
    {
        var queue = services.GetRequiredService<WorkQueue<NamespacedName>>();
        return new(new FrontPlot(), (@namespace, name) => queue.Add(new NamespacedName(@namespace, name)));
    }

    private static CampaignReconciler CreateReconciler(IServiceProvider services)
    {
        var options = services.GetRequiredService<OperatorOptions>();
        var api = services.GetRequiredService<KubernetesApi>();
        var time = services.GetRequiredService<TimeProvider>();
        var jobs = new IndexedJobOptions
        {
            AgentImage = options.AgentImage,
            Store = options.PodStore ?? options.Store,
            DatasetRoot = options.DatasetRoot,
        };
        return new CampaignReconciler(
            new CampaignApi(api, services.GetRequiredService<IEventRecorder>(), services.GetRequiredService<IRuntimeMetrics>()),
            new IndexedJobBackend(api, services.GetRequiredService<Store<V1Job>>(), JobsByOwner, jobs, time),
            new StoredRuns(services.GetRequiredService<IArtifactStore>()),
            services.GetRequiredService<RunReports>(),
            new CampaignOptions { AllowsFileDatasets = options.DatasetRoot is not null },
            time);
    }

    private static ControllerManager CreateManager(IServiceProvider services)
    {
        var options = services.GetRequiredService<OperatorOptions>();
        var time = services.GetRequiredService<TimeProvider>();
        var metrics = services.GetRequiredService<IRuntimeMetrics>();
        var api = services.GetRequiredService<KubernetesApi>();
        var campaigns = services.GetRequiredService<Store<SimulationCampaign>>();
        var jobs = services.GetRequiredService<Store<V1Job>>();
        var queue = services.GetRequiredService<WorkQueue<NamespacedName>>();
        var reconciler = services.GetRequiredService<CampaignReconciler>();

        Enqueue.Primary(campaigns, queue);
        Enqueue.Owner(jobs, ResourceType.Of<SimulationCampaign>(), queue);
        CampaignController.ForgetDeleted(campaigns, reconciler);

        var lease = new LeaseOptions
        {
            Namespace = options.LeaseNamespace,
            Name = Annotations.FieldManager,
            LeaseDuration = TimeSpan.FromSeconds(options.LeaseSeconds),
            RenewDeadline = TimeSpan.FromSeconds(options.LeaseSeconds * 2 / 3.0),
            RetryPeriod = TimeSpan.FromSeconds(options.LeaseSeconds * 2 / 15.0),
        };
        IElector elector = options.LeaderElection
            ? new LeaseElector(new LeaseClient(api), lease, services.GetRequiredService<ILogger<LeaseElector>>(), time, metrics)
            : new SoleElector(time, metrics);
        var controller = new Controller(
            ControllerName, new CampaignController(campaigns, reconciler), queue, new ControllerOptions { Workers = options.Workers },
            services.GetRequiredService<ILogger<Controller>>(), time, metrics);
        var manager = new ControllerManager(elector, services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<ControllerManager>>());
        return manager
            .Add(Cache("campaigns", api, campaigns, new() { Namespace = options.WatchNamespace }))
            .Add(Cache("jobs", api, jobs, new() { Namespace = options.WatchNamespace, LabelSelector = $"{Labels.ManagedBy}={Labels.Product}" }))
            .Add(controller)
            .AddBackground("events", services.GetRequiredService<EventRecorder>().RunAsync);

        Reflector<T> Cache<T>(string name, KubernetesApi source, Store<T> store, ReflectorOptions<T> reflector)
            where T : class, IKubernetesObject<V1ObjectMeta>
            => new(name, source.Resource<T>(CallPolicy.Direct), store, reflector, services.GetRequiredService<ILogger<Reflector<T>>>(), time, metrics);
    }
}
