package io.oncestream.bench.chaos;

import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The oncestream script, with a state folder of its own. */
final class Script {

    private static final long SECONDS_MAX = 600;

    private final Home home;

    Script(Home home) {
        this.home = home;
    }

    /**
     * Runs it to its end, which an interruption brings about.
     *
     * @return what it printed
     * @throws FailureException when it fails
     */
    String run(List<String> words) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home.folder("commands"), words.get(0), ".out");
        Path err = Path.of(out.toString().replaceFirst("out$", "err"));
        List<String> command = new ArrayList<>(words);
        command.add(0, home.checkout().resolve("oncestream").toString());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        setEnvironment(builder.environment());
        Process process = builder.start();
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new FailureException(
                        "no end after %d s: %s".formatted(SECONDS_MAX, CommandText.of(command)));
            }
        } finally {
            end(process);
        }
        if (process.exitValue() != 0) {
            throw new FailureException(
                    "%s: %s".formatted(CommandText.of(command), lastLine(err, out)));
        }
        return Files.readString(out);
    }

    private void setEnvironment(Map<String, String> environment) {
        environment.put("ONCESTREAM_HOME", home.state().toString());
        // A process that is killed soon has no use for the second compiler and G1's threads.
        environment.putIfAbsent(
                "ONCESTREAM_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.remove("ONCESTREAM_DB_PASSWORD");
        environment.remove("ONCESTREAM_SOURCE_PASSWORD");
    }

    /** The script takes back what it has begun when it is asked to end. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException again) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lastLine(Path... files) throws IOException {
        for (Path file : files) {
            List<String> lines =
                    Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
            if (!lines.isEmpty()) {
                return lines.get(lines.size() - 1);
            }
        }
        return "it did not say why";
    }
}
