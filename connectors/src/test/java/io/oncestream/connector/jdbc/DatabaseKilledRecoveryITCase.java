package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.FailurePoint.Step;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.KillableDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Row 13 of the failure matrix: the database's processes are killed between the phases. */
class DatabaseKilledRecoveryITCase {
    private static final AtomicReference<Step> STEP = new AtomicReference<>();
    private static KillableDatabase server;

    @TempDir private Path folder;

    @ParameterizedTest
    @ArgumentsSource(DatabaseSelection.PostgresOrAll.class)
    void aDatabaseThatIsKilledHasEachRowOnce(DatabaseKind kind) throws Exception {
        try (KillableDatabase killable = kind.newServer(folder)) {
            server = killable;
            killedAtEachStepOfACommit(killable);
            assertThat(values(killable, "steps")).containsExactly("1", "2", "3");
            killedBetweenThePhases(killable);
            assertThat(values(killable, "phases")).containsExactly("1", "2");
        }
    }

    /** The sink waits until the server is back. */
    private static void killedAtEachStepOfACommit(KillableDatabase killable) throws Exception {
        try (SinkHarness sink = sink("steps", killable, Duration.ofMinutes(2)).start()) {
            long checkpoint = 0;
            for (Step step : Step.values()) {
                checkpoint++;
                sink.write("key", checkpoint);
                sink.snapshot(checkpoint);
                STEP.set(step);
                sink.complete(checkpoint);
                assertThat(STEP).hasNullValue();
            }
        }
    }

    /** For longer than the sink's patience: Flink restarts the job from the checkpoint. */
    private static void killedBetweenThePhases(KillableDatabase killable) throws Exception {
        SinkHarness.Checkpoint state;
        try (SinkHarness sink = sink("phases", killable, Duration.ofSeconds(1)).start()) {
            sink.write("key", 1);
            state = sink.snapshot(1);
            killable.kill();
            assertThatThrownBy(() -> sink.complete(1))
                    .cause()
                    .isInstanceOf(DatabaseUnavailable.class);
        }
        killable.start();
        try (SinkHarness sink = sink("phases", killable, Duration.ofMinutes(2)).resume(state)) {
            sink.write("key", 2);
            sink.snapshot(2);
            sink.complete(2);
        }
    }

    private static List<String> values(KillableDatabase killable, String table) throws Exception {
        return killable.database().query("SELECT value FROM " + table + " ORDER BY value");
    }

    private static SinkHarness sink(String table, KillableDatabase killable, Duration patience)
            throws Exception {
        SinkOptions usual = SinkHarness.options(killable.database().address());
        SinkOptions options =
                new SinkOptions(
                        usual.database(),
                        usual.name(),
                        usual.startPolicy(),
                        new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), patience),
                        usual.transactionBytesMax(),
                        (step, transaction) -> strike(step));
        return new SinkHarness(SinkHarness.job(table), options, SinkHarness.append(table));
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
