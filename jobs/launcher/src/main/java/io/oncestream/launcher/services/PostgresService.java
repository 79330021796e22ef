package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** PostgreSQL from the same binaries as the embedded one, with data of its own. */
final class PostgresService implements Service {

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String description() {
        return "PostgreSQL, for --to; lets everyone on this machine in without a password";
    }

    @Override
    public int usualPort() {
        return 5432;
    }

    @Override
    public String uri(int port) {
        return PostgresServer.url(port);
    }

    private PostgresServer server(Path folder) {
        return new PostgresServer(folder, folder.resolve(name() + ".log"));
    }

    @Override
    public ServerProcess start(Home home, Path folder, int port) throws IOException {
        PostgresServer server = server(folder);
        boolean started = false;
        try {
            server.start(port);
            OptionalLong pid = server.pid();
            if (pid.isEmpty()) {
                throw new FailureException(
                        "PostgreSQL ended at once; its log: " + folder.resolve(name() + ".log"));
            }
            ServerProcess process = ServerProcess.adopt(folder, name(), pid.getAsLong());
            started = true;
            return process;
        } finally {
            if (!started) {
                undo(server);
            }
        }
    }

    /**
     * After an interruption initdb or pg_ctl may still be at it; both undo their work on SIGINT.
     */
    private static void undo(PostgresServer server) throws IOException {
        boolean interrupted = Thread.interrupted();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            Signals.send(child.pid(), "INT");
            child.onExit().join();
        }
        server.stop(true);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also the server of a start that was killed before it could write the pid file. */
    @Override
    public Optional<ServerProcess> find(Path folder) throws IOException {
        Optional<ServerProcess> known = ServerProcess.find(folder, name());
        if (known.isPresent() && known.get().isAlive()) {
            return known;
        }
        OptionalLong pid = server(folder).pid();
        return pid.isPresent()
                ? Optional.of(ServerProcess.adopt(folder, name(), pid.getAsLong()))
                : known;
    }

    /** Fast shutdown: on SIGTERM it would wait for every open session. */
    @Override
    public void requestStop(ServerProcess server) throws IOException {
        server.requestStop("INT");
    }
}
