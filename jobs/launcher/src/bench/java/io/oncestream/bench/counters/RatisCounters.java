package io.oncestream.bench.counters;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.measure.Workers;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Apache Ratis: a log that a majority of servers has, and counters that follow from it. */
final class RatisCounters implements Work {

    /** A setting of a case: how many requests without an answer all workers have together. */
    static final String OUTSTANDING = "outstanding";

    private final AddScript script;
    private final RatisServers servers;
    private final List<RatisWorker> workers = new ArrayList<>();

    private RatisCounters(AddScript script, RatisServers servers) {
        this.script = script;
        this.servers = servers;
    }

    static Work prepare(Case one) throws Exception {
        AddScript script = AddScript.of(one);
        List<CommandReader> readers = script.readers(one);
        RatisCounters counters =
                new RatisCounters(script, RatisServers.start(one.number(OwnDatabase.COUNT)));
        int each = one.number(OUTSTANDING) / readers.size();
        for (CommandReader commands : readers) {
            RatisWorker worker = new RatisWorker(commands, counters.servers.client(each));
            worker.counters();
            counters.workers.add(worker);
        }
        return counters;
    }

    @Override
    public Instant run() throws Exception {
        Workers.run(workers, RatisWorker::work);
        return Instant.now();
    }

    @Override
    public Check check() throws IOException {
        long answers = workers.stream().mapToLong(RatisWorker::answers).sum();
        return script.check(workers.get(0).counters(), answers);
    }

    @Override
    public void close() throws IOException {
        for (RatisWorker worker : workers) {
            worker.close();
        }
        servers.close();
    }
}
