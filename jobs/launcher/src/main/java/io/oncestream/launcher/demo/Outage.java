package io.oncestream.launcher.demo;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.services.BorrowedService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a database's server and starts it again some time later, in a thread of its own. */
public final class Outage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final Duration LENGTH_MAX = Duration.ofSeconds(10);

    private final Console console;
    private final BorrowedService server;
    private final Kind kind;
    private final Duration length;
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "outage");

    /** How a server ends. */
    public enum Kind {
        /** As {@code services stop} ends it. */
        STOP("stopped") {
            @Override
            void end(BorrowedService server) throws IOException, InterruptedException {
                server.stop();
            }
        },
        /** As a crash does. */
        KILL("killed") {
            @Override
            void end(BorrowedService server) throws IOException, InterruptedException {
                server.kill();
            }
        };

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        abstract void end(BorrowedService server) throws IOException, InterruptedException;
    }

    private Outage(Console console, BorrowedService server, Kind kind, Duration length) {
        this.console = console;
        this.server = server;
        this.kind = kind;
        this.length = length;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * One in the middle of a demonstration, of a database that follows from the seed. Not the first
     * one, which a run's lock is in. Others than its own are not its to end.
     *
     * @param elapsed of the demonstration's length
     * @return empty as long as it is not due
     */
    public static Optional<Outage> inTheMiddle(Stage stage, Duration elapsed, Kind kind) {
        List<BorrowedService> servers = stage.databases();
        Duration half = stage.length().dividedBy(2);
        Duration away = half.compareTo(LENGTH_MAX) < 0 ? half : LENGTH_MAX;
        if (servers.size() < 2 || elapsed.compareTo(stage.length().minus(away).dividedBy(2)) < 0) {
            return Optional.empty();
        }
        int which = 1 + new Random(stage.seed()).nextInt(servers.size() - 1);
        return Optional.of(new Outage(stage.console(), servers.get(which), kind, away));
    }

    private void run() {
        try {
            kind.end(server);
            console.say(
                    "%s is %s for %d s".formatted(server.name(), kind.word, length.toSeconds()));
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

    /** Which server it was, and how long. */
    public String description() {
        return "%s, %s for %d s".formatted(server.name(), kind.word, length.toSeconds());
    }

    public boolean isOver() {
        return !thread.isAlive();
    }

    /** Why it does not run again; null where it does. */
    public @Nullable String failure() {
        return failure.get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
