package io.oncestream.connector.source.generator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds a reader to its share of the rate, without blocking its thread. */
final class Throttle implements AutoCloseable {

    /** Shorter waits cost more than they even out. */
    private static final long WAIT_NANOS_MIN = 1_000_000;

    private final @Nullable Double rate;
    private final double phase;
    private @Nullable Pace pace;
    private @Nullable ScheduledExecutorService timer;
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

    /**
     * @param rate records per second of all readers; null: no limit
     * @param phase more than 0 to 1, another one for each reader, so that slow ones take turns
     */
    Throttle(@Nullable Double rate, double phase) {
        this.rate = rate;
        this.phase = phase;
    }

    /** Begins to count time, for a reader with so many of the splits. */
    void start(int splits) {
        if (rate != null) {
            double share = rate * splits / GeneratorSplit.CLASSES;
            pace = new Pace(share, phase, System.nanoTime());
            timer =
                    Executors.newSingleThreadScheduledExecutor(
                            task -> {
                                Thread thread = new Thread(task, "gen-rate");
                                thread.setDaemon(true);
                                return thread;
                            });
        }
    }

    /** How many records may be emitted now; at 0, {@link #available()} tells when to ask again. */
    int take(int max) {
        if (pace == null || timer == null) {
            return max;
        }
        long now = System.nanoTime();
        int taken = pace.take(max, now);
        if (taken == 0) {
            CompletableFuture<Void> due = new CompletableFuture<>();
            long wait = Math.max(WAIT_NANOS_MIN, pace.nanosToWait(now));
            var unused = timer.schedule(() -> due.complete(null), wait, TimeUnit.NANOSECONDS);
            available = due;
        }
        return taken;
    }

    CompletableFuture<Void> available() {
        return available;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
