package io.oncestream.bench.counters;

import java.util.Map;
import java.util.Objects;

/**
 * A command.
 *
 * @param time as it is written
 */
record Add(String counter, String id, long amount, String time) {

    static Add of(Map<String, String> fields) {
        return new Add(
                field(fields, "counter"),
                field(fields, "id"),
                Long.parseLong(field(fields, "amount")),
                field(fields, "time"));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    Map<String, String> fields() {
        return Map.of(
                "counter", counter,
                "id", id,
                "op", "add",
                "amount", Long.toString(amount),
                "time", time);
    }
}
