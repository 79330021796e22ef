package io.oncestream.launcher.services;

import static java.util.stream.Collectors.joining;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services for one command: those that run, which go on afterwards, and those that are started and
 * are stopped with the command, all at once.
 */
public final class BorrowedServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BorrowedServices.class);

    private final List<BorrowedService> all;
    private final ServiceStart start;

    private BorrowedServices(List<BorrowedService> all, ServiceStart start) {
        this.all = all;
        this.start = start;
    }

    /** By their names, as {@code services start} takes them; none is fine. */
    public static BorrowedServices start(Home home, Console console, List<String> names)
            throws Exception {
        List<BorrowedService> all =
                ServiceCatalogue.find(home, names).stream()
                        .map(each -> new BorrowedService(each, console))
                        .toList();
        BorrowedServices services =
                new BorrowedServices(all, new ServiceStart(home, console, null));
        try {
            services.begin();
        } catch (Exception e) {
            services.close();
            if (services.interrupted() == 0) {
                throw e;
            }
            LOG.info("Interrupted", e);
            console.say("oncestream: interrupted, %s".formatted(services.notStarted()));
        }
        return services;
    }

    private void begin() throws Exception {
        start.takeBackOnSignals();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, all.size()));
        try {
            List<Callable<Boolean>> starts = all.stream().map(this::starting).toList();
            for (Future<Boolean> each : threads.invokeAll(starts)) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
            // What is taken back by an interruption has ended then.
            threads.awaitTermination(StopCommand.STOP_MAX.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private Callable<Boolean> starting(BorrowedService service) {
        return () -> {
            service.begin(start);
            return true;
        };
    }

    private String notStarted() {
        return all.stream().map(BorrowedService::name).collect(joining(", "))
                + (all.size() == 1 ? " is not started" : " are not started");
    }

    /** Not 0 where a signal came while they started: the exit code, and they may not run. */
    public int interrupted() {
        return start.interrupted();
    }

    /** In the order of their names. */
    public List<BorrowedService> all() {
        return all;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (BorrowedService each : all) {
            each.requestGiveBack();
        }
        for (BorrowedService each : all) {
            each.giveBack();
        }
    }
}
