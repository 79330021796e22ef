package io.oncestream.bench.commit;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checkpoints with some rows each, one after the other. */
final class Commits implements Work {

    /** A setting of a case: in each checkpoint, in all databases together. */
    static final String ROWS = "rows";

    private static final String WRITTEN =
            "SELECT count(*), coalesce(sum(number), 0), count(DISTINCT _tx) FROM " + Entry.TABLE;

    private final int checkpoints;
    private final int rows;
    private final List<OwnDatabase> databases;
    private final DrivenSinks sinks;
    private final Latencies votes = new Latencies();
    private final Latencies commits = new Latencies();

    private Commits(Case one, List<OwnDatabase> databases, DrivenSinks sinks) {
        this.checkpoints = one.number(Case.READINGS);
        this.rows = one.number(ROWS);
        this.databases = databases;
        this.sinks = sinks;
    }

    /** Starts sinks. */
    interface Starting {
        DrivenSinks start(List<OwnDatabase> databases) throws Exception;
    }

    static Work prepare(Case one, Starting starting) throws Exception {
        List<OwnDatabase> databases = OwnDatabase.createAll(one);
        return new Commits(one, databases, starting.start(databases));
    }

    /** The clock goes on during the commits only. */
    @Override
    public Instant run() throws Exception {
        Instant start = Instant.now();
        long commitNanos = 0;
        long number = 0;
        for (int checkpoint = 1; checkpoint <= checkpoints; checkpoint++) {
            for (int i = 0; i < rows; i++) {
                sinks.write(new Entry(number++));
            }
            long sealing = System.nanoTime();
            sinks.snapshot(checkpoint);
            long complete = System.nanoTime();
            sinks.complete(checkpoint);
            long end = System.nanoTime();
            votes.add(sealing, complete);
            commits.add(complete, end);
            commitNanos += end - complete;
        }
        return start.plusNanos(commitNanos);
    }

    /** All rows, and of each checkpoint some in each database. */
    @Override
    public Check check() throws SQLException {
        long[] found = new long[3];
        for (OwnDatabase database : databases) {
            database.checkNothingPrepared();
            database.query(
                    WRITTEN,
                    row -> {
                        for (int i = 0; i < found.length; i++) {
                            found[i] += row.getLong(i + 1);
                        }
                        if (row.getLong(3) != checkpoints) {
                            throw new IllegalStateException(
                                    "%d checkpoints of %d are in %s"
                                            .formatted(
                                                    row.getLong(3), checkpoints, database.url()));
                        }
                    });
        }
        return new Check(found[0], checkpoints, found[1], List.of());
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>(votes.figures("vote"));
        figures.putAll(commits.figures("commit"));
        return figures;
    }

    @Override
    public void close() throws Exception {
        sinks.close();
        for (OwnDatabase database : databases) {
            database.close();
        }
    }
}
