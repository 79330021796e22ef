package io.oncestream.bench.store;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server of the machine's Redis, one of a cluster. */
final class RedisServer {

    static final String CLI = "redis-cli";

    private static final String SERVER = "redis-server";
    private static final Pattern READY = Pattern.compile("(Ready to accept connections)");
    private static final Pattern ERROR = Pattern.compile(" # (.*)");

    /** Nobody dies here: who is slow on a busy machine must not be taken for dead. */
    private static final int PATIENCE_MILLIS = 60_000;

    private RedisServer() {}

    static boolean isInstalled() {
        return Stream.of(SERVER, CLI).allMatch(RedisServer::isOnPath);
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * As {@link io.oncestream.server.process.Starter} says. An answer says that the log is on the
     * disk; snapshots, which it does not need beside the log, are off. All else is at the defaults
     * but for patience.
     */
    static ServerProcess start(Installation none, Path folder, String name, int port)
            throws IOException, InterruptedException {
        ServerStart start = new ServerStart("Redis", Folders.make(folder), name, ERROR);
        Map<String, String> settings =
                Map.ofEntries(
                        Map.entry("port", Integer.toString(port)),
                        Map.entry("bind", "127.0.0.1"),
                        Map.entry("dir", folder.toAbsolutePath().toString()),
                        Map.entry("logfile", start.log().toAbsolutePath().toString()),
                        Map.entry("save", ""),
                        Map.entry("appendonly", "yes"),
                        Map.entry("appendfsync", "always"),
                        Map.entry("cluster-enabled", "yes"),
                        Map.entry("cluster-port", Integer.toString(LocalPort.anyFree())),
                        Map.entry("cluster-announce-ip", "127.0.0.1"),
                        Map.entry("cluster-node-timeout", Integer.toString(PATIENCE_MILLIS)));
        List<String> command =
                Stream.concat(
                                Stream.of(SERVER),
                                settings.entrySet().stream()
                                        .flatMap(
                                                each ->
                                                        Stream.of(
                                                                "--" + each.getKey(),
                                                                each.getValue())))
                        .toList();
        return start.start(command, Map.of(), log -> log.last(READY).isPresent());
    }
}
