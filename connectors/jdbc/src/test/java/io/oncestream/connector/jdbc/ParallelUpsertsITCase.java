package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 14 of the failure matrix: two writers commit overlapping keys at the same time. */
class ParallelUpsertsITCase {
    private static final int COMMON_KEYS = 500;
    private static final int OTHER_KEYS = 3_000;
    private static final int CHECKPOINTS = 15;

    /**
     * The second one has more keys, and so a hash table with another order. Red on MariaDB where
     * the rows of a transaction are not sorted by key; on PostgreSQL it was green even then.
     */
    @ParameterizedTest
    @EnumSource
    void theyWaitForEachOtherAndDoNotDeadlock(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (SinkHarness first = writer(database, 0).start();
                SinkHarness second = writer(database, 1).start()) {
            long deadlocks = deadlocks(database);
            CyclicBarrier together = new CyclicBarrier(2);
            for (int checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
                write(first, COMMON_KEYS, checkpoint);
                write(second, COMMON_KEYS + OTHER_KEYS, checkpoint);
                Future<?> one = threads.submit(commit(first, checkpoint, together));
                Future<?> other = threads.submit(commit(second, checkpoint, together));
                one.get();
                other.get();
            }
            assertThat(deadlocks(database)).isEqualTo(deadlocks);
            assertThat(database.queryLong("SELECT count(*) FROM t WHERE value = " + CHECKPOINTS))
                    .isEqualTo(COMMON_KEYS + OTHER_KEYS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static SinkHarness writer(TestDatabase database, int subtask) throws Exception {
        return new SinkHarness(
                SinkHarness.job("one"),
                SinkHarness.options(database.address()),
                SinkHarness.upsert("t"),
                subtask,
                2);
    }

    private static void write(SinkHarness sink, int keys, int checkpoint) throws Exception {
        for (int key = 0; key < keys; key++) {
            sink.write("key" + key, checkpoint);
        }
        sink.snapshot(checkpoint);
    }

    private static Callable<Void> commit(SinkHarness sink, int checkpoint, CyclicBarrier together) {
        return () -> {
            together.await();
            sink.complete(checkpoint);
            return null;
        };
    }

    private static long deadlocks(TestDatabase database) throws Exception {
        return database.queryLong(
                database.kind()
                        .choose(
                                "SELECT deadlocks FROM pg_stat_database"
                                        + " WHERE datname = current_database()",
                                "SELECT variable_value FROM information_schema.global_status"
                                        + " WHERE variable_name = 'INNODB_DEADLOCKS'"));
    }
}
