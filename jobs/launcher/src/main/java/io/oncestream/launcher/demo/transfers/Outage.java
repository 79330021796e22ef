package io.oncestream.launcher.demo.transfers;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.services.BorrowedService;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a database's server for some time, in a thread of its own. */
final class Outage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final Console console;
    private final BorrowedService server;
    private final Duration length;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "outage");

    Outage(Console console, BorrowedService server, Duration length) {
        this.console = console;
        this.server = server;
        this.length = length;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            server.stop();
            console.say("%s is stopped for %d s".formatted(server.name(), length.toSeconds()));
            Thread.sleep(length.toMillis());
            server.startAgain();
            console.say(server.name() + " runs again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The server stays away", e);
            failure.compareAndSet(null, RootCause.of(e));
        }
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    /** Why it does not run again; null where it does. */
    @Nullable String failure() {
        return failure.get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
