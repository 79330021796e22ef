package io.oncestream.connector.jdbc;

import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.Patience;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;

/**
 * What the operators of one run report to the test that started it, in the same JVM. The copies
 * that Flink makes of it all write to one place.
 */
record JobEvents(String run) implements Serializable {
    private static final Map<String, Seen> RUNS = new ConcurrentHashMap<>();

    static JobEvents ofANewRun() {
        return new JobEvents(UUID.randomUUID().toString());
    }

    /**
     * @param snapshots the last checkpoint that each sink instance has taken its snapshot for
     * @param completed notifications to sink instances
     * @param aborted checkpoint ids
     * @param committed in the order in which the commits were done
     * @param rows that came to each sink instance
     * @param released what the test lets go on
     */
    record Seen(
            Map<Integer, Long> snapshots,
            List<Completion> completed,
            Set<Long> aborted,
            List<SealedTransaction> committed,
            Map<Integer, Long> rows,
            AtomicBoolean released) {}

    /** A notification, and the last checkpoint that the sink instance had sealed by then. */
    record Completion(int subtask, long checkpointId, long lastSnapshot) {}

    Seen seen() {
        return RUNS.computeIfAbsent(
                run,
                none ->
                        new Seen(
                                new ConcurrentHashMap<>(),
                                new CopyOnWriteArrayList<>(),
                                ConcurrentHashMap.newKeySet(),
                                new CopyOnWriteArrayList<>(),
                                new ConcurrentHashMap<>(),
                                new AtomicBoolean()));
    }

    /** Waits until so many sink instances have received rows. */
    void awaitRows(int instances) {
        patiently().until(() -> seen().rows().size() >= instances);
    }

    /** Waits long enough for a busy machine. */
    static ConditionFactory patiently() {
        return Patience.await();
    }

    /**
     * Waits until so many sink instances have taken their snapshot for this checkpoint. Those that
     * have received all rows may have ended and take none.
     */
    void awaitSnapshots(long checkpointId, int instances) {
        patiently()
                .until(
                        () ->
                                rowsInAll() >= NumbersJob.ROWS
                                        || seen().snapshots().values().stream()
                                                        .filter(id -> id >= checkpointId)
                                                        .count()
                                                >= instances);
    }

    long rowsInAll() {
        return seen().rows().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until the sinks have received so many rows together. */
    void awaitRowsInAll(long rows) {
        patiently().until(() -> rowsInAll() >= rows);
    }

    void awaitReleased() {
        patiently().until(() -> seen().released().get());
    }
}
