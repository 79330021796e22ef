package io.oncestream.launcher.services;

import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * A kind of server that the user can start by its name.
 *
 * @param description what it is and what it is for, in one line
 * @param usualPort the port that everyone expects it on
 * @param address where clients find it at a port, in the form that their options take
 * @param small starts one of several on a machine: with little memory and disk
 * @param stopSignal asks it to end orderly and soon, whatever its clients do
 */
record Service(
        String name,
        String description,
        int usualPort,
        IntFunction<String> address,
        Starter starter,
        Starter small,
        String stopSignal) {

    Service(
            String name,
            String description,
            int usualPort,
            IntFunction<String> address,
            Starter starter) {
        this(name, description, usualPort, address, starter, starter, "TERM");
    }

    String uri(int port) {
        return address.apply(port);
    }

    void requestStop(ServerProcess server) throws IOException {
        server.requestStop(stopSignal);
    }
}
