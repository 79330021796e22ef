package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.UPSERT;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 10 of the failure matrix: a run commits what an earlier one had left pending, so that the
 * newest rows of the table have an older epoch than the state that is resumed next. Each was seen
 * red, on both databases, while only the newest marker counted, and only that of a later epoch: the
 * last run started, and had written "b" twice.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ZigzagRecoveryITCase {
    @Parameter DatabaseKind kind;

    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        table = new CheckpointedTable(kind.newDatabase());
    }

    /** The first leaves checkpoint 6 pending; the second goes on from 5, and its 6 is empty. */
    @Test
    void aBranchIsRefusedOnceWhatWasPendingOnAnotherIsCommitted() throws Exception {
        Checkpoint pending;
        Checkpoint fork;
        Checkpoint empty;
        try (SinkHarness sink = table.sink("one", APPEND, StartPolicy.REFUSE).start()) {
            fork = commit(sink, 5, "a");
            sink.write("b", 6);
            pending = sink.snapshot(6);
        }
        try (SinkHarness sink = table.sink("two", APPEND, StartPolicy.REFUSE).resume(fork)) {
            empty = sink.snapshot(6);
        }
        table.sink("three", APPEND, StartPolicy.REFUSE).resume(pending).close();
        assertThat(table.rows()).containsExactly("a|5", "b|6");
        for (StartPolicy policy : List.of(StartPolicy.REFUSE, StartPolicy.REWIND)) {
            assertThatThrownBy(() -> table.sink("four", APPEND, policy).resume(empty).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("has gone on from checkpoint 5")
                    .hasMessageContaining("the table has what other runs have committed");
        }
        try (SinkHarness sink = table.sink("five", APPEND, StartPolicy.REFUSE).resume(pending)) {
            commit(sink, 7, "c");
        }
        assertThat(table.rows()).containsExactly("a|5", "b|6", "c|7");
    }

    /** The same where the third run has committed something of its own at another index. */
    @Test
    void everyIndexCountsAndNotOnlyTheNewest() throws Exception {
        Checkpoint pending;
        Checkpoint fork;
        Checkpoint otherFork;
        Checkpoint empty;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness two = table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            fork = commit(one, 5, "a");
            otherFork = commit(two, 5, "z");
            one.write("b", 6);
            pending = one.snapshot(6);
        }
        try (SinkHarness one =
                        table.instance(0, 2, "two", APPEND, StartPolicy.REFUSE).resume(fork);
                SinkHarness two =
                        table.instance(1, 2, "two", APPEND, StartPolicy.REFUSE).resume(otherFork)) {
            empty = one.snapshot(6);
            table.instance(0, 2, "three", APPEND, StartPolicy.REFUSE).resume(pending).close();
            // The other instance of the third run has not started yet.
            commit(two, 6, "y");
        }
        assertThatThrownBy(
                        () ->
                                table.instance(0, 2, "four", APPEND, StartPolicy.REFUSE)
                                        .resume(empty)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 5");
        assertThat(table.rows()).containsExactly("a|5", "b|6", "y|6", "z|5");
    }

    /**
     * The branch is that of a savepoint that its own run went past, without rows of its own so far.
     * Red without what the state keeps of the markers that it found: "z" was there twice.
     */
    @Test
    void soIsARunThatWentPastASavepointWhichAnotherOneCommits() throws Exception {
        for (TableMapping<SinkHarness.Entry> mapping : List.of(APPEND, SinkHarness.upsert("u"))) {
            Checkpoint last;
            Checkpoint savepoint;
            Checkpoint past;
            try (SinkHarness sink = table.sink("one", mapping, StartPolicy.REFUSE).start()) {
                last = commit(sink, 5, "a");
                sink.write("z", 6);
                savepoint = sink.snapshot(6);
            }
            try (SinkHarness sink = table.sink("one", mapping, StartPolicy.REFUSE).resume(last)) {
                past = sink.snapshot(7);
            }
            table.sink("two", mapping, StartPolicy.REFUSE).resume(savepoint).close();
            assertThatThrownBy(
                            () ->
                                    table.sink("three", mapping, StartPolicy.REFUSE)
                                            .resume(past)
                                            .close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("had left checkpoint 6 out");
        }
        assertThat(table.rows()).containsExactly("a|5", "z|6");
    }

    /**
     * An upsert table, which the second run has written since, and with an older epoch than that of
     * the first run's restart. Red likewise: the third run replaced its row by the first one's,
     * which the second one's next checkpoint does not know of.
     */
    @Test
    void anUpsertTableIsNotLeftWithRowsOfBothEither() throws Exception {
        Checkpoint fork;
        try (SinkHarness sink = table.sink("one", UPSERT, StartPolicy.REFUSE).start()) {
            fork = commit(sink, 5, "a");
        }
        Checkpoint second;
        try (SinkHarness sink = table.sink("two", UPSERT, StartPolicy.REFUSE).resume(fork)) {
            sink.write("a", 6);
            second = sink.snapshot(6);
        }
        Checkpoint pending;
        try (SinkHarness sink = table.sink("one", UPSERT, StartPolicy.REFUSE).resume(fork)) {
            sink.write("a", 7);
            pending = sink.snapshot(7);
        }
        table.sink("two", UPSERT, StartPolicy.REFUSE).resume(second).close();
        assertThat(table.rows()).containsExactly("a|6");
        assertThatThrownBy(
                        () ->
                                table.sink("three", UPSERT, StartPolicy.REFUSE)
                                        .resume(pending)
                                        .close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("has gone on from checkpoint 5");
        assertThat(table.rows()).containsExactly("a|6");
    }
}
