using MaterialsSim.ControllerRuntime.Queues;
using MaterialsSim.ControllerRuntime.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace MaterialsSim.ControllerRuntime.Tests.Queues;

/// <summary>Random operations on the queue and on a model that is too simple to be wrong: sets, a list, and a scan for what is due.</summary>
public sealed class WorkQueueModelTests
{
    [Fact]
    public async Task Any_sequence_of_operations_does_what_the_model_does()
    {
        var first = new Random().Next(1_000_000);
        for (var seed = first; seed < first + 200; seed++)
        {
            await RunAsync(seed);
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider();
        using var queue = new WorkQueue<int>("model", new RateLimiter<int>(new() { Burst = 100_000 }, time, () => 0), time);
        var model = new Model();
        var leases = new List<WorkLease<int>>();
        var log = new List<string>();
        for (var step = 0; step < 300; step++)
        {
            var key = random.Next(6);
            switch (random.Next(7))
            {
                case 0:
                    log.Add($"add {key}");
                    queue.Add(key);
                    model.Add(key);
                    break;
                case 1:
                    var delay = random.Next(50) * 10;
                    log.Add($"add {key} after {delay}");
                    queue.AddAfter(key, TimeSpan.FromMilliseconds(delay));
                    model.AddAfter(key, delay);
                    break;
                case 2:
                    log.Add($"fail {key}");
                    queue.AddRateLimited(key);
                    model.AddAfter(key, 5 * Math.Pow(2, model.Failures[key]++));
                    break;
                case 3:
                    log.Add($"forget {key}");
                    queue.Forget(key);
                    model.Failures[key] = 0;
                    break;
                case 4 when queue.Depth > 0:
                    var lease = (await queue.GetAsync(Patience.Token).Patiently())!.Value;
                    log.Add($"take {lease.Key}");
                    Assert.True(model.Take(lease.Key), Explain());
                    leases.Add(lease);
                    break;
                case 5 when leases.Count > 0:
                    var index = random.Next(leases.Count);
                    log.Add($"done {leases[index].Key}");
                    leases[index].Dispose();
                    model.Done(leases[index].Key);
                    leases.RemoveAt(index);
                    break;
                case 6:
                    var pass = random.Next(200);
                    log.Add($"pass {pass}");
                    time.Advance(TimeSpan.FromMilliseconds(pass));
                    model.Pass(pass);
                    break;
            }

            Assert.True(model.Ready.Count == queue.Depth && model.Delayed.Count == queue.Delayed, Explain());
        }

        string Explain() => $"seed {seed}: model {model.Ready.Count} ready, {model.Delayed.Count} delayed; queue {queue.Depth}, {queue.Delayed}; {string.Join("; ", log.TakeLast(40))}";
    }

    private sealed class Model
    {
        private readonly HashSet<int> dirty = [];
        private readonly HashSet<int> working = [];
        private double now;

        public List<int> Ready { get; } = [];

        public Dictionary<int, double> Delayed { get; } = [];

        public int[] Failures { get; } = new int[6];

        public void Add(int key)
        {
            if (dirty.Add(key) && !working.Contains(key))
            {
                Ready.Add(key);
            }
        }

        public void AddAfter(int key, double delay)
        {
            if (delay <= 0)
            {
                Add(key);
            }
            else if (!Delayed.TryGetValue(key, out var due) || now + delay < due)
            {
                Delayed[key] = now + delay;
            }
        }

        /// <summary>Which of the ready keys comes first is the queue's affair: delays that end together may come in any order.</summary>
        public bool Take(int key) => Ready.Remove(key) && dirty.Remove(key) && working.Add(key);

        public void Done(int key)
        {
            working.Remove(key);
            if (dirty.Contains(key))
            {
                Ready.Add(key);
            }
        }

        public void Pass(double milliseconds)
        {
            now += milliseconds;
            foreach (var (key, _) in Delayed.Where(entry => entry.Value <= now).OrderBy(entry => entry.Value).ToArray())
            {
                Delayed.Remove(key);
                Add(key);
            }
        }
    }
}
