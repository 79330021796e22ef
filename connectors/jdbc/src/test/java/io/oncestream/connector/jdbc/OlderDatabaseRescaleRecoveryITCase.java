package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same as {@link OlderDatabaseRecoveryITCase} with four instances, of which one alone has rows,
 * and another parallelism behind it.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class OlderDatabaseRescaleRecoveryITCase {
    private static final int BEFORE = 4;

    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    /**
     * Seen red on both databases while what had been committed was in broadcast state, of which an
     * instance gets one copy: 4 and 3 were refused, 1 started.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 3, 1, 8})
    void aDatabaseThatForgotTheCommitsOfOneInstanceIsRefused(int parallelism) throws Exception {
        List<Checkpoint> checkpoint = checkpointWithNothingPending();
        start(checkpoint, parallelism, "two");
        forget();
        assertThatThrownBy(() -> start(checkpoint, parallelism, "three"))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t lacks rows")
                .hasMessageContaining("had committed checkpoint 5, and the table has checkpoint 0");
    }

    /** Red where an instance kept only what it had committed itself: the last start went well. */
    @ParameterizedTest
    @CsvSource({"1, 4", "3, 1", "3, 8", "1, 1", "8, 1", "8, 3"})
    void alsoBehindTwoRescales(int first, int second) throws Exception {
        List<Checkpoint> rescaled = start(checkpointWithNothingPending(), first, "two");
        start(rescaled, second, "three");
        forget();
        assertThatThrownBy(() -> start(rescaled, second, "four"))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("table t lacks rows");
    }

    private List<Checkpoint> checkpointWithNothingPending() throws Exception {
        List<SinkHarness> sinks = new ArrayList<>();
        for (int subtask = 0; subtask < BEFORE; subtask++) {
            sinks.add(table.instance(subtask, BEFORE, "one", APPEND, StartPolicy.REFUSE).start());
        }
        commit(sinks.get(2), 5, "a");
        return snapshots(sinks, 6);
    }

    /** All instances of a run, and their next checkpoint. */
    private List<Checkpoint> start(List<Checkpoint> checkpoint, int parallelism, String run)
            throws Exception {
        List<SinkHarness> sinks = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            Checkpoint part = SinkHarness.rescaled(checkpoint, parallelism, subtask);
            sinks.add(
                    table.instance(subtask, parallelism, run, APPEND, StartPolicy.REFUSE)
                            .resume(part));
        }
        assertThat(table.rows()).containsExactly("a|5");
        return snapshots(sinks, checkpoint.get(0).id() + 1);
    }

    private static List<Checkpoint> snapshots(List<SinkHarness> sinks, long id) throws Exception {
        List<Checkpoint> checkpoint = new ArrayList<>();
        for (SinkHarness sink : sinks) {
            checkpoint.add(sink.snapshot(id));
            sink.close();
        }
        return checkpoint;
    }

    /** As an older copy of the database would. */
    private void forget() throws Exception {
        table.database().execute("DELETE FROM t");
        table.database().execute("UPDATE oncestream_transactions SET epoch = 0, checkpoint_id = 0");
    }
}
