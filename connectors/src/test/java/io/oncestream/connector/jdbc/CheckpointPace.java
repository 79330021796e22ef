package io.oncestream.connector.jdbc;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets the source of one run emit so many rows before each checkpoint and no more, so that what a
 * transaction holds does not depend on how busy the machine is.
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
                left = left < 0 ? ROWS - 1 : ROWS; // one of them is waiting already
                waiting = more;
                more = new CompletableFuture<>();
            }
            waiting.complete(null);
        }
    }
}
