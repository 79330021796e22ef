package io.oncestream.launcher.services;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A service for one command: the one that runs, which goes on afterwards, or one that is started
 * and is stopped with the command.
 */
public final class BorrowedService implements AutoCloseable {

    private final LocalService service;
    private final boolean started;

    private BorrowedService(LocalService service, boolean started) {
        this.service = service;
        this.started = started;
    }

    /** By its name, as {@code services start} takes it. */
    public static BorrowedService start(Home home, Console console, String name) throws Exception {
        LocalService service = ServiceCatalogue.find(home, List.of(name)).get(0);
        boolean started = new ServiceStart(home, console, null).startQuietly(service);
        return new BorrowedService(service, started);
    }

    /** Where clients find it. */
    public String uri() throws IOException {
        return service.uri();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Optional<ServerProcess> server = started ? service.running() : Optional.empty();
        if (server.isPresent()) {
            service.service().requestStop(server.get());
            server.get().awaitEnd(StopCommand.STOP_MAX);
        }
    }
}
