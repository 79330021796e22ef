package io.oncestream.testing;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real server of the tests on a free port, started as {@code ./oncestream services start} starts
 * it. It can be killed and comes back on its port and data; at the latest it ends with this JVM.
 */
public final class TestServer implements AutoCloseable {

    public static final Installation INSTALLATION =
            new Installation(Path.of("../..").toAbsolutePath().normalize());

    private static final String NAME = "server";

    private final Path folder;
    private final int port;
    private final Starter starter;
    private ServerProcess process;

    private TestServer(Path folder, int port, Starter starter) {
        this.folder = folder;
        this.port = port;
        this.starter = starter;
    }

    /** With all that it writes in this folder. */
    public static TestServer start(Path folder, Starter starter)
            throws IOException, InterruptedException {
        TestServer server = new TestServer(folder, LocalPort.anyFree(), starter);
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::end));
        return server;
    }

    /** For all tests of this JVM, in a folder that goes with it. */
    public static TestServer ofThisJvm(Starter starter) {
        try {
            return start(Files.createTempDirectory("oncestream-server"), starter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public Path log() {
        return folder.resolve(NAME + ".log");
    }

    /** On the same port and data as before; waits until it serves. */
    public void start() throws IOException, InterruptedException {
        process = starter.start(INSTALLATION, folder, NAME, port);
    }

    /** Ends all its processes as a power failure would, by SIGKILL. */
    public void kill() throws IOException, InterruptedException {
        process.kill();
        process.awaitEnd(Patience.LIMIT);
    }

    /** Ends it orderly, whatever its clients do. */
    public void stop(String signal) throws IOException, InterruptedException {
        process.requestStop(signal);
        process.awaitEnd(Patience.LIMIT);
    }

    /** Its folder is a test's own: nobody needs it any more. */
    private void end() {
        try {
            kill();
            Folders.delete(folder);
        } catch (IOException | InterruptedException e) {
            System.err.println("left behind, " + folder + ": " + e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }
}
