package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table in another schema than the connection's; the ledger stays in that one. */
@ParameterizedClass
@EnumSource
class SchemaITCase {
    @Parameter DatabaseKind kind;
    private TestDatabase database;
    private String own;
    private String shop;

    @BeforeEach
    void createSchema() throws Exception {
        database = kind.newDatabase();
        own = database.query(kind.choose("SELECT current_schema()", "SELECT DATABASE()")).get(0);
        shop = kind.choose("shop", "shop_of_" + own);
        database.execute("CREATE SCHEMA " + shop);
    }

    /** Seen red where the name was quoted whole: the table was public."shop.t". */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTableIsCreatedWrittenRewoundAndEmptiedThere(boolean upsert) throws Exception {
        String table = shop + ".t";
        TableMapping<Entry> mapping =
                upsert ? SinkHarness.upsert(table) : SinkHarness.append(table);
        Checkpoint first;
        try (SinkHarness sink = sink("one", mapping, StartPolicy.REFUSE).start()) {
            first = commit(sink, 5, "a");
            commit(sink, 6, "b");
        }
        assertThat(rows(table)).containsExactly("a|5", "b|6");
        assertThat(database.query("SELECT table_name FROM oncestream_sinks"))
                .containsExactly(table);
        assertThatThrownBy(() -> sink("two", mapping, StartPolicy.REFUSE).start())
                .hasStackTraceContaining("table " + table + " belongs to job");
        try (SinkHarness sink = sink("two", mapping, StartPolicy.REWIND).resume(first)) {
            commit(sink, 6, "c");
        }
        assertThat(rows(table))
                .containsExactlyElementsOf(
                        upsert ? List.of("a|5", "b|6", "c|6") : List.of("a|5", "c|6"));
        try (SinkHarness sink = sink("three", mapping, StartPolicy.EMPTY).start()) {
            commit(sink, 1, "d");
        }
        assertThat(rows(table)).containsExactly("d|1");
    }

    /** With two names it would have two owners, and markers of which each knows half. */
    @Test
    void inTheConnectionsOwnSchemaATableHasOneName() throws Exception {
        Checkpoint first;
        try (SinkHarness sink =
                sink("one", SinkHarness.append(own + ".t"), StartPolicy.REFUSE).start()) {
            first = commit(sink, 5, "a");
        }
        assertThat(database.query("SELECT table_name FROM oncestream_sinks")).containsExactly("t");
        try (SinkHarness sink =
                sink("one", SinkHarness.append("t"), StartPolicy.REFUSE).resume(first)) {
            commit(sink, 6, "b");
        }
        assertThat(rows("t")).containsExactly("a|5", "b|6");
        assertThatThrownBy(
                        () ->
                                sink("one", SinkHarness.append(own + ".t"), StartPolicy.REFUSE)
                                        .resume(first))
                .hasStackTraceContaining("checkpoint 6");
    }

    /** The search path may find a table in a second schema. */
    @Test
    void byAnotherNameATableIsRefused() throws Exception {
        if (kind == DatabaseKind.MARIADB) {
            return; // has no search path
        }
        String table = shop + ".t";
        try (SinkHarness sink =
                sink("one", SinkHarness.append(table), StartPolicy.REFUSE).start()) {
            commit(sink, 5, "a");
        }
        database.execute(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, shop',"
                        + " current_database()); END $$");
        assertThatThrownBy(() -> sink("two", SinkHarness.append("t"), StartPolicy.EMPTY).start())
                .hasStackTraceContaining("table t was written by the name shop.t before");
    }

    @Test
    void aSchemaThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () -> sink("one", SinkHarness.append("none.t"), StartPolicy.REFUSE).start())
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("none");
    }

    private SinkHarness sink(String job, TableMapping<Entry> mapping, StartPolicy policy)
            throws Exception {
        return SinkHarness.of(database.address(), job, policy, mapping);
    }

    private static Checkpoint commit(SinkHarness sink, long checkpointId, String key)
            throws Exception {
        sink.write(key, checkpointId);
        Checkpoint checkpoint = sink.snapshot(checkpointId);
        sink.complete(checkpointId);
        return checkpoint;
    }

    private List<String> rows(String table) throws Exception {
        return database.query("SELECT key, value FROM " + table + " ORDER BY 1, 2");
    }
}
