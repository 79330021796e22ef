package io.oncestream.connector.jdbc.database;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to go on trying.
 *
 * @param first the pause after the first failure; each further one is twice as long
 * @param longest the longest pause
 * @param limit no further attempt begins after this time; meanwhile the task's input stands still
 */
public record Backoff(Duration first, Duration longest, Duration limit) implements Serializable {

    public static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

    Duration pause(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
