package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FaultyProxy;
import io.oncestream.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The failure matrix at one parallel instance, checkpoint by checkpoint, on real databases. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class JdbcTwoPhaseCommitSinkRecoveryITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness appending() throws Exception {
        return new SinkHarness(options(), SinkHarness.append("t"));
    }

    private SinkOptions options() {
        return SinkHarness.options(database.address());
    }

    private Iterable<String> rows() throws Exception {
        return database.query("SELECT key, value FROM t ORDER BY value");
    }

    @Test
    void nothingIsVisibleBeforeTheCheckpointCompletes() throws Exception {
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            assertThat(rows()).isEmpty();
            sink.complete(1);
            assertThat(rows()).containsExactly("a|1");
        }
    }

    /** Row 2. Red without the comparison of markers in LedgerCommit: the row was there thrice. */
    @Test
    void aCrashBetweenTheCheckpointAndTheCommitIsMadeGoodOnce() throws Exception {
        Checkpoint checkpoint;
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            checkpoint = sink.snapshot(1);
        }
        assertThat(rows()).isEmpty();
        for (int attempt = 0; attempt < 3; attempt++) {
            try (SinkHarness sink = appending().resume(checkpoint)) {
                assertThat(rows()).containsExactly("a|1");
            }
        }
    }

    /** Row 2, the other side: the commit was done and Flink does not know. */
    @Test
    void aTransactionThatWasCommittedBeforeTheCrashIsSkipped() throws Exception {
        Checkpoint checkpoint;
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            checkpoint = sink.snapshot(1);
            sink.complete(1);
        }
        try (SinkHarness sink = appending().resume(checkpoint)) {
            sink.write("b", 2);
            sink.snapshot(2);
            sink.complete(2);
        }
        assertThat(rows()).containsExactly("a|1", "b|2");
    }

    /**
     * Row 5. Flink goes on to the next pending transaction after a failed one. Red with both guards
     * off (the check of failedCommit, the marker's comparison): "b" was written without "refused".
     * With the marker alone nothing was written either, but it takes a visit to the database to
     * know.
     */
    @Test
    void nothingIsCommittedBeyondATransactionThatFailed() throws Exception {
        Checkpoint checkpoint;
        try (SinkHarness sink = appending().start()) {
            sink.write("refused", 1);
            sink.snapshot(1);
            sink.write("b", 2);
            checkpoint = sink.snapshot(2);
            database.execute("ALTER TABLE t ADD CONSTRAINT strict CHECK (key <> 'refused')");
            assertThatThrownBy(() -> sink.complete(2))
                    .rootCause()
                    .hasMessageContaining(
                            kind.choose("violates check constraint", "CONSTRAINT `strict` failed"));
            assertThat(rows()).isEmpty();
            assertThatThrownBy(
                            () -> {
                                sink.snapshot(3);
                                sink.write("c", 3);
                                sink.snapshot(4);
                                sink.complete(4);
                            })
                    .hasStackTraceContaining("waits for an earlier one");
            assertThat(rows()).isEmpty();
        }
        database.execute("ALTER TABLE t DROP CONSTRAINT strict");
        try (SinkHarness sink = appending().resume(checkpoint)) {
            assertThat(rows()).containsExactly("refused|1", "b|2");
        }
    }

    /**
     * The same with an Error, after which the connection would still have the half of a
     * transaction. Seen red where only exceptions close it: both were committed, and would have
     * been with half of the rows of the first.
     */
    @Test
    void nothingOfATransactionThatAnErrorBrokeOffIsCommitted() throws Exception {
        FailurePoint noMemory =
                (step, transaction) -> {
                    if (step == FailurePoint.Step.APPLIED && transaction.checkpointId() == 1) {
                        throw new OutOfMemoryError("for the test");
                    }
                };
        SinkOptions options = SinkHarness.options(database.address(), StartPolicy.REFUSE, noMemory);
        Checkpoint checkpoint;
        try (SinkHarness sink = new SinkHarness(options, SinkHarness.append("t")).start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.write("b", 2);
            checkpoint = sink.snapshot(2);
            assertThatThrownBy(() -> sink.complete(2)).hasStackTraceContaining("for the test");
            assertThat(rows()).isEmpty();
        }
        try (SinkHarness sink = appending().resume(checkpoint)) {
            assertThat(rows()).containsExactly("a|1", "b|2");
        }
    }

    /**
     * Row 4: Flink may skip notifications, and a later one covers the earlier checkpoints. Red when
     * each notification committed the newest transaction only: "it follows checkpoint 1, but the
     * last one in the database is 0".
     */
    @Test
    void aSkippedNotificationIsCoveredByTheNext() throws Exception {
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.write("b", 2);
            sink.snapshot(2);
            sink.write("c", 3);
            sink.snapshot(3);
            sink.complete(2);
            assertThat(rows()).containsExactly("a|1", "b|2");
            sink.complete(1);
            assertThat(rows()).containsExactly("a|1", "b|2");
            sink.complete(3);
            assertThat(rows()).containsExactly("a|1", "b|2", "c|3");
        }
    }

    @Test
    void aGapInTheLedgerIsAnErrorAndNotASkip() throws Exception {
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            sink.complete(1);
            sink.write("b", 2);
            sink.snapshot(2);
            database.execute("UPDATE oncestream_transactions SET checkpoint_id = 0");
            assertThatThrownBy(() -> sink.complete(2))
                    .hasStackTraceContaining("it follows checkpoint 1, but the last one in the");
            assertThat(rows()).containsExactly("a|1");
        }
    }

    @Test
    void anUpsertKeepsTheLastRowOfAKeyWithinAndAcrossTransactions() throws Exception {
        try (SinkHarness sink = new SinkHarness(options(), SinkHarness.upsert("t")).start()) {
            sink.write("b", 1);
            sink.write("a", 2);
            sink.write("b", 3);
            sink.snapshot(1);
            sink.complete(1);
            assertThat(rows()).containsExactly("a|2", "b|3");
            sink.write("a", 4);
            sink.snapshot(2);
            sink.complete(2);
            assertThat(rows()).containsExactly("b|3", "a|4");
        }
    }

    @Test
    void theDatabaseMayBeAwayForAWhileDuringACommit() throws Exception {
        try (SinkHarness sink = appending().start()) {
            sink.write("a", 1);
            sink.snapshot(1);
            database.endSessions();
            sink.complete(1);
            assertThat(rows()).containsExactly("a|1");
        }
    }

    @Test
    void aDatabaseThatStaysAwayFailsTheJobInARestartableWay() throws Exception {
        FaultyProxy proxy = new FaultyProxy(kind.port());
        SinkOptions throughProxy = SinkHarness.options(database.throughPort(proxy.port()));
        Checkpoint checkpoint;
        try (SinkHarness sink = new SinkHarness(throughProxy, SinkHarness.append("t")).start()) {
            sink.write("a", 1);
            checkpoint = sink.snapshot(1);
            proxy.close();
            assertThatThrownBy(() -> sink.complete(1))
                    .cause()
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("gave up after");
        }
        try (SinkHarness sink = appending().resume(checkpoint)) {
            assertThat(rows()).containsExactly("a|1");
        }
    }
}
