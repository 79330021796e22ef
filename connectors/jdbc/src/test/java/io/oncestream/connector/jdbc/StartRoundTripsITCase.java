package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FaultyProxy;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The starts of a wide job wait for each other, so what is done under their lock should be little.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class StartRoundTripsITCase {
    /** Of a round trip each, in MySQL's protocol of up to two. */
    private static final int STATEMENTS_MAX = 11;

    /** What a packet begins with is split by chance, so statements are counted and no packets. */
    private static final Pattern STATEMENT =
            Pattern.compile("(?<!FOR |KEY )\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|COMMIT)\\b");

    @Parameter DatabaseKind kind;

    /**
     * Seen red while the checks of tables and privileges came behind the lock, and each look at the
     * ledger was a query: 33 pieces on PostgreSQL, 66 on MariaDB. 20 instances that were resumed
     * with 20 ms to the database took 15 s and 56 s then, and 4 s and 11 s now.
     */
    @Test
    void aStartHoldsTheLockForFewRoundTrips() throws Exception {
        TestDatabase database = kind.newDatabase();
        CheckpointedTable table = new CheckpointedTable(database);
        List<Checkpoint> last;
        try (SinkHarness sink = table.sink("one", APPEND, StartPolicy.REFUSE).start()) {
            commit(sink, 5, "a");
            last = List.of(sink.snapshot(6));
        }
        try (FaultyProxy proxy = new FaultyProxy(kind.port())) {
            CheckpointedTable behind =
                    new CheckpointedTable(new TestDatabase(database.throughPort(proxy.port())));
            for (int subtask = 0; subtask < 2; subtask++) {
                behind.instance(subtask, 2, "two", APPEND, StartPolicy.REFUSE)
                        .resume(SinkHarness.rescaled(last, 2, subtask))
                        .close();
            }
            assertThat(STATEMENT.matcher(behindTheLock(proxy.requests())).results())
                    .hasSizeBetween(5, STATEMENTS_MAX);
        }
    }

    private String behindTheLock(List<String> requests) {
        String all = String.join("", requests);
        String lock = kind.choose("SELECT pg_advisory_xact_lock", "INSERT INTO oncestream_starts");
        return all.substring(all.lastIndexOf(lock));
    }
}
