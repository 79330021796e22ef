package io.oncestream.testing;

import java.io.IOException;

/** A server of one test's own. */
public interface KillableDatabase extends AutoCloseable {

    /** An empty database of it. */
    TestDatabase database() throws Exception;

    /** Ends all its processes as a power failure would, by SIGKILL. */
    void kill() throws IOException, InterruptedException;

    /** Starts it again, on the same port and data, and waits until it answers. */
    void start() throws IOException;
}
