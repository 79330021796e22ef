package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The statements of connectors/README.md, run as they stand there: they are enough, and nothing of
 * them is too much. Red without the check at a start: "no schema has been selected to create in"
 * where USAGE is missing.
 */
class PrivilegesITCase {
    private static final Path README = Path.of("README.md");
    private static final TableMapping<Entry> APPEND = SinkHarness.append("trades");
    private static final TableMapping<Entry> UPSERT = SinkHarness.upsert("averages");

    /** What a sink may be used for, with the README's words for what it needs. */
    private record Use(TableMapping<Entry> mapping, StartPolicy policy, List<String> needs) {
        String table() {
            return mapping.table().name();
        }

        @Override
        public String toString() {
            return table() + " " + policy;
        }
    }

    private static Stream<Use> uses() {
        return Stream.of(
                new Use(APPEND, StartPolicy.REFUSE, List.of("always", "append")),
                new Use(UPSERT, StartPolicy.REFUSE, List.of("always", "upsert")),
                new Use(APPEND, StartPolicy.EMPTY, List.of("always", "append", "--fresh")),
                new Use(UPSERT, StartPolicy.EMPTY, List.of("always", "upsert", "--fresh")),
                new Use(APPEND, StartPolicy.REWIND, List.of("always", "append", "--allow-rewind")),
                new Use(UPSERT, StartPolicy.REWIND, List.of("always", "upsert")));
    }

    /** One of a statement's privileges on one of its objects. */
    private record Grant(String privilege, String on) {
        /** Those of a statement {@code GRANT A, B ON x, y TO flink}. */
        static Stream<Grant> of(String statement) {
            String[] words = statement.split("GRANT | ON | TO ", -1);
            return Arrays.stream(words[1].split(", ", -1))
                    .flatMap(
                            privilege ->
                                    Arrays.stream(words[2].split(", ", -1))
                                            .map(on -> new Grant(privilege, on)));
        }

        String target() {
            return on.substring(on.lastIndexOf(' ') + 1);
        }
    }

    private TestDatabase database;
    private String user;

    @BeforeEach
    void createUserWithoutAnyPrivilege() throws Exception {
        database = PostgresServer.newDatabase();
        user = name() + "_flink";
        database.execute("CREATE ROLE " + user + " LOGIN");
        database.execute("REVOKE ALL ON DATABASE " + name() + " FROM PUBLIC");
        database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    }

    private String name() {
        return database.address().url().replaceFirst(".*/(.*)\\?.*", "$1");
    }

    private DatabaseAddress asUser() {
        return new DatabaseAddress(
                database.address().url().replace("user=postgres", "user=" + user),
                database.address().password());
    }

    private static List<String> sqlBlocks() throws Exception {
        String section = Files.readString(README).split("### Privileges on PostgreSQL", -1)[1];
        return Arrays.stream(section.split("### ", -1)[0].split("```", -1))
                .filter(block -> block.startsWith("sql\n"))
                .map(block -> block.substring("sql\n".length()))
                .toList();
    }

    private static List<Grant> toCreate() throws Exception {
        return grants(sqlBlocks().get(0).lines());
    }

    private static String ledgerTables() throws Exception {
        return sqlBlocks().get(1);
    }

    private static List<Grant> toUse(Use use) throws Exception {
        return Arrays.stream(sqlBlocks().get(2).split("(?m)^-- ", -1))
                .filter(part -> use.needs.contains(part.lines().findFirst().orElse("")))
                .flatMap(part -> grants(part.lines()).stream())
                .filter(grant -> !isAnotherTable(grant, use))
                .toList();
    }

    private static boolean isAnotherTable(Grant grant, Use use) {
        return List.of("trades", "averages").contains(grant.on())
                && !grant.on().equals(use.table());
    }

