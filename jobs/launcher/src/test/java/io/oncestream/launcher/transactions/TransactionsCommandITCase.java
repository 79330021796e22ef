package io.oncestream.launcher.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.launcher.console.ConsoleCapture;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger of a real database, as {@code transactions} shows it and forgets parts of it. */
class TransactionsCommandITCase {

    @TempDir private Path folder;
    private final ConsoleCapture console = new ConsoleCapture();
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    private void run(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--to", database.address().url()));
        all.addAll(List.of(arguments));
        Home home = new Home(folder, folder, "./oncestream", folder.resolve("log"));
        TransactionsCommand command = new TransactionsCommand();
        command.surround(home, console.console());
        CommandLines.parse(CommandLines.of(command), all.toArray(new String[0]));
        assertThat(command.call()).isZero();
    }

    private Dialect dialect() {
        return Dialects.of(database.address().url());
    }

    /** A text in quotes; MariaDB takes a backslash for an escape. */
    private String literal(String text) {
        String doubled = text.replace("'", "''");
        return "'" + database.kind().choose(doubled, doubled.replace("\\", "\\\\")) + "'";
    }

    /** Two lineages: "lives" writes t, "gone" wrote t before and a table that was dropped. */
    private void createLedger() throws Exception {
        try (Connection connection = database.address().connect()) {
            dialect().createLedger(connection);
        }
        database.execute("CREATE TABLE t (value bigint)");
        owns("t", "lives");
        owns("dropped", "gone");
        wrote("t", "lives", 0, 7, 1000);
        wrote("t", "lives", 1, 8, 234);
        wrote("t", "gone", 0, 3, 5);
        wrote("dropped", "gone", 0, 0, 0);
    }

    private void owns(String table, String lineage) throws Exception {
        database.execute(
                ("INSERT INTO oncestream_sinks (table_name, lineage, operator, job, job_id,"
                                + " started_at) VALUES (%s, '%s', 'sink', 'averages', 'id',"
                                + " CURRENT_TIMESTAMP)")
                        .formatted(literal(table), lineage));
    }

    private void wrote(String table, String lineage, int subtask, long checkpoint, long rows)
            throws Exception {
        database.execute(
                ("INSERT INTO oncestream_transactions (lineage, operator, table_name, subtask,"
                                + " fence, job_id, started_at, epoch, checkpoint_id, row_count,"
                                + " committed_at) VALUES ('%s', 'sink', %s, %d, 4, 'id',"
                                + " CURRENT_TIMESTAMP, 3, %d, %d, %s)")
                        .formatted(
                                lineage,
                                literal(table),
                                subtask,
                                checkpoint,
                                rows,
                                checkpoint == 0 ? "NULL" : "CURRENT_TIMESTAMP"));
    }

    private List<String> kept() throws Exception {
        return database.query(
                "SELECT DISTINCT table_name, lineage FROM oncestream_transactions ORDER BY 1, 2");
    }

    @Test
    void aDatabaseThatNoSinkHasWrittenToIsSaidToBeOne() throws Exception {
        run();
        assertThat(console.err()).contains("no sink has written to this database");
    }

    @Test
    void eachTableIsShownWithItsCurrentAndRetiredLineages() throws Exception {
        createLedger();
        run();
        assertThat(console.out().lines().map(line -> line.replaceAll(" {2,}", "|")).toList())
                .satisfiesExactly(
                        head ->
                                assertThat(head)
                                        .isEqualTo(
                                                "table|state|checkpoint|rows|age|lineage|job"
                                                        + "|operator|subtasks|epoch|last commit"),
                        line -> assertThat(line).startsWith("-"),
                        dropped ->
                                assertThat(dropped)
                                        .isEqualTo(
                                                "dropped|retired, no such table|none|0|-|gone"
                                                        + "|averages|sink|1|4|-"),
                        gone ->
                                assertThat(gone)
                                        .matches("t\\|retired\\|3\\|5\\|\\d+ s\\|gone\\|-\\|.*"),
                        lives ->
                                assertThat(lives)
                                        .matches(
                                                "t\\|current\\|8\\|1,234\\|\\d+ s\\|lives"
                                                        + "\\|averages\\|sink\\|2\\|4\\|20.*Z"));
    }

