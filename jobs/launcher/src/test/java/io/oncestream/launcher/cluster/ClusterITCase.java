package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.InThisProcess;
import io.oncestream.launcher.ScriptRun;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands cluster and submit, on real processes. */
class ClusterITCase {

    @TempDir private static Path folder;
    private static TestCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(folder, "--slots", "2");
    }

    @AfterAll
    static void stopEndsAllThatWasStarted() throws Exception {
        ServerProcess jobManager = cluster.process("jobmanager-1");
        ServerProcess taskManager = cluster.process("taskmanager-1");
        cluster.close();
        assertThat(jobManager.isAlive()).isFalse();
        assertThat(taskManager.isAlive()).isFalse();
        assertThat(cluster.ask("cluster", "stop").err()).contains("no cluster runs");
        assertThat(cluster.ask("cluster", "status").code()).isEqualTo(1);
    }

    @Test
    void startedAgainItSaysThatItRuns() throws Exception {
        long pid = cluster.pid("jobmanager-1");
        ScriptRun.Ended again = cluster.startMissing();
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("runs already", "web UI: http://127.0.0.1:");
        assertThat(cluster.pid("jobmanager-1")).isEqualTo(pid);
    }

    @Test
    void anotherShapeIsRefusedWhileItRuns() throws Exception {
        cluster.ask("cluster", "start", "--taskmanagers", "3")
                .isWrongUsage("1 TaskManager", "cluster stop");
        cluster.ask("cluster", "start", "--ha").isWrongUsage("cluster stop");
    }

    @Test
    void wrongWordsAndValuesAreAnsweredWithTheValidOnes() throws Exception {
        cluster.ask("cluster").isWrongUsage("start", "status", "stop");
        cluster.ask("cluster", "restart").isWrongUsage("restart", "status");
        cluster.ask("cluster", "start", "--taskmanagers", "0").isWrongUsage("0", "1 to 20");
        cluster.ask("cluster", "start", "--taskmanager", "2").isWrongUsage("--taskmanagers");
        cluster.ask("submit").isWrongUsage("averages");
        cluster.ask("submit", "averges").isWrongUsage("averages");
    }

    @Test
    void statusNamesProcessesSlotsAndWebUi() throws Exception {
        ScriptRun.Ended status = cluster.run("cluster", "status");
        assertThat(status.code()).as(status.err()).isZero();
        assertThat(status.out())
                .containsPattern("jobmanager-1 +running +" + cluster.pid("jobmanager-1"))
                .containsPattern("taskmanager-1 +running +\\d+")
                .containsPattern("web UI +http://127.0.0.1:\\d+")
                .containsPattern("slots +2, \\d free");
    }

    @Test
    void aSubmittedJobEndsWithItsResult() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        ScriptRun.Ended ended = submitSample(database);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("job [0-9a-f]{32}")
                .containsPattern("web UI http://127.0.0.1:\\d+/#/job/running/[0-9a-f]{32}/overview")
                .containsPattern("rows read +2,000")
                .containsPattern("rows written +1,623 to averages");
        assertThat(database.queryLong("SELECT sum(count) FROM averages")).isEqualTo(2_000);
        assertThat(cluster.log("taskmanager-1"))
                .content()
                .containsPattern(
                        "job=[0-9a-f]{32} lineage=[0-9a-f]{32} checkpoint=\\d+ - Committed");
    }

    @Test
    void aJobThatFailsSaysWhyInOneLine() throws Exception {
        TestDatabase database = PostgresServer.newDatabase();
        String first =
                UploadedJar.on(cluster)
                        .run(
                                List.of(
                                        "--from=gen:?keys=2&count=500",
                                        "--to=" + database.address().url()));
        new RunningJob(cluster, database, "averages", first).awaitFinished();
        ScriptRun.Ended refused = submitSample(database);
        assertThat(refused.code()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err().lines().filter(line -> line.startsWith("averages failed: ")))
                .as(refused.err())
                .hasSize(1)
                .allMatch(line -> line.contains("--resume") && line.contains("--fresh"));
        assertThat(refused.err()).doesNotContain("restarting");
    }

    @Test
    void aJobThatCannotRunIsNotSubmitted() throws Exception {
        cluster.ask("submit", "averages").isWrongUsage("--to", "services start postgres");
        String url = PostgresServer.newDatabase().address().url();
        cluster.ask("submit", "averages", "--to", url, "--parallelism", "3")
                .isWrongUsage("3 slots", "has 2");
        cluster.ask("submit", "averages", "--to", url, "--value", "delai")
                .isWrongUsage("delai", "delay");
        ScriptRun.Ended noDatabase =
                cluster.ask("submit", "averages", "--to", url.replaceFirst(":\\d+/", ":1/"));
        assertThat(noDatabase.code()).isEqualTo(1);
        assertThat(noDatabase.err()).contains("--to", ":1/").hasLineCount(1);
        ScriptRun.Ended jobs = cluster.run("flink", "list", "--running");
        assertThat(jobs.out()).contains("No running jobs");
    }

    @Test
    void withoutAClusterNothingIsSubmitted() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        String url = PostgresServer.newDatabase().address().url();
        InThisProcess.run(elsewhere, "submit", "averages", "--to", url)
                .isWrongUsage("no cluster runs", "cluster start");
    }

    /** The first one stays, with the job that may run on it. */
    @Test
    void whatDiedIsStartedAgain() throws Exception {
        long jobManager = cluster.pid("jobmanager-1");
        cluster.kill("taskmanager-1");
        Patience.await().until(() -> !cluster.isAlive("taskmanager-1"));
        ScriptRun.Ended incomplete = cluster.ask("cluster", "status");
        assertThat(incomplete.code()).isEqualTo(1);
        assertThat(incomplete.out()).containsPattern("taskmanager-1 +gone");
        ScriptRun.Ended restarted = cluster.startMissing();
        assertThat(restarted.code()).as(restarted.err()).isZero();
        assertThat(restarted.err()).contains("starting what is gone: taskmanager-1");
        assertThat(cluster.pid("jobmanager-1")).isEqualTo(jobManager);
        assertThat(cluster.isAlive("taskmanager-1")).isTrue();
    }

    @Test
    void anInterruptedStartLeavesNothingBehind() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("interrupted"));
        Path logs = elsewhere.resolve("state/cluster/logs");
        try (ScriptRun start = ScriptRun.start(TestCluster.SCRIPT, elsewhere, "cluster", "start")) {
            Patience.await().until(() -> Files.exists(logs.resolve("jobmanager-1.pid")));
            ServerProcess jobManager = ServerProcess.find(logs, "jobmanager-1").orElseThrow();
            start.signal("INT");
            assertThat(start.await().code()).isEqualTo(130);
            Patience.await().until(() -> !jobManager.isAlive());
        }
        assertThat(ServerProcess.find(logs, "taskmanager-1").filter(ServerProcess::isAlive))
                .isEmpty();
    }

    @Nested
    class InTheWebUi extends WebUiTests {
        InTheWebUi() throws Exception {
            super(cluster);
        }
    }

    private static ScriptRun.Ended submitSample(TestDatabase database) throws Exception {
        return cluster.run("submit", "averages", "--to", database.address().url(), "--wait");
    }
}
