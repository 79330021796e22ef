package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows 15 and 16 of the failure matrix: table or record are changed while a transaction is pending
 * in a checkpoint, and a row that the database does not take.
 */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ChangedTableRecoveryITCase {
    private static final int PARALLELISM = 2;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(PARALLELISM);

    @Parameter DatabaseKind kind;
    @TempDir Path directory;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink(TableMapping<Entry> mapping) throws Exception {
        return new SinkHarness(SinkHarness.options(database.address()), mapping);
    }

    /** Leaves a row "old" behind that is in a checkpoint and in no table. */
    private Checkpoint pending() throws Exception {
        try (SinkHarness sink = sink(SinkHarness.append("t")).start()) {
            sink.write("old", 1);
            return sink.snapshot(1);
        }
    }

    private void resumeAndWriteNew(Checkpoint pending, TableMapping<Entry> mapping)
            throws Exception {
        try (SinkHarness sink = sink(mapping).resume(pending)) {
            sink.write("new", 2);
            sink.snapshot(2);
            sink.complete(2);
        }
    }

    /**
     * Red when pending rows were written as the new record's: "row field count is 3, expected 4",
     * in MariaDB a BufferUnderflowException. Red without the check of the table's shape: it failed
     * with the first commit.
     */
    @Test
    void aColumnThatIsAddedIsEmptyInPendingRows() throws Exception {
        Checkpoint pending = pending();
        TableMapping<Entry> wider =
                TableMapping.<Entry>table("t")
                        .text("key", Entry::key)
                        .bigint("value", Entry::value)
                        .text("note", row -> "noted")
                        .build();
        assertThatThrownBy(() -> resumeAndWriteNew(pending, wider))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining(
                        "column note %s is missing",
                        kind.choose("text", "longtext COLLATE utf8mb4_nopad_bin"))
                .hasMessageContaining("alter it");
        database.execute("ALTER TABLE t ADD COLUMN note text");
        resumeAndWriteNew(pending, wider);
        assertThat(database.query("SELECT key, value, note FROM t ORDER BY value"))
                .containsExactly("old|1|null", "new|2|noted");
    }

    /**
     * Red when pending rows were written as the new record's: "row field count is 3, expected 2",
     * in MariaDB a BufferUnderflowException.
     */
    @Test
    void aColumnThatIsRemovedIsStillWrittenInPendingRows() throws Exception {
        Checkpoint pending = pending();
        resumeAndWriteNew(pending, TableMapping.<Entry>table("t").text("key", Entry::key).build());
        assertThat(database.query("SELECT key, value FROM t ORDER BY key"))
                .containsExactly("new|null", "old|1");
    }

    /** Red when pending rows were written to the new record's table: t was empty. */
    @Test
    void pendingRowsGoToTheTableThatTheyWereMeantFor() throws Exception {
        Checkpoint pending = pending();
        resumeAndWriteNew(pending, SinkHarness.append("elsewhere"));
        assertThat(database.query("SELECT key FROM t")).containsExactly("old");
        assertThat(database.query("SELECT key FROM elsewhere")).containsExactly("new");
    }

    /** Seen red without the check: MariaDB took them, and PostgreSQL named no way out. */
    @Test
    void pendingRowsForAnotherPrimaryKeyAreRefused() throws Exception {
        TableMapping<Entry> byBoth =
                TableMapping.<Entry>table("t")
                        .text("key", Entry::key)
                        .bigint("value", Entry::value)
                        .primaryKey("key", "value")
                        .build();
        Checkpoint pending;
        try (SinkHarness sink = sink(byBoth).start()) {
            sink.write("old", 1);
            pending = sink.snapshot(1);
        }
        database.execute(
                kind.choose(
                        "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (key)",
                        "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (`key`)"));
        assertThatThrownBy(() -> resumeAndWriteNew(pending, SinkHarness.upsert("t")))
                .hasStackTraceContaining("its rows are for the primary key [key, value], and table")
                .hasStackTraceContaining("table t has [key] now");
        assertThat(database.query("SELECT key FROM t")).isEmpty();
    }

    /** Red when pending rows were written to the new record's table: there was no error. */
    @Test
    void pendingRowsWhoseTableIsGoneAreAnErrorAndNotLost() throws Exception {
        Checkpoint pending = pending();
        database.execute("ALTER TABLE t RENAME TO away");
        assertThatThrownBy(() -> resumeAndWriteNew(pending, SinkHarness.append("elsewhere")))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("cannot commit transaction of sink")
                .hasMessageContaining("to table t: ");
        assertThat(database.query("SELECT key FROM elsewhere")).isEmpty();
        database.execute("ALTER TABLE away RENAME TO t");
        resumeAndWriteNew(pending, SinkHarness.append("elsewhere"));
        assertThat(database.query("SELECT key FROM t")).containsExactly("old");
        assertThat(database.query("SELECT key FROM elsewhere")).containsExactly("new");
    }

    /** Red without the check of the table's shape: nothing was refused. */
    @Test
    void aColumnWhoseTypeWasChangedIsRefusedBeforeAnythingIsWritten() throws Exception {
        Checkpoint pending = pending();
        database.execute("ALTER TABLE t DROP COLUMN value");
        database.execute("ALTER TABLE t ADD COLUMN value double precision");
        assertThatThrownBy(() -> resumeAndWriteNew(pending, SinkHarness.append("t")))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column value is double")
                .hasMessageContaining("must be bigint");
        database.execute("ALTER TABLE t DROP COLUMN value");
        database.execute("ALTER TABLE t ADD COLUMN value bigint");
        resumeAndWriteNew(pending, SinkHarness.append("t"));
        assertThat(database.query("SELECT key, value FROM t ORDER BY value"))
                .containsExactly("old|1", "new|2");
    }

    /**
     * Row 16. Red with a {@link SinkFailure} that Flink restarts on: 1,352 starts of its instances.
     * Red with a commit whose error was only logged: it ended well.
     */
    @Test
    void aRowThatTheDatabaseDoesNotTakeFailsTheJobOnceAndIsNotLost() throws Exception {
        NumbersJob job = new NumbersJob(database, true, directory);
        job.createTable();
        job.restartOften();
        database.execute("ALTER TABLE t ADD CONSTRAINT strict CHECK (value < 1500)");
        assertThatThrownBy(() -> job.run(PARALLELISM))
                .hasStackTraceContaining("cannot commit transaction of sink")
                .hasStackTraceContaining("to table t: ")
                .hasStackTraceContaining("strict");
        assertThat(database.queryLong("SELECT MAX(fence) FROM oncestream_transactions"))
                .as("starts")
                .isEqualTo(PARALLELISM);

        job.resumeFrom(job.retainedCheckpoint());
        assertThatThrownBy(() -> job.run(PARALLELISM)).hasStackTraceContaining("strict");
        database.execute("ALTER TABLE t DROP CONSTRAINT strict");
        job.run(PARALLELISM);
        job.assertComplete();
    }
}
