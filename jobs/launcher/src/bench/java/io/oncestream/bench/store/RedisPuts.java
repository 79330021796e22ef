package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.measure.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Redis Cluster, with as many masters as the others have databases. */
final class RedisPuts implements Work {

    private final PutScript script;
    private final RedisCluster cluster;
    private final int putsMax;
    private final List<RedisWorker> workers = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private double cpuSeconds;

    private RedisPuts(PutScript script, RedisCluster cluster, int putsMax) {
        this.script = script;
        this.cluster = cluster;
        this.putsMax = putsMax;
    }

    /**
     * Starts the servers too.
     *
     * @param putsMax that a worker sends before it waits for the answers
     */
    static Work prepare(Case one, int putsMax) throws Exception {
        RedisCluster cluster = RedisCluster.start(one.number(OwnDatabase.COUNT));
        RedisPuts puts = new RedisPuts(PutScript.of(one), cluster, putsMax);
        for (CommandReader commands : puts.script.readers(one)) {
            puts.workers.add(new RedisWorker(commands, cluster.client()));
        }
        return puts;
    }

    @Override
    public Instant run() throws Exception {
        double before = cluster.cpuSeconds();
        Workers.run(workers, worker -> worker.work(putsMax, latencies));
        Instant end = Instant.now();
        cpuSeconds = cluster.cpuSeconds() - before;
        return end;
    }

    @Override
    public Check check() {
        return script.check(
                cluster.entries(), workers.stream().mapToLong(RedisWorker::done).sum());
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new HashMap<>(latencies.figures("answer"));
        figures.put("redis-cpu-s-per-million", 1e6 * cpuSeconds / script.commands());
        return figures;
    }

    @Override
    public void close() {
        workers.forEach(RedisWorker::close);
        cluster.close();
    }
}
