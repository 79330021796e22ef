package io.oncestream.launcher.transactions;

import java.time.Instant;
import java.util.Optional;

/**
 * What the sinks keep of one table that a lineage writes or wrote.
 *
 * @param job the name of the job that owns the table, if this lineage does
 * @param subtasks how many parallel instances have written it
 * @param checkpoint the id of the last one whose rows the table has, 0 for none
 * @param rows committed
 * @param epoch of the latest start
 * @param committedAt empty where nothing was committed
 * @param now by the same clock, the database's
 * @param exists whether the table is there, as far as the asking user can tell
 */
record SinkEntry(
        String table,
        String lineage,
        String operator,
        Optional<String> job,
        int subtasks,
        long checkpoint,
        long rows,
        long epoch,
        Optional<Instant> committedAt,
        Instant now,
        boolean exists) {

    /** Whether a job could still go on with it: the table is there, and this lineage's. */
    boolean isCurrent() {
        return job.isPresent() && exists;
    }

    String state() {
        if (isCurrent()) {
            return "current";
        }
        return exists ? "retired" : "retired, no such table";
    }
}
