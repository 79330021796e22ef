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
    private final int interrupted;

    private BorrowedService(LocalService service, boolean started, int interrupted) {
        this.service = service;
        this.started = started;
        this.interrupted = interrupted;
    }

    /** By its name, as {@code services start} takes it. */
    public static BorrowedService start(Home home, Console console, String name) throws Exception {
        LocalService service = ServiceCatalogue.find(home, List.of(name)).get(0);
        ServiceStart start = new ServiceStart(home, console, null);
        boolean started = start.borrow(service).orElse(false);
        return new BorrowedService(service, started, start.interrupted());
    }

    /** Not 0 where a signal came while it started: the exit code, and it may not run. */
    public int interrupted() {
        return interrupted;
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