    /**
     * MariaDB's catalog shows a user only what he may use. Red when that was asked: "retired, no
     * such table", and forgotten.
     */
    @Test
    void aTableThatTheUserMayNotSeeIsNotCalledMissing() throws Exception {
        database = DatabaseKind.MARIADB.newDatabase();
        TestDatabase administrator = database;
        createLedger();
        String url = database.address().url();
        String name = url.replaceFirst(".*/(.*)\\?.*", "$1");
        database.execute("CREATE USER " + name + "_operator");
        for (String ledger : List.of("sinks", "transactions", "rewinds")) {
            database.execute(
                    "GRANT SELECT, DELETE ON %s.oncestream_%s TO %1$s_operator"
                            .formatted(name, ledger));
        }
        String asOperator = url.replaceFirst("user=\\w+", "user=" + name + "_operator");
        database = new TestDatabase(new DatabaseAddress(asOperator, database.address().password()));
        assertThatThrownBy(() -> run("--forget", "lives", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lineage lives is the owner of t: drop");
        administrator.execute("GRANT SELECT ON %s.* TO %1$s_operator".formatted(name));
        run("--forget", "gone", "--yes");
        assertThat(kept()).containsExactly("t|lives");
    }

    @Test
    void whatIsRetiredIsForgotten() throws Exception {
        createLedger();
        run("--forget", "gone", "--yes");
        assertThat(console.err()).contains("forgot lineage gone of dropped, t");
        assertThat(kept()).containsExactly("t|lives");
        assertThat(database.query("SELECT table_name FROM oncestream_sinks")).containsExactly("t");
    }

    @Test
    void theOwnerOfATableThatExistsIsNotForgotten() throws Exception {
        createLedger();
        assertThatThrownBy(() -> run("--forget", "lives", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lineage lives is the owner of t: drop");
        assertThatThrownBy(() -> run("--forget", "nobody", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("knows no lineage nobody");
        assertThat(kept()).containsExactly("dropped|gone", "t|gone", "t|lives");
    }

    @Test
    void withoutATerminalNothingIsForgottenUnasked() throws Exception {
        createLedger();
        assertThatThrownBy(() -> run("--forget", "gone"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--yes");
        assertThatThrownBy(() -> run("--forget", "nobody"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("knows no lineage nobody");
        assertThat(kept()).containsExactly("dropped|gone", "t|gone", "t|lives");
    }

    @Test
    void onATerminalTheAnswerDecides() throws Exception {
        createLedger();
        for (String no : List.of("", "\n", "no\n", "yesterday\n")) {
            answering(no, "--forget", "gone");
            assertThat(console.err())
                    .contains("Forget lineage gone of dropped, t? [y/N] nothing was changed");
            assertThat(kept()).containsExactly("dropped|gone", "t|gone", "t|lives");
        }
        answering("Y\n", "--forget", "gone");
        assertThat(console.err()).contains("forgot lineage gone of dropped, t");
        assertThat(kept()).containsExactly("t|lives");
    }

    private void answering(String answer, String... arguments) throws Exception {
        InputStream stdin = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        System.setProperty("oncestream.terminal.stdin", "true");
        try {
            run(arguments);
        } finally {
            System.clearProperty("oncestream.terminal.stdin");
            System.setIn(stdin);
        }
    }

    /**
     * Red when the name went as a pattern to the driver's metadata: "retired, no such table", and
     * forgotten, in PostgreSQL both and in MariaDB the second.
     */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void aTableIsFoundWhateverItsName(DatabaseKind kind) throws Exception {
        database = kind.newDatabase();
        createLedger();
        for (String table : List.of("a\\b", "Ä%_'\\'")) {
            database.execute("CREATE TABLE " + dialect().quote(table) + " (value bigint)");
            owns(table, "strange");
            wrote(table, "strange", 0, 1, 1);
        }
        run();
        assertThat(console.out().lines().filter(line -> line.contains("strange")))
                .hasSize(2)
                .allMatch(line -> line.contains(" current "));
        assertThatThrownBy(() -> run("--forget", "strange", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lineage strange is the owner of");
    }

    /** Red when only the asking user's own schemas were looked at: retired, and forgotten. */
    @Test
    void aTableIsFoundWhereAJobMayLookForIt() throws Exception {
        createLedger();
        database.execute("CREATE SCHEMA second");
        database.execute("ALTER TABLE t SET SCHEMA second");
        assertThatThrownBy(() -> run("--forget", "lives", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lineage lives is the owner of t: drop");
    }

    /** A view in the place of a table is none that the sink takes, and still is something there. */
    @Test
    void aViewInTheTablesPlaceIsNotCalledMissing() throws Exception {
        createLedger();
        database.execute("DROP TABLE t");
        database.execute("CREATE VIEW t AS SELECT 1 AS value");
        run();
        assertThat(console.out().lines().filter(line -> line.startsWith("t ")))
                .hasSize(2)
                .noneMatch(line -> line.contains("no such table"));
    }
}
