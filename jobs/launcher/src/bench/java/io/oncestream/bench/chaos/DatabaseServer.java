package io.oncestream.bench.chaos;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.launcher.ask.Client;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A database of a testbed: a service, under a name and on a port of its own. */
final class DatabaseServer implements Client.Database {

    private final Script script;
    private final Path folder;
    private final String name;
    private final int port;
    private String url = "";

    /**
     * Not started yet.
     *
     * @param services the folder of all services
     */
    DatabaseServer(Script script, Path services, String name, int port) {
        this.script = script;
        this.folder = services.resolve(name);
        this.name = name;
        this.port = port;
    }

    String name() {
        return name;
    }

    /** Starts it, unless it runs. */
    void start() throws IOException, InterruptedException {
        String printed =
                script.run(List.of("services", "start", name, "--port", Integer.toString(port)));
        url = printed.strip().replaceFirst("^.*\\s", "");
    }

    /** As {@code --to} takes it. */
    String url() {
        return url;
    }

    DatabaseAddress address() {
        return new DatabaseAddress(url, PasswordReference.ofEnvironment());
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    Optional<ServerProcess> process() throws IOException {
        return ServerProcess.find(folder, name).filter(ServerProcess::isAlive);
    }

    /** Lets all of its processes stand still. */
    void pause() throws IOException {
        signal("STOP");
    }

    void goOn() throws IOException {
        signal("CONT");
    }

    /** The first one first: it starts the others. */
    private void signal(String signal) throws IOException {
        Optional<ServerProcess> process = process();
        if (process.isPresent()) {
            long first = process.get().pid();
            Signals.send(first, signal);
            Stream<Long> others =
                    ProcessHandle.of(first).stream()
                            .flatMap(ProcessHandle::descendants)
                            .map(ProcessHandle::pid);
            for (long pid : others.toList()) {
                Signals.send(pid, signal);
            }
        }
    }
}
