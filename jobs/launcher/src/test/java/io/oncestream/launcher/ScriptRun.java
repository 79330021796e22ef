package io.oncestream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.flink.FlinkRest;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;

/** The oncestream script in a process of its own, with its state below the given folder. */
public final class ScriptRun implements AutoCloseable {

    private static final Pattern WEB_UI = Pattern.compile("web UI: (http://\\S+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private ScriptRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    public record Ended(int code, String out, String err) {
        public void isWrongUsage(String... words) {
            assertThat(code).as(err).isEqualTo(2);
            assertThat(err.strip().lines()).as(err).hasSize(1);
            assertThat(err).contains(words).doesNotContain("Exception", "\tat ");
            assertThat(out).isEmpty();
        }
    }

    public static ScriptRun start(Path script, Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return start(folder, command);
    }

    public static ScriptRun start(Path folder, List<String> command) throws Exception {
        return start(folder, command, Map.of());
    }

    /** With more in its environment than the test's own. */
    public static ScriptRun start(
            Path folder, List<String> command, Map<String, String> environment) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        List<String> words = new ArrayList<>(unignored());
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("ONCESTREAM_HOME", folder.resolve("state").toString());
        builder.environment().remove("ONCESTREAM_DB_PASSWORD");
        builder.environment().putAll(environment);
        return new ScriptRun(builder.start(), out, err);
    }

    /** A shell's background job ignores SIGINT, and so do all that it starts, a JVM for good. */
    private static List<String> unignored() throws Exception {
        List<String> env = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(env);
        probe.add("true");
        Process process =
                new ProcessBuilder(probe).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return process.waitFor() == 0 ? env : List.of();
    }

    public Ended await() throws Exception {
        return await(Patience.LIMIT);
    }

    public Ended await(Duration most) throws Exception {
        boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as("ended within %s: %s", most, err()).isTrue();
        return new Ended(process.exitValue(), read(out), err());
    }

    public String err() throws IOException {
        return read(err);
    }

    /** How the name of its log file ends. */
    String logEnd() {
        return "-" + process.pid() + ".log";
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The script has become the launcher's JVM by the time that there is anything to stop. */
    public void signal(String name) throws Exception {
        String pid = Long.toString(process.pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    }

    /** Waits until the job has read rows and reports how many. */
    long awaitRowsRead() {
        return Patience.await().ignoreExceptions().until(this::rowsRead, rows -> rows > 0);
    }

    private long rowsRead() throws Exception {
        assertThat(process.isAlive()).isTrue();
        Matcher webUi = WEB_UI.matcher(err());
        assertThat(webUi.find()).isTrue();
        FlinkRest rest = new FlinkRest(URI.create(webUi.group(1)));
        JobID id = JobID.fromHexString(rest.get("/jobs").path("jobs").path(0).path("id").asText());
        return new JobMonitor(rest, id).progress().rowsRead();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
