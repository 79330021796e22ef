package io.oncestream.connector.jdbc;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets the source of one run emit so many rows, and so many more with each checkpoint that it takes
 * a snapshot for: how many rows there are does not depend on how busy the machine is.
 */
record CheckpointPace(JobEvents run) implements RateLimiterStrategy<NumberSequenceSplit> {
    private static final long serialVersionUID = 1L;
    static final int ROWS = 128;
    private static final Map<JobEvents, Permits> RUNS = new ConcurrentHashMap<>();

    @Override
    public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
        return one -> permits().acquire();
    }

    void checkpointed() {
        permits().more();
    }

    private Permits permits() {
        return RUNS.computeIfAbsent(run, none -> new Permits());
    }

    private static final class Permits {
        private int left = ROWS;
        private CompletableFuture<Void> more = new CompletableFuture<>();

        synchronized CompletionStage<Void> acquire() {
            left--;
            return left >= 0 ? CompletableFuture.completedFuture(null) : more;
        }

        void more() {
            CompletableFuture<Void> waiting;
            synchronized (this) {
                left += ROWS; // one is taken already where the source waits
                waiting = more;
                more = new CompletableFuture<>();
            }
            waiting.complete(null);
        }
    }
}
