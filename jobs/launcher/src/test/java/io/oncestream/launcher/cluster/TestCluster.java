package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.InThisProcess;
import io.oncestream.launcher.ScriptRun;
import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster of real processes below a folder, as the script starts and stops it. */
final class TestCluster implements AutoCloseable {

    static final Path SCRIPT = Path.of("../../oncestream").toAbsolutePath().normalize();
    private static final Pattern JOB = Pattern.compile("job ([0-9a-f]{32})");

    private static final int WEB_PORT = 24_000;
    private static final int WEB_PORTS = 1_000;

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> options;
    private final ClusterHome home;

    private TestCluster(Path folder, Map<String, String> environment, List<String> options) {
        this.folder = folder;
        this.environment = environment;
        this.options = options;
        this.home = new ClusterHome(InThisProcess.home(folder));
    }

    static TestCluster start(Path folder, String... options) throws Exception {
        return start(folder, Map.of(), options);
    }

    /** Its processes, and the commands that the test runs, have this in their environment. */
    static TestCluster start(Path folder, Map<String, String> environment, String... options)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--web-port", Integer.toString(webPort())));
        TestCluster cluster = new TestCluster(folder, environment, all);
        ScriptRun.Ended started = cluster.startMissing();
        assertThat(started.code()).as(started.err()).isZero();
        return cluster;
    }

    /**
     * Not where a cluster of another fork's test looks for one: it could take what a process that
     * was killed had, before it is started again.
     */
    private static int webPort() {
        int first = WEB_PORT + 2 * (int) (ProcessHandle.current().pid() % WEB_PORTS);
        return LocalPort.firstFree(first, WEB_PORTS, 2).orElseThrow();
    }

    /** The command that started it, once more. */
    ScriptRun.Ended startMissing() throws Exception {
        List<String> words = new ArrayList<>(List.of("cluster", "start"));
        words.addAll(options);
        String[] all = words.toArray(new String[0]);
        // What is started inherits the environment.
        return environment.isEmpty() ? ask(all) : run(all);
    }

    ScriptRun.Ended run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        return ScriptRun.start(folder, command, environment).await();
    }

    /** The same in this process and its environment. */
    ScriptRun.Ended ask(String... words) {
        return InThisProcess.run(folder, words);
    }

    /** Submits a job, which has to run then. Returns its id. */
    String submit(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("submit"));
        all.addAll(List.of(words));
        ScriptRun.Ended ended = run(all.toArray(new String[0]));
        assertThat(ended.code()).as(ended.err()).isZero();
        Matcher job = JOB.matcher(ended.out());
        assertThat(job.find()).as(ended.out()).isTrue();
        return job.group(1);
    }

    Path log(String process) {
        return home.log(process);
    }

    FlinkRest rest() throws IOException {
        return home.view().orElseThrow().rest();
    }

    ServerProcess process(String name) throws IOException {
        return home.process(name).orElseThrow();
    }

    long pid(String process) throws IOException {
        return process(process).pid();
    }

    boolean isAlive(String process) throws IOException {
        return process(process).isAlive();
    }

    /** Sends SIGKILL. */
    void kill(String process) throws IOException {
        process(process).kill();
    }

    /** The name of the leading JobManager's process. */
    String leader() {
        return home.leader().orElseThrow();
    }

    @Override
    public void close() throws Exception {
        ScriptRun.Ended stopped = ask("cluster", "stop");
        assertThat(stopped.code()).as(stopped.err()).isZero();
    }
}
