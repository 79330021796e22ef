package io.oncestream.launcher.job;

import io.oncestream.state.reading.RejectedRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why records were rejected: reasons that differ only in the values they quote are one. */
final class RejectReasons {

    /**
     * A reason.
     *
     * @param example the first record that it was given for
     * @param count how many there are
     */
    record Counted(RejectedRecord example, long count) {}

    private final Map<String, Counted> reasons = new LinkedHashMap<>();
    private long records;

    void add(RejectedRecord record) {
        records++;
        reasons.merge(
                // To the last quote: a value may have quotes in it.
                record.reason().replaceAll("(?s)\".*\"", "\"\""),
                new Counted(record, 1),
                (known, one) -> new Counted(known.example(), known.count() + 1));
    }

    /** How many were looked at. */
    long records() {
        return records;
    }

    /** Of several as common the first. */
    Optional<Counted> commonest() {
        return reasons.values().stream()
                .reduce((first, second) -> second.count() > first.count() ? second : first);
    }
}
