package io.oncestream.launcher.services;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts services; Ctrl-C takes back those that are being started. */
final class ServiceStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);

    private static final int STARTS_MAX = 3;

    private final Home home;
    private final Console console;
    private final @Nullable Integer port;
    private final AtomicInteger interrupted = new AtomicInteger();

    ServiceStart(Home home, Console console, @Nullable Integer port) {
        this.home = home;
        this.console = console;
        this.port = port;
    }

    /** Returns the exit code. */
    int start(List<LocalService> services) throws Exception {
        takeBackOnSignals();
        for (LocalService service : services) {
            try {
                start(service);
            } catch (Exception e) {
                if (interrupted.get() == 0) {
                    throw e;
                }
                LOG.info("Interrupted", e);
                console.say("oncestream: interrupted, %s is not started".formatted(service.name()));
                return interrupted.get();
            }
        }
        return 0;
    }

    /** From now on a signal interrupts this thread, which takes back what it starts. */
    void takeBackOnSignals() {
        Thread starter = Thread.currentThread();
        Interrupts.handle(
                code -> {
                    if (interrupted.compareAndSet(0, code)) {
                        console.step("interrupted, taking the start back");
                        starter.interrupt();
                    }
                });
    }

    /** The exit code of the signal that came; 0: none. */
    int interrupted() {
        return interrupted.get();
    }

    private void start(LocalService service) throws Exception {
        startQuietly(service);
        console.out.printf("%-12s %s%n", service.name(), service.uri());
        console.out.flush();
    }

    /** Starts it unless it runs; whether it had to. */
    boolean startQuietly(LocalService service) throws Exception {
        String name = service.name();
        try (FileChannel lock = service.lock(console)) {
            LOG.debug("Locked {}", lock);
            Optional<ServerProcess> running = service.running();
            if (running.isEmpty()) {
                launch(service);
                return true;
            }
            checkSamePort(service);
            console.say("%s runs already, as process %d".formatted(name, running.get().pid()));
            return false;
        }
    }

    private void launch(LocalService service) throws IOException, InterruptedException {
        for (int left = STARTS_MAX; true; left--) {
            PortChoice choice = choose(service);
            try {
                launch(service, choice.port());
                return;
            } catch (ServerException e) {
                // Another start, of another state folder, took the port since it was looked at.
                boolean isTaken = port == null && !LocalPort.isFree(choice.port());
                if (!isTaken || left == 1 || interrupted.get() != 0) {
                    throw e;
                }
                LOG.info("Port {} was taken meanwhile", choice.port(), e);
            }
        }
    }

    private PortChoice choose(LocalService service) throws IOException {
        PortChoice choice =
                port == null
                        ? PortChoice.without(service.usualPort(), service.lastPort())
                        : PortChoice.of(port);
        if (!choice.note().isEmpty()) {
            console.say("%s: %s".formatted(service.name(), choice.note()));
        }
        return choice;
    }

    private void launch(LocalService service, int at) throws IOException, InterruptedException {
        console.step("starting " + service.name());
        // Before the process: whoever finds it finds its port too.
        LocalPort.remember(service.folder(), at);
        try {
            ServerProcess server = service.start(at);
            if (interrupted.get() != 0) {
                takeBack(service.service(), server);
            }
        } finally {
            console.clear();
        }
    }

    /** What was interrupted may have gone on all the same. */
    private static void takeBack(Service service, ServerProcess server)
            throws IOException, InterruptedException {
        Thread.interrupted();
        service.requestStop(server);
        server.awaitEnd(StopCommand.STOP_MAX);
        throw new InterruptedException();
    }

    private void checkSamePort(LocalService service) throws IOException {
        int actual = service.lastPort().orElseGet(service::usualPort);
        if (port != null && port != actual) {
            throw new UsageException(
                    "%s runs already, at %s: stop it first with %s services stop %s"
                            .formatted(
                                    service.name(), service.uri(), home.command(), service.name()));
        }
    }
}
