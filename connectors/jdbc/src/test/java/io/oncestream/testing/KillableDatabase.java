package io.oncestream.testing;

import java.io.IOException;

/** A server of one test's own. */
public interface KillableDatabase extends AutoCloseable {

    TestServer server();

    /** An empty database of it. */
    TestDatabase database() throws Exception;

    /** Ends all its processes as a power failure would, by SIGKILL. */
    default void kill() throws IOException, InterruptedException {
        server().kill();
    }

    /** Starts it again, on the same port and data, and waits until it serves. */
    default void start() throws IOException, InterruptedException {
        server().start();
    }

    default int port() {
        return server().port();
    }

    @Override
    default void close() throws IOException, InterruptedException {
        server().close();
    }
}
