package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.oncestream.connector.jdbc.Grants.Grant;
import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The statements of connectors/jdbc/README.md, run as they stand there: they are enough, and
 * nothing of them is too much. Red without the check at a start: PostgreSQL had "no schema has been
 * selected to create in" where USAGE was missing, and MariaDB's start went well without all
 * privileges.
 */
class PrivilegesITCase {
    private static final TableMapping<Entry> APPEND = SinkHarness.append("trades");
    private static final TableMapping<Entry> UPSERT = SinkHarness.upsert("averages");
    private static final Use FRESH =
            new Use(UPSERT, StartPolicy.EMPTY, List.of("always", "upsert", "--fresh"));

    /** What a sink may be used for, with the README's headings for what it needs. */
    private record Use(TableMapping<Entry> mapping, StartPolicy policy, List<String> headings) {
        String table() {
            return mapping.table().name();
        }

        List<Grant> needs(DatabaseKind kind) throws Exception {
            return new Grants(kind)
                    .toUse(headings).stream().filter(grant -> !isOnAnotherTable(grant)).toList();
        }

        private boolean isOnAnotherTable(Grant grant) {
            return List.of("trades", "averages").contains(grant.on())
                    && !grant.on().equals(table());
        }

        @Override
        public String toString() {
            return table() + " " + policy;
        }
    }

    private static List<Use> uses() {
        return List.of(
                new Use(APPEND, StartPolicy.REFUSE, List.of("always", "append")),
                new Use(UPSERT, StartPolicy.REFUSE, List.of("always", "upsert")),
                new Use(APPEND, StartPolicy.EMPTY, List.of("always", "append", "--fresh")),
                FRESH,
                new Use(APPEND, StartPolicy.REWIND, List.of("always", "append", "--allow-rewind")),
                new Use(UPSERT, StartPolicy.REWIND, List.of("always", "upsert")));
    }

    private static Stream<Arguments> databasesAndUses() {
        return Stream.of(DatabaseKind.values())
                .flatMap(kind -> uses().stream().map(use -> arguments(kind, use)));
    }

    private TestDatabase database;
    private UnprivilegedUser user;

    private void createUser(DatabaseKind kind) throws Exception {
        database = kind.newDatabase();
        user = UnprivilegedUser.create(database);
    }

    private static List<Checkpoint> twoCheckpoints(SinkHarness sink, long first) throws Exception {
        sink.write("a", 1);
        Checkpoint one = sink.snapshot(first);
        sink.complete(first);
        sink.write("b", 2);
        Checkpoint two = sink.snapshot(first + 1);
        sink.complete(first + 1);
        return List.of(one, two);
    }

    @ParameterizedTest
    @EnumSource
    void theTablesOfTheReadmeAreThoseThatASinkCreates(DatabaseKind kind) throws Exception {
        database = kind.newDatabase();
        SinkHarness.of(database.address(), "one", StartPolicy.REFUSE, APPEND).start().close();
        List<String> created = shapes();
        dropTables();
        createLedgerTables();
        assertThat(shapes()).isEqualTo(created).hasSizeGreaterThan(20);
    }

    private List<String> shapes() throws Exception {
        return database.query(
                database.kind()
                        .choose(
                                """
                                SELECT c.relname, a.attnum, a.attname,
                                       format_type(a.atttypid, a.atttypmod), a.attnotnull,
                                       pg_get_constraintdef(p.oid)
                                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                                LEFT JOIN pg_constraint p
                                    ON p.conrelid = c.oid AND p.contype = 'p'
                                WHERE c.relname LIKE 'oncestream%' AND c.relkind = 'r'
                                    AND a.attnum > 0
                                ORDER BY 1, 2
                                """,
                                """
                                SELECT table_name, ordinal_position, column_name, column_type,
                                       is_nullable, column_key, collation_name, engine,
                                       row_format, table_collation
                                FROM information_schema.columns
                                JOIN information_schema.tables USING (table_schema, table_name)
                                WHERE table_schema = DATABASE() AND table_name LIKE 'oncestream%'
                                ORDER BY 1, 2
                                """));
    }

    private void dropTables() throws Exception {
        database.execute(
                "DROP TABLE IF EXISTS trades, averages, oncestream_starts, oncestream_sinks,"
                        + " oncestream_rewinds, oncestream_transactions, oncestream_cuts");
    }

    private void createLedgerTables() throws Exception {
        for (String statement : new Grants(database.kind()).ledgerTables()) {
            database.execute(statement);
        }
    }

    @ParameterizedTest
    @MethodSource("databasesAndUses")
    void inTablesOfAnAdministratorAllPrivilegesAreNeededAndNoMore(DatabaseKind kind, Use use)
            throws Exception {
        createUser(kind);
        createLedgerTables();
        database.execute("CREATE TABLE trades (key text, value bigint, _tx bigint)");
        database.execute("CREATE TABLE averages (key text PRIMARY KEY, value bigint)");
        Checkpoint older = prepare(use);
        List<Grant> grants = use.needs(kind);
        assertThat(grants).hasSizeGreaterThan(8);
        assertEachIsNeeded(grants, () -> start(use, older).close());
        try (SinkHarness sink = start(use, older)) {
            twoCheckpoints(sink, 8);
        }
        assertThat(database.query("SELECT key FROM " + use.table() + " ORDER BY key"))
                .contains("a", "b");
    }

    /** What an earlier run left, where the use has to do with one; its first checkpoint. */
    private Checkpoint prepare(Use use) throws Exception {
        if (use.policy == StartPolicy.REFUSE) {
            return null;
        }
        try (SinkHarness earlier =
                SinkHarness.of(database.address(), "one", StartPolicy.REFUSE, use.mapping)
                        .start()) {
            return twoCheckpoints(earlier, 5).get(0);
        }
    }

    private SinkHarness start(Use use, Checkpoint older) throws Exception {
        SinkHarness sink = SinkHarness.of(user.address(), "two", use.policy, use.mapping);
        return use.policy == StartPolicy.REWIND ? sink.resume(older) : sink.start();
    }

    @ParameterizedTest
    @EnumSource
    void aUserThatMayCreateTablesNeedsNothingElse(DatabaseKind kind) throws Exception {
        createUser(kind);
        List<Grant> grants = new Grants(kind).toCreate();
        assertThat(grants).hasSizeGreaterThan(3);
        assertEachIsNeeded(grants, () -> start(FRESH, null).close());
        for (Use use : uses()) {
            dropTables();
            List<Checkpoint> earlier;
            try (SinkHarness sink =
                    SinkHarness.of(user.address(), "one", StartPolicy.REFUSE, use.mapping)
                            .start()) {
                earlier = twoCheckpoints(sink, 5);
            }
            if (use.policy != StartPolicy.REFUSE) {
                start(use, earlier.get(0)).close();
            }
        }
    }

    /** All are granted afterwards. */
    private void assertEachIsNeeded(List<Grant> grants, ThrowingCallable attempt) throws Exception {
        for (Grant grant : grants) {
            user.grant(grant);
        }
        for (Grant grant : grants) {
            user.revoke(grant);
            assertThatThrownBy(attempt)
                    .as("without %s", grant)
                    .isInstanceOf(SinkFailure.class)
                    .message()
                    .hasLineCount(1)
                    .contains(grant.privilege())
                    .contains(user.here(grant.target()));
            user.grant(grant);
        }
    }
}
