package io.oncestream.launcher;

import static io.oncestream.launcher.ServicesHome.freePort;
import static io.oncestream.launcher.ServicesHome.uri;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts of real servers that go wrong, are taken back, or come twice. */
class ServicesStartITCase {

    @TempDir private Path folder;

    private ServicesHome home() {
        return new ServicesHome(folder);
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        home().stopWhatIsLeft();
    }

    @Test
    void oneThatRunsSaysSoAndStaysWhereItIs() throws Exception {
        String port = freePort();
        String uri = home().start("zookeeper", port);
        long pid = home().process("zookeeper").pid();
        ScriptRun.Ended again = home().script("start", "zookeeper");
        assertThat(uri(again)).isEqualTo(uri);
        assertThat(again.err()).contains("zookeeper runs already, as process " + pid);
        assertThat(home().start("zookeeper", port)).isEqualTo(uri);
        home().script("start", "zookeeper", "--port", freePort()).isWrongUsage("runs already", uri);
        assertThat(home().process("zookeeper").pid()).isEqualTo(pid);
        assertThat(home().process("zookeeper").isAlive()).isTrue();
    }

    @Test
    void twoStartsAtOnceStartOneServer() throws Exception {
        String port = freePort();
        try (ScriptRun one = home().begin("start", "postgres", "--port", port);
                ScriptRun two = home().begin("start", "postgres", "--port", port)) {
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
            home().script("start", name, "--port", port).isWrongUsage("--port " + port, "in use");
        }
        home().assertNothingOf(name);
    }

    /** The moments are files that appear while a server starts. */
    @ParameterizedTest
    @CsvSource({
        "postgres, postgres-initialize.out",
        "postgres, data/PG_VERSION",
        "postgres, data/postmaster.pid",
        "mariadb, data.new/ibdata1",
        "mariadb, mariadb.pid",
        "zookeeper, zookeeper.pid"
    })
    void ctrlCWhileItStartsLeavesNothing(String name, String moment) throws Exception {
        Path file = home().state().resolve("services").resolve(name).resolve(moment);
        try (ScriptRun run = home().begin("start", name, "--port", freePort())) {
            Patience.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(file) || !run.isAlive());
            run.signal("INT");
            ScriptRun.Ended ended = run.await();
            assertThat(ended.code()).as(ended.err()).isEqualTo(130);
            assertThat(ended.err()).contains("interrupted, %s is not started".formatted(name));
            assertThat(ended.out()).isEmpty();
        }
        home().assertNothingOf(name);
        assertThat(home().start(name)).isNotEmpty();
    }

    @Test
    void aServerThatDoesNotComeUpSaysWhyAndIsGone() throws Exception {
        assertThat(home().start("postgres")).isNotEmpty();
        home().services("stop");
        Path data = home().state().resolve("services/postgres/data");
        Files.writeString(data.resolve("postgresql.conf"), "nonsense = 1\n");
        // The server ends at once: nobody waits the 3 min in which one may come up.
        ScriptRun.Ended ended =
                home().begin("start", "postgres", "--port", freePort())
                        .await(Duration.ofMinutes(2));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("does not start", "contains errors", "postgres.log");
        home().assertNothingOf("postgres");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path inTheWay = home().putInTheWay("zookeeper");
        ScriptRun.Ended ended = home().script("start", "zookeeper", "--port", freePort());
        Files.delete(inTheWay);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().strip().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).contains("cannot write to " + inTheWay, "ONCESTREAM_HOME");
    }
}
