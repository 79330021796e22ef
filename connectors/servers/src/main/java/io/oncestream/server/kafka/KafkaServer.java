package io.oncestream.server.kafka;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.JavaCommand;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.process.Starter;
import java.io.IOException;
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

    private final Installation installation;
    private final Path folder;
    private final ServerStart server;

    private KafkaServer(Installation installation, Path folder, String name) {
        this.installation = installation;
        this.folder = folder;
        this.server = new ServerStart("Kafka", folder, name, ERROR);
    }

    /** As {@link Starter} says. */
    public static ServerProcess start(Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return start(installation, folder, name, port, Map.of());
    }

    /** With more of the broker's settings, which count before those of every broker. */
    public static ServerProcess start(
            Installation installation,
            Path folder,
            String name,
            int port,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        return new KafkaServer(installation, Folders.make(folder), name).start(port, settings);
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
    }

    private List<String> command(Path log, String heap, String main, List<String> arguments)
            throws IOException {
        return JavaCommand.of(
                installation.kafkaClassPath(),
                JavaCommand.serverOptions(installation, log, heap),
                main,
                arguments);
    }
}
