package io.oncestream.launcher.demo.counters;

import io.oncestream.check.Placed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of answers. */
public record AnswerRow(
        String counter,
        String id,
        String op,
        Instant time,
        @Nullable Long amount,
        String outcome,
        long n,
        long version,
        long place,
        @Nullable String reason,
        String transaction) {

    /** More than the commands of one transaction. */
    private static final long PLACES = 1_000_000;

    /** What it has added. */
    long added() {
        return amount != null && outcome.equals("ok") ? amount : 0;
    }

    /** In the order that the databases have agreed on. */
    Placed<AnswerRow> placed() {
        long number = version * PLACES + place;
        return new Placed<>(counter, number, number, id, this);
    }
}
