package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.ScriptRun;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/** A cluster whose jobs write to a database that asks for a password, and that is searched. */
final class SecretsCluster implements AutoCloseable {

    private static final Path JAR =
            Path.of("../collection/target/oncestream-jobs.jar").toAbsolutePath();
    private static final String MAIN = "io.oncestream.job.averages.AveragesJob";
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");

    private final PasswordDatabase database;
    private final TestCluster cluster;
    private final ClusterSearch search;

    private SecretsCluster(PasswordDatabase database, TestCluster cluster, ClusterSearch search) {
        this.database = database;
        this.cluster = cluster;
        this.search = search;
    }

    static SecretsCluster start(
            Path folder,
            PasswordDatabase database,
            Map<String, String> environment,
            String... secrets)
            throws Exception {
        TestCluster cluster = TestCluster.start(folder, environment, "--slots", "6", "--ha");
        return new SecretsCluster(database, cluster, new ClusterSearch(folder, secrets));
    }

    private String[] words(List<String> first, String table, String from, List<String> more) {
        List<String> words = new ArrayList<>(first);
        words.addAll(List.of("--from", from, "--to", database.url(), "--table", table));
        words.addAll(List.of("--parallelism", "1", "--checkpoint-interval", "1s"));
        words.addAll(more);
        return words.toArray(String[]::new);
    }

    /** Submits a job, which has to run and to write. */
    RunningJob submit(String table, String from, String... more) throws Exception {
        String id = cluster.submit(words(List.of("averages"), table, from, List.of(more)));
        RunningJob job = new RunningJob(cluster, database.shop(), table, id);
        job.awaitRows();
        return job;
    }

    /** As the web UI does: its main runs in the JobManager. */
    RunningJob submitByWebUi(String table, String from, String... more) throws Exception {
        String[] arguments = words(List.of(), table, from, List.of(more));
        String id = UploadedJar.on(cluster).run(List.of(arguments));
        RunningJob job = new RunningJob(cluster, database.shop(), table, id);
        job.awaitRows();
        return job;
    }

    /** Submits one that is refused, in one line with these words. */
    void assertRefused(List<String> why, String from, String... more) throws Exception {
        ScriptRun.Ended refused =
                cluster.run(words(List.of("submit", "averages"), "refused", from, List.of(more)));
        assertThat(refused.code()).as(refused.err()).isNotZero();
        assertThat(refused.err()).contains(why).hasLineCount(1);
    }

    /** Past what submit looks at first: as Flink's own users do. */
    RunningJob submitByFlink(String table, String from, String... more) throws Exception {
        List<String> flink = List.of("flink", "run", "-d", "-c", MAIN, JAR.toString());
        ScriptRun.Ended sent = cluster.run(words(flink, table, from, List.of(more)));
        assertThat(sent.code()).as(sent.err()).isZero();
        Matcher id = JOB.matcher(sent.out());
        assertThat(id.find()).as(sent.out()).isTrue();
        return new RunningJob(cluster, database.shop(), table, id.group(1));
    }

    void stop(RunningJob job) throws Exception {
        ScriptRun.Ended stopped = cluster.run("flink", "stop", job.id());
        assertThat(stopped.code()).as(stopped.err()).isZero();
    }

    void replaceTaskManager() throws Exception {
        cluster.kill("taskmanager-1");
        ScriptRun.Ended complete = cluster.startMissing();
        assertThat(complete.code()).as(complete.err()).isZero();
    }

    void awaitLogged(String pattern) {
        Patience.await()
                .untilAsserted(
                        () ->
                                assertThat(cluster.log("taskmanager-1"))
                                        .content()
                                        .containsPattern(pattern));
    }

    /** As no restart mends. */
    void awaitEnd(RunningJob job, String why) throws Exception {
        awaitFailure(job, why);
        JobMonitor monitor = new JobMonitor(cluster.rest(), JobID.fromHexString(job.id()));
        Patience.await().until(() -> monitor.status().equals(Optional.of(JobStatus.FAILED)));
    }

    void awaitFailure(RunningJob job, String why) throws Exception {
        JobMonitor monitor = new JobMonitor(cluster.rest(), JobID.fromHexString(job.id()));
        Patience.await()
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(monitor.lastFailure())
                                        .get()
                                        .extracting(JobMonitor.Failure::reason)
                                        .asString()
                                        .contains(why));
    }

    /** Before a job fails for good: of such a one nothing stays. */
    void searchFiles() throws Exception {
        search.files();
    }

    /** While jobs run, and once more behind the end. */
    void searchAll() throws Exception {
        search.running(cluster);
        cluster.close();
        search.assertNothingFound();
    }

    /** Only when it was not searched. */
    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
