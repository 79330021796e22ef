package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.CheckpointedTable.APPEND;
import static io.oncestream.connector.jdbc.CheckpointedTable.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Row 10 of the failure matrix with row 6: a table is set back beside a writer that still lives.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class RewindBesideZombieRecoveryITCase {
    @Parameter DatabaseKind kind;

    private TestDatabase database;
    private CheckpointedTable table;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
        table = new CheckpointedTable(database);
    }

    /**
     * One instance sets the table back for all, and a zombie of the other commits before that one's
     * own start. Red with the removal in the first start only: "zombie" stayed.
     */
    @Test
    void whatAZombieCommitsBetweenTheStartsIsRemovedToo() throws Exception {
        Checkpoint first;
        Checkpoint second;
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness zombie =
                        table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            first = commit(one, 5, "a");
            second = commit(zombie, 5, "b");
            commit(one, 6, "c");
            try (SinkHarness oneAgain =
                    table.instance(0, 2, "two", APPEND, StartPolicy.REWIND).resume(first)) {
                assertThat(table.rows()).containsExactly("a|5", "b|5");
                commit(zombie, 6, "zombie");
                try (SinkHarness other =
                        table.instance(1, 2, "two", APPEND, StartPolicy.REWIND).resume(second)) {
                    assertThat(table.rows()).containsExactly("a|5", "b|5");
                    commit(oneAgain, 6, "c");
                    Checkpoint newer = commit(other, 6, "d");
                    table.instance(1, 2, "two", APPEND, StartPolicy.REFUSE).resume(newer).close();
                }
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
        table.assertLedgerCounts(4);
    }

    /**
     * The run fails between the starts of its instances, of which one has set the table back and
     * the other one finds it ahead again: the restart goes on with the rewind that was asked for.
     * Red where only the first attempt of a run may remove rows: refused. So was the last run where
     * any other run's beginning ended that leave, also that of an older one.
     */
    @Test
    void aRestartGoesOnWithTheRewindOfItsRunUnlessAnotherRunBegan() throws Exception {
        try (SinkHarness one = of("one", 0).start();
                SinkHarness zombie = of("one", 1).start();
                SinkHarness otherZombie = of("one", 2).start()) {
            Checkpoint first = commit(one, 5, "a");
            Checkpoint second = commit(zombie, 5, "b");
            commit(otherZombie, 5, "c");
            commit(one, 6, "d");
            of("two", 0).resume(first).close();
            commit(zombie, 6, "zombie");
            of("two", 0).resume(first).close();
            assertThat(table.rows()).containsExactly("a|5", "b|5", "c|5");
            of("three", 0).resume(first).close();
            commit(otherZombie, 6, "zombie");
            assertThatThrownBy(() -> of("two", 1).resume(second).close())
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("only a new submission removes rows");
            of("three", 1).resume(second).close();
        }
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|5");
        table.assertLedgerCounts(3);
    }

    /** One of three instances of a run that may remove rows. */
    private SinkHarness of(String run, int subtask) throws Exception {
        return table.instance(subtask, 3, run, APPEND, StartPolicy.REWIND);
    }

    /**
     * The zombie's commit comes while the rows are being removed. Red on PostgreSQL without the
     * lock of all markers before that: the removal did not see "zombie", and the marker that told
     * of it was set back.
     */
    @Test
    void whatAZombieCommitsDuringTheRemovalIsRemovedToo() throws Exception {
        try (SinkHarness one = table.instance(0, 2, "one", APPEND, StartPolicy.REFUSE).start();
                SinkHarness zombie =
                        table.instance(1, 2, "one", APPEND, StartPolicy.REFUSE).start()) {
            Checkpoint first = commit(one, 5, "a");
            Checkpoint second = commit(zombie, 5, "b");
            commit(one, 6, "c");
            Future<SinkHarness> rewound;
            try (Connection holding = database.address().connect()) {
                holding.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                holding.setAutoCommit(false);
                try (Statement statement = holding.createStatement()) {
                    String key = kind.choose("key", "`key`");
                    statement.execute("SELECT * FROM t WHERE " + key + " = 'c' FOR UPDATE");
                }
                rewound =
                        inAThread(
                                () ->
                                        table.instance(0, 2, "two", APPEND, StartPolicy.REWIND)
                                                .resume(first));
                Patience.await().until(this::isRemoving);
                Future<Checkpoint> commit = inAThread(() -> commit(zombie, 6, "zombie"));
                // Either it is done by then, or it waits for the removal's end.
                Patience.await().until(() -> commit.isDone() || isWaitingForMarker());
                holding.rollback();
                commit.get();
            }
            try (SinkHarness oneAgain = rewound.get();
                    SinkHarness other =
                            table.instance(1, 2, "two", APPEND, StartPolicy.REWIND)
                                    .resume(second)) {
                assertThat(table.rows()).containsExactly("a|5", "b|5");
                commit(oneAgain, 6, "c");
                commit(other, 6, "d");
            }
        }
        assertThat(table.rows()).containsExactly("a|5", "b|5", "c|6", "d|6");
        table.assertLedgerCounts(4);
    }

    private static <T> Future<T> inAThread(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    private boolean isRemoving() throws Exception {
        return isUnderWay("DELETE FROM _t_ %");
    }

    /** A commit locks its markers before all else. */
    private boolean isWaitingForMarker() throws Exception {
        return isUnderWay("%FROM oncestream_transactions%FOR UPDATE%");
    }

    private boolean isUnderWay(String pattern) throws Exception {
        return database.queryLong(
                        kind.choose(
                                        "SELECT count(*) FROM pg_stat_activity WHERE"
                                                + " wait_event_type = 'Lock' AND datname ="
                                                + " current_database() AND query LIKE '%s'",
                                        "SELECT count(*) FROM information_schema.processlist WHERE"
                                                + " id <> CONNECTION_ID() AND info LIKE '%s'")
                                .formatted(pattern))
                > 0;
    }
}
