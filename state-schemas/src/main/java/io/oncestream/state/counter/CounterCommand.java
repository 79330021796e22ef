package io.oncestream.state.counter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command to a counter, with its place among those that its job has accepted for this counter.
 * What it does to the counter is decided where the counter is: in the databases.
 *
 * @param number 1 for the first of the counter, and without a gap
 * @param op as it was written
 * @param amount what is added; null: nothing is, it reads or is invalid
 * @param invalid why it cannot be done, one sentence for a person; null where it can
 */
public record CounterCommand(
        String counter,
        long number,
        String id,
        String op,
        Instant time,
        @Nullable Long amount,
        @Nullable String invalid) {}
