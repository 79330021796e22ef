package io.oncestream.launcher.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers and real processes: those that share one, those that are killed. */
class EmbeddedDatabaseITCase {

    @TempDir private Path folder;
    private final List<Process> processes = new ArrayList<>();

    private Home home() {
        Path state = folder.resolve("with a blank");
        return home(state);
    }

    private static Home home(Path state) {
        Path checkout = TestServer.INSTALLATION.checkout();
        return new Home(checkout, state, "./oncestream", state.resolve("log"));
    }

    private Path server() {
        return home().state().resolve("postgres");
    }

    private Path data() {
        return server().resolve("data");
    }

    private Optional<ServerProcess> running() throws Exception {
        return PostgresServer.running(server(), "postgres");
    }

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        for (Path server : List.of(server(), folder.resolve("other/postgres"))) {
            Optional<ServerProcess> left = ServerProcess.find(server, "postgres");
            if (left.isPresent()) {
                left.get().awaitEnd(Duration.ZERO);
            }
        }
    }

    /** Another process that uses the database until its input ends. */
    public static final class User {
        public static void main(String[] args) throws IOException {
            try (EmbeddedDatabase database = EmbeddedDatabase.open(home(Path.of(args[0])))) {
                System.out.println(database.url());
                while (System.in.read() >= 0) {}
            }
        }
    }

    private String startUser() throws IOException {
        return startUser(home().state());
    }

    private String startUser(Path state) throws IOException {
        Process process =
                new ProcessBuilder(
                                JavaCommand.of(
                                        System.getProperty("java.class.path"),
                                        List.of(),
                                        User.class.getName(),
                                        List.of(state.toString())))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        processes.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("jdbc:")) {
            line = out.readLine();
        }
        return String.valueOf(line);
    }

    private void endUser(int index) throws Exception {
        processes.get(index).getOutputStream().close();
        assertThat(processes.get(index).waitFor(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    @Test
    void itKeepsItsDataAndItsPortAndIsDurable() throws Exception {
        String first;
        try (EmbeddedDatabase database = EmbeddedDatabase.open(home())) {
            first = database.url();
            ask(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(ask(first, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(first, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(first, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(first, "SELECT min(v) FROM (VALUES ('a'), ('B')) t(v)")).isEqualTo("B");
        }
        assertThat(running()).isEmpty();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(home())) {
            assertThat(database.url()).isEqualTo(first);
            assertThat(ask(first, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void processesShareOneServerAndTheLastOneStopsIt() throws Exception {
        String first = startUser();
        String second = startUser();
        assertThat(second).isEqualTo(first);
        endUser(0);
        assertThat(ask(first, "SELECT 1")).isEqualTo("1");
        endUser(1);
        assertThat(running()).isEmpty();
    }

    @Test
    void aServerThatAKilledProcessLeftIsTakenOverAndStopped() throws Exception {
        String left = startUser();
        processes.get(0).destroyForcibly().waitFor();
        assertThat(ask(left, "SELECT 1")).isEqualTo("1");
        try (EmbeddedDatabase database = EmbeddedDatabase.open(home())) {
            assertThat(database.url()).isEqualTo(left);
        }
        assertThat(running()).isEmpty();
    }

    @Test
    void aKilledServerIsStartedAgainThoughItsUserLives() throws Exception {
        String first = startUser();
        ask(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        ServerProcess server = running().orElseThrow();
        server.kill();
        server.awaitEnd(Patience.LIMIT);
        String second = startUser();
        assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
    }

    @Test
    void theServerOfAnotherFolderIsNotTakenForThisOneAfterAReboot() throws Exception {
        EmbeddedDatabase.open(home()).close();
        String other = startUser(folder.resolve("other"));
        Path otherData = folder.resolve("other/postgres/data");
        Files.copy(otherData.resolve("postmaster.pid"), data().resolve("postmaster.pid"));
        try (EmbeddedDatabase database = EmbeddedDatabase.open(home())) {
            assertThat(database.url()).isNotEqualTo(other);
            assertThat(ask(database.url(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(ask(other, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void dataOfAnotherMajorVersionIsRefusedWithTheWayOut() throws Exception {
        EmbeddedDatabase.open(home()).close();
        Files.writeString(data().resolve("PG_VERSION"), "9\n");
        assertThatThrownBy(() -> EmbeddedDatabase.open(home()))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining(data().toString())
                .hasMessageContaining("move that folder away");
    }

    @Test
    void whatAnInterruptedInitializationLeftIsMadeAnew() throws Exception {
        Files.createDirectories(data());
        Files.writeString(data().resolve("postgresql.conf"), "half");
        try (EmbeddedDatabase database = EmbeddedDatabase.open(home())) {
            assertThat(ask(database.url(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aTableHasOneRunAtATime() throws Exception {
        try (TargetDatabase database = TargetDatabase.embedded(home())) {
            try (TableLock lock = TableLock.take(database, "t")) {
                assertThat(lock).isNotNull();
                assertThatThrownBy(() -> TableLock.take(database, "t"))
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining("--table");
                TableLock.take(database, "other").close();
            }
            TableLock.take(database, "t").close();
        }
    }
}
