package io.oncestream.bench.measure;

import java.time.Instant;
import java.util.Map;

/** One case, ready to be done by one contestant: its input is made, its engine runs. */
public interface Work extends AutoCloseable {

    /**
     * Does it; the clock runs.
     *
     * @return when the result was complete, which may be noticed a little later
     */
    Instant run() throws Exception;

    /**
     * What the result is, and that nothing is left of how it was made; the clock is stopped.
     *
     * @throws IllegalStateException when something is left
     */
    Check check() throws Exception;

    /** What else was measured, by name. */
    default Map<String, Double> figures() {
        return Map.of();
    }

    @Override
    void close() throws Exception;
}
