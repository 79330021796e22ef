package io.oncestream.launcher.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.launcher.console.ConsoleCapture;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code transactions} shows of a sink of two databases, the second of which is behind. */
class SeveralDatabasesITCase {

    @TempDir private Path folder;
    private final ConsoleCapture console = new ConsoleCapture();
    private TestDatabase one;
    private TestDatabase two;

    @BeforeEach
    void createDatabases() throws Exception {
        one = database(0, 7);
        two = database(1, 5);
    }

    private static TestDatabase database(int participant, long cut) throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        try (Connection connection = database.address().connect()) {
            Dialects.of(database.address().url()).createLedger(connection);
            Dialects.of(database.address().url()).createCuts(connection);
        }
        database.execute(
                ("INSERT INTO oncestream_sinks (table_name, lineage, operator, job, job_id,"
                                + " started_at, run, participant, participants) VALUES"
                                + " ('t', 'lives', 'sink', 'transfers', 'id', CURRENT_TIMESTAMP,"
                                + " 'the run', %d, 2)")
                        .formatted(participant));
        database.execute(
                ("INSERT INTO oncestream_transactions (lineage, operator, table_name, subtask,"
                                + " fence, job_id, started_at, epoch, checkpoint_id, row_count,"
                                + " cut, cut_parallelism, ended) VALUES ('lives', 'sink', '*', 0,"
                                + " 1, 'id', CURRENT_TIMESTAMP, 1, %d, 9, %1$d, 1, FALSE)")
                        .formatted(cut));
        database.execute(
                "INSERT INTO oncestream_cuts VALUES ('lives', 'sink', 4, CURRENT_TIMESTAMP)");
        return database;
    }

    private void run(String... arguments) throws Exception {
        TransactionsCommand command = new TransactionsCommand();
        Home home = new Home(folder, folder, "./oncestream", folder.resolve("log"));
        command.surround(home, console.console());
        CommandLines.parse(CommandLines.of(command), arguments);
        assertThat(command.call()).isZero();
    }

    private List<String> lines() {
        return console.out().lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
    }

    @Test
    void itIsSaidWhichHoldsTheCutBack() throws Exception {
        run("--to", "a=" + one.address().url(), "--to", "b=" + two.address().url());
        assertThat(lines())
                .contains(
                        "sink of lives|a|1 of 2|7|4|none|the run",
                        "sink of lives|b|2 of 2|5|4|none|holds the cut back|the run");
    }

    @Test
    void oneThatIsAwayIsNamedAndTheOthersAreShown() throws Exception {
        run("--to", "a=" + one.address().url(), "--to", "b=jdbc:postgresql://127.0.0.1:1/x?user=u");
        assertThat(lines()).contains("sink of lives|a|1 of 2|7|4|none|the run");
        assertThat(console.err()).contains("b: ", "refused", "what is away holds its cut back");
    }

    @Test
    void ofOneAloneItIsSaidThatThereAreMore() throws Exception {
        run("--to", one.address().url());
        assertThat(console.err()).contains("1 of its 2 databases");
    }

    /** It has no table of its own, and is no less current for that. */
    @Test
    void itIsNotForgottenWhileATableIsItsOwn() {
        assertThatThrownBy(() -> run("--to", one.address().url(), "--forget=lives", "--yes"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is the owner of *");
    }
}
