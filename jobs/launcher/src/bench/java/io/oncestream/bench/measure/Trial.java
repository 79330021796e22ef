package io.oncestream.bench.measure;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.Folders;
import io.oncestream.server.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the JVMs of a contest, one at a time.
 *
 * @param surroundings what contestants must know beside the case, as the address of a database
 * @param heap of each JVM, as {@code -Xmx} takes it
 */
record Trial(
        Home home, Console console, Contest contest, Map<String, String> surroundings, String heap) {

    private static final int TELL_SECONDS = 10;

    /** What it asks for, "to get the best performance results"; the others do not mind. */
    private static final List<String> HAZELCAST_OPTIONS =
            List.of(
                    "--add-modules=java.se",
                    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                    "--add-opens=java.management/sun.management=ALL-UNNAMED",
                    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    /**
     * Measures one case in a JVM of its own.
     *
     * @param what for the progress line
     */
    Outcome run(Case one, String contestant, String what) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(home.folder("bench"), contest.name() + "-");
        Path outcome = scratch.resolve("outcome");
        Path log = home.folder("bench/" + contest.name()).resolve(contestant + ".log");
        Process process =
                new ProcessBuilder(command(one, contestant, scratch, outcome, log))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log.resolveSibling(contestant + ".out").toFile()))
                        .start();
        try {
            follow(process, what);
            if (process.exitValue() != 0 || !Files.exists(outcome)) {
                throw new FailureException(
                        "%s failed; its log: %s, its output beside it".formatted(what, log));
            }
            return Outcome.parse(Files.readString(outcome));
        } finally {
            process.destroyForcibly().waitFor();
            Folders.delete(scratch);
        }
    }

    private void follow(Process process, String what) throws InterruptedException {
        long start = System.nanoTime();
        console.step(what);
        while (!process.waitFor(TELL_SECONDS, TimeUnit.SECONDS)) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            console.progress("%s, %d s".formatted(what, seconds));
        }
        console.clear();
    }

    private List<String> command(
            Case one, String contestant, Path scratch, Path outcome, Path log) {
        List<String> arguments = new ArrayList<>();
        arguments.add(contest.getClass().getName());
        arguments.addAll(List.of(contestant, outcome.toString(), one.name()));
        one.settings().forEach((name, value) -> arguments.add(name + "=" + value));
        surroundings.forEach((name, value) -> arguments.add(name + "=" + value));
        List<String> options = new ArrayList<>(HAZELCAST_OPTIONS);
        options.addAll(
                List.of(
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Duser.timezone=UTC",
                        "-Djava.io.tmpdir=" + scratch,
                        "-Dlog4j2.configurationFile="
                                + home.installation().logging("log4j2-run.properties"),
                        "-Doncestream.log=" + log,
                        "-Doncestream.checkout=" + home.checkout(),
                        "-Doncestream.home=" + home.state()));
        return JavaCommand.of(
                System.getProperty("java.class.path"), options, Child.class.getName(), arguments);
    }
}
