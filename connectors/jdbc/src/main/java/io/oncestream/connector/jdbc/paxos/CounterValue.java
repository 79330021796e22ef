package io.oncestream.connector.jdbc.paxos;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of a counter's register: its number, and of each lineage what it has added.
 *
 * @param n the number
 * @param version how often it was changed: 0 before the first command
 * @param lineages by their ids
 */
record CounterValue(long n, long version, SortedMap<String, Done> lineages) {

    private static final CounterValue NONE = new CounterValue(0, 0, new TreeMap<>());
    private static final String FORMAT = "1";

    /**
     * What is in of the commands of a lineage.
     *
     * @param run whose commands were the last
     * @param last the number of the last command
     * @param before what the counter was before the transaction that it was the last of
     * @param version of the counter behind that transaction
     */
    record Done(String run, long last, long before, long version) {}

    CounterValue {
        lineages = Collections.unmodifiableSortedMap(new TreeMap<>(lineages));
    }

    @Nullable Done done(String lineage) {
        return lineages.get(lineage);
    }

    /** Behind a transaction of a lineage. */
    CounterValue with(long next, String lineage, String run, long last) {
        SortedMap<String, Done> all = new TreeMap<>(lineages);
        all.put(lineage, new Done(run, last, n, version + 1));
        return new CounterValue(next, version + 1, all);
    }

    /** As a register has it. */
    String text() {
        StringBuilder text = new StringBuilder(FORMAT);
        text.append(' ').append(n).append(' ').append(version);
        lineages.forEach(
                (lineage, done) ->
                        text.append(' ')
                                .append(lineage)
                                .append(',')
                                .append(done.run)
                                .append(',')
                                .append(done.last)
                                .append(',')
                                .append(done.before)
                                .append(',')
                                .append(done.version));
        return text.toString();
    }

    static CounterValue of(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] parts = RegisterText.parts(text, FORMAT, 3);
        SortedMap<String, Done> lineages = new TreeMap<>();
        for (int i = 3; i < parts.length; i++) {
            String[] done = parts[i].split(",", -1);
            lineages.put(
                    done[0],
                    new Done(
                            done[1],
                            Long.parseLong(done[2]),
                            Long.parseLong(done[3]),
                            Long.parseLong(done[4])));
        }
        return new CounterValue(Long.parseLong(parts[1]), Long.parseLong(parts[2]), lineages);
    }
}
