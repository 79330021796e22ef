package io.oncestream.server.process;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a server of some kind is started. It listens on 127.0.0.1 only, and keeps all that it writes
 * in one folder; its data stays when it ends.
 */
@FunctionalInterface
public interface Starter {

    /**
     * Starts it and waits until it serves.
     *
     * @param name of its pid file, NAME.pid, and its log, NAME.log, in that folder
     * @throws ServerException when it does not come up; nothing is left running then, and neither
     *     after an interruption
     */
    ServerProcess start(Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException;
}
