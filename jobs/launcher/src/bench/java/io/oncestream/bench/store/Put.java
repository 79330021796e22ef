package io.oncestream.bench.store;

import io.oncestream.bench.measure.CommandReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A command, as plain clients see it. */
record Put(String key, String value) {

    /** So many of the next ones, fewer at the end; empty: there are no more. */
    static List<Put> next(CommandReader commands, int most) throws IOException {
        return commands.next(most).stream().map(Put::of).toList();
    }

    private static Put of(Map<String, String> fields) {
        return new Put(field(fields, "key"), field(fields, "value"));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
