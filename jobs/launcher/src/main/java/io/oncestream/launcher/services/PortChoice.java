package io.oncestream.launcher.services;

import io.oncestream.launcher.failure.UsageException;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * On which port a service is started.
 *
 * @param note for the user, when it is not the one to expect; otherwise empty
 */
record PortChoice(int port, String note) {

    private static final int PORT_MAX = 65_535;

    /**
     * The usual one, else the one of the last time, else any, whichever is free first.
     *
     * @param usual where the user expects it
     * @param last where it was the last time
     */
    static PortChoice without(int usual, OptionalInt last) throws IOException {
        if (LocalPort.isFree(usual)) {
            return new PortChoice(usual, "");
        }
        boolean again = last.isPresent() && LocalPort.isFree(last.getAsInt());
        int port = again ? last.getAsInt() : LocalPort.anyFree();
        String like = again ? ", as the last time" : "";
        return new PortChoice(port, "port %d is taken: using %d%s".formatted(usual, port, like));
    }

    /**
     * Exactly this one.
     *
     * @throws UsageException when it cannot be had
     */
    static PortChoice of(int port) {
        checkRange(port);
        Optional<String> problem = LocalPort.problem(port);
        if (problem.isPresent()) {
            throw new UsageException(
                    "--port %d: %s; choose another, or leave it out to take a free one"
                            .formatted(port, problem.get().toLowerCase(Locale.ROOT)));
        }
        return new PortChoice(port, "");
    }

    static void checkRange(@Nullable Integer port) {
        if (port != null && (port < 1 || port > PORT_MAX)) {
            throw new UsageException("--port %d: a port is 1 to %d".formatted(port, PORT_MAX));
        }
    }
}
