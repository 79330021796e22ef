package io.oncestream.server.kafka;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Kafka broker and controller (KRaft) in a JVM of its own, on 127.0.0.1 only. Its data, log and
 * pid file are in one folder, and the data stays when it ends. Its jars are not those of Flink and
 * the jobs: the build lists them in a file of their own.
 */
public final class KafkaServer {

    private static final Pattern STARTED = Pattern.compile("(Kafka Server started)");
    private static final Pattern ERROR = Pattern.compile(" (?:ERROR|FATAL) .*? - (.*)");

    private final Path checkout;
    private final Path folder;
    private final ServerStart server;

    private KafkaServer(Path checkout, Path folder, String name) {
        this.checkout = checkout;
        this.folder = folder;
        this.server = new ServerStart("Kafka", folder, name, ERROR);
    }

    /**
     * Starts it and waits until it serves.
     *
     * @param folder where it keeps all that it writes
     * @param name of its pid file, NAME.pid, and its log, NAME.log, in that folder
     * @throws ServerException when it does not come up; nothing is left running then, and neither
     *     after an interruption
     */
    public static ServerProcess start(Path checkout, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return start(checkout, folder, name, port, Map.of());
    }

    /** With more of the broker's settings, which count before those of every broker. */
    public static ServerProcess start(
            Path checkout, Path folder, String name, int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        return new KafkaServer(checkout, Folders.make(folder), name).start(port, settings);
    }

    /** What {@code --from} and {@code --to} take, up to the topic. */
    public static String uri(int port) {
        return "kafka://127.0.0.1:" + port;
    }

    private ServerProcess start(int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        KafkaFiles files = new KafkaFiles(folder);
        Path configuration = files.configure(port, LocalPort.anyFree(), settings);
        if (!files.formatted()) {
            format(files, configuration);
        }
        return server.start(
                command(server.log(), "512m", "kafka.Kafka", List.of(configuration.toString())),
                Map.of(),
                log -> log.last(STARTED).isPresent());
    }

    private void format(KafkaFiles files, Path configuration)
            throws IOException, InterruptedException {
        Path printed =
                server.prepare(
                        "format",
                        command(
                                folder.resolve(server.name() + "-format.log"),
                                "128m",
                                "kafka.tools.StorageTool",
                                List.of(
                                        "format",
                                        // In one word: an id may begin with a hyphen.
                                        "--cluster-id=" + files.newClusterId(),
                                        "--config",
                                        configuration.toString())));
        if (!files.formatted()) {
            throw server.unprepared(printed);
        }
    }

    private List<String> command(Path log, String heap, String main, List<String> arguments)
            throws IOException {
        return JavaCommand.of(
                classPath(),
                List.of(
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.timezone=UTC",
                        "-Dlog4j2.configurationFile="
                                + checkout.resolve("flink-conf/log4j2-run.properties"),
                        "-Doncestream.log=" + log),
                main,
                arguments);
    }

    private String classPath() throws IOException {
        Path file = checkout.resolve("connectors/servers/target/kafka.classpath");
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new ServerException(
                    "there is no %s: make it with mvn -P kafka process-classes".formatted(file), e);
        }
    }
}
