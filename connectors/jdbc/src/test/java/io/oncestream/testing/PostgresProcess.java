package io.oncestream.testing;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL server of a test's own, which can be killed and started again on its data. */
final class PostgresProcess implements KillableDatabase {
    private final Path folder;
    private int port;
    private EmbeddedPostgres server;

    private PostgresProcess(Path folder) {
        this.folder = folder;
    }

    static PostgresProcess start(Path folder) throws IOException {
        PostgresProcess process = new PostgresProcess(folder);
        process.start();
        return process;
    }

    @Override
    public void start() throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        // The library starts servers that forget what they promised.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1");
        server = (port == 0 ? builder : builder.setPort(port)).start();
        port = server.getPort();
    }

    @Override
    public TestDatabase database() {
        return new TestDatabase(
                new DatabaseAddress(
                        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port),
                        PasswordReference.ofEnvironment()));
    }

    /** With its children, which would notice the death of the first process only by and by. */
    @Override
    public void kill() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
        ProcessHandle first = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        server.close(); // lets go of its lock on the folder
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
