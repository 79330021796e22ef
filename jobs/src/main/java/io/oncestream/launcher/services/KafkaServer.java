package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Folders;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.process.JavaCommand;
import io.oncestream.launcher.process.LocalPort;
import io.oncestream.launcher.process.LogTail;
import io.oncestream.launcher.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Kafka broker and controller (KRaft) in a JVM of its own, on 127.0.0.1 only. Its data, log and
 * pid file are in one folder, and the data stays when it ends. Its jars are not those of Flink and
 * the jobs: the build lists them in a file of their own.
 */
public final class KafkaServer {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration FORMAT_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 100;
    private static final Pattern STARTED = Pattern.compile("(Kafka Server started)");
    private static final Pattern ERROR = Pattern.compile(" (?:ERROR|FATAL) .*? - (.*)");
    private static final Pattern ANY_LINE = Pattern.compile("(\\S.*)");

    private final Path folder;
    private final String name;
    private final int port;

    private KafkaServer(Path folder, String name, int port) {
        this.folder = folder;
        this.name = name;
        this.port = port;
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param folder where it keeps all that it writes
     * @param name of its pid file, NAME.pid, and its log, NAME.log, in that folder
     * @throws FailureException when it does not come up; nothing is left running then, and neither
     *     after an interruption
     */
    public static ServerProcess start(Home home, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return new KafkaServer(Folders.make(folder), name, port).start(home.checkout());
    }

    /** What {@code --from} and {@code --to} take, up to the topic. */
    public static String uri(int port) {
        return "kafka://127.0.0.1:" + port;
    }

    private ServerProcess start(Path checkout) throws IOException, InterruptedException {
        KafkaFiles files = new KafkaFiles(folder);
        Path configuration = files.configure(port, LocalPort.anyFree());
        if (!files.formatted()) {
            format(checkout, files, configuration);
        }
        LogTail tail = LogTail.of(log());
        ServerProcess server =
                ServerProcess.start(
                        folder,
                        name,
                        command(
                                checkout,
                                name,
                                "512m",
                                "kafka.Kafka",
                                List.of(configuration.toString())),
                        Map.of());
        boolean started = false;
        try {
            awaitStarted(server, tail);
            started = true;
            return server;
        } finally {
            if (!started) {
                end(server);
            }
        }
    }

    private void format(Path checkout, KafkaFiles files, Path configuration)
            throws IOException, InterruptedException {
        String step = name + "-format";
        ServerProcess format =
                ServerProcess.start(
                        folder,
                        step,
                        command(
                                checkout,
                                step,
                                "128m",
                                "kafka.tools.StorageTool",
                                List.of(
                                        "format",
                                        "--cluster-id",
                                        files.newClusterId(),
                                        "--config",
                                        configuration.toString())),
                        Map.of());
        boolean ended = false;
        try {
            ended = format.awaitEnd(FORMAT_MAX);
        } finally {
            if (!ended) {
                end(format);
            }
        }
        if (!files.formatted()) {
            throw new FailureException(
                    "Kafka cannot prepare its folder %s: %s"
                            .formatted(folder, words(folder.resolve(step + ".out"))));
        }
        Files.deleteIfExists(folder.resolve(step + ".pid"));
    }

    private Path log() {
        return folder.resolve(name + ".log");
    }

    private List<String> command(
            Path checkout, String step, String heap, String main, List<String> arguments)
            throws IOException {
        return JavaCommand.of(
                classPath(checkout),
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.timezone=UTC",
                        "-Dlog4j2.configurationFile="
                                + checkout.resolve("flink-conf/log4j2-run.properties"),
                        "-Doncestream.log=" + folder.resolve(step + ".log")),
                main,
                arguments);
    }

    private static String classPath(Path checkout) throws IOException {
        Path file = checkout.resolve("jobs/target/kafka.classpath");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new FailureException(
                    "there is no %s: make it with mvn -P kafka process-classes".formatted(file), e);
        }
    }

    private void awaitStarted(ServerProcess server, LogTail tail)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (tail.last(STARTED).isEmpty()) {
            if (!server.isAlive()) {
                throw failure("does not start: " + lastWords(tail));
            }
            if (System.nanoTime() > end) {
                throw failure("is not ready within %d s".formatted(START_MAX.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private FailureException failure(String what) {
        return new FailureException("Kafka %s; its log: %s".formatted(what, log()));
    }

    private String lastWords(LogTail tail) throws IOException {
        String printed = words(folder.resolve(name + ".out"));
        return tail.last(ERROR).orElse(printed);
    }

    private static String words(Path out) throws IOException {
        return LogTail.ofAll(out).last(ANY_LINE).orElse("it did not say why");
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
