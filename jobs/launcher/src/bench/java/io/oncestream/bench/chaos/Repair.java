package io.oncestream.bench.chaos;

import io.oncestream.bench.chaos.Round.Strike;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.server.process.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts again what was killed, cluster and database side by side. */
final class Repair implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
    private static final long END_SECONDS_MAX = 60;

    private final Testbed testbed;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<Future<?>> begun = new ArrayList<>();

    Repair(Testbed testbed) {
        this.testbed = testbed;
    }

    /**
     * Begins.
     *
     * @param strikes what is to be made good
     * @param databaseDown after which a database is brought back
     */
    void begin(List<Strike> strikes, Duration databaseDown) {
        if (strikes.stream().anyMatch(strike -> strike.kill().isOfCluster())) {
            begun.add(
                    workers.submit(
                            () -> {
                                startMissing();
                                return null;
                            }));
        }
        for (Strike strike : strikes) {
            if (!strike.kill().isOfCluster()) {
                begun.add(workers.submit(() -> bringBack(strike, databaseDown)));
            }
        }
    }

    private @Nullable Void bringBack(Strike strike, Duration databaseDown) throws Exception {
        Thread.sleep(databaseDown.toMillis());
        testbed.bringBack(strike);
        return null;
    }

    /** Once more when it fails: a port that was free may be taken by somebody in between. */
    private void startMissing() throws Exception {
        try {
            testbed.startMissing();
        } catch (FailureException | ServerException e) {
            LOG.warn("Once more", e);
            testbed.startMissing();
        }
    }

    /** Throws when a part of it has failed. */
    void check() throws Exception {
        for (Future<?> one : begun) {
            if (one.isDone()) {
                get(one);
            }
        }
    }

    void await() throws Exception {
        for (Future<?> one : begun) {
            get(one);
        }
        begun.clear();
    }

    private static void get(Future<?> one) throws Exception {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw new FailureException(String.valueOf(e.getCause().getMessage()), e);
        }
    }

    /** Ends what is at it. */
    @Override
    public void close() throws InterruptedException {
        workers.shutdownNow();
        if (!workers.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new FailureException("a command does not end");
        }
    }
}
