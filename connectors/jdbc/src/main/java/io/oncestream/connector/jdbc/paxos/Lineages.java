package io.oncestream.connector.jdbc.paxos;

import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The value of the register of all lineages that add to a table.
 *
 * @param claims by the lineages' ids
 */
record Lineages(SortedMap<String, Claim> claims) {

    /** So that a counter's value stays small. */
    static final int MAX = 16;

    private static final String FORMAT = "1";

    /**
     * Which run of a lineage counts.
     *
     * @param indices how many subtask indices the lineage has ever had
     * @param run that has claimed them last
     * @param number greater for each run that claims them after another one
     */
    record Claim(int indices, String run, long number) {}

    Lineages {
        claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
    }

    @Nullable Claim claim(String lineage) {
        return claims.get(lineage);
    }

    /** All attempts and instances of a run have one claim, unless another run comes between. */
    Lineages with(String lineage, String run, int parallelism) {
        @Nullable Claim last = claim(lineage);
        Claim next =
                last == null
                        ? new Claim(parallelism, run, 1)
                        : new Claim(
                                Math.max(last.indices, parallelism),
                                run,
                                last.run.equals(run) ? last.number : last.number + 1);
        SortedMap<String, Claim> all = new TreeMap<>(claims);
        all.put(lineage, next);
        return new Lineages(all);
    }

    String text() {
        StringJoiner text = new StringJoiner(" ");
        text.add(FORMAT);
        claims.forEach(
                (lineage, claim) ->
                        text.add(
                                String.join(
                                        ",",
                                        lineage,
                                        Integer.toString(claim.indices),
                                        claim.run,
                                        Long.toString(claim.number))));
        return text.toString();
    }

    static Lineages of(@Nullable String text) {
        SortedMap<String, Claim> claims = new TreeMap<>();
        if (text != null) {
            String[] parts = RegisterText.parts(text, FORMAT, 1);
            for (int i = 1; i < parts.length; i++) {
                String[] claim = parts[i].split(",", -1);
                claims.put(
                        claim[0],
                        new Claim(Integer.parseInt(claim[1]), claim[2], Long.parseLong(claim[3])));
            }
        }
        return new Lineages(claims);
    }
}