    private static List<Grant> grants(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("GRANT ")).flatMap(Grant::of).toList();
    }

    private void change(String verb, Grant grant) throws Exception {
        database.execute(
                "%s %s ON %s %s %s"
                        .formatted(
                                verb,
                                grant.privilege(),
                                grant.on().replace("DATABASE shop", "DATABASE " + name()),
                                verb.equals("GRANT") ? "TO" : "FROM",
                                user));
    }

    private static SinkHarness sink(
            DatabaseAddress address, String job, TableMapping<Entry> mapping, StartPolicy policy)
            throws Exception {
        return new SinkHarness(
                SinkHarness.job(job),
                SinkHarness.options(address, policy, FailurePoint.NONE),
                mapping);
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

    @Test
    void theTablesOfTheReadmeAreThoseThatASinkCreates() throws Exception {
        sink(database.address(), "one", APPEND, StartPolicy.REFUSE).start().close();
        List<String> created = shapes();
        database.execute(
                "DROP TABLE oncestream_sinks, oncestream_rewinds, oncestream_transactions");
        database.execute(ledgerTables());
        assertThat(shapes()).isEqualTo(created).hasSizeGreaterThan(20);
    }

    private List<String> shapes() throws Exception {
        return database.query(
                """
                SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                       a.attnotnull, pg_get_constraintdef(p.oid)
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
                WHERE c.relname LIKE 'oncestream%' AND c.relkind = 'r' AND a.attnum > 0
                ORDER BY 1, 2
                """);
    }

    @ParameterizedTest
    @MethodSource("uses")
    void inTablesOfAnAdministratorAllPrivilegesAreNeededAndNoMore(Use use) throws Exception {
        createTables();
        Checkpoint older = prepare(use);
        List<Grant> grants = toUse(use);
        assertThat(grants).hasSizeGreaterThan(8);
        assertEachIsNeeded(grants, () -> start(use, older).close());
        try (SinkHarness sink = start(use, older)) {
            twoCheckpoints(sink, 8);
        }
        assertThat(database.query("SELECT key FROM " + use.table() + " ORDER BY key"))
                .contains("a", "b");
    }

    private void createTables() throws Exception {
        database.execute(ledgerTables());
        database.execute("CREATE TABLE trades (key text, value bigint, _tx bigint)");
        database.execute("CREATE TABLE averages (key text PRIMARY KEY, value bigint)");
    }

    /** What an earlier run left, where the use has to do with one; its first checkpoint. */
    private Checkpoint prepare(Use use) throws Exception {
        if (use.policy == StartPolicy.REFUSE) {
            return null;
        }
        try (SinkHarness earlier =
                sink(database.address(), "one", use.mapping, StartPolicy.REFUSE).start()) {
            return twoCheckpoints(earlier, 5).get(0);
        }
    }

    private SinkHarness start(Use use, Checkpoint older) throws Exception {
        return use.policy == StartPolicy.REWIND
                ? sink(asUser(), "two", use.mapping, use.policy).resume(older)
                : sink(asUser(), "two", use.mapping, use.policy).start();
    }

    @Test
    void aUserThatMayCreateTablesNeedsNothingElse() throws Exception {
        List<Grant> grants = toCreate();
        assertThat(grants).hasSize(4);
        for (Use use : uses().toList()) {
            database.execute(
                    "DROP TABLE IF EXISTS trades, averages, oncestream_sinks, oncestream_rewinds,"
                            + " oncestream_transactions");
            if (use.policy == StartPolicy.REFUSE && use.mapping == UPSERT) {
                assertEachIsNeeded(grants, () -> start(use, null).close());
            }
            for (Grant grant : grants) {
                change("GRANT", grant);
            }
            List<Checkpoint> earlier;
            try (SinkHarness sink =
                    sink(asUser(), "one", use.mapping, StartPolicy.REFUSE).start()) {
                earlier = twoCheckpoints(sink, 5);
            }
            if (use.policy != StartPolicy.REFUSE) {
                start(use, earlier.get(0)).close();
            }
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    /** All are granted afterwards. */
    private void assertEachIsNeeded(List<Grant> grants, Attempt attempt) throws Exception {
        for (Grant grant : grants) {
            change("GRANT", grant);
        }
        for (Grant grant : grants) {
            change("REVOKE", grant);
            assertThatThrownBy(attempt::run)
                    .as("without %s", grant)
                    .isInstanceOf(SinkFailure.class)
                    .message()
                    .hasLineCount(1)
                    .contains(grant.privilege())
                    .contains(grant.target().replace("shop", name()));
            change("GRANT", grant);
        }
    }
}
