package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A shard joins while one thread reads. The readings of its case are the keys that are to move: as
 * many as each shard has in the end, on average.
 */
final class JoinWork implements Work {

    private static final long BEFORE_MILLIS = 3_000;
    private static final int WARM_UP_READS = 4 * Shards.buckets();
    private static final String READ = "read";
    private static final String READ_BEFORE = "read-before";

    private final PutScript script;
    private final Growing store;
    private final PacedReader reader;
    private final Latencies before;
    private final Map<String, Double> figures = new HashMap<>();

    private JoinWork(PutScript script, Growing store, PacedReader reader, Latencies before) {
        this.script = script;
        this.store = store;
        this.reader = reader;
        this.before = before;
    }

    /** Makes a store with all keys. */
    interface Filling {
        Growing fill(Case one, PutScript script) throws Exception;
    }

    static Work prepare(Case one, Filling filling) throws Exception {
        int keys = one.number(Case.READINGS) * (one.number(OwnDatabase.COUNT) + 1);
        PutScript script = PutScript.of(one, keys, keys);
        Growing store = filling.fill(one, script);
        PacedReader reader = new PacedReader(script.entries(), store::read);
        reader.warmUp(WARM_UP_READS);
        Latencies before = reader.during(() -> Thread.sleep(BEFORE_MILLIS));
        return new JoinWork(script, store, reader, before);
    }

    @Override
    public Instant run() throws Exception {
        Instant start = Instant.now();
        Duration[] took = new Duration[1];
        Latencies during = reader.during(() -> took[0] = store.join());
        figures.putAll(before.figures(READ_BEFORE));
        figures.putAll(during.figures(READ));
        figures.put("read-p99-ratio", p99(READ) / p99(READ_BEFORE));
        figures.put("moved-keys", (double) store.moved());
        return start.plus(took[0]);
    }

    private double p99(String what) {
        return figures.getOrDefault(what + "-p99-ms", Double.NaN);
    }

    @Override
    public Check check() throws Exception {
        return script.check(store.entries(), script.commands());
    }

    @Override
    public Map<String, Double> figures() {
        return figures;
    }

    @Override
    public void close() throws Exception {
        store.close();
    }
}
