package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether a table is one that the sink can write, and what it makes of one that is missing. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class TableShapeITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
    }

    private SinkHarness sink() throws Exception {
        return new SinkHarness(SinkHarness.options(database.address()), SinkHarness.upsert("t"));
    }

    private Checkpoint run() throws Exception {
        try (SinkHarness sink = sink().start()) {
            sink.write("a", 1);
            Checkpoint state = sink.snapshot(1);
            sink.complete(1);
            return state;
        }
    }

    @Test
    void aMissingTableIsCreatedWithItsPrimaryKey() throws Exception {
        run();
        assertThat(
                        database.query(
                                "SELECT column_name, data_type FROM information_schema.columns"
                                        + " WHERE table_name = 't' AND table_schema = "
                                        + kind.choose("current_schema()", "DATABASE()")
                                        + " ORDER BY ordinal_position"))
                .containsExactly(kind.choose("key|text", "key|varchar"), "value|bigint");
        assertThatThrownBy(() -> database.execute("INSERT INTO t VALUES ('a', 2)"))
                .hasMessageContaining(kind.choose("t_pkey", "Duplicate entry 'a'"));
    }

    @Test
    void aTableOfAnotherShapeIsRefusedWithAllDifferences() throws Exception {
        database.execute("CREATE TABLE t (key varchar(10) PRIMARY KEY, other int NOT NULL)");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining(
                        kind.choose(
                                "column key is character varying(10) and must be text",
                                "column key is varchar(10) COLLATE latin1_swedish_ci and must be"
                                        + " varchar(512) COLLATE utf8mb4_nopad_bin"))
                .hasMessageContaining("column value bigint is missing")
                .hasMessageContaining("column other needs a value")
                .hasMessageContaining("--table");
    }

    @Test
    void aViewIsRefused() throws Exception {
        database.execute("CREATE VIEW t AS SELECT 'a' AS key, 1 AS value");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t is a view");
    }

    @Test
    void aTableWithoutTheKeyIsRefused() throws Exception {
        database.execute("CREATE TABLE t (key text, value bigint)");
        assertThatThrownBy(() -> run())
                .hasMessageContaining("its primary key is [] and must be [key]");
    }

    @Test
    void anEmptyTableOfTheRightShapeIsUsed() throws Exception {
        database.execute("CREATE TABLE t (key text PRIMARY KEY, value bigint, note text)");
        run();
        assertThat(database.query("SELECT * FROM t")).containsExactly("a|1|null");
    }

    @Test
    void aTableThatWasDroppedUnderARunIsAnErrorWithTheRemedy() throws Exception {
        Checkpoint state = run();
        database.execute("DROP TABLE t");
        assertThatThrownBy(() -> sink().resume(state).close())
                .hasMessageContaining("table t is gone");
    }

    @Test
    void aNameThatIsTooLongIsRefusedBeforeAnythingStarts() {
        assertThatThrownBy(
                        () ->
                                new SinkHarness(
                                        SinkHarness.options(database.address()),
                                        SinkHarness.upsert("x".repeat(65))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(kind.choose("1 to 63 bytes", "1 to 64 characters"));
    }

    /** Red without the check: the first commit failed, for the database computes the value. */
    @Test
    void aColumnOfTheJobThatTheDatabaseComputesIsRefused() throws Exception {
        database.execute(
                "CREATE TABLE t (key text PRIMARY KEY, value bigint GENERATED ALWAYS AS (1) STORED,"
                        + " more bigint GENERATED ALWAYS AS (2) STORED)");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t does not fit: column value is generated by the database;");
    }

    /**
     * Red without the check: the first commit failed, for only the database may number the rows.
     */
    @Test
    void aColumnOfTheJobThatTheDatabaseNumbersIsRefused() throws Exception {
        assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
        database.execute(
                "CREATE TABLE t (key text PRIMARY KEY, value bigint GENERATED ALWAYS AS IDENTITY)");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t does not fit: column value is generated by the database;");
    }

    /** Red without the check: the first commit failed, ON CONFLICT knows no such key. */
    @Test
    void aDeferrablePrimaryKeyIsRefused() throws Exception {
        assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
        database.execute("CREATE TABLE t (key text PRIMARY KEY DEFERRABLE, value bigint)");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t does not fit: its primary key is DEFERRABLE");
    }

    /** Red when the columns that it only includes were taken for the key's: refused. */
    @Test
    void aKeyThatIncludesOtherColumnsIsUsed() throws Exception {
        assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
        database.execute(
                "CREATE TABLE t (key text, value bigint, PRIMARY KEY (key) INCLUDE (value))");
        run();
        assertThat(database.queryLong("SELECT count(*) FROM t")).isPositive();
    }

    /** Red without the check: used, though a crash of the server would empty it. */
    @Test
    void aTableThatACrashEmptiesIsRefused() throws Exception {
        assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
        database.execute("CREATE UNLOGGED TABLE t (key text PRIMARY KEY, value bigint)");
        assertThatThrownBy(() -> run())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t does not fit: it is UNLOGGED");
    }

    /** Red without the check, as for a whole table. */
    @Test
    void aTableOfWhichACrashEmptiesAPartitionIsRefused() throws Exception {
        assumeThat(kind).isEqualTo(DatabaseKind.POSTGRES);
        database.execute(
                "CREATE TABLE t (key text PRIMARY KEY, value bigint) PARTITION BY HASH (key)");
        database.execute("CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
        Checkpoint state = run();
        database.execute("ALTER TABLE p SET UNLOGGED");
        assertThatThrownBy(() -> sink().resume(state).close())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("UNLOGGED");
    }

    /** Red without the check: taken for a name like any other. */
    @Test
    void theSinksOwnTablesAreRefusedBeforeAnythingStarts() {
        for (String own : List.of("oncestream_rewinds", "oncestream_sinks", "oncestream_starts")) {
            assertThatThrownBy(() -> SinkHarness.upsert(own))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the table " + own + " is the sink's own");
        }
    }

    /** Red when the table's own columns were not looked at: the commit failed, for good. */
    @Test
    void aColumnThatTakesNoNullInAnExistingTableIsWrittenAndANullRefusedAtOnce() throws Exception {
        database.execute("CREATE TABLE t (note text NOT NULL DEFAULT 'x')");
        try (OneTableWriter<List<String>> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        TableMapping.<List<String>>table("t")
                                .text("note", row -> row.isEmpty() ? null : row.get(0))
                                .build(),
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("one"));
            assertThatThrownBy(() -> writer.add(List.of()))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column note of table t is given no value");
            writer.add(List.of("a"));
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(database.query("SELECT note FROM t")).containsExactly("a");
    }

    @Test
    void aColumnThatTakesNullThoughTheMappingWritesNoneIsUsed() throws Exception {
        database.execute(
                "CREATE TABLE t (note text, raw "
                        + kind.choose("bytea", "longblob")
                        + ", price decimal(5,2))");
        try (OneTableWriter<String> writer = indexed("t")) {
            writer.add("a");
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(database.query("SELECT note FROM t")).containsExactly("a");
        assertThat(indexesOf("t")).isEmpty();
    }

    private OneTableWriter<String> indexed(String table) throws Exception {
        OneTableWriter<String> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        TableMapping.<String>table(table)
                                .text("note", row -> row)
                                .notNull()
                                .bytes("raw", row -> null)
                                .decimal("price", 5, 2, row -> null)
                                .index("note", "price")
                                .index("note")
                                .index("raw", "note")
                                .build(),
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup());
        writer.start(SinkHarness.firstAttempt("one"));
        return writer;
    }

    private List<String> indexesOf(String table) throws Exception {
        return database.query(
                kind.choose(
                                "SELECT replace(substring(indexdef from '\\(.*'), ' ', '') FROM"
                                        + " pg_indexes WHERE tablename = '%s' ORDER BY 1",
                                "SELECT GROUP_CONCAT(column_name, IF(sub_part IS NULL, '',"
                                    + " CONCAT(':', sub_part)) ORDER BY seq_in_index) FROM"
                                    + " information_schema.statistics WHERE table_schema ="
                                    + " DATABASE() AND table_name = '%s' GROUP BY index_name ORDER"
                                    + " BY 1")
                        .formatted(table));
    }

    @Test
    void aNewTableGetsItsIndexesAndAnotherStartChangesNothing() throws Exception {
        for (int start = 1; start <= 2; start++) {
            try (OneTableWriter<String> writer = indexed("t")) {
                if (start == 2) {
                    writer.add("😀".repeat(600));
                    writer.commit(writer.seal(1).orElseThrow());
                }
            }
            assertThat(indexesOf("t"))
                    .containsExactlyElementsOf(
                            kind.choose(
                                    List.of("(note)", "(note,price)", "(raw,note)"),
                                    List.of("note:512", "note:512,price", "raw:384,note:384")));
        }
    }
}
