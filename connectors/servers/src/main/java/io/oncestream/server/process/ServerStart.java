package io.oncestream.server.process;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The start of a server: it serves at the end, or nothing of it runs and the failure quotes what it
 * said. The same after an interruption.
 *
 * @param product what people call it, such as Kafka
 * @param folder where it keeps all that it writes
 * @param name of its NAME.log, NAME.out (what it prints) and NAME.pid in that folder
 * @param error an error in its log; what it says is the first group
 */
public record ServerStart(String product, Path folder, String name, Pattern error) {

    /**
     * How long a start may take, as may each step before it. One that fails ends its process; only
     * one that hangs takes all of it.
     */
    public static final Duration START_MAX = Duration.ofMinutes(3);

    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;
    private static final Pattern ANY_LINE = Pattern.compile("(\\S.*)");

    /** Tells whether a server serves by now. */
    @FunctionalInterface
    public interface Readiness {

        /**
         * Is asked again and again.
         *
         * @param log what it has logged since it was started
         */
        boolean isServing(LogTail log) throws IOException;
    }

    public Path log() {
        return folder.resolve(name + ".log");
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param environment variables above those of this process
     * @throws ServerException when it does not come up
     */
    public ServerProcess start(
            List<String> command, Map<String, String> environment, Readiness readiness)
            throws IOException, InterruptedException {
        LogTail tail = LogTail.of(log());
        ServerProcess server = ServerProcess.start(folder, name, command, environment);
        boolean serves = false;
        try {
            awaitServing(server, tail, readiness);
            serves = true;
            return server;
        } finally {
            if (!serves) {
                end(server);
            }
        }
    }

    /**
     * Runs a command that prepares the folder, to its end.
     *
     * @param step its name, after the server's own
     * @throws ServerException when it fails
     */
    public void prepare(String step, List<String> command)
            throws IOException, InterruptedException {
        String process = name + "-" + step;
        Process preparation = DetachedProcess.start(folder, process, command, Map.of());
        try {
            if (!preparation.waitFor(START_MAX.toSeconds(), SECONDS)
                    || preparation.exitValue() != 0) {
                throw unprepared(folder.resolve(process + ".out"));
            }
        } finally {
            preparation.destroy();
            if (!preparation.waitFor(STOP_MAX.toSeconds(), SECONDS)) {
                preparation.destroyForcibly().waitFor();
            }
        }
    }

    private ServerException unprepared(Path printed) throws IOException {
        return new ServerException(
                "%s cannot prepare its folder %s: %s; all that it said: %s"
                        .formatted(
                                product,
                                folder,
                                lastWords(LogTail.ofAll(printed), printed),
                                printed));
    }

    private void awaitServing(ServerProcess server, LogTail tail, Readiness readiness)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!readiness.isServing(tail)) {
            if (!server.isAlive()) {
                throw failure("does not start", tail);
            }
            if (System.nanoTime() > end) {
                throw failure("does not serve within %d s".formatted(START_MAX.toSeconds()), tail);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private ServerException failure(String what, LogTail tail) throws IOException {
        return new ServerException(
                "%s %s: %s; its log: %s"
                        .formatted(
                                product,
                                what,
                                lastWords(tail, folder.resolve(name + ".out")),
                                log()));
    }

    private String lastWords(LogTail tail, Path printed) throws IOException {
        String line = LogTail.ofAll(printed).last(ANY_LINE).orElse("it did not say why");
        return tail.last(error).orElse(line);
    }

    private static void end(ServerProcess server) throws IOException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        server.requestStop();
        server.awaitEnd(STOP_MAX);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
