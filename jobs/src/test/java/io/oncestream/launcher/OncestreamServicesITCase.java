package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.process.LocalPort;
import io.oncestream.launcher.process.ServerProcess;
import io.oncestream.launcher.services.RunningService;
import io.oncestream.launcher.services.ServicesCommand;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services as their users start and stop them: the script, and real servers. */
class OncestreamServicesITCase {

    private static final Path SCRIPT = Path.of("..", "oncestream").toAbsolutePath().normalize();

    @TempDir private Path folder;

    private ScriptRun.Ended services(String... arguments) throws Exception {
        return start(arguments).await();
    }

    private ScriptRun start(String... arguments) throws Exception {
        String[] words = new String[arguments.length + 1];
        words[0] = "services";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return ScriptRun.start(SCRIPT, folder, words);
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Home home() {
        return new Home(SCRIPT.getParent(), state(), "./oncestream", state().resolve("log"));
    }

    private ServerProcess process(String name) throws Exception {
        return ServerProcess.find(state().resolve("services").resolve(name), name).orElseThrow();
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        ServicesCommand.run(home(), Console.fromSystemProperties(), List.of("stop"));
        assertThat(RunningService.all(home())).isEmpty();
    }

    private static String freePort() throws Exception {
        return Integer.toString(LocalPort.anyFree());
    }

    /** The second word of the only line of the standard output. */
    private static String uri(ScriptRun.Ended started) {
        assertThat(started.code()).as(started.err()).isZero();
        assertThat(started.out().lines()).as(started.err()).hasSize(1);
        String line = started.out().strip();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private void kill(String name) throws Exception {
        ServerProcess server = process(name);
        ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> !server.isAlive());
    }

    @Test
    void postgresTakesTheResultsOfARunAndKeepsThemOverAKillAndAStop() throws Exception {
        String uri = uri(services("start", "postgres", "--port", freePort()));
        ScriptRun.Ended run =
                ScriptRun.start(SCRIPT, folder, "run", "averages", "--to", uri).await();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(ask(uri, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        assertThat(ask(uri, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(RunningService.all(home())).containsExactly(new RunningService("postgres", uri));

        kill("postgres");
        ScriptRun.Ended status = services("status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).containsPattern("postgres +ended unexpectedly");
        assertThat(status.err()).contains("postgres.log");

        String again = uri(services("start", "postgres", "--port", freePort()));
        assertThat(again).isNotEqualTo(uri);
        assertThat(ask(again, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        ServerProcess server = process("postgres");
        try (Connection open = DriverManager.getConnection(again)) {
            assertThat(open.isValid(5)).isTrue();
            ScriptRun.Ended stop = services("stop", "postgres");
            assertThat(stop.code()).isZero();
            assertThat(stop.out())
                    .isEqualTo("stopped postgres, process %d%n".formatted(server.pid()));
        }
        assertThat(server.isAlive()).isFalse();
        assertThat(services("status").out()).containsPattern("postgres +stopped");
    }

    @Test
    void mariaDbTakesTheResultsOfARunAndKeepsThemOverAKillAndAStop() throws Exception {
        String uri = uri(services("start", "mariadb", "--port", freePort()));
        ScriptRun.Ended run =
                ScriptRun.start(SCRIPT, folder, "run", "averages", "--to", uri).await();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("windows written  1,623", "sql --to '" + uri + "'");
        assertThat(ask(uri, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        assertThat(ask(uri, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
        assertThat(RunningService.all(home())).containsExactly(new RunningService("mariadb", uri));
        ScriptRun.Ended sql =
                ScriptRun.start(
                                SCRIPT,
                                folder,
                                "sql",
                                "--to",
                                uri,
                                "--format",
                                "csv",
                                "SELECT max(window_start) AS latest FROM averages")
                        .await();
        assertThat(sql.out()).startsWith("latest\n2001-");

        kill("mariadb");
        assertThat(services("status").out()).containsPattern("mariadb +ended unexpectedly");
        String again = uri(services("start", "mariadb", "--port", freePort()));
        assertThat(ask(again, "SELECT sum(count) FROM averages")).isEqualTo("2000");
        try (Connection open = DriverManager.getConnection(again)) {
            assertThat(open.isValid(5)).isTrue();
            assertThat(services("stop", "mariadb").out()).startsWith("stopped mariadb, process ");
        }
        assertThat(services("status").out()).containsPattern("mariadb +stopped");
    }

    @Test
    void zooKeeperComesUpAgainAfterAKillAndIsStoppedOnce() throws Exception {
        String port = freePort();
        assertThat(uri(services("start", "zookeeper", "--port", port)))
                .isEqualTo("127.0.0.1:" + port);
        kill("zookeeper");
        assertThat(services("status").out()).containsPattern("zookeeper +ended unexpectedly");
        assertThat(uri(services("start", "zookeeper", "--port", port))).endsWith(port);
        long pid = process("zookeeper").pid();
        assertThat(services("status").out())
                .containsPattern("zookeeper +running +" + pid + " +\\d{4}-.* 127.0.0.1:" + port);
        assertThat(services("stop").out()).contains("stopped zookeeper, process " + pid);
        ScriptRun.Ended again = services("stop");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("no service runs");
        assertThat(services("stop", "zookeeper").err()).contains("zookeeper does not run");
    }

    @Test
    void oneThatRunsSaysSoAndStaysWhereItIs() throws Exception {
        String port = freePort();
        String uri = uri(services("start", "zookeeper", "--port", port));
        long pid = process("zookeeper").pid();
        ScriptRun.Ended again = services("start", "zookeeper");
        assertThat(uri(again)).isEqualTo(uri);
        assertThat(again.err()).contains("zookeeper runs already, as process " + pid);
        assertThat(uri(services("start", "zookeeper", "--port", port))).isEqualTo(uri);
        services("start", "zookeeper", "--port", freePort()).isWrongUsage("runs already", uri);
        assertThat(process("zookeeper").pid()).isEqualTo(pid);
        assertThat(process("zookeeper").isAlive()).isTrue();
    }

    @Test
    void twoStartsAtOnceStartOneServer() throws Exception {
        String port = freePort();
        try (ScriptRun one = start("start", "postgres", "--port", port);
                ScriptRun two = start("start", "postgres", "--port", port)) {
            ScriptRun.Ended first = one.await();
            ScriptRun.Ended second = two.await();
            assertThat(uri(first)).isEqualTo(uri(second));
            assertThat(first.err() + second.err()).containsOnlyOnce("runs already");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb", "zookeeper"})
    void aTakenPortIsNamedAndNothingStarts(String name) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            services("start", name, "--port", port).isWrongUsage("--port " + port, "in use");
        }
        assertNothingOf(name);
    }

    private void assertNothingOf(String name) throws Exception {
        assertThat(RunningService.all(home())).isEmpty();
        assertThat(ServerProcess.find(state().resolve("services").resolve(name), name)).isEmpty();
    }

    /** The moments are files that appear while a server starts. */
    @ParameterizedTest
    @CsvSource({
        "postgres, binaries",
        "postgres, data/PG_VERSION",
        "postgres, data/postmaster.pid",
        "mariadb, data.new/ibdata1",
        "mariadb, mariadb.pid",
        "zookeeper, zookeeper.pid"
    })
    void ctrlCWhileItStartsLeavesNothing(String name, String moment) throws Exception {
        Path file = state().resolve("services").resolve(name).resolve(moment);
        try (ScriptRun run = start("start", name, "--port", freePort())) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(file) || !run.isAlive());
            run.signal("INT");
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isEqualTo(130);
            assertThat(ended.err()).contains("interrupted, %s is not started".formatted(name));
            assertThat(ended.out()).isEmpty();
        }
        assertNothingOf(name);
        assertThat(uri(services("start", name, "--port", freePort()))).isNotEmpty();
    }

    @Test
    void aForeignProcessInThePidFileIsNotStopped() throws Exception {
        Path service = Files.createDirectories(state().resolve("services/zookeeper"));
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(service.resolve("zookeeper.pid"), foreign.pid() + " 1@boot\n");
            assertThat(services("status").out()).containsPattern("zookeeper +ended unexpectedly");
            ScriptRun.Ended stop = services("stop", "zookeeper");
            assertThat(stop.code()).isZero();
            assertThat(stop.err()).contains("had ended unexpectedly");
            assertThat(stop.out()).isEmpty();
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
        assertThat(services("status").out()).containsPattern("zookeeper +stopped");
    }

    @Test
    void aServerThatDoesNotComeUpSaysWhyAndIsGone() throws Exception {
        assertThat(uri(services("start", "postgres", "--port", freePort()))).isNotEmpty();
        services("stop");
        Path configuration = state().resolve("services/postgres/data/postgresql.conf");
        Files.writeString(configuration, "nonsense = 1\n");
        // The server ends at once: nobody waits the 60 s in which one may come up.
        ScriptRun.Ended ended =
                start("start", "postgres", "--port", freePort()).await(Duration.ofSeconds(50));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("does not start", "contains errors", "postgres.log");
        assertNothingOf("postgres");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path services = Files.createDirectories(state().resolve("services"));
        Path inTheWay = Files.createFile(services.resolve("zookeeper"));
        ScriptRun.Ended ended = services("start", "zookeeper", "--port", freePort());
        Files.delete(inTheWay);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("cannot write to " + inTheWay, "ONCESTREAM_HOME");
    }

    @Test
    void wrongUsageIsNamedAndNothingStarts() throws Exception {
        services("frobnicate").isWrongUsage("frobnicate", "start", "status", "stop");
        services("start").isWrongUsage("postgres", "zookeeper");
        services("start", "zookeeper", "postgrs").isWrongUsage("postgrs", "postgres", "zookeeper");
        services("start", "zookeeper", "postgres", "--port", "1").isWrongUsage("--port", "one");
        services("start", "zookeeper", "--port", "70000").isWrongUsage("70000", "65535");
        services("stop", "postgrs").isWrongUsage("postgrs", "postgres", "zookeeper");
        assertThat(state().resolve("services")).doesNotExist();
    }

    @Test
    void helpListsTheServices() throws Exception {
        for (Callable<ScriptRun.Ended> help :
                List.<Callable<ScriptRun.Ended>>of(this::services, () -> services("--help"))) {
            ScriptRun.Ended ended = help.call();
            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .contains("start NAME...", "postgres   PostgreSQL", "zookeeper  ZooKeeper");
        }
    }
}
