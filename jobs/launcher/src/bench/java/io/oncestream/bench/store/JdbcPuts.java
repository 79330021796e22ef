package io.oncestream.bench.store;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import io.oncestream.bench.measure.Workers;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plain client of several PostgreSQL: workers that read the topic and put into the shards. */
final class JdbcPuts implements Work {

    private final PutScript script;
    private final List<OwnDatabase> shards;
    private final int putsMax;
    private final List<JdbcWorker> workers = new ArrayList<>();
    private final Latencies latencies = new Latencies();

    private JdbcPuts(PutScript script, List<OwnDatabase> shards, int putsMax) {
        this.script = script;
        this.shards = shards;
        this.putsMax = putsMax;
    }

    /**
     * Makes the tables too.
     *
     * @param putsMax in a transaction
     */
    static Work prepare(Case one, int putsMax) throws Exception {
        JdbcPuts puts = new JdbcPuts(PutScript.of(one), OwnDatabase.createAll(one), putsMax);
        for (OwnDatabase shard : puts.shards) {
            shard.execute(JdbcWorker.TABLE);
        }
        for (CommandReader commands : puts.script.readers(one)) {
            puts.workers.add(new JdbcWorker(commands, puts.shards));
        }
        return puts;
    }

    @Override
    public Instant run() throws Exception {
        Workers.run(workers, worker -> worker.work(putsMax, latencies));
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException {
        return script.check(
                Shards.entries(shards, "SELECT key, value FROM store"),
                workers.stream().mapToLong(JdbcWorker::done).sum());
    }

    @Override
    public Map<String, Double> figures() {
        return latencies.figures("transaction");
    }

    @Override
    public void close() throws SQLException {
        for (JdbcWorker worker : workers) {
            worker.close();
        }
        for (OwnDatabase shard : shards) {
            shard.close();
        }
    }
}
