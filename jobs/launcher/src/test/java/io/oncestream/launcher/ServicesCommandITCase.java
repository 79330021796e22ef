package io.oncestream.launcher;

import static io.oncestream.launcher.ServicesHome.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.services.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words status, stop and help, and wrong ones. */
class ServicesCommandITCase {

    @TempDir private Path folder;

    private ServicesHome home() {
        return new ServicesHome(folder);
    }

    private ScriptRun.Ended services(String... arguments) {
        return home().services(arguments);
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        home().stopWhatIsLeft();
    }

    @Test
    void zooKeeperComesUpAgainAfterAKillAndIsStoppedOnce() throws Exception {
        String port = freePort();
        assertThat(home().start("zookeeper", port)).isEqualTo("127.0.0.1:" + port);
        home().kill("zookeeper");
        assertThat(services("status").out()).containsPattern("zookeeper +ended unexpectedly");
        assertThat(home().start("zookeeper", port)).endsWith(port);
        long pid = home().process("zookeeper").pid();
        assertThat(home().script("status").out())
                .containsPattern("zookeeper +running +" + pid + " +\\d{4}-.* 127.0.0.1:" + port);
        assertThat(home().script("stop").out()).contains("stopped zookeeper, process " + pid);
        ScriptRun.Ended again = services("stop");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("no service runs");
        assertThat(services("stop", "zookeeper").err()).contains("zookeeper does not run");
    }

    @Test
    void aForeignProcessInThePidFileIsNotStopped() throws Exception {
        Path service = Files.createDirectories(home().state().resolve("services/zookeeper"));
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
    void aSecondOneOfAKindHasAPortAndAFolderOfItsOwn() throws Exception {
        String first = home().start("zookeeper");
        String second = home().uriOfStart("zookeeper-2");
        assertThat(second).isNotEqualTo(first);
        assertThat(services("status").out())
                .containsPattern("zookeeper +running .* " + first)
                .containsPattern("zookeeper-2 +running .* " + second);
        assertThat(home().running()).extracting(RunningService::uri).containsExactly(first, second);
        assertThat(services("stop", "zookeeper-2").out())
                .startsWith("stopped zookeeper-2, process");
        assertThat(home().running()).extracting(RunningService::uri).containsExactly(first);
        assertThat(home().uriOfStart("zookeeper-2")).isEqualTo(second);
        assertThat(services("stop").out())
                .contains("stopped zookeeper, process", "stopped zookeeper-2, process");
        assertThat(services("status").out()).containsPattern("zookeeper-2 +stopped");
    }

    @Test
    void wrongUsageIsNamedAndNothingStarts() throws Exception {
        home().script("frobnicate").isWrongUsage("frobnicate", "start", "status", "stop");
        services("start").isWrongUsage("postgres", "zookeeper");
        services("start", "zookeeper", "postgrs").isWrongUsage("postgrs", "postgres", "zookeeper");
        services("start", "zookeeper", "postgres", "--port", "1").isWrongUsage("--port", "one");
        services("start", "zookeeper", "--port", "70000").isWrongUsage("70000", "65535");
        services("start", "zookeeper-1").isWrongUsage("zookeeper-1", "NAME-2 to NAME-99");
        services("stop", "postgrs").isWrongUsage("postgrs", "postgres", "zookeeper");
        assertThat(home().state().resolve("services")).doesNotExist();
    }

    @Test
    void helpListsTheServices() {
        for (ScriptRun.Ended ended : List.of(services(), services("help"), services("--help"))) {
            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .contains("  start   Starts", "postgres   PostgreSQL", "zookeeper  ZooKeeper");
        }
    }
}
