package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a table and its columns are called, they are just names. Red without quotes: syntax
 * errors, for each name in PostgreSQL. Red with quotes in names that are not doubled: syntax errors
 * for the names with such quotes.
 */
class StrangeNamesITCase {
    /** As long as PostgreSQL takes it: 21 times three bytes. */
    private static final String LONG = "表".repeat(21);

    private static final List<String> NAMES =
            List.of(
                    "order\"; drop table x; --",
                    "Robert'); DROP TABLE x; --",
                    "Mixed Case",
                    "\"quoted\"",
                    "`quoted`; drop table x; --",
                    "select",
                    "back\\slash",
                    "dotted.name",
                    "percent %s $1 ? ${x}",
                    " ",
                    LONG);

    private TestDatabase database;

    private void createBystander(DatabaseKind kind) throws Exception {
        database = kind.newDatabase();
        database.execute("CREATE TABLE x (value bigint)");
        database.execute("INSERT INTO x VALUES (7)");
    }

    /** Each name once as a table's, with the next one as its key's. */
    static Stream<Arguments> tablesAndColumns() {
        List<Arguments> all = new ArrayList<>();
        for (DatabaseKind kind : DatabaseKind.values()) {
            List<String> names = namesIn(kind);
            for (String table : names) {
                String key = names.get((names.indexOf(table) + 1) % names.size());
                all.add(arguments(kind, table, key, true));
                all.add(arguments(kind, table, key, false));
            }
        }
        return all.stream();
    }

    /** MariaDB has no names with a space at the end. */
    private static List<String> namesIn(DatabaseKind kind) {
        return NAMES.stream()
                .filter(name -> kind == DatabaseKind.POSTGRES || !name.endsWith(" "))
                .toList();
    }

    private static TableMapping<Entry> mapping(String table, String key, boolean upsert) {
        TableMapping.Builder<Entry> columns =
                TableMapping.<Entry>table(literal(table))
                        .text(key, Entry::key)
                        .bigint(table, Entry::value);
        return upsert ? columns.primaryKey(key).build() : columns.build();
    }

    private static String literal(String table) {
        return new TableName(null, table).toString();
    }

    @ParameterizedTest
    @MethodSource("tablesAndColumns")
    void aTableIsCreatedWrittenRewoundAndEmptied(
            DatabaseKind kind, String table, String key, boolean upsert) throws Exception {
        createBystander(kind);
        TableMapping<Entry> mapping = mapping(table, key, upsert);
        Checkpoint first;
        try (SinkHarness sink = sink("one", mapping, StartPolicy.REFUSE).start()) {
            first = commit(sink, 5, "a");
            commit(sink, 6, "b");
        }
        assertThat(rows(table, key)).containsExactly("a|5", "b|6");
        try (SinkHarness sink = sink("two", mapping, StartPolicy.REWIND).resume(first)) {
            commit(sink, 6, "c");
        }
        assertThat(rows(table, key))
                .containsExactlyElementsOf(
                        upsert ? List.of("a|5", "b|6", "c|6") : List.of("a|5", "c|6"));
        try (SinkHarness sink = sink("three", mapping, StartPolicy.EMPTY).start()) {
            commit(sink, 1, "d");
            commit(sink, 2, "d");
        }
        assertThat(rows(table, key))
                .containsExactlyElementsOf(upsert ? List.of("d|2") : List.of("d|1", "d|2"));
        assertThat(database.query("SELECT value FROM x")).containsExactly("7");
        assertThat(database.query("SELECT table_name FROM oncestream_sinks"))
                .containsExactly(literal(table));
        assertThat(LONG.getBytes(StandardCharsets.UTF_8)).hasSize(63);
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

    private List<String> rows(String table, String key) throws Exception {
        Dialect dialect = database.address().dialect();
        return database.query(
                "SELECT %s, %s FROM %s ORDER BY 1, 2"
                        .formatted(dialect.quote(key), dialect.quote(table), dialect.quote(table)));
    }
}
