package io.oncestream.launcher.services;

import io.oncestream.launcher.console.Console;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the services that a command goes on with. */
public final class BorrowedService {

    private static final Logger LOG = LoggerFactory.getLogger(BorrowedService.class);

    private final LocalService service;
    private final Console console;
    private boolean isOwn;

    BorrowedService(LocalService service, Console console) {
        this.service = service;
        this.console = console;
    }

    /** Unless it runs. */
    void begin(ServiceStart start) throws Exception {
        boolean started = start.startQuietly(service);
        synchronized (this) {
            isOwn = started;
        }
    }

    /** As {@code services start} takes it. */
    public String name() {
        return service.name();
    }

    /** Where clients find it. */
    public String uri() throws IOException {
        return service.uri();
    }

    /** Ends its process, as {@code services stop} does. */
    public synchronized void stop() throws IOException, InterruptedException {
        try (FileChannel lock = service.lock(console)) {
            LOG.debug("Locked {}", lock);
            requestStop();
            awaitEnd();
        }
    }

    /** Ends it as a crash does, with {@code kill -9}. */
    public synchronized void kill() throws IOException, InterruptedException {
        try (FileChannel lock = service.lock(console)) {
            LOG.debug("Locked {}", lock);
            Optional<ServerProcess> server = service.process();
            if (server.isPresent()) {
                server.get().kill();
                server.get().awaitEnd(StopCommand.STOP_MAX);
            }
        }
    }

    /** Starts it where it was, behind a stop or a kill. */
    public synchronized void startAgain() throws IOException, InterruptedException {
        try (FileChannel lock = service.lock(console)) {
            LOG.debug("Locked {}", lock);
            service.start(service.lastPort().orElseGet(service::usualPort));
        }
    }

    /** Asks it to end where it was started for this command. */
    synchronized void requestGiveBack() throws IOException {
        if (isOwn) {
            requestStop();
        }
    }

    /** Waits for that end. */
    synchronized void giveBack() throws IOException, InterruptedException {
        if (isOwn) {
            awaitEnd();
        }
    }

    private void requestStop() throws IOException {
        Optional<ServerProcess> server = service.process();
        if (server.isPresent()) {
            service.service().requestStop(server.get());
        }
    }

    private void awaitEnd() throws IOException, InterruptedException {
        Optional<ServerProcess> server = service.process();
        if (server.isPresent()) {
            server.get().awaitEnd(StopCommand.STOP_MAX);
        }
    }
}
