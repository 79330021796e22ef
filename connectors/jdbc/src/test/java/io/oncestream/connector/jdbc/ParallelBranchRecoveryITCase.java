package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.ledger.KnownTables;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.testing.DatabaseKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same as {@link BranchRecoveryITCase} with several instances, which start one after the other
 * and of which Flink may restart one alone.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ParallelBranchRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    /**
     * A savepoint is resumed twice at the same time, and the instances start in turns: the run
     * whose instances are the last ones goes on. Seen red without its own beginning: it was refused
     * at its next restart.
     */
    @Test
    void theLastOfTwoRunsThatBeginInTurnsGoesOn() throws Exception {
        Checkpoint fork;
        Checkpoint otherFork;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness two = table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            fork = commit(one, 5, "a");
            otherFork = commit(two, 5, "b");
        }
        try (SinkHarness lost =
                        table.instance(0, 2, "two", APPEND, StartPolicy.REFUSE).resume(fork);
                SinkHarness wins =
                        table.instance(0, 2, "three", APPEND, StartPolicy.REFUSE).resume(fork);
                SinkHarness lostToo =
                        table.instance(1, 2, "two", APPEND, StartPolicy.REFUSE).resume(otherFork);
                SinkHarness winsToo =
                        table.instance(1, 2, "three", APPEND, StartPolicy.REFUSE)
                                .resume(otherFork)) {
            Checkpoint last = commit(wins, 6, "c");
            commit(winsToo, 6, "d");
            table.instance(0, 2, "three", APPEND, StartPolicy.REFUSE).resume(last).close();
            table.instance(0, 2, "four", APPEND, StartPolicy.REFUSE).resume(last).close();
        }
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
    }

    /**
     * The same crosswise: each run has one of the indices at the end, and commits there. Red
     * without the look at the markers' branches: it started, and "y" was never written.
     */
    @Test
    void twoRunsThatBeginCrosswiseAreNotMixed() throws Exception {
        Checkpoint fork;
        Checkpoint otherFork;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness two = table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            fork = commit(one, 5, "a");
            otherFork = commit(two, 5, "b");
        }
        Checkpoint mixed;
        try (SinkHarness two =
                        table.instance(0, 2, "two", APPEND, StartPolicy.REFUSE).resume(fork);
                SinkHarness three =
                        table.instance(0, 2, "three", APPEND, StartPolicy.REFUSE).resume(fork);
                SinkHarness threeToo =
                        table.instance(1, 2, "three", APPEND, StartPolicy.REFUSE)
                                .resume(otherFork);
                SinkHarness twoToo =
                        table.instance(1, 2, "two", APPEND, StartPolicy.REFUSE).resume(otherFork)) {
            two.write("x", 6);
            two.write("y", 6);
            mixed = two.snapshot(6);
            commit(three, 6, "x");
            commit(twoToo, 6, "z");
        }
        assertThatThrownBy(
                        () ->
                                table.instance(0, 2, "four", APPEND, StartPolicy.REFUSE)
                                        .resume(mixed)
                                        .close())
                .hasMessageContaining("has gone on from checkpoint 5");
    }

    /**
     * Flink restarts one instance alone where nothing connects it with the others. Seen red where
     * it noted a branch: the checkpoints of the one that had run on were refused.
     */
    @Test
    void anInstanceThatIsRestartedAloneIsNoBranch() throws Exception {
        Checkpoint last;
        try (SinkHarness stays = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            Checkpoint first;
            try (SinkHarness fails =
                    table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
                commit(stays, 5, "a");
                first = commit(fails, 5, "b");
            }
            try (SinkHarness again =
                    table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).resume(first)) {
                last = commit(stays, 6, "c");
                commit(again, 6, "d");
            }
        }
        table.instance(0, 2, "two", APPEND, StartPolicy.REFUSE).resume(last).close();
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
    }

    /**
     * A clone that starts one of its instances only, and the run that goes on beside: an instance
     * of that is restarted, the other one is not. Red with a branch of its own for the first: the
     * second was refused at its next restart.
     */
    @Test
    void aRunThatGoesOnAfterACloneBeganStaysOnItsBranchWithAllInstances() throws Exception {
        Checkpoint first;
        Checkpoint second;
        Checkpoint last;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness two = table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            first = commit(one, 5, "a");
            second = commit(two, 5, "b");
        }
        try (SinkHarness stays =
                table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).resume(second)) {
            table.instance(0, 2, "two", APPEND, StartPolicy.REFUSE).resume(first).close();
            try (SinkHarness again =
                    table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).resume(first)) {
                commit(again, 6, "c");
                last = commit(stays, 6, "d");
            }
        }
        table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).resume(last).close();
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
    }

    /**
     * The first instance finds nothing to remove, the second does. Red with one note for both,
     * which said that nothing was removed: the zombie's run went on without its row.
     */
    @Test
    void aRemovalIsNotedAlsoWhereTheRunHasNotedItsBeginning() throws Exception {
        Checkpoint first;
        Checkpoint second;
        Checkpoint gone;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness zombie =
                        table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            first = commit(one, 5, "a");
            second = commit(zombie, 5, "b");
            table.instance(0, 2, "two", APPEND, StartPolicy.REWIND).resume(first).close();
            commit(zombie, 6, "c");
            gone = one.snapshot(7);
            table.instance(1, 2, "two", APPEND, StartPolicy.REWIND).resume(second).close();
        }
        assertThatThrownBy(
                        () -> table.sink("three", APPEND, StartPolicy.REFUSE).resume(gone).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 5");
    }

    /**
     * The same between the start and the commits of what it was given. Red without the look at the
     * marker's branch in the commit: it was skipped, and "y" was never written.
     */
    @Test
    void aPendingTransactionIsNotTakenForThatOfAnotherBranch() throws Exception {
        Checkpoint fork;
        try (SinkHarness one = table.instance(0, 1, "one", APPEND, StartPolicy.REFUSE).start()) {
            fork = commit(one, 5, "a");
        }
        try (OneTableWriter<Entry> two = writer();
                OneTableWriter<Entry> four = writer()) {
            two.start(attempt("two", 1, 0, 1));
            two.add(new Entry("y", 6));
            SealedTransaction pending = two.seal(6).orElseThrow();
            try (SinkHarness three =
                    table.instance(0, 2, "three", APPEND, StartPolicy.REFUSE).resume(fork)) {
                four.start(attempt("four", 1, 1, 2));
                commit(three, 6, "x");
            }
            assertThatThrownBy(() -> four.commit(pending))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("the table went on from an earlier checkpoint");
        }
        assertThat(table.rows()).containsExactly("a|5", "x|6");
    }

    private OneTableWriter<Entry> writer() {
        return new OneTableWriter<>(
                SinkHarness.options(table.database().address()),
                APPEND,
                SinkHarness.memory(),
                UnregisteredMetricsGroup.createOperatorMetricGroup());
    }

    /** One that goes on from checkpoint 5 of the first run. */
    private static SinkAttempt attempt(String run, long epoch, int subtask, int parallelism) {
        Lineage lineage =
                new Lineage(
                        SinkHarness.job("one").toHexString(),
                        true,
                        OptionalLong.of(epoch),
                        1,
                        Optional.of("one"),
                        Optional.empty(),
                        new KnownTables(Optional.of("t"), Map.of(), Map.of(), List.of()));
        return new SinkAttempt(lineage, 0, 1, run, run, subtask, parallelism, OptionalLong.of(5));
    }
}
