package io.oncestream.launcher.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.Dialect;
import io.oncestream.launcher.console.ConsoleCapture;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(TransactionsCommand.run(home, console.console(), all)).isZero();
    }

    /** Two lineages: "lives" writes t, "gone" wrote t before and a table that was dropped. */
    private void createLedger() throws Exception {
        try (Connection connection = database.address().connect()) {
            Dialect.of(database.address().url()).createLedger(connection);
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
                                + " started_at) VALUES ('%s', '%s', 'sink', 'averages', 'id',"
                                + " CURRENT_TIMESTAMP)")
                        .formatted(table, lineage));
    }

    private void wrote(String table, String lineage, int subtask, long checkpoint, long rows)
            throws Exception {
        database.execute(
                ("INSERT INTO oncestream_transactions (lineage, operator, table_name, subtask,"
                                + " fence, job_id, started_at, epoch, checkpoint_id, row_count,"
                                + " committed_at) VALUES ('%s', 'sink', '%s', %d, 4, 'id',"
                                + " CURRENT_TIMESTAMP, 3, %d, %d, %s)")
                        .formatted(
                                lineage,
                                table,
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
        assertThat(kept()).containsExactly("dropped|gone", "t|gone", "t|lives");
    }
}
