package io.oncestream.bench.chaos;

import java.time.Duration;

/** Waits for what has to come. */
final class Waiting {

    private static final long POLL_MILLIS = 200;

    private Waiting() {}

    /** What has to come. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Waits.
     *
     * @param meanwhile throws when it makes no sense to go on waiting
     * @return whether it has come
     */
    static boolean until(Condition condition, Duration max, CommitWatch.Check meanwhile)
            throws Exception {
        long end = System.nanoTime() + max.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            meanwhile.run();
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
