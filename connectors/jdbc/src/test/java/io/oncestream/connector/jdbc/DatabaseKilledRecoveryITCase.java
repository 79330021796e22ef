package io.oncestream.connector.jdbc;

import static io.oncestream.testing.DatabaseKind.MARIADB;
import static io.oncestream.testing.DatabaseKind.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.protocol.FailurePoint.Step;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.KillableDatabase;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Row 13 of the failure matrix: the database's processes are killed between the phases. */
class DatabaseKilledRecoveryITCase {
    private static final AtomicReference<Step> STEP = new AtomicReference<>();
    private static KillableDatabase server;

    @TempDir private Path folder;

    /** Each database and each mode once, or with the profile {@code matrix} all pairs. */
    private static Stream<Arguments> databasesAndModes() {
        Stream<Arguments> some =
                Stream.of(arguments(POSTGRES, "append"), arguments(MARIADB, "upsert"));
        return DatabaseSelection.isAll()
                ? Stream.concat(
                        some,
                        Stream.of(arguments(POSTGRES, "upsert"), arguments(MARIADB, "append")))
                : some;
    }

    /**
     * Red for each of the four without the comparisons of markers in {@code LedgerCommit}: the last
     * row of the steps was there twice or, upserted, counted twice in the ledger. Red when
     * recoverAndCommit did nothing: of the phases' two rows the first was missing.
     */
    @ParameterizedTest
    @MethodSource("databasesAndModes")
    void aDatabaseThatIsKilledHasEachRowOnce(DatabaseKind kind, String mode) throws Exception {
        boolean upsert = mode.equals("upsert");
        try (KillableDatabase killable = kind.newServer(folder)) {
            server = killable;
            killedAtEachStepOfACommit(
                    killable, upsert ? SinkHarness.upsert("steps") : SinkHarness.append("steps"));
            assertEachOnce(killable, "steps", "1", "2", "3");
            killedBetweenThePhases(
                    killable, upsert ? SinkHarness.upsert("phases") : SinkHarness.append("phases"));
            assertEachOnce(killable, "phases", "1", "2");
        }
    }

    /**
     * The sink waits until the server is back. The last kill came behind a commit; whoever resumes
     * from its checkpoint is given the transaction again.
     */
    private static void killedAtEachStepOfACommit(
            KillableDatabase killable, TableMapping<Entry> table) throws Exception {
        SinkHarness.Checkpoint state = null;
        try (SinkHarness sink = sink(table, killable, Duration.ofMinutes(2)).start()) {
            long checkpoint = 0;
            for (Step step : Step.values()) {
                checkpoint++;
                sink.write("key" + checkpoint, checkpoint);
                state = sink.snapshot(checkpoint);
                STEP.set(step);
                sink.complete(checkpoint);
                assertThat(STEP).hasNullValue();
            }
        }
        sink(table, killable, Duration.ofMinutes(2)).resume(state).close();
    }

    /** For longer than the sink's patience: Flink restarts the job from the checkpoint. */
    private static void killedBetweenThePhases(KillableDatabase killable, TableMapping<Entry> table)
            throws Exception {
        SinkHarness.Checkpoint state;
        try (SinkHarness sink = sink(table, killable, Duration.ofSeconds(1)).start()) {
            sink.write("key1", 1);
            state = sink.snapshot(1);
            killable.kill();
            assertThatThrownBy(() -> sink.complete(1))
                    .cause()
                    .isInstanceOf(DatabaseUnavailable.class);
        }
        killable.start();
        try (SinkHarness sink = sink(table, killable, Duration.ofMinutes(2)).resume(state)) {
            sink.write("key2", 2);
            sink.snapshot(2);
            sink.complete(2);
        }
    }

    /** The ledger counts what was written: an upsert that came twice shows only there. */
    private static void assertEachOnce(KillableDatabase killable, String table, String... values)
            throws Exception {
        TestDatabase database = killable.database();
        assertThat(database.query("SELECT value FROM " + table + " ORDER BY value"))
                .containsExactly(values);
        assertThat(
                        database.queryLong(
                                "SELECT sum(row_count) FROM oncestream_transactions"
                                        + " WHERE table_name = '%s'".formatted(table)))
                .isEqualTo(values.length);
    }

    private static SinkHarness sink(
            TableMapping<Entry> table, KillableDatabase killable, Duration patience)
            throws Exception {
        SinkOptions usual = SinkHarness.options(killable.database().address());
        SinkOptions options =
                new SinkOptions(
                        usual.participants(),
                        usual.name(),
                        usual.startPolicy(),
                        usual.cutsKept(),
                        new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), patience),
                        usual.heapBytesMax(),
                        (step, transaction) -> strike(step),
                        usual.run());
        return new SinkHarness(SinkHarness.job(table.table().name()), options, table);
    }

    private static void strike(Step step) {
        if (STEP.compareAndSet(step, null)) {
            try {
                server.kill();
                server.start();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
