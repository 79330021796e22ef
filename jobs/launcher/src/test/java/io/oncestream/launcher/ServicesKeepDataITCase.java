package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.services.RunningService;
import io.oncestream.server.process.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The databases as their users start and stop them, between a run and what asks for its rows. */
class ServicesKeepDataITCase {

    @TempDir private Path folder;

    private ServicesHome home() {
        return new ServicesHome(folder);
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        home().stopWhatIsLeft();
    }

    private ScriptRun.Ended script(String... words) throws Exception {
        return ScriptRun.start(ServicesHome.SCRIPT, folder, words).await();
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    @Test
    void postgresTakesTheResultsOfARunAndKeepsThemOverAKillAndAStop() throws Exception {
        String uri = home().start("postgres");
        ScriptRun.Ended run = script("run", "averages", "--to", uri);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(ask(uri, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        assertThat(ask(uri, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(home().running()).containsExactly(new RunningService("postgres", uri));

        home().kill("postgres");
        ScriptRun.Ended status = home().script("status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).containsPattern("postgres +ended unexpectedly");
        assertThat(status.err()).contains("postgres.log");

        String again = home().start("postgres");
        assertThat(again).isNotEqualTo(uri);
        assertThat(ask(again, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        ServerProcess server = home().process("postgres");
        try (Connection open = DriverManager.getConnection(again)) {
            assertThat(open.isValid(5)).isTrue();
            ScriptRun.Ended stop = home().script("stop", "postgres");
            assertThat(stop.code()).isZero();
            assertThat(stop.out())
                    .isEqualTo("stopped postgres, process %d%n".formatted(server.pid()));
        }
        assertThat(server.isAlive()).isFalse();
        assertThat(home().services("status").out()).containsPattern("postgres +stopped");
    }

    @Test
    void aSecondPostgresHasDataOfItsOwn() throws Exception {
        String first = home().start("postgres");
        String second = ServicesHome.uri(home().script("start", "postgres-2"));
        assertThat(second).isNotEqualTo(first);
        String data = "SELECT setting FROM pg_settings WHERE name = 'data_directory'";
        assertThat(ask(first, data)).endsWith("services/postgres/data");
        assertThat(ask(second, data)).endsWith("services/postgres-2/data");
        assertThat(home().script("status").out())
                .containsPattern("postgres +running ")
                .containsPattern("postgres-2 +running ");
        assertThat(home().services("stop").out())
                .contains("stopped postgres, process", "stopped postgres-2, process");
    }

    @Test
    void mariaDbTakesTheResultsOfARunAndKeepsThemOverAKillAndAStop() throws Exception {
        String uri = home().start("mariadb");
        ScriptRun.Ended run = script("run", "averages", "--to", uri);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("rows written     1,623 to averages", "sql --to '" + uri + "'");
        assertThat(ask(uri, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        assertThat(ask(uri, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
        assertThat(home().running()).containsExactly(new RunningService("mariadb", uri));
        String latest = "SELECT max(window_start) AS latest FROM averages";
        assertThat(script("sql", "--to", uri, "--format", "csv", latest).out())
                .startsWith("latest\n2001-");

        home().kill("mariadb");
        assertThat(home().services("status").out()).containsPattern("mariadb +ended unexpectedly");
        String again = home().start("mariadb");
        assertThat(ask(again, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        try (Connection open = DriverManager.getConnection(again)) {
            assertThat(open.isValid(5)).isTrue();
            assertThat(home().services("stop", "mariadb").out())
                    .startsWith("stopped mariadb, process ");
        }
        assertThat(home().services("status").out()).containsPattern("mariadb +stopped");
    }
}
