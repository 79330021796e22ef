package io.oncestream.connector.jdbc.paxos;

import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of the register of all lineages that add to a table.
 *
 * @param indices of each, how many subtask indices it has ever had
 */
record Lineages(SortedMap<String, Integer> indices) {

    /** So that a counter's value stays small. */
    static final int MAX = 16;

    private static final String FORMAT = "1";

    Lineages {
        indices = Collections.unmodifiableSortedMap(new TreeMap<>(indices));
    }

    int indices(String lineage) {
        return indices.getOrDefault(lineage, 0);
    }

    Lineages with(String lineage, int parallelism) {
        SortedMap<String, Integer> all = new TreeMap<>(indices);
        all.merge(lineage, parallelism, Math::max);
        return new Lineages(all);
    }

    String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add(FORMAT);
        indices.forEach((lineage, count) -> text.add(lineage + "," + count));
        return text.toString();
    }

    static Lineages of(@Nullable String text) {
        SortedMap<String, Integer> indices = new TreeMap<>();
        if (text != null) {
            String[] parts = RegisterText.parts(text, FORMAT, 1);
            for (int i = 1; i < parts.length; i++) {
                int comma = parts[i].indexOf(',');
                indices.put(
                        parts[i].substring(0, comma),
                        Integer.parseInt(parts[i].substring(comma + 1)));
            }
        }
        return new Lineages(indices);
    }
}
