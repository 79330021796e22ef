package io.oncestream.launcher.services;

import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A kind of server that the user can start by its name. */
interface Service {

    String name();

    /** What it is and what it is for, in one line. */
    String description();

    /** The port that everyone expects it on. */
    int usualPort();

    /** Where clients find it, in the form that their options take. */
    String uri(int port);

    /**
     * Starts it and waits until it answers a client. When this throws, nothing is left running.
     *
     * @param folder for all that it writes
     * @throws io.oncestream.launcher.failure.FailureException when it does not come up
     */
    ServerProcess start(Home home, Path folder, int port) throws IOException, InterruptedException;

    /** The process that was started in this folder, alive or not. */
    default Optional<ServerProcess> find(Path folder) throws IOException {
        return ServerProcess.find(folder, name());
    }

    /** Asks it to end orderly and soon, whatever its clients do. */
    default void requestStop(ServerProcess server) throws IOException {
        server.requestStop();
    }
}
