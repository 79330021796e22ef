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
 * a snapshot for, and as many again after a restart: how many rows there are does not depend on how
 * busy the machine is.
 */
record CheckpointPace(JobEvents run) implements RateLimiterStrategy<NumberSequenceSplit> {
    private static final long serialVersionUID = 1L;
    static final int ROWS = 128;
    private static final Map<JobEvents, Permits> RUNS = new ConcurrentHashMap<>();
    private static final Map<JobEvents, Long> CHECKPOINTS = new ConcurrentHashMap<>();

    @Override
    public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
        // A restarted source reads on from a checkpoint and owes what followed it.
        Permits permits = new Permits();
        RUNS.put(run, permits);
        return one -> permits.acquire();
    }

    void checkpointed() {
        CHECKPOINTS.merge(run, 1L, Long::sum);
        RUNS.get(run).more();
    }

    /** How many checkpoints the source of this run has taken a snapshot for. */
    long checkpoints() {
        return CHECKPOINTS.getOrDefault(run, 0L);
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
